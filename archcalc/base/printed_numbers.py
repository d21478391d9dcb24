"""Numbers as somebody printed them: what they may mean, and which values round to them."""

from __future__ import annotations

import re
from math import inf

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple

BYTES = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
          "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
FACTORS = {"": 1, "K": 10**3, "M": 10**6, "MILLION": 10**6, "G": 10**9, "B": 10**9, "BILLION": 10**9, "T": 10**12}
"""What stands behind a number: bytes, or so many."""

_PRINTED = (r"\s*(~|≈|about|<|under|>|over)?\s*([0-9][0-9,]*\.?[0-9]*)\s*([A-Za-z]*)"
            r"(?:\s+(?:FLOPs|FLOP|MACs|params|parameters))?\s*")
_VOLUME = r"[0-9]+(?:\s*[x×*]\s*[0-9]+)*"


class Printed(NamedTuple):
    """A number as somebody printed it: `low` to `high` are the values that round to it; `size` if it is of bytes."""

    low: float
    high: float
    size: bool
    shape: tuple[int, ...] = ()

    def fits(self, number: float) -> bool:
        """True where the number rounds, at the digits printed, to this."""
        return self.low <= number <= self.high


def parse_printed(text: str) -> tuple[Printed, ...]:
    """Meanings of a printed figure: "93MB" is of 10^6 or of 2^20, "112K" of 10^3 or of 2^10; "<25M" is a bound.

    A shape is read as height x width x channels.

    >>> [reading.fits(138357544) for reading in parse_printed("138M")]
    [True]
    """
    if any(sign in text for sign in "x×*") and re.fullmatch(_VOLUME, text):
        axes = tuple(int(axis) for axis in re.findall("[0-9]+", text))
        shape = (axes[-1], *axes[:-1]) if len(axes) in (3, 4) else axes
        return (Printed(0, 0, False, shape),)
    match = re.fullmatch(_PRINTED, text)
    unit = match[3].upper() if match else ""
    if match is None or (unit not in BYTES and unit not in FACTORS):
        raise ValueError(f"{quoted(text)} is not a figure")
    digits = match[2].replace(",", "")
    is_size = unit in BYTES and unit != "B"
    factors = [BYTES[unit]] if is_size else [FACTORS[unit]]
    if is_size and unit[-2] != "I":
        factors.append(BYTES[f"{unit[0]}IB"])
    if unit == "K":
        factors.append(2**10)
    return tuple(_bounded(match[1], _rounded(digits, factor, is_size)) for factor in factors)


def parse_sides(text: str) -> tuple[Printed, ...]:
    """The sides of a window in the order of their axes: "7x11x11"; one number is of every side."""
    if not re.fullmatch(_VOLUME, text):
        raise ValueError(f"{quoted(text)} is not the sides of a window")
    return (Printed(0, 0, False, tuple(map(int, re.findall("[0-9]+", text)))),)


def parse_times(text: str) -> tuple[Printed, ...]:
    """A ratio as printed: "12x fewer", "2.3x".

    >>> [reading.fits(8.7) for reading in parse_times("12x fewer")]
    [False]
    """
    return _plain(re.fullmatch(r"([0-9]+\.?[0-9]*)\s*(?:x|times)\b.*", text), text)


def parse_percent(text: str) -> tuple[Printed, ...]:
    """A share of a whole: "74.59 %"."""
    return _plain(re.fullmatch(r"([0-9]+\.?[0-9]*)\s*%", text), text)


def _plain(match: re.Match[str] | None, text: str) -> tuple[Printed, ...]:
    if match is None:
        raise ValueError(f"{quoted(text)} is not a figure")
    half = 10.0 ** -len(match[1].partition(".")[2]) / 2
    return (Printed(float(match[1]) - half, float(match[1]) + half, size=False),)


def _bounded(word: str | None, rounded: Printed) -> Printed:
    """The interval below, or above, the number."""
    if word in ("<", "under"):
        return rounded._replace(low=0)
    return rounded._replace(high=inf) if word in (">", "over") else rounded


def _rounded(digits: str, factor: int, is_size: bool) -> Printed:
    """The interval of values that round to the digits; trailing zeros of a whole number may be rounded away."""
    fraction = len(digits.partition(".")[2])
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits and factor > 1 else 0
    half = factor * 10.0 ** (zeros - fraction) / 2 if factor > 1 or "." in digits else 0.0
    value = float(digits) * factor
    return Printed(value - half, value + half, is_size)
