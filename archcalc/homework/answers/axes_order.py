"""The order in which an answer says that its sides stand: 60x38x24 (WxHxC), width x height x depth = 60 x 38 x 24."""

from __future__ import annotations

import re

_WORDS = {"H": "height|high|rows|hauteur|höhe|alto|altura|الارتفاع|ارتفاع|高度?",
          "W": "width|wide|columns|cols|largeur|breite|ancho|anchura|العرض|عرض|宽度?",
          "C": "channels?|depth|deep|filters?|maps|profondeur|canaux|tiefe|kanäle|profundidad|canales|العمق|عمق"
               "|القنوات|قنوات|通道数?|深度?",
          "N": "batch(?:[ _]size)?|none"}
_LETTERS = {"H": "H", "W": "W", "C": "[CDK]", "N": "[NB]"}
_BETWEEN = r"\s*[x,*/ ]\s*"
_LETTER = r"(?:[HWCDK](?:_?\{?(?:2|out)\}?|')?)"
_LETTERED = re.compile(rf"(?<![A-Za-z])(?:[NB](?:{_BETWEEN})?)?{_LETTER}(?:(?:{_BETWEEN})?{_LETTER}){{2}}(?![A-Za-z])")
_WORD = "|".join(f"(?:{words})" for words in _WORDS.values())
_SPELT = re.compile(rf"(?<![^\W_])(?:{_WORD})(?:{_BETWEEN}(?:{_WORD})){{2,3}}(?![^\W_])", re.IGNORECASE)
_FIRST_OR_LAST = re.compile(r"(?:,\s*)?(?:\(\s*)?channels?[- ](?:(?P<first>first)|last)(?:\s*\))?\s*$", re.IGNORECASE)
_EACH = re.compile("|".join(f"(?P<{side}>{words})" for side, words in _WORDS.items()), re.IGNORECASE)
_EACH_LETTER = re.compile("|".join(f"(?P<{side}>{letters})" for side, letters in _LETTERS.items()))
_AROUND = r"\s*[(\[]?\s*(?:{})\s*[)\]]?\s*[=:]?\s*"
_NOTED = tuple(re.compile(_AROUND.format(each.pattern), each.flags) for each in (_LETTERED, _SPELT))
"""The order with the brackets around it, and the sign behind it."""
_SIDES = "HWC"


def order(text: str) -> str:
    """The letters of the sides in the order that a text with a volume names, and nothing where it names none.

    >>> order("16x32x32 (CxHxW)"), order("(W, H, C) = (60, 38, 24)"), order("width x height x depth: 60x38x24")
    ('CHW', 'WHC', 'WHC')
    >>> order("16x32x32 (channels first)"), order("32x32x16")
    ('CHW', '')
    """
    for pattern, each in ((_LETTERED, _EACH_LETTER), (_SPELT, _EACH)):
        for found in pattern.finditer(text):
            sides = "".join(one.lastgroup or "" for one in each.finditer(found[0])).replace("N", "")
            if sorted(sides) == sorted(_SIDES):
                return sides
    told = _FIRST_OR_LAST.search(text)
    return "" if told is None else "CHW" if told["first"] else "HWC"


def without_order(text: str) -> str:
    """A text without the order of the sides that it names.

    >>> without_order("60x38x24 (WxHxC)"), without_order("width x height x depth: 60x38x24")
    ('60x38x24 ', ' 60x38x24')
    """
    for pattern in _NOTED:
        text = pattern.sub(lambda found: " " if order(found[0]) else found[0], text)
    return _FIRST_OR_LAST.sub("", text)


def height_first(axes: tuple[int, ...], sides: str) -> tuple[int, ...]:
    """The sides of a volume with its height before its width, of one that is written in an order.

    >>> height_first((60, 38, 24), "WHC"), height_first((1, 24, 60, 38), "CWH"), height_first((24, 38, 60), "CHW")
    ((38, 60, 24), (1, 24, 38, 60), (24, 38, 60))
    """
    if len(axes) < len(sides) or sides.find("W") > sides.find("H"):
        return axes
    turned, batch = list(axes), len(axes) - len(sides)
    width, height = batch + sides.index("W"), batch + sides.index("H")
    turned[width], turned[height] = turned[height], turned[width]
    return tuple(turned)
