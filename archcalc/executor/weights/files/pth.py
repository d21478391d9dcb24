"""PyTorch's state dicts, read by PyTorch itself with `weights_only`: what else such a file may hold is refused."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.files import unreadable

SUFFIXES = (".pth", ".pt")
NAMES_DIFFER = True
"""Whether arrays go by other names in these files."""


def read(path: Path) -> dict[str, Any]:
    """Every tensor, by name, as a NumPy array."""
    try:
        torch = import_module("torch")
    except ImportError:
        raise ArchcalcError.of("missing-library", f"{quoted(path)} is read by PyTorch, which is not installed",
                               hint="pip install torch") from None
    try:
        with files.opened(path) as file:
            state = torch.load(file, map_location="cpu", weights_only=True)
        return {str(name): tensor.numpy() for name, tensor in state.items()}
    except ArchcalcError:
        raise
    except Exception as error:
        raise unreadable(path, error) from None
