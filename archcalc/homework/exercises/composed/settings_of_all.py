"""Convolutions, or poolings, of which something is said together: convs have stride 2; no layer more is meant."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.homework.exercises.sentence_words import SentenceWord, folded, refuse

_SAID = re.compile(
    r"(?:[.(;:,]\s*|\band\s+)(?P<said>(?:the\s+)?(?P<kind>conv|(?:max[- ]?)?pool)(?:olutions|olutional layers|s|"
    r" layers|ings|ing layers)\s+"
    r"(?:all\s+)?(?:(?:have|use|are|with)\s+)?(?:an?\s+)?(?:[0-9] ?x ?[0-9],?\s+(?:(?:and|with)\s+)?)?(?:stride|"
    r"pad(?:ding)?)\b)",
    re.IGNORECASE)


def check(text: str) -> None:
    """Raise ArchcalcError where a plural without a number says something of layers that stand before it."""
    plain = folded(text)
    for match in _SAID.finditer(plain):
        start, end = match.span("said")
        if match["kind"].lower()[-4:] in plain[:start].lower():
            refuse(text, SentenceWord("", text[start:end], start, end), f"{quoted(text[start:end])}: of which "
                f"of them?",
                   "say it beside each layer, or of all: all convolutions have stride 2")
