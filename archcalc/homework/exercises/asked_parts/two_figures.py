"""Two figures set against each other: how many times one is the other, what percentage, by how many they differ."""

from __future__ import annotations

from fractions import Fraction

from archcalc.base.named_tuples import NamedTuple

_LONG = 10_000
"""A fraction with such a denominator tells nobody more than a percentage."""


class TwoFigures(NamedTuple):
    """Two figures of a kind, each with a name."""

    first: str
    one: int
    second: str
    other: int

    @property
    def head(self) -> dict[str, object]:
        """Both figures, and what follows from them, as JSON has it."""
        largest, least = max(self.one, self.other), min(self.one, self.other)
        ratio = {"ratio": largest / least} if least else {}
        ratio |= {"percent": 100 * least / largest} if largest else {}
        return {"values": [self.one, self.other], "difference": largest - least} | ratio

    @property
    def sentence(self) -> str:
        """All of it in words: whichever way the question goes, its answer is among them."""
        if self.one == self.other:
            return f"{self.first} and {self.second}: the same, {self.one:,}"
        names = [(self.first, self.one), (self.second, self.other)]
        (more, largest), (less, least) = sorted(names, key=lambda each: -each[1])
        told = f"{more} is {largest - least:,} more than {less}"
        if not least:
            return f"{told}, which is 0"
        share, lowest = 100 * least / largest, Fraction(least, largest)
        in_lowest = f"; in lowest terms {lowest}" if 1 < lowest.numerator < least and lowest.denominator < _LONG else ""
        return (f"{told}, {number(largest / least)} times as much: {largest:,} / {least:,}; {less} is {number(share)} "
                f"% of {more}, {number(100 - share)} % less{in_lowest}")


def number(value: float) -> str:
    """A number with what can be read of it: 4, 2.714, 1,254."""
    return f"{round(value):,}" if value >= 1000 or value == int(value) else f"{value:.4g}"
