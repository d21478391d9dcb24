"""A file as plain records: its nodes, arrays and inputs, and the shapes that it states."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.tensors import Tensor

Dims = tuple[int | str, ...]
"""The sizes of axes: numbers, names of sizes that are left open, and empty names."""

ARGUMENTS = {"Resize": (1, 2), "Upsample": (1,), "Pad": (2,), "Clip": (1, 2), "Range": (0, 1, 2), "Dropout": (1,)}
"""Operands that say how a node works, and are no learned values: Resize's region and scales."""


class Subgraph(NamedTuple):
    """A graph inside a node, which control flow runs, or the body of a function.

    Of a function, `attributes` are those that a call may leave out, and `opset` is the version of the operators.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    nodes: tuple[Record, ...]
    arrays: dict[str, Tensor]
    attributes: dict[str, Any] = {}
    opset: int = 0


class GivenAttribute(NamedTuple):
    """An attribute of a node in a function's body, which is the call's attribute of a name."""

    name: str


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
    origin: str = ""
    """Its place in a graph inside a node, or in a function, from which it may be taken several times."""


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
    functions: dict[tuple[str, str], Subgraph] = {}
    """Operators that the file defines itself, by domain and name."""

    @property
    def inner_graphs(self) -> list[Subgraph]:
        """The graphs inside nodes, and the bodies of functions."""
        return [value for record in self.nodes for value in record.attributes.values() if isinstance(value, Subgraph)] \
            + [*self.functions.values()]


def inner_arrays(value: Subgraph | None) -> dict[str, Tensor]:
    """The arrays of a graph inside a node, constants and those of graphs inside its own nodes among them, by name."""
    found: dict[str, Tensor] = {}
    waiting = [value] if value else []
    while waiting:
        graph = waiting.pop()
        found |= {array.name: array for array in graph.arrays.values()}
        for record in graph.nodes:
            held = record.attributes.values()
            waiting += [each for each in held if isinstance(each, Subgraph)]
            if record.op == "Constant":
                found |= {each.name: each for each in held if isinstance(each, Tensor)}
    return found


def remark(remarks: dict[str, str], key: str) -> Any:
    """An exporter's note in JSON; None where it is not there or no JSON."""
    try:
        return json.loads(remarks[key]) if key in remarks else None
    except (ValueError, RecursionError):
        return None
