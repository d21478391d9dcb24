"""Graphs inside nodes under other names and attributes, so that they can stand among the nodes around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.loading.onnx.records import GivenAttribute, Record, Subgraph


def renamed(record: Record, names: Mapping[str, str]) -> Record:
    """A node whose values have other names, also where graphs inside it read them."""
    attributes = record.attributes
    if any(isinstance(value, Subgraph) for value in attributes.values()):
        attributes = {key: _inside(value, names) if isinstance(value, Subgraph) else value
                      for key, value in attributes.items()}
    return record._replace(inputs=tuple([names.get(name, name) for name in record.inputs]),
                           outputs=tuple([names.get(name, name) for name in record.outputs]), attributes=attributes)


def _inside(graph: Subgraph, names: Mapping[str, str]) -> Subgraph:
    """A graph that reads values of other names from around it; its own values keep theirs."""
    own = {*graph.inputs, *graph.arrays, *(output for record in graph.nodes for output in record.outputs)}
    outer = {name: new for name, new in names.items() if name not in own}
    return graph._replace(nodes=tuple(renamed(record, outer) for record in graph.nodes),
                          outputs=tuple(outer.get(name, name) for name in graph.outputs))


def with_attributes(record: Record, given: Mapping[str, Any]) -> Record:
    """A node of a function's body, its attributes those of the call where the body says so."""
    found: dict[str, Any] = {}
    for name, value in record.attributes.items():
        if isinstance(value, GivenAttribute):
            if value.name in given:
                found[name] = given[value.name]
        elif isinstance(value, Subgraph):
            found[name] = value._replace(nodes=tuple(with_attributes(each, given) for each in value.nodes))
        else:
            found[name] = value
    return record._replace(attributes=found)


def size_of(graph: Subgraph) -> int:
    """The nodes of a graph, those inside its nodes among them."""
    return 1 + sum(1 + sum(size_of(value) for value in record.attributes.values() if isinstance(value, Subgraph))
                   for record in graph.nodes)
