"""Node and Graph: operators in place, every shape known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import prod
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Place, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.base.units import USUAL_DTYPE
from archcalc.language.about import About
from archcalc.language.flat_layers import Gap, LeftOut, Opened
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
    def is_entrance(self) -> bool:
        """True of what the network is given, and of no array of its own, which reads nothing either."""
        return not self.inputs and "stored" not in self.op.traits

    @property
    def is_handed_over(self) -> bool:
        """True where a run is given the output: of inputs, and of arrays of the network that it does not compute."""
        return not self.inputs and ("stored" not in self.op.traits or "counted-only" in self.op.traits)

    @property
    def elsewhere(self) -> dict[str, str]:
        """The names of weights that another node holds, and the full names under which they stand there."""
        return {each.weight: each.holder for each in self.shared}

    @property
    def lenders(self) -> str:
        """The layers whose weights it takes, as a text says them: conv1 and conv2; empty where all are its own."""
        return " and ".join(dict.fromkeys(each.lender for each in self.shared))


class OwnValues:
    """The values of a network where it comes from; they are looked at when they are asked for.

    `taken` is true where somebody asked for them beforehand: then a run is on them unless it says otherwise.
    """

    taken = False

    def weights(self, graph: Graph) -> dict[str, dict[str, Any]]:
        """The arrays by layer and by the weight's name; of a weight that is computed, at the layer that reads it."""
        raise NotImplementedError

    def arrays(self, graph: Graph) -> dict[str, Any]:
        """The outputs of layers that give arrays, which no input decides."""
        raise NotImplementedError


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
    modules: tuple[Opened, ...] = ()
    """The calls of modules by which a specification has made its layers."""
    options: Mapping[str, Any] = {}
    """The options that it was built with, where it is from a file that leaves sizes open."""

    own: OwnValues | None = None
    """The values that it has where it comes from, if it has any."""

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

    @property
    def given(self) -> tuple[Node, ...]:
        """The nodes whose output a run is given: its inputs."""
        return tuple(node for node in self.nodes if node.is_entrance)

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


def with_values(graph: Graph, done: str, known: Collection[str] = ()) -> Graph:
    """The graph, which is whole and whose every layer can be computed; `done` says what others cannot be.

    Layers whose outputs are `known` are not computed, nor are arrays that nobody reads. Raises ArchcalcError, which
    names the first layer of which only the figures are known.
    """
    read = {graph.nodes[position].name for node in graph.nodes for position in node.inputs}
    read |= {each.lender for node in graph.nodes for each in node.shared}
    for node in whole(graph, done).nodes:
        unread = "stored" in node.op.traits and node.name not in read
        if "counted-only" in node.op.traits and node.name not in known and not unread:
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


def values_held(nodes: tuple[Node, ...]) -> int:
    """The values of all weights that layers hold, also of those that others hold, too."""
    return sum(prod(weight.shape) for node in nodes for weight in node.op.weights(*node.input_shapes).values())


def told_gap(told: Iterable[Gap], graph: Graph) -> Gap | None:
    """The first gap that was told, with the values that stand in layers; else the graph's own."""
    gap = next(iter(told), graph.gap)
    return gap._replace(read=values_held(graph.nodes)) if gap is not None and gap.read is None else gap


def gap_of(nodes: tuple[Node, ...]) -> Gap | None:
    """The operators without a rule that a specification itself names."""
    without = tuple((str(node.op.attributes.get("operator", node.op.kind)), node.name)
                    for node in nodes if "opaque" in node.op.traits)
    if not without:
        return None
    values = values_held(nodes)
    counted = all(node.op.attributes.get("counted", True) for node in nodes if "opaque" in node.op.traits)
    return Gap(without, 0, values, values if counted else None)
