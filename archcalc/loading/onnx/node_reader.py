"""The nodes of an ONNX file read into records.

Most nodes are written alike: inputs, outputs, a name, and behind it what many share: the operator and its attributes.
That rest is read once for all nodes that end in the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.loading.onnx import tensors
from archcalc.loading.onnx.messages import decoded
from archcalc.loading.onnx.protobuf_wire import Buffer, number_at
from archcalc.loading.onnx.reading_bounds import ReadingBounds
from archcalc.loading.onnx.records import GivenAttribute, LongRow, Record, Subgraph
from archcalc.loading.onnx.tensors import INT64, MOST_AXES, MOST_VALUES, Tensor, shortest

_new = tuple.__new__
"""Makes a named tuple of all its values in half the time."""
_SLICED = 1 << 16
"""A node of so many bytes holds large values, and is not copied."""
_ALIKE = 512
"""What is written in so few bytes may be written again."""
_INPUT, _OUTPUT, _NAME = 10, 18, 26
"""The tags of a node's first fields, each with a length behind it."""
_WORDS = frozenset({_INPUT, _OUTPUT, _NAME})
_DEFAULT_DOMAINS = frozenset({"", "ai.onnx"})
_GRAPH = 5
"""ONNX's number of the type of an attribute that is a graph."""


class _Names(dict[bytes, str]):
    """Every name once, however often it is written."""

    def __missing__(self, written: bytes) -> str:
        self[written] = name = written.decode()
        return name


class NodeReader:
    """Reads nodes one after another, and keeps what others may have, too."""

    def __init__(self) -> None:
        self.bounds = ReadingBounds()
        self.names = _Names()
        self.known: dict[bytes, Record] = {}
        """The first node of those that are alike behind their names."""
        self.attributes: dict[bytes, tuple[str, Any]] = {}

    def subgraph(self, data: Buffer, span: tuple[int, int], place: str, depth: int) -> Subgraph:
        """The graph inside a node whose message begins and ends there."""
        raise NotImplementedError

    def record(self, data: Buffer, at: int, stop: int, place: str, number: int, depth: int) -> Record:
        """The node whose message begins and ends there. Raises Refused."""
        self.bounds.count_node()
        if place or stop - at > _SLICED:
            return self.any_record(data, at, stop, place, number, depth)
        content, end, at, names = data[at:stop], stop - at, 0, self.names
        inputs, outputs, called = list[str](), list[str](), list[str]()
        try:
            while (tag := content[at]) in _WORDS:
                first, size = at + 2, content[at + 1]
                if size > 127:
                    size, first = number_at(content, at + 1, end)
                word = content[first:(at := first + size)]
                if tag == _INPUT:
                    inputs.append(names[word])
                elif tag == _OUTPUT:
                    outputs.append(names[word])
                else:
                    called.append(word.decode())
        except (IndexError, UnicodeDecodeError):  # it ends where others go on, or is damaged
            return self.any_record(content, 0, end, place, number, depth)
        alike = self.known.get(content[at:])
        if alike is None or len(called) > 1:
            return self.first_record(content, at, (inputs, outputs, called), number, depth)
        if end > _ALIKE:  # shorter ones hold few
            self.bounds.count_fields(len(inputs) + len(outputs))
        op, domain, _, _, _, attributes, remarks, _ = alike
        if op == "Constant" and outputs:
            attributes = _called(attributes, outputs[0])
        return _new(Record, (op, domain, called[0] if called else "", tuple(inputs), tuple(outputs), attributes,
                             remarks, ""))

    def first_record(self, content: bytes, rest: int, words: tuple[list[str], list[str], list[str]], number: int,
                     depth: int) -> Record:
        """A node that may be the first of those that are alike from `rest` on, if only the names stand before it."""
        record = self.any_record(content, 0, len(content), "", number, depth)
        inputs, outputs, called = words
        alone = [*record.inputs] == inputs and [*record.outputs] == outputs and [record.name] == (called or [""])
        if alone and len(content) - rest <= _ALIKE and not any(isinstance(value, Subgraph)
                                                               for value in record.attributes.values()):
            self.known[content[rest:]] = record
        return record

    def any_record(self, data: Buffer, start: int, end: int, place: str, number: int, depth: int) -> Record:
        """A node, however it is written."""
        message = decoded("node", data, start, end, self.bounds, depth)
        op, domain, outputs = message.op_type or "", message.domain or "", tuple(message.outputs or ())
        held = [self.attribute(data, at, stop, place, number, depth) for at, stop in message.attributes or ()]
        attributes = dict(held)
        if op == "Constant" and outputs:
            attributes = _called(attributes, place + outputs[0])
        remarks = {each.key or "": each.value or "" for each in message.metadata_props or ()}
        return Record(op, "" if domain in _DEFAULT_DOMAINS else domain, message.name or "", tuple(message.inputs or ()),
                      outputs, attributes, remarks, f"{place}{number}" if place else "")

    def attribute(self, data: Buffer, at: int, stop: int, place: str, number: int, depth: int) -> tuple[str, Any]:
        """An attribute's name and value."""
        written = data[at:stop] if not place and stop - at <= _ALIKE else b""
        if written in self.attributes:
            return self.attributes[written]
        message = decoded("attribute", data, at, stop, self.bounds, depth)
        name = message.name or ""
        if message.type == _GRAPH:
            return name, self.subgraph(data, message.g or (at, at), f"{place}{number}/{name}/", depth + 1)
        if place and message.ref_attr_name:
            return name, GivenAttribute(message.ref_attr_name)
        value = attribute_value(message)
        if written:
            self.attributes[written] = name, value
        return name, value


def _called(attributes: dict[str, Any], name: str) -> dict[str, Any]:
    """The attributes of a constant, whose array is called as the node's output."""
    return {key: value._replace(name=name) if isinstance(value, Tensor) else value for key, value in attributes.items()}


def attribute_value(message: Any) -> Any:
    """A value by its type; files of the first versions do not say which it is. A graph in it is told by its node."""
    read = _VALUES.get(message.type or 0)
    if read is None:
        read = next((_VALUES[number] for number, field in _UNTYPED if getattr(message, field) is not None), None)
    return None if read is None else read(message)


def _row(numbers: Any, kind: int) -> tuple[int | float, ...] | LongRow:
    """A row of numbers; a long one by its length alone, and of a short one of fractions the shortest decimals."""
    numbers = numbers or ()
    if len(numbers) > MOST_VALUES:
        return LongRow(len(numbers), kind)
    return tuple(map(shortest, numbers)) if kind != INT64 and len(numbers) <= MOST_AXES else tuple(numbers)


_UNTYPED = ((1, "f"), (2, "i"), (3, "s"), (6, "floats"), (7, "ints"), (8, "strings"))
_VALUES: dict[int, Callable[[Any], Any]] = {
    1: lambda message: shortest(message.f or 0.0), 2: lambda message: message.i or 0,
    3: lambda message: (message.s or b"").decode("utf-8", "replace"),
    4: lambda message: tensors.read(message.t or decoded("tensor", b"", 0, 0, ReadingBounds())),
    6: lambda message: _row(message.floats, 1), 7: lambda message: _row(message.ints, INT64),
    8: lambda message: tuple(text.decode("utf-8", "replace") for text in message.strings or ()),
    10: lambda message: Subgraph((), (), (), {}),
}
"""How an attribute is read, by the number of its type."""
