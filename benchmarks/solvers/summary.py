"""What the table says, by family: ``python -m benchmarks.solvers.summary``."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from benchmarks.solvers.table import Table

Row = dict[str, str]
AHEAD = 1.01
"""A peer is ahead where it collects more than this times our prize."""
NONE = "–"
OURS = "citywalk"
ALONE = "heuristic"


def report(table: Table) -> str:
    """Write the summary.

    Parameters
    ----------
    table : Table
        All runs.

    Returns
    -------
    str
        Two Markdown tables and the list of instances on which a peer is ahead.
    """
    best = _best(table)
    return "\n\n".join([_ours(table, best), _others(table, best), _losses(table)])


def figures(table: Table) -> list[dict[str, object]]:
    """Return the main figures of each family.

    Parameters
    ----------
    table : Table
        All runs.

    Returns
    -------
    list of dict
        Rows of results.csv.
    """
    found: list[dict[str, object]] = []
    for family, rows in _by_family(_longest(table)).items():
        seconds = [float(row["seconds"]) for row in rows]
        proved = sum(row["proved"] == "1" for row in rows)
        for figure, value, unit in (
            ("proved", f"{proved}/{len(rows)}", "instances"),
            ("median", round(float(np.median(seconds)), 3), "s"),
            ("longest", round(max(seconds), 2), "s"),
        ):
            found.append(
                {"case": f"solver: {family}", "figure": figure, "value": value, "unit": unit}
            )
    return found


def _ours(table: Table, best: dict[str, int]) -> str:
    """Tell of our solver: what is proved, how fast, how close to the best known."""
    heads = (
        "family", "proved", "median s", "95 % s", "max s", "value / best", "above best known",
        "heuristic 0.1 s", "1 s",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    alone = {seconds: _by_family(_rows(table, ALONE, seconds)) for seconds in ("0.1", "1")}
    for family, rows in _by_family(_longest(table)).items():
        seconds = [float(row["seconds"]) for row in rows]
        proved = sum(row["proved"] == "1" for row in rows)
        above = sum(int(row["value"]) > int(row["best_known"] or 10**9) for row in rows)
        cells = [
            family,
            f"{proved} of {len(rows)}",
            f"{np.median(seconds):.3f}",
            f"{np.quantile(seconds, 0.95):.2f}",
            f"{max(seconds):.2f}",
            _ratio(rows, best),
            str(above),
            *(_ratio(alone[s].get(family, []), best) for s in ("0.1", "1")),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _others(table: Table, best: dict[str, int]) -> str:
    """Tell of the peers, and of ours on the same instances in the same time."""
    peers = _peers(table)
    lines = [
        f"| family | instances | {OURS} | {' | '.join(peers)} |",
        f"|---|---|---|{'---|' * len(peers)}",
    ]
    mine = {row["instance"]: row for row in _rows(table, OURS, "5")}
    for family in dict.fromkeys(row["family"] for row in mine.values()):
        cells, shared = [], set[str]()
        for peer in peers:
            rows = [row for row in _rows(table, peer, "5") if row["family"] == family]
            ahead = sum(_is_ahead(row, mine) for row in rows)
            cells.append(f"{_ratio(rows, best)} ({ahead})" if rows else NONE)
            if peer != "greedy":
                shared |= {row["instance"] for row in rows}
        ours = [row for name, row in mine.items() if name in shared]
        lines.append(f"| {family} | {len(shared)} | {_ratio(ours, best)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _losses(table: Table) -> str:
    """List where a peer is ahead in the same time."""
    mine = {row["instance"]: row for row in _rows(table, OURS, "5")}
    lost = [
        f"* {row['family']}, {row['instance']}: {peer} {row['value']}, "
        f"{OURS} {mine[row['instance']]['value']}"
        for peer in _peers(table)
        for row in _rows(table, peer, "5")
        if _is_ahead(row, mine)
    ]
    return "\n".join(lost or ["No peer is ahead by more than 1 % on any instance."])


def _is_ahead(row: Row, mine: dict[str, Row]) -> bool:
    """Whether a peer collects more than 1 % more than ours in the same time."""
    ours = mine.get(row["instance"])
    return ours is not None and int(row["value"]) > AHEAD * int(ours["value"])


def _peers(table: Table) -> list[str]:
    """Name all solvers that are not ours, the greedy one last."""
    names = {row["solver"] for row in table.rows.values()} - {OURS, ALONE, "greedy"}
    return [*sorted(names), "greedy"]


def _best(table: Table) -> dict[str, int]:
    """Return the best value known of each instance, from anyone."""
    best: dict[str, int] = defaultdict(int)
    for row in table.rows.values():
        known = (int(row["value"]), int(row["best_known"] or 0))
        best[row["instance"]] = max(best[row["instance"]], *known)
    return best


def _rows(table: Table, solver: str, seconds: str) -> list[Row]:
    """Return the rows of one solver and time."""
    return [
        row
        for row in table.rows.values()
        if (row["solver"], row["seconds_allowed"]) == (solver, seconds)
    ]


def _longest(table: Table) -> list[Row]:
    """Return our row of each instance, of the longest run."""
    rows = sorted(
        (row for row in table.rows.values() if row["solver"] == OURS),
        key=lambda row: float(row["seconds_allowed"]),
    )
    return list({row["instance"]: row for row in rows}.values())


def _by_family(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Gather rows by family."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["family"]].append(row)
    return dict(sorted(found.items()))


def _ratio(rows: list[Row], best: dict[str, int]) -> str:
    """Return the mean of value over best value."""
    ratios = [int(row["value"]) / best[row["instance"]] for row in rows if best[row["instance"]]]
    return f"{np.mean(ratios):.4f}" if ratios else NONE


if __name__ == "__main__":
    print(report(Table().load()))
