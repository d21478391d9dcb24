"""Values and bytes, thousands and 1,024s, bytes and bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.meanings import read
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.misconceptions._base import COUNTED, HELD, LISTED, OTHER, Case, Misconception, by_number
from archcalc.homework.questions.right_answers import BITS, BYTES, VALUES, Target

_PREFIXES = tuple((1000**power, 1024**power) for power in (2, 1, 3))

_FEWEST_BYTES = 10**4
"""Nobody tells fewer in MB, or in MiB."""


def _of(unit: str, change: Callable[[int, int], int]) -> Callable[[Case, Target], Iterable[int]]:
    """A change of the targets of one unit; it is given the number and the bytes of a value."""
    def numbers(case: Case, target: Target) -> Iterator[int]:
        if target.unit == unit:
            yield change(target.value, case.settings.value_bytes)

    return numbers


def _binary_as_decimal(case: Case, target: Target) -> Iterator[int]:
    if target.unit == BYTES and target.value >= _FEWEST_BYTES:
        yield from (target.value * thousands // binary for thousands, binary in _PREFIXES)


def _decimal_as_binary(case: Case, target: Target) -> Iterator[int]:
    if target.unit == BYTES and target.value >= _FEWEST_BYTES:
        yield from (target.value * binary // thousands for thousands, binary in _PREFIXES)


def _other_type(case: Case, target: Target) -> Iterator[int]:
    if target.unit == BYTES:
        each = target.value // case.settings.value_bytes
        yield from (each * size for size in (8, 2) if size != case.settings.value_bytes)


def _unit_missing(case: Case, answer: Answer) -> Told | None:
    """A number that is right with some unit behind it, where none is written."""
    written = answer.numbers[0] if answer.numbers else None
    if written is None or written.unit or written.factor != 1 or not written.digits:
        return None
    units = ("MB", "MiB", "KB", "KiB", "GB", "GiB") if case.question.figure.name in HELD else ("M", "K", "G")
    for unit in units:
        for reading in read(f"{answer.given} {unit}").numbers:
            if any(reading.unit in {"", target.unit} and reading.digits > 9 and reading.fits(target.value)
                   for target in case.targets if isinstance(target.value, int)):
                return said("as {answer} it would be right", answer=f"{answer.given} {unit}")
    return None


ROWS = (
    Misconception("mb-for-mib", "the number is in MiB, of 2^20 bytes, and is called MB",
                  "1 MB is 10^6 bytes and 1 MiB is 2^20 bytes: the number and its unit must go together", HELD,
                  by_number(_binary_as_decimal, bare=False)),
    Misconception("mib-for-mb", "the number is in MB, of 10^6 bytes, and is called MiB",
                  "1 MB is 10^6 bytes and 1 MiB is 2^20 bytes: the number and its unit must go together", HELD,
                  by_number(_decimal_as_binary, bare=False)),
    Misconception("times-four-forgotten", "the bytes of a value were forgotten",
                  "multiply by the bytes of a value: four in float32, two in float16", HELD,
                  by_number(_of(BYTES, lambda size, each: size // each))),
    Misconception("bits-for-bytes", "bits were counted instead of bytes", "a byte has eight bits", HELD,
                  by_number(_of(BYTES, lambda size, each: size * 8))),
    Misconception("bytes-for-bits", "bytes were counted instead of bits", "a byte has eight bits", HELD,
                  by_number(_of(BITS, lambda size, each: size // 8)), rank=LISTED + 1),
    Misconception("bytes-for-values", "bytes were counted instead of values",
                  "the number of values is asked for, not their bytes", HELD | {"neurons", "params", "weights"},
                  by_number(_of(VALUES, lambda values, each: values * each))),
    Misconception("times-four-twice", "the bytes of a value were multiplied in twice",
                  "multiply by the bytes of a value once", HELD, by_number(_of(BYTES, lambda size, each: size * each)),
                  rank=OTHER),
    Misconception("other-number-type", "the values were taken to be of another size",
                  "a value takes four bytes in float32, two in float16", HELD, by_number(_other_type), rank=LISTED + 9),
    Misconception("unit-missing", "the unit is missing", "write the unit, or all digits", COUNTED,
                  matches=_unit_missing, rank=OTHER),
)
