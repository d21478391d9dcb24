"""PyTorch's state dicts, read by PyTorch itself with `weights_only`: what else such a file may hold is refused.

A first reading, on the device `meta`, gives names and shapes and no values; the second maps the file into memory, but
for those of the format before PyTorch 1.6, which is no archive.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, BinaryIO
from warnings import catch_warnings

from archcalc.base import files
from archcalc.base.containers import Budget, opened_zip
from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.executor.weights.stored_array import MOST_ARRAYS, StoredArray
from archcalc.network.graph import Graph

SUFFIXES = (".pth", ".pt")
NAMES_DIFFER = True
"""True where arrays mostly go by a library's names in it, and not by ours."""
_WITHIN = ("state_dict", "model", "model_state_dict", "state_dict_ema")
"""What training programs call a state dict that stands among other things in a file."""
_ALONE = "torch.save(model.state_dict(), FILE) saves tensors alone"


@contextmanager
def arrays(path: Path, graph: Graph | None = None) -> Iterator[dict[str, StoredArray]]:
    """Every tensor by name. Raises ArchcalcError."""
    torch = _library(path)
    with files.opened(path) as file:
        try:
            archive = _is_archive(file)
            state = _state(_loaded(torch, path, map_location="meta"))
            _check_storages(state, os.fstat(file.fileno()).st_size)
        except Refused as fact:
            raise files.unfit(path, fact) from None
        held = _Held(torch, path, archive)
        yield {name: StoredArray(tuple(tensor.shape), partial(held.values, name)) for name, tensor in state.items()}


class _Held:
    """The tensors with their values, from the first that is asked for on."""

    def __init__(self, torch: Any, path: Path, archive: bool) -> None:
        self.torch, self.path, self.archive = torch, path, archive
        self.state: dict[str, Any] | None = None

    def values(self, name: str) -> Any:
        """A tensor as a NumPy array."""
        try:
            if self.state is None:
                mapped = {"mmap": True} if self.archive else {}
                self.state = _loaded(self.torch, self.path, map_location="cpu", **mapped)
            tensor = self.state[name].detach()
            return (tensor if tensor.dtype in _plain(self.torch) else tensor.float()).numpy()
        except Refused as fact:
            raise files.unfit(self.path, fact) from None
        except (KeyError, RuntimeError, TypeError):
            raise files.unreadable(self.path, f"the values of {name} are damaged") from None


def _library(path: Path) -> Any:
    try:
        return import_module("torch")
    except ImportError:
        raise ArchcalcError.of("missing-library", f"{quoted(path)} is read by PyTorch, which is not installed",
                               hint="pip install torch") from None


def _is_archive(file: BinaryIO) -> bool:
    """True where a file is an archive, as PyTorch writes it: nothing in it packed. Raises Refused."""
    if file.read(4) != b"PK\3\4":
        return False
    opened_zip(file, Budget(MOST_ARRAYS, file.seek(0, 2)))
    return True


def _loaded(torch: Any, path: Path, **how: Any) -> Any:
    """What PyTorch makes of a file. Raises Refused."""
    try:
        with catch_warnings(action="ignore"):  # of old formats, which nobody can do anything about
            return torch.load(str(path), weights_only=True, **how)
    except UnpicklingError:
        raise Refused("weights", "it holds other things than tensors, and nothing in it is executed",
                      hint=_ALONE) from None
    except Exception:  # PyTorch raises whatever a broken file makes it stumble over
        raise Refused("weights", "it is no file that PyTorch wrote, or is damaged") from None


def _state(found: Any) -> dict[str, Any]:
    """A state dict, if it is one: tensors of plain numbers by name. Raises Refused."""
    if not isinstance(found, Mapping):
        raise Refused("weights", "it holds no state dict: tensors by name", hint=_ALONE)
    for name, tensor in found.items():
        if isinstance(tensor, Mapping) and name in _WITHIN:
            raise Refused("weights", f"its state dict stands under {quoted(name)}, among other things", hint=_ALONE)
        if not isinstance(name, str) or not hasattr(tensor, "untyped_storage"):
            raise Refused("weights", f"{quoted(name)} in it is no tensor", hint=_ALONE)
        if str(tensor.layout) != "torch.strided" or tensor.is_quantized or tensor.is_complex():
            raise Refused("weights", f"its tensor {quoted(name)} holds no plain numbers", hint=_ALONE)
    return dict(found)


def _check_storages(state: Mapping[str, Any], size: int) -> None:
    """Refuse tensors that would take more memory than the file has bytes."""
    storages = {}
    for tensor in state.values():
        storage = tensor.untyped_storage()
        storages[storage._cdata] = storage.nbytes()
    if sum(storages.values()) > size:
        raise Refused("weights", f"its tensors would take {sum(storages.values()):,} bytes, and it has {size:,}")


def _plain(torch: Any) -> frozenset[Any]:
    """The types that NumPy has."""
    return frozenset({torch.float16, torch.float32, torch.float64, torch.uint8, torch.int8, torch.int16, torch.int32,
                      torch.int64, torch.bool})
