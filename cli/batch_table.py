"""What a batch has made, as lines and as JSON. Units: bytes, seconds. Imports planner, routes."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from planner.words import Lang, say
from routes.batch import Made

_KB = 1000


def table(results: Sequence[Made], lang: Lang) -> list[str]:
    """Write a line a route, a sum, and what failed.

    Parameters
    ----------
    results : sequence of Made
        What was made, those of a route together; written, so that ``size`` is known.
    lang : {"zh", "en"}
        Language.

    Returns
    -------
    list of str
        Lines.
    """
    rows = [
        _row(published_id, list(group))
        for published_id, group in groupby(results, key=lambda made: made.published_id)
    ]
    lines = [say("batch.row", lang, **row) for row in rows]
    failed = [made for made in results if made.reason is not None]
    whole = {name: str(value).strip() for name, value in _row("", results).items()}
    lines.append(say("batch.sum", lang, **whole, routes=len(rows), failed=len(failed)))
    lines += [
        say(
            "batch.failed",
            lang,
            name=made.published_id,
            product=made.product,
            why=made.reason[lang],
        )
        for made in failed
        if made.reason is not None
    ]
    return lines


def as_object(results: Sequence[Made], lang: Lang) -> dict[str, Any]:
    """Return the same for ``--json``.

    Parameters
    ----------
    results : sequence of Made
        What was made.
    lang : {"zh", "en"}
        Language of the reasons.

    Returns
    -------
    dict
        ``made`` and ``failed``, a row a product.
    """
    made = [
        {
            "published": one.published_id,
            "product": one.product,
            "file": one.file,
            "bytes": one.size,
            "seconds": round(one.seconds, 3),
        }
        for one in results
        if one.reason is None
    ]
    failed = [
        {"published": one.published_id, "product": one.product, "reason": one.reason[lang]}
        for one in results
        if one.reason is not None
    ]
    return {"made": made, "failed": failed}


def _row(published_id: str, group: Sequence[Made]) -> dict[str, object]:
    """Sum up some products."""
    done = [made for made in group if made.reason is None]
    return {
        "name": f"{published_id:24}",
        "files": f"{len(done):3}",
        "kb": f"{sum(made.size for made in done) / _KB:8.1f}",
        "seconds": f"{sum(made.seconds for made in group):6.1f}",
    }
