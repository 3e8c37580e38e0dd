"""The dataset that a command works on. Imports planner."""

import argparse
from pathlib import Path

from cli.output import progress
from planner.dataset import load_description
from planner.errors import DatasetError, Fault
from planner.quarter import network_of
from planner.streets.network import Network


def dataset_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder of ``--data``.

    Parameters
    ----------
    arguments : Namespace
        With ``data``.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    DatasetError
        If there is no such folder.
    """
    folder: Path = arguments.data
    if not folder.is_dir():
        raise DatasetError([Fault("folder_missing", str(folder))])
    return folder


def dataset_network(arguments: argparse.Namespace, *, rebuild: bool = False) -> Network:
    """Load or build the network of the dataset folder.

    Parameters
    ----------
    arguments : Namespace
        With ``data`` and ``lang``.
    rebuild : bool, optional
        Build even if it is in the cache.

    Returns
    -------
    Network
        The network.

    Raises
    ------
    CitywalkError
        If a file cannot be read.
    """
    folder = dataset_folder(arguments)
    tell = progress(arguments.lang)
    return network_of(folder, load_description(folder), rebuild=rebuild, progress=tell)
