"""A text that is not read, in other words that mean the same."""

from __future__ import annotations

import re

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Report
from archcalc.homework.exercises.composed import chain_settings, plain_forms
from archcalc.homework.exercises.languages.terms._rewordings import EXACT, REWORDINGS
from archcalc.homework.exercises.sentence_words import folded

_ARROW = re.compile("→ *")


def reworded(text: str) -> str | None:
    """The text with shorter phrases for longer ones; None where it has none of them.

    >>> reworded("an image 30 wide and 20 high")
    'an image 20x30'
    """
    plain = _ARROW.sub(lambda match: _as_written(match, text), folded(text))
    made = plain_forms.plainer(chain_settings.applied(text) or plain)
    for pattern, replacement in REWORDINGS:
        made = pattern.sub(replacement, made)
    return None if made == text else made


def _as_written(match: re.Match[str], text: str) -> str:
    """The word for which an arrow stands, as it was before it was folded: no layer follows upon it."""
    start, end = match.span()
    return text[start:end] if len(text) == len(match.string) and text[start].isalpha() else match[0]


def without_remainders(text: str) -> str | None:
    """The text without what says that windows fit exactly; None where that is not said."""
    made = EXACT.sub(" ", text)
    return None if made == text else made


def exact(report: Report) -> Report:
    """The answer whose windows leave nothing over: the smallest input of several. Raises ArchcalcError for none."""
    solutions = report.head.get("solutions") or [None]
    if report.head.get("unknown") != "input" or not all(solutions):
        raise ArchcalcError.of("exercise", "windows fit exactly: which input is asked for?", hint="leave it out")
    head = {**report.head, "solutions": [{**each, "last": each["first"]} for each in solutions]}
    (table,) = report.tables
    rows = tuple((row[0], units.count(each["first"]), row[2]) for row, each in zip(table.rows, solutions, strict=True))
    return report._replace(head=head, tables=(table._replace(rows=rows),))
