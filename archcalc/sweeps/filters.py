"""Conditions on figures: `params < 3M and memory <= 24MiB`, in the arithmetic of expressions, with units."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, ClassVar, NoReturn

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.printed_numbers import BYTES, FACTORS
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.expressions.arithmetic import Evaluate, bounded, constant
from archcalc.language.expressions.parser import Parser

_UNITS = {unit: factor for unit, factor in (BYTES | FACTORS).items() if unit}
_QUANTITY = rf"(?P<quantity>[0-9]+(?:\.[0-9]+)?\s?(?i:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b)"
_HINTS = {"memory": "activations are values, activation_bytes are bytes"}
"""Where a name could mean two things, it means neither."""


class Condition(NamedTuple):
    """A condition that a row must meet: the text, and the names of figures in it."""

    text: str
    names: frozenset[str]
    holds_for: Evaluate
    option: str = "--where"

    def holds(self, figures: Mapping[str, Any]) -> bool:
        """True where these figures meet it. Raises ArchcalcError where it cannot be said."""
        try:
            answer = self.holds_for(figures)
        except Refused as fact:
            known = ", ".join(f"{name} = {quoted(figures[name], '')}" for name in sorted(self.names))
            raise _refused(fact, self.option, f" in {quoted(self.text)}, where {known}") from None
        if not isinstance(answer, bool):
            raise ArchcalcError.of("expression", f"{self.option} wants what is true or false, found "
                                   f"{quoted(self.text)}", hint="for example params < 3M and macs < 300M")
        return answer


def condition(text: str, known: Collection[str], option: str = "--where") -> Condition:
    """A condition on what is `known` by name, as an option has it.

    >>> condition("params < 3M", ["params"]).holds({"params": 2_999_999})
    True
    """
    try:
        parser = _Conditions(text)
        holds = parser.whole()
    except Refused as fact:
        raise _refused(fact, option) from None
    for name in sorted(parser.names):
        if name not in known:
            raise ArchcalcError.of("unknown-figure", f"{option}: there is no figure {quoted(name)}",
                                   hint=_HINTS.get(name) or did_you_mean(name, known), expected=one_of(sorted(known)))
    return Condition(text, frozenset(parser.names), holds, option)


class _Conditions(Parser):
    """Expressions in which a number may have a unit."""

    tokens: ClassVar[str] = rf"\s*{_QUANTITY}|{Parser.tokens}"
    literals: ClassVar[frozenset[str]] = Parser.literals | {"quantity"}

    def __init__(self, text: str) -> None:
        self.whole_text = text
        super().__init__(f"{text}}}", 0)

    def whole(self) -> Evaluate:
        value = super().whole()
        if self.position < len(self.text):
            self.fail("'}' is not expected here")
        return value

    def leaf(self, kind: str, token: str) -> Evaluate:
        if kind != "quantity":
            return super().leaf(kind, token)
        unit = token.lstrip("0123456789. ")
        number = Decimal(token[:-len(unit)].strip()) * _UNITS[unit.upper()]
        return constant(bounded(int(number) if number == number.to_integral_value() else float(number)))

    def here(self) -> str:
        return "the end" if self.kind == "end" else super().here()

    def fail(self, message: str, hint: str = "") -> NoReturn:
        raise Refused("expression", f"{message} in {quoted(self.whole_text)}",
                      hint=hint or "for example params < 3M and macs < 300M")


def _refused(fact: Refused, option: str, where: str = "") -> ArchcalcError:
    return ArchcalcError.of(fact.code, f"{option}: {fact.message}{where}", hint=fact.hint, expected=fact.expected)
