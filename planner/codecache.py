"""Where compiled code is kept when it cannot be kept beside its source. No units.

Imports nothing of the project: it must run before Numba is loaded.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_SETTING = "NUMBA_CACHE_DIR"


def place_compiled_code(package: Path) -> None:
    """Name Numba another folder for compiled code if nothing can be written beside the source.

    Numba itself knows only the user's home then, and an account of a service often has none: it
    stops with a traceback. Nothing is done where the setting is given or the source's own folder
    can be written. The folder's name changes with the source, since Numba does not see that a
    neighbouring file has changed.

    Parameters
    ----------
    package : Path
        Folder of the source, searched with its subfolders.
    """
    if os.environ.get(_SETTING) or os.access(package, os.W_OK):
        return
    os.environ[_SETTING] = str(_folder(_digest(package)))


def _digest(package: Path) -> str:
    """Name a state of the source: any file that is changed, added or taken away changes it."""
    found = sha256(str(package).encode())
    for source in sorted(package.rglob("*.py")):
        about = source.stat()
        found.update(f"{source}:{about.st_mtime_ns}:{about.st_size}\n".encode())
    return found.hexdigest()[:12]


def _folder(digest: str) -> Path:
    """Make the folder: kept from start to start if anywhere possible, else for this process."""
    for parent, name in _parents():
        folder = parent / name / digest
        try:
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            continue
        if _is_ours(folder.parent) and _is_ours(folder):
            return folder
    return Path(tempfile.mkdtemp(prefix="citywalk-"))


def _parents() -> Iterator[tuple[Path, str]]:
    """Yield folders to keep code in, and what its folder there is called."""
    with suppress(RuntimeError):  # an account without any home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"), "citywalk"
    who = os.getuid() if hasattr(os, "getuid") else "code"
    yield Path(tempfile.gettempdir()), f"citywalk-{who}"


def _is_ours(folder: Path) -> bool:
    """Tell whether nobody else can write there: code that is loaded from disk is run."""
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode) or not os.access(folder, os.W_OK):
        return False
    if not hasattr(os, "getuid"):
        return True
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
