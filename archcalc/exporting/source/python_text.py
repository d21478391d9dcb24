"""Python source text: names, values, calls over several lines."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Sequence
from math import isfinite
from typing import Any

from archcalc.exporting.source.source_program import ArgumentExpression

WIDTH = 100
"""The columns of a line."""


def identifier(name: str, word: str, taken: Collection[str] = ()) -> str:
    """A name as Python has it: of 3x3/1 and the word conv, conv_3x3_1. It is not one of `taken`.

    >>> identifier("3x3/1", "conv"), identifier("half", "conv", {"half"}), identifier("conv2_1", "block")
    ('conv_3x3_1', 'half_', 'conv2_1')
    """
    made = re.sub(r"[^0-9a-zA-Z_]", "_", name)
    if not made or made[0].isdigit() or made[0] == "_":
        made = f"{word}_{made.lstrip('_')}"
    return f"{made}_" if made in taken or keyword.iskeyword(made) else made


def class_name(name: str) -> str:
    """A name in capitals: of inverted_residual, InvertedResidual.

    >>> class_name("conv_bn"), class_name("3a"), class_name("SE_block")
    ('ConvBn', 'Block3a', 'SEBlock')
    """
    made = "".join(part[0].upper() + part[1:] for part in re.split(r"[^0-9a-zA-Z]+", name) if part)
    return made if made[:1].isalpha() else f"Block{made}"


def literal(value: Any) -> str:
    """A value as source text.

    >>> literal((3, -float("inf")))
    '(3, float("-inf"))'
    """
    if isinstance(value, ArgumentExpression):
        return value.text
    if isinstance(value, tuple | list):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, str):
        return '"' + repr(value)[1:-1].replace('"', '\\"') + '"'
    return repr(value) if not isinstance(value, float) or isfinite(value) else f'float("{value}")'


def quoted_text(text: str) -> str:
    """A text that somebody else has written, as it may stand in a docstring."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return plain.replace('"""', "\'\'\'").replace("\\", "/").strip()


def call(before: str, arguments: Sequence[str], after: str, indent: int) -> list[str]:
    """The lines of a call: one where it fits, else with its arguments on lines of their own."""
    space = " " * indent
    line = f"{space}{before}({', '.join(arguments)}){after}"
    if len(line) <= WIDTH or not arguments:
        return [line]
    lines, current = [f"{space}{before}("], ""
    for argument in arguments:
        longer = f"{current} {argument}," if current else f"{space}    {argument},"
        if len(longer) > WIDTH and current:
            lines.append(current)
            longer = f"{space}    {argument},"
        current = longer
    return [*lines, current, f"{space}){after}"]


def wrapped(text: str, indent: int) -> list[str]:
    """Words in lines."""
    space, lines, current = " " * indent, list[str](), ""
    for word in text.split():
        if current and len(space) + len(current) + 1 + len(word) > WIDTH:
            lines.append(space + current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, space + current] if current else lines
