"""A text that cannot be read as it stands: without the networks that it mentions, or a question at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Report
from archcalc.homework.exercises import named_networks
from archcalc.homework.exercises.composed import follow_ups, questions_apart, rewordings, separate_exercises
from archcalc.homework.exercises.known_blocks import family_names
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

_PADS = re.compile(r"\b(?:vgg|resnet)(?:-?[0-9]+)?\b", re.IGNORECASE)
_STRIDES = re.compile(r"\bstrides?\b|\bpas\b|schrittweite|\bpaso\b|步长|خطوة", re.IGNORECASE)
_Solved = Callable[[str], Report]


def report(text: str, solved: _Solved) -> Report:
    """The answer to a text as it stands, or read otherwise. Raises ArchcalcError, as it stands, where none can be."""
    exactly = rewordings.without_remainders(text)
    if exactly is not None:
        return rewordings.exact(report(exactly, solved))
    try:
        return _as_it_stands(text, solved)
    except ArchcalcError as error:
        found = next(_otherwise(text, solved), None)
        if found is None:
            raise error from None
        return found._replace(title=text.strip())


def _as_it_stands(text: str, solved: _Solved) -> Report:
    """The answer to a text of one exercise or of several, with one question or more."""
    for way in (follow_ups.report, separate_exercises.report):
        found = way(text, lambda each: report(each, solved))
        if found is not None:
            return found
    try:
        return _padded(text, solved(text))
    except ArchcalcError as error:
        try:
            apart = questions_apart.report(text, solved)
        except ArchcalcError:
            raise error from None
        if apart is None:
            raise
        return apart


def _otherwise(text: str, solved: _Solved) -> Iterator[Report]:
    """Answers to a text in other words, or without the networks that it mentions."""
    unnamed = family_names.without(text)
    ways = [(rewordings.reworded(text), False), (unnamed, True)]
    ways += [(rewordings.reworded(unnamed), True)] if unnamed else []
    for other, is_unnamed in ways:
        try:
            found = _as_it_stands(other, solved) if other is not None else None
        except ArchcalcError:
            continue
        if found is not None and (not is_unnamed or _is_complete(text, found)):
            yield found


def _padded(text: str, found: Report) -> Report:
    """The answer. Raises ArchcalcError for one without padding in a network that pads its convolutions."""
    named = _PADS.search(text)
    if named and not _is_complete(text, found) and "padding 0" in " ".join(found.notes):
        refuse(text, SentenceWord("", named[0], *named.span()), f"{quoted(named[0])} pads its convolutions: none is "
               "said here", "say it: padding 1, or no padding")
    return found


def _is_complete(text: str, report: Report) -> bool:
    """True where nothing is assumed that the network itself may have otherwise: a field depends on strides alone."""
    if {*report.head.get("answers", ())} == {"receptive_field"} and _STRIDES.search(text):
        return True
    told = [row[0] for row in report.tables[0].rows] if "parts" in report.head else [""]
    return named_networks.is_complete(report.notes, report.head.get("answers", told))
