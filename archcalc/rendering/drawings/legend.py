"""The key of a picture: a swatch and a word for every colour in it."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.picture import Box, Shape, Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.palette import ROLES

_WORDS = {"convolution": "conv", "linear": "fully connected", "merge": "add, concat"}
_SIZE, _SWATCH, _ROW = 11.0, 14.0, 22.0


def legend(roles: Iterable[str], left: float, top: float, room: float) -> tuple[list[Shape], float]:
    """The swatches in rows no wider than `room`, and the height that they take."""
    shapes: list[Shape] = []
    x, y = left, top
    for role in sorted(roles, key=ROLES.index):
        word = _WORDS.get(role, role)
        needed = _SWATCH + 6 + width(word, _SIZE) + 18
        if x > left and x + needed > left + room:
            x, y = left, y + _ROW
        shapes += [Box(x, y, _SWATCH, _SWATCH, role, f"{role}-line", 3),
                   Text(x + _SWATCH + 6, y + _SWATCH - 3, word, _SIZE, fill="muted")]
        x += needed
    return shapes, y + _SWATCH - top
