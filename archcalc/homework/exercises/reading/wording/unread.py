"""Sentences that say nothing of a network, with a word that nobody knows: they are left out, and named."""

from __future__ import annotations

from archcalc.homework.exercises.reading.wording.neutral_words import changes
from archcalc.homework.exercises.reading.wording.said_term import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse

_ENDS = frozenset({"stop", "question"})
_SAYS_NOTHING = frozenset({
    "unknown", "comma", "and", "then", "with", "is", "on", "article", "network", "layer noun", "stop", "to", "from", "",
    "uses", "called", "this", "input", "images", "output", "or", "gives",
})
"""Senses that a sentence may hold that bears on no number."""


def without(text: str, found: list[SaidTerm]) -> list[SaidTerm]:
    """The terms without sentences that say nothing. Raises ArchcalcError for an unknown word in any other sentence."""
    kept: list[SaidTerm] = []
    sentence: list[SaidTerm] = []
    for term in found:
        sentence.append(term)
        if term.sense in _ENDS:
            kept += _read(text, sentence)
            sentence = []
    return kept + _read(text, sentence)


def _read(text: str, sentence: list[SaidTerm]) -> list[SaidTerm]:
    unknown = next((term for term in sentence if term.sense == "unknown"), None)
    if unknown is None:
        return sentence
    if changes(unknown.text.lower()) or not {term.sense for term in sentence} <= _SAYS_NOTHING:
        refuse(text, unknown.word, f"I do not know {unknown.text!r}", "say it in other words, or leave it out")
    start, end = sentence[0].start, sentence[-1].end
    return [unknown._replace(sense="left out", text=text[start:end].strip(), start=start, end=end)]
