"""Values of expressions as text: in names, in messages, and what is meant where a text stands for a number."""

from typing import Any

from archcalc.base.errors import quoted


def written(value: Any) -> str:
    """A value as text: whole numbers without a point."""
    if type(value) is int:
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def told(value: Any) -> str:
    """A value that does not do; a text in its quotes."""
    return quoted(written(value), "'" if isinstance(value, str) else "")


def hint_of_texts(sign: str, left: Any, right: Any) -> str:
    """A hint for a text beside a number: the number in it, or both as one text."""
    text = next((value for value in (left, right) if isinstance(value, str)), None)
    if text is not None and text.strip().isdecimal():
        return f"a number has no quotes: {quoted(text.strip(), '')}"
    mixed = sign == "+" and {type(left), type(right)} == {str, int}
    return 'braces join a text and a number: "step${t}"' if mixed else ""
