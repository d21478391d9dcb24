"""Installed packages that may name parts of their own, told by files of known names.

To import `importlib.metadata`, which knows for sure, takes longer than a table takes to make.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path

GROUP = "archcalc.plugins"
"""The entry points by which an installed package names modules that are plugins."""
_POINTS = "entry_points.txt"


def may_name(group: str) -> bool:
    """False where no installed package has an entry point of a group; True where one has, or may have.

    What an archive or a finder of somebody else's holds is not looked into.
    """
    if any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder):
        return True
    word = group.encode()
    return any(points is None or word in points for path in dict.fromkeys(sys.path) for points in _points(path))


def _points(path: str) -> Iterator[bytes | None]:
    """The entry points of the packages in a folder of the import path; None for what is no folder."""
    endings = (".dist-info", ".egg-info", *(["egg-info"] if path.lower().endswith(".egg") else []))
    try:
        with os.scandir(path or os.curdir) as entries:
            described = [entry.path for entry in entries if entry.name.lower().endswith(endings)]
    except NotADirectoryError:
        yield None
        return
    except OSError:
        return
    for folder in described:
        try:
            yield Path(folder, _POINTS).read_bytes()
        except OSError:  # it names none
            continue
