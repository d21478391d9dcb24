"""Files of weights, one format to a file.

A format is a module with `SUFFIXES`, `read(path)` and, where it can, `write(path, arrays)`;
`NAMES_DIFFER` says whether arrays go by another library's names in it.

Arrays go by their full name: the layer's, a dot, the weight's (`conv2_1/conv1.weight`).
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry

NAMES = Registry(__name__, __file__, "format of weights")


def by_suffix(path: Path) -> ModuleType:
    """The format of a file, by its ending."""
    modules = [NAMES.load(name) for name in NAMES]
    for module in modules:
        if path.suffix.lower() in module.SUFFIXES:
            return module
    raise ArchcalcError.of("format", f"no format of weights is known by the ending of {quoted(path)}",
                           expected=f"one of: {', '.join(suffix for module in modules for suffix in module.SUFFIXES)}")
