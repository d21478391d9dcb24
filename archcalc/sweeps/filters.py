"""Conditions on figures: `params < 3M and memory <= 24MiB`, in the arithmetic of expressions, with units."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, ClassVar, NoReturn

from archcalc.base.errors import ArchcalcError, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.printed_numbers import BYTES, FACTORS
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.expressions.arithmetic import Evaluate, bounded, constant
from archcalc.language.expressions.parser import Parser

_UNITS = {unit: factor for unit, factor in (BYTES | FACTORS).items() if unit}
_QUANTITY = rf"(?P<quantity>[0-9]+(?:\.[0-9]+)?\s?(?i:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b)"
_HINTS = {"memory": "activations are values, activation_bytes are bytes",
          "memory_bytes": "that is what a step of training takes, of which archcalc fit judges"}
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


_PLAIN = re.compile(r"\s*(?P<name>[A-Za-z_][\w.]*)\s*(?:[<>]=?|==)\s*(?P<bound>[^<>=!]+)")


def excess(broken: Condition, figures: Mapping[str, Any]) -> float:
    """The distance of figures from a condition that they break, as a share of its bound; 1 where it says no bound.

    >>> excess(condition("params < 2M", ["params"]), {"params": 3_000_000})
    0.5
    """
    plain = _PLAIN.fullmatch(broken.text)
    if plain is None or plain["name"] not in broken.names or len(broken.names) > 1:
        return 1.0
    bound, found = condition(plain["bound"], ()).holds_for({}), figures[plain["name"]]
    if isinstance(bound, bool) or not isinstance(bound, (int, float)) or not isinstance(found, (int, float)):
        return 1.0
    return abs(found - bound) / max(1, abs(bound))


def parted(under: str | None, known: Collection[str]) -> tuple[Condition, ...]:
    """The conditions of --under, one by one, where `and` joins them. Raises ArchcalcError.

    >>> [each.text for each in parted("params < 3M and (macs < 1G or depth < 9)", ["params", "macs", "depth"])]
    ['params < 3M', '(macs < 1G or depth < 9)']
    """
    return () if under is None else tuple([condition(part, known, "--under") for part in _joined(under)])


def _joined(text: str) -> Iterator[str]:
    """The parts between `and`s outside parentheses, as they are written; with an `or` beside them, all is one part."""
    depth, places = 0, [0]
    for found in re.finditer(r"[()]|\b(?:and|or)\b", text):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0 and found[0] == "or":
            places = [0]
            break
        if depth == 0 and found[0] == "and":
            places += found.span()
    ends = [*places[1::2], len(text)]
    yield from (text[start:end].strip() for start, end in zip(places[::2], ends, strict=True))


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
        from decimal import Decimal

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
