"""The one number or volume that stands in a text: `Ans: 1,792 (by hand)`, `96 feature maps of 55x55`.

A text in which two different ones stand, or a word that changes what a number means, is left unread: whoever writes
`1216 or 1200`, `at most 1216` or `1216 dozen` has not answered 1216.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import Reading, number, unit_of, unit_words, value_words
from archcalc.homework.answers.spelling import is_misspelt
from archcalc.homework.answers.volumes import OF_SIZE, PLANES, WrittenVolume, shape
from archcalc.homework.answers.words import ABOUT_WORDS, AROUND, CHANGING, NEUTRAL, THUS, changes_in_signs, nothing_in


class Meaning(NamedTuple):
    """What a piece of text means: as a number, and as a volume."""

    text: str
    numbers: tuple[Reading, ...]
    volume: WrittenVolume


_ABOUT = re.compile(ABOUT_WORDS, re.IGNORECASE)
_WHOLE = r"[0-9]+(?:[.,'_ ][0-9]{3}(?![0-9]))*"
_SIDE = r"[0-9]+(?:\.0)?(?:\^2)?"
_BY = r"\s*(?:x|\*|-?by-?)\s*"
_DEEP = rf"(?:depth|deep|{PLANES})"
_VOLUMES = (
    r"[\[({]\s*[0-9]+(?:\s*[,;x*]\s*[0-9]+)+\s*,?\s*[\])}]",
    rf"[0-9]+\s+{_DEEP}\s*,?\s*{OF_SIZE}{_SIDE}{_BY}{_SIDE}",
    rf"{_SIDE}{_BY}{_SIDE}\s*(?:,|;)?\s*(?:and|with)?\s*(?:a\s+)?{_DEEP}(?:\s+of)?\s*[=:]?\s*[0-9]+",
    rf"{_SIDE}{_BY}{_SIDE}\s*(?:,|;)?\s*(?:and|with|by|x|et|avec|und|mit|y|con)?\s*(?:a\s+)?[0-9]+\s+{_DEEP}",
    rf"{_SIDE}(?:{_BY}{_SIDE})+",
    r"[0-9]{1,4}(?:\s*[,;]\s*[0-9]{1,4}){2,5}",
    r"[0-9]+-?(?:dim(?:ensional)?\s+)?-?(?:vector|vecteur|vektor)(?![^\W_])",
)
_NUMBER = rf"(?:{_WHOLE}|[0-9]+)(?:[.,][0-9]+)?(?:\s*(?:e|[x*]\s*10\s*\^)\s*[0-9]+)?(?![0-9])"
_BEHIND = re.compile(r"(\s*|-)([^\W\d_][\w'-]*)")
_OF_ANOTHER = re.compile(r"\b(?:in|for|of)\s+(?:each|every)\b|\binputs?\s*(?:is|was|has|are|[:=])"
                         r"|\b(?:previous|preceding|next|following|other|another)\s+(?:layer|one|question|conv)"
                         r"|\b(?:up\s+to|bis\s+zu|jusqu'à|hasta)\b|حتى"
                         r"|\bcouche\s+(?:précédente|suivante)|\bcapa\s+(?:anterior|siguiente)"
                         r"|\b(?:vorige|nächste)[rn]?\s+schicht"
                         r"|\b(?:log|ln|sqrt)\w*\s*\("
                         r"|\b(?:two|three|four|both|several|[2-9])\s+(?:volumes|tensors|copies|outputs|layers)\b",
                         re.IGNORECASE)
"""What makes a number that of something else: in each of two layers, the input is 32x32x3, log2(64)."""
_OF_EACH = re.compile(r"[0-9][^0-9]*(?:\b(?:per|pro|par|por|each|cada|je|jeweils|chacune?)\b|لكل)"
                      r"(?!\s*(?:image|img|picture|sample|example|bild|imagen))[^0-9]*$", re.IGNORECASE)
"""What makes a number that of one of several, behind it."""
_BOUNDS = frozenset("<>≤≥")
_SUM = r"\b(?:total|sum|summe|somme|suma)\s*[:=]|[,;]\s*(?:total|sum|summe|somme|suma)\s+(?=[0-9])"
_THUS = re.compile("|".join([_SUM, *(rf"\b(?<!or ){word}\b" if word.isalnum() or " " in word else re.escape(word)
                                     for word in THUS)]), re.IGNORECASE)


@lru_cache
def _token() -> re.Pattern[str]:
    """A piece of a text; a name with digits in it, as conv1, is no number."""
    units = "|".join(sorted(map(re.escape, filter(None, unit_words())), key=len, reverse=True))
    return re.compile("|".join([
        r"(?P<name>[^\W\d_]\w*\d\w*|\b(?:layer|question|exercise|part)\s+[0-9]+|\b[1-4]-?d\b)",
        rf"(?P<volume>{'|'.join(_VOLUMES)})(?![0-9])",
        rf"(?P<number>{_NUMBER}(?:\s*(?:{units})(?!\w))?)",
        r"(?P<call>(?<=[^\W\d_])[(\[{])",
        r"(?P<word>[^\W\d_](?:[\w']|-(?=[^\W\d_]))*)",
        r"(?P<mark>[\s.,;:!'\"#،؛。，、…]+|(?<=[0-9])-(?=[^\W\d_])|[()\[\]{}](?![()\[\]{}]))",
        r"(?P<other>.)"]), re.IGNORECASE | re.DOTALL)


def within(text: str) -> Meaning | None:
    """The one number or volume in a text; None where there is none, or no single one.

    >>> within("Ans: 1,792 by hand").numbers[0].low, within("96 feature maps of 55x55").volume.axes
    (1792, (96, 55, 55))
    >>> within("1216 or 1200"), within("at most 1216"), within("12 apples")
    (None, None, None)
    """
    *before, _ = parts = _THUS.split(text)
    conclusions = [part for part in parts if any(map(str.isdigit, part))]
    if not conclusions or is_of_another(conclusions[-1]):
        return None
    return None if any(map(_denies, before)) else _single(conclusions[-1])


def _denies(part: str) -> bool:
    """True of words in front of a conclusion after which it is not meant; of *no weights, so 0* it is."""
    if any(map(str.isdigit, part)) or nothing_in(part.strip(" ,;")):
        return False
    return names_another(part) or not _BOUNDS.isdisjoint(part)


def is_of_another(text: str) -> bool:
    """True of a text with a word after which a number is not meant, or that of something else, or that is not known."""
    unlabelled = re.split("[:=：]", text)[-1]
    if any(map(str.isdigit, unlabelled)) and any(map(_is_strange, _words_before(unlabelled))):
        return True
    return names_another(text)


def names_another(text: str) -> bool:
    """True of words after which a number is not meant, or that of something else.

    >>> names_another("the previous layer: "), names_another("not the output: "), names_another("the output: ")
    (True, True, False)
    """
    words = {token[0].lower() for token in _token().finditer(text) if token.lastgroup == "word"}
    return bool(not CHANGING.isdisjoint(words) or changes_in_signs(text) or _OF_ANOTHER.search(text)
                or any("n't" in word for word in words))


def _words_before(text: str) -> list[str]:
    """The words in front of the first digits of a text, and where others begin in one without spaces."""
    front = re.split("[0-9]", text, maxsplit=1)[0]
    return re.findall(r"[^\W\d_](?:[\w']|-(?=[^\W\d_]))*", front.lower())


def _is_strange(word: str) -> bool:
    """True of a word that is not known to leave a number as it is; signs of Chinese are looked at one by one."""
    known = word in AROUND or word in NEUTRAL or _ABOUT.fullmatch(word) or _is_unit(word)
    return not (known or "\u4e00" <= word[0] <= "\u9fff" or is_misspelt(word, AROUND))


def _is_unit(word: str) -> bool:
    """True of a word that counts, also of one that counts values and is misspelt."""
    return unit_of(word) is not None or is_misspelt(word, value_words())


def _single(text: str) -> Meaning | None:
    """The one meaning of all the pieces of a text whose words change nothing."""
    found: dict[str, list[re.Match[str]]] = {}
    for token in _token().finditer(text):
        found.setdefault(token.lastgroup or "", []).append(token)
    about = any(_ABOUT.fullmatch(token[0]) for token in found.get("word", ()))
    meanings = {_meaning(token, text, about) for kind in ("volume", "number") for token in found.get(kind, ())}
    if "other" in found or "call" in found or None in meanings:
        return None
    units = {unit_of(token[0]) or "" for token in found.get("word", ())} - {"", "values"}
    volumes = [meaning.volume.axes for meaning in meanings if meaning and len(meaning.volume.axes) > 1]
    sides = {number for axes in volumes for number in (*axes, prod(axes))}
    different = {(meaning.numbers, meaning.volume): meaning for meaning in meanings
                 if meaning and not _is_one_of(meaning, sides)}
    if len(different) > 1 and _is_one_volume([meaning.volume.axes for meaning in different.values()]):
        different = dict([min(different.items(), key=lambda pair: text.find(pair[1].text))])
    if len(different) != 1 or (_OF_EACH.search(text) and not sides):
        return None
    return _told_in(next(iter(different.values())), units)


def _is_one_volume(several: list[tuple[int, ...]]) -> bool:
    """True of volumes that are one with its channels first and last: (55, 55, 96) in Keras, (96, 55, 55) in PyTorch."""
    first = several[0]
    return len(first) > 2 and all(each in {first, (*first[1:], first[0]), (first[-1], *first[:-1])} for each in several)


def _is_one_of(meaning: Meaning, sides: set[int]) -> bool:
    """True of a number that is a side of a volume beside it, or all its values: 1x1x4096, a vector of 4096 entries."""
    values = {each.low for each in meaning.numbers if each.low == each.high and each.unit in {"", "values"}}
    return bool(not meaning.volume.axes and values & sides) or (
        len(meaning.volume.axes) == 1 and meaning.volume.axes[0] in sides)


def _meaning(token: re.Match[str], text: str, about: bool) -> Meaning | None:
    """What a piece means; None where it means nothing, or where a word stands behind it that might change it."""
    behind = _BEHIND.match(text, token.end())
    if behind and (not behind[1] or not (behind[2].lower() in NEUTRAL or _is_unit(behind[2]))):
        return None
    numbers, volume = number(token[0], about), shape(token[0])
    return Meaning(token[0].strip(), numbers, volume) if numbers or volume.axes else None


def _told_in(meaning: Meaning, units: set[str]) -> Meaning | None:
    """A number in the unit that its text names apart from it; None where that is not one that it can have."""
    own = {reading.unit for reading in meaning.numbers} - {"", "values"}
    if not units or own == units:
        return meaning
    if own or len(units) > 1 or "scale" in units:
        return None
    unit = next(iter(units))
    return meaning._replace(numbers=tuple(each._replace(unit=unit) for each in meaning.numbers))
