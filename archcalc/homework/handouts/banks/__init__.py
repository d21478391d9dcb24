"""Question banks, one format to a file. A format is a module with `render(quiz)`, and `key(quiz)` where it has one."""

from __future__ import annotations

from pathlib import PurePath

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry
from archcalc.homework.handouts.quiz import Quiz

NAMES = Registry(__name__, __file__, "format")


def render(quiz: Quiz, form: str) -> str:
    """A quiz in a format. Raises ArchcalcError."""
    text: str = NAMES.load(form).render(quiz)
    return text


def key(quiz: Quiz, form: str) -> str:
    """The answers, in the same format. Raises ArchcalcError where the format holds them already."""
    module = NAMES.load(form)
    if not hasattr(module, "key"):
        raise ArchcalcError.of("usage", f"{form} holds the answers itself",
                               expected="csv, markdown or latex with --key")
    text: str = module.key(quiz)
    return text


def by_suffix(path: str) -> str:
    """The format that a file's ending asks for."""
    suffix = PurePath(path).suffix.lower()
    for name in NAMES:
        if suffix in NAMES.load(name).SUFFIXES:
            return name
    raise ArchcalcError.of("format", f"no format is known by the ending of {quoted(path)}",
                           hint="say which with --format", expected=f"one of: {', '.join(NAMES)}")
