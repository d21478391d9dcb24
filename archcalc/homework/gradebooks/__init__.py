"""Marks in the formats that universities' systems read, one to a file; being there is being registered."""

from __future__ import annotations

from typing import Protocol

from archcalc.base.registry import Registry
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.marking.whole_class import Class


class Gradebook(Protocol):
    """One system's format of marks."""

    EACH: bool
    """True where a file is of one student alone."""

    def render(self, marked: Class, title: str, language: Language = ENGLISH) -> str:
        """The marks of everybody, or of the one student, in a homework called `title`."""


NAMES = Registry[Gradebook](__name__, __file__, "format")


def render(marked: Class, form: str, title: str, language: Language = ENGLISH) -> str:
    """A marked class in a format, with what it says in a language. Raises ArchcalcError."""
    return NAMES.load(form).render(marked, title, language)


def each(form: str) -> bool:
    """True where a format is of one student alone."""
    return NAMES.load(form).EACH
