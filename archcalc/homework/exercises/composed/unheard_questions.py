"""Questions for figures, as many as there are in a text: where fewer are answered, none of them passes in silence."""

from __future__ import annotations

import re

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Report
from archcalc.homework.exercises.scanner import tokens

_BEGINS = re.compile(r"(?:^|[.,;:?!)]\s+|\band\s+)(?:what|how (?:many|much|large|big|long))\b(?! (?:if|about)\b)",
                     re.IGNORECASE)
"""Words that begin a question, at the beginning of a part of a sentence."""


def check(text: str, report: Report) -> None:
    """Raise ArchcalcError where a text asks more often than it is answered."""
    if len(re.findall(r"\?|？|؟", text)) < 2 and not re.search(r"(?:\band|\bund|\bet|\by|和|及|,)\s", text):
        return
    count = _questions(text)
    if count > 1 and _answers(report) < count:
        raise ArchcalcError.of("exercise", f"{count} questions are asked, and one is not understood",
                               hint="ask one at a time: ... how many parameters?")


def _questions(text: str) -> int:
    """How often it is asked: what, which or how many, once for each row of such words."""
    try:
        letters = "".join(token.code for token in tokens(text))
    except ArchcalcError:
        return 0
    begun = len(_BEGINS.findall(text))
    if begun > 1:
        return begun
    asked = [match[0] for match in re.finditer("[QH]+(?!.I?[:=]?n)", letters)]
    return len(asked) if any("H" in each for each in asked) or len(asked) > 1 else 0


def _answers(report: Report) -> int:
    """How many figures a report tells; a whole table tells any."""
    answers = {"unknown": 1} if "unknown" in report.head else report.head.get("answers")
    if isinstance(answers, dict):
        return len(answers)
    return 99
