"""A search as it is planned, and how far it has come."""

from __future__ import annotations

from archcalc.sweeps.space import space
from archcalc.sweeps.sweep import Sweep


class SearchPlan:
    """A search by name, what it does in words, the most points that it may try, and what its chance grows from."""

    def __init__(self, name: str, words: str, tries: int, seed: int) -> None:
        self.name, self.words, self.tries, self.seed = name, words, tries, seed
        self.is_done = False
        """True where it has tried what it may, or can."""

    def most(self, sweep: Sweep) -> int:
        """The most points that are tried."""
        return min(self.tries, space(sweep).total)

    def note(self, done: int, sweep: Sweep) -> str:
        """A sentence on what was tried."""
        total = space(sweep).total
        proved = "all there are" if done == total else "the best of these, and of all only perhaps"
        return f"{self.words}; {done:,} of {total:,} points tried, seed {self.seed}: {proved}"
