"""Node and Graph: operators in place, every shape known."""

from __future__ import annotations

from collections.abc import Collection
from math import prod

from archcalc.base.errors import ArchcalcError, Mistake, Place, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.base.units import USUAL_DTYPE
from archcalc.language.about import About
from archcalc.language.flat_layers import Gap, LeftOut
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import one_image


class Borrowed(NamedTuple):
    """A weight that another node holds, under the full name `holder`; a matrix may be taken `transposed`."""

    weight: str
    holder: str
    transposed: bool = False

    @property
    def lender(self) -> str:
        """The name of the node that holds it."""
        return self.holder.rpartition(".")[0]


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
    def volume(self) -> Shape:
        """The output for one image: its shape, of the same kind, with the batch left out."""
        return one_image(self.shape)

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
    gap: Gap | None = None
    """What the file that it is from holds beyond it; its totals are then at least so much."""
    left_out: tuple[LeftOut, ...] = ()
    """Steps that are not there, as their `if` is false."""

    dtype: str = USUAL_DTYPE
    """The type of its numbers, where none is asked for."""

    @property
    def title(self) -> str:
        """The network's name for people; of a part of a network, that it is one."""
        title = self.about.title
        return title if self.gap is None else f"{title}, in part: {self.gap.bound}, {self.gap.reason}"

    @property
    def at_least(self) -> str:
        """The words before a total that is not whole: `at least `, or nothing."""
        return "" if self.gap is None else "at least "

    @property
    def caveats(self) -> tuple[str, ...]:
        """A sentence for wherever a total stands: what it leaves out; nothing of a network that is whole."""
        if self.gap is None:
            return ()
        return (f"{self.about.name}: {self.gap.bound}, {self.gap.reason}; totals are at least so much",)

    def node(self, name: str) -> Node:
        """The node called `name`; an unknown one is answered with the nearest."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise unknown_layer(name, [node.name for node in self.nodes], self.about.name)


def whole(graph: Graph, done: str) -> Graph:
    """The graph, which is not a part of a network; `done` says what parts cannot be: run, exported.

    Raises ArchcalcError, which names the first operator without a rule.
    """
    if graph.gap is not None:
        raise ArchcalcError.of("incomplete", f"{graph.about.name} cannot be {done}: {graph.gap.reason}",
                               hint="archcalc show tells the part that is understood: " + graph.gap.bound)
    return graph


def with_values(graph: Graph, done: str) -> Graph:
    """The graph, which is whole and whose every layer can be computed; `done` says what others cannot be.

    Raises ArchcalcError, which names the first layer of which only the figures are known.
    """
    for node in whole(graph, done).nodes:
        if "counted-only" in node.op.traits:
            does = node.op.summary(*node.input_shapes)
            raise ArchcalcError.of("incomplete", f"{graph.about.name} cannot be {done}: of {quoted(node.name, '')} the "
                                                 f"figures are known, and not its values ({does})",
                                   hint="archcalc show counts it, and is whole")
    return graph


def unknown_layer(name: str, known: Collection[str], network: str, expected: str = "") -> ArchcalcError:
    """The answer to a layer that a network does not have; `expected` says what else might stand there."""
    inside = [layer for layer in known if layer.startswith(f"{name}/")]
    if inside:
        return ArchcalcError.of("unknown-layer", f"{quoted(name)} is a module of {network}, and no layer",
                                hint=f"its last layer is {quoted(inside[-1], '')}, its first {quoted(inside[0], '')}",
                                expected=expected)
    return ArchcalcError.of("unknown-layer", f"{network} has no layer {quoted(name)}",
                            hint=did_you_mean(name, known) or f"archcalc {network} --depth all shows their names",
                            expected=expected)


def gap_of(nodes: tuple[Node, ...]) -> Gap | None:
    """The operators without a rule that a specification itself names."""
    without = tuple((str(node.op.attributes.get("operator", node.op.kind)), node.name)
                    for node in nodes if "opaque" in node.op.traits)
    if not without:
        return None
    values = sum(prod(weight.shape) for node in nodes for weight in node.op.weights(*node.input_shapes).values())
    return Gap(without, 0, values, values)
