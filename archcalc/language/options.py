"""The values of a network's options, each of its default's type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.errors import as_yaml, quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.diagnostics import Notes
from archcalc.language.text.document import Value
from archcalc.operators.attributes import LARGEST


def option_value(notes: Notes, name: str, value: Value, options: Mapping[str, Any], key: Value | None = None) -> Any:
    """An option's value, if there is such an option and the type is its default's; `key` is its name in a file."""
    if name not in options:
        expected = one_of(options) if options else "no options: this network has none"
        notes.refuse(key or value, "unknown-option", f"there is no option {quoted(name)}",
                     did_you_mean(name, options), expected)
        return None
    default, given = options[name], value.plain()
    if isinstance(default, float) and type(given) is int:
        return float(given)
    if default is not None and type(given) is not type(default):
        notes.wrong_type(value, f"{_type_name(default)} for {name}, as its default {quoted(as_yaml(default), '')} is")
    if isinstance(given, int) and abs(given) > LARGEST:
        notes.wrong_type(value, f"a number up to {LARGEST:,}")
    return given


def _type_name(value: object) -> str:
    names = {bool: "true or false", int: "an integer", float: "a number", str: "text", list: "a list"}
    return names.get(type(value), "a value")
