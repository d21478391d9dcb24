"""The languages in which questions are asked and answers explained, a catalogue each; being there is being known.

A catalogue is a file of gettext (.po), which translators' programs open: msgid is the English sentence, msgstr the
translation, {name} what archcalc puts in. A sentence that it lacks is said in English.
"""

from __future__ import annotations

import os
import re
from functools import cached_property, lru_cache
from pathlib import Path
from textwrap import fill
from typing import Any

from archcalc.base.errors import ISOLATE, ISOLATE_END, ArchcalcError, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.homework.languages.catalogue_file import Catalogue, read
from archcalc.homework.languages.spoken import COUNT, Spoken, Told, filled

NAMES = tuple(sorted(entry.name[:-3] for entry in os.scandir(__path__[0]) if entry.name.endswith(".po")))
"""The codes of the languages: ar, de, en, ..."""
_LEFT_TO_RIGHT = re.compile(r"(?:[+-] ?)?[A-Za-z0-9(](?:(?:(?!\. \()[!-~ ])*[A-Za-z0-9)%])?")
"""What is written from left to right within a text that is not: names, numbers, arithmetic.

A sentence that begins with a formula does not go on with what ended the one before it.
"""


class Language:
    """A language: its code, and its catalogue, which is read at the first sentence."""

    def __init__(self, code: str) -> None:
        self.code = code

    @cached_property
    def catalogue(self) -> Catalogue:
        """The sentences of this language."""
        return read(Path(__path__[0]) / f"{self.code}.po")

    @property
    def right_to_left(self) -> bool:
        """True where it is written from right to left."""
        return self.catalogue.header.get("X-Direction") == "rtl"

    @property
    def direction(self) -> str:
        """The value of HTML's attribute `dir`."""
        return "rtl" if self.right_to_left else "ltr"

    def text(self, told: Told) -> str:
        """A sentence in this language; what is put in keeps its direction."""
        text = self._filled(told)
        return isolated(text) if self.right_to_left else text

    def lines(self, text: str, width: int) -> str:
        """A text of this language in lines that break no word, each with the directions of its own parts."""
        broken = fill(unmarked(text), width, break_long_words=False, break_on_hyphens=False)
        return isolated(broken) if self.right_to_left else broken

    def _filled(self, told: Told) -> str:
        if isinstance(told, str):
            return told
        values = dict(told.values)
        counted = values.get(COUNT)
        template = self.catalogue.translated(told.template, int(counted) if isinstance(counted, str) else counted)
        return filled(template, {name: self._value(value) for name, value in values.items()})

    def _value(self, value: Any) -> Any:
        return self._filled(value) if isinstance(value, (str, Spoken)) else value


def unmarked(text: str) -> str:
    """A text without the marks of isolated parts."""
    return text.replace(ISOLATE, "").replace(ISOLATE_END, "")


def isolated(text: str) -> str:
    """A text whose parts from left to right are marked as such: every one shows as it is written.

    A bracket that is closed within another part belongs to the text around.
    """
    return _LEFT_TO_RIGHT.sub(lambda found: _with_own_brackets(found[0]), unmarked(text))


def _with_own_brackets(part: str) -> str:
    start, end = 0, len(part)
    while part[start:end].startswith(("(", " ")) and part.count("(", start, end) > part.count(")", start, end):
        start += 1
    while part[start:end].endswith((")", " ")) and part.count(")", start, end) > part.count("(", start, end):
        end -= 1
    own = part[start:end].strip()
    before, _, after = part.partition(own) if own else (part, "", "")
    return f"{before}{ISOLATE}{own}{ISOLATE_END}{after}" if own else part


ENGLISH = Language("en")


def language(name: str | None) -> Language:
    """A language by its code, also with a country (fr-CA), or by its name in English. Raises ArchcalcError."""
    if name is None:
        return ENGLISH
    code = re.split("[-_.]", name.strip().lower())[0]
    if code not in NAMES:
        code = _names().get(code, code)
    if code not in NAMES:
        raise ArchcalcError.of("unknown-word", f"there is no language {quoted(name)}",
                               hint=did_you_mean(code, (*NAMES, *_names())), expected=f"one of: {', '.join(NAMES)}")
    return _known(code)


@lru_cache
def _known(code: str) -> Language:
    return ENGLISH if code == ENGLISH.code else Language(code)


@lru_cache
def _names() -> dict[str, str]:
    """The codes by what the languages are called in English."""
    return {_known(code).catalogue.header["X-Language-Name"].lower(): code for code in NAMES}
