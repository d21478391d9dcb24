"""The messages of an ONNX file as plain records: nodes, arrays, inputs, and the shapes that the file states."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from importlib import import_module
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, Mistake, Refused, quoted, reason
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx import protobuf_wire, tensors
from archcalc.loading.onnx.tensors import INT64, MOST_AXES, MOST_VALUES, Tensor, shortest

Dims = tuple[int | str, ...]
"""The sizes of axes: numbers, names of sizes that are left open, and empty names."""

_MAPPED = 64 << 20
"""Larger files are looked at where they lie."""
_DAMAGED = "export the network again, or copy the file again"
ARGUMENTS = {"Resize": (1, 2), "Upsample": (1,), "Pad": (2,), "Clip": (1, 2), "Range": (0, 1, 2), "Dropout": (1,)}
"""Operands that say how a node works, and are no learned values: Resize's region and scales."""
_DEFAULT_DOMAINS = frozenset({"", "ai.onnx"})


class Subgraph(NamedTuple):
    """A graph inside a node: what control flow runs."""


@dataclass(frozen=True, slots=True)
class LongRow:
    """An attribute of so many numbers that they are not kept; no tuple, so that no rule takes it for one of two."""

    size: int
    kind: int


class Record(NamedTuple):
    """A node as the file has it."""

    op: str
    domain: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: dict[str, Any]
    remarks: dict[str, str]
    """What an exporter noted of the node."""


class ModelRecord(NamedTuple):
    """A file: its graph, and what it tells of itself."""

    name: str
    producer: str
    opset: int
    remarks: dict[str, str]
    inputs: tuple[tuple[str, Dims | None, int], ...]
    outputs: tuple[str, ...]
    nodes: tuple[Record, ...]
    arrays: dict[str, Tensor]
    stated: dict[str, Dims]


def read(path: Path) -> ModelRecord:
    """The records of a file; raises ArchcalcError with the file's name."""
    try:
        return parsed(_structure(path), path.stem)
    except Refused as fact:
        mistake = fact.at(None, quoted(path, ""))
        raise ArchcalcError([mistake if mistake.hint else mistake._replace(hint=_DAMAGED)]) from None
    except (UnicodeDecodeError, ValueError, OverflowError) as error:
        message = f"{quoted(path, '')}: {reason(error)}"
        raise ArchcalcError([Mistake("onnx", message, None, _DAMAGED)]) from None


def parsed(content: bytes, name: str) -> ModelRecord:
    """The records of a file's structure; raises `Refused`."""
    return _model(_parsed(content), name)


def _structure(path: Path) -> bytes:
    with files.opened(path) as file:
        if os.fstat(file.fileno()).st_size <= _MAPPED:
            return protobuf_wire.structure(file.read(_MAPPED + 1))
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return protobuf_wire.structure(data)


def _parsed(data: bytes) -> Any:
    try:
        onnx: Any = import_module("onnx")
    except ImportError:
        raise ArchcalcError.of("missing-library", "reading ONNX files needs onnx",
                               hint="pip install 'archcalc[onnx]'") from None
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
    except Exception:  # protobuf's implementations each have an exception of their own
        raise Refused("onnx", "it is not an ONNX model, or is damaged") from None
    return model


def _model(model: Any, name: str) -> ModelRecord:
    graph = model.graph
    texts("", graph.name, model.producer_name, model.doc_string)
    arrays = {texts(message.name): tensors.read(message) for message in graph.initializer}
    inputs = tuple((texts(info.name), _bounded(dims(info), info.name), info.type.tensor_type.elem_type)
                   for info in graph.input if info.name not in arrays)
    stated = {texts(info.name): sizes for info in (*graph.value_info, *graph.output)
              if (sizes := dims(info)) is not None and len(sizes) <= MOST_AXES}
    opsets = [each.version for each in model.opset_import if each.domain in _DEFAULT_DOMAINS]
    return ModelRecord(graph.name or name, model.producer_name, opsets[0] if opsets else 1, _remarks(model), inputs,
                 tuple(info.name for info in graph.output), tuple(map(_record, graph.node)), arrays, stated)


def _bounded(sizes: Dims | None, name: str) -> Dims | None:
    if any(isinstance(size, int) and size < 0 for size in sizes or ()):
        raise Refused("onnx", f"input {quoted(name)} is {quoted(list(sizes or ()), '')}, and no size is negative",
                      hint="a size that is left open has a name, or nothing at all")
    if sizes and len(sizes) > MOST_AXES:
        raise Refused("onnx", f"input {quoted(name)} has {len(sizes):,} axes, and at most {MOST_AXES} are read")
    return sizes


def dims(info: Any) -> Dims | None:
    """The sizes that are stated of a value; None where there are none, or it is no array."""
    if not info.type.HasField("tensor_type") or not info.type.tensor_type.HasField("shape"):
        return None
    return tuple(texts(each.dim_param) or (each.dim_value if each.HasField("dim_value") else "")
                 for each in info.type.tensor_type.shape.dim)


def texts(*words: Any) -> str:
    """Several words as one text; protobuf hands over as bytes what is not UTF-8, and such names are refused."""
    try:
        return "".join(words)
    except TypeError:
        raise Refused("encoding", "a name in it is not UTF-8") from None


def _record(node: Any) -> Record:
    op, domain, name, held = node.op_type, node.domain, node.name, node.attribute
    inputs, outputs = tuple(node.input), tuple(node.output)
    texts(op, domain, name, *inputs, *outputs)
    attributes = {texts(each.name): _attribute(each) for each in held} if held else {}
    return Record(op, "" if domain in _DEFAULT_DOMAINS else domain, name, inputs, outputs, attributes,
                  _remarks(node) if node.metadata_props else {})


def _remarks(message: Any) -> dict[str, str]:
    return {texts(entry.key): texts(entry.value) for entry in message.metadata_props}


def _attribute(message: Any) -> Any:
    """A value by its type; files of the first versions do not say which it is."""
    read = _ATTRIBUTES.get(message.type)
    if read is None:
        read = next((_ATTRIBUTES[number] for number, field in _UNTYPED if _there(message, field)), lambda message: None)
    return read(message)


def _row(numbers: Any, kind: int) -> tuple[int | float, ...] | LongRow:
    """A row of numbers; a long one by its length alone, and of a short one of fractions the shortest decimals."""
    if len(numbers) > MOST_VALUES:
        return LongRow(len(numbers), kind)
    return tuple(map(shortest, numbers)) if kind != INT64 and len(numbers) <= MOST_AXES else tuple(numbers)


def _there(message: Any, field: str) -> bool:
    value = getattr(message, field)
    return message.HasField(field) if isinstance(value, (int, float, bytes)) else len(value) > 0


_UNTYPED = ((1, "f"), (2, "i"), (3, "s"), (6, "floats"), (7, "ints"), (8, "strings"))
_ATTRIBUTES: dict[int, Any] = {
    1: lambda message: shortest(message.f), 2: lambda message: message.i, 6: lambda message: _row(message.floats, 1),
    3: lambda message: message.s.decode("utf-8", "replace"), 4: lambda message: tensors.read(message.t),
    5: lambda message: Subgraph(), 7: lambda message: _row(message.ints, INT64), 10: lambda message: Subgraph(),
    8: lambda message: tuple(text.decode("utf-8", "replace") for text in message.strings),
}
"""How an attribute is read, by the number of its type."""


def remark(remarks: dict[str, str], key: str) -> Any:
    """An exporter's note in JSON; None where it is not there or no JSON."""
    try:
        return json.loads(remarks[key]) if key in remarks else None
    except (ValueError, RecursionError):
        return None
