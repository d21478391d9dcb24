"""The second signs of blocks, for those who do not see their colours: a corner, or a bar at one edge."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.picture import Box, Path, Shape
from archcalc.rendering.drawings.palette import SIGNS

_THICK, _CORNER, _INSET = 3.2, 10.0, 2.4


def signed(box: Box) -> Iterator[Shape]:
    """The sign of a box's role, within the box; smaller in a small one."""
    sign, line = SIGNS.get(box.fill), f"{box.fill}-line"
    size = min(_CORNER, box.width / 2, box.height / 2)
    thick, end = _THICK * size / _CORNER, 0.6 * size
    x, y = box.x + _INSET, box.y + _INSET
    if sign == "corner":
        yield Path(((x, y), (x + size, y), (x, y + size)), fill=line, closed=True)
    elif sign == "bar":
        yield Box(x, box.y + end, thick, box.height - 2 * end, line, radius=thick / 2)
    elif sign == "head":
        yield Box(box.x + end, y, box.width - 2 * end, thick, line, radius=thick / 2)
    elif sign == "foot":
        yield Box(box.x + end, box.y + box.height - _INSET - thick, box.width - 2 * end, thick, line, radius=thick / 2)
