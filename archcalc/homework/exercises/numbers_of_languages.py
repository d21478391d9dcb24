"""Numbers as languages write them: 147 584 paramètres, 1.200.000 Parameter, von 256 auf 64, de 512 a 128."""

from __future__ import annotations

import re

_COUNTED = ("param|معامل|معلم|وزن|أوزان|بايت|كلمة|weight|gewicht|poids|peso|byte|octet|mac|flop|multipl|multiply|"
            "opera|opéra|neur|wert|valeur|valor|value|token|mot|wort|wörter|word|palabra|vokab|vocab|eintr|entr|"
            "einheit|unit|bild|image|imagen|imágenes|klasse|classe|clase|symbol|símbolo|zeichen|element|élément")
"""Beginnings of what is counted by thousands."""
_BEHIND = rf"(?=\s+(?:[^\W\d_]+\s+)?(?:{_COUNTED}))"
_SPACED = re.compile(rf"(?<![\w.,x*])[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?![\w.,]){_BEHIND}", re.IGNORECASE)
_FRENCH = re.compile(r"\b(?:de|des|du|une?|les?|la|est|et|avec|combien)\b", re.IGNORECASE)
_SPACED_IN_FRENCH = re.compile(r"(?<![\w.,x*])(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]{3})+(?=\s+[^\W\d_]{2})")
_POINTS = re.compile(rf"(?<![\w.,])[1-9][0-9]{{0,2}}"
                     rf"(?:(?:\.[0-9]{{3}}){{2,}}(?![\w.,]*[0-9])|\.[0-9]{{3}}(?!\w){_BEHIND})", re.IGNORECASE)
_GERMAN = re.compile(r"\b(?:von\s+[0-9]+(?:\s+[^\W\d_]+)?|[0-9]+\s+[^\W\d_]*kanälen?)\s+(?P<to>auf)\s+"
                     r"(?=[0-9]+(?![0-9]*(?:\s*x|[.,][0-9])))", re.IGNORECASE)
_SPANISH = re.compile(r"\bde\s+[0-9]+(?:\s+[^\W\d_]+)?\s+(?P<to>a)\s+"
                     r"(?=[0-9]+(?![0-9]*(?:\s*x|[.,][0-9])))", re.IGNORECASE)

_SCALES = {"billion": "milliarden?|milliards?|mil millones|مليارات?|مليار", "million": "millionen|millions|millones",
           "M": r"mio\.?|millón|مليون", "k": r"tausend|tsd\.?|mille|mil|ألف|آلاف", "e8": "亿个?", "e4": "万个?"}
"""What multiplies a number, by a word that is no longer, so that every other word keeps its place."""
_SCALED = tuple((scale, re.compile(rf"(?<![^\W\u4e00-\u9fff])(?<![.,])(?P<number>[0-9][0-9.,]*)"
                                   rf"(?P<gap>\s?)(?P<word>{words})(?![^\W\u4e00-\u9fff])",
                                   re.IGNORECASE)) for scale, words in _SCALES.items())
_DECIMAL = re.compile(",(?=[0-9]{1,2}$)")


def in_one_form(text: str) -> str:
    """A text as long as the given one, with _ between thousands, and an arrow from one count to the next.

    >>> in_one_form("compte 147 584 paramètres"), in_one_form("hat 1.200.000 Werte"), in_one_form("5.000 Wörter")
    ('compte 147_584 paramètres', 'hat 1_200_000 Werte', '5_000 Wörter')
    >>> in_one_form("on 224 224 3 with factor 1.125"), in_one_form("von 256 auf 64 Kanäle"), in_one_form("de 3 a 8")
    ('on 224 224 3 with factor 1.125', 'von 256 →   64 Kanäle', 'de 3 → 8')
    >>> in_one_form("1,2 Millionen Werte"), in_one_form("1100万个参数"), in_one_form("12 mil pesos")
    ('1.2 million   Werte', '1100e4参数', '12 k   pesos')
    """
    spaced = _SPACED_IN_FRENCH if len(_FRENCH.findall(text)) > 1 else _SPACED
    for pattern, mark in ((spaced, " "), (_POINTS, ".")):
        text = pattern.sub(lambda found, mark=mark: found[0].replace(mark, "_"), text)  # type: ignore[misc]
    for scale, pattern in _SCALED:
        text = pattern.sub(lambda found, scale=scale: _scaled(found, scale), text)  # type: ignore[misc]
    for pattern in (_GERMAN, _SPANISH):
        text = pattern.sub(_with_arrow, text)
    return text


def _scaled(found: re.Match[str], scale: str) -> str:
    """A number with what multiplies it in English, where that takes no more room."""
    gap = "" if scale.startswith("e") else found["gap"]
    written = f"{_DECIMAL.sub('.', found['number'])}{gap}{scale}"
    return written.ljust(len(found[0])) if len(written) <= len(found[0]) else found[0]


def _with_arrow(found: re.Match[str]) -> str:
    """From one count to another, with an arrow for the word between them."""
    start = found.start("to") - found.start()
    return f"{found[0][:start]}{'→'.ljust(len(found['to']))}{found[0][start + len(found['to']):]}"
