"""A written answer, and what it may mean."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import Reading
from archcalc.homework.languages.spoken import Told


class Answer(NamedTuple):
    """An answer as written, and what it may mean: as numbers, and as a shape.

    `dash` is a lone stroke, which stands for nothing at all or for no answer; `complaint` tells why an answer cannot
    be read.
    """

    given: str
    numbers: tuple[Reading, ...] = ()
    shape: tuple[int, ...] = ()
    channels_first: bool = False
    channels_last: bool = False
    blank: bool = False
    dash: bool = False
    complaint: Told = ""
    biases: bool | None = None
    """Whether it says that biases are counted; None where it says nothing of them."""
    within: str = ""
    """The part that was taken, where it is not the whole of the text."""
    called: frozenset[str] | None = None
    """The figures that the noun beside its number may mean; None where there is none."""
    at_odds: tuple[str, str] | None = None
    """Arithmetic, and what is written as its result and is not."""
    stated: frozenset[tuple[str, int]] = frozenset()
    """Attributes of the layer that it names, with their numbers."""
    names: frozenset[str] = frozenset()
    """Words with digits in them, which may be the names of layers."""
