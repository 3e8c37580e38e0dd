"""Broken datasets by the thousand: ``python tests/soak/mutants.py [COUNT] [SEED]``.

Each is the embedded dataset with one to three things spoilt: a value, the structure, bytes, a file,
a text. Whatever it is, ``citywalk check``, ``places`` and ``places locate`` must say what is wrong,
in both languages, with feature and field where there is a feature, and change no file.
"""

import contextlib
import copy
import io
import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import citywalk  # noqa: E402 - run as a script, the project's folder is not on the path
from planner.quarter import DATA  # noqa: E402
from planner.words import LANGS  # noqa: E402

GEOJSON = ("poi.geojson", "starts.geojson")
LINES = ("boundary.geojson", "redrawn_streets.geojson", "metro_lines.geojson")
TOML = ("themes.toml", "dataset.toml", "catalogue.toml")
SLOW = 0.02
"""Share of mutants whose streets are spoilt: the network is built anew for each."""

CATALOGUE = """[saturday-walk]
title_zh = "周六走读"
title_en = "Saturday walk"
text_zh = "从江苏路站出发。"
text_en = "From Jiangsu Road station."
edition = "2026-11"
weekday = "sa"
clock = "13:00"
theme = "all"
minutes = 120
start = "jiangsu-road"
must = ["sim"]
"""
HOSTILE = (
    "", " ", "\u202e", "\u2028", "\u200b", "\x00", "\x1b[2J", "\x9b", "\ufffd", "\ufeff",
    "\U000e0041", "__proto__", "constructor", "../../etc/passwd", "<script>alert(1)</script>",
    "{value}", "{0}", "%s", "javascript:alert(1)", "null", "NaN", "2026-02-30", "25:00",
    "Mo-Fr 99:99", "PH off;;;",
    '"预约"', "长宁路 ", "𠮷" * 50, "ﷺ" * 300, "a" * 5000, "' OR 1=1 --", "$(reboot)", "sim",
)  # fmt: skip
VALUES = (
    None, True, False, 0, -1, 1e308, -0.0, 3.5, 10**17, [], {}, [None], [[]], {"": ""}, {"id": 1},
    float("nan"), float("inf"),
)  # fmt: skip
OF_A_FILE = {
    "file_missing", "file_unreadable", "file_too_large", "file_not_utf8", "json_syntax",
    "toml_syntax", "not_features", "no_themes", "not_a_polygon", "extract_unreadable",
    "extract_empty", "too_deep",
}  # fmt: skip
"""What may be said of a file as a whole."""

OF_A_FEATURE = {"not_a_feature", "not_a_table", "not_a_route_table", "not_finite", "key_twice"}
"""What may be said of a feature as a whole, or of a field beside the features."""


@dataclass
class Tally:
    """What came of the mutants."""

    total: int = 0
    sound: int = 0
    faults: int = 0
    codes: Counter[str] | None = None


def soak(count: int, seed: int) -> Tally:
    """Make mutants and try the commands on each; raises AssertionError at the first that fails."""
    tally = Tally(codes=Counter())
    with tempfile.TemporaryDirectory() as name:
        base, folder = Path(name) / "base", Path(name) / "data"
        shutil.copytree(DATA, base)
        (base / "catalogue.toml").write_text(CATALOGUE, "utf-8")
        description = (base / "dataset.toml").read_text("utf-8")
        if "catalogue =" not in description:
            (base / "dataset.toml").write_text(f'catalogue = "catalogue.toml"\n{description}')
        for number in range(count):
            chance = random.Random(f"{seed} {number}")  # noqa: S311 - a test's dice
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(base, folder)
            done = [spoil(folder, chance) for _ in range(chance.choice((1, 1, 2, 3)))]
            try:
                try_commands(folder, tally)
            except BaseException as error:
                error.add_note(f"mutant {number} of seed {seed}: {', '.join(done)}")
                raise
    return tally


def try_commands(folder: Path, tally: Tally) -> None:
    """Run the commands on one mutant and look at what they say."""
    before = contents(folder)
    found = {}
    for lang in LANGS:
        code, out, err = run("check", "--json", "--lang", lang, "--data", str(folder))
        found[lang] = json.loads(out)
        assert set(found[lang]) == {"faults", "warnings"}, out
        assert code == (2 if found[lang]["faults"] else 0), code
    told = [found[lang]["faults"] + found[lang]["warnings"] for lang in ("zh", "en")]
    for zh, en in zip(*told, strict=True):
        look_at(zh, en)
    for command in (
        ("places",),
        ("starts",),
        ("places", "locate", "sim", "999,999", "--source", "test"),
    ):
        code, out, err = run(*command, "--data", str(folder))
        assert code in {0, 2}, (command, code, out, err)
    assert contents(folder) == before, "a file has changed"
    tally.total += 1
    tally.sound += not found["en"]["faults"]
    tally.faults += len(found["en"]["faults"])
    tally.codes.update(fault["code"] for fault in found["en"]["faults"])


def look_at(zh: dict[str, str], en: dict[str, str]) -> None:
    """See that a fault is told in both languages, with feature and field where there is one."""
    assert zh["code"] == en["code"]
    assert zh["field"] == en["field"]
    for said, chinese in ((zh, True), (en, False)):
        for key in ("message", "hint"):
            assert said[key].strip(), said
            assert said[key].isprintable(), said
            assert len(said[key]) < 3000, said
            assert "Input should" not in said[key], said
        assert not chinese or re.search("[\u4e00-\u9fff]", said["message"] + said["hint"]), said
    where = en["field"]
    assert where.isprintable(), en
    file, *rest = where.split(": ")
    least = 1 if file == "dataset.toml" else 2
    if en["code"] in OF_A_FILE:
        least = 0
    elif en["code"] in OF_A_FEATURE:
        least = 1
    assert len(rest) >= least, en


def run(*argv: str) -> tuple[int, str, str]:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = citywalk.main(list(argv))
    return code, out.getvalue(), err.getvalue()


def contents(folder: Path) -> dict[str, bytes | None]:
    """All files of a folder but the cache."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if ".cache" not in path.parts
    }


# --- how a dataset is spoilt -----------------------------------------------------------------


def spoil(folder: Path, chance: random.Random) -> str:
    """Spoil one thing; says what."""
    ways: list[tuple[float, Callable[[Path, random.Random], str]]] = [
        (0.50, spoil_value),
        (0.15, spoil_lines),
        (0.14, spoil_toml),
        (0.14, spoil_bytes),
        (0.05, spoil_file),
        (SLOW, spoil_streets),
    ]
    way = chance.choices([way for _, way in ways], [weight for weight, _ in ways])[0]
    return way(folder, chance)


def spoil_value(folder: Path, chance: random.Random) -> str:
    """Change, drop, rename, double or move a value of places or starts."""
    return _spoil_json(folder / chance.choices(GEOJSON, [5, 1])[0], chance)


def spoil_lines(folder: Path, chance: random.Random) -> str:
    """The same in a file of lines, seldom in the streets, which takes long."""
    return _spoil_json(folder / chance.choices(LINES, [5, 0, 3])[0], chance)


def spoil_streets(folder: Path, chance: random.Random) -> str:
    """Spoil the overlay or the extract."""
    if chance.random() < 0.7:
        return _spoil_json(folder / "redrawn_streets.geojson", chance)
    return _damage(folder / "guixiang.osm.pbf", chance)


def spoil_bytes(folder: Path, chance: random.Random) -> str:
    """Damage the bytes of a file of text."""
    return _damage(folder / chance.choice((*GEOJSON, *TOML, "boundary.geojson")), chance)


def spoil_file(folder: Path, chance: random.Random) -> str:
    """Take a file away, empty it, or put something else in its place."""
    path = folder / chance.choice((*GEOJSON, *TOML, *LINES, "guixiang.osm.pbf"))
    what = chance.choice(("gone", "empty", "folder", "large", "other", "utf-16", "gbk"))
    if not path.is_file():
        return f"{path.name} is gone already"
    text = path.read_bytes().decode("utf-8", "replace")
    path.unlink()
    if what == "empty":
        path.write_bytes(b"")
    elif what == "folder":
        path.mkdir()
    elif what == "large":
        with path.open("wb") as file:
            file.truncate(100_000_000)
    elif what == "other":
        shutil.copy(folder.parent / "base" / chance.choice((*GEOJSON, *TOML, *LINES)), path)
    elif what != "gone":
        path.write_bytes(text.encode(what, "replace"))
    return f"{path.name} is {what}"


def spoil_toml(folder: Path, chance: random.Random) -> str:
    """Change, drop, double or add a line of a TOML file."""
    path = folder / chance.choice(TOML)
    if not path.is_file():
        return f"{path.name} is gone already"
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    at = chance.randrange(len(lines)) if lines else 0
    name = lines[at].split("=")[0].strip() if lines and "=" in lines[at] else "extra"
    value = chance.choice(
        (json.dumps(chance.choice(HOSTILE)), "nan", "inf", "[]", "{}", "2026-13-01", "2026-01-01",
         "07:00:00", "[" * 2000, "[[[[" + "[" * 40, "1e400", "9" * 5000, "true", "'''", "走")
    )  # fmt: skip
    how = chance.choice(("set", "set", "set", "drop", "twice", "add", "table"))
    if how == "set" and lines:
        lines[at] = f"{name} = {value}"
    elif how == "drop" and lines:
        del lines[at]
    elif how == "twice" and lines:
        lines.insert(at, lines[at])
    elif how == "add":
        lines.insert(at, f"{json.dumps(chance.choice(HOSTILE))} = {value}")
    else:
        lines.insert(at, f"[{chance.choice(('All', 'x.y', '', '__proto__', 'all', '[x]'))}]")
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    return f"{path.name} line {at + 1} {how} {value[:30]}"


def _spoil_json(path: Path, chance: random.Random) -> str:
    """Spoil one spot of a JSON tree; a tree that cannot be read any more has its bytes damaged."""
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, OSError, RecursionError):
        return _damage(path, chance)
    spots = list(_spots(data, ()))
    if not spots:
        return _damage(path, chance)
    *above, key = chance.choice(spots)
    spot: Any = data
    for part in above:
        spot = spot[part]
    how = chance.choice(("set", "set", "set", "text", "text", "drop", "rename", "twin", "deep"))
    if how == "drop":
        del spot[key]
    elif how not in {"rename", "twin"}:
        spot[key] = _other(spot[key], how, chance)
    elif isinstance(spot, list):
        spot.insert(key, copy.deepcopy(spot[key]))
    else:
        spot[chance.choice(HOSTILE)] = spot[key] if how == "twin" else spot.pop(key)
    text = json.dumps(data, ensure_ascii=chance.random() < 0.5, indent=chance.choice((None, 1)))
    if how == "twin":  # and a key twice in the same object
        text = re.sub(r'("kind": *"[a-z]+",)', r"\1 \1", text, count=1)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return f"{path.name} {[*above, key]} {how}"


def _other(old: object, how: str, chance: random.Random) -> object:
    """Make another value: of another kind, a nasty text, or one deep in lists and objects."""
    if how == "text":
        return _hostile(old, chance)
    new: object = chance.choice(VALUES)
    if how == "deep":
        for _ in range(chance.choice((5, 40, 150, 400))):
            new = [new] if chance.random() < 0.5 else {"a": new}
    return new


def _hostile(old: object, chance: random.Random) -> str:
    """Make a nasty text, alone or within the one that was there."""
    nasty = chance.choice((*HOSTILE, "\ud800"))
    if not isinstance(old, str) or chance.random() < 0.4:
        return nasty
    at = chance.randint(0, len(old))
    return old[:at] + nasty + old[at:]


def _spots(value: object, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """List the paths of all values of a JSON tree."""
    if path:
        yield path
    children: Any = ()
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for key, child in children:
        yield from _spots(child, (*path, key))


def _damage(path: Path, chance: random.Random) -> str:
    """Cut, double, overwrite or shuffle bytes of a file."""
    if not path.is_file():
        return f"{path.name} is gone already"
    content = path.read_bytes()
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((0, 1, 3, 40, 2000)))
    junk = chance.choice(
        (b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"}", b"[", b'"', b",", "，".encode(), b"\r",
         "名".encode("gbk"), chance.randbytes(8), content[at:end] * 2)
    )  # fmt: skip
    path.write_bytes(content[:at] + junk + content[end:])
    return f"{path.name} bytes {at}-{end} to {junk[:12]!r}"


def main() -> None:
    """Run as many as asked for and print one line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    began = time.perf_counter()
    tally = soak(count, seed)
    seconds = time.perf_counter() - began
    print(  # noqa: T201 - the summary line
        f"soak: {tally.total} datasets (seed {seed}), {tally.sound} still sound, "
        f"{tally.faults} faults of {len(tally.codes)} kinds named, no traceback, no file changed, "
        f"{seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
