"""Names that are no use to careless writers of files, for the tests of every format."""

HOSTILE = (
    "\"quoted\" & <b>'bold'</b>",
    "]]> <![CDATA[ ]]>",
    "故居 🏛️🚶",
    "\u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd \u0645\u062a\u062d\u0641",
    "长" * 200,
    "=HYPERLINK(1),; a\\b|c",
)
"""Names that break out of careless files: quotes, CDATA's end, emoji, right to left, 200 signs."""
