"""The places of arrays' values in a file, so that those that are wanted are read, and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.messages import decoded
from archcalc.loading.onnx.protobuf_wire import Buffer, fields
from archcalc.loading.onnx.reading_bounds import ReadingBounds
from archcalc.loading.onnx.records import Record
from archcalc.loading.onnx.tensors import Tensor

_GRAPH, _FUNCTION, _NODE, _INITIALIZER = 7, 25, 1, 5
_OUTPUT, _OP, _ATTRIBUTE, _ATTRIBUTE_NAME, _TENSOR, _INNER = 2, 4, 5, 1, 5, 6
_FUNCTION_NAME, _FUNCTION_NODE, _FUNCTION_DOMAIN = 1, 7, 10
_NAME, _RAW, _EXTERNAL = 8, 9, 1
"""The numbers of fields in onnx.proto, and of TensorProto.EXTERNAL."""
Place = tuple[int, int]


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
    parts = [(number, at, stop) for number, _, at, stop in fields(data, 0, len(data))]
    graphs = [(at, stop) for number, at, stop in parts if number == _GRAPH]
    for graph in graphs:
        for number, _, at, stop in fields(data, *graph):
            if number == _INITIALIZER and (name := _name(data, at, stop)) in wanted:
                found[name] = _stored(data, at, stop)
    if len(found) < len(wanted):
        inside = [each for graph in graphs for each in _arrays(data, *graph, _NODE, "")]
        inside += [each for number, at, stop in parts if number == _FUNCTION
                   for each in _arrays(data, at, stop, _FUNCTION_NODE, _function(data, at, stop))]
        found |= {name: _stored(data, *place) for name, place in inside if name in wanted and name not in found}
    return found


def _arrays(data: Buffer, at: int, stop: int, node: int, place: str) -> Iterator[tuple[str, Place]]:
    """Every array of a graph or a function and of the graphs inside its nodes, called as `records` calls them."""
    count = 0
    for number, _, start, end in fields(data, at, stop):
        if number == _INITIALIZER and node == _NODE:
            yield place + _name(data, start, end), (start, end)
        elif number == node:
            yield from _held(data, start, end, place, count)
            count += 1


def _held(data: Buffer, at: int, stop: int, place: str, count: int) -> Iterator[tuple[str, Place]]:
    """The array of a node that is a constant, and those of the graphs inside it."""
    parts = list(fields(data, at, stop))
    is_constant = [data[start:end] for number, _, start, end in parts if number == _OP] == [b"Constant"]
    outputs = [_text(data, start, end) for number, _, start, end in parts if number == _OUTPUT]
    for attribute in [(start, end) for number, _, start, end in parts if number == _ATTRIBUTE]:
        inside = list(fields(data, *attribute))
        for number, _, start, end in inside:
            if number == _TENSOR and is_constant and outputs:
                yield place + outputs[0], (start, end)
            elif number == _INNER:
                names = [_text(data, *each[2:]) for each in inside if each[0] == _ATTRIBUTE_NAME]
                yield from _arrays(data, start, end, _NODE, f"{place}{count}/{names[-1] if names else ''}/")


def _function(data: Buffer, at: int, stop: int) -> str:
    """The beginning of the names of a function's arrays."""
    told = {number: _text(data, start, end) for number, _, start, end in fields(data, at, stop)
            if number in {_FUNCTION_NAME, _FUNCTION_DOMAIN}}
    return f"{told.get(_FUNCTION_DOMAIN, '')}.{told.get(_FUNCTION_NAME, '')}/"


def _text(data: Buffer, at: int, stop: int) -> str:
    return data[at:stop].decode("utf-8", "replace")


def _name(data: Buffer, at: int, stop: int) -> str:
    names = [_text(data, start, end) for number, _, start, end in fields(data, at, stop) if number == _NAME]
    return names[-1] if names else ""


def _stored(data: Buffer, at: int, stop: int) -> StoredValues:
    message = decoded("tensor", data, at, stop, ReadingBounds())
    raw = [(start, end) for number, _, start, end in fields(data, at, stop) if number == _RAW]
    external = {entry.key or "": entry.value or "" for entry in message.external_data or ()}
    return StoredValues(tuple(message.dims or ()), message.data_type or 0, (at, stop), raw[-1] if raw else None,
                        external if message.data_location == _EXTERNAL else None)


def fills(nodes: Collection[Record]) -> dict[str, float]:
    """The one value of every array that a node fills with it, by the array's name."""
    found = {}
    for record in nodes:
        if record.op == "ConstantOfShape" and record.outputs:
            value = record.attributes.get("value")
            known = value.values if isinstance(value, Tensor) else None
            found[record.outputs[0]] = float(known[0]) if known else 0.0
    return found
