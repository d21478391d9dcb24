"""A term of an exercise: a stretch of its text, with what it means."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.sentence_words import SentenceWord

_CODES = {"size": "z", "code": "c"}
"""Terms by whose codes the rest of the exercise knows sides, and layers of code."""


class SaidTerm(NamedTuple):
    """A stretch of the text and what it means: `sense` is the kind of thing, `data` which of that kind."""

    sense: str
    data: Any
    text: str
    start: int
    end: int
    counts: str = ""
    """Of a number, the neutral word of several that it stands before: 3 engineers."""
    hyphened: bool = False
    """True of a number that a hyphen joins to what stands before it: stride-2."""

    @property
    def word(self) -> SentenceWord:
        """The term as a place of the text."""
        return SentenceWord(_CODES.get(self.sense, ""), self.text, self.start, self.end, self.data)
