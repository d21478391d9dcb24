"""Layers -> Graph: operators parsed, inputs resolved, shapes inferred, mistakes collected; never half-built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from typing import Any

from archcalc.base.errors import MOST_MISTAKES, ArchcalcError, Mistake, Refused, quoted
from archcalc.base.gc_pause import paused
from archcalc.language.about import About
from archcalc.language.expansion.expand import expand
from archcalc.language.expansion.scopes import Unknown
from archcalc.language.expansion.size_limits import MOST_LAYERS
from archcalc.language.flat_layers import Gap, Layer, LeftOut, dtype_of
from archcalc.language.spec import Spec
from archcalc.network.borrowing import borrowed
from archcalc.network.graph import Borrowed, Graph, Node
from archcalc.operators import attribute_names, find, kinds, suggested
from archcalc.operators.operator import Op, Shape, missing_attributes, parse_attribute
from archcalc.operators.shapes import written

MOST_VALUES = 2**63 - 1
MOST_KNOWN = 100_000
"""So many operators and shapes are remembered between networks."""
_TRAIL = 4
"""So many layers are told that lead to a mistake."""


class Known:
    """Operators parsed and shapes worked out: of one network, or of several that are built one after another."""

    def __init__(self) -> None:
        self.operators: dict[tuple[str, str], Op] = {}
        self.shapes: dict[tuple[int, tuple[Shape, ...]], Shape] = {}
        """By the identity of operators, which are held above, and the shapes that they take."""

    def bounded(self) -> Known:
        """The same, or nothing where it has grown too large."""
        return self if len(self.operators) + len(self.shapes) < MOST_KNOWN else Known()

    def shape(self, op: Op, inputs: tuple[Shape, ...], batch: int) -> Shape:
        """The output shape; a rule is never run twice for the same operator and inputs. Raises Refused."""
        key = (id(op), inputs)
        known = self.shapes.get(key)
        if known is not None:
            return known
        fewest, most = op.inputs
        if not fewest <= len(inputs) <= (len(inputs) if most is None else most):
            wanted = f"{fewest} or more" if most is None else f"{fewest} or {most}" if most > fewest else str(fewest)
            noun = "input" if wanted == "1" else "inputs"
            raise Refused("inputs", f"{op.kind} takes {wanted} {noun}, found {len(inputs)}",
                          hint="add, concat or multiply joins several" if most is not None and len(inputs) > most > 0
                          else "name them with from: [...], or give branches" if fewest else
                          "an input stands under input, or among several under inputs")
        shape = _output(op, inputs)
        shape = (batch, *shape[1:]) if "batched" in op.traits else shape
        if prod(shape) > MOST_VALUES:
            raise Refused("too-large", f"{written(shape)} has more than 2^63 values",
                          hint="smaller sizes, or fewer filters")
        if inputs:
            self.shapes[key] = shape
        return shape


def _output(op: Op, inputs: tuple[Shape, ...]) -> Shape:
    """What the rule `output` gives. Raises Refused, also where the rule itself is at fault."""
    try:
        shape = op.output(*inputs)
        if type(shape) is tuple and set(map(type, shape)) == {int} and min(shape) > 0:
            return shape
    except (Refused, ArchcalcError, MemoryError):
        raise
    except Exception as error:  # whatever a stranger's rule raises
        from archcalc.operators import rule_errors

        raise rule_errors.failed(op, "output", error, *inputs) from error
    from archcalc.operators import rule_errors

    rule_errors.checked(op, "output", shape)
    return shape


def build(spec: Spec, batch: int = 1, known: Known | None = None, most: int = MOST_LAYERS) -> Graph:
    """The graph of a network for `batch` images at once; raises every mistake found on the way.

    `known` is shared by networks that are much alike. A network of more than `most` layers is refused.
    """
    if batch < 1:
        raise ArchcalcError.of("wrong-type", f"expected a batch of 1 or more, found {batch}")
    told: list[str | Gap | LeftOut] = []
    images = spec.origin.batch(batch, spec.options) if spec.origin else batch
    with paused():
        builder = Builder(spec.about, images, known)
        graph = builder.graph(expand(spec, builder.volume, images, told.append, most), spec.warnings)
    notes = tuple(note for note in told if isinstance(note, str))
    gap = next((gap for gap in told if isinstance(gap, Gap)), graph.gap)
    return graph._replace(notes=notes, gap=gap, left_out=left_out(told), dtype=dtype_of(spec.origin))


def left_out(told: Iterable[str | Gap | LeftOut]) -> tuple[LeftOut, ...]:
    """The steps that are not there, of what an expansion has told."""
    return tuple(step for step in told if isinstance(step, LeftOut))


def build_all(specs: Iterable[Spec]) -> Iterator[Graph]:
    """The graphs of several networks, one after another; what they have in common is worked out once."""
    known = Known()
    for spec in specs:
        known = known.bounded()
        yield build(spec, known=known)


def assemble(layers: Iterable[Layer], about: About, batch: int = 1) -> Graph:
    """The graph of layers that are flat already, each after those that it reads; raises ArchcalcError."""
    with paused():
        return Builder(about, batch).graph(layers, ())


class Builder:
    """A graph while it grows: layers are placed one by one, and mistakes collected."""

    def __init__(self, about: About, batch: int, known: Known | None = None) -> None:
        self.about, self.batch, self.known = about, batch, known or Known()
        self.nodes: list[Node | None] = []
        self.volumes: list[Any] = []
        """The output shape of every node, None where a mistake has left it unknown."""
        self.positions: dict[str, int] = {}
        self.refused: set[tuple[str, str]] = set()
        """Kinds and attributes that were no operator, so that this is told once."""
        self.shared: dict[tuple[int, str], tuple[dict[str, Any], Op | None]] = {}
        """Operators by kind and by the attributes' identity, which layers share; held here, so that it stays theirs."""
        self.mistakes: list[Mistake] = []

    def graph(self, layers: Iterable[Layer], warnings: tuple[Mistake, ...]) -> Graph:
        try:
            for layer in layers:
                self.place(layer)
                if len(self.mistakes) > MOST_MISTAKES:
                    break
        except Unknown:
            assert self.mistakes
        except ArchcalcError as error:
            raise ArchcalcError([*self.mistakes, *error.mistakes]) from None
        if self.mistakes:
            raise ArchcalcError(self.mistakes)
        nodes = tuple(node for node in self.nodes if node is not None)
        read = {position for node in nodes for position in node.inputs}
        outputs = tuple(position for position in range(len(nodes)) if position not in read)
        return Graph(self.about, nodes, outputs, self.batch, warnings, gap=_gap(nodes))

    def volume(self, name: str) -> Shape | None:
        """The output shape of a layer already placed."""
        position = self.positions.get(name)
        shape: Shape | None = self.volumes[position] if position is not None else None
        return shape

    def place(self, layer: Layer) -> None:
        op = self.operator(layer)
        inputs = tuple(map(self.positions.__getitem__, layer.inputs))
        known = tuple(map(self.volumes.__getitem__, inputs))
        self.positions[layer.name] = len(self.nodes)
        if op is None or None in known:
            self.nodes.append(None)
            self.volumes.append(None)
            return
        try:
            shape = self.known.shape(op, known, self.batch)
        except Refused as fact:
            mistake = fact.at(layer.place, f"layer {quoted(layer.name)}")
            self.mistakes.append(within(mistake._replace(also=(*mistake.also, *self.trail(inputs))), layer))
            self.nodes.append(None)
            self.volumes.append(None)
            return
        self.volumes.append(shape)
        shared = tuple(Borrowed(*pair) for pair in layer.shared)
        if layer.share is not None:
            try:
                shared += borrowed(op, known, layer.share, self.nodes[self.positions[layer.share.layer]])
            except Refused as fact:
                self.mistakes.append(within(fact.at(layer.share.place, f"layer {quoted(layer.name)}"), layer))
        self.nodes.append(Node(layer.name, op, inputs, known, shape, layer.path, layer.place, shared))

    def operator(self, layer: Layer) -> Op | None:
        """The operator of a layer, parsed once for all layers that say the same."""
        shared = self.shared.get((id(layer.attributes), layer.kind))
        if shared is not None:
            return shared[1]
        key = (layer.kind, repr(layer.attributes))
        op = self.known.operators.get(key)
        if op is None and key not in self.refused:
            op = self.parsed(layer)
            if op is None:
                self.refused.add(key)
            else:
                self.known.operators[key] = op
        self.shared[id(layer.attributes), layer.kind] = (layer.attributes, op)
        return op

    def parsed(self, layer: Layer) -> Op | None:
        op = find(layer.kind)
        if op is None:
            self.refuse(layer, "", Refused("unknown-operator", f"there is no operator {quoted(layer.kind)}",
                                           hint=suggested(layer.kind, kinds())))
            return None
        attributes, before = {}, len(self.mistakes)
        for name, value in layer.attributes.items():
            try:
                if name not in op.fields:
                    raise Refused("unknown-key", f"{op.kind} has no attribute {quoted(name)}",
                                  hint=attribute_names.hint(name, op.fields),
                                  expected=f"one of: {', '.join(op.fields)}")
                attributes[name] = parse_attribute(op, name, value)
            except Refused as fact:
                self.refuse(layer, name, fact)
        if missing := missing_attributes(op, layer.attributes):
            self.refuse(layer, "", Refused("missing-attribute", f"{op.kind} wants {', '.join(missing)}"))
        return op(**attributes) if len(self.mistakes) == before else None

    def refuse(self, layer: Layer, attribute: str, fact: Refused) -> None:
        place = layer.values[attribute].place if attribute in layer.values else layer.place
        self.mistakes.append(within(fact.at(place, f"layer {quoted(layer.name)}"), layer))

    def trail(self, inputs: tuple[int, ...]) -> tuple[str, ...]:
        """The layers that led here, with their volumes."""
        steps: list[str] = []
        position: int | None = inputs[0] if inputs else None
        while position is not None and len(steps) < _TRAIL and (node := self.nodes[position]) is not None:
            steps.append(f"{quoted(node.name, '')} {written(node.shape)}")
            position = node.inputs[0] if node.inputs else None
        return (f"after {' -> '.join(reversed(steps))}",) if steps else ()


def _gap(nodes: tuple[Node, ...]) -> Gap | None:
    """The operators without a rule that a specification itself names."""
    without = tuple((str(node.op.attributes.get("operator", node.op.kind)), node.name)
                    for node in nodes if "opaque" in node.op.traits)
    if not without:
        return None
    values = sum(prod(weight.shape) for node in nodes for weight in node.op.weights(*node.input_shapes).values())
    return Gap(without, 0, values, values)


def within(mistake: Mistake, layer: Layer) -> Mistake:
    """A mistake of a layer, told where the module is used in which the layer stands."""
    return mistake.within(layer.name.rpartition("/")[0], layer.used)
