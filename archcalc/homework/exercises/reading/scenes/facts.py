"""A sentence's numbers -> its facts: each number with the noun that it belongs to, at the least cost together."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.reading.scenes.least_cost import FAR, matched
from archcalc.homework.exercises.reading.scenes.matching_costs import cost, unmatched
from archcalc.homework.exercises.reading.scenes.slots import Slot, is_number, opened, value_of, whole
from archcalc.homework.exercises.reading.wording.terms import SaidTerm

_MEASURED = frozenset({"bytes", "memory"})
"""Figures that are told with decimals."""
_BESIDE_KERNELS = 1.2
"""The cost of a window at a layer's name more, where kernels are named."""


class SaidNumber(NamedTuple):
    """A number and what it is: `at` is where it stands among the terms, `noun` where what opens its slot does."""

    role: str
    value: Any
    at: int
    noun: int


def facts(terms: list[SaidTerm], start: int, end: int) -> list[SaidNumber]:
    """The facts of the terms from `start` to `end`; a number without a noun has the role ''."""
    numbers = [i for i in range(start, end) if is_number(terms[i])]
    if not numbers:
        return []
    slots = _slots(terms, start, end)
    costs = [[*(cost(terms, i, slot) for slot in slots), *[unmatched(terms[i])] * len(numbers)] for i in numbers]
    found = []
    for i, row, column in zip(numbers, costs, matched(costs), strict=True):
        slot = slots[column] if column < len(slots) and row[column] < FAR else None
        role, noun = (slot.role, slot.position) if slot else ("", i)
        value = value_of(terms[i]) if role == "limit" and terms[noun].data in _MEASURED else whole(terms[i])
        found.append(SaidNumber(role, value, i, noun))
    return found


def _slots(terms: list[SaidTerm], start: int, end: int) -> list[Slot]:
    """Every slot of the sentence; a window is rather its kernels' than its layer's."""
    slots = [slot for i in range(start, end) for slot in opened(terms, i)]
    if not any(term.sense == "kernel" for term in terms[start:end]):
        return slots
    return [slot._replace(size=slot.size + _BESIDE_KERNELS) if slot.role == "kernel" and slot.size is not None
            and terms[slot.position].sense == "layer" else slot for slot in slots]
