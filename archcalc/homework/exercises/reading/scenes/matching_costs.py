"""The cost of a number at a noun: how far apart they stand, what stands between, how well the one fits the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.reading.scenes.least_cost import FAR
from archcalc.homework.exercises.reading.scenes.slots import ANY, LEFT, RATHER_RIGHT, RIGHT, Slot
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.operators import find
from archcalc.operators.operator import Op

_CROSSING = {
    "comma": 1.3, "and": 1.1, "then": 2.6, "or": 2.6, "stop": 9.0, "question": 9.0, "is": 0.05, "with": 0.3,
    "number": 0.7, "count": 0.7, "size": 0.5, "layer": 2.0, "arrow": 2.0, "kernel": 0.9, "filters": 0.9,
    "attribute": 1.6, "units": 1.4, "channels": 1.2, "input": 0.7, "output": 1.4, "figure": 1.6, "gives": 1.0,
    "keeps": 0.6, "on": 0.8, "to": 0.8, "size word": 0.1, "ask": 2.0, "many": 2.0, "same": 0.1, "valid": 0.1,
    "modifier": 0.1, "ordinal": 0.1, "colour": 0.3, "layer noun": 0.2, "uses": 0.0, "hidden": 0.1,
}
"""The cost for a number to find its noun behind such a term."""
_OTHER = 0.6
_NOT_IN_WORDS = frozenset({"state", "input", "target", "limit", "from", "to", "size", "steps"})
"""Roles of numbers that nobody writes as words."""
_ASKED = frozenset({
    "filters", "padding", "stride", "dilation", "units", "limit", "batch", "layers", "heads", "groups", "channels",
    "channels in", "kernel", "dimensional",
})
"""Roles that have no number beside them where they are asked for: which stride takes 112 to 56."""
_LARGEST_WINDOW = 15
"""No usual window is wider."""
_WIDE = frozenset({
    "input", "target", "limit", "from", "to", "size", "kernel", "side", "entries x features", "units", "volume",
})
"""Roles that may have wider sides."""
_FARTHEST = 40
"""So many terms away stands no noun of a number: what lies between costs more than a number without a noun."""
_WRONG_SIDE = 0.7
_TURNED = {(RATHER_RIGHT, LEFT): 0.15, (RATHER_RIGHT, RIGHT): 0.0}
_UNMATCHED = 6.5


def unmatched(term: SaidTerm) -> float:
    """The cost of a number without a noun; one is often an article."""
    return 1.2 if term.sense == "count" and term.data == 1 else _UNMATCHED


def cost(terms: Sequence[SaidTerm], at: int, slot: Slot) -> float:
    """The cost of a number in a noun's slot; far too much where it cannot be there."""
    pair = _Pair(terms, at, slot)
    if pair.fit is None or any(excludes(pair) for excludes in _EXCLUSIONS):
        return FAR
    return pair.fit + sum(rule(pair) for rule in _COSTS)


class _Pair(NamedTuple):
    """A number, which stands at `at`, and the slot that it may be in."""

    terms: Sequence[SaidTerm]
    at: int
    slot: Slot

    @property
    def number(self) -> SaidTerm:
        return self.terms[self.at]

    @property
    def noun(self) -> SaidTerm:
        return self.terms[self.slot.position]

    @property
    def fit(self) -> float | None:
        """The cost of the number, or of its sides, in the slot itself; None where it takes none."""
        return self.slot.size if self.number.sense == "size" else self.slot.number

    @property
    def is_before(self) -> bool:
        """True of a number that stands before its noun."""
        return self.at < self.slot.position

    @property
    def ends(self) -> tuple[int, int]:
        """The first of the two positions, and the last."""
        return min(self.at, self.slot.position), max(self.at, self.slot.position)

    @property
    def between(self) -> Sequence[SaidTerm]:
        """The terms that stand between the two."""
        first, last = self.ends
        return self.terms[first + 1:last]

    @property
    def beside_noun(self) -> str:
        """The sense of the term before the noun."""
        return self.terms[self.slot.position - 1].sense if self.slot.position else ""

    @property
    def is_large(self) -> bool:
        """True of sides that no usual window has."""
        return self.number.sense == "size" and max(self.number.data) > _LARGEST_WINDOW


def _is_written_out(pair: _Pair) -> bool:
    """True of a word for a number where nobody writes one."""
    layers = pair.noun.sense in {"layer", "hidden"} and pair.slot.role != "times"
    return pair.number.sense == "count" and (pair.slot.role in _NOT_IN_WORDS or layers)


def _is_too_large(pair: _Pair) -> bool:
    return pair.is_large and pair.slot.role not in _WIDE


def _counts_behind(pair: _Pair) -> bool:
    """True of a number of layers behind their name."""
    return pair.slot.role == "times" and not pair.is_before


def _is_denied(pair: _Pair) -> bool:
    """True of no biases."""
    return pair.slot.role == "biases" and pair.beside_noun == "no"


def _is_too_far(pair: _Pair) -> bool:
    first, last = pair.ends
    return last - first > _FARTHEST


def _counts_other(pair: _Pair) -> bool:
    """True of a number that counts what bears on nothing: 3 engineers."""
    counts = pair.number.sense in {"number", "count"} and bool(pair.number.counts)
    return counts and pair.slot.position != pair.at + 1


def _is_said_of_other(pair: _Pair) -> bool:
    """True of a number before a figure that something else is said to be."""
    return pair.slot.role == "limit" and pair.is_before and any(each.sense == "is" for each in pair.between)


def _is_no_volume(pair: _Pair) -> bool:
    return pair.slot.role == "volume" and (pair.number.sense != "size" or len(pair.number.data) != 3)


_EXCLUSIONS: tuple[Callable[[_Pair], bool], ...] = (
    _is_written_out, _is_too_large, _counts_behind, _is_denied, _is_too_far, _counts_other, _is_said_of_other,
    _is_no_volume,
)
"""Why a number cannot be in a slot."""


def _given(pair: _Pair) -> float:
    """A bonus for the sides that are said to come out: gives a 28x28 map."""
    gives = pair.is_large and pair.slot.role == "target" and pair.noun.sense == "gives" and not pair.is_before
    leads = any(each.sense == "to" for each in pair.terms[pair.at + 1:pair.at + 4])
    return -1.0 if gives and not leads and all(each.sense == "article" for each in pair.between) else 0.0


def _crossed(pair: _Pair) -> float:
    """The terms between; an activation stands before its neurons: 50 ReLU neurons."""
    return sum(_crossing(each) for each in pair.between)


def _crossing(term: SaidTerm) -> float:
    kind = term.data.kind if isinstance(term.data, NamedLayer) else term.data
    if term.sense == "layer" and "activation" in (find(kind) or Op).traits:
        return 0.2
    return _CROSSING.get(term.sense, _OTHER)


def _turned(pair: _Pair) -> float:
    """The side of the noun on which the number stands less often, unless it is said to be so: filters are 64."""
    side = LEFT if pair.is_before else RIGHT
    if pair.slot.side in {ANY, side} or (pair.slot.side == LEFT and [each.sense for each in pair.between] == ["is"]):
        return 0.0
    return _TURNED.get((pair.slot.side, side), _WRONG_SIDE)


def _gap(pair: _Pair) -> float:
    """The text between, understood or not."""
    first, last = pair.ends
    return min(0.6, 0.012 * max(0, pair.terms[last].start - pair.terms[first].end - 4))


def _equated(pair: _Pair) -> float:
    """A bonus for what is set equal: stride = 2, stride-2."""
    return -4.0 if _is_equated(pair) else 0.0


def _is_equated(pair: _Pair) -> bool:
    distance, before = pair.at - pair.slot.position, pair.terms[pair.at - 1]
    joined = distance == 1 and pair.number.start - before.end == 1 and before.sense == "attribute"
    return (distance == 2 and before.text.strip() == "=") or (joined and pair.number.hyphened)


def _asked(pair: _Pair) -> float:
    """A noun that is asked for."""
    asked = pair.beside_noun in {"ask", "many"} and pair.slot.role in _ASKED
    other = pair.slot.role == "kernel" and pair.noun.sense != "kernel"
    return 6.0 if asked and not other and not _is_equated(pair) else 0.0


def _unusual(pair: _Pair) -> float:
    """A window that is wider than any usual one."""
    return 1.5 if pair.is_large and pair.slot.role == "kernel" else 0.0


_COSTS: tuple[Callable[[_Pair], float], ...] = (_given, _crossed, _turned, _gap, _equated, _asked, _unusual)
"""Everything that a number in a slot costs, beside how well it fits."""
