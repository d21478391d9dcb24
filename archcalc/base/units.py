"""Numbers for people: the only place that rounds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from archcalc.base.axis_order import channels_last
from archcalc.base.errors import printable

if TYPE_CHECKING:
    from fractions import Fraction

VALUE_BYTES = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "int8": 1, "uint8": 1, "int16": 2, "uint16": 2,
               "float8": 1}
"""Bytes per value, by the type of its numbers."""
USUAL_DTYPE = "float32"
"""The type of numbers of a network that says none itself."""
_THOUSANDS = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "K"))


def count(number: int) -> str:
    """Every digit, in groups of three.

    >>> count(138357544)
    '138,357,544'
    """
    return f"{number:,}"


def short(number: int, digits: int = 2) -> str:
    """As the lecture abbreviates: so many digits and a letter; numbers below 10,000 stay whole.

    >>> short(3211264), short(401408), short(4096), short(102760448, 3), short(999999)
    ('3.2M', '400K', '4096', '103M', '1.0M')
    """
    if abs(number) < 10_000:
        return str(number)
    rounded = round(number, digits - len(str(abs(number))))
    factor, letter = next(pair for pair in _THOUSANDS if abs(rounded) >= pair[0])
    whole = len(str(abs(rounded) // factor))
    return f"{rounded / factor:.{max(0, digits - whole)}f}{letter}"


def volume(shape: tuple[int, ...], layout: str = "hwc") -> str:
    """A shape without its batch, as the lecture writes it: height x width x channels; `chw` has channels first.

    >>> volume((96, 55, 55)), volume((4096,)), volume((197, 768)), volume((3, 16, 112, 112))
    ('55x55x96', '4096', '197x768', '16x112x112x3')
    """
    return "x".join(map(str, channels_last(shape) if layout == "hwc" else shape))


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
    """The ratio of two numbers, the smaller as a fraction.

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
    scaled = ((seconds * 10**power, name) for power, name in ((0, "s"), (3, "ms")))
    value, name = next((pair for pair in scaled if pair[0] >= 1), (seconds * 10**6, "us"))
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


def bar(share: float) -> str:
    """A share in percent, and a bar as long.

    >>> bar(0.25)
    ' 25.0 % █████'
    """
    full, rest = divmod(round(share * 160), 8)
    return f"{100 * share:5.1f} % {'█' * full}{' ▏▎▍▌▋▊▉'[rest].strip()}".rstrip()


def intensity(value: float) -> str:
    """Operations for each byte.

    >>> intensity(0.0), intensity(121.96), intensity(1234.5)
    ('0', '122', '1,234')
    """
    return f"{value:,.0f}" if value >= 100 or not value else f"{value:.1f}"


def axes(shape: tuple[int, ...]) -> str:
    """An array's shape, in the array's own order.

    >>> axes((64, 3, 7, 7))
    '64x3x7x7'
    """
    return "x".join(map(str, shape))


def check(right: bool) -> str:
    """A check mark, or a word that cannot be overlooked."""
    return "✓" if right else "WRONG"


def flag(answer: bool) -> str:
    """Yes, or nothing."""
    return "yes" if answer else ""


def truth(answer: bool) -> str:
    """As spreadsheets say it."""
    return "TRUE" if answer else "FALSE"


def field(receptive: dict[str, Any] | None) -> str:
    """A receptive field: `11x11`, or `at most 64x64` where it is a bound; a dash where the input is not an image.

    >>> field({"size": [11, 11]}), field({"size": [64, 64], "at_most": True}), field(None)
    ('11x11', 'at most 64x64', '-')
    """
    if not receptive:
        return "-"
    size = "x".join(map(str, receptive["size"]))
    return f"{'at most ' if receptive.get('at_most') else ''}{size}"


def _fixed(divisor: int, digits: int = 0) -> Callable[[int], str]:
    """Numbers in one unit, which the column's title names."""
    return lambda number: f"{number / divisor:,.{digits}f}"


CELLS: dict[str, Callable[[Any], str]] = {
    "count": count, "values": count, "volume": volume, "bytes": megabytes, "binary": mebibytes, "field": field,
    "text": str, "points": str,
    "answer": answer, "share": str, "size": str, "prose": str, "ratio": times, "signed": signed, "off": off,
    "figure": figure, "short": partial(short, digits=3), "thousands": _fixed(10**3), "millions": _fixed(10**6),
    "KiB": _fixed(2**10), "MB": _fixed(10**6, 2), "MiB": _fixed(2**20, 2), "seconds": duration, "axes": axes,
    "real": real, "part": part, "check": check, "flag": flag, "truth": truth, "bar": bar, "intensity": intensity,
}
"""How a cell of each unit is written."""

BYTES = frozenset({"bytes", "binary"})
"""Units whose cells are bytes: written in powers of 1,000, or of 1,024 beside a memory that is said so."""

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
