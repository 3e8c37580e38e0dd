"""Make the shipped fonts from Noto Sans CJK SC: general characters, all of ours, Latin. No units.

Run by ``make fonts`` with fonttools, on a machine that has the fonts (package fonts-noto-cjk);
never by the product. Imports nothing of ours.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import osmium
from fontTools import subset
from fontTools.ttLib import TTCollection

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SYSTEM = Path("/usr/share/fonts/opentype/noto")
FACE = "Noto Sans CJK SC"
STYLES = ("Regular", "Bold")

_LATIN = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2C6, 0x2DD), (0x2010, 0x203B), (0x2070, 0x20BF),
    (0x2100, 0x214F), (0x2150, 0x2189), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF),
    (0x2500, 0x27BF), (0x3000, 0x303F), (0x3220, 0x3243), (0xFE30, 0xFE4F), (0xFF01, 0xFFE6),
)  # fmt: skip
"""Ranges kept as far as the font has them: Latin with pinyin, punctuation, arrows, marks."""


def general() -> str:
    """Return the 8,105 characters of 通用规范汉字表 (2013), from Unihan 15.0, field kTGH.

    Returns
    -------
    str
        The characters.
    """
    return (HERE / "general_standard.txt").read_text("utf-8").replace("\n", "")


def our_texts() -> Iterator[str]:
    """Yield every text that the project may print: data, street and place names, words.

    Yields
    ------
    str
        A file's text, or a name in the street extract.
    """
    for pattern in ("data/*.geojson", "data/*.toml", "planner/words/*.toml"):
        for path in sorted(ROOT.glob(pattern)):
            yield path.read_text("utf-8")
    for path in sorted(ROOT.glob("data/*.pbf")):
        for thing in osmium.FileProcessor(path):
            yield from (tag.v for tag in thing.tags if tag.k.startswith(("name", "ref", "addr")))


def wanted() -> set[int]:
    """Return the code points to keep.

    Returns
    -------
    set of int
        Unicode code points.
    """
    codes = {ord(char) for char in general()}
    codes |= {ord(char) for text in our_texts() for char in text}
    for low, high in _LATIN:
        codes |= set(range(low, high + 1))
    return codes


def main() -> None:
    """Write the two fonts beside this file."""
    options = subset.Options(
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        layout_features=["ccmp", "chws", "halt", "kern", "palt"],
        drop_tables=["BASE", "VORG", "vhea", "vmtx", "DSIG"],
        # The same source gives the same bytes.
        recalc_timestamp=False,
    )
    codes = wanted()
    for style in STYLES:
        faces = TTCollection(SYSTEM / f"NotoSansCJK-{style}.ttc", lazy=True)
        font = next(face for face in faces if face["name"].getDebugName(1) == FACE)
        cut = subset.Subsetter(options)
        cut.populate(unicodes=codes)
        cut.subset(font)
        out = HERE / f"NotoSansCJKsc-{style}.otf"
        subset.save_font(font, str(out), options)
        sys.stdout.write(f"{out.name} {out.stat().st_size:,} bytes, {len(font.getBestCmap())}\n")
    (HERE / "coverage.txt").write_text("\n".join(ranges(font.getBestCmap())) + "\n", "utf-8")


def ranges(codes: Iterable[int]) -> Iterator[str]:
    """Join code points that follow one another.

    Parameters
    ----------
    codes : iterable of int
        Unicode code points.

    Yields
    ------
    str
        A code point in hexadecimal, or the first and the last of a run: ``20-7e``.
    """
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    for low, high in runs:
        yield f"{low:x}" if low == high else f"{low:x}-{high:x}"


if __name__ == "__main__":
    main()
