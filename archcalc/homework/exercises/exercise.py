"""An exercise, read: an input, layers, and perhaps something to be found. Everything that it says is in here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart
from archcalc.homework.exercises.chains import Parts
from archcalc.homework.exercises.known_blocks.block_operators import is_block, operator_of
from archcalc.homework.exercises.said import SaidBound
from archcalc.homework.exercises.sentence_words import SentenceWord
from archcalc.operators.attribute_names import ELSEWHERE
from archcalc.operators.operator import Op
from archcalc.operators.written_forms import Form


class ExerciseLayer(NamedTuple):
    """A layer as written: its operator, and the attributes that are given, each with the token that says it.

    `form` is the lecture's notation in which it stands, CONV3-64; `features` are the channels that it is said to read,
    `axes` those of Conv1d; a `depthwise` one has a filter for each channel. An `implied` one is not named,
    a `separable` one is two: depthwise, then 1x1.
    """

    kind: str
    token: SentenceWord
    attributes: dict[str, Any]
    places: dict[str, SentenceWord]
    form: Form | None = None
    times: int = 1
    features: int = 0
    axes: int = 0
    depthwise: bool = False
    implied: bool = False
    separable: bool = False
    one_filter: bool = False
    """True where one kernel, or filter, is spoken of."""
    branch: int = 0
    """Which of several branches it stands in, that are put together along channels; 0 of a layer in none."""

    @property
    def op(self) -> type[Op]:
        """The operator's class, or the building block's."""
        return operator_of(self.kind)

    @property
    def is_block(self) -> bool:
        """True of a building block: several layers with one name."""
        return is_block(self.kind)

    def called(self, name: str) -> str | None:
        """An attribute as this operator calls it; None where it has none such."""
        fields = self.op.fields
        elsewhere = (word for word in ELSEWHERE.get(name, "").split() if word in fields)
        return name if name in fields else next(elsewhere, None)


class InputSides(NamedTuple):
    """The sides of what goes in, as written: the order is not decided yet."""

    sides: tuple[int, ...]
    token: SentenceWord


class Limit(NamedTuple):
    """The bound of a figure, which may be empty where the sentence says no more than a unit."""

    figure: str
    bound: SaidBound
    token: SentenceWord


class Exercise(NamedTuple):
    """An exercise as it was read.

    `features` are channels that go in, by themselves; `target` is the size that is wanted, `kept` that the size stays.
    `unknown` is the attribute asked for; without one, everything follows from the layers, of which the figures `asked`
    are told first. `others` are the alternatives to compare with, `compared` the figure, `direction` fewer or more.
    `fits` is true where it is asked whether the window fits; `parts` are the layers that the question points at;
    `proportion` is the word that sets two figures against each other; `residual` is the word
    that says that what goes in is added to what comes out; `together` is the volume that others are, where no layer
    reads it; `each` is the word that asks of every layer; `join` is what puts branches together; `change` is what is
    asked about: what if it becomes twice as large; `name` is what one of several alternatives is called.
    """

    text: str
    layers: tuple[ExerciseLayer, ...] = ()
    input: InputSides | None = None
    features: int = 0
    target: InputSides | None = None
    kept: bool = False
    unknown: str = ""
    asked: tuple[str, ...] = ()
    limit: Limit | None = None
    batch: int = 1
    number_type: str = ""
    chain: Parts | None = None
    others: tuple[Exercise, ...] = ()
    compared: str = ""
    direction: str = ""
    assumed: tuple[str, ...] = ()
    fits: bool = False
    parts: tuple[AskedPart, ...] = ()
    proportion: SentenceWord | None = None
    residual: SentenceWord | None = None
    together: tuple[int, ...] = ()
    change: Any = None
    each: SentenceWord | None = None
    join: str = "concat"
    name: str = ""

    @property
    def number(self) -> int:
        """The number of layers that the sentence names."""
        return sum(layer.times for layer in self.layers if layer.kind != "input")

    def varied(self, layers: Iterable[ExerciseLayer]) -> Exercise:
        """The same with other layers."""
        return self._replace(layers=tuple(layers))
