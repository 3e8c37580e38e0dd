"""Products of published routes: all are made, a failure stops only itself, what is kept is true."""

import json
import pickle
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from planner.quarter import DATA, load_quarter
from planner.words import LANGS
from routes import batch
from routes.batch import Job, make_products, run
from routes.formats import FORMATS, written
from routes.heading import heading_of
from routes.kept import KEPT, kept_folder, kept_route
from routes.kept_products import KEPT_PRODUCTS, outdated
from routes.products import PRODUCTS, Subject

IDS = [route.id for route in load_quarter().published]


def job(published_id: str = "lunch-hour", *products: str, **more) -> Job:
    return Job(folder=DATA, published_id=published_id, products=products or ("json",), **more)


@pytest.fixture
def planted(quarter, monkeypatch):
    """Let the jobs use other published routes than those of the dataset."""

    def plant(*published):
        monkeypatch.setattr(batch, "_quarter", lambda _: replace(quarter, published=published))

    return plant


@pytest.mark.parametrize("published_id", IDS)
def test_what_is_kept_is_what_is_planned(published_id):
    made = make_products(job(published_id, "geojson", "gpx", kept=True))
    assert [one.reason for one in made] == [None, None]
    for one in made:
        assert (KEPT / one.file).read_bytes() == one.content, f"{one.file}: batch --write-published"


def test_nothing_else_is_kept(quarter):
    names = {f"{name}.{product}" for name in IDS for product in KEPT_PRODUCTS}
    assert {path.name for path in KEPT.iterdir()} == names
    assert outdated(quarter) == ()


def test_files_of_a_route_that_is_gone_are_outdated(quarter):
    first, *rest = quarter.published
    found = {path.name for path in outdated(replace(quarter, published=tuple(rest)))}
    assert found == {f"{first.id}.{product}" for product in KEPT_PRODUCTS}


def test_files_of_another_dataset_are_in_its_own_folder(tmp_path):
    assert kept_folder(tmp_path) == tmp_path / "published"
    assert kept_folder(DATA) == KEPT


def test_every_format_is_a_product_in_both_languages():
    for name in FORMATS:
        assert name in PRODUCTS or {f"{name}-{lang}" for lang in LANGS} <= set(PRODUCTS)
    assert {"sheet-A4-both", "sheet-A3-zh", "sheet-A5-en"} <= set(PRODUCTS)


@pytest.mark.parametrize("name", ["fit", "tcx"])
def test_one_file_is_enough_where_both_languages_give_the_same(quarter, name):
    route = kept_route(quarter, quarter.published_by_id["lane-to-campus"])
    heading = heading_of(quarter, route, quarter.published_by_id["lane-to-campus"])
    subject = Subject(
        quarter=quarter, route=route, heading=heading, base="https://walk.example.org"
    )
    assert written(name, subject.walk("zh")) == written(name, subject.walk("en"))


def test_products_have_names_of_their_own_and_the_link_of_the_route():
    names = [name for name in PRODUCTS if name.split("-")[0] in {"json", "gpx", "geojson", "links"}]
    made = make_products(job("lunch-hour", *names, base="https://walk.example.org"))
    files = [one.file for one in made]
    assert len(set(files)) == len(files) == len(names)
    assert all(file.startswith("lunch-hour") for file in files)
    content = {one.product: one.content for one in made}
    assert json.loads(content["json"])["made_at"].startswith("2026-11-01T00:00")
    assert b"https://walk.example.org/walk/p/lunch-hour<" in content["gpx-zh"].replace(b'"', b"<")
    assert b"lunch-hour?lang=en" in content["gpx-en"]


def test_a_failure_stops_only_itself(monkeypatch):
    def burst(_):
        raise ValueError("ink")

    monkeypatch.setitem(PRODUCTS, "burst", burst)
    first, second, third = make_products(job("lunch-hour", "json", "burst", "geojson"))
    assert (first.reason, third.reason) == (None, None)
    assert second.reason == {"zh": "ValueError: ink", "en": "ValueError: ink"}
    assert (second.file, second.content) == ("", b"")


def test_a_route_that_cannot_be_walked_is_told_in_both_languages(quarter, planted):
    lunch = quarter.published_by_id["lunch-hour"]
    planted(replace(lunch, minutes=10), replace(lunch, id="unknown", theme="nothing"))
    (short,) = make_products(job("lunch-hour", "json", "geojson"))
    assert short.product == ""
    assert "分钟" in short.reason["zh"]
    assert "minutes" in short.reason["en"]
    (unknown,) = make_products(job("unknown"))
    assert "nothing" in unknown.reason["en"]


def test_an_executor_is_handed_in_and_all_are_done(quarter, planted):
    lunch = quarter.published_by_id["lunch-hour"]
    planted(lunch, replace(lunch, id="short", minutes=10))
    done = []
    with ThreadPoolExecutor(2) as executor:
        run([job("lunch-hour"), job("short")], executor, done.append)
    assert {made[0].published_id: made[0].reason is None for made in done} == {
        "lunch-hour": True,
        "short": False,
    }


def test_jobs_and_results_travel():
    """To workers on other machines and back."""
    for thing in (job("lunch-hour", kept=True), make_products(job("lunch-hour"))):
        assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301 - our own


def test_a_worker_that_dies_fails_its_route_only():
    class Dying(ThreadPoolExecutor):
        def submit(self, work, what):
            if what.published_id != "lunch-hour":
                return super().submit(work, what)
            dead = Future()
            dead.set_exception(RuntimeError("worker gone"))
            return dead

    done = []
    with Dying(1) as executor:
        run([job("lunch-hour"), job("after-work")], executor, done.append)
    reasons = {made[0].published_id: made[0].reason for made in done}
    assert reasons["after-work"] is None
    assert "worker gone" in reasons["lunch-hour"]["en"]


def test_an_interruption_ends_the_work_at_once(monkeypatch):
    begun = []

    def make(one):
        begun.append(one.published_id)
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "make_products", make)
    with pytest.raises(KeyboardInterrupt):
        run([job("lunch-hour"), job("after-work")], None, list)
    assert begun == ["lunch-hour"]
