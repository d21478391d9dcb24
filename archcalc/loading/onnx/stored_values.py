"""The places of arrays' values in a file, so that those that are wanted are read, and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib import import_module

from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.protobuf_wire import Buffer, fields, without_values
from archcalc.loading.onnx.records import Record
from archcalc.loading.onnx.tensors import Tensor

_GRAPH, _NODE, _INITIALIZER = 7, 1, 5
_OUTPUT, _OP, _ATTRIBUTE, _TENSOR = 2, 4, 5, 5
_NAME, _RAW, _EXTERNAL = 8, 9, 1
"""The numbers of fields in onnx.proto, and of TensorProto.EXTERNAL."""


class StoredValues(NamedTuple):
    """An array's shape and ONNX's number of its type, and the place of its values.

    `message` is where the array's own message begins and ends, `raw` where its values do if they are packed, and
    `external` the entries that name another file, where they are in one.
    """

    shape: tuple[int, ...]
    kind: int
    message: tuple[int, int]
    raw: tuple[int, int] | None
    external: dict[str, str] | None


def stored_values(data: Buffer, wanted: Collection[str]) -> dict[str, StoredValues]:
    """The places of the arrays called so: initializers, and what nodes hold that are constants."""
    found: dict[str, StoredValues] = {}
    graphs = [(at, stop) for number, _, at, stop in fields(data, 0, len(data)) if number == _GRAPH]
    parts = [part for graph in graphs for part in fields(data, *graph)]
    for number, _, at, stop in parts:
        if number == _INITIALIZER and (name := _name(data, at, stop)) in wanted:
            found[name] = _stored(data, at, stop)
    if len(found) < len(wanted):
        for number, _, at, stop in parts:
            if number == _NODE:
                found |= {name: _stored(data, *place) for name, place in _constant(data, at, stop) if name in wanted}
    return found


def _name(data: Buffer, at: int, stop: int) -> str:
    names = [data[start:end] for number, _, start, end in fields(data, at, stop) if number == _NAME]
    return names[-1].decode("utf-8", "replace") if names else ""


def _stored(data: Buffer, at: int, stop: int) -> StoredValues:
    message = import_module("onnx").TensorProto.FromString(without_values(data, at, stop))
    raw = [(start, end) for number, _, start, end in fields(data, at, stop) if number == _RAW]
    external = {entry.key: entry.value for entry in message.external_data}
    return StoredValues(tuple(message.dims), message.data_type, (at, stop), raw[-1] if raw else None,
                        external if message.data_location == _EXTERNAL else None)


def _constant(data: Buffer, at: int, stop: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The output of a node that is a constant, and where its array is."""
    parts = list(fields(data, at, stop))
    if [data[start:end] for number, _, start, end in parts if number == _OP] != [b"Constant"]:
        return
    outputs = [data[start:end].decode("utf-8", "replace") for number, _, start, end in parts if number == _OUTPUT]
    attributes = [(start, end) for number, _, start, end in parts if number == _ATTRIBUTE]
    tensors = [(start, end) for attribute in attributes for number, _, start, end in fields(data, *attribute)
               if number == _TENSOR]
    if outputs and tensors:
        yield outputs[0], tensors[0]


def fills(nodes: Collection[Record]) -> dict[str, float]:
    """The one value of every array that a node fills with it, by the array's name."""
    found = {}
    for record in nodes:
        if record.op == "ConstantOfShape" and record.outputs:
            value = record.attributes.get("value")
            known = value.values if isinstance(value, Tensor) else None
            found[record.outputs[0]] = float(known[0]) if known else 0.0
    return found
