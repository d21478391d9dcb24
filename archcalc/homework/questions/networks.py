"""Networks that questions are about, each analysed once: vgg16, or vgg16(input=3x112x112, conv1_1.filters=32)."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Table
from archcalc.counting import conventions
from archcalc.counting.columns import receptive_field
from archcalc.homework.questions.numbered_layers import numbered, of_a_program
from archcalc.language.notation.heads import head_of
from archcalc.language.notation.tokens import NotationToken
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.graph import Graph, Node, unknown_layer, whole
from archcalc.operators.given_attributes import parse_attribute
from archcalc.operators.operator import Op
from archcalc.operators.traits import FAMILIES
from archcalc.reports import network_table

MOST_LAYERS = 500_000
"""So many layers are kept; where there are more, all networks are forgotten, and read again when they are named."""
TOO_MUCH = "too-much"
"""The code of what is refused because of what stands on the same sheet, and only there."""
_MOST, SHARE, _LEAST = 10_000, 20_000, 400
"""So many layers one network on a sheet may have, and all of them together, since others write it.

Any network, also one that fails, counts as 400.
"""

_REFERENCE = re.compile(r"\s*([A-Za-z][\w-]*)\s*(?:\(([^()]*)\))?\s*(?:#[0-9]+)?\s*", re.ASCII)
_NOTATION = re.compile(r"[A-Za-z]{1,12}-?[1-9][0-9]{0,8}(?:-[1-9][0-9]{0,8})?", re.ASCII)
"""A word that may be a layer in the lecture's notation."""
_MOST_NAMED = 5
"""So many of the layers are named that a word may stand for."""
WHOLE = frozenset({"total", "totals", "all", "whole", "network", "sum"})
"""What stands for the whole network where a layer is named."""


class AskedNetwork:
    """A graph, with every count that questions ask for computed at most once.

    `called` is the word for all of it in a key.
    """

    called = "total"
    read: tuple[Node, ...] = ()
    """What a part of a network reads of the rest, and what is not counted there."""

    def __init__(self, reference: str, graph: Graph) -> None:
        self.reference, self.graph = reference, whole(graph, "asked about")
        self._noted: dict[str, tuple[int, ...]] = {}
        self._counts: dict[tuple[str, str], list[int]] = {}
        self.found: dict[Hashable, Any] = {}
        """The right answers that were asked so far."""
        self._redrawn: dict[Callable[[Node], Op], list[dict[str, Any] | None]] = {}
        self._positions = {plain_name(node.name): i for i, node in enumerate(graph.nodes)}

    def counts(self, kind: str, convention: str) -> list[int]:
        """A convention's counts at every node: kind is memory, params or operations."""
        key = (kind, convention)
        if key not in self._counts:
            self._counts[key] = list(conventions.load(kind, convention).counts(self.graph))
        return self._counts[key]

    @cached_property
    def table(self) -> Table:
        """The table of the network, as the lecture has it."""
        return network_table.layers(self.graph, conventions.rules(conventions.DEFAULTS), 4, formulas=False)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The positions of the rows that the table shows."""
        return tuple(i for i in range(len(self.graph.nodes)) if i not in self.table.hidden)

    @cached_property
    def alike(self) -> tuple[tuple[int, int], ...]:
        """The first of the layers that are alike, and how many they are: a thousand layers are often a dozen.

        Fully connected ones are told apart, for a mistake may be about the volume that was flattened before them.
        """
        groups: dict[tuple[object, ...], list[int]] = {}
        for i, node in enumerate(self.graph.nodes):
            own = i if "linear" in node.op.traits else None
            groups.setdefault((node.op, node.input_shapes, node.shape, own), []).append(i)
        return tuple((group[0], len(group)) for group in groups.values())

    @cached_property
    def fields(self) -> list[dict[str, Any] | None]:
        """Every node's receptive field."""
        return [cell for cell, in receptive_field.cells(self.graph)]

    def redrawn(self, change: Callable[[Node], Op]) -> list[dict[str, Any] | None]:
        """Every node's receptive field, were every operator what `change` makes of it; shapes stay as they are."""
        if change not in self._redrawn:
            nodes = tuple(node._replace(op=change(node)) for node in self.graph.nodes)
            self._redrawn[change] = [cell for cell, in receptive_field.cells(self.graph._replace(nodes=nodes))]
        return self._redrawn[change]

    @property
    def last(self) -> int:
        """The position of the network's output."""
        return self.graph.outputs[0]

    def node(self, position: int) -> Node:
        """The node at a position."""
        return self.graph.nodes[position]

    def has(self, layer: str) -> bool:
        """True where there is such a layer; the whole network is one too."""
        key = plain_name(layer)
        return key in self._positions or key in WHOLE or bool(self.in_notation(layer)) or self.at(layer) is not None

    def at(self, layer: str) -> int | None:
        """The position of a layer that is named by its place among its like: the second POOL2, conv2d (3)."""
        return numbered(self.graph, self.shown, layer, self.in_notation)

    def in_notation(self, layer: str) -> tuple[int, ...]:
        """The positions of the layers that a word in the lecture's notation stands for: CONV3-64, POOL-2, fc10."""
        word = layer.strip()
        if word not in self._noted:
            head = head_of([NotationToken("word", word, 0, len(word))]) if _NOTATION.fullmatch(word) else None
            said = {name: int(text) for name, text, _ in head.numbers if text.isdecimal()} if head else {}
            self._noted[word] = tuple(
                position for position, node in enumerate(self.graph.nodes)
                if head and said and node.op.traits & head.op.traits & FAMILIES.keys()
                and all(node.op.attributes.get(name) == parse_attribute(head.op, name, value)
                        for name, value in said.items()))
        return self._noted[word]

    def position(self, layer: str) -> int | None:
        """The position of a layer, by its name in any case; None for the whole network. Raises ArchcalcError."""
        key = plain_name(layer)
        if key in self._positions:
            return self._positions[key]
        if key in WHOLE or key == plain_name(self.graph.about.name):
            return None
        place = self.at(layer)
        if place is not None:
            return place
        noted = self.in_notation(layer)
        if len(noted) > 1:
            names = ", ".join(quoted(self.graph.nodes[i].name, "") for i in noted[:_MOST_NAMED])
            raise ArchcalcError.of("unknown-layer", f"{quoted(self.reference)} has {len(noted)} layers {quoted(layer)}",
                                   hint=f"which of {names}{' ...' if len(noted) > _MOST_NAMED else ''}? or "
                                        f"{layer.strip()} (2)")
        if noted:
            return noted[0]
        if by_place := of_a_program(layer):
            raise ArchcalcError.of("unknown-layer", f"{quoted(self.reference)} has no layer {quoted(layer)}",
                                   hint=f"of those that a program counts, say which: {by_place} is the first")
        raise unknown_layer(layer, [node.name for node in self.graph.nodes], self.reference)


def plain_name(name: str) -> str:
    """A layer's or a network's name in any case, with hyphens, underscores and spaces alike."""
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


class Networks:
    """The networks of one run: those that a teacher gave, and bundled ones; a sheet names no files."""

    def __init__(self, given: Mapping[str, Graph] | None = None) -> None:
        self.given = dict(given or {})
        self._known: dict[str, AskedNetwork | ArchcalcError] = {
            plain_name(name): AskedNetwork(name, graph) for name, graph in self.given.items()}
        self._given = dict(self._known)
        self._layers, self._share = 0, SHARE

    def renew(self) -> bool:
        """Give the next sheet its share; whether the networks were forgotten to make room for it."""
        self._share = SHARE
        if self._layers <= MOST_LAYERS:
            return False
        self._known, self._layers = dict(self._given), 0
        return True

    def __contains__(self, reference: str) -> bool:
        return not isinstance(self._answer(reference), ArchcalcError)

    def find(self, reference: str) -> AskedNetwork:
        """The network that a reference means. Raises ArchcalcError where there is none, or it cannot be built."""
        answer = self._answer(reference)
        if isinstance(answer, ArchcalcError):
            raise answer
        return answer

    def _answer(self, reference: str) -> AskedNetwork | ArchcalcError:
        key = plain_name(reference)
        if key not in self._known:
            if self._share <= 0:
                return ArchcalcError.of(TOO_MUCH, f"networks of more than {SHARE:,} layers on one sheet")
            self._known[key] = answer = _answer(reference)
            own = len(answer.graph.nodes) if isinstance(answer, AskedNetwork) else 0
            layers = SHARE if _is_too_large(answer) else own
            self._share -= max(_LEAST, layers)
            self._layers += layers
        return self._known[key]


def _answer(reference: str) -> AskedNetwork | ArchcalcError:
    """A bundled network, or why there is none."""
    try:
        return _loaded(reference)
    except ArchcalcError as error:
        return error


def _is_too_large(answer: AskedNetwork | ArchcalcError) -> bool:
    return isinstance(answer, ArchcalcError) and answer.mistakes[0].code == "too-large"


def _loaded(name: str) -> AskedNetwork:
    """A bundled network, with the settings in parentheses: input, batch, an option, or an attribute of a layer."""
    match = _REFERENCE.fullmatch(name)
    if match is None:
        raise ArchcalcError.of("unknown-network", f"{quoted(name)} is not a network's name",
                               hint="for example vgg16, or vgg16(input=3x112x112)")
    settings = _settings(match[2] or "")
    batch = settings.pop("batch", "1")
    if not batch.isdecimal() or not 0 < len(batch) <= 6:
        raise ArchcalcError.of("wrong-type", f"expected a batch of 1 or more, found {quoted(batch)}")
    size = settings.pop("input", None)
    changes = {key: value for key, value in settings.items() if "." in key}
    options = {key: value for key, value in settings.items() if "." not in key}
    spec = library.load(_bundled(match[1]), options=options, input_size=size, changes=changes)
    return AskedNetwork(reference(spec.about.name, _settings(match[2] or "")), build(spec, int(batch), most=_MOST))


def _bundled(name: str) -> str:
    """A network's name as the collection has it: VGG-16 is vgg16."""
    known, plain = library.names(), library.normalised(name)
    short = plain.replace("_", "")
    return short if plain not in known and short in known else plain


def share_of(network: AskedNetwork) -> int:
    """The layers that a network takes of a sheet's share."""
    return max(_LEAST, len(network.graph.nodes))


def reference(name: str, settings: Mapping[str, object]) -> str:
    """A network's name with its settings in order, so that one network has one name."""
    pairs = ", ".join(f"{key}={value}" for key, value in sorted(settings.items()))
    return f"{name}({pairs})" if pairs else name


def _settings(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    for key, equals, value in pairs:
        if not (key.strip() and equals and value.strip()):
            raise ArchcalcError.of("usage", f"expected key=value in parentheses, found {quoted(key)}")
    return {key.strip(): value.strip() for key, _, value in pairs}
