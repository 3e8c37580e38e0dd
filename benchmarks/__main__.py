"""Run all benchmarks and add their rows to results.csv: ``python -m benchmarks [NAME …]``.

``--fresh`` measures again what solver.csv holds already.
"""

import argparse
import csv
import importlib
import subprocess
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
FIELDS = ("date", "commit", "case", "figure", "value", "unit")


def main() -> None:
    """Run the modules named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", help="modules of this folder (default: all)")
    parser.add_argument("--fresh", action="store_true", help="measure again what solver.csv holds")
    given = parser.parse_args()
    names = given.names or sorted(
        path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_")
    )
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=HERE)
    stamp = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "commit": done.stdout.strip() or "none"}
    target = HERE / "results.csv"
    fresh = not target.exists()
    with target.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        if fresh:
            writer.writeheader()
        for name in names:
            module = importlib.import_module(f"benchmarks.{name}")
            for row in module.run(fresh=given.fresh) if name == "solver" else module.run():
                writer.writerow(stamp | row)
                file.flush()
                print(f"{row['case']:28} {row['figure']:32} {row['value']:>10} {row['unit']}")


if __name__ == "__main__":
    main()
