"""Question banks, one format to a file; being there is being registered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Protocol, runtime_checkable

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry
from archcalc.homework.handouts.quiz import Item, Quiz, everything

PARTIAL, TOLERANCE, POINTS, FOLLOWED = "partial credit", "tolerance", "points", "follow-through"
"""What a rubric says of a question, and a format can say or not."""


class Bank(Protocol):
    """One format of questions."""

    SUFFIXES: tuple[str, ...]
    """Endings of files that ask for this format, with their dots; none where it has to be named."""
    HOLDS: frozenset[str]
    """What of a rubric the format can say."""

    def render(self, quiz: Quiz) -> str | bytes:
        """The questions, with their answers where the format holds them; bytes where it is an archive."""


@runtime_checkable
class KeyedBank(Bank, Protocol):
    """A format whose answers are a file of their own."""

    def key(self, quiz: Quiz) -> str:
        """The answers alone."""


@runtime_checkable
class SelectiveBank(Bank, Protocol):
    """A format that does not hold every question."""

    def takes(self, item: Item) -> bool:
        """True for a question that the format can hold."""


NAMES = Registry[Bank](__name__, __file__, "format")


def render(quiz: Quiz, form: str) -> str | bytes:
    """A quiz in a format. Raises ArchcalcError."""
    return NAMES.load(form).render(quiz)


def key(quiz: Quiz, form: str) -> str:
    """The answers, in the same format. Raises ArchcalcError where the format holds them already."""
    bank = NAMES.load(form)
    if not isinstance(bank, KeyedBank):
        raise ArchcalcError.of("usage", f"{form} holds the answers itself",
                               expected="csv, markdown or latex with --key")
    return bank.key(quiz)


def taken(form: str) -> Callable[[Item], bool]:
    """A test of questions: true for one that a format holds."""
    bank = NAMES.load(form)
    return bank.takes if isinstance(bank, SelectiveBank) else everything


def unheld(quiz: Quiz, form: str) -> list[str]:
    """Parts of a quiz's rubric that a format cannot say."""
    said = {PARTIAL: any(0 < choice.percent < 100 for item in quiz.items for choice in item.choices[1:]),
            TOLERANCE: any(item.slack for item in quiz.items),
            POINTS: any(item.terms.points != 1 for item in quiz.items),
            FOLLOWED: any(item.terms.follow_through for item in quiz.items)}
    return [each for each, used in said.items() if used and each not in NAMES.load(form).HOLDS]


def by_suffix(path: str) -> str:
    """The format that a file's ending asks for."""
    suffix = PurePath(path).suffix.lower()
    for name in NAMES:
        if suffix in NAMES.load(name).SUFFIXES:
            return name
    raise ArchcalcError.of("format", f"no format is known by the ending of {quoted(path)}",
                           hint="say which with --format", expected=f"one of: {', '.join(NAMES)}")
