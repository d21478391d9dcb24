"""Node and Graph: operators in place, every shape known."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from archcalc.base.errors import ArchcalcError, Mistake, Place, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.about import About
from archcalc.operators.operator import Op, Shape


class Borrowed(NamedTuple):
    """A weight that another node holds, under the full name `holder`; a matrix may be taken `transposed`."""

    weight: str
    holder: str
    transposed: bool = False


class Node(NamedTuple):
    """An operator in its place: the nodes it reads, by position, and the shapes it takes and gives."""

    name: str
    op: Op
    inputs: tuple[int, ...]
    input_shapes: tuple[Shape, ...]
    shape: Shape
    path: tuple[str, ...] = ()
    place: Place | None = None
    shared: tuple[Borrowed, ...] = ()
    """Weights that another node holds."""

    @property
    def elsewhere(self) -> dict[str, str]:
        """The names of weights that another node holds, and the full names under which they stand there."""
        return {each.weight: each.holder for each in self.shared}


class Graph(NamedTuple):
    """A network with every shape known. A node comes after all that it reads; `outputs` are read by none."""

    about: About
    nodes: tuple[Node, ...]
    outputs: tuple[int, ...]
    batch: int = 1
    warnings: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()
    """What is to be said of it under a table."""

    def node(self, name: str) -> Node:
        """The node called `name`; an unknown one is answered with the nearest."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise unknown_layer(name, [node.name for node in self.nodes], self.about.name)


def unknown_layer(name: str, known: Collection[str], network: str, expected: str = "") -> ArchcalcError:
    """The answer to a layer that a network does not have; `expected` says what else might stand there."""
    return ArchcalcError.of("unknown-layer", f"{network} has no layer {quoted(name)}",
                            hint=did_you_mean(name, known) or f"archcalc {network} --depth all shows their names",
                            expected=expected)
