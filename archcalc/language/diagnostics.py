"""Mistakes and warnings collected while a specification is read, and the names that were used."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Place, quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.text.characters import trap
from archcalc.language.text.document import Value

MOST_NOTED = 500
"""Reading ends at so many mistakes: the file is of another kind."""


class Notes:
    """Mistakes, warnings and used names found while reading."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.warnings: list[Mistake] = []
        self.used: set[str] = set()
        self.sound: dict[tuple[Any, ...], dict[str, Any]] = {}
        """Attributes found sound, by what was said, so that a file's like layers are checked once."""
        self.noted: dict[str, tuple[Any, list[Mistake]] | None] = {}
        """Texts in the lecture's notation; of those that are repeated, parts and mistakes, at places in the text."""

    def refuse(self, value: Value | Place, code: str, message: str, hint: str = "", expected: str = "") -> None:
        """Note a mistake at a value, or at a place."""
        place = value if isinstance(value, Place) else value.place
        self.mistakes.append(Mistake(code, message, place, hint, expected))
        if len(self.mistakes) >= MOST_NOTED:
            raise ArchcalcError(self.mistakes)

    def warn(self, value: Value, code: str, message: str, hint: str = "") -> None:
        """Note something that is understood, but not as it was in the first edition of the language."""
        self.warnings.append(Mistake(code, message, value.place, hint))

    def wrong_type(self, value: Value, expected: str, example: str = "") -> None:
        """Note a value of the wrong type, and what YAML made of it, or how it is written."""
        hint = trap(value.text) or (f"write {example}" if example else "")
        self.refuse(value, "wrong-type", f"expected {expected}, found {value.found}", hint)

    def items(self, value: Value | None, expected: str, example: str = "") -> list[Value]:
        """The items of a list; none where there is no list, and where it is something else, which is noted."""
        if value is None or isinstance(value.data, list):
            return value.data if value else []
        self.wrong_type(value, expected, example)
        return []

    def check_keys(self, value: Value, allowed: Collection[str], subject: str, noun: str = "key",
                   hint: Callable[[str, Collection[str]], str] = did_you_mean) -> None:
        """Note every key that is not allowed, with the one that was meant."""
        for key, scalar in value.keys.items():
            if key not in allowed:
                self.refuse(scalar, "unknown-key", f"{subject} has no {noun} {quoted(key)}",
                            hint(key, allowed), one_of(allowed))
