"""A text -> its terms: numbers, sizes, layers, attributes, figures, joints, without words that bear on no number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from archcalc.homework.answers.numbers import number
from archcalc.homework.exercises.pasted_code.code_pieces import pieces
from archcalc.homework.exercises.reading.wording import unread
from archcalc.homework.exercises.reading.wording.grouped_terms import counting, with_lists, with_widths
from archcalc.homework.exercises.reading.wording.longest_phrase import longest_phrase
from archcalc.homework.exercises.reading.wording.notations import notations
from archcalc.homework.exercises.reading.wording.restated import restated
from archcalc.homework.exercises.reading.wording.said_term import SaidTerm
from archcalc.homework.exercises.reading.wording.term_pattern import TERM
from archcalc.homework.exercises.reading.wording.textbook_letters import letters
from archcalc.homework.exercises.sentence_words import (
    Amount,
    SentenceWord,
    check_length,
    folded,
    in_plain_letters,
    refuse,
)

__all__ = ["SaidTerm", "terms"]

_MARKS = {"=": "is", ":": "is", ",": "comma", ";": "then", ".": "stop", "?": "question", "!": "stop", "\n": "stop",
          "&": "and", "+": "and", "/": "comma", "|": "or"}
_UNKNOWN_SIGNS = frozenset("^*%~")


def terms(text: str) -> tuple[SaidTerm, ...]:
    """The terms of an exercise. Raises ArchcalcError for a word that is in no list, with a caret under it."""
    check_length(text)
    plain = _with_joints(text, folded(text))
    calls: dict[int, list[SaidTerm]] = {}
    code = pieces(text, in_plain_letters(text))
    noted = [SaidTerm(*each) for each in (*restated(plain), *notations(text, plain), *letters(plain))]
    outside = [each for each in noted if not any(call.start <= each.start < call.end for call in code)]
    for each in (*(SaidTerm(*call) for call in code), *outside):
        calls.setdefault(each.start, []).append(each)
    return tuple(with_lists(with_widths(unread.without(text, list(_all(text, plain, calls))))))


def _with_joints(text: str, plain: str) -> str:
    """The folded text with an and in the place of what Chinese sets between the parts of a list."""
    return "".join("&" if text[i:i + 1] == "、" else letter for i, letter in enumerate(plain))


def _all(text: str, plain: str, calls: dict[int, list[SaidTerm]]) -> Iterator[SaidTerm]:
    """The terms in order: code, notation and letters where they stand, all else as it is written between them."""
    position = 0
    while position < len(plain):
        if position in calls:
            told = calls[position]
            position = max(each.end for each in told)
            yield from (each for each in told if each.sense)
            continue
        match = TERM.match(plain, position)
        assert match is not None
        end = min((start for start in calls if position < start < match.end()), default=match.end())
        found = _term(text, match) if end == match.end() else None
        position = found.end if found else end
        if found is not None and found.sense:
            yield counting(found, plain)


def _term(text: str, match: re.Match[str]) -> SaidTerm | None:
    """The term that a form means; None for a label, and for a sign of no meaning."""
    form = match.lastgroup or ""
    if form in _RULES:
        return _RULES[form](text, match)
    said = _MEANT[form](match[0]) if form in _MEANT else None
    return SaidTerm(*said, text[slice(*match.span())], *match.span()) if said else None


_Said = tuple[str, Any]


def _first(written: str) -> int:
    """The first number of what is written."""
    return int(re.findall("[0-9]+", written)[0])


def _size(written: str) -> _Said:
    return "size", tuple(map(int, re.findall("[0-9]+", written)))


def _bits(written: str) -> _Said:
    """A type of numbers of so many bits; of 8, and where integers are told, a whole one."""
    bits = _first(written)
    return "number type", f"{'int' if bits == 8 or 'int' in written.lower() else 'float'}{bits}"


def _nth(written: str) -> _Said:
    """A layer by its number; one with a colon opens a line of a list, and says nothing."""
    return "" if written.endswith(":") else "ordinal", _first(written)


def _sign(written: str) -> _Said | None:
    return ("unknown", None) if written in _UNKNOWN_SIGNS else None


_MEANT: dict[str, Callable[[str], _Said | None]] = {
    "option": lambda written: ("option", None),
    "bits": _bits,
    "axes": lambda written: ("modifier", f"{written[0]}d"),
    "nth": _nth,
    "steps": _size,
    "size": _size,
    "arrow": lambda written: ("arrow", None),
    "mark": lambda written: (_MARKS[written], None),
    "nothing": _sign,
}
"""What is written in a form -> what it means."""


def _negative(text: str, match: re.Match[str]) -> NoReturn:
    """Raise ArchcalcError."""
    written = text[slice(*match.span())]
    refuse(text, SentenceWord("", written, *match.span()), f"{written}: no size or number here is negative", "")


def _number(text: str, match: re.Match[str]) -> SaidTerm:
    written = match[0].rstrip(".,")
    readings = number(written)
    start = match.start()
    if not readings:
        word = SentenceWord("", written, start, start + len(written))
        refuse(text, word, f"{written} is not a number", "digits, and , between thousands")
    first = readings[0]
    exact = first.digits * first.factor
    value = exact // first.below if exact % first.below == 0 else exact / first.below
    return SaidTerm("number", Amount(value, first.unit), written, start, start + len(written))


_RULES: dict[str, Callable[[str, re.Match[str]], SaidTerm | None]] = {
    "negative": _negative, "number": _number, "word": longest_phrase,
}
"""Forms of which what is written, or where it ends, is not all that tells what they mean."""
