"""Numbers that count what stands around the layers of an exercise, 5 students or 4 Kameras: no layer has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from archcalc.base.errors import quoted
from archcalc.homework.exercises.said import value_of
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse

_NOUN = re.compile(
    r"[\s]*(?:of\s|the\s|such\s|our\s|of\sour\s)?(?P<noun>[a-zà-ÿ]{3,}(?<![suiao]s)s|[A-ZÄÖÜ][a-zäöüß]{2,}|[名位]|"
    r"طلاب|مهندسين|مهندسون|كاميرات|أشخاص|باحثين)"
    r"(?![\w-])")
"""A plural of English, French or Spanish, a noun of German, what Chinese counts people by."""
_NONE = re.compile(
    "pixels|pixel|has|does|gives|makes|takes|reads|uses|applies|feeds|goes|passes|keeps|needs|contains|produces|"
    "outputs|yields|runs|moves|slides|acts|works|operates|looks|rounds|times|dimensions|dims|grandes|petites|"
    "nouvelles|autres|premières|dernières|mêmes|simples|différents|différentes|distincts|primeras|últimas|nuevas|"
    "pequeños|pequeñas|distintos|distintas|diferentes|otros|otras|sus|los|las|des|les|ses|Pixel|Pixeln|Bildpunkte|"
    "Bildpunkten|Werten|Bits|Byte|Bytes|plus")
"""Plurals that are verbs, adjectives or sides, and count nothing."""

_BINDS = frozenset("AFKPUCDskb=^")
"""Tokens that say what the number behind them is."""


def check(text: str, found: Iterable[SentenceWord]) -> None:
    """Raise ArchcalcError for a number that counts something else than what a layer has."""
    end = SentenceWord(".", "", len(text), len(text))
    before = ""
    for token, after in pairwise([*found, end]):
        bound, before = before in _BINDS, token.code
        if token.code != "n" or value_of(token) == 1 or bound:
            continue
        between = text[token.end:after.start]
        match = _NOUN.match(between)
        if match and not _NONE.fullmatch(match["noun"]) and not re.match(r"\s*[.?!:;,]", between):
            counted = token._replace(text=f"{token.text}{match[0]}", end=token.end + match.end())
            refuse(text, counted, f"{quoted(counted.text)}: a number of what no layer has",
                   "leave it out, or say what of a layer it is: filters, units, channels")
