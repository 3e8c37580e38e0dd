"""``citywalk batch``: all products of the published routes, or the files kept of them.

Imports planner and routes.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from tempfile import TemporaryFile

from cli.batch_table import as_object, table
from cli.folder import dataset_folder
from cli.output import DONE, NO_ROUTE, print_json, progress, unwritable, write_bytes
from cli.sheet import publisher_in
from planner.errors import CitywalkError, Fault, RequestError
from planner.files.atomic import replace_file
from planner.published import published_route
from planner.quarter import Quarter, load_quarter
from planner.words import LANGS, Lang, say
from routes.batch import Job, Made, run
from routes.kept import kept_folder
from routes.kept_products import KEPT_PRODUCTS, outdated
from routes.products import PRODUCTS
from routes.share import public_url
from routes.sheet.contact import contact_sheet
from routes.sheet.imprint import Publisher

MOST_WORKERS = 64


def batch(arguments: argparse.Namespace) -> int:
    """Make the products of the published routes, or renew the files kept of them."""
    lang, kept = arguments.lang, arguments.write_published
    workers = _workers(arguments.workers)
    if kept == (arguments.batch_out is not None):
        raise RequestError([Fault("batch_where", "--out")])
    base = None if kept else public_url(arguments.public_url)
    on = _first_day(arguments.plan_from, kept=kept)
    publisher = _publisher(arguments, kept=kept)
    quarter = load_quarter(dataset_folder(arguments), progress=progress(lang))
    today = datetime.now(quarter.zone).date()
    on = None if kept else on or today
    out = kept_folder(quarter.folder) if kept else arguments.batch_out
    jobs = [
        Job(
            folder=quarter.folder,
            published_id=published_id,
            products=tuple(KEPT_PRODUCTS if kept else PRODUCTS),
            kept=kept,
            base=base,
            on=on,
            publisher=publisher,
        )
        for published_id in _wanted(quarter, arguments.published_ids)
    ]
    _begin(jobs, out, lang)
    with _executor(workers) as executor:
        results = _run(jobs, executor, out, lang)
    if kept and not arguments.published_ids:
        _clear(quarter, lang)
    if arguments.json:
        print_json(as_object(results, lang))
    else:
        if on is not None:
            print(say("batch.days" if on >= today else "batch.days_past", lang, on=on))
        print("\n".join(table(results, lang)))
    _look_over(results, out, lang)
    return NO_ROUTE if any(made.reason is not None for made in results) else DONE


def _workers(text: str) -> int:
    """Read how many processes work at once."""
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_WORKERS:
        values: dict[str, object] = {"value": text, "high": MOST_WORKERS}
        raise RequestError([Fault("workers_unreadable", "--workers", values)])
    return int(text)


def _first_day(text: str | None, *, kept: bool) -> date | None:
    """Read the first day that may be planned for; what is kept goes by its edition."""
    if text is None:
        return None
    if kept:
        raise RequestError([Fault("from_kept", "--from")])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestError([Fault("day_unreadable", "--from", {"value": text})]) from None


def _publisher(arguments: argparse.Namespace, *, kept: bool) -> Publisher | None:
    """Read who hands the sheets out; none is printed of what is kept."""
    given = [name for name in ("publisher", "logo", "map_number") if getattr(arguments, name)]
    if kept and given:
        flag = f"--{given[0].replace('_', '-')}"
        raise RequestError([Fault("publisher_kept", flag, {"value": flag})])
    return publisher_in(arguments) if given else None


def _begin(jobs: Sequence[Job], out: Path, lang: Lang) -> None:
    """Refuse a folder that cannot be written before the work is done, and say what is done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise CitywalkError([unwritable(error, out)]) from error
    values = {"routes": len(jobs), "files": len(jobs[0].products), "out": out}
    print(say("batch.begin", lang, **values), file=sys.stderr)


def _wanted(quarter: Quarter, ids: Iterable[str]) -> list[str]:
    """Look up the routes that are asked for, all if none is."""
    chosen = [published_route(quarter, name).id for name in dict.fromkeys(ids)]
    if not quarter.published:
        raise RequestError([Fault("published_none", "published")])
    return chosen or [route.id for route in quarter.published]


@contextmanager
def _executor(workers: int) -> Iterator[Executor | None]:
    """Hand out processes that do the work, None if this one does; an interruption ends them."""
    if workers == 1:
        yield None
        return
    executor = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        initializer=signal,
        initargs=(SIGINT, SIG_IGN),  # the one that is in charge says that it was interrupted
    )
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    executor.shutdown()


def _run(jobs: Sequence[Job], executor: Executor | None, out: Path, lang: Lang) -> list[Made]:
    """Write what is made as it comes, and tell how far it is; in the order of the jobs."""
    order = {job.published_id: number for number, job in enumerate(jobs)}
    results: list[Made] = []
    ready: set[str] = set()

    def done(made: Sequence[Made]) -> None:
        name = made[0].published_id
        ready.add(name)
        folder = out if jobs[order[name]].kept else out / name
        results.extend(_written(one, folder) for one in made)
        failed = sum(one.reason is not None for one in results)
        values = {"done": len(ready), "all": len(jobs), "name": name, "failed": failed}
        print(say("batch.step", lang, **values), file=sys.stderr)

    run(jobs, executor, done)
    return sorted(results, key=lambda made: order[made.published_id])


def _written(made: Made, folder: Path) -> Made:
    """Write a product, or say why that failed; what is written is no longer held."""
    if made.reason is not None:
        return made
    path = folder / made.file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, lambda file: file.write(made.content))
    except OSError as error:
        fault = unwritable(error, path)
        return replace(made, content=b"", reason={kind: fault.message(kind) for kind in LANGS})
    return replace(made, content=b"", size=len(made.content))


def _look_over(results: Sequence[Made], out: Path, lang: Lang) -> None:
    """Write a contact sheet of the leaflets, if there are any."""
    name = f"sheet-A4-{lang}"
    leaflets = [made for made in results if made.product == name and made.reason is None]
    if leaflets:
        files = [f"{made.published_id}/{made.file}" for made in leaflets]
        write_bytes(out / f"contact-{name}.png", contact_sheet(out, files), lang)


def _clear(quarter: Quarter, lang: Lang) -> None:
    """Take away the kept files of routes that are no longer published."""
    for path in outdated(quarter):
        path.unlink()
        print(say("batch.removed", lang, path=path), file=sys.stderr)
