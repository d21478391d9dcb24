"""A text that cannot be read as it stands: without the networks that it mentions, or a question at a time."""

from __future__ import annotations

import re
from collections.abc import Callable

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Report
from archcalc.homework.exercises import named_networks
from archcalc.homework.exercises.composed import follow_ups, questions_apart
from archcalc.homework.exercises.known_blocks import family_names
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

_PADS = re.compile(r"\b(?:vgg|resnet)(?:-?[0-9]+)?\b", re.IGNORECASE)
_Solved = Callable[[str], Report]


def report(text: str, solved: _Solved) -> Report:
    """The answer to a text as it stands, or read otherwise. Raises ArchcalcError, as it stands, where none can be."""
    followed = follow_ups.report(text, lambda each: report(each, solved))
    if followed is not None:
        return followed
    try:
        return _padded(text, solved(text))
    except ArchcalcError as error:
        unnamed = family_names.without(text)
        found = _first(text, (questions_apart.report,), solved)
        found = found or (_first(unnamed, (_alone, questions_apart.report), solved) if unnamed else None)
        if found is None or (unnamed and not _is_complete(found)):
            raise error from None
        return found._replace(title=text.strip())


def _padded(text: str, found: Report) -> Report:
    """The answer. Raises ArchcalcError for one without padding in a network that pads its convolutions."""
    named = _PADS.search(text)
    if named and not _is_complete(found) and "padding 0" in " ".join(found.notes):
        refuse(text, SentenceWord("", named[0], *named.span()), f"{quoted(named[0])} pads its convolutions: none is "
               "said here", "say it: padding 1, or no padding")
    return found


def _first(text: str, ways: tuple[Callable[[str, _Solved], Report | None], ...], solved: _Solved) -> Report | None:
    """The answer by the first of some ways that gives one."""
    for way in ways:
        try:
            found = way(text, solved)
        except ArchcalcError:
            continue
        if found is not None:
            return found
    return None


def _alone(text: str, solved: _Solved) -> Report:
    return solved(text)


def _is_complete(report: Report) -> bool:
    """True where nothing is assumed that the network itself may have otherwise."""
    return named_networks.is_complete(report.notes, report.head.get("answers", {"": 0}))
