"""The layers of a story while it is told: new ones, those that are spoken of again, and what each of them has."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import said
from archcalc.homework.exercises.assembling.spoken_attributes import BEGINS, begins, name_in
from archcalc.homework.exercises.exercise import ExerciseLayer
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.language.notation.heads import Head
from archcalc.operators import find

_MOST_TIMES = 50


class SpokenOf(NamedTuple):
    """The layers that are spoken of, by their places, and whether in this very part of a sentence."""

    places: tuple[int, ...] = ()
    here: bool = False


class StoryLayers:
    """Layers in the order in which values pass them; those that `spoken` names are spoken of."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.layers: list[ExerciseLayer] = []
        self.spoken = SpokenOf()
        self.pending: list[Said] = []
        self.ahead = 0
        """How many layers this part of a sentence still names."""
        self.groups: dict[int, tuple[int, ...]] = {}
        """Layers that were counted together, by the first of them."""

    def begin_part(self, ahead: int) -> None:
        """A part of a sentence begins, which names so many layers."""
        self.ahead = ahead
        self.spoken = self.spoken._replace(here=False)

    def named(self, each: Said, times: int, *, definite: bool, place: int | None) -> None:
        """A layer is named: one that is there already, or one more."""
        self.ahead -= 1
        kind, attributes, axes, head = _what(each)
        alike = [i for i, layer in enumerate(self.layers) if layer.kind == kind]
        if place is not None and not head:
            self._placed(each, kind, alike, place)
        elif self._names_implied(each, kind, times):
            return
        elif definite and alike and not head:
            self._again(each, alike, times)
        else:
            self._new(each, kind, attributes, axes, head, times)
        self._give_pending(each)

    def _new(
        self, each: Said, kind: str, attributes: dict[str, Any], axes: int, head: Head | None, times: int
    ) -> None:
        if times > _MOST_TIMES:
            refuse(self.text, each.token, f"more than {_MOST_TIMES} layers", "an exercise is a small network")
        first = len(self.layers)
        numbers = {name: _sides(told) for name, told, _ in head.numbers} if head else {}
        for _ in range(times):
            token = each.token._replace()
            told = attributes | numbers
            self.layers.append(ExerciseLayer(kind, token, dict(told), dict.fromkeys(told, token),
                                             head.form if head else None, axes=axes))
        self._check_chain(each)
        self.spoken = SpokenOf(tuple(range(first, len(self.layers))), here=True)
        if times > 1:
            self.groups[first] = self.spoken.places

    def _check_chain(self, each: Said) -> None:
        """Refuse what joins branches."""
        op = self.layers[-1].op
        if op.inputs[0] > 1 or op.traits & {"merge", "stored", "product"}:
            refuse(self.text, each.token, f"{quoted(each.token.text)} joins layers, and a sentence holds a chain",
                   "a network with branches is a file: archcalc manual language")

    def _placed(self, each: Said, kind: str, alike: list[int], place: int) -> None:
        """The second convolution: the second of its kind, which may be the next that is told."""
        last = place == 0
        if last and alike:
            self.spoken = SpokenOf((alike[-1],), here=True)
        elif 0 < place <= len(alike):
            self.spoken = SpokenOf((alike[place - 1],), here=True)
        elif place == len(alike) + 1 or place == len(self.layers) + 1 or last:
            self._new(each, *_what(each), 1)
        else:
            refuse(self.text, each.token, f"{quoted(each.token.text)}: which of {len(alike)}?",
                   "tell the layers one after another")

    def _names_implied(self, each: Said, kind: str, times: int) -> bool:
        """True where a layer that had no name yet is named now, in the same sentence or the next: ten 3x3 filters."""
        last = self.layers[-1] if self.layers else None
        if last is None or not last.implied or last.kind != kind or times != 1 or self.pending:
            return False
        self.layers[-1] = last._replace(token=each.token, implied=False)
        self.spoken = SpokenOf((len(self.layers) - 1,), here=True)
        return True

    def _again(self, each: Said, alike: list[int], times: int) -> None:
        """The convolution, the two convolutions: those that have been told."""
        plural = each.token.text.lower().endswith("s") or times > 1
        if len(alike) > 1 and not plural:
            refuse(self.text, each.token, f"{quoted(each.token.text)}: which of {len(alike)}?",
                   "say which: the first, the second")
        if times > 1 and times != len(alike):
            refuse(self.text, each.token, f"{quoted(each.token.text)}: {len(alike)} of them are told", "")
        self.spoken = SpokenOf(tuple(alike), here=True)

    def _give_pending(self, each: Said) -> None:
        """Say of a name what stood before it."""
        waiting, self.pending = self.pending, []
        for one in waiting:
            if one.kind == said.MODIFIER:
                self.modify(one)
            elif not self._set_all(one):
                self.homeless(one)

    def modify(self, each: Said) -> None:
        """Depthwise, 1-D ...: of the layers that are spoken of, or of the next."""
        if not (self.spoken.here and self.spoken.places):
            self.pending.append(each)
            return
        for i in self.spoken.places:
            layer = self.layers[i]
            if layer.kind not in {"conv", "conv_transpose", "max_pool", "avg_pool"} or each.name == "grouped":
                refuse(self.text, each.token, f"{quoted(each.token.text)} is not understood here",
                       "it is said of a convolution or a pooling")
            if each.name == "pointwise":
                self._put(i, "kernel", [1, 1], each.token)
            elif each.name[:1].isdigit():
                self.layers[i] = layer._replace(axes=int(each.name[0]))
            elif each.name == "depthwise":
                self.layers[i] = layer._replace(depthwise=True)
            else:
                self.layers[i] = layer._replace(separable=True)

    def attribute(self, each: Said) -> None:
        """An attribute: of what is spoken of here, of the layer that follows, or of the only one that it can be of."""
        if self.spoken.here and self._set_all(each):
            return
        if self.ahead > 0:
            self.pending.append(each)
            return
        if self._set_all(each):
            return
        open_ones = [i for i in range(len(self.layers)) if self._can_take(i, each)]
        if len(open_ones) == 1:
            self._set(open_ones[0], each)
        elif not open_ones and begins(each):
            self._imply(each)
        elif open_ones:
            refuse(self.text, each.token, f"{quoted(each.token.text)}: of which layer?",
                   "say it beside the layer that it is of")
        else:
            self.homeless(each)

    def _imply(self, each: Said) -> None:
        """A layer that is not named begins with its filters, its window or its neurons."""
        kind = BEGINS[each.name]
        if self.spoken.here and any(self.layers[i].kind == kind for i in self.spoken.places):
            self.homeless(each)
        self.layers.append(ExerciseLayer(kind, each.token._replace(), {}, {}, implied=True))
        self.spoken = SpokenOf((len(self.layers) - 1,), here=True)
        if not self._set_all(each):
            self.homeless(each)

    def of_every(self, each: Said) -> None:
        """Set it of all layers that have such an attribute; said otherwise before, it is refused."""
        found = [i for i, layer in enumerate(self.layers) if name_in(layer, each)]
        open_ones = [i for i in found if self._can_take(i, each)]
        if not open_ones:
            self.homeless(each)
        for i in open_ones:
            self._set(i, each)

    def _can_take(self, i: int, each: Said) -> bool:
        """True where it is open there."""
        layer = self.layers[i]
        name = name_in(layer, each)
        return bool(name) and name not in layer.attributes and not layer.form

    def _set_all(self, each: Said) -> bool:
        """Set it of all layers that are spoken of, where there are as many numbers, one of each; False for a clash."""
        places = self.spoken.places
        listed = isinstance(each.value, list)
        if listed and len(places) == 1 and self.layers[places[0]].token.text.lower().endswith("s"):
            self._spread(places[0], len(each.value))
            places = self.spoken.places
        if not places or (listed and len(each.value) != len(places)):
            return False
        values = each.value if listed else [each.value] * len(places)
        told = [each._replace(value=value) for value in values]
        names = [name_in(self.layers[i], one) for i, one in zip(places, told, strict=True)]
        clash = any(not name or self.layers[i].attributes.get(name, _plain(one.value)) != _plain(one.value)
                    for i, name, one in zip(places, names, told, strict=True))
        if clash:
            return False
        for i, one in zip(places, told, strict=True):
            self._set(i, one)
        return True

    def _spread(self, i: int, count: int) -> None:
        """Make as many layers of one that stands for several: convolutions with dilations 1, 2, 4."""
        layer = self.layers[i]
        self.layers[i:i + 1] = [layer._replace(token=layer.token._replace(), attributes=dict(layer.attributes),
                                               places=dict(layer.places)) for _ in range(count)]
        self.spoken = SpokenOf(tuple(range(i, i + count)), here=True)

    def _set(self, i: int, each: Said) -> None:
        self._put(i, name_in(self.layers[i], each), _plain(each.value), each.token)

    def _put(self, i: int, name: str, value: Any, token: SentenceWord) -> None:
        self.layers[i].attributes[name] = value
        self.layers[i].places[name] = token

    def homeless(self, each: Said) -> None:
        """Refuse what belongs to no layer, or is said twice."""
        refuse(self.text, each.token, f"{quoted(each.token.text)} is not understood here: of which layer?",
               "say it beside the layer that it is of")


def _what(each: Said) -> tuple[str, dict[str, Any], int, Head | None]:
    """The operator of a name, what the name says besides, its axes, and the notation that it stands in."""
    if isinstance(each.name, Head):
        return each.name.op.kind, {}, 0, each.name
    if isinstance(each.name, NamedLayer):
        return each.name.kind, each.name.attributes, each.name.axes, None
    assert find(each.name) is not None
    return each.name, {}, 0, None


def _sides(told: str) -> Any:
    sides = [int(side) for side in told.lower().replace("×", "x").split("x")]
    return sides if len(sides) > 1 else sides[0]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
