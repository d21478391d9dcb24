"""Words -> the longest phrase that they begin: one that means something, or a name, or nothing; or an unknown word."""

from __future__ import annotations

import re

from archcalc.homework.exercises.reading.wording import neutral_words, roots, senses
from archcalc.homework.exercises.reading.wording.said_term import SaidTerm
from archcalc.homework.exercises.reading.wording.term_pattern import LETTER, WORD
from archcalc.homework.exercises.reading.wording.tongue import tongue
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

_MOST_WORDS = 8
"""The most words of one phrase."""
_MOST_SIGNS = 12
"""The most characters of a Chinese phrase."""
_BETWEEN, _CHINESE = re.compile(r"[ _-]+"), re.compile("[\u4e00-\u9fff]+")
_FUSED = re.compile(rf"(?P<word>{LETTER}+)-?[0-9]+(?!\w*-?[0-9])")
"""A word and its number written together: stride1, pad2."""
_NUMBERED_NAME = re.compile(rf"{LETTER}(?:{LETTER}*-)*{LETTER}*(?<=\w\w|\w-|-\w)[0-9][0-9.]*(?![\w]*x[0-9])")
"""VGG-16, CIFAR-10, fc6: a name with a number that counts nothing."""
_NAME = re.compile("[A-Za-z]+[A-Z][a-z]*[A-Za-z]*|x")
"""AlexNet, GPT: a name, which bears on no number; and the sign between height x width."""


def longest_phrase(text: str, match: re.Match[str]) -> SaidTerm:
    """The longest phrase that begins with a word. Raises ArchcalcError for an x that stands before no number."""
    if _CHINESE.match(match[0]):
        return _chinese(text, match)
    return (_joint(text, match) or _meant(text, match) or _fused(text, match) or _numbered_name(text, match)
            or _single(text, match))


def _chinese(text: str, match: re.Match[str]) -> SaidTerm:
    """The longest phrase of a text without spaces."""
    start, plain = match.start(), match.string
    for end in range(min(match.end(), start + _MOST_SIGNS), start, -1):
        found = senses.meaning(plain[start:end], "chinese")
        if found is not None:
            return SaidTerm(found.sense, found.data, text[start:end], start, end)
        if neutral_words.is_neutral(plain[start:end]):
            return SaidTerm("", None, text[start:end], start, end)
    return SaidTerm("unknown", None, text[start], start, start + 1)


def _joint(text: str, match: re.Match[str]) -> SaidTerm | None:
    """The and that Arabic writes together with a word that means something without it."""
    word, language, start = match[0].lower(), tongue(match.string), match.start()
    end = start + roots.conjunction(word)
    if end > start and senses.exactly(word, language) is None and senses.meaning(word[end - start:], language):
        return SaidTerm("and", None, text[start:end], start, end)
    return None


def _meant(text: str, match: re.Match[str]) -> SaidTerm | None:
    """The longest phrase that the catalogues have; a single word of no meaning may be a name with its number."""
    language, start = tongue(match.string), match.start()
    words = _words(match)
    for count in range(len(words), 0, -1):
        phrase, end = " ".join(word[0].lower() for word in words[:count]), words[count - 1].end()
        found = senses.meaning(phrase, language)
        if found is None or (not found.sense and neutral_words.changes(phrase)):
            continue
        if found.sense or count > 1 or not _NUMBERED_NAME.match(match.string, start):
            return SaidTerm(found.sense, found.data, text[start:end], start, end)
    return None


def _words(match: re.Match[str]) -> list[re.Match[str]]:
    """A word and those that stand behind it with nothing but spaces or hyphens between."""
    words = [match]
    while len(words) < _MOST_WORDS and (between := _BETWEEN.match(match.string, words[-1].end())):
        after = WORD.match(match.string, between.end())
        if after is None:
            break
        words.append(after)
    return words


def _fused(text: str, match: re.Match[str]) -> SaidTerm | None:
    """The word of one that is written together with its number."""
    fused = _FUSED.match(match.string, match.start())
    found = senses.meaning(fused["word"].lower(), tongue(match.string)) if fused else None
    if fused is None or found is None or not found.sense:
        return None
    start, end = fused.span("word")
    return SaidTerm(found.sense, found.data, text[start:end], start, end)


def _numbered_name(text: str, match: re.Match[str]) -> SaidTerm | None:
    named = _NUMBERED_NAME.match(match.string, match.start())
    return SaidTerm("", None, text[slice(*named.span())], *named.span()) if named else None


def _single(text: str, match: re.Match[str]) -> SaidTerm:
    """A word that is in no catalogue: neutral, a name, or unknown."""
    start, end = match.span()
    if match[0].lower() == "x" and not text[end:].lstrip()[:1].isalpha():
        written = text[start:end + 2]
        refuse(text, SentenceWord("", written, start, end + 2), f"{written!r} is not understood",
               "two 3x3 layers, or a number of sides: 3x3")
    called = text[end:end + 1] == "(" and match[0] != match[0].lower()
    sense = "" if not called and (_says_nothing(match[0]) or _is_capital_name(text, match)) else "unknown"
    return SaidTerm(sense, None, text[start:end], start, end)


def _says_nothing(word: str) -> bool:
    """True for a neutral word, with whichever ending, and for one that is written as names are."""
    stem = roots.without_elision(word.lower().removesuffix("'s"))
    if neutral_words.is_neutral(stem) or neutral_words.is_inflected(stem):
        return True
    return bool(_NAME.fullmatch(word.removesuffix("'s"))) and not neutral_words.changes(stem)


def _is_capital_name(text: str, match: re.Match[str]) -> bool:
    """True for a word with a capital inside a sentence, of a language that writes only names so."""
    before = text[:match.start()].rstrip(" ('\"`").rsplit("\n", 1)[-1]
    inside = bool(before) and before[-1] not in ".:?!;"
    return inside and len(match[0]) > 2 and match[0][:1].isupper() and match[0].isascii() and tongue(text) != "german" \
        and not neutral_words.changes(match[0].lower())
