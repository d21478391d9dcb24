"""Files of weights, one format to a file; being there is being registered.

Names and shapes come from headers alone. Values are read one array after another, once they are known to be wanted.
Arrays go by their full name: the layer's, a dot, the weight's (`conv2_1/conv1.weight`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry
from archcalc.executor.weights.stored_array import StoredArray
from archcalc.network.graph import Graph


class WeightsFormat(Protocol):
    """One kind of file for weights."""

    SUFFIXES: tuple[str, ...]
    """Endings of its files, with their dots."""
    NAMES_DIFFER: bool
    """True where arrays mostly go by a library's names in it, and not by ours."""

    def arrays(self, path: Path, graph: Graph | None = None) -> AbstractContextManager[Mapping[str, StoredArray]]:
        """Every array by name, while the file is open; `graph` is the network that wants them. Raises ArchcalcError."""


@runtime_checkable
class WritableWeights(WeightsFormat, Protocol):
    """A format in which weights can be saved too."""

    def write(self, path: Path, arrays: Mapping[str, Any]) -> None:
        """Write the arrays, by name. Raises ArchcalcError."""


_UNREAD = dict.fromkeys((".keras", ".h5", ".hdf5"), "the weights in it are HDF5, which is not read; in Python: "
                        "archcalc.from_keras(model).run(x, weights=model)")
"""Endings of files that hold weights and are not read, and the way from there."""
NAMES = Registry[WeightsFormat](__name__, __file__, "format of weights")


def by_suffix(path: Path) -> WeightsFormat:
    """The format of a file, by its ending. Raises ArchcalcError."""
    modules = [NAMES.load(name) for name in NAMES]
    for module in modules:
        if path.suffix.lower() in module.SUFFIXES:
            return module
    raise ArchcalcError.of("format", f"no format of weights is known by the ending of {quoted(path)}",
                           hint=_UNREAD.get(path.suffix.lower(), ""),
                           expected=f"one of: {', '.join(suffix for module in modules for suffix in module.SUFFIXES)}")
