"""A text of which patterns take what they understand; what is left at the end has to say nothing."""

from __future__ import annotations

import re
from fractions import Fraction

from archcalc.base.errors import ArchcalcError
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_words import blanked, folded
from archcalc.homework.exercises.vocabulary import meaning

AMOUNT = (r"(?:[0-9][0-9,_]*(?:[.,][0-9]+)?|one|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
          r"zwei|drei|vier|fünf|sieben|deux|trois|quatre|cinq|sept|dos|tres|cuatro|cinco|siete)")
"""A number in digits or as a word."""
_JOINS = frozenset(".,t&QHwifoIT:=")
"""Words that say nothing by themselves: a question, what joins two phrases, what goes in."""
_ARTICLES = frozenset({"a", "an"})
_NO_BIAS = re.compile(
    r"(?:,|\band\b|\(|\bwith)? ?(?:\b(?:without|no|ignoring|ignore|excluding|not counting|omitting|neglecting|"
    r"sans|ohne|sin) "
    r"(?:any |the |les |die |los )?(?:bias(?:es)?|biais|sesgos?)(?: terms?)?\b|\bbias[- ]free\b|"
    r"\bbias(?:es)? (?:are|is) (?:not used|not counted|omitted|ignored)\b|\bbias ?= ?false\b) ?\)?", re.IGNORECASE)
_WITH_BIAS = re.compile(
    r"(?:,|\band\b|\()? ?(?:\b(?:with|including|incl\.?|counting|mit|avec|con) (?:the |a |their |its )?"
    r"(?:bias(?:es)?|biais|sesgos?)(?: terms?)?\b|\b(?:bias(?:es)?|biais) (?:included|inclus|counted)\b|"
    r"\b(?:bias(?:es)?|sesgos?) (?:incluidos?)\b|\bbias ?= ?true\b) ?\)?", re.IGNORECASE)


class ConsumedText:
    """The rest of a text behind all that has been taken from it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = folded(text)

    def every(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """All places of a pattern, which are taken."""
        found = list(pattern.finditer(self.rest))
        for match in found:
            self.rest = blanked(self.rest, *match.span())
        return found

    def has(self, pattern: re.Pattern[str]) -> bool:
        """True where the pattern is said; it is taken."""
        return bool(self.every(pattern))

    def number(self, pattern: re.Pattern[str]) -> Fraction | None:
        """The number in a pattern's first group; None where there is none, or there are two."""
        found = {value_of(next(group for group in match.groups() if group)) for match in self.every(pattern)}
        return found.pop() if len(found) == 1 else None

    def whole(self, pattern: re.Pattern[str]) -> int:
        """The number in a pattern's first group where it is a whole one above 0; 0 for any other."""
        found = self.number(pattern)
        return int(found) if found is not None and found.denominator == 1 else 0

    def bias(self) -> bool | None:
        """True where biases are counted; None where nothing is said. Raises ArchcalcError for both."""
        without, counted = self.has(_NO_BIAS), self.has(_WITH_BIAS)
        if without and counted:
            raise ArchcalcError.of("exercise", "biases are counted, and are not", hint="say one of them")
        return False if without else True if counted else None

    def is_used_up(self) -> bool:
        """True where nothing is left that has a meaning, or that nobody knows."""
        try:
            return _JOINS.issuperset(token.code for token in tokens(self.rest))
        except ArchcalcError:
            return False


def value_of(written: str) -> Fraction | None:
    """The number that digits or a word stand for; None for another word."""
    word = written.lower()
    if word in _ARTICLES:
        return Fraction(1)
    if word[0].isdigit():
        plain = word.replace("_", "")
        decimal = re.fullmatch(r"([0-9]+),([0-9]{1,2}|[0-9]{4,})", plain)
        return Fraction(f"{decimal[1]}.{decimal[2]}" if decimal else plain.replace(",", ""))
    meant = meaning(word)
    return Fraction(meant.data) if meant is not None and meant.code == "n" else None
