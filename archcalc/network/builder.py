"""Layers -> Graph: operators parsed, inputs resolved, shapes inferred, mistakes collected; never half-built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archcalc.base.errors import MOST_MISTAKES, ArchcalcError, Mistake, Refused, quoted
from archcalc.base.gc_pause import paused
from archcalc.language.about import About
from archcalc.language.bare_expressions import hint_of_value
from archcalc.language.expansion.expand import expand
from archcalc.language.expansion.scopes import Unknown
from archcalc.language.flat_layers import Layer, dtype_of, left_out, module_calls
from archcalc.language.spec import Spec
from archcalc.network.graph import Borrowed, Graph, Node, gap_of, told_gap
from archcalc.network.known import Known
from archcalc.network.open_kinds import OpenKinds
from archcalc.network.told_notes import ToldNotes
from archcalc.network.undecided import MistakesOfTokens, guessed_channels, until_decided
from archcalc.network.unread_inputs import unread_inputs
from archcalc.operators import attribute_hint, find, kinds, suggested
from archcalc.operators.given_attributes import missing_attributes, parse_attribute
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import Kind, Undecided, marked_kind
from archcalc.operators.shapes import written

_TRAIL = 4
"""So many layers are told that lead to a mistake."""


def build(spec: Spec, batch: int = 1, known: Known | None = None, most: int | None = None) -> Graph:
    """The graph of a network for `batch` images at once; raises every mistake found on the way.

    `known` is shared by networks that are much alike. A network of more than `most` layers is refused.
    """
    if batch < 1:
        raise ArchcalcError.of("wrong-type", f"expected a batch of 1 or more, found {batch}")
    images, options = (spec.origin.batch(batch, spec.options), spec.options) if spec.origin else (batch, {})

    def expanded(kinds: dict[str, Kind]) -> Graph:
        builder = Builder(spec.about, images, known, kinds)
        notes = ToldNotes(builder.mistakes)
        with notes.behind_mistakes():
            graph = builder.graph(expand(spec, builder.volume, images, notes.tell, most), spec.warnings)
        more = graph._replace(notes=(*graph.notes, *notes.sentences), gap=told_gap(notes.gaps, graph),
                              left_out=left_out(notes.found), modules=module_calls(notes.found))
        return more._replace(options=options)

    with paused():
        return until_decided(expanded)._replace(dtype=dtype_of(spec.origin), own=getattr(spec.origin, "own", None))


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


_OfOne = tuple[Op, Shape, Op, tuple[Shape], Shape]
"""An operator as it is said and a shape, which are held here; it settled for that as its one input, and its output."""


class Builder(OpenKinds):
    """A graph while it grows: layers are placed one by one, and mistakes collected."""

    def __init__(self, about: About, batch: int, known: Known | None = None, kinds: dict[str, Kind] | None = None
                 ) -> None:
        super().__init__(batch, known, kinds)
        self.about = about
        self.positions: dict[str, int] = {}
        self.refused: set[tuple[str, str]] = set()
        """Kinds and attributes that were no operator, so that this is told once."""
        self.shared: dict[tuple[int, str], tuple[dict[str, Any], Op | None]] = {}
        """Operators by kind and by the attributes' identity, which layers share; held here, so that it stays theirs."""
        self.mistakes: list[Mistake] = []
        self.lent: dict[tuple[object, ...], tuple[Op, tuple[Borrowed, ...]]] = {}
        """What layers that say the same take of others; operators are kept, or another might have their id."""
        self.alike: dict[tuple[int, int], _OfOne] = {}
        """Operators settled for one input, by the identity of the operator and of the shape."""
        self.said: dict[tuple[str, int, int], tuple[dict[str, Any], _OfOne]] = {}
        """The same by kind and by the identity of the attributes, which layers share and are held here, too."""

    def graph(self, layers: Iterable[Layer], warnings: tuple[Mistake, ...]) -> Graph:
        try:
            for layer in layers:
                self.place(layer)
                if len(self.mistakes) > MOST_MISTAKES:
                    break
        except Unknown:
            assert self.mistakes
        except ArchcalcError as error:
            raise self.refusal([*self.mistakes, *error.mistakes]) from None
        if self.mistakes:
            raise self.refusal(self.mistakes)
        nodes = tuple(node for node in self.nodes if node is not None)
        read = {position for node in nodes for position in node.inputs}
        outputs = tuple(position for position in range(len(nodes))
                        if position not in read and "stored" not in nodes[position].op.traits)
        return Graph(self.about, nodes, outputs, self.batch, (*warnings, *unread_inputs(nodes, outputs)),
                     guessed_channels(nodes), gap_of(nodes))

    def refusal(self, mistakes: list[Mistake]) -> ArchcalcError:
        """The mistakes, which may be due to sizes that were told of tokens where nothing has decided what they are."""
        undecided = (shape for shape in self.volumes if isinstance(shape, Undecided))
        asked = {shape.decision.layer: marked_kind(shape) for shape in undecided if shape.decision.is_asked}
        return MistakesOfTokens(mistakes, asked) if asked else ArchcalcError(mistakes)

    def volume(self, name: str) -> Shape | None:
        """The output shape of a layer already placed."""
        position = self.positions.get(name)
        return None if position is None else self.volumes[position]

    def place(self, layer: Layer) -> None:
        """One layer behind those it reads."""
        name, kind, attributes, reads, path, place, _, lent, _, share = layer
        if len(reads) == 1 and not lent and share is None:
            position = self.positions[reads[0]]
            of = id(self.volumes[position])
            same = self.said.get((kind, id(attributes), of))
            found = same[1] if same is not None else \
                self.alike.get((id(self.known.operators.get((kind, repr(attributes)))), of))
            if found is not None:
                _, _, op, known, shape = found
                self.positions[name] = len(self.nodes)
                self.nodes.append(tuple.__new__(Node, (name, op, (position,), known, shape, path, place, ())))
                self.volumes.append(shape)
                return
        self.place_anew(layer)

    def place_anew(self, layer: Layer) -> None:
        inputs = tuple(map(self.positions.__getitem__, layer.inputs))
        if kind := self.known.undone(layer.kind):
            from archcalc.network.undoing import undoing
            try:
                layer, inputs = undoing(kind, layer, inputs, self.volumes, self.nodes[inputs[-1]], self.operator)
            except Refused as fact:
                self.refuse(layer, "", fact)
                self.lose(layer)
                return
        said, read = self.operator(layer), tuple(map(self.volumes.__getitem__, inputs))
        self.positions[layer.name] = len(self.nodes)
        if said is None or None in read:
            self.lose(layer)
            return
        try:
            op, known, shape = self.settled(said, inputs, layer.name)
        except Refused as fact:
            mistake = fact.at(layer.place, f"layer {quoted(layer.name)}")
            self.mistakes.append(layer.told(mistake._replace(also=(*mistake.also, *self.trail(inputs)))))
            self.lose(layer)
            return
        self.volumes.append(shape)
        shared = self.shared_weights(layer, op, known)
        self.nodes.append(Node(layer.name, op, inputs, known, shape, layer.path, layer.place, shared))
        if self.undecided or type(shape) is Undecided:
            self.note_undecided(len(self.nodes) - 1)
        elif len(known) == 1 and not kind:
            one = self.volumes[inputs[0]]
            self.alike[id(said), id(one)] = of_one = said, one, op, known, shape
            self.said[layer.kind, id(layer.attributes), id(one)] = layer.attributes, of_one

    def shared_weights(self, layer: Layer, op: Op, known: tuple[Shape, ...]) -> tuple[Borrowed, ...]:
        """The weights of a layer that others hold."""
        shared = tuple(Borrowed(*pair) for pair in layer.shared)
        if (share := layer.share) is not None:
            from archcalc.network.borrowing import borrowed
            key = (share.layer, share.transposed, share.wanted, share.weights, id(op), known)
            try:
                if key not in self.lent:
                    self.lent[key] = op, borrowed(op, known, share, self.lender)
                shared += self.lent[key][1]
            except Refused as fact:
                self.mistakes.append(layer.told(fact.at(share.place, f"layer {quoted(layer.name)}")))
        return shared

    def lender(self, layer: str) -> Node | None:
        """A layer's node, None where a mistake has left it unknown."""
        return self.nodes[self.positions[layer]]

    def lose(self, layer: Layer) -> None:
        """Place a layer of which a mistake has left nothing known."""
        self.positions[layer.name] = len(self.nodes)
        self.nodes.append(None)
        self.volumes.append(None)

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
                                  hint=attribute_hint(name, op.fields),
                                  expected=f"one of: {', '.join(op.fields)}")
                attributes[name] = parse_attribute(op, name, value)
            except Refused as fact:
                hint = fact.hint or hint_of_value(value, layer.values.get(name))
                self.refuse(layer, name, Refused(fact.code, fact.message, hint=hint, expected=fact.expected))
        if missing := missing_attributes(op, layer.attributes):
            self.refuse(layer, "", Refused("missing-attribute", f"{op.kind} wants {', '.join(missing)}"))
        return op(**attributes) if len(self.mistakes) == before else None

    def refuse(self, layer: Layer, attribute: str, fact: Refused) -> None:
        place = layer.values[attribute].place if attribute in layer.values else layer.place
        self.mistakes.append(layer.told(fact.at(place, f"layer {quoted(layer.name)}")))

    def trail(self, inputs: tuple[int, ...]) -> tuple[str, ...]:
        """The layers that led here, with their volumes."""
        steps: list[str] = []
        position: int | None = inputs[0] if inputs else None
        while position is not None and len(steps) < _TRAIL and (node := self.nodes[position]) is not None:
            steps.append(f"{quoted(node.name, '')} {written(node.shape)}")
            position = node.inputs[0] if node.inputs else None
        return (f"after {' -> '.join(reversed(steps))}",) if steps else ()
