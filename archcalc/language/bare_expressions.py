"""Expressions without their `${...}`: filters: 4 * width, if: stride == 1, times: depth.

Where an attribute takes numbers, sizes or flags, a text can only be an expression, but for the attribute's own words
(same, nearest). In a module's argument, which takes any value, a plain text is one if all of its names are known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from math import floor

from archcalc.base.errors import Refused, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.diagnostics import Notes
from archcalc.language.expressions import INCOMING, Template, compile_text
from archcalc.language.text.characters import trap
from archcalc.language.text.values import Value

_WITHOUT_DOLLAR = re.compile(r"(?<!\$)\{(\w+)\}")
_ARITHMETIC = r"[-+*/%<>=()\[\],]"
FLAG_EXPECTED = "true or false"
_FLAGS = frozenset({"true", "false"})
"""Words that are expressions, as numbers are: in quotes, too."""
_QUOTED = re.compile(r"\$\{[^}]*['\"]")
_LARGEST = 1e15
_NOTED = "${0}"
"""Stands where a mistake has been noted, so that it is told once."""


def _is_word(text: str) -> bool:
    return text.isascii() and text.isidentifier()


def braced(text: str) -> str:
    """The text of an expression as it stands inside longer texts."""
    return f"${{{text}}}"


def bare(value: Value, words: Collection[str], known: Collection[str], notes: Notes, expected: str,
         subject: str = "") -> Value:
    """A value of numbers or flags, its texts as expressions; what they cannot be is noted.

    `words` are those that the attribute takes as they stand; `known` are the names in scope.
    """
    if isinstance(value.data, list):
        return value.holding([bare(item, words, known, notes, expected, subject) for item in value.data])
    text = value.data
    if not isinstance(text, str) or "${" in text or text in words:
        return value
    if _means(text, known):
        return value.holding(braced(text))  # whoever reads expressions tells what is wrong with one
    hint = trap(text) if "true" in expected or not _is_word(text) else ""
    if not hint and _is_word(text):
        hint = did_you_mean(text, {*words, *known, *INCOMING}) or f"nothing is called {quoted(text, '')} here"
    notes.refuse(value, "wrong-type", f"{subject}expected {expected}, found {value.found}", hint)
    return value.holding(_NOTED)


def _means(text: str, known: Collection[str]) -> bool:
    """True where a text was meant as an expression: a name in scope, or some arithmetic."""
    if text in known or text in INCOMING or text in _FLAGS:
        return True
    if _is_word(text) or trap(text):
        return False
    return parsed(text) is not None or re.search(_ARITHMETIC, text) is not None


def argument(value: Value, known: Collection[str], notes: Notes, call: str, *, takes_text: bool) -> Value:
    """A module's argument: an expression where it is plain text that parses and whose names are all known.

    A plain word that equals a name in scope was text in the first edition. Where the parameter takes texts, as its
    default shows, a warning says so, with the quotes that keep it one.
    """
    if isinstance(value.data, list):
        return value.holding([argument(item, known, notes, call, takes_text=takes_text) for item in value.data])
    found = with_braces(value, known)
    if takes_text and found is not value and not compile_text(found.data).names:
        return value  # 3-1 beside other texts is one, as it was
    if takes_text and found is not value and _is_word(value.data):
        notes.warn(value, "bare-name", f"{value.data} is the value of {quoted(value.data, '')} here, not a text",
                   f'for the text, write "{value.data}" in quotes in {call}')
    return found


def with_braces(value: Value, known: Collection[str]) -> Value:
    """A plain text that parses as an expression, and whose names are all known, as one; any other as it is."""
    text = value.data
    if not isinstance(text, str) or "${" in text or value.in_quotes:
        return value
    template = parsed(text)
    if template is None or not template.names <= {*known, *INCOMING}:
        return value
    return value.holding(braced(text))


def parsed(text: str) -> Template | None:
    """A text as an expression; None where it is none."""
    if "}" in text:
        return None
    try:
        return compile_text(braced(text))
    except Refused:
        return None


def hint_of_value(value: object, written: Value | None = None) -> str:
    """A hint that makes a number of a fraction, or of a text; of a list, of its first item that is one of them.

    `written` is the value as the file has it: a text is one by the quotes inside an expression, or those around a
    module's argument.
    """
    if isinstance(value, list | tuple):
        return next((hint for item in value if (hint := hint_of_value(item, written))), "")
    if isinstance(value, float) and not value.is_integer() and abs(value) < _LARGEST:
        return f"{floor(value)} or {floor(value) + 1}? //, round, floor and ceil give whole numbers"
    if not isinstance(value, str):
        return ""
    if written is not None and _QUOTED.search(str(written.data)):
        without = f": {quoted(value, '')} without them" if value.strip().isdecimal() else ""
        return f"quotes inside an expression make a text{without}"
    if _is_word(value) or parsed(value) is None:
        return ""
    return f'a module\'s argument in quotes is text: leave the quotes out, or write "{quoted(braced(value), "")}"'


def tell_missing_dollars(value: Value, known: Collection[str], notes: Notes) -> None:
    """Warn of braces around a name in scope that have no dollar sign before them: the name is then as it stands."""
    for item in value.data if isinstance(value.data, list) else [value]:
        for word in _WITHOUT_DOLLAR.findall(item.data) if isinstance(item.data, str) else ():
            if word in known:
                notes.warn(item, "bare-name", f"{quoted(item.data)} holds {{{word}}} as it stands",
                           f'for the value of {word}, write "{item.data.replace(f"{{{word}}}", f"${{{word}}}")}"')
