"""Files that are never half written: a temporary file beside the target, then a rename.

Standard library only.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def replace_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that readers see the old one or the new one, whole.

    Parameters
    ----------
    path : Path
        The file; its folder is there.
    write : callable
        Given the open temporary file, writes the content.

    Raises
    ------
    OSError
        If the disk is full or the folder may not be written; the old file is untouched.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
