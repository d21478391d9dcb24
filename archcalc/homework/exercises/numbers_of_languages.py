"""Numbers as languages write them: 147 584 paramètres, 1.200.000 Parameter, von 256 auf 64, de 512 a 128."""

from __future__ import annotations

import re

_COUNTED = ("param|معامل|معلم|وزن|أوزان|بايت|كلمة|weight|gewicht|poids|peso|byte|octet|mac|flop|multipl|multiply|"
            "opera|opéra|neur|wert|valeur|valor|value|token|mot|wort|wörter|word|palabra|vokab|vocab|eintr|entr|"
            "einheit|unit|bild|image|imagen|imágenes|klasse|classe|clase|symbol|símbolo|zeichen|element|élément")
"""Beginnings of what is counted by thousands."""
_BEHIND = rf"(?=\s+(?:[^\W\d_]+\s+)?(?:{_COUNTED}))"
_SPACED = re.compile(rf"(?<![\w.,x*])[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?![\w.,]){_BEHIND}", re.IGNORECASE)
_POINTS = re.compile(rf"(?<![\w.,])[1-9][0-9]{{0,2}}"
                     rf"(?:(?:\.[0-9]{{3}}){{2,}}(?![\w.,]*[0-9])|\.[0-9]{{3}}(?!\w){_BEHIND})", re.IGNORECASE)
_GERMAN = re.compile(r"\bvon\s+[0-9]+(?:\s+[^\W\d_]+)?\s+(?P<to>auf)\s+(?=[0-9]+(?![0-9]*\s*[x.,]))", re.IGNORECASE)
_SPANISH = re.compile(r"\bde\s+[0-9]+(?:\s+[^\W\d_]+)?\s+(?P<to>a)\s+(?=[0-9]+(?![0-9]*\s*[x.,]))", re.IGNORECASE)


def in_one_form(text: str) -> str:
    """A text as long as the given one, with _ between thousands, and an arrow from one count to the next.

    >>> in_one_form("compte 147 584 paramètres"), in_one_form("hat 1.200.000 Werte"), in_one_form("5.000 Wörter")
    ('compte 147_584 paramètres', 'hat 1_200_000 Werte', '5_000 Wörter')
    >>> in_one_form("on 224 224 3 with factor 1.125"), in_one_form("von 256 auf 64 Kanäle"), in_one_form("de 3 a 8")
    ('on 224 224 3 with factor 1.125', 'von 256 →   64 Kanäle', 'de 3 → 8')
    """
    for pattern, mark in ((_SPACED, " "), (_POINTS, ".")):
        text = pattern.sub(lambda found, mark=mark: found[0].replace(mark, "_"), text)  # type: ignore[misc]
    for pattern in (_GERMAN, _SPANISH):
        text = pattern.sub(_with_arrow, text)
    return text


def _with_arrow(found: re.Match[str]) -> str:
    """From one count to another, with an arrow for the word between them."""
    start = found.start("to") - found.start()
    return f"{found[0][:start]}{'→'.ljust(len(found['to']))}{found[0][start + len(found['to']):]}"
