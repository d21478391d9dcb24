"""Slips of the pen: one digit, two digits swapped, a nought too many, digits cut off instead of rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.numbers import Reading
from archcalc.homework.misconceptions._base import COUNTED, SLIP, Case, Misconception

_FEWEST = 3
"""A slip in a number of fewer digits is not told from a guess."""
_ANY = COUNTED | {"output", "height", "width", "channels", "affine", "buffers", "receptive_field", "effective_stride"}


def _pairs(case: Case, answer: Answer) -> Iterator[tuple[str, str]]:
    """The digits written and the right ones, for each meaning of the answer that has the right unit."""
    for target in case.targets:
        if isinstance(target.value, tuple):
            yield from _sides(answer.shape, target.value)
            continue
        for reading in answer.numbers:
            if reading.unit in {"", "any", target.unit} and (target.bare or reading.unit == target.unit):
                yield str(reading.digits), str(reading.written(target.value))


def _sides(written: tuple[int, ...], right: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """The one side of a volume that differs."""
    for order in (right, (*right[1:], right[0])):
        if len(written) == len(right):
            different = [(a, b) for a, b in zip(written, order, strict=True) if a != b]
            if len(different) == 1:
                yield str(different[0][0]), str(different[0][1])


def _slip(seen: Callable[[str, str], bool], fewest: int = _FEWEST) -> Callable[[Case, Answer], str | None]:
    def matches(case: Case, answer: Answer) -> str | None:
        enough = 2 if answer.shape else fewest
        pairs = _pairs(case, answer)
        return next(("" for written, right in pairs if len(right) >= enough and seen(written, right)), None)

    return matches


def _one_digit(written: str, right: str) -> bool:
    return len(written) == len(right) and sum(a != b for a, b in zip(written, right, strict=True)) == 1


def _swapped(written: str, right: str) -> bool:
    places = [i for i, (a, b) in enumerate(zip(written, right, strict=False)) if a != b]
    return (len(written) == len(right) and len(places) == 2 and places[1] == places[0] + 1
            and written[places[0]] == right[places[1]] and written[places[1]] == right[places[0]])


def _left_out(written: str, right: str) -> bool:
    return len(written) + 1 == len(right) and any(right[:i] + right[i + 1:] == written for i in range(len(right)))


def _twice(written: str, right: str) -> bool:
    return _left_out(right, written)


def _power_of_ten(written: str, right: str) -> bool:
    return written != right and written.rstrip("0") == right.rstrip("0")


def _thousandfold(case: Case, answer: Answer) -> str | None:
    """17.472M for 17,472: right at the digits written, but for some noughts."""
    return _rounded(case, answer, lambda reading, value: reading.rounded and reading.digits > 9
                    and any(_shifted(reading, value, 10**noughts) for noughts in range(1, 10)))


def _shifted(reading: Reading, value: int, by: int) -> bool:
    return reading.fits(value * by) or reading.low * by <= value <= reading.high * by


def _rounded(case: Case, answer: Answer, seen: Callable[[Reading, int], bool]) -> str | None:
    numbers = [target for target in case.targets if isinstance(target.value, int)]
    return next(("" for reading in answer.numbers for target in numbers
                 if (target.unit == reading.unit or (not reading.unit and target.bare))
                 and seen(reading, target.value)), None)


def _cut(case: Case, answer: Answer) -> str | None:
    return _rounded(case, answer, lambda reading, value: reading.rounded and reading.digits > 9
                    and value * reading.below // reading.factor == reading.digits)


def _few(case: Case, answer: Answer) -> str | None:
    return _rounded(case, answer, lambda reading, value: reading.rounded and 0 < reading.digits < 10
                    and reading.written(value) == reading.digits)


def _noughts(case: Case, answer: Answer) -> str | None:
    """138,000,000 for 138,357,544: a whole number claims all of its digits."""
    return _rounded(case, answer, lambda reading, value: not reading.rounded and _nearly(reading.digits, value))


def _nearly(written: int, value: int) -> bool:
    place = 10 ** (len(str(written)) - len(str(written).rstrip("0")))
    return bool(place > 1 and written // place > 9 and abs(written - value) * 2 <= place)


def _noughts_too_many(case: Case, answer: Answer) -> str | None:
    """Some noughts more or fewer, in a number with all its digits or in a rounded one."""
    found = _slip(_power_of_ten, 2)(case, answer)
    return _thousandfold(case, answer) if found is None else found


ROWS = (
    Misconception("cut-off", "digits were cut off instead of rounded", "round to the digits that you write", COUNTED,
                  matches=_cut, rank=SLIP - 3),
    Misconception("one-digit-alone", "one digit is too few", "write at least two digits, or all of them", COUNTED,
                  matches=_few, rank=SLIP - 2),
    Misconception("noughts-for-digits", "it is rounded, but written as if it were exact",
                  "write all digits, or say that it is rounded: with K, M or G", COUNTED, matches=_noughts,
                  rank=SLIP - 1),
    Misconception("digits-swapped", "two digits are swapped (a transposition)",
                  "write it down once more, digit by digit", _ANY, matches=_slip(_swapped, 2), rank=SLIP),
    Misconception("one-digit-wrong", "one digit is wrong (a slip)", "work it out once more: one digit is wrong", _ANY,
                  matches=_slip(_one_digit), rank=SLIP),
    Misconception("power-of-ten", "there are too many noughts, or too few", "count the noughts", _ANY,
                  matches=_noughts_too_many, rank=SLIP),
    Misconception("digit-left-out", "a digit is missing", "write it down once more, digit by digit", _ANY,
                  matches=_slip(_left_out), rank=SLIP + 1),
    Misconception("digit-too-many", "there is a digit too many", "write it down once more, digit by digit", _ANY,
                  matches=_slip(_twice), rank=SLIP + 1),
)
