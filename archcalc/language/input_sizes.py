"""The sizes of an input as a file writes them: [3, 224, 224], 784, 3x224x224, expressions of options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcalc.language.bare_expressions import bare
from archcalc.language.diagnostics import Notes
from archcalc.language.text.document import Value

_SIDE = 16
"""From this on, two sides before a 3 are those of a picture."""
_SIZES = r"[1-9][0-9]{0,9}(x[1-9][0-9]{0,9}){1,7}"


def sizes(value: Value, options: Mapping[str, Any], notes: Notes) -> Value:
    """An input's sizes as a list, channels first; what cannot be a size is noted."""
    data = value.data
    if isinstance(data, str) and re.fullmatch(_SIZES, data):
        value = value.holding([value.holding(int(size)) for size in data.split("x")])
        data = value.data
    if type(data) is int or (isinstance(data, str) and type(options.get(data)) is int):
        data = [value]
    _check_order(value, notes)
    return bare(value.holding(data), (), options, notes, "a list of sizes, channels first")


def _check_order(value: Value, notes: Notes) -> None:
    """Warn of an image or a clip whose last side looks like its channels.

    That is 3 behind sides of a picture, 1 behind two that are equal, or 2 or 4 behind two that are both.
    """
    axes = value.plain()
    if not isinstance(axes, list) or len(axes) not in (3, 4) or not channels_may_be_last(axes):
        return
    *_, height, width, channels = axes
    of_picture = min(height, width) >= _SIDE
    behind_a_square = height == width and (channels in (1, 3) or (channels in (2, 4) and of_picture))
    if behind_a_square or (channels == 3 and of_picture):
        first, *others = axes
        notes.warn(value, "order", f"channels come first: this {'image' if len(axes) == 3 else 'volume'} is "
                                   f"{'x'.join(map(str, others))}, with {first} channels",
                   f"did you mean {channels_moved(axes)}?")


def channels_may_be_last(axes: list[Any]) -> bool:
    """True where the last of several sizes is smaller than all others, as channels are."""
    return len(axes) > 1 and all(type(axis) is int for axis in axes) and min(axes[:-1]) > axes[-1]


def channels_moved(axes: list[int]) -> list[int]:
    """The same sizes with the last in front."""
    return [axes[-1], *axes[:-1]]
