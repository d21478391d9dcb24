"""Places for numbers that nouns open: filters are counted, a stride is one number, a window has sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import number
from archcalc.homework.exercises.known_blocks.block_operators import operator_of
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import Amount
from archcalc.homework.exercises.vocabulary import NamedLayer

ANY, LEFT, RIGHT, RATHER_RIGHT = "any", "left", "right", "rather right"
"""On which side of its noun a number usually stands."""


class Slot(NamedTuple):
    """A place for one number, which the noun at `position` opens: what it would be, how well which kinds fit.

    `number` and `size` are what it costs to fill it with a whole number, or with sides; None where it takes none.
    """

    position: int
    role: str
    side: str
    number: float | None
    size: float | None


def is_number(term: SaidTerm) -> bool:
    """True for a term that looks for its noun."""
    return term.sense in {"number", "count", "size", "numbers"}


def value_of(term: SaidTerm) -> Any:
    """The number, or the sides, that a term says."""
    if term.sense == "numbers":
        return list(term.data)
    return term.data.value if isinstance(term.data, Amount) else term.data


def whole(term: SaidTerm) -> Any:
    """The number of things that are counted: 9.216 inputs are thousands, with a point between."""
    value = value_of(term)
    if not isinstance(value, float):
        return value
    readings = (each.digits * each.factor // each.below for each in number(term.text)
                if each.digits * each.factor % each.below == 0)
    return next(readings, value)


def opened(terms: list[SaidTerm], position: int) -> Iterator[Slot]:
    """The slots that a term opens."""
    rule = _RULES.get(terms[position].sense)
    if rule is not None and not _is_reached(terms, position):
        for role, side, number, size in rule(terms[position]):
            yield Slot(position, role, side, number, size)


def _is_reached(terms: list[SaidTerm], position: int) -> bool:
    """True of a word that leads to a figure's own value: the receptive field is to reach 15x15."""
    before = position
    while before and terms[before].sense in {"to", "gives"}:
        before -= 1
    return before < position and terms[before].sense == "figure" and terms[before].data == "receptive_field"


_Rows = Iterator[tuple[str, str, float | None, float | None]]


def _layer(term: SaidTerm) -> _Rows:
    """The slots that a layer's own name opens: 3x3 convolution, FC 120, two convolutions."""
    kind = term.data.kind if isinstance(term.data, NamedLayer) else term.data
    op = operator_of(kind)
    yield "times", LEFT, 1.4, None
    if "kernel" in op.fields:
        yield "kernel", ANY, 2.5 if "filters" in op.fields else 1.0, 0.2
    if "filters" in op.fields:
        yield "filters", RIGHT, 1.6, None
    if "units" in op.fields:
        yield "units", ANY, 0.9, None
    if kind == "embedding":
        yield "entries x features", ANY, None, 0.2
    if "groups" in op.fields and "norm" in op.traits:
        yield "groups", ANY, 1.5, None


def _attribute(term: SaidTerm) -> _Rows:
    name = term.data
    if name == "features":
        yield "dimensional", ANY, 0.2, 1.5
    elif name == "entries":
        yield name, ANY, 0.0, None
    elif name == "head_width":
        yield name, ANY, 0.2, None
    elif name in {"units", "heads", "groups"}:
        yield name, LEFT, 0.2, None
    else:
        yield name, RIGHT, 0.0, 1.2


def _filters(term: SaidTerm) -> _Rows:
    yield "filters", LEFT, 0.0, None
    yield "kernel", RATHER_RIGHT, 2.2, 0.05


def _kernel(term: SaidTerm) -> _Rows:
    role = "pool kernel" if term.data == "pool" else "kernel"
    yield role, ANY, None, 0.0
    yield role, RIGHT, 0.3, None
    if role == "kernel":
        yield "filters", LEFT, 0.45, None
    yield "times", LEFT, 2.5, None


def _input(term: SaidTerm) -> _Rows:
    yield "input", ANY, 1.2, 0.1
    yield "channels in", LEFT, 2.6, None


_RULES: dict[str, Callable[[SaidTerm], _Rows]] = {
    "layer": _layer,
    "attribute": _attribute,
    "filters": _filters,
    "kernel": _kernel,
    "input": _input,
    "hidden": lambda term: iter([("times", LEFT, 1.2, None), ("units", ANY, 1.1, None)]),
    "on": lambda term: iter([("input", RIGHT, 2.0, 0.3)]),
    "keeps": lambda term: iter([("input", ANY, None, 0.5)]),
    "output": lambda term: iter([("target", RIGHT, 1.2, 0.9)]),
    "gives": lambda term: iter([("target", RIGHT, 2.4, 0.9)]),
    "size word": lambda term: iter([("size", RIGHT, 0.9, 0.6)]),
    "channels": lambda term: iter([("channels", LEFT, 0.1, None)]),
    "features": lambda term: iter([("channels in", ANY, 0.1, None)]),
    "bias": lambda term: iter([("biases", LEFT, 0.3, None)]),
    "units": lambda term: iter([("units", LEFT, 0.1, None)]),
    "branches": lambda term: iter([("branches", LEFT, 0.0, None)]),
    "state": lambda term: iter([("state", RIGHT, 0.1, None)]),
    "batch": lambda term: iter([("batch", ANY, -0.4, None)]),
    "layer noun": lambda term: iter([("volume", LEFT, None, 1.0)]),
    "images": lambda term: iter([("batch", LEFT, 0.9, None), ("input", ANY, None, 0.3)]),
    "pixels": lambda term: iter([("input", LEFT, 0.6, None)]),
    "steps": lambda term: iter([("steps", LEFT, 0.1, None)]),
    "dimensional": lambda term: iter([("dimensional", LEFT, 0.1, None)]),
    "dimension": lambda term: iter([("dimensional", RIGHT, 0.5, 0.9)]),
    "layers": lambda term: iter([("layers", LEFT, 0.1, None)]),
    "figure": lambda term: iter([("limit", ANY, 0.4, 0.6 if term.data == "receptive_field" else None)]),
    "colour": lambda term: iter([("input", ANY, 1.6, 0.5)]),
    "side": lambda term: iter([("side", LEFT, 0.2, None)]),
    "most": lambda term: iter([("limit", RIGHT, 1.5, None), ("kernel", RIGHT, None, 0.9)]),
    "from": lambda term: iter([("from", RIGHT, 0.9, 0.9)]),
    "to": lambda term: iter([("to", RIGHT, 0.9, 0.9), ("from", LEFT, 1.5, 1.1)]),
    "letter": lambda term: iter([(term.data, RIGHT, 0.0, 0.0)]),
    "notation": lambda term: iter([("times", LEFT, 1.4, None)]),
    "arrow": lambda term: iter([("from", LEFT, 0.9, None), ("to", RIGHT, 0.9, 1.4)]),
}
"""The slots of each sense."""
