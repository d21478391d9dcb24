"""The layers that a sentence names: by their kinds, in notation, in code, by what is written out of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from archcalc.homework.exercises.asked_parts.asked_part import HIDDEN
from archcalc.homework.exercises.pasted_code.called_layers import INPUT
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.told_scene import ENDS, Told, ToldScene
from archcalc.homework.exercises.reading.wording.notations import sides
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.language.notation.heads import Head

_ASKS = frozenset({"ask", "many", "figure", "proportion"})


def name_layers(scene: ToldScene, start: int, end: int, number: int) -> None:
    """The layers that a sentence names."""
    names = _Names(scene, start, end, number)
    for i in range(start, end):
        rule = _RULES.get(":" if scene.terms[i].text == ":" else scene.sense(i))
        if rule is not None:
            rule(names, i)


class _Names:
    """The names of one sentence: what stands before a layer's name waits for it."""

    def __init__(self, scene: ToldScene, start: int, end: int, number: int) -> None:
        self.scene, self.start, self.end, self.number = scene, start, end, number
        self.pending: dict[Any, int] = {}
        self.ordinal: int | None = None

    def told(self, kind: str, i: int, *, implied: bool = False) -> Told:
        """A layer at a term."""
        self.scene.used |= {i} if not implied else set()
        return Told(kind, i, self.scene.terms[i], self.number, implied=implied)

    def modifier(self, i: int) -> None:
        """Depthwise, transposed: of the name behind it, or of the one before."""
        if not _modifies_before(self.scene, i, self.end):
            self.pending[self.scene.terms[i].data] = i

    def place(self, i: int) -> None:
        """The second, the last."""
        self.ordinal, self.pending["ordinal"] = self.scene.terms[i].data, i

    def hidden(self, i: int) -> None:
        """A hidden layer, or an output layer."""
        term, told = self.scene.terms[i], self.told("linear", i, implied=True)
        told.is_output = term.data == "output"
        told.ordinal, self.ordinal = self.ordinal or (0 if told.is_output else HIDDEN), None
        self.scene.used |= {*self.pending.values()}
        self.pending = {}
        self.scene.layers.append(told)

    def notation(self, i: int) -> None:
        """CONV3-64."""
        self.scene.used.add(i)
        self.scene.layers.append(_in_notation(self.scene, self.scene.terms[i].data, i, self.number))

    def repeats(self, i: int) -> None:
        """The layer before it, so many times."""
        if self.scene.layers:
            self.scene.used.add(i)
            self.scene.layers[-1].times = self.scene.terms[i].data

    def projections(self, i: int) -> None:
        """Three of attention's four projections."""
        self.scene.used.add(i)
        self.scene.projections = self.scene.terms[i].data

    def matrix_side(self, i: int) -> None:
        """Projections of so many features to as many."""
        self.scene.used.add(i)
        if not self.scene.features:
            self.scene.features.append(SaidNumber("channels in", self.scene.terms[i].data, i, i))

    def recurrence(self, i: int) -> None:
        """A layer whose state is written out: h_t = tanh(W h_{t-1} + U x_t + b)."""
        term, told = self.scene.terms[i], self.told("rnn", i)
        told.put("biases" if term.data else "bias", term.data or False, term)
        self.scene.layers.append(told)

    def layer(self, i: int) -> None:
        """A layer's name; one that is said not to be there names none."""
        scene = self.scene
        told = _named(scene.terms[i], i, self.number, self.pending)
        beside = scene.sense(i - 1) == "no" or told.op.traits & _LEFT_OUT or told.kind == "lrn"
        left_out = _left_out(scene, i) if beside else set()
        if "norm" in told.op.traits:
            scene.norms = not left_out
        if left_out:
            scene.used |= {i, *left_out}
        elif _is_said_again(scene, told, i):
            modify(scene.layers[-1], self.pending)
            scene.used |= {i, *self.pending.values()}
            scene.layers[-1].at, self.pending = i, {}
        else:
            told.ordinal = self.ordinal
            told.points = scene.sense(i - 1) == "each" and any(each.kind == told.kind for each in scene.layers)
            scene.used |= {i, *self.pending.values(), *([i - 1] * told.points)}
            self.pending, self.ordinal = {}, None
            scene.layers.append(told)

    def code(self, i: int) -> None:
        """Layers of code; of what goes in, perhaps its features alone."""
        self.scene.used.add(i)
        for each in _called(self.scene.terms[i], i, self.number):
            if each.kind == INPUT and not each.attributes:
                self.scene.features += [SaidNumber("channels in", each.features, i, i)] * bool(each.features)
            else:
                self.scene.layers.append(each)

    def called(self, i: int) -> None:
        """A name of the code, which points at one of its layers, or stands for all of them."""
        data = self.scene.terms[i].data
        self.scene.used.add(i)
        if data is not None:
            told = self.told(data[0], i)
            told.ordinal, told.points = data[1], True
            self.scene.layers.append(told)

    def parts(self, i: int) -> None:
        """Forget what stands before a comma: it is of nothing behind it."""
        self.pending, self.ordinal = {}, None

    def colon(self, i: int) -> None:
        """The first: what is told behind is of that layer."""
        if not {self.scene.sense(j) for j in range(self.start, i)} & _ASKS:
            self.scene.used |= {*self.pending.values()}
        self.parts(i)


_RULES: dict[str, Callable[[_Names, int], None]] = {
    "modifier": _Names.modifier, "ordinal": _Names.place, "hidden": _Names.hidden, "notation": _Names.notation,
    "repeats": _Names.repeats, "projections": _Names.projections, "matrix side": _Names.matrix_side,
    "recurrence": _Names.recurrence, "layer": _Names.layer, "code": _Names.code, "called": _Names.called,
    ":": _Names.colon, **dict.fromkeys((*ENDS, "comma", "then"), _Names.parts),
}
"""What each sense does to the names of a sentence."""


_LEFT_OUT = frozenset({"norm", "token", "window-pooling", "activation", "random"})
"""Layers that may be said not to be there."""


def _left_out(scene: ToldScene, i: int) -> set[int]:
    """The words by which a norm is left out: no biases and no norm; nothing where it is not."""
    passed = {"and", "or", "comma", "bias", "without bias", "article", "each", "count", "no", "ordinal"}
    before = [j for j in range(max(0, i - 5), i) if scene.sense(j) in {"no", "without bias"}
              and all(scene.sense(k) in passed for k in range(j + 1, i))]
    after = [j for j in (i + 1, i + 2) if scene.sense(j) == "no" and scene.sense(i + 1) in {"no", "with", "is"}]
    return {*before, *after}


def _is_said_again(scene: ToldScene, told: Told, i: int) -> bool:
    """True of a second word for the layer that has just been named: dense layer (Fully Connected)."""
    last = scene.layers[-1] if scene.layers else None
    if last is None or last.kind != told.kind or told.plural or last.ordinal is not None:
        return False
    between = {scene.sense(j) for j in range(last.at + 1, i)}
    said = scene.text[last.term.end:told.term.start]
    return between <= {"modifier"} and ("(" in said if between or len(said) > 1 else True)


def _in_notation(scene: ToldScene, head: Head, i: int, number: int) -> Told:
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


def number_layers(scene: ToldScene, start: int, end: int, number: int) -> None:
    """Layers without a name of their own by the ordinal before what is told of them: the first layer has 96 filters."""
    here = [each for each in scene.layers if each.sentence == number and each.own]
    for i in range(start, end):
        if scene.sense(i) == "ordinal" and i not in scene.used:
            owner = next((each for each in here if each.at > i and each.ordinal is None and each.implied), None)
            if owner is not None:
                owner.ordinal = scene.terms[i].data
                scene.used.add(i)


def _modifies_before(scene: ToldScene, i: int, end: int) -> bool:
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
    """Set what words beside its name say of a layer: transposed, depthwise, one-dimensional."""
    if "transposed" in said and told.kind == "conv":
        told.kind = "conv_transpose"
    told.depthwise, told.separable = told.depthwise or "depthwise" in said, told.separable or "separable" in said
    told.pointwise = told.pointwise or "pointwise" in said
    told.axes = next((int(each[0]) for each in ("1d", "2d", "3d") if each in said), told.axes)


def _named(term: SaidTerm, i: int, number: int, pending: dict[Any, int]) -> Told:
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


def _called(term: SaidTerm, i: int, number: int) -> Iterator[Told]:
    for each in term.data:
        told = Told(each.kind, i, term, number)
        told.attributes, told.features, told.axes = dict(each.attributes), each.features, each.axes
        told.depthwise, told.own, told.library, told.is_open = each.depthwise, True, each.library, each.is_open
        yield told
