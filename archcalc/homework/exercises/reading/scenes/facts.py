"""A sentence's numbers -> its facts: each number with the noun that it belongs to, at the least cost together."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.reading.scenes.matching import FAR, matched
from archcalc.homework.exercises.reading.scenes.slots import (
    ANY,
    LEFT,
    RATHER_RIGHT,
    Slot,
    is_number,
    opened,
    value_of,
    whole,
)
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.operators import find
from archcalc.operators.operator import Op

_CROSSING = {"comma": 1.3, "and": 1.1, "then": 2.6, "or": 2.6, "stop": 9.0, "question": 9.0, "is": 0.05,
             "with": 0.3, "number": 0.7, "count": 0.7, "size": 0.5, "layer": 2.0, "arrow": 2.0, "kernel": 0.9,
             "filters": 0.9, "attribute": 1.6, "units": 1.4, "channels": 1.2, "input": 0.7, "output": 1.4,
             "figure": 1.6, "gives": 1.0, "keeps": 0.6, "on": 0.8, "to": 0.8, "size word": 0.1, "ask": 2.0, "many": 2.0, "same": 0.1,
             "valid": 0.1, "modifier": 0.1, "ordinal": 0.1, "colour": 0.3, "layer noun": 0.2, "uses": 0.0,
             "hidden": 0.1}
"""What it costs a number to find its noun behind such a term."""
_NOT_IN_WORDS = frozenset({"state", "input", "target", "limit", "from", "to", "size", "steps"})
"""Roles of numbers that nobody writes as words."""
_ASKED = frozenset({"filters", "padding", "stride", "dilation", "units", "limit", "batch", "layers", "heads", "groups",
                    "channels", "channels in", "kernel", "dimensional"})
"""What is asked for has no number beside it: which stride takes 112 to 56."""
_LARGEST_WINDOW = 15
"""No usual window is wider."""
_WIDE = frozenset({"input", "target", "limit", "from", "to", "size", "kernel", "side", "entries x features", "units", "volume"})
"""What may have such sides."""
_MEASURED = frozenset({"bytes", "memory"})
"""Figures that are told with decimals."""
_FARTHEST = 40
"""So many terms away stands no noun of a number: what lies between costs more than a number without a noun."""
_OTHER = 0.6
_WRONG_SIDE = 0.7
_TURNED = {(RATHER_RIGHT, LEFT): 0.15, (RATHER_RIGHT, "right"): 0.0}
_UNMATCHED = 6.5
"""A number without a noun."""


class SaidNumber(NamedTuple):
    """A number and what it is: `at` is where it stands among the terms, `noun` where what opens its slot does."""

    role: str
    value: Any
    at: int
    noun: int


def facts(terms: list[SaidTerm], start: int, end: int) -> list[SaidNumber]:
    """The facts of the terms from `start` to `end`; a number without a noun has the role ''."""
    numbers = [i for i in range(start, end) if is_number(terms[i])]
    slots = [slot for i in range(start, end) for slot in opened(terms, i)]
    if not numbers:
        return []
    windows = any(terms[i].sense == "kernel" for i in range(start, end))
    slots = [slot._replace(size=slot.size + 1.2) if windows and slot.role == "kernel" and slot.size is not None
             and terms[slot.position].sense == "layer" else slot for slot in slots]
    costs = [[_cost(terms, i, slot) for slot in slots] + [_unmatched(terms, i)] * len(numbers) for i in numbers]
    found = []
    for i, column in zip(numbers, matched(costs), strict=True):
        slot = slots[column] if column < len(slots) and costs[numbers.index(i)][column] < FAR else None
        role, noun = (slot.role, slot.position) if slot else ("", i)
        value = value_of(terms[i]) if role == "limit" and terms[noun].data in _MEASURED else whole(terms[i])
        found.append(SaidNumber(role, value, i, noun))
    return found


def _counts_other(terms: list[SaidTerm], i: int) -> bool:
    """True of a number that counts what bears on nothing: 3 engineers."""
    return terms[i].sense in {"number", "count"} and bool(terms[i].counts)


def _unmatched(terms: list[SaidTerm], i: int) -> float:
    return 1.2 if terms[i].sense == "count" and terms[i].data == 1 else _UNMATCHED


def _crossing(term: SaidTerm) -> float:
    """What it costs to find a noun behind a term; an activation stands before its neurons: 50 ReLU neurons."""
    kind = term.data.kind if isinstance(term.data, NamedLayer) else term.data
    if term.sense == "layer" and "activation" in (find(kind) or Op).traits:
        return 0.2
    return _CROSSING.get(term.sense, _OTHER)


def _cost(terms: list[SaidTerm], i: int, slot: Slot) -> float:
    own = slot.size if terms[i].sense == "size" else slot.number
    if own is None or (terms[i].sense == "count" and slot.role in _NOT_IN_WORDS):
        return FAR
    if terms[i].sense == "count" and terms[slot.position].sense in {"layer", "hidden"} and slot.role != "times":
        return FAR
    large = terms[i].sense == "size" and max(terms[i].data) > _LARGEST_WINDOW
    if large and slot.role not in _WIDE:
        return FAR
    if slot.role == "times" and i > slot.position:
        return FAR
    if slot.role == "biases" and slot.position and terms[slot.position - 1].sense == "no":
        return FAR
    first, last = sorted((i, slot.position))
    if last - first > _FARTHEST:
        return FAR
    between = sum(_crossing(each) for each in terms[first + 1:last])
    side = LEFT if i < slot.position else "right"
    if _counts_other(terms, i) and slot.position != i + 1:
        return FAR
    asked = slot.position > 0 and terms[slot.position - 1].sense in {"ask", "many"} and slot.role in _ASKED \
        and not (slot.role == "kernel" and terms[slot.position].sense != "kernel")
    if slot.role == "limit" and i < slot.position and any(each.sense == "is" for each in terms[first + 1:last]):
        return FAR
    if slot.role == "volume" and (terms[i].sense != "size" or len(terms[i].data) != 3):
        return FAR
    turned = 0.0 if slot.side in {ANY, side} else _TURNED.get((slot.side, side), _WRONG_SIDE)
    if turned and slot.side == LEFT and last - first == 2 and terms[first + 1].sense == "is":
        turned = 0.0
    gap = min(0.6, 0.012 * max(0, terms[last].start - terms[first].end - 4))
    equal = i - slot.position == 2 and terms[i - 1].text.strip() == "="
    equal = equal or (i - slot.position == 1 and terms[i].start - terms[i - 1].end == 1
                      and terms[i - 1].sense == "attribute" and terms[i].hyphened)
    asked = asked and not equal
    given = large and slot.role == "target" and terms[slot.position].sense == "gives" and slot.position < i \
        and all(each.sense == "article" for each in terms[slot.position + 1:i]) \
        and not any(each.sense == "to" for each in terms[i + 1:i + 4])
    own -= 1.0 * given
    return own + between + turned + gap - 4.0 * equal + 6.0 * asked + (1.5 if large and slot.role == "kernel" else 0.0)
