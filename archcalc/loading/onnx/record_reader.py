"""The messages of an ONNX file read into records, in one pass over its bytes; nodes that end alike are read once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, Mistake, Refused, quoted, reason
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx import tensors
from archcalc.loading.onnx.messages import as_text, decoded
from archcalc.loading.onnx.node_reader import NodeReader
from archcalc.loading.onnx.protobuf_wire import Buffer, fields
from archcalc.loading.onnx.reading_bounds import ReadingBounds
from archcalc.loading.onnx.records import Dims, ModelRecord, Record, Subgraph
from archcalc.loading.onnx.tensors import MOST_AXES, Tensor

_MAPPED = 64 << 20
"""Larger files are looked at where they lie."""
_OPEN = frozenset({None, -1})
"""A size that is not there, and what some exporters write for one that is left open."""
_DAMAGED = "export the network again, or copy the file again"
_DEFAULT_DOMAINS = frozenset({"", "ai.onnx"})
_OWN = "archcalc"
"""The domain of archcalc's own functions, which are read by their names."""
_NODE, _NAME, _ARRAY, _INPUT, _OUTPUT, _STATED = 1, 2, 5, 11, 12, 13
"""The numbers of a graph's fields."""


def read(path: Path) -> ModelRecord:
    """The records of a file; raises ArchcalcError with the file's name."""
    try:
        with files.opened(path) as file:
            if os.fstat(file.fileno()).st_size <= _MAPPED:
                return parsed(file.read(_MAPPED + 1), path.stem)
            with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                return parsed(data, path.stem)
    except Refused as fact:
        mistake = fact.at(None, quoted(path, ""))
        raise ArchcalcError([mistake if mistake.hint else mistake._replace(hint=_DAMAGED)]) from None
    except (ValueError, OverflowError) as error:
        message = f"{quoted(path, '')}: {reason(error)}"
        raise ArchcalcError([Mistake("onnx", message, None, _DAMAGED)]) from None


def parsed(data: Buffer, name: str) -> ModelRecord:
    """The records of a file's bytes; raises `Refused`."""
    if not len(data):
        raise Refused("onnx", "the file is empty")
    return _Reading().model(data, name)


class _Info(NamedTuple):
    """A value that a graph names: the sizes that are stated of it, None without, and ONNX's number of its type."""

    name: str
    dims: Dims | None
    kind: int


class _Graph:
    """A graph while it is read."""

    def __init__(self) -> None:
        self.name = ""
        self.nodes: list[Record] = []
        self.arrays: dict[str, Tensor] = {}
        self.inputs: list[_Info] = []
        self.outputs: list[_Info] = []
        self.stated: list[_Info] = []

    @property
    def given(self) -> list[_Info]:
        """Inputs that are no arrays of the file."""
        return [info for info in self.inputs if info.name not in self.arrays]


class _Reading(NodeReader):
    """One reading of a file, and what it has met."""

    def __init__(self) -> None:
        super().__init__()
        self.types: dict[bytes, tuple[Dims | None, int]] = {}

    def model(self, data: Buffer, name: str) -> ModelRecord:
        message = decoded("model", data, 0, len(data), self.bounds)
        if not message.graphs:
            raise Refused("onnx", "there is no graph in it: it is not an ONNX model")
        graph = _Graph()
        for at, stop in message.graphs:
            self.read_graph(graph, data, at, stop, "", 0)
        stated = {info.name: info.dims for info in (*graph.stated, *graph.outputs)
                  if info.dims is not None and len(info.dims) <= MOST_AXES}
        opset = next(_versions(message.opset_import), 1)
        functions = [decoded("function", data, at, stop, self.bounds) for at, stop in message.functions or ()]
        inputs = tuple((info.name, _bounded(info.dims, info.name), info.kind) for info in graph.given)
        return ModelRecord(graph.name or name, message.producer_name or "", opset, _remarks(message.metadata_props),
                           inputs, tuple(info.name for info in graph.outputs), tuple(graph.nodes), graph.arrays, stated,
                           {(each.domain or "", each.name or ""): self.function(each, data, opset) for each in functions
                            if each.domain != _OWN})

    def read_graph(self, graph: _Graph, data: Buffer, start: int, end: int, place: str, depth: int) -> None:
        """Add what stands in a graph's message; arrays of one inside a node are called by its `place`, too."""
        bounds, nodes, record = self.bounds, graph.nodes, self.record
        infos = {_INPUT: graph.inputs, _OUTPUT: graph.outputs, _STATED: graph.stated}
        for number, _, at, stop in fields(data, start, end):
            if number == _NODE:
                nodes.append(record(data, at, stop, place, len(nodes), depth))
            elif number == _ARRAY:
                bounds.count_array()
                array = tensors.read(decoded("tensor", data, at, stop, bounds))
                graph.arrays[array.name] = array._replace(name=place + array.name) if place else array
            elif number in infos:
                infos[number].append(self.info(data, at, stop))
            elif number == _NAME:
                graph.name = as_text(data[at:stop])

    def subgraph(self, data: Buffer, span: tuple[int, int], place: str, depth: int) -> Subgraph:
        """A graph inside a node, whose arrays are told from others of their names by the place that it stands in."""
        graph = _Graph()
        self.read_graph(graph, data, *span, place, depth)
        return Subgraph(tuple(info.name for info in graph.given), tuple(info.name for info in graph.outputs),
                        tuple(graph.nodes), graph.arrays)

    def function(self, message: Any, data: Buffer, opset: int) -> Subgraph:
        """The body of a function."""
        place, nodes = f"{message.domain or ''}.{message.name or ''}/", list[Record]()
        for at, stop in message.nodes or ():
            nodes.append(self.record(data, at, stop, place, len(nodes), 1))
        usual = [self.attribute(data, at, stop, "", 0, 1) for at, stop in message.attribute_proto or ()]
        return Subgraph(tuple(message.inputs or ()), tuple(message.outputs or ()), tuple(nodes), {}, dict(usual),
                        next(_versions(message.opset_import), opset))

    def info(self, data: Buffer, at: int, stop: int) -> _Info:
        """A value that a graph names; types that are alike are read once."""
        message = decoded("info", data, at, stop, self.bounds)
        written = message.type or b""
        if written not in self.types:
            self.types[written] = _type(written, self.bounds)
        return _Info(message.name or "", *self.types[written])


def _type(written: bytes, bounds: ReadingBounds) -> tuple[Dims | None, int]:
    """The sizes that a type states, None where it states none or is of no array, and ONNX's number of its values'."""
    array = decoded("type", written, 0, len(written), bounds).tensor_type
    if array is None:
        return None, 0
    dims = None if array.shape is None else tuple(
        each.dim_param or ("" if each.dim_value in _OPEN else each.dim_value) for each in array.shape.dim or ())
    return dims, array.elem_type or 0


def _bounded(sizes: Dims | None, name: str) -> Dims | None:
    if any(isinstance(size, int) and size < -1 for size in sizes or ()):
        raise Refused("onnx", f"input {quoted(name)} is {quoted(list(sizes or ()), '')}, and no size is negative",
                      hint="a size that is left open has a name, or nothing at all")
    if sizes and len(sizes) > MOST_AXES:
        raise Refused("onnx", f"input {quoted(name)} has {len(sizes):,} axes, and at most {MOST_AXES} are read")
    return sizes


def _versions(imports: Iterable[Any] | None) -> Iterator[int]:
    """The versions of ONNX's own operators."""
    return iter([each.version or 0 for each in imports or () if (each.domain or "") in _DEFAULT_DOMAINS])


def _remarks(entries: Iterable[Any] | None) -> dict[str, str]:
    """Notes by their keys."""
    return {each.key or "": each.value or "" for each in entries or ()}
