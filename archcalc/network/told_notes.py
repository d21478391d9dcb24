"""Notes on a network while it is built, those among them that belong behind a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from archcalc.base.errors import ArchcalcError, Mistake
from archcalc.language.flat_layers import Gap, Told


class ToldNotes:
    """All that was told so far; of sentences, how many were told before the first of some mistakes."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = mistakes
        self.found: list[Told] = []
        self.before: list[str] = []

    def tell(self, each: Told) -> None:
        """One more."""
        self.found.append(each)
        if isinstance(each, str) and not self.mistakes:
            self.before.append(each)

    @property
    def sentences(self) -> list[str]:
        """The notes for a reader."""
        return [each for each in self.found if isinstance(each, str)]

    @property
    def gaps(self) -> Iterator[Gap]:
        """The gaps that were told."""
        return (each for each in self.found if isinstance(each, Gap))

    @contextmanager
    def behind_mistakes(self) -> Iterator[None]:
        """Put the sizes and choices that were told before a mistake behind it."""
        try:
            yield
        except ArchcalcError as error:
            raise error.behind(self.before) if self.before else error from None
