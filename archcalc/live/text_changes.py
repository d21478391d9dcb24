"""Changes of a text: stretches of it, and what comes in their place."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.errors import Place
from archcalc.base.named_tuples import NamedTuple


class TextChange(NamedTuple):
    """A stretch of a line, by its place, and the text that comes in its place."""

    place: Place
    text: str


def changed(text: str, changes: Iterable[TextChange]) -> str:
    r"""The text with changes made, none of which lies over another; its lines end with \n.

    >>> from archcalc.base.errors import Source
    >>> place = Place(Source("net", "a: 1\nb: 2"), 2, 1)
    >>> changed("a: 1\nb: 2", [TextChange(place, "width")])
    'a: 1\nwidth: 2'
    """
    lines = text.split("\n")
    for place, new in sorted(changes, key=lambda change: (change.place.line, change.place.column), reverse=True):
        line, start = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = line[:start] + new + line[start + place.width:]
    return "\n".join(lines)
