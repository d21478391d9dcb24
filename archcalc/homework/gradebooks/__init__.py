"""Marks in the formats that universities' systems read, one to a file.

A module has `render(marked, title)`, and `EACH`, which says whether it is of one student alone.
"""

from __future__ import annotations

from archcalc.base.registry import Registry
from archcalc.homework.marking.whole_class import Class

NAMES = Registry(__name__, __file__, "format")


def render(marked: Class, form: str, title: str) -> str:
    """A marked class in a format. Raises ArchcalcError."""
    text: str = NAMES.load(form).render(marked, title)
    return text


def each(form: str) -> bool:
    """True where a format is of one student alone."""
    return bool(NAMES.load(form).EACH)
