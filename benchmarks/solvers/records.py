"""Tours that collect more than the best value known, in the numbers of their files."""

import csv
from pathlib import Path

from planner.atomic import replace_file
from planner.instances.instance import Instance

RECORDS = Path(__file__).parent.parent / "instances" / "better_tours.csv"
FIELDS = ("family", "instance", "value", "best_known", "tour")


def keep(family: str, instance: Instance, order: list[int], value: int, known: int) -> None:
    """Write a tour down, unless one as good stands there.

    Parameters
    ----------
    family : str
        Folder of the instance.
    instance : Instance
        What was asked.
    order : list of int
        Options in the order visited.
    value : int
        Prize collected.
    known : int
        The published value.
    """
    rows: dict[str, dict[str, str]] = {}
    if RECORDS.exists():
        with RECORDS.open(encoding="utf-8", newline="") as file:
            rows = {row["instance"]: row for row in csv.DictReader(file)}
    if instance.name in rows and int(rows[instance.name]["value"]) >= value:
        return
    tour = " ".join(str(number) for number in instance.tour(tuple(order)))
    cells = (family, instance.name, str(value), str(known), tour)
    rows[instance.name] = dict(zip(FIELDS, cells, strict=True))
    lines = [FIELDS, *(rows[name].values() for name in sorted(rows))]
    body = "".join(",".join(line) + "\n" for line in lines)
    replace_file(RECORDS, lambda file: file.write(body.encode()))
