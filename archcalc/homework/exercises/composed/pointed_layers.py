"""Words of a question that point at layers of a story: the dense layer, its second convolution, after the pooling."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archcalc.homework.exercises.asked_parts import asked_part
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart, pointing
from archcalc.homework.exercises.exercise import ExerciseLayer
from archcalc.homework.exercises.sentence_words import SentenceWord

_PHRASE = re.compile(r"(?P<relation>[R4])?(?P<first>\$)?(?P<rest>(?:n(?=q*z?q*[Ly]))?q*z?q*[Lh8]?y?)"
                     r"(?P<told>w?(?:nF|nU|zF|zK)(?!s?z))?(?P<behind>\$)?(?P<alone>(?!))?")
_LONGEST = 9
_NAMES = re.compile("[Lh8$]")


def pointed(
    text: str, tokens: Iterable[SentenceWord], layers: list[ExerciseLayer]
) -> tuple[list[SentenceWord], tuple[AskedPart, ...]]:
    """The tokens of a question without the phrases that point at layers that have been told, and those phrases."""
    found = list(tokens)
    letters = "".join(token.code or " " for token in found)
    kept: list[SentenceWord] = []
    parts: list[AskedPart] = []
    i = 0
    while i < len(found):
        part, end = _phrase(text, found, letters, i, layers)
        if part is None:
            kept.append(found[i])
        else:
            parts.append(part)
        i = end
    return kept, tuple(parts)


def _phrase(
    text: str, found: list[SentenceWord], letters: str, start: int, layers: list[ExerciseLayer]
) -> tuple[AskedPart | None, int]:
    """The longest phrase from a token on that points at layers that are told, and where it ends."""
    if letters[start] == "T":
        return _this(found, layers, start)
    for end in range(min(start + _LONGEST, len(found)), start, -1):
        match = _PHRASE.fullmatch(letters, start, end)
        if match is None or not _NAMES.search(match[0]):
            continue
        part = pointing(text, found, match, "")
        if part is not None and _fits(part, layers) and not re.match("[wi]?[nz]", letters[end:]):
            return part, end
    return None, start + 1


def _this(found: list[SentenceWord], layers: list[ExerciseLayer], start: int) -> tuple[AskedPart | None, int]:
    """The only layer, or the last that is told: this layer."""
    return AskedPart(found[start], place=asked_part.LAST), start + 1


def _fits(part: AskedPart, layers: list[ExerciseLayer]) -> bool:
    """True where a layer is told that it may be."""
    named = [layer for layer in layers if not layer.implied or (layer.kind == "linear" and not part.modifiers)]
    if part.any_pooling:
        return any("pooling" in layer.op.traits for layer in named)
    return bool(named) and (not part.kind or any(layer.kind == part.kind for layer in named))
