"""Arguments of the command line, in both languages.

Imports planner.words and planner.errors; a command's module only when it runs.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from planner.errors import Fault, RequestError
from planner.quarter import DATA
from planner.words import LANGS, Lang, say

_OPTIONS: dict[str, dict[str, Any]] = {
    "theme": {"metavar": "ID"},
    "minutes": {"metavar": "N"},
    "start": {"metavar": "LON,LAT|ID"},
    "end": {"metavar": "LON,LAT|ID"},
    "at": {"metavar": "YYYY-MM-DDTHH:MM"},
    "pace": {"metavar": "KM/H"},
    "must": {"metavar": "ID", "action": "append", "default": []},
    "never": {"metavar": "ID", "action": "append", "default": []},
    "order": {"metavar": "ID,ID,…"},
    "detour": {"metavar": "PERCENT"},
    "prefer": {"metavar": "WISH,WISH,…"},
    "step_free": {"action": "store_true"},
    "inside_quarter": {"action": "store_true"},
    "no_overlay": {"action": "store_true"},
    "dwell": {"metavar": "ID=MIN", "action": "append", "default": []},
    "fixed": {"metavar": "ID@HH:MM", "action": "append", "default": []},
    "own": {"metavar": "LON,LAT,MIN,NAME", "action": "append", "default": []},
    "crossing_wait": {"metavar": "S"},
    "published_id": {"metavar": "ID"},
    "published_ids": {"metavar": "ID", "nargs": "+", "action": "extend", "default": []},
    "write_published": {"action": "store_true"},
    "plan_from": {"metavar": "YYYY-MM-DD"},
    "workers": {"metavar": "N", "default": "1"},
    "out": {"metavar": "DIR", "type": Path},
    "batch_out": {"metavar": "DIR", "type": Path},
    "alternatives": {"action": "store_true"},
    "from": {"metavar": "YYYY-MM-DD", "default": ""},
    "days": {"metavar": "N", "default": "7"},
    "port": {"metavar": "N", "default": "8501"},
    "seconds": {"metavar": "S", "default": "60"},
    "survey": {"metavar": "FILE", "type": Path},
    "place": {"metavar": "NAME"},
    "bbox": {"metavar": "W,S,E,N"},
    "endpoint": {"metavar": "URL"},
    "geocoder": {"metavar": "URL"},
    "timeout": {"metavar": "SECONDS", "default": "180"},
    "force": {"action": "store_true"},
    "keep_overlay": {"action": "store_true"},
    "osm": {"metavar": "FILE", "type": Path, "required": True},
    "poi": {"metavar": "FILE", "type": Path, "required": True},
    "boundary": {"metavar": "FILE", "type": Path},
    "themes_file": {"metavar": "FILE", "type": Path},
    "name_zh": {"metavar": "TEXT", "default": ""},
    "name_en": {"metavar": "TEXT", "default": ""},
    "timezone": {"metavar": "ZONE", "default": ""},
    "country": {"metavar": "CC", "default": "ZZ"},
    "source": {"metavar": "TEXT", "required": True},
    "accuracy": {"metavar": "M", "default": ""},
    "format": {"metavar": "FORMAT", "required": True},
    "variant": {"metavar": "NAME"},
    "public_url": {"metavar": "URL"},
    "paper": {"metavar": "A4|A3|A5", "default": "A4"},
    "publisher": {"metavar": "TEXT"},
    "logo": {"metavar": "FILE", "type": Path},
    "map_number": {"metavar": "TEXT"},
    "png": {"action": "store_true"},
    "field_check": {"action": "store_true"},
    "group": {"metavar": "N"},
    "datum": {"metavar": "DATUM"},
    "every": {"action": "store_true"},
    "json": {"action": "store_true"},
    "data": {"metavar": "DIR", "type": Path, "default": DATA},
}
_FLAGS = {
    "published_id": "published",
    "published_ids": "published",
    "plan_from": "from",
    "batch_out": "out",
    "every": "all",
}
"""Options that go by another name on the command line."""
_EVERYWHERE = ("json", "data")
_PUBLISHER = ("publisher", "logo", "map_number")
_SHEET_LANGS = (*LANGS, "both")
_PART = "part"
"""Where the second word of a command is kept that has a meaning without one too."""

REQUEST = (
    "theme", "minutes", "start", "end", "at", "pace", "must", "never", "order",
    "detour", "prefer", "step_free", "inside_quarter", "no_overlay",
    "dwell", "fixed", "own", "group", "crossing_wait",
)  # fmt: skip
"""Options that make up the request."""
WISH = (*REQUEST, "published_id")
"""The same, or a published route instead."""

_ARGPARSE_SAYS = {
    "usage_missing": r"the following arguments are required: (?P<what>.*)",
    "usage_choice": r"argument (?P<where>.*?): invalid choice: '?(?P<what>.*?)'? "
    r"\(choose from (?P<choices>.*)\)",
    "usage_value": r"argument (?P<where>.*?): expected .*",
    "usage_unknown": r"(?:unrecognized arguments: )?(?P<what>.*)",
}


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks both languages and reports mistakes as faults."""

    def __init__(self, *, lang: Lang, langs: Sequence[str] = LANGS, **kwargs: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**kwargs, add_help=False, allow_abbrev=False)
        self.lang = lang
        self.options = self.add_argument_group(say("cli.options", lang))
        self.options.add_argument("-h", "--help", action="help", help=say("cli.help", lang))
        self.options.add_argument("--lang", help=say("cli.lang", lang), choices=langs, default=lang)

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
    _command(known, "plan", "commands.plan_walk", (*WISH, "alternatives", "out"), lang)
    why = _command(known, "why", "answers.why", WISH, lang)
    why.add_argument("of", metavar="PLACE", help=say("cli.why_of", lang))
    _add_places(known, lang)
    for name in ("themes", "starts"):
        _command(known, name, "places.list_rows", (), lang)
    _command(known, "published", "published.list_published", (), lang)
    _command(known, "check", "places.check", ("every",), lang)
    hours = _command(known, "hours", "commands.hours", ("from", "days"), lang)
    hours.add_argument("of", metavar="SPEC|PLACE", help=say("cli.hours_of", lang))
    solve = _command(known, "solve", "solve.solve", ("seconds",), lang)
    solve.add_argument("instance", metavar="INSTANCE", type=Path, help=say("cli.instance", lang))
    _add_export(known, lang)
    _add_sheet(known, lang)
    options = (
        "published_ids",
        "batch_out",
        "plan_from",
        "write_published",
        "workers",
        "public_url",
    )
    _command(known, "batch", "batch.batch", (*options, *_PUBLISHER), lang)
    _add_streets(known, lang)
    _add_dataset(known, lang)
    _command(known, "app", "commands.app", ("port",), lang)
    return top


def _add_places(known: Any, lang: Lang) -> None:  # noqa: ANN401 - argparse keeps the type private
    """Describe the commands about places; without a further word they are listed."""
    places = _command(known, "places", "places.list_rows", (), lang)
    parts = _group(places, lang, required=False)
    locate = _command(
        parts, "locate", "places.locate", ("source", "accuracy"), lang, "places_locate"
    )
    locate.add_argument("id", metavar="ID", help=say("cli.locate_id", lang))
    locate.add_argument("lonlat", metavar="LON,LAT", help=say("cli.locate_lonlat", lang))


def _add_export(known: Any, lang: Lang) -> None:  # noqa: ANN401 - argparse keeps the type private
    """Describe the commands that turn route files into other files and back."""
    options = ("format", "variant", "public_url", "group")
    export = _command(known, "export", "export.export", options, lang)
    export.add_argument("route", metavar="ROUTE.json", type=Path, help=say("cli.route_file", lang))
    export.options.add_argument(
        "-o", dest="output", metavar="FILE", type=Path, help=say("cli.output", lang)
    )
    options = ("theme", "at", "pace", "datum")
    taken = _command(known, "import", "import_walk.take", options, lang)
    taken.add_argument("file", metavar="FILE", type=Path, help=say("cli.import_file", lang))
    taken.options.add_argument(
        "-o", dest="output", metavar="ROUTE.json", type=Path, help=say("cli.import_output", lang)
    )


def _add_sheet(known: Any, lang: Lang) -> None:  # noqa: ANN401 - argparse keeps the type private
    """Describe the command that prints a walk."""
    options = ("published_id", "paper", "public_url", *_PUBLISHER, "png", "field_check")
    sheet = _command(known, "sheet", "sheet.sheet", options, lang)
    sheet.add_argument(
        "route", metavar="ROUTE.json", type=Path, nargs="?", help=say("cli.route_file", lang)
    )
    sheet.options.add_argument(
        "-o", dest="output", metavar="FILE", type=Path, help=say("cli.sheet_output", lang)
    )


def _add_streets(known: Any, lang: Lang) -> None:  # noqa: ANN401 - argparse keeps the type private
    """Describe the commands about the walking network."""
    parser = known.add_parser("streets", help=say("cli.streets", lang), lang=lang)
    parts = _group(parser, lang)
    _command(parts, "build", "streets.build", (), lang, "streets_build")
    report = _command(parts, "report", "streets.describe", ("survey",), lang, "streets_report")
    report.add_argument(
        "other", metavar="OTHER", nargs="?", type=Path, help=say("cli.streets_other", lang)
    )
    options = ("place", "bbox", "endpoint", "geocoder", "timeout", "force", "keep_overlay")
    _command(parts, "fetch", "streets.fetch", options, lang, "streets_fetch")


def _add_dataset(known: Any, lang: Lang) -> None:  # noqa: ANN401 - argparse keeps the type private
    """Describe the commands about datasets."""
    parser = known.add_parser("dataset", help=say("cli.dataset", lang), lang=lang)
    parts = _group(parser, lang)
    options = (
        "osm", "poi", "boundary", "themes_file", "name_zh", "name_en", "timezone", "country",
    )  # fmt: skip
    new = _command(parts, "new", "dataset.new", options, lang, "dataset_new")
    new.add_argument("dir", metavar="DIR", type=Path, help=say("cli.dataset_dir", lang))


def _group(parser: _Parser, lang: Lang, *, required: bool = True) -> Any:  # noqa: ANN401 - argparse keeps the type private
    """Make room for commands below a parser."""
    return parser.add_subparsers(
        title=say("cli.commands", lang),
        metavar=say("cli.command", lang),
        required=required,
        dest="command" if required else _PART,
        parser_class=_Parser,
    )


def _command(
    group: Any,  # noqa: ANN401 - argparse keeps the type private
    name: str,
    run: str,
    options: Sequence[str],
    lang: Lang,
    key: str = "",
) -> _Parser:
    """Add one command, ``module.function`` of this package, with its options."""
    text = say(f"cli.{key or name}", lang)
    langs = _SHEET_LANGS if name == "sheet" else LANGS
    parser: _Parser = group.add_parser(name, help=text, description=text, lang=lang, langs=langs)
    parser.set_defaults(run=_later(run))
    for option in (*options, *_EVERYWHERE):
        flag, settings = f"--{_FLAGS.get(option, option).replace('_', '-')}", _OPTIONS[option]
        if group.dest == _PART and option in _EVERYWHERE:  # what stands before the part holds
            settings = settings | {"default": argparse.SUPPRESS}
        parser.options.add_argument(flag, dest=option, help=say(f"cli.{option}", lang), **settings)
    return parser


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    """Return a command that imports its module when it runs: maps and solver take a second."""

    def run(arguments: argparse.Namespace) -> int:
        module, function = name.split(".")
        return int(getattr(import_module(f"cli.{module}"), function)(arguments))

    return run
