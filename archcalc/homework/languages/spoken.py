"""Sentences to a student: in English with what is put into it, to be told in any language.

The English sentence is the key under which a catalogue has its translation: nothing else names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from re import compile as pattern
from string import ascii_lowercase
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import count

COUNT = "count"
"""The value that decides between singular and plural."""


class Spoken(NamedTuple):
    """A sentence: English with {names} where values are put in, and the values; a value may be a sentence itself."""

    template: str
    values: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        """The sentence in English, its key being taken as it is."""
        return filled(self.template, {name: value if isinstance(value, int) else str(value)
                                      for name, value in self.values})


Told = str | Spoken
"""A sentence, or a text that is the same in every language: a number, a name, arithmetic."""


def said(template: str, **values: Any) -> Spoken:
    """A sentence with what is put into it.

    >>> str(said("{Clause}.", Clause=said("{count} are wrong", count=1200)))
    '1,200 are wrong.'
    """
    return Spoken(template, tuple(values.items()))


def filled(template: str, values: dict[str, Any]) -> str:
    """A template with its values put in: numbers with commas, and what begins a sentence with a capital letter."""
    texts = {name: value if isinstance(value, str) else count(value) for name, value in values.items()}
    return template.format_map({name: f"{text[:1].upper()}{text[1:]}" if name[:1].isupper() else text
                                for name, text in texts.items()})


def sentence(clause: Told) -> Spoken:
    """A clause as a sentence."""
    question = isinstance(clause, str) and clause.endswith("?")
    return said("{Clause}" if question else "{Clause}.", Clause=clause)


def listed(parts: Iterable[Told], template: str = "{first}, {others}") -> Told:
    """Several texts as one: with commas, or as the template has it."""
    return reduce(lambda first, others: said(template, first=first, others=others), parts)


def passage(*sentences: Spoken | str | None) -> Told:
    """Sentences one after another; what is None or empty is left out."""
    return listed([each for each in sentences if each], "{first} {others}")


_NUMBERS = pattern(r"\d+(?:x\d+)*(?:,\d+)*")


def described(text: str) -> Told:
    """A description in English, its numbers taken as values: as many sentences as it has clauses.

    >>> described("96 11x11 filters at stride 4, pad 0").values[0][1].template
    '{a} {b} filters at stride {c}'
    """
    return listed([_clause(each) for each in text.split(", ")])


def _clause(text: str) -> Spoken:
    numbers = _NUMBERS.findall(text)
    names = iter(ascii_lowercase)
    template = _NUMBERS.sub(lambda _: f"{{{next(names)}}}", text)
    return Spoken(template, tuple(zip(ascii_lowercase, numbers, strict=False)))
