"""The shape of the project: imports go one way, texts are whole in both languages."""

import ast
import string
import tomllib
from pathlib import Path

import pytest

from planner.words import LANGS, catalogue

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path
    for pattern in ("citywalk.py", "streamlit_app.py", "*/**/*.py")
    for path in ROOT.glob(pattern)
    if path.relative_to(ROOT).parts[0]
    in {"citywalk.py", "streamlit_app.py", "cli", "planner", "routes", "webapp"}
)
# Who may import whom, from the bottom up. A package may also import itself.
MAY_IMPORT = {
    "planner": set(),
    "routes": {"planner"},
    "cli": {"planner", "routes"},
    "webapp": {"planner", "routes"},
    "citywalk": {"cli", "planner"},
    "streamlit_app": {"webapp"},
}
OURS = set(MAY_IMPORT)
# Inside planner: what must know nothing of its neighbours.
INNER = {
    "planner/words": set(),
    "planner/errors.py": {"planner.words"},
    "planner/holidays.py": {"planner.words"},
    "planner/china": {"planner.china", "planner.holidays", "planner.words"},
    "planner/orienteering": {"planner.orienteering"},
    "planner/files": {"planner.files", "planner.errors"},
    "planner/instances": {
        "planner.instances",
        "planner.errors",
        "planner.files",
        "planner.orienteering",
    },
    "planner/streets": {"planner.streets", "planner.errors", "planner.files"},
    "planner/places.py": {"planner.errors", "planner.files"},
    "planner/themes.py": {"planner.errors", "planner.files"},
    "planner/starts.py": {"planner.errors", "planner.files"},
    "planner/hours.py": {"planner.errors", "planner.holidays", "planner.opening", "planner.words"},
    "planner/route.py": set(),
}


def imports(path: Path) -> set[str]:
    """Names of all modules that a file imports, also within functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_one_way(path):
    layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
    used = {module.split(".")[0] for module in imports(path)} & OURS
    assert used <= MAY_IMPORT[layer] | {layer}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_inner_layers_know_nothing_of_each_other(path):
    for part, allowed in INNER.items():
        if name(path) == part or name(path).startswith(f"{part}/"):
            used = {module for module in imports(path) if module.split(".")[0] in OURS}
            bare = {m for m in used if not any(m == a or m.startswith(f"{a}.") for a in allowed)}
            assert not bare, f"{part} imports {bare}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_webapp_imports_streamlit(path):
    if path.relative_to(ROOT).parts[0] not in {"webapp", "streamlit_app.py"}:
        assert not {m for m in imports(path) if m.split(".")[0].startswith("streamlit")}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_are_small_and_say_what_they_are(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    assert ast.get_docstring(ast.parse(text))


def test_slow_libraries_are_not_imported_to_plan():
    """A warm plan starts fast: OSMnx, GeoPandas, NetworkX and pandas are for building only."""
    slow = {"osmnx", "geopandas", "networkx", "pandas"}
    users = {name(path) for path in MODULES if {m.split(".")[0] for m in imports(path)} & slow}
    assert users == {
        "planner/streets/build.py", "planner/streets/fetch.py", "planner/streets/report.py",
        "routes/basemap.py",
    }  # fmt: skip


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_texts_are_whole_in_both_languages(key):
    text = catalogue()[key]
    assert set(text) == set(LANGS)
    fields = {
        lang: {field for _, field, _, _ in string.Formatter().parse(text[lang]) if field}
        for lang in LANGS
    }
    assert text["zh"].strip()
    assert text["en"].strip()
    assert fields["zh"] == fields["en"]


def test_faults_have_hints():
    faults = {key for key in catalogue() if key.startswith("faults.")}
    without = {key for key in faults if not key.endswith("_hint") and f"{key}_hint" not in faults}
    assert without <= {"faults.start_far_alone"}


def test_texts_are_used():
    """No text is left over: each key's name occurs in the code, whole or by its beginning."""
    code = "\n".join(path.read_text("utf-8") for path in MODULES)
    code += "\n".join(path.read_text("utf-8") for path in ROOT.glob("routes/static/*.js"))
    areas = {path.stem for path in (ROOT / "planner" / "words").glob("*.toml")}
    assert areas == {key.split(".")[0] for key in catalogue()}
    unused = [key for key in catalogue() if not is_used(key, code)]
    assert not unused


def is_used(key: str, code: str) -> bool:
    """Whether a text's name, or its beginning up to an underscore, stands in the code."""
    base = key.split(".", 1)[1].removesuffix("_hint")
    words = [base, *(f"{base[:end]}_" for end, char in enumerate(base) if char == "_")]
    return any(f"{quote}{word}" in code for word in words for quote in ('"', "'", "."))


def test_nothing_in_code_names_the_city():
    """Another quarter is another dataset folder."""
    allowed = {"planner/china/calendar.py"}
    for path in MODULES:
        if name(path) not in allowed:
            text = path.read_text("utf-8")
            code = "\n".join(line for line in text.splitlines() if ">>>" not in line)
            assert "Shanghai" not in code, name(path)
            assert "32651" not in code, name(path)


def test_lock_file_is_complete():
    """Every direct dependency is locked with hashes, and no host is named."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for line in project["dependencies"] + project["optional-dependencies"]["dev"]:
        package = line.split(">")[0].strip().lower()
        assert f"\n{package}==" in f"\n{lock}", package
    assert lock.count("--hash=sha256:") > lock.count("==")
    assert "http" not in lock
