"""The signs of an answer -> ASCII digits and signs, products in words as products, no LaTeX, HTML or program's call."""

from __future__ import annotations

import re
import unicodedata

from archcalc.homework.answers import formulas, pasted
from archcalc.homework.answers.spelled_numbers import in_digits

_SAME = str.maketrans({
    "×": "x", "✕": "x", "⨯": "x", "╳": "x", "⋅": "*", "·": "*", "∗": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
    "’": "'", "٫": ".", "٬": ",", "،": ",", "、": ",", "؛": ";", "х": "x", "Х": "x", "≈": "=~", "≅": "=~", "→": "=",
    "\u200b": None, "\ufeff": None, "\u2060": None, **dict.fromkeys(map(chr, range(0x64B, 0x653))),
})
BIDIRECTIONAL = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Marks of the direction of writing, which keyboards put in and nobody sees."""
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_TIMES = re.compile(r"(?<=[0-9])\s*(?:\b(?:par|por|sur|mal|auf|fois|times|multiplied\s+by)\b|في|乘以?)\s*(?=[0-9])",
                    re.IGNORECASE)
_PLUS = re.compile(r"(?<=[0-9)])(\s*(?:weights?|params|parameters|poids|gewichte|pesos)?)"
                   r"\s+(?:plus|más|加|زائد)\s+(?=[0-9(])",
                   re.IGNORECASE)
_DEEPER = re.compile(r"([0-9]\s*x\s*[0-9]+)\s*\(\s*x\s*([0-9]+)\s*\)$")
_ANGLED = re.compile(r"^[<⟨]([^<>⟨⟩]*,[^<>⟨⟩]*)[>⟩]$")
"""A product in words, and a volume in pointed brackets."""
_ARROWS = re.compile("[-=]+>|≡|⇒")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|code|p|br|span|sub|sup)\b[^<>]*>", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[0-9)\]])(\s*)X(?=\s*[0-9(\[])")
_UNDERLINED = re.compile("^_{1,2}(.*[^_])_{1,2}$")


def plain_signs(text: str) -> str:
    """The same answer with ASCII digits and signs, products in words as products, and no LaTeX."""
    text = in_digits(pasted.value(text))
    if not text.isascii():
        text = f"~{text.strip()[1:]}" if text.strip()[:1] in "≈≅≃∼≒" else text
        text = _RAISED.sub(lambda raised: f"^{unicodedata.normalize('NFKC', raised[0])}", text)
        text = unicodedata.normalize("NFKC", text.translate(BIDIRECTIONAL).translate(_SAME)).translate(_SAME)
        text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    text = _CAPITAL.sub(r"\1x", _TAG.sub("", _ARROWS.sub("=", text)))
    bare = " ".join(formulas.plain(text).replace("Mio.", "Mio").split()).strip("`\"$*")
    bare = _UNDERLINED.sub(r"\1", bare)
    return _DEEPER.sub(r"\1x\2", _ANGLED.sub(r"(\1)", _TIMES.sub("x", _PLUS.sub(r"\1 + ", bare))))
