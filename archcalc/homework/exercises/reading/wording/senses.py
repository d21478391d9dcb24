"""The meaning of phrases to the reader of sentences: the catalogues of the languages, and the joints of a sentence."""

from __future__ import annotations

from typing import Any

from archcalc.base import plugins
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import vocabulary
from archcalc.homework.exercises.languages.terms import _inflections
from archcalc.homework.exercises.reading.wording import neutral_words, roots, tongue


class Sense(NamedTuple):
    """The kind of thing that a phrase means, and which of that kind; of a phrase that bears on nothing, no kind."""

    sense: str
    data: Any = None


_NAMES = {
    "n": "count", "L": "layer", "F": "filters", "K": "kernel", "k": "kernel", "C": "channels", "U": "units",
    "A": "attribute", "a": "flag", "v": "word", "B": "bias", "j": "with bias", "J": "without bias", "s": "size word",
    "I": "input", "i": "on", "O": "output", "G": "gives", "E": "keeps", "f": "from", "o": "to", "Q": "ask",
    "H": "many", "P": "figure", "m": "most", "l": "least", "x": "exact", "N": "no", "S": "same", "V": "valid",
    "t": "then", "R": "after", "&": "and", "|": "or", "w": "with", "W": "fewer", "M": "more", "X": "compare",
    "b": "batch", "d": "number type", "e": "each", "y": "layers", "g": "colour", "r": "most", "T": "this",
    "D": "features", "1": "true", "0": "false", "q": "modifier", "Z": "steps", "$": "ordinal", "Y": "fits",
    "@": "images", "%": "of one", "~": "between", "<": "per image", "9": "part", "8": "place", "!": "unread",
    "4": "before", "5": "proportion", "2": "together", "3": "residual", "6": "side", "7": "library",
    "#": "unit stride", ";": "layers", "-": "square", "\"": "repeated", "p": "widths", "": "",
}
_INFLECTED = frozenset({
    "layer", "filters", "kernel", "channels", "units", "attribute", "input", "output", "on", "figure", "bias",
    "features", "size word", "with bias", "without bias", "number type", "modifier", "layer noun", "hidden",
    "network", "colour", "images", "ordinal", "gives", "keeps", "dimensional", "dimension", "batch", "steps",
})
"""Senses of phrases that stand with other endings, too; a number, or a no, has none."""


@plugins.remembered
def own_phrases(language: str) -> dict[str, Sense]:
    """Phrases that this reader takes otherwise than the catalogues have them in a text of a language.

    They are those of English and those that all languages share, too; those of the language go before them.
    """
    return _joined([*tongue.common(), tongue.ENGLISH, language])


@plugins.remembered
def _elsewhere(language: str) -> dict[str, Sense]:
    """Phrases of the other languages, which mean something where nothing else is meant."""
    return _joined([name for name in tongue.languages() if name not in {tongue.ENGLISH, language}])


def _joined(names: list[str]) -> dict[str, Sense]:
    found: dict[str, Sense] = {}
    for name in names:
        found |= _phrases(name)
    return found


@plugins.remembered
def _phrases(name: str) -> dict[str, Sense]:
    found: dict[str, Sense] = {}
    for key, phrases in tongue.words_of(name).PHRASES.items():
        sense, _, data = key.partition(":")
        meant = Sense(sense, int(data) if data.isdecimal() else data or None)
        found |= dict.fromkeys(map(_inflections.spelled, phrases.split("|")), meant)
    return found


def meaning(phrase: str, language: str = tongue.ENGLISH) -> Sense | None:
    """The meaning of a phrase in a text of a language, or None for one that is in no catalogue with any endings."""
    found = exactly(phrase, language)
    if found is not None or neutral_words.is_neutral(phrase) or neutral_words.changes(phrase):
        return found
    return _by_root(language).get(roots.root(_inflections.spelled(phrase)))


def exactly(phrase: str, language: str) -> Sense | None:
    """The meaning of a phrase as it is written."""
    found = own_phrases(language).get(_inflections.spelled(phrase))
    if found is not None:
        return found
    meant = vocabulary.meaning(phrase)
    return _elsewhere(language).get(_inflections.spelled(phrase)) if meant is None else _sense(meant)


def _sense(meant: vocabulary.PhraseMeaning) -> Sense:
    return Sense(_NAMES.get(meant.code, meant.code), meant.data)


@plugins.remembered
def _by_root(language: str) -> dict[str, Sense]:
    """Phrases by their roots; of several of one root the shortest goes first: it has the least written together."""
    found: dict[str, Sense] = {}
    catalogue = {phrase: _sense(meant) for phrase, meant in vocabulary.phrases().items()}
    own = [_phrases(name) for name in (*tongue.common(), tongue.ENGLISH, language)]
    for phrases in (_elsewhere(language), catalogue, *own):
        for phrase in sorted(phrases, key=len, reverse=True):
            if phrases[phrase].sense in _INFLECTED:
                found[roots.root(phrase)] = phrases[phrase]
    return found
