"""Misconceptions the other way round: the attribute for which somebody who errs gets what is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from archcalc.base.errors import Refused
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.misconceptions import catalogue
from archcalc.homework.misconceptions._base import OTHER, Case, Misconception, Mistaken
from archcalc.homework.questions.askable import FIGURES, Figure
from archcalc.homework.questions.right_answers import Target

_MOST_TRIED = 32
"""Kernels, strides and paddings are looked for up to here."""


class Inversion:
    """A question after an attribute: the layer as it would be with others of them."""

    def __init__(self, case: Case) -> None:
        self.case, self.name, self.right = case, case.question.figure.name, case.targets[0].value
        self.figure: Figure = FIGURES[case.question.figure.given]
        self._others: dict[int, Case | None] = {}
        self.given = self._value(case)

    def _value(self, case: Case) -> Any:
        """The figure that is given; parameters with biases."""
        *_, full = self.figure.local(case.op, case.inputs, case.output)
        return full.value

    def at(self, value: int) -> Case | None:
        """The question after what is given, were the attribute another; None where that cannot be."""
        if value not in self._others:
            self._others[value] = self._changed(value)
        return self._others[value]

    def _changed(self, value: int) -> Case | None:
        sides = self.case.op.attributes[self.name]
        with suppress(Refused):
            op = self.case.op.replace(**{self.name: (value,) * len(sides) if isinstance(sides, tuple) else value})
            output = op.output(*self.case.inputs)
            changed = self.case._replace(op=op, output=output, question=self.case.question._replace(figure=self.figure))
            return changed._replace(targets=(self.case.targets[0]._replace(value=self._value(changed)),))
        return None

    @property
    def tried(self) -> range:
        """The attributes among which the one that is asked for is looked for."""
        return range(0 if self.name == "padding" else 1, max(_MOST_TRIED, self.right + 1))

    @property
    def is_unique(self) -> bool:
        """True where no other attribute gives what is given."""
        if isinstance(self.given, int):
            return True
        others = (self.at(value) for value in self.tried if value != self.right)
        return not any(other is not None and other.targets[0].value == self.given for other in others)

    def solved(self, row: Misconception) -> dict[int, Mistaken]:
        """The attributes, with the mistaken arithmetic, by which a misconception gives what is given."""
        found = {}
        for value in self._candidates(row):
            led = next((each for each in self._mistaken(row, value) if each.target.value == self.given), None)
            if led is not None:
                found[value] = led
        return found

    def _candidates(self, row: Misconception) -> Iterator[int]:
        """The attributes to be tried: a few, or, where what is given grows with them, the one that a line leads to."""
        near, far = (self._mistaken(row, value) for value in (self.right, 2 * self.right or 1))
        if not isinstance(self.given, int):
            if near and [each.target for each in near] != [each.target for each in far]:
                yield from self.tried
            return
        for here, there in zip(near, far, strict=False):
            slope, rest = divmod(there.target.value - here.target.value, self.right)
            steps, left = divmod(self.given - here.target.value, slope) if slope > 0 and not rest else (0, 1)
            if not left and self.right + steps > 0:
                yield self.right + steps

    def _mistaken(self, row: Misconception, value: int) -> list[Mistaken]:
        """The answers about what is given that a misconception leads to, were the attribute another."""
        case = self.at(value)
        with suppress(Refused):
            if case is not None and row.answers is not None:
                return [each for each in row.answers(case) if each.target.value != case.targets[0].value]
        return []


def inverted(case: Case) -> Iterator[tuple[Misconception, list[Mistaken]]]:
    """For each misconception about what is given, the one attribute that leads to it."""
    inversion = Inversion(case)
    for row in catalogue():
        if row.rank <= OTHER and inversion.figure.name in row.figures and len(found := inversion.solved(row)) == 1:
            yield row, [Mistaken(Target(value), partial(_told, value, led)) for value, led in found.items()]


def _told(value: int, led: Mistaken) -> Told:
    return said("{answer}, for {arithmetic}", answer=str(value), arithmetic=led.told)
