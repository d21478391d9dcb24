"""Terms that mean something together: bytes per value, numbers one after the other, a number and the noun it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.homework.exercises.reading.wording import senses
from archcalc.homework.exercises.reading.wording.said_term import SaidTerm
from archcalc.homework.exercises.reading.wording.tongue import tongue

_NUMBERS = frozenset({"number", "count"})
_OF_BYTES = {1: "int8", 2: "float16", 4: "float32", 8: "float64"}
"""A type of numbers of so many bytes; on nothing else of it does a figure depend."""
_OF_ONE_VALUE = frozenset({"per", "of one", "part", "per image"})
_SEVERAL = re.compile(r"\s([a-zA-Z]{3,}s)\b(?!\s*=)")
_PLACES = frozenset({"pixels", "always", "across", "values", "does", "this", "samples", "its", "bits", "numbers", "was",
                     "has", "dims"})
"""Words with such an ending that a number may stand before: 2 pixels."""
_JOINTS = frozenset({"comma", "and"})
_SETTLES = frozenset({"letter", "attribute", "batch", "steps", "kernel", "dimension", "features", "units"})
_TAKES = frozenset({"filters", "units", "attribute", "channels", "features", "layer", "steps", "batch"})


def counting(found: SaidTerm, plain: str) -> SaidTerm:
    """A number with the hyphen before it and the neutral noun that it counts: stride-2, 3 engineers; others as is."""
    if found.sense not in _NUMBERS:
        return found
    found = found._replace(hyphened=plain[found.start - 1:found.start] == "-")
    several = _SEVERAL.match(plain, found.end)
    noun = several[1].lower() if several else ""
    meant = senses.meaning(noun, tongue(plain)) if several else None
    if several is None or noun in _PLACES or (meant is not None and meant.sense):
        return found
    return found._replace(counts=several[1])


def with_widths(found: list[SaidTerm]) -> list[SaidTerm]:
    """The terms with 4 bytes per value as a type of numbers."""
    made: list[SaidTerm] = []
    for term in found:
        number_type = _number_type(made[-2:], term)
        if number_type:
            number = made[-2]
            made[-2:] = [SaidTerm("number type", number_type, number.text, number.start, term.end)]
        else:
            made.append(term)
    return made


def _number_type(before: list[SaidTerm], term: SaidTerm) -> str:
    """The type of numbers of so many bytes, of which each value, or each float, is said to have them."""
    if len(before) < 2 or before[0].sense not in _NUMBERS or before[1].data != "bytes":
        return ""
    if term.sense not in _OF_ONE_VALUE and term.data != "float32":
        return ""
    amount = before[0].data
    return _OF_BYTES.get(getattr(amount, "value", amount), "")


def with_lists(found: list[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms with several numbers one after the other, 120, 84 and 10, as one term."""
    i = 0
    while i < len(found):
        end = i
        while (after := _next_of_list(found, end)) is not None:
            end = after
        yield _list(found[i:end + 1]) if end > i else found[i]
        i = end + 1


def _list(terms: list[SaidTerm]) -> SaidTerm:
    values = tuple(each.data.value for each in terms if each.sense == "number")
    return SaidTerm("numbers", values, " ".join(each.text for each in terms), terms[0].start, terms[-1].end)


def _next_of_list(found: list[SaidTerm], i: int) -> int | None:
    """The place of the number that goes on with the list that one is in.

    None where words that say nothing stand between, 128 in, 256 out, and where each has a noun of its own: p = 2,
    6 filters.
    """
    after = i + 1
    while after < len(found) and found[after].sense in _JOINTS:
        after += 1
    if after == i + 1 or after == len(found) or not (_is_bare(found[i]) and _is_bare(found[after])):
        return None
    return None if found[i + 1].start - found[i].end > 1 or _is_settled(found, i) else after


def _is_bare(term: SaidTerm) -> bool:
    """True of a number without a unit."""
    return term.sense == "number" and not term.data.unit


def _is_settled(found: list[SaidTerm], i: int) -> bool:
    """True of a number that stands behind its own noun, where the next one stands before another."""
    before = i - 1 - (found[i - 1].sense == "is") if i else -1
    if before < 0 or i + 3 >= len(found):
        return before >= 0 and found[before].sense == "letter"
    noun, after = found[before], found[i + 3]
    other = (noun.sense, noun.data) != (after.sense, after.data)
    return noun.sense == "letter" or (noun.sense in _SETTLES and after.sense in _TAKES and other)
