"""The small arithmetic of `${...}`: text -> Template, evaluated over a mapping of names.

Numbers, text in quotes, true, false, lists and indexing, names; + - * / // % and ** of small integers; comparisons,
`and or not in`, `a if b else c`; a handful of functions. Nothing else, and everything bounded: 200 characters, 32
levels, values up to 10^15, texts and lists up to 1,000 items.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from archcalc.base.errors import Refused, quoted
from archcalc.language.expressions.arithmetic import Evaluate, Names
from archcalc.language.expressions.parser import Parser
from archcalc.language.expressions.shown_values import written

RESERVED = {
    "c_in": "the channels of the volume that a step reads; of tokens and vectors, their features",
    "h_in": "the height of the volume that a step reads",
    "w_in": "the width of the volume that a step reads",
}
INCOMING = RESERVED | {
    "l_in": "the length of the signal that a step reads, or the number of its tokens",
    "d_in": "the depth of the volume that a step reads: its frames",
}
"""The incoming volume, known in every expression, and what each name means; a file's own l_in or d_in goes before."""


class Template:
    """A text with `${...}` in it. Alone it gives a value with its type; inside a longer text it gives text.

    >>> compile_text("${stage + 2}").evaluate({"stage": 1})
    3
    >>> compile_text("conv${stage + 2}_1").evaluate({"stage": 1})
    'conv3_1'
    """

    __slots__ = ("names", "parts", "text")

    def __init__(self, text: str, parts: tuple[str | Evaluate, ...], names: frozenset[str]) -> None:
        self.text, self.parts, self.names = text, parts, names

    def evaluate(self, names: Names) -> Any:
        """The value where `names` are known; a failure tells the values of the names that took part."""
        try:
            if len(self.parts) == 1 and not isinstance(self.parts[0], str):
                return self.parts[0](names)
            return "".join([part if isinstance(part, str) else written(part(names)) for part in self.parts])
        except Refused as fact:
            if fact.code != "expression":
                raise
            raise Refused("expression", f"{fact.message} in {quoted(self.text)}{self._values(names)}",
                          hint=fact.hint, expected=fact.expected) from None

    def _values(self, names: Names) -> str:
        known = {name: names[name] for name in sorted(self.names) if name in names or name in INCOMING}
        values = ", ".join(f"{name} = {quoted(value, '')}" for name, value in known.items())
        return f", where {values}" if values else ""


@lru_cache(maxsize=4096)
def compile_text(text: str) -> Template:
    """Parse every `${...}` of a text."""
    parts: list[str | Evaluate] = []
    names: set[str] = set()
    position = 0
    while (start := text.find("${", position)) >= 0:
        if start > position:
            parts.append(text[position:start])
        parser = Parser(text, start + 2)
        parts.append(parser.whole())
        names |= parser.names
        position = parser.position
    if position < len(text):
        parts.append(text[position:])
    return Template(text, tuple(parts), frozenset(names))
