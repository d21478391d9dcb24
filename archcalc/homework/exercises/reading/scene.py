"""What an exercise tells: its layers, each with what belongs to it, what goes in, what comes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import copy
from typing import Any

from archcalc.homework.exercises.asked_parts.asked_part import HIDDEN
from archcalc.homework.exercises.known_blocks.block_operators import operator_of
from archcalc.homework.exercises.pasted_code.called_layers import INPUT
from archcalc.homework.exercises.reading.facts import Fact
from archcalc.homework.exercises.reading.notations import sides
from archcalc.homework.exercises.reading.terms import Term
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.language.notation.heads import Head
from archcalc.operators.attribute_names import ELSEWHERE
from archcalc.operators.operator import Op
from archcalc.operators.written_forms import Form

ENDS = frozenset({"stop", "question"})
PARTING = frozenset({"comma", "then", "and", "arrow", "or"})
"""What stands between one layer and the next."""


class Told:
    """A layer that is told: what kind, where, and what is known of it."""

    def __init__(self, kind: str, at: int, term: Term, sentence: int, *, implied: bool = False) -> None:
        self.kind, self.at, self.term, self.sentence, self.implied = kind, at, term, sentence, implied
        self.attributes: dict[str, Any] = {}
        self.places: dict[str, Term] = {}
        self.features, self.axes, self.times = 0, 0, 1
        self.depthwise = self.separable = self.plural = self.own = self.points = self.pointwise = False
        self.ordinal: int | None = None
        self.is_output = False
        self.said_times = 1
        """How many are said, though each may be told by itself then."""
        self.form: Form | None = None
        self.branch, self.library, self.is_open = 0, "", False

    @property
    def op(self) -> type[Op]:
        return operator_of(self.kind)

    def copied(self, branch: int = 0) -> Told:
        """The same layer once more, in a branch where the exercise has several."""
        again = copy(self)
        again.attributes, again.places, again.times = dict(self.attributes), dict(self.places), 1
        again.branch = branch or self.branch
        return again

    @property
    def needs(self) -> bool:
        """True of a layer of which something has to be told."""
        return bool({"filters", "units", "kernel", "heads", "entries"} & {*self.op.fields})

    def called(self, role: str) -> str | None:
        """A role as this layer's operator calls it."""
        fields = self.op.fields
        return role if role in fields else next((each for each in ELSEWHERE.get(role, "").split() if each in fields),
                                                None)

    def takes(self, role: str) -> bool:
        """True where it has such an attribute, and it is not said yet."""
        name = self.called(role)
        unpadded = self.pointwise and name == "padding"
        return name is not None and name not in self.attributes and not unpadded

    def put(self, role: str, value: Any, term: Term) -> None:
        """Set an attribute, with the term that says it."""
        self.set(role, value, term)
        self.own = True

    def set(self, role: str, value: Any, term: Term) -> None:
        """Set what may be said of a layer that was told before: it is to keep the size."""
        name = self.called(role)
        assert name is not None
        self.attributes[name] = list(value) if isinstance(value, tuple) else value
        self.places[name] = term


class Scene:
    """Everything that is told, in the order in which it is."""

    def __init__(self, text: str, terms: list[Term]) -> None:
        self.text, self.terms = text, terms
        self.layers: list[Told] = []
        self.used: set[int] = set()
        self.filled: set[int] = set()
        """Where nouns stand that have their number."""
        self.loose: list[Fact] = []
        self.inputs: list[tuple[Any, Term]] = []
        self.results: list[tuple[str, Any, Term]] = []
        self.limits: list[Fact] = []
        self.features: list[Fact] = []
        self.facts: list[Fact] = []
        self.batch, self.number_type, self.colour, self.steps, self.library = 1, "", 0, 0, ""
        self.everywhere: dict[str, tuple[Any, Term]] = {}
        """Settings of all windows, said before any layer."""
        self.kept: Term | None = None
        self.height: tuple[Any, Term] | None = None
        self.bias: bool | None = None
        self.norms: bool | None = None
        """Whether norms are there, where it is said."""
        self.projections, self.join = 4, "concat"
        self.branches: Fact | None = None
        self.residual: Term | None = None
        self.counted: int | None = None

    def inputs_before(self, i: int) -> bool:
        """True where what goes in is said before a term, and what comes out is not."""
        return any(term.start < self.terms[i].start for _, term in self.inputs) and not self.results

    def hear(self, *positions: int) -> None:
        """Terms that are understood, and ask for nothing."""
        self.used |= {*positions}
        self.filled |= {*positions}

    def sense(self, i: int) -> str:
        """The sense of a term; nothing beyond the ends."""
        return self.terms[i].sense if 0 <= i < len(self.terms) else ""

    def is_parted(self, first: int, last: int) -> bool:
        """True where something stands between that parts one layer from the next."""
        return any(self.sense(i) in PARTING for i in range(first + 1, last))

    def add(self, told: Told) -> Told:
        """A layer more, at its place."""
        self.layers.append(told)
        self.layers.sort(key=lambda each: each.at)
        return told


def sentences(terms: list[Term]) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for i, term in enumerate(terms):
        if term.sense in ENDS:
            if i > start:
                yield start, i + 1
            start = i + 1
    if start < len(terms):
        yield start, len(terms)


def name_layers(scene: Scene, start: int, end: int, number: int) -> None:
    """The layers that a sentence names."""
    pending: dict[Any, int] = {}
    ordinal: int | None = None
    for i in range(start, end):
        term = scene.terms[i]
        if term.sense == "modifier":
            if not _modifies_before(scene, i, end):
                pending[term.data] = i
        elif term.sense == "ordinal":
            ordinal, pending["ordinal"] = term.data, i
        elif term.sense == "hidden":
            told = Told("linear", i, term, number, implied=True)
            told.ordinal, ordinal = ordinal or (0 if term.data == "output" else HIDDEN), None
            told.is_output = term.data == "output"
            scene.used |= {*pending.values()}
            pending = {}
            scene.layers.append(told)
        elif term.sense == "notation":
            scene.used.add(i)
            scene.layers.append(_in_notation(scene, term.data, i, number))
        elif term.sense == "repeats" and scene.layers:
            scene.used.add(i)
            scene.layers[-1].times = term.data
        elif term.sense == "projections":
            scene.used.add(i)
            scene.projections = term.data
        elif term.sense == "square":
            scene.used.add(i)
            if term.data and not scene.features:
                scene.features.append(Fact("channels in", term.data, i, i))
        elif term.sense == "recurrence":
            scene.used.add(i)
            scene.layers.append(_recurrence(term, i, number))
        elif term.sense == "layer":
            told = _named(term, i, number, pending)
            beside = scene.sense(i - 1) == "no" or told.op.traits & _LEFT_OUT or told.kind == "lrn"
            if beside and (left_out := _left_out(scene, i)):
                scene.norms = False if "norm" in told.op.traits else scene.norms
                scene.used |= {i, *left_out}
                continue
            scene.norms = True if "norm" in told.op.traits else scene.norms
            if _is_said_again(scene, told, i):
                modify(scene.layers[-1], pending)
                scene.used |= {i, *pending.values()}
                scene.layers[-1].at, pending = i, {}
                continue
            told.ordinal = ordinal
            told.points = scene.sense(i - 1) == "each" and any(each.kind == told.kind for each in scene.layers)
            scene.used |= {i, *pending.values(), *([i - 1] * told.points)}
            pending, ordinal = {}, None
            scene.layers.append(told)
        elif term.sense == "code":
            scene.used.add(i)
            for each in _called(term, i, number):
                if each.kind == INPUT and not each.attributes:
                    scene.features += [Fact("channels in", each.features, i, i)] * bool(each.features)
                else:
                    scene.layers.append(each)
        elif term.sense == "called":
            scene.used.add(i)
            if term.data is not None:
                told = Told(term.data[0], i, term, number)
                told.ordinal, told.points = term.data[1], True
                scene.layers.append(told)
        elif term.sense in {*ENDS, "comma", "then"} or term.text == ":":
            if term.text == ":" and not {scene.sense(j) for j in range(start, i)} & {"ask", "many", "figure", "proportion"}:
                scene.used |= {*pending.values()}
            pending, ordinal = {}, None


_LEFT_OUT = frozenset({"norm", "token", "window-pooling", "activation", "random"})
"""Layers that may be said not to be there."""


def _left_out(scene: Scene, i: int) -> set[int]:
    """The words by which a norm is left out: no biases and no norm; nothing where it is not."""
    passed = {"and", "or", "comma", "bias", "without bias", "article", "each", "count", "no", "ordinal"}
    before = [j for j in range(max(0, i - 5), i) if scene.sense(j) in {"no", "without bias"}
              and all(scene.sense(k) in passed for k in range(j + 1, i))]
    after = [j for j in (i + 1, i + 2) if scene.sense(j) == "no" and scene.sense(i + 1) in {"no", "with", "is"}]
    return {*before, *after}


def _recurrence(term: Term, i: int, number: int) -> Told:
    """A layer whose state is written out: h_t = tanh(W h_{t-1} + U x_t + b)."""
    told = Told("rnn", i, term, number)
    if term.data:
        told.put("biases", term.data, term)
    else:
        told.put("bias", False, term)
    return told


def _is_said_again(scene: Scene, told: Told, i: int) -> bool:
    """True of a second word for the layer that has just been named: dense layer (Fully Connected)."""
    last = scene.layers[-1] if scene.layers else None
    if last is None or last.kind != told.kind or told.plural or last.ordinal is not None:
        return False
    between = {scene.sense(j) for j in range(last.at + 1, i)}
    said = scene.text[last.term.end:told.term.start]
    return between <= {"modifier"} and ("(" in said if between or len(said) > 1 else True)


def _in_notation(scene: Scene, head: Head, i: int, number: int) -> Told:
    """A layer in notation; one that stands there again, behind the question, points at the first."""
    term = scene.terms[i]
    told = Told(head.op.kind, i, term, number)
    same = [each for each in scene.layers if each.form and each.term.text == term.text]
    asks = any(scene.sense(j) in {"ask", "many", "figure"} for j in range(i) if j > (same[-1].at if same else i))
    for name, value in sides(head).items():
        told.put(name, value, term)
    told.form = head.form
    if len(same) == 1 and asks:
        told.points = True
        told.ordinal = 1 + sum(each.kind == told.kind and each.at < same[0].at for each in scene.layers)
    return told


def number_layers(scene: Scene, start: int, end: int, number: int) -> None:
    """The first layer has 96 filters: what is told behind such a word, where no layer's name stands, is of that layer."""
    here = [each for each in scene.layers if each.sentence == number and each.own]
    for i in range(start, end):
        if scene.sense(i) == "ordinal" and i not in scene.used:
            owner = next((each for each in here if each.at > i and each.ordinal is None and each.implied), None)
            if owner is not None:
                owner.ordinal = scene.terms[i].data
                scene.used.add(i)


def _modifies_before(scene: Scene, i: int, end: int) -> bool:
    """True of a word that stands behind the layer that it is of, as in most languages: une convolution séparable."""
    after = next((scene.sense(j) for j in range(i + 1, end) if scene.sense(j) not in {"modifier", "size"}), "stop")
    last = scene.layers[-1] if scene.layers else None
    if after == "layer" or last is None or scene.is_parted(last.at, i):
        return False
    if any(scene.sense(j) not in {"size", "modifier", "with"} for j in range(last.at + 1, i)):
        return False
    modify(last, {scene.terms[i].data})
    scene.used.add(i)
    return True


def modify(told: Told, said: Collection[Any]) -> None:
    """What words beside its name say of a layer: transposed, depthwise, one-dimensional."""
    if "transposed" in said and told.kind == "conv":
        told.kind = "conv_transpose"
    told.depthwise, told.separable = told.depthwise or "depthwise" in said, told.separable or "separable" in said
    told.pointwise = told.pointwise or "pointwise" in said
    told.axes = next((int(each[0]) for each in ("1d", "2d", "3d") if each in said), told.axes)


def _named(term: Term, i: int, number: int, pending: dict[Any, int]) -> Told:
    data = term.data
    told = Told(data.kind if isinstance(data, NamedLayer) else data, i, term, number)
    if isinstance(data, NamedLayer):
        told.attributes |= data.attributes
        told.axes = data.axes
    modify(told, pending)
    told.plural = _is_plural(term.text)
    return told


def _is_plural(text: str) -> bool:
    """True of several layers: 3x3 convolutions, couches de convolution, Faltungsschichten."""
    ends = text.lower().split()
    return not text.isupper() and any(word.endswith(("s", "schichten", "faltungen")) for word in (ends[0], ends[-1]))


def _called(term: Term, i: int, number: int) -> Iterator[Told]:
    for each in term.data:
        told = Told(each.kind, i, term, number)
        told.attributes, told.features, told.axes = dict(each.attributes), each.features, each.axes
        told.depthwise, told.own, told.library, told.is_open = each.depthwise, True, each.library, each.is_open
        yield told
