"""Printing: results on stdout, faults and progress on stderr, files whole or not at all.

Imports planner.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from errno import EACCES, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import Any

from planner.errors import CitywalkError, Fault
from planner.files.atomic import replace_file
from planner.words import Lang, say

DONE, NO_ROUTE, BAD_INPUT = 0, 1, 2
"""Exit codes."""


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object.

    Parameters
    ----------
    value : dict
        JSON values; dates are written in ISO 8601.
    """
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def complain(faults: Iterable[Fault], lang: Lang, *, as_object: bool) -> None:
    """Tell what is wrong.

    Parameters
    ----------
    faults : iterable of Fault
        At least one.
    lang : {"zh", "en"}
        Language.
    as_object : bool
        Print ``{"error": …}`` on stdout, the first fault with all of them in ``faults``; else lines
        on stderr.
    """
    found = list(faults)
    if as_object:
        print_json({"error": error_object(found, lang)})
        return
    for fault in found:
        print(fault_line("error", fault, lang), file=sys.stderr)


def error_object(faults: Sequence[Fault], lang: Lang) -> dict[str, Any]:
    """Write faults as JSON values.

    Parameters
    ----------
    faults : sequence of Fault
        At least one.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    dict
        The first fault, with all of them in ``faults``.
    """
    objects = [fault.as_json(lang) for fault in faults]
    return {**objects[0], "faults": objects}


def fault_line(kind: str, fault: Fault, lang: Lang) -> str:
    """Write a fault as text.

    Parameters
    ----------
    kind : {"error", "warning"}
        What it is called.
    fault : Fault
        The fault.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    str
        Where and what, and on a second line how to mend it.
    """
    colon = "：" if lang == "zh" else ": "
    line = f"{say(f'cli.{kind}', lang)} [{fault.where}]{colon}{fault.message(lang)}"
    hint = fault.hint(lang)
    return f"{line}\n    → {hint}" if hint else line


def progress(lang: Lang) -> Callable[[str], None]:
    """Return a function that tells on stderr how far a build has come.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    callable
        Takes a key of ``words/streets.toml``.
    """
    return lambda step: print(say(f"streets.{step}", lang), file=sys.stderr)


def unwritable(error: OSError, path: Path | str) -> Fault:
    """Say why a file could not be written.

    Parameters
    ----------
    error : OSError
        What the system said.
    path : Path or str
        The file.

    Returns
    -------
    Fault
        The fault.
    """
    code = {ENOSPC: "out_full", EACCES: "out_denied", EROFS: "out_denied", EPERM: "out_denied"}
    return Fault(code.get(error.errno or 0, "out_unwritable"), str(path))


def write(path: Path, text: str, lang: Lang) -> None:
    """Write a file of text whole, and say so on stderr.

    Parameters
    ----------
    path : Path
        The file; its folder is made if missing.
    text : str
        Its content.
    lang : {"zh", "en"}
        Language.

    Raises
    ------
    CitywalkError
        If it cannot be written; an older file of that name is untouched.
    """
    write_bytes(path, text.encode(), lang)


def write_bytes(path: Path, content: bytes, lang: Lang) -> None:
    """Write a file whole, and say so on stderr.

    Parameters
    ----------
    path : Path
        The file; its folder is made if missing.
    content : bytes
        Its content.
    lang : {"zh", "en"}
        Language.

    Raises
    ------
    CitywalkError
        If it cannot be written; an older file of that name is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, lambda file: file.write(content))
    except OSError as error:
        raise CitywalkError([unwritable(error, path)]) from error
    print(say("cli.written", lang, path=path), file=sys.stderr)
