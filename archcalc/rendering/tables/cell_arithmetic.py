"""Arithmetic as spreadsheets write it. A formula names other cells as {row:key}; the format puts their addresses in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from archcalc.counting.derivations.live_numbers import Decision
from archcalc.counting.derivations.traced_integers import (
    ATOM,
    PRODUCT,
    SUM,
    Remembered,
    Written,
    in_digits,
    written,
)

_LONGEST = 8000
"""So many characters a formula has at most, where every cell takes as many as a long address does; Excel takes
8,192."""
_ADDRESS = "AA100000"
CELL = re.compile(r"\{(\d+):(\w+)\}")
ARITHMETIC = re.compile(r"(?:[0-9.+*/(), <>=:-]|INT|MAX|MOD|IF|AND|COUNTIF|TRUE|\{\d+:\w+\})*")
"""What a formula may hold: no text, and no function that reaches beyond the sheet."""


def formula(number: Any) -> str:
    """A number as a spreadsheet works it out; nothing where it is too long, or no spreadsheet can.

    Only ones and zeros that stand for nothing are left out.

    >>> from archcalc.counting.derivations.traced_integers import Traced
    >>> width = Traced(227, "{0:width}")
    >>> formula((width * 1 - 11) // 4 + 1)
    'INT(({0:width}-11)/4)+1'
    """
    text = _text(number).text
    return text if _fits(text) else ""


def condition(decision: Decision) -> str | None:
    """A decision as a formula that is TRUE; nothing where it holds for all numbers, None where it has no formula."""
    left, right = (_text(each).within(SUM) for each in (decision.left, decision.right))
    if left == right or not (CELL.search(left) or CELL.search(right)):
        return ""
    text = f"{left}{decision.relation}{right}"
    return text if _fits(text) else None


def _fits(text: str) -> bool:
    short = len(text) <= _LONGEST or len(CELL.sub(_ADDRESS, text)) <= _LONGEST
    return short and ARITHMETIC.fullmatch(text) is not None


def _text(number: Any) -> Written:
    if not isinstance(number, Remembered):
        return Written(in_digits(number))
    return written(number, _formula) if number.sign else Written(number.name)


def _formula(number: Any, parts: list[Written]) -> Written:
    return _SIGNS[number.sign](*parts)


def _quotient(left: Written, right: Written) -> Written:
    return left if right.text == "1" else Written(f"INT({left.within(PRODUCT)}/{right.within(ATOM)})")


def _fraction(left: Written, right: Written) -> Written:
    return left if right.text == "1" else Written(f"{left.within(PRODUCT)}/{right.within(ATOM)}", PRODUCT)


def _larger(left: Written, right: Written) -> Written:
    return left if left.text == right.text else Written(f"MAX({left.text},{right.text})")


def _chosen(one: Written, other: Written, instead: Written) -> Written:
    return Written(f"IF({one.within(SUM)}<{other.within(SUM)},{instead.text},{one.text})")


def _rounded(part: Written) -> Written:
    """To the nearest integer, and of two as near to the even one, as Python rounds."""
    x = part.within(PRODUCT)
    return Written(f"IF({x}-INT({part.text})=0.5,2*INT(({part.text}+0.5)/2),INT({part.text}+0.5))")


_SIGNS: dict[str, Callable[..., Written]] = {
    "+": lambda left, right: Written(f"{left.within(SUM)}+{right.within(SUM)}", SUM),
    "-": lambda left, right: Written(f"{left.within(SUM)}-{right.within(PRODUCT)}", SUM),
    "*": lambda left, right: Written(f"{left.within(PRODUCT)}*{right.within(ATOM)}", PRODUCT),
    "//": _quotient, "/": _fraction,
    "%": lambda left, right: Written(f"MOD({left.text},{right.text})"),
    "neg": lambda part: Written(f"-{part.within(ATOM)}", PRODUCT),
    "max": _larger, "floor": lambda part: Written(f"INT({part.text})"), "round": _rounded,
    "below": _chosen,
}
