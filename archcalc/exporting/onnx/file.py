"""A model's file. Weights are written one after another, and never held together: only their lengths are needed before.

In the format of protobuf a message is a row of fields, in any order: a key (number and form), a length, the bytes. The
library makes the model without its weights; each weight then follows as one more field of the graph.
A message has at most 2 GiB: the values of larger networks go to a second file, FILE.data, as ONNX provides for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

from archcalc.base.atomic_files import opened
from archcalc.base.errors import ArchcalcError
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.executor.backends import backend
from archcalc.exporting.onnx.model import ModelWriter, TensorWeight, library

LARGEST = 2**31 - 1
"""The bytes that a protobuf message may have."""
_GRAPH, _INITIALIZER, _RAW_DATA = 7, 5, 9
"""The numbers of ModelProto.graph, GraphProto.initializer and TensorProto.raw_data in onnx.proto."""
_ITEM = 4
"""The bytes of a float32."""


def write(path: Path, model: ModelWriter, arrays: Iterable[Any]) -> int:
    """Write a model with its weights' arrays, in order; the bytes written. Raises OutputError."""
    sizes = [_ITEM * prod(weight.shape) for weight in model.weights]
    records = [_record(_head(weight).SerializeToString(), size)
               for weight, size in zip(model.weights, sizes, strict=True)]
    graph = model.message.graph.SerializeToString()
    length = len(graph) + sum(map(len, records)) + sum(sizes)
    start = _rest(model) + _field(_GRAPH, length)
    if len(start) + length > LARGEST:
        if path is STANDARD_OUTPUT:
            raise ArchcalcError.of("output", "a model of more than 2 GiB has a second file, for its values",
                                   hint="write to a file: -o net.onnx")
        return _beside(path, model, arrays)
    with opened(path) as file:
        file.write(start + graph)
        for record, array in zip(records, arrays, strict=True):
            file.write(record)
            file.write(_values(array))
    return len(start) + length


def _beside(path: Path, model: ModelWriter, arrays: Iterable[Any]) -> int:
    """The values in a file of their own, which takes its name first: a model never waits for its data."""
    place, message, offset = path.name + ".data", model.message, 0
    for weight in model.weights:
        tensor, size = _head(weight), _ITEM * prod(weight.shape)
        tensor.data_location = library().TensorProto.EXTERNAL
        for key, value in (("location", place), ("offset", offset), ("length", size)):
            tensor.external_data.add(key=key, value=str(value))
        message.graph.initializer.append(tensor)
        offset += size
    content = message.SerializeToString()
    with ExitStack() as files:
        file = files.enter_context(opened(path))
        file.write(content)
        _pour(files.enter_context(opened(path.with_name(place))), arrays)
    return len(content) + offset


def _pour(file: BinaryIO, arrays: Iterable[Any]) -> None:
    for array in arrays:
        file.write(_values(array))


def _head(weight: TensorWeight) -> Any:
    """A weight's tensor without values."""
    types = library().TensorProto
    return types(name=weight.name, dims=weight.shape, data_type=types.FLOAT)


def _rest(model: ModelWriter) -> bytes:
    """The model without its graph."""
    kept = library().ModelProto()
    kept.CopyFrom(model.message)
    kept.ClearField("graph")
    content: bytes = kept.SerializeToString()
    return content


def _record(head: bytes, size: int) -> bytes:
    """The bytes before a weight's values: one more initializer, its head, and that its raw data follow."""
    inside = head + _field(_RAW_DATA, size)
    return _field(_INITIALIZER, len(inside) + size) + inside


def _field(number: int, length: int) -> bytes:
    """The key of a field whose length is stated, and that length."""
    return bytes([*_varint(number << 3 | 2), *_varint(length)])


def _varint(value: int) -> Iterator[int]:
    """Seven bits to a byte, the lowest first; all but the last have the eighth bit."""
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value


def _values(array: Any) -> Any:
    """The bytes of an array, little endian, rows first; not copied where they are so already."""
    return backend("numpy").namespace().ascontiguousarray(array, dtype="<f4").data.cast("B")
