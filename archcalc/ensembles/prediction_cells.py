"""The cells of a line of predictions: what is a probability, what a class; nothing in them is guessed.

A file is written by somebody else: it is bounded, and all that is wrong is told.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation

from archcalc.base.errors import Refused, quoted

MOST_CLASSES = 30_000
TOLERANCE = Decimal("0.001")
"""So far from one the probabilities of an image may sum: floating-point numbers are printed rounded."""

EXACT = Context(prec=3000, traps=[Inexact, InvalidOperation])
"""Decimal arithmetic that never rounds: ties are ties."""

_PROBABILITY = re.compile(r"(?=\.?[0-9])[0-9]{0,60}(?:\.[0-9]{0,60})?(?:[eE][+-]?0{0,20}[0-9]{1,3})?")
REAL = re.compile(r"[-+]?(?:[0-9]*\.[0-9]+|[0-9]+\.|[0-9.]+[eE][-+]?[0-9]+|nan|inf|infinity)", re.IGNORECASE)
"""What is no class's name, but a number that somebody wrote in its place."""
NUMBER = re.compile(rf"{REAL.pattern}|[-+]?[0-9]+", re.IGNORECASE)
_WHOLE = re.compile(r"(-?[0-9]{1,18})(?:\.0*|(?:\.0*)?[eE]\+?0+)")
"""A whole number as floating-point numbers are printed: 1.0."""


def cells(text: str) -> list[str]:
    """The cells of a line, without the spaces around them. Raises Refused."""
    if '"' not in text:
        return [cell.strip() for cell in text.split(",")]
    try:
        (found,) = csv.reader([text], strict=True, skipinitialspace=True)
    except csv.Error:
        raise Refused("quotes", "the quotes of this line do not fit", hint='a " inside quotes is written ""') from None
    return [cell.strip() for cell in found]


def label(cell: str) -> str:
    """A class as a file has it; one that is a whole number written as a real one is that number.

    >>> label("1.0"), label("1"), label("cat"), label("-1.")
    ('1', '1', 'cat', '-1')
    """
    found = _WHOLE.fullmatch(cell)
    return str(int(found[1])) if found else cell


def wrong_class(cell: str) -> Iterator[Refused]:
    """The fault of an answer."""
    if not cell or (REAL.fullmatch(cell) and not _WHOLE.fullmatch(cell)):
        yield Refused("class", f"{quoted(cell)} is no class" if cell else "there is no class", hint="probabilities "
                      "want a column for every class, with its name in the first line; of two classes, that of the "
                      "second in a column called prob" if cell else "every image has one")


def wrong_probabilities(row: Sequence[str], tolerance: Decimal) -> Iterator[tuple[Refused, int]]:
    """The fault of an image's probabilities, and its cell among them."""
    strange = wrong_numbers(row)
    yield from strange
    total = Decimal(1) if strange else sum(map(Decimal, row), Decimal(0))
    if abs(total - 1) > tolerance:
        yield Refused("probability-sum", f"the probabilities sum to {float(total):.10g}, not to 1",
                      hint=f"more than {tolerance:f} off: --tolerance"), OF_THE_LINE


OF_THE_LINE = -1
"""The cell of a fault that is the whole line's."""


def wrong_numbers(row: Sequence[str]) -> list[tuple[Refused, int]]:
    """The cells that are no probabilities."""
    strange = [position for position, cell in enumerate(row)
               if not _PROBABILITY.fullmatch(cell) or Decimal(cell) > 1]
    return [(Refused("probability", f"{quoted(row[position]) if row[position] else 'an empty cell'} is no probability",
                     hint="a number from 0 to 1"), position) for position in strange]
