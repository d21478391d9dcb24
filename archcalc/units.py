"""Numbers for people: the only place that rounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from archcalc.errors import printable, quoted

if TYPE_CHECKING:
    from fractions import Fraction

_THOUSANDS = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "K"))
_BYTES = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
          "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
_FACTORS = {"": 1, "K": 10**3, "M": 10**6, "MILLION": 10**6, "G": 10**9, "B": 10**9, "BILLION": 10**9, "T": 10**12}
_PRINTED = re.compile(r"\s*(~|≈|about|<|under|>|over)?\s*([0-9][0-9,]*\.?[0-9]*)\s*([A-Za-z]*)"
                      r"(?:\s+(?:FLOPs|FLOP|MACs|params|parameters))?\s*")
_VOLUME = re.compile(r"[0-9]+(?:\s*[x×*]\s*[0-9]+)*")


def count(number: int) -> str:
    """Every digit, in groups of three.

    >>> count(138357544)
    '138,357,544'
    """
    return f"{number:,}"


def short(number: int, digits: int = 2) -> str:
    """As the lecture abbreviates: the first digits and a letter; numbers below 10,000 stay whole.

    >>> short(3211264), short(150528), short(4096), short(138357544, 3)
    ('3.2M', '150K', '4096', '138M')
    """
    if abs(number) < 10_000:
        return str(number)
    factor, letter = next(pair for pair in _THOUSANDS if abs(number) >= pair[0])
    whole = len(str(abs(number) // factor))
    if whole >= digits:
        step = factor * 10 ** (whole - digits)
        return f"{number // step * step // factor}{letter}"
    return f"{number / factor:.{digits - whole}f}{letter}"


def volume(shape: tuple[int, ...], layout: str = "hwc") -> str:
    """A shape without its batch, as the lecture writes it: height x width x channels; `chw` has channels first.

    >>> volume((96, 55, 55)), volume((4096,)), volume((197, 768))
    ('55x55x96', '4096', '197x768')
    """
    axes = (*shape[1:], shape[0]) if len(shape) == 3 and layout == "hwc" else shape
    return "x".join(map(str, axes))


def megabytes(size: int) -> str:
    """Bytes in MB (10^6), or the unit of a thousand that suits.

    >>> megabytes(12845056), megabytes(602112), megabytes(40)
    ('12.85 MB', '602.1 KB', '40 B')
    """
    return _scaled(size, 1000, ("B", "KB", "MB", "GB", "TB"))


def mebibytes(size: int) -> str:
    """Bytes in MiB (2^20), or the unit of 1,024 that suits.

    >>> mebibytes(60950432)
    '58.13 MiB'
    """
    return _scaled(size, 1024, ("B", "KiB", "MiB", "GiB", "TiB"))


def _scaled(size: int, base: int, names: tuple[str, ...]) -> str:
    power = 0
    while power < len(names) - 1 and size >= base ** (power + 1):
        power += 1
    if power == 0:
        return f"{size} B"
    value = size / base**power
    return f"{value:.{2 if value < 100 else 1}f} {names[power]}"


def percent(part: int, whole: int) -> str:
    """A share in whole percent.

    >>> percent(102760448, 138344128)
    '74 %'
    """
    return f"{round(100 * part / whole) if whole else 0} %"


def times(ratio: float) -> str:
    """How many times a number is another one, the smaller as a fraction.

    >>> times(2.18), times(1 / 8.71), times(1)
    ('2.2x', '1/8.7', '1x')
    """
    if 0.95 < ratio < 1.05:
        return f"{ratio:.2f}".rstrip("0").rstrip(".") + "x"
    return f"{ratio:.{1 if ratio < 100 else 0}f}x" if ratio > 1 else f"1/{1 / ratio:.1f}" if ratio else "0"


def off(part: float) -> str:
    """By how much a figure is off, in percent.

    >>> off(-0.0671), off(12.5), off(-0.0000013)
    ('-6.7 %', '+1250 %', '-0.0001 %')
    """
    places = 0 if abs(part) >= 1 else 1 if abs(part) >= 0.001 else 4
    return f"{100 * part:+.{places}f} %"


def signed(number: int) -> str:
    """A difference.

    >>> signed(53120), signed(-44402816), signed(0)
    ('+53,120', '-44,402,816', '0')
    """
    return f"{number:+,}" if number else "0"


def figure(value: Any) -> str:
    """A count, a ratio, or a shape as the lecture writes it.

    >>> figure(138344128), figure(8.71), figure((64, 112, 112))
    ('138,344,128', '8.71', '112x112x64')
    """
    return volume(value) if isinstance(value, tuple) else f"{value:,}"


def answer(value: Any) -> str:
    """A cell of a worksheet: a volume, a count, or what it says."""
    return volume(value) if isinstance(value, tuple) else count(value) if isinstance(value, int) else str(value)


def points(share: Fraction) -> int | float:
    """A mark: whole, or with two decimals at most."""
    return int(share) if share.denominator == 1 else round(float(share), 2)


def duration(seconds: float) -> str:
    """A time, to three digits.

    >>> duration(0.000043), duration(0.0042), duration(1.5), duration(312.4)
    ('43.0 us', '4.20 ms', '1.50 s', '312 s')
    """
    value, name = next(((seconds * 10**power, name) for power, name in ((0, "s"), (3, "ms")) if seconds * 10**power >= 1),
                       (seconds * 10**6, "us"))
    return f"{value:.{max(0, 3 - len(str(int(value))))}f} {name}"


def real(value: float) -> str:
    """A value of a volume, to four digits.

    >>> real(0.123456), real(-1234567.0)
    ('0.1235', '-1.235e+06')
    """
    return f"{value:.4g}"


def part(share: float) -> str:
    """A share in percent, with one decimal.

    >>> part(0.4567)
    '45.7 %'
    """
    return f"{100 * share:.1f} %"


def check(right: bool) -> str:
    """A check mark, or a word that cannot be overlooked."""
    return "✓" if right else "WRONG"


def field(receptive: dict[str, Any] | None) -> str:
    """A receptive field: `11x11`, or how it is when the whole input is seen."""
    if not receptive:
        return "-"
    height, width = receptive["size"]
    return f"{height}x{width}"


def _fixed(divisor: int, digits: int = 0) -> Callable[[int], str]:
    """Numbers in one unit, which the column's title names."""
    return lambda number: f"{number / divisor:,.{digits}f}"


CELLS: dict[str, Callable[[Any], str]] = {
    "count": count, "values": count, "volume": volume, "bytes": megabytes, "field": field, "text": str, "points": str,
    "answer": answer, "share": str, "size": str, "prose": str, "ratio": times, "signed": signed, "off": off,
    "figure": figure, "short": short, "thousands": _fixed(10**3), "millions": _fixed(10**6), "KiB": _fixed(2**10),
    "MB": _fixed(10**6, 2), "MiB": _fixed(2**20, 2), "seconds": duration, "real": real, "part": part, "check": check,
}
"""How a cell of each unit is written."""

DIVISORS = {"thousands": 10**3, "millions": 10**6, "KiB": 2**10, "MB": 10**6, "MiB": 2**20}
"""What the cells of some units were divided by."""


def cell(value: Any, unit: str, layout: str = "hwc") -> str:
    """One cell of a table, safe to print; None is empty."""
    if value is None:
        return ""
    return printable(volume(value, layout) if unit == "volume" else CELLS[unit](value))


def beside(value: Any, unit: str) -> str:
    """A cell's value beside its arithmetic, as the lecture writes it: 224*224*64=3.2M, (3*3*3)*64 = 1,728.

    >>> beside(3211264, "values"), beside(1728, "count")
    ('=3.2M', ' = 1,728')
    """
    return f"={short(value)}" if unit == "values" else f" = {cell(value, unit)}"


class Printed(NamedTuple):
    """A number as somebody printed it: `low` to `high` are the values that round to it; `size` if it is of bytes."""

    low: float
    high: float
    size: bool
    shape: tuple[int, ...] = ()

    def fits(self, number: float) -> bool:
        """Whether the number rounds, at the digits printed, to this."""
        return self.low <= number <= self.high


def parse_printed(text: str) -> tuple[Printed, ...]:
    """What a printed figure may mean: "93MB" is of 10^6 or of 2^20, "112K" of 10^3 or of 2^10; "<25M" is a bound.

    A shape is read as height x width x channels.

    >>> [reading.fits(138357544) for reading in parse_printed("138M")]
    [True]
    """
    if _VOLUME.fullmatch(text) and not text.isdigit():
        axes = tuple(int(axis) for axis in re.findall("[0-9]+", text))
        shape = (axes[-1], *axes[:-1]) if len(axes) == 3 else axes
        return (Printed(0, 0, False, shape),)
    match = _PRINTED.fullmatch(text)
    unit = match[3].upper() if match else ""
    if match is None or (unit not in _BYTES and unit not in _FACTORS):
        raise ValueError(f"{quoted(text)} is not a figure")
    digits = match[2].replace(",", "")
    is_size = unit in _BYTES and unit != "B"
    factors = [_BYTES[unit]] if is_size else [_FACTORS[unit]]
    if is_size and unit[-2] != "I":
        factors.append(_BYTES[f"{unit[0]}IB"])
    if unit == "K":
        factors.append(2**10)
    return tuple(_bounded(match[1], _rounded(digits, factor, is_size)) for factor in factors)


def parse_times(text: str) -> tuple[Printed, ...]:
    """How many times: "12x fewer", "2.3x".

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
    """What lies below, or above, the number."""
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
