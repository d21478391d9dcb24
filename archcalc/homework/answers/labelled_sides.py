"""A volume whose sides bear their names: H=55, W=55, C=96; H=W=55, depth 96; 55 wide, 55 high, 96 deep."""

from __future__ import annotations

import re

_NAMES = {"height": "h height rows high hoch höhe hauteur alto altura ارتفاع الارتفاع 高",
          "width": "w width columns wide breit breite largeur ancho anchura عرض العرض 宽",
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
_BETWEEN = re.compile(r"(?:[\s,;x()\[\]{}.&]|\b(?:and|und|et|y)\b|و)*", re.IGNORECASE)


def named_sides(text: str) -> tuple[int, ...]:
    """Height, width and channels of a text in which each stands once by its name; nothing of any other text.

    >>> named_sides("C=96, H=W=55"), named_sides("55 wide, 54 high, 96 deep"), named_sides("55x55x96")
    ((55, 55, 96), (54, 55, 96), ())
    """
    text = _WORKED.sub("", text)
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
    return ()
