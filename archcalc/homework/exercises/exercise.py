"""An exercise, read: an input, layers, and perhaps something to be found. What is not said is assumed, and told."""

from __future__ import annotations

import re
from typing import Any

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import chains
from archcalc.homework.exercises.notation import FIGURES, KINDS, UNKNOWNS, Word, compact, role, words
from archcalc.operators.operator import Shape
from archcalc.operators.written_forms import Form

_DIGITS = re.compile("[0-9]+")
_ASKING = frozenset({"what", "which", "how", "find", "solve"})
_SAME, _VALID = frozenset({"same"}), frozenset({"valid", "unpadded"})
_WITHOUT: dict[str, dict[str, Any]] = {"bias": {"bias": False}, "biases": {"bias": False}, "padding": {"padding": 0},
                                       "pad": {"padding": 0}}


class ExerciseLayer(NamedTuple):
    """A layer as written: its operator, and the attributes that are given."""

    kind: str
    attributes: dict[str, Any]
    written: str
    form: Form | None = None
    """The form of the lecture's notation in which it stands: CONV3-64."""


class Limit(NamedTuple):
    """The bound of a figure: `sign` is -1 for at most, 1 for at least, 0 for exactly."""

    figure: str
    sign: int
    value: int


class Exercise(NamedTuple):
    """An exercise as it was read. `input` and `target` have channels first, where they have channels at all.

    `unknown` is the attribute asked for; without one, everything follows from the layers.
    """

    layers: tuple[ExerciseLayer, ...]
    input: Shape = ()
    target: Shape = ()
    unknown: str = ""
    figure: str = ""
    limit: Limit | None = None
    chain: chains.Parts | None = None
    """The sentence with its chain, where it is in the lecture's notation."""


def read(text: str) -> Exercise:
    """An exercise from a line of text. Raises ArchcalcError for what it cannot be.

    >>> read("conv 96 11x11 stride 4 on 227x227x3").layers[0].attributes
    {'filters': 96, 'kernel': (11, 11), 'stride': (4, 4)}
    """
    if found := chains.parts(text):
        sides = [word for word in words(found.size) if word.kind in {"size", "sides", "number"}]
        return Exercise((), volume(sides[0]) if sides else (), figure=chains.figure(found.asked), chain=found)
    reader = _Reader(list(words(text)))
    exercise = reader.exercise()
    if not exercise.layers and not exercise.unknown:
        raise ArchcalcError.of("exercise", f"there is no layer in {quoted(text)}",
                               hint='for example archcalc solve "conv 96 11x11 stride 4 on 227x227x3"')
    return exercise


class _Reader:
    """One pass over the words; `role` says what the next number is."""

    def __init__(self, found: list[Word]) -> None:
        self.words = found
        self.layers: list[ExerciseLayer] = []
        self.input: Shape = ()
        self.target: Shape = ()
        self.limit: Limit | None = None
        self.unknown = self.figure = self.role = ""
        self.loose: dict[str, Any] = {}
        self.kept = self.asking = False
        self.depth = 0

    def exercise(self) -> Exercise:
        for i, word in enumerate(self.words):
            getattr(self, word.kind)(i, word)
        if not self.layers and (self.unknown or self.loose):
            self.layers.append(ExerciseLayer(*_alone(self.loose, asked=bool(self.unknown))))
        if self.layers:
            first = self.layers[0]
            loose = {"units" if first.kind == "linear" and name == "filters" else name: value
                     for name, value in self.loose.items()}
            self.layers[0] = first._replace(attributes=loose | first.attributes)
        if len(self.input) == 1 and not (self.layers and self.layers[0].kind == "linear"):
            self.input *= 2  # one side of a square image
        if self.depth and len(self.input) == 2:
            self.input = (self.depth, *self.input)
        if self.unknown == "padding" and self.attributes.pop("padding", "") == "same":
            self.kept = True
        if self.kept:
            self.input, self.target = self.input or self.target, self.target or self.input
        if self.unknown and self.layers:
            self.layers[-1] = _completed(self.layers[-1], self.unknown)
        return Exercise(tuple(self.layers), self.input, self.target, self.unknown, self.figure, self.limit)

    @property
    def attributes(self) -> dict[str, Any]:
        """Those of the layer that is being read."""
        return self.layers[-1].attributes if self.layers else self.loose

    def put(self, name: str, value: Any) -> None:
        """An attribute of the layer that is being read; told twice, it was not understood."""
        if self.attributes.get(name, value) != value and name != "padding":
            whose = f"{self.layers[-1].written}: " if self.layers else ""
            raise ArchcalcError.of("exercise", f"{whose}the {name} is said twice",
                                   hint='write one layer after the other: "conv 64 3x3 conv 128 3x3 on 32x32x3"')
        self.attributes[name] = value

    def moves(self, i: int, word: Word) -> None:
        """7x7/2: a window that moves by 2."""
        self.put("stride", word.numbers * 2)

    def mark(self, i: int, word: Word) -> None:
        """An equals sign, after k, s and p, or before the result."""
        self.role = self.role or "target"

    def word(self, i: int, word: Word) -> None:
        """A layer begins, something is asked for, or the next number is announced."""
        text = word.text
        if text in _ASKING:
            self.asking = True
        elif self.asking and not self.unknown and not self.figure and (text in UNKNOWNS or text in FIGURES):
            self.unknown, self.figure = UNKNOWNS.get(text, ""), FIGURES.get(text, "")
        elif text in KINDS:
            self.begin(KINDS[text], text)
        elif text in _DEPTHS:
            self.depth = _DEPTHS[text]
        elif text in _SAME | _VALID:
            self.attributes["padding"] = "same" if text in _SAME else 0
        elif text in _WITHOUT and i and self.words[i - 1].text in {"no", "without", "zero"}:
            self.attributes.update(_WITHOUT[text])
        elif text in _COUNTED and not self.follows(i, "number"):
            self.role = ""
        else:
            self.role = role(text) or self.role
            self.kept = self.kept or self.role == "kept"

    def follows(self, i: int, kind: str) -> bool:
        return i + 1 < len(self.words) and self.words[i + 1].kind == kind

    def begin(self, kind: str, written: str) -> None:
        """A new layer; what was said before any layer is said of the first."""
        self.layers.append(ExerciseLayer(kind, {}, written))
        self.role = ""

    def short(self, i: int, word: Word) -> None:
        """A layer in the lecture's notation, which says some attributes itself."""
        head = compact(word.text)
        assert head is not None
        self.begin(head.op.kind, word.text)
        self.layers[-1] = self.layers[-1]._replace(form=head.form)
        for name, text, _ in head.numbers:
            sizes = tuple(map(int, _DIGITS.findall(text)))
            self.attributes[name] = (sizes if len(sizes) > 1 else sizes * 2) if name == "kernel" else sizes[0]

    def size(self, i: int, word: Word) -> None:
        """Two sides are a window's, three a volume's, unless a word before says otherwise."""
        sides = word.numbers
        shape = volume(word)
        if self.role in {"target", "kept"}:
            self.target = shape
        elif self.role in {"stride", "padding", "dilation"}:
            self.put(self.role, sides[:2])
        elif self.role == "input" or (len(sides) == 3 and not self.input and not self.layers):
            self.input = shape
        elif "kernel" not in self.attributes:
            self.put("kernel", sides[:2])
        else:
            self.input = self.input or shape
        self.role = ""

    def number(self, i: int, word: Word) -> None:
        """A number is what the words around it say, or else a convolution's filters, a window, a layer's units."""
        value = word.numbers[0]
        after = self.words[i + 1].text if self.follows(i, "word") else ""
        if after in FIGURES or self.role in {"most", "least"}:
            self.limit = self.limited(i, FIGURES.get(after, "params"), value)
        elif after in _COUNTED:
            self.put(self.own, value)
        elif self.role in {"target", "kept"}:
            self.target = (value, value)
        elif self.role == "input":
            self.input = (value,)
        elif self.role in {"stride", "dilation", "kernel"}:
            self.put(self.role, (value, value))
        elif self.role in {"padding", "groups"}:
            self.put(self.role, value)
        else:
            self.put(self.own, (value, value) if self.own == "kernel" else value)
        self.role = ""

    def limited(self, i: int, figure: str, value: int) -> Limit:
        """At most, at least, or exactly, as the words before say."""
        before = {each.text for each in self.words[max(0, i - 3):i]}
        return Limit(figure, -1 if before & _MOST else 1 if before & _LEAST else 0, value)

    @property
    def own(self) -> str:
        """The attribute that a bare number after a layer's name sets."""
        return _OWN.get(self.layers[-1].kind if self.layers else "conv", "filters")


def _completed(layer: ExerciseLayer, unknown: str) -> ExerciseLayer:
    """A layer with what its notation leaves unsaid, where something else is asked for. Raises ArchcalcError."""
    if layer.form is None or unknown == "padding":
        return layer
    if unknown == "stride" and layer.form.unsaid and "padding" not in layer.attributes:
        raise ArchcalcError.of("padding", f"{layer.written} at an unknown stride: the padding has to be said",
                               hint=f"{layer.written} pad 0, for example")
    try:
        followed = layer.form.completed(layer.attributes)
    except Refused as fact:
        raise ArchcalcError([fact.at(None)]) from None
    return layer._replace(attributes={name: value for name, value in followed.items() if name != unknown})


def volume(word: Word) -> Shape:
    """A size as a volume, channels first: as it stands in brackets, and as PyTorch writes it."""
    sides = word.numbers
    bracketed = word.text.startswith(("[", "(")) and sides[0] < sides[-1]
    return sides if bracketed or _channels_first(sides) else (*sides[2:], *sides[:2])


def _channels_first(sides: tuple[int, ...]) -> bool:
    """True where a volume is written as in PyTorch: 3x32x32 is no image three high."""
    return len(sides) == 3 and sides[0] in {1, 3} and sides[1] == sides[2] > 4


def _alone(said: dict[str, Any], *, asked: bool) -> tuple[str, dict[str, Any], str]:
    """The layer that is meant where none is named: the input padded, or a window."""
    if set(said) == {"padding"} and not asked:
        return "pad", {"sides": [said.pop("padding")] * 4}, "the padding"
    return "conv", {}, "the window"


_DEPTHS = {"rgb": 3, "grayscale": 1}
_COUNTED = frozenset({"filters", "kernels", "channels", "maps", "neurons", "units"})
_MOST = frozenset({"most", "under", "below", "max", "budget", "than"})
_LEAST = frozenset({"least", "minimum", "over", "above"})
_OWN = {"linear": "units", "max_pool": "kernel", "avg_pool": "kernel"}
