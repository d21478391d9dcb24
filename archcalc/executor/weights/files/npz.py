"""NumPy's own: a zip of arrays, one to a name. Nothing in it is executed: pickled objects are refused."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from warnings import catch_warnings

from archcalc.base import files
from archcalc.base.atomic_files import opened
from archcalc.base.files import unreadable

SUFFIXES = (".npz",)
NAMES_DIFFER = False


def read(path: Path) -> dict[str, Any]:
    """Every array, by name."""
    # NumPy warns of files that Python 2 wrote
    with files.opened(path) as file, catch_warnings(action="ignore"):
        try:
            arrays = import_module("numpy").load(file, allow_pickle=False)
            return {name: arrays[name] for name in arrays.files}
        except Exception as error:  # NumPy raises whatever a broken header makes it stumble over
            raise unreadable(path, error) from None


def write(path: Path, arrays: Mapping[str, Any]) -> None:
    """A file that holds the arrays, uncompressed."""
    numpy = import_module("numpy")
    with opened(path) as file:
        numpy.savez(file, **arrays)
