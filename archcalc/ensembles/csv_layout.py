"""The layout of a table of predictions: a name first or none, one column or several, a line of titles or none.

| first line | what stands below |
|---|---|
| `image,class` or any other title | a class for every image |
| `id,prob`, or a column with fractions | the probability of class 1, beside class 0 |
| `id,cat,dog,...` | a probability for every class |
| `cat,dog,...` | the same without names: the rows sum to 1 with their first cell, and not without it |
| numbers with a point, or one number | the first row: there are no titles |

Sources: Kaggle's sample submissions; pandas' to_csv; NumPy's savetxt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import BinaryIO

from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.ensembles.prediction_cells import EXACT, MOST_CLASSES, NUMBER, REAL, wrong_numbers

BINARY = ("0", "1")
"""The classes of a file that has the probability of the second alone."""
_FRACTION = re.compile(rb'(?:^|,)[ "]{0,9}(?:[0-9]{0,60}\.[0-9]{0,60}[1-9][0-9]{0,60}|[0-9.]{1,60}[eE]-[0-9]{1,9})'
                       rb'[ "]{0,9}\r?$', re.MULTILINE)
_PIECE = 1 << 20


class Layout(NamedTuple):
    """Columns as they stand: `names` says that the first is the images'; `titles` are those of the others, if any."""

    names: bool
    titles: tuple[str, ...] | None
    width: int

    @property
    def several(self) -> bool:
        """True where there is a column for every class."""
        return self.width - self.names > 1


def layout(head: Sequence[str], rows: Sequence[Sequence[str]], tolerance: Decimal) -> Layout:
    """The layout that the first lines tell. Raises Refused."""
    mark = next((f"commas separate columns, not {quoted(mark)}" for mark in ";\t|" if mark in head[0]), "")
    if len(head) == 1 and (mark or (not rows and not NUMBER.fullmatch(head[0]))):
        raise Refused("columns", "there is one column", hint=mark,
                      expected="the image, and its class or a column of probabilities for every class")
    if len(head) > MOST_CLASSES + 1:
        raise Refused("too-large", f"there are more than {MOST_CLASSES:,} classes", hint="a line for every image?")
    if _is_row(head, rows):
        return Layout(False, None, len(head))
    names = len(head) > 1 and not _sums_with_first(rows, tolerance)
    titles = tuple(head[1:] if names else head)
    if len(titles) > 1:
        _check(titles, first=1 + names)
    elif number := next(filter(REAL.fullmatch, titles), ""):
        raise Refused("header", f"{quoted(number)} is no name of a class", hint="the first line names the columns")
    return Layout(names, titles, len(head))


def _is_row(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """True where the first line holds numbers that cannot be titles; different whole numbers can.

    One number alone is a title where words stand below it: a series of pandas has it.
    """
    if not all(map(NUMBER.fullmatch, head)):
        return False
    if len(head) == 1:
        return all(NUMBER.fullmatch(row[0]) for row in rows)
    return len(set(head)) < len(head) or any(map(REAL.fullmatch, head))


def _sums_with_first(rows: Sequence[Sequence[str]], tolerance: Decimal) -> bool:
    """True where the first cells are probabilities: rows sum to 1 with them, and not all do without."""
    if not rows or any(wrong_numbers(row) for row in rows) or not any(REAL.fullmatch(row[0]) for row in rows):
        return False
    with localcontext(EXACT):
        sums = [(sum(map(Decimal, row), Decimal(0)), sum(map(Decimal, row[1:]), Decimal(0))) for row in rows]
    return all(abs(whole - 1) <= tolerance for whole, _ in sums) and any(abs(part - 1) > tolerance for _, part in sums)


def _check(titles: tuple[str, ...], first: int) -> None:
    if number := next(filter(REAL.fullmatch, titles), ""):
        raise Refused("header", f"{quoted(number)} is no name of a class", hint="the first line names the columns")
    if "" in titles:
        raise Refused("header", f"column {titles.index('') + first} has no name",
                      hint="the first line names the classes")
    if len(set(titles)) < len(titles):
        again = next(name for i, name in enumerate(titles) if name in titles[:i])
        raise Refused("header", f"the class {quoted(again)} has two columns",
                      hint="a column of probabilities for every class")


def is_binary(title: str, file: BinaryIO, start: int) -> bool:
    """True where a single column holds the probability of the second class: its title says so, or a fraction in it."""
    word = title.casefold()
    if word.startswith("prob") or word == "p":
        return True
    if word == "class":
        return False
    file.seek(start)
    rest = b""
    while piece := file.read(_PIECE):
        lines, _, rest = (rest + piece).rpartition(b"\n")
        if _FRACTION.search(lines):
            return True
        rest = rest[-_PIECE:]
    return _FRACTION.search(rest) is not None
