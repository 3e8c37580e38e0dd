"""Reads a file of text whole, or says why not; names the feature next to a fault. No units.

Imports planner.files.characters and planner.errors.
"""

import errno
import re
from pathlib import Path

from planner.errors import DatasetError, Fault
from planner.files.characters import bare

LARGEST_BYTES = 64_000_000
"""The largest file that is opened: some ten thousand places. More is a slip, such as a film."""

_NEAR = 60
"""Characters of a line that are repeated in a message about its syntax."""

_REASONS = {
    errno.EISDIR: {"zh": "这是一个文件夹", "en": "it is a folder"},
    errno.EACCES: {"zh": "没有读取权限", "en": "you may not read it"},
    errno.ENAMETOOLONG: {"zh": "文件名太长", "en": "its name is too long"},
}
_NO_FILE = {"zh": "这不是普通文件", "en": "it is no ordinary file"}

# The id of a place, a start (JSON) or a theme (TOML) that stands before a fault of syntax.
FEATURE_ID = re.compile(r'"properties"\s*:\s*\{\s*"id"\s*:\s*"([^"\\\n]+)"')
TABLE = re.compile(r"^[ \t]*\[([^\[\]\n]+)\]", re.MULTILINE)


def read_text(path: Path) -> str:
    """Read a file of text in UTF-8.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        Its text, without a byte order mark.

    Raises
    ------
    DatasetError
        If there is no such file, or it cannot be read, is overlarge, or is not UTF-8.
    """
    return _decoded(path, _bytes(path))


def after(file: str, before: str, form: re.Pattern[str]) -> str:
    """Name the last feature or table that begins in a text, the likely place of a fault.

    Parameters
    ----------
    file : str
        Name of the file.
    before : str
        Its text up to the fault.
    form : re.Pattern
        ``FEATURE_ID`` or ``TABLE``.

    Returns
    -------
    str
        File and feature; the file alone if none begins.
    """
    names = form.findall(before)
    return f"{file}: {bare(names[-1])}" if names else file


def near(text: str, line: int) -> str:
    """Return the start of a line, for a message about its syntax.

    Parameters
    ----------
    text : str
        Text of a file.
    line : int
        Number of the line, from 1.

    Returns
    -------
    str
        At most 60 characters, nothing invisible in them.
    """
    lines = text.split("\n")
    return bare(lines[line - 1].strip()[:_NEAR]) if 0 < line <= len(lines) else ""


def _bytes(path: Path) -> bytes:
    """Read a file that is an ordinary one and not overlarge."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            reason = _REASONS[errno.EISDIR] if path.is_dir() else _NO_FILE
            raise DatasetError([Fault("file_unreadable", path.name, {"reason": reason})])
        if size > LARGEST_BYTES:
            sizes = {"size": size // 1_000_000, "most": LARGEST_BYTES // 1_000_000}
            raise DatasetError([Fault("file_too_large", path.name, sizes)])
        return path.read_bytes()
    except FileNotFoundError:
        raise DatasetError([Fault("file_missing", path.name, {"path": str(path)})]) from None
    except OSError as err:
        why = _REASONS.get(err.errno or 0) or err.strerror or type(err).__name__
        raise DatasetError([Fault("file_unreadable", path.name, {"reason": why})]) from None


def _decoded(path: Path, content: bytes) -> str:
    """Turn a file's bytes into text."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        before = content[: err.start]
        where = after(path.name, before.decode("utf-8", "replace"), FEATURE_ID)
        at: dict[str, object] = {"byte": err.start + 1, "line": before.count(b"\n") + 1}
        raise DatasetError([Fault("file_not_utf8", where, at)]) from None
