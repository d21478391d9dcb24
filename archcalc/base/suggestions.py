"""Did you mean ...? The nearest of some names, by typing slips."""

from __future__ import annotations

import re
from collections.abc import Collection

from archcalc.base.errors import ArchcalcError, quoted

_LONGEST, _MOST_SLIPS, _MOST_COMPARED, _MOST_LISTED = 60, 5, 2000, 40
"""Limits of suggestions: letters of a word, slips in it, names compared with it, names listed."""


def unknown(noun: str, name: str, names: Collection[str]) -> ArchcalcError:
    """The answer to a name that does not exist."""
    return ArchcalcError.of(f"unknown-{noun.replace(' ', '-')}", f"there is no {noun} {quoted(name)}",
                            hint=did_you_mean(name, names), expected=one_of(sorted(names)))


def one_of(names: Collection[str]) -> str:
    """The names that were expected, where they are few enough to list; otherwise nothing.

    >>> one_of(["filters", "kernel"])
    'one of: filters, kernel'
    """
    return f"one of: {', '.join(quoted(name, '') for name in names)}" if 0 < len(names) <= _MOST_LISTED else ""


def did_you_mean(word: str, names: Collection[str]) -> str:
    """A hint that names the nearest name, or nothing where none is near.

    >>> did_you_mean("kernal", ["filters", "kernel"])
    "did you mean 'kernel'?"
    """
    near = nearest(word, names)
    return f"did you mean {quoted(near)}?" if near else ""


def nearest(word: str, names: Collection[str]) -> str | None:
    """The name with the fewest typing slips from `word`, if they are at most a third of its letters (or one).

    Of two as near, the one that begins and ends like the word, then the one whose numbers are closest. Long words and
    crowds of names are not looked through.

    >>> nearest("vgg17", ["vgg11", "vgg13", "vgg16", "vgg19"])
    'vgg16'
    """
    written = word.lower()
    if not 0 < len(written) <= _LONGEST:
        return None
    for most in range(1, max(len(written) > 1, min(_MOST_SLIPS, len(written) // 3)) + 1):
        near = [name for name in _within(most, written, names) if slips(written, name.lower(), most) <= most]
        if near:
            return min(near, key=lambda name: (-_shared(written, name.lower()), _apart(written, name), name))
    return None


def _within(most: int, written: str, names: Collection[str]) -> list[str]:
    """The names that may be so few slips away: about as long, and of the same letters but for two a slip."""
    size, letters = len(written), set(written)
    return [name for name in names if -most <= len(name) - size <= most
            and len(letters.symmetric_difference(name.lower())) <= 2 * most][:_MOST_COMPARED]


def _apart(one: str, other: str) -> int:
    """The distance of the numbers in two words, one by one."""
    pairs = zip(re.findall("[0-9]+", one), re.findall("[0-9]+", other), strict=False)
    return sum(abs(int(a) - int(b)) for a, b in pairs)


def _shared(one: str, other: str) -> int:
    """The number of letters that two words share at their beginnings and at their ends."""
    return _alike(one, other) + _alike(one[::-1], other[::-1])


def _alike(one: str, other: str) -> int:
    """The number of letters with which two words begin alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def slips(written: str, meant: str, most: int) -> int:
    """The number of letters added, left out, replaced or swapped (Damerau 1964); `most + 1` if more.

    >>> slips("kenrel", "kernel", 2)
    1
    """
    same = _alike(written, meant)
    written, meant = written[same:], meant[same:]
    if same := _alike(written[::-1], meant[::-1]):
        written, meant = written[:-same], meant[:-same]
    far = most + 1
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(written, 1):
        before, last = row, before
        row = [i] + [far] * len(meant)
        # a letter can have moved by as many places as there are slips, so that a band of the table is enough
        for j in range(max(1, i - most), min(len(meant), i + most) + 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != meant[j - 1]))
            if i > 1 < j and letter == meant[j - 2] and written[i - 2] == meant[j - 1]:
                cost = min(cost, last[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return far
    return min(row[-1], far)
