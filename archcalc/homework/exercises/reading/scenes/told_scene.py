"""An exercise as it is told: its layers, each with what belongs to it, what goes in, what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from archcalc.homework.exercises.known_blocks.block_operators import operator_of
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.operators.attribute_names import ELSEWHERE
from archcalc.operators.operator import Op
from archcalc.operators.written_forms import Form

ENDS = frozenset({"stop", "question"})
PARTING = frozenset({"comma", "then", "and", "arrow", "or"})
"""What stands between one layer and the next."""


class Told:
    """A layer that is told: what kind, where, and what is known of it."""

    def __init__(self, kind: str, at: int, term: SaidTerm, sentence: int, *, implied: bool = False) -> None:
        self.kind, self.at, self.term, self.sentence, self.implied = kind, at, term, sentence, implied
        self.attributes: dict[str, Any] = {}
        self.places: dict[str, SaidTerm] = {}
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

    def put(self, role: str, value: Any, term: SaidTerm) -> None:
        """Set an attribute, with the term that says it."""
        self.set(role, value, term)
        self.own = True

    def set(self, role: str, value: Any, term: SaidTerm) -> None:
        """Set what may be said of a layer that was told before: it is to keep the size."""
        name = self.called(role)
        assert name is not None
        self.attributes[name] = list(value) if isinstance(value, tuple) else value
        self.places[name] = term


class ToldScene:
    """Everything that is told, in the order in which it is."""

    def __init__(self, text: str, terms: list[SaidTerm]) -> None:
        self.text, self.terms = text, terms
        self.layers: list[Told] = []
        self.used: set[int] = set()
        self.filled: set[int] = set()
        """Where nouns stand that have their number."""
        self.loose: list[SaidNumber] = []
        self.inputs: list[tuple[Any, SaidTerm]] = []
        self.results: list[tuple[str, Any, SaidTerm]] = []
        self.limits: list[SaidNumber] = []
        self.features: list[SaidNumber] = []
        self.facts: list[SaidNumber] = []
        self.batch, self.number_type, self.colour, self.steps, self.library = 1, "", 0, 0, ""
        self.everywhere: dict[str, tuple[Any, SaidTerm]] = {}
        """Settings of all windows, said before any layer."""
        self.kept: SaidTerm | None = None
        self.height: tuple[Any, SaidTerm] | None = None
        self.bias: bool | None = None
        self.norms: bool | None = None
        """Whether norms are there, where it is said."""
        self.projections, self.join = 4, "concat"
        self.branches: SaidNumber | None = None
        self.residual: SaidTerm | None = None
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


def sentences(terms: list[SaidTerm]) -> Iterator[tuple[int, int]]:
    """The first term of each sentence, and the first one behind it."""
    start = 0
    for i, term in enumerate(terms):
        if term.sense in ENDS:
            if i > start:
                yield start, i + 1
            start = i + 1
    if start < len(terms):
        yield start, len(terms)
