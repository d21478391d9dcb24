"""An ONNX file's own weights, for the network that it holds.

Arrays stand in the file by the exporter's names and as its nodes want them: each is looked at as the layer wants it.
Of arrays that no layer has, nothing is read; of those in another file, which lies beside this one, the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from math import prod
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.weights.computed_arrays import computed
from archcalc.executor.weights.stored_array import StoredArray
from archcalc.loading.onnx import sources
from archcalc.loading.onnx.stored_values import StoredValues, fills, stored_values
from archcalc.loading.onnx.tensors import Tensor
from archcalc.network.graph import Graph

SUFFIXES = (".onnx",)
NAMES_DIFFER = False
_TYPES = {1: "<f4", 2: "u1", 3: "i1", 4: "<u2", 5: "<i2", 6: "<i4", 7: "<i8", 9: "?", 10: "<f2", 11: "<f8", 12: "<u4",
          13: "<u8", 16: "<u2"}
"""NumPy's type of packed values, by ONNX's number of the type."""
_BFLOAT16 = 16


@contextmanager
def arrays(path: Path, graph: Graph | None = None) -> Iterator[dict[str, StoredArray]]:
    """Every weight of the file's network by its full name, while the file is open. Raises ArchcalcError.

    Sizes that the file leaves open are those of `graph`.
    """
    model, wanted = sources(path, graph)
    with files.opened(path) as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        names = {part.name for tensor in wanted.values() for part in tensor.sources}
        try:
            places = stored_values(data, names)
        except Refused as fact:
            raise files.unfit(path, fact) from None
        held = _Held(path, data, places, fills(model.nodes))
        yield {full: StoredArray(tensor.shape, partial(held.values, full, tensor)) for full, tensor in wanted.items()}


def _pairs(numbers: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Two and two."""
    return zip(numbers[::2], numbers[1::2], strict=True)


class _Held(NamedTuple):
    """A file whose arrays are read when they are asked for."""

    path: Path
    data: mmap
    places: Mapping[str, StoredValues]
    fills: Mapping[str, float]

    def values(self, full: str, tensor: Tensor) -> Any:
        """An array as a layer wants it. Raises ArchcalcError."""
        try:
            return self.worked_out(tensor)
        except Refused as fact:
            told = Refused(fact.code, f"{quoted(full)}: {fact.message}", hint=fact.hint)
            raise files.unfit(self.path, told) from None

    def worked_out(self, tensor: Tensor) -> Any:
        """An array of the file, a sum of products of several, or what a node makes of others. Raises Refused."""
        if tensor.terms:
            return sum(prod(self.worked_out(factor) for factor in term) for term in tensor.terms)
        numpy = import_module("numpy")
        if tensor.made is not None:
            return self.looked_at(tensor, computed(tensor.made, self.worked_out))
        if tensor.name in self.places:
            return self.looked_at(tensor, self.read(self.places[tensor.name]))
        if tensor.values is not None:
            return numpy.array(tensor.values, _TYPES.get(tensor.kind, "<f4")).reshape(tensor.shape)
        if tensor.name in self.fills:
            return numpy.full(tensor.shape, self.fills[tensor.name], "f4")
        raise Refused("weights", "its values follow from other arrays of the file, and are not worked out",
                      hint="export the network again, with constants folded")

    def looked_at(self, tensor: Tensor, array: Any) -> Any:
        """An array as the last of some looks at it has it."""
        numpy = import_module("numpy")
        for way, numbers in tensor.views:
            array = array.transpose(numbers) if way == "transpose" else array.reshape(numbers) if way == "reshape" \
                else numpy.concatenate([array[first:last] for first, last in _pairs(numbers)])
        return array.reshape(tensor.shape)

    def read(self, place: StoredValues) -> Any:
        """An array as it stands in the file, or beside it. Raises Refused."""
        if place.external is not None:
            return _shaped(place, _beside(self.path.parent, place, place.external))
        if place.raw is not None:
            start, stop = place.raw
            return _shaped(place, self.data[start:stop])
        onnx: Any = import_module("onnx")
        try:
            return onnx.numpy_helper.to_array(onnx.TensorProto.FromString(self.data[slice(*place.message)]))
        except Exception:  # the library raises whatever a broken array makes it stumble over
            raise Refused("weights", "its values are not those of its shape and type") from None


def _shaped(place: StoredValues, raw: bytes) -> Any:
    """Packed values as an array. Raises Refused."""
    numpy = import_module("numpy")
    if place.kind not in _TYPES:
        raise Refused("weights", "its values are of a type that cannot be run")
    if len(raw) != prod(place.shape) * numpy.dtype(_TYPES[place.kind]).itemsize:
        raise Refused("weights", f"{len(raw):,} bytes are not the values of {quoted(list(place.shape), '')}")
    array = numpy.frombuffer(raw, _TYPES[place.kind])
    array = (array.astype("u4") << 16).view("f4") if place.kind == _BFLOAT16 else array
    return array.reshape(place.shape)


def _beside(folder: Path, place: StoredValues, entries: Mapping[str, str]) -> bytes:
    """The bytes of an array in a file of the same folder, or one within. Raises Refused or ArchcalcError."""
    location = entries.get("location", "")
    offset, length = (_number(entries.get(key, "0")) for key in ("offset", "length"))
    path = folder / location
    if not location or "\0" in location or not path.resolve().is_relative_to(folder.resolve()):
        raise Refused("weights", f"its values would stand in {quoted(location)}, which is not beside the file")
    if place.kind not in _TYPES:
        raise Refused("weights", "its values are of a type that cannot be run")
    size = prod(place.shape) * int(import_module("numpy").dtype(_TYPES[place.kind]).itemsize)
    if length not in {0, size}:
        raise Refused("weights", f"{length:,} bytes are not the values of {quoted(list(place.shape), '')}")
    with files.opened(path) as file:
        if file.seek(0, 2) < offset + size:
            raise Refused("weights", f"{quoted(location)} ends before its values")
        file.seek(offset)
        return file.read(size)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise Refused("weights", "the place of its values is no number")
    return int(text)
