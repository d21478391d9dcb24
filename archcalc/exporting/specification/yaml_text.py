"""YAML text: scalars as they may stand in braces, mappings in one line where they fit, else in several."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from archcalc.exporting.source.source_program import ArgumentExpression

WIDTH = 110
"""The columns of a line."""
_PLAIN = re.compile(r"[A-Za-z_][\w./-]*|[A-Za-z_]\w*( [\w./-]+)*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Plain words that are no texts to some reader of YAML."""


def scalar(value: Any) -> str:
    """A value as it may stand anywhere; None is nothing."""
    if isinstance(value, ArgumentExpression):
        return value.text
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else json.dumps(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {scalar(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(scalar, value))}]"
    return "" if value is None else _number(value)


def _number(value: float) -> str:
    """A number or a flag; a decimal one as YAML 1.1 and 1.2 both take it: 1.0e-05."""
    text = repr(value).lower()
    return re.sub(r"^(-?\d+)e", r"\1.0e", text)


def entry(key: str, values: Mapping[str, Any], indent: int) -> list[str]:
    """A step: the key alone, with its values in braces, or with a line for each."""
    space = " " * indent
    if not values:
        return [f"{space}- {key}"]
    line = f"{space}- {key}: {scalar(values)}"
    if len(line) <= WIDTH:
        return [line]
    return [f"{space}- {key}:", *(line for name, value in values.items() for line in pair(name, value, indent + 4))]


def pair(key: str, value: Any, indent: int) -> list[str]:
    """A key with its value; a list over several lines where it does not fit."""
    space, text = " " * indent, scalar(value)
    lines, current = list[str](), f"{space}{key}:"
    for part in re.split(r"(?<=,) ", text) if isinstance(value, Sequence) and not isinstance(value, str) else [text]:
        if len(current) + 1 + len(part) > WIDTH and current != f"{space}{key}:":
            lines.append(current)
            current = f"{space}   {part}"
        else:
            current = f"{current} {part}"
    return [*lines, current]
