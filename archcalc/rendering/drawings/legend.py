"""The key of a picture: a swatch and a word for every colour in it."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.picture import Box, Shape, Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.palette import ROLES
from archcalc.rendering.drawings.signs import signed

_WORDS = {"convolution": "conv", "linear": "fully connected", "product": "matrix product", "merge": "add, concat"}
_SWATCH, _ROW = 14.0, 22.0


def legend(roles: Iterable[str], left: float, top: float, room: float,
           size: float = 11.0) -> tuple[list[Shape], float]:
    """The swatches in rows no wider than `room`, and the height that they take."""
    shapes: list[Shape] = []
    x, y = left, top
    for role in sorted(roles, key=ROLES.index):
        word = _WORDS.get(role, role)
        needed = _SWATCH + 6 + width(word, size) + 18
        if x > left and x + needed > left + room:
            x, y = left, y + _ROW
        swatch = Box(x, y, _SWATCH, _SWATCH, role, f"{role}-line", 3)
        shapes += [swatch, *signed(swatch), Text(x + _SWATCH + 6, y + _SWATCH - 3, word, size, fill="muted")]
        x += needed
    return shapes, y + _SWATCH - top
