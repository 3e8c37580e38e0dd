"""All products of published routes, made by an executor that is handed in. Units: seconds.

A failure stops only its own product. What is sent to a worker and comes back can be pickled, so
that a cluster's executor can stand in for one of concurrent.futures. Imports planner and modules of
routes.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from time import monotonic

from planner.errors import CitywalkError, Fault
from planner.no_route import NoRoute
from planner.quarter import Quarter, load_quarter
from planner.words import LANGS, Lang
from routes.heading import heading_of
from routes.kept import kept_route
from routes.kept_products import KEPT_PRODUCTS
from routes.products import PRODUCTS, Make, Subject
from routes.sheet.imprint import Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One published route of which products are wanted.

    ``folder``: its dataset; ``products``: keys of ``routes.products.PRODUCTS``, or with ``kept`` of
    ``routes.kept_products.KEPT_PRODUCTS``; ``base``: the address of the app for others, or None;
    ``on``: first day that may be planned for, None for that of the edition; ``publisher``: who
    hands the sheets out.
    """

    folder: Path
    published_id: str
    products: tuple[str, ...]
    kept: bool = False
    base: str | None = None
    on: date | None = None
    publisher: Publisher | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A product, or why there is none.

    ``content`` is empty and ``reason`` is told by language where it failed; ``product`` is empty
    where the whole route did. ``size``: bytes of the content once it is written and let go.
    ``seconds``: since the product before it was ready; those of the first include planning.
    """

    published_id: str
    product: str
    seconds: float
    file: str = ""
    content: bytes = b""
    size: int = 0
    reason: dict[Lang, str] | None = None


def make_products(job: Job) -> tuple[Made, ...]:
    """Plan one published route and make its products.

    Parameters
    ----------
    job : Job
        What is wanted.

    Returns
    -------
    tuple of Made
        One for each product, in order; a single failure if there is no route.
    """
    began = monotonic()
    try:
        subject = _subject(job)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other routes are made
        return (_failed(job.published_id, "", error, began),)
    known = KEPT_PRODUCTS if job.kept else PRODUCTS
    results: list[Made] = []
    for name in job.products:
        results.append(_made(subject, name, known[name], began))
        began = monotonic()
    return tuple(results)


def run(
    jobs: Iterable[Job], executor: Executor | None, done: Callable[[tuple[Made, ...]], object]
) -> None:
    """Make the products of several published routes.

    Parameters
    ----------
    jobs : iterable of Job
        What is wanted.
    executor : Executor or None
        Does the work: processes, or machines of a cluster; None: this thread does, one job after
        the other, and an interruption ends it at once.
    done : callable
        Called in this thread with what became of each job, as soon as it is known.
    """
    if executor is None:
        for job in jobs:
            done(make_products(job))
        return
    began = monotonic()
    ahead = {executor.submit(make_products, job): job for job in jobs}
    for future in as_completed(ahead):
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, Exception):  # a worker died
            done((_failed(ahead[future].published_id, "", error, began),))
        else:
            raise error


@cache
def _quarter(folder: Path) -> Quarter:
    """Load a dataset once a worker."""
    return load_quarter(folder)


def _subject(job: Job) -> Subject:
    """Plan the route."""
    quarter = _quarter(job.folder)
    published = quarter.published_by_id[job.published_id]
    route = kept_route(quarter, published, on=job.on)
    if isinstance(route, NoRoute):
        raise CitywalkError([route.fault])
    heading = heading_of(quarter, route, published)
    return Subject(
        quarter=quarter, route=route, heading=heading, base=job.base, publisher=job.publisher
    )


def _made(subject: Subject, name: str, make: Make, began: float) -> Made:
    """Make one product."""
    try:
        file, content = make(subject)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other products are made
        return _failed(subject.stem, name, error, began)
    seconds = monotonic() - began
    return Made(
        published_id=subject.stem, product=name, seconds=seconds, file=file, content=content
    )


def _failed(published_id: str, name: str, error: Exception, began: float) -> Made:
    """Say in both languages what went wrong."""
    if isinstance(error, CitywalkError):
        reason = {lang: "; ".join(_told(fault, lang) for fault in error.faults) for lang in LANGS}
    else:
        reason = dict.fromkeys(LANGS, f"{type(error).__name__}: {error}")
    seconds = monotonic() - began
    return Made(published_id=published_id, product=name, seconds=seconds, reason=reason)


def _told(fault: Fault, lang: Lang) -> str:
    """Say what is wrong and how to mend it, in a line."""
    hint = fault.hint(lang)
    return f"{fault.message(lang)} → {hint}" if hint else fault.message(lang)
