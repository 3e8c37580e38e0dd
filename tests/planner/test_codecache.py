"""Compiled code finds a place where neither the installation nor a home can be written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner import codecache


@pytest.fixture
def locked(tmp_path, monkeypatch):
    """An installation that nobody can write, no home folder, and a temporary folder."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "inner.py").write_text("x = 1\n", "utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path) != package and access(path, mode)
    )
    yield package
    os.environ.pop("NUMBA_CACHE_DIR", None)


def placed(package):
    os.environ.pop("NUMBA_CACHE_DIR", None)
    codecache.place_compiled_code(package)
    return Path(os.environ["NUMBA_CACHE_DIR"])


def test_a_temporary_folder_is_taken_and_found_again(locked, tmp_path):
    first = placed(locked)
    assert first.is_dir()
    assert first.parent.parent == tmp_path / "temporary"
    assert placed(locked) == first


def test_a_home_is_taken_before_it(locked, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert placed(locked).parent == tmp_path / "home" / "citywalk"


def test_other_source_has_another_folder(locked):
    first = placed(locked)
    (locked / "inner.py").write_text("x = 12\n", "utf-8")
    assert placed(locked) != first


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners here")
def test_a_folder_that_others_can_write_is_not_trusted(locked):
    first = placed(locked)
    first.parent.chmod(0o777)
    assert placed(locked) != first
    assert not placed(locked).is_relative_to(first.parent)


def test_nothing_is_done_where_it_can_be_written_or_is_told(locked, tmp_path, monkeypatch):
    codecache.place_compiled_code(tmp_path)
    assert "NUMBA_CACHE_DIR" not in os.environ
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    codecache.place_compiled_code(locked)
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"


def test_it_is_placed_before_numba_is_loaded():
    """Numba reads the setting once, when loaded: the first import of planner must place it."""
    code = "import sys, planner; print('numba' in sys.modules, 'planner.codecache' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]
