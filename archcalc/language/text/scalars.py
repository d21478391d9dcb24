"""Scalars as the YAML 1.2 core schema has them, and texts that are no more than one, or a list of some."""

from __future__ import annotations

import re
from typing import Any

from archcalc.base.errors import Refused, Source, quoted
from archcalc.language.text.values import Value

MOST_DIGITS = 18

_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
          "null": None, "Null": None, "NULL": None, "~": None, "": None}
_PLAIN = "-?[A-Za-z0-9_][A-Za-z0-9_.]{0,60}"
_SHORT = re.compile(rf"{_PLAIN}|\[{_PLAIN}(?:, {_PLAIN}){{0,7}}\]|\"[A-Za-z0-9_./*?-]{{1,60}}\"")
"""Texts in which nothing has a meaning of YAML's own but a list's brackets and commas, or quotation marks."""


def resolved(text: str) -> Any:
    """A plain scalar; whatever YAML 1.1 has otherwise stays text. Raises Refused."""
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text)
    if not match:
        return text
    if len(text) > MOST_DIGITS and _count_digits(text) > MOST_DIGITS:
        raise Refused("number", f"{quoted(text)} has more than {MOST_DIGITS} digits",
                      hint="sizes go up to 2147483647")
    if match[1] is None and match[2] is None:
        return int(text)
    number = float(text)
    if number - number != 0:
        raise Refused("number", f"{quoted(text)} is not a finite number", hint="write one below 1e308")
    return number


def short(source: Source) -> Value | None:
    """The value of a text that is a word, a number, or a list of some; None of any other, and of what is refused.

    >>> short(Source("--set", "0.5")).data, short(Source("--input", "[3, 224]")).plain(), short(Source("x", "a: 1"))
    (0.5, [3, 224], None)
    """
    text = source.text
    if not _SHORT.fullmatch(text):
        return None
    if text.startswith('"'):
        return Value(text[1:-1], source, 1, 1, len(text), text[1:-1], True)
    try:
        found = [Value(resolved(word[0]), source, 1, word.start() + 1, len(word[0]), word[0])
                 for word in re.finditer(_PLAIN, text)]
    except Refused:
        return None
    return Value(found, source, 1, 1) if text.startswith("[") else found[0]


def _count_digits(text: str) -> int:
    """The digits of a number from its first that is not 0, but for those of an exponent.

    >>> _count_digits("-0.00011814947426319122"), _count_digits("1e-05")
    (17, 1)
    """
    return sum(map(str.isdigit, text.lower().partition("e")[0].lstrip("+-0.")))
