"""A volume whose sides bear their names: H=55, W=55, C=96; 55 wide, 55 high, 96 deep; 38 (h) x 60 (w) x 24."""

from __future__ import annotations

import re

_NAMES = {"height": "h height rows high tall hoch höhe hauteur haut alto altura ارتفاع الارتفاع 高",
          "width": "w width columns cols wide breit breite largeur large ancho anchura عرض العرض 宽",
          "channels": "c d k depth deep channels channel filters maps tief tiefe profondeur profundidad kanäle canaux "
                      "canales عمق العمق قنوات القنوات 深 通道"}
_SIDES = {name: side for side, names in _NAMES.items() for name in names.split()}
_NAME = "|".join(sorted(_SIDES, key=len, reverse=True))
_OUT = r"(?:'|_\{?(?:out|2|o)\}?|_?2(?=\s*[=:]))?"
"""What says that a side is the output's: H', H_2, W_out."""
_NAMED = re.compile(rf"({_NAME}){_OUT}(?:\s*[=:]\s*({_NAME}){_OUT})?\s*[=:]?\s*([0-9]+)", re.IGNORECASE)
_BEHIND = re.compile(rf"([0-9]+)\s*(?:px|pixels)?\s*({_NAME})(?![^\W_])", re.IGNORECASE)
_WORKED = re.compile(r"(?<==)\s*[0-9(](?=[0-9(). ]*[+\-*/])[0-9+\-*/x^(). ]*[0-9)]\s*=(?=\s*[0-9])")
"""The arithmetic that leads to a side: H = (227 - 11)/4 + 1 = 55."""
_PIECES = re.compile(r"[,;&*]|(?<![^\W\d_])x(?![^\W\d_])|\b(?:and|und|et|y|with|mit|avec|con|by)\b|\sو(?=ال)"
                     rf"|\b(?:of|de|mit|der)\s+(?=(?:a\s+)?(?:{_NAME})\b)", re.IGNORECASE)
_HEADING = re.compile(r"^\s*(?:the\s+)?(?:output|result|shape|size|volume|sortie|ausgabe|salida|الخرج|输出)"
                      r"\s*[:=：]\s*", re.IGNORECASE)
_MARKED_OUT = re.compile(r"(?<=[HWCDK])(?:'|_\{?(?:out|2|o)\}?|2(?=\s*[=:]))", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[0-9]+")
_SIGNS = re.compile(r"[\w\s=:()\[\]{}.]*")
_FILLING = ("there are is a of the its size feature activation output maps px pixels pixel sind ist es gibt sont est "
            "il son hay de")
_FILLERS = frozenset(_FILLING.split())
_BETWEEN = re.compile(r"(?:[\s,;x()\[\]{}.&]|\b(?:and|und|et|y)\b|و)*", re.IGNORECASE)


def named_sides(text: str) -> tuple[int, ...]:
    """Height, width and channels of a text in which each stands once by its name; nothing of any other text.

    >>> named_sides("C=96, H=W=55"), named_sides("55 wide, 54 high, 96 deep"), named_sides("55x55x96")
    ((55, 55, 96), (54, 55, 96), ())
    >>> named_sides("38 (h) x 60 (w) x 24"), named_sides("24 maps of height 38 and width 60")
    ((38, 60, 24), (38, 60, 24))
    """
    text = _HEADING.sub("", _WORKED.sub("", text))
    for pattern in (_NAMED, _BEHIND):
        found = list(pattern.finditer(text))
        if len(found) < 2 or not _BETWEEN.fullmatch(pattern.sub("", text)):
            continue
        named = [(_SIDES[name.lower()], int(number)) for each in found
                 for number in filter(str.isdecimal, filter(None, each.groups()))
                 for name in each.groups() if name and not name.isdecimal()]
        if sorted(side for side, _ in named) == sorted(_NAMES):
            sides = dict(named)
            return tuple(sides[side] for side in _NAMES)
    return _in_pieces(text)


def _in_pieces(text: str) -> tuple[int, ...]:
    """The sides of a text with one number to each piece, where one at most bears no name: 38 (h) x 60 (w) x 24."""
    sides: dict[str, int] = {}
    nameless = []
    for piece in _PIECES.split(_MARKED_OUT.sub("", text)):
        numbers, words = _NUMBER.findall(piece), _WORD.findall(piece.lower())
        named = {_SIDES[word] for word in words if word in _SIDES}
        if len(numbers) != 1 or not (_SIGNS.fullmatch(piece) and named.isdisjoint(sides)):
            return ()
        if not _FILLERS.issuperset(word for word in words if word not in _SIDES):
            return ()
        sides |= dict.fromkeys(named, int(numbers[0]))
        nameless += [] if named else [int(numbers[0])]
    missing = [side for side in _NAMES if side not in sides]
    if len(missing) != len(nameless) or len(missing) > 1:
        return ()
    return tuple((sides | dict(zip(missing, nameless, strict=True)))[side] for side in _NAMES)
