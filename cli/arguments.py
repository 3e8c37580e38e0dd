"""Arguments of the command line, in both languages.

Imports planner.words, planner.errors and cli.commands.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from cli import commands
from planner.errors import Fault, RequestError
from planner.quarter import DATA
from planner.words import LANGS, Lang, say

_OPTIONS: dict[str, dict[str, Any]] = {
    "theme": {"metavar": "ID"},
    "minutes": {"metavar": "N"},
    "start": {"metavar": "LON,LAT|ID", "required": True},
    "end": {"metavar": "LON,LAT|ID"},
    "at": {"metavar": "YYYY-MM-DDTHH:MM"},
    "pace": {"metavar": "KM/H"},
    "must": {"metavar": "ID", "action": "append", "default": []},
    "never": {"metavar": "ID", "action": "append", "default": []},
    "order": {"metavar": "ID,ID,…"},
    "step_free": {"action": "store_true"},
    "inside_quarter": {"action": "store_true"},
    "no_overlay": {"action": "store_true"},
    "out": {"metavar": "DIR", "type": Path},
    "from": {"metavar": "YYYY-MM-DD", "default": ""},
    "days": {"metavar": "N", "default": "7"},
    "port": {"metavar": "N", "default": "8501"},
    "json": {"action": "store_true"},
    "data": {"metavar": "DIR", "type": Path, "default": DATA},
    "lang": {"choices": LANGS, "default": "zh"},
}
_EVERYWHERE = ("json", "data")

_ARGPARSE_SAYS = {
    "usage_missing": r"the following arguments are required: (?P<what>.*)",
    "usage_choice": r"argument (?P<where>.*?): invalid choice: '?(?P<what>.*?)'? "
    r"\(choose from (?P<choices>.*)\)",
    "usage_value": r"argument (?P<where>.*?): expected .*",
    "usage_unknown": r"(?:unrecognized arguments: )?(?P<what>.*)",
}


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks both languages and reports mistakes as faults."""

    def __init__(self, *, lang: Lang, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**kwargs, add_help=False, allow_abbrev=False)
        self.lang = lang
        self.options = self.add_argument_group(say("cli.options", lang))
        self.options.add_argument("-h", "--help", action="help", help=say("cli.help", lang))
        self.options.add_argument("--lang", help=say("cli.lang", lang), **_OPTIONS["lang"])

    def format_help(self) -> str:
        """Return the help text, its first word translated."""
        return super().format_help().replace("usage: ", say("cli.usage", self.lang), 1)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found as a fault."""
        matches = ((code, re.fullmatch(form, message)) for code, form in _ARGPARSE_SAYS.items())
        code, found = next((code, match) for code, match in matches if match)
        values: dict[str, object] = found.groupdict()
        raise RequestError([Fault(code, str(values.pop("where", "citywalk")), values)])


def language(given: Sequence[str]) -> Lang:
    """Find --lang before parsing, since mistakes too are told in it.

    Parameters
    ----------
    given : sequence of str
        Arguments as given.

    Returns
    -------
    {"zh", "en"}
        Chinese unless English is asked for.
    """
    text = " ".join(given)
    return "en" if re.search(r"(^|\s)--lang[= ]en(\s|$)", text) else "zh"


def build_parser(lang: Lang) -> argparse.ArgumentParser:
    """Describe all commands.

    Parameters
    ----------
    lang : {"zh", "en"}
        Language of the help.

    Returns
    -------
    ArgumentParser
        Parses into a namespace whose ``run`` is the command's function.
    """
    top = _Parser(prog="citywalk", description=say("cli.about", lang), lang=lang)
    known = _group(top, lang)
    _command(known, "plan", commands.plan_walk, (*commands.REQUEST, "out"), lang)
    for name in ("places", "themes", "starts"):
        _command(known, name, commands.list_rows, (), lang)
    _command(known, "check", commands.check, (), lang)
    hours = _command(known, "hours", commands.hours, ("from", "days"), lang)
    hours.add_argument("of", metavar="SPEC|PLACE", help=say("cli.hours_of", lang))
    streets = known.add_parser("streets", help=say("cli.streets", lang), lang=lang)
    parts = _group(streets, lang)
    _command(parts, "build", commands.streets_build, (), lang, "streets_build")
    _command(parts, "report", commands.streets_report, (), lang, "streets_report")
    _command(known, "app", commands.app, ("port",), lang)
    return top


def _group(parser: _Parser, lang: Lang) -> Any:  # noqa: ANN401 - argparse keeps the type private
    """Make room for commands below a parser."""
    return parser.add_subparsers(
        title=say("cli.commands", lang),
        metavar=say("cli.command", lang),
        required=True,
        dest="command",
        parser_class=_Parser,
    )


def _command(
    group: Any,  # noqa: ANN401 - argparse keeps the type private
    name: str,
    run: Any,  # noqa: ANN401 - any of the functions below
    options: Sequence[str],
    lang: Lang,
    key: str = "",
) -> _Parser:
    """Add one command with its options."""
    text = say(f"cli.{key or name}", lang)
    parser: _Parser = group.add_parser(name, help=text, description=text, lang=lang)
    parser.set_defaults(run=run)
    for option in (*options, *_EVERYWHERE):
        flag = f"--{option.replace('_', '-')}"
        parser.options.add_argument(
            flag, dest=option, help=say(f"cli.{option}", lang), **_OPTIONS[option]
        )
    return parser
