"""The arithmetic of expressions: every operation on values, bounded, and closures that evaluate over names."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, cast

from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.expressions.shown_values import hint_of_texts, told, written

MOST_VALUE = 10**15
MOST_EXPONENT = 64
MOST_ITEMS = 1000

Names = Mapping[str, Any]
Evaluate = Callable[[Names], Any]


def divisible(value: float, by: int) -> int:
    """`value` rounded to a multiple of `by`, never more than a tenth below it (the MobileNet rule).

    >>> divisible(32 * 0.75, 8), divisible(24 * 0.35, 8)
    (24, 8)
    """
    rounded: int = _larger(by, math.floor(value + by / 2) // by * by)
    if choose := getattr(rounded, "chosen_below", None):  # a number that remembers its arithmetic decides nothing
        return cast(int, choose(value * 0.9, rounded + by))  # 0.9 * value would forget how an integer came about
    return rounded + by if rounded < 0.9 * value else rounded


def _larger(one: Any, other: Any) -> Any:
    """The larger of two numbers; of one that remembers its arithmetic, as arithmetic."""
    for each, beside in ((one, other), (other, one)):
        if larger := getattr(each, "larger", None):
            return larger(beside)
    return max(one, other)


def _root(value: float) -> float:
    """The square root; an integer where the value is an integer's square."""
    root = math.isqrt(value) if isinstance(value, int) else math.sqrt(value)
    return root if root * root == value else math.sqrt(value)


def _range(*ends: int) -> list[int]:
    """The integers up to an end, or between two; counted before they are made."""
    return list(bounded(range(*map(_settled, ends))))


def _settled(number: Any) -> Any:
    """An integer as no more than that: one that remembers its arithmetic is told that it was needed as it is."""
    return int(number) if isinstance(number, int) and not isinstance(number, bool) else number


def _smallest(*values: Any) -> Any:
    """The smallest. Beside a fraction, whose comparisons ask no integer, integers are settled."""
    some = values[0] if len(values) == 1 else values
    return min([_settled(each) for each in some] if any(type(each) is float for each in some) else some)


def _largest(*values: Any) -> Any:
    """The largest; which one it is decides nothing where a number remembers its arithmetic."""
    some = values[0] if len(values) == 1 else values
    return reduce(_larger, some) if any(hasattr(each, "larger") for each in some) else max(some)


class Function(NamedTuple):
    """A function of expressions: how it is called, what it gives, an example, and its work."""

    usage: str
    gives: str
    example: str
    work: Callable[..., Any]


FUNCTIONS = {
    "min": Function("min(a, b, ...)", "the smallest of several numbers, or of a list", "min(16, 4)", _smallest),
    "max": Function("max(a, b, ...)", "the largest of several numbers, or of a list", "max([16, 4])", _largest),
    "round": Function("round(x)", "the nearest whole number; of two as near, the even one", "round(2.5)", round),
    "ceil": Function("ceil(x)", "the number rounded up", "ceil(7 / 2)", math.ceil),
    "floor": Function("floor(x)", "the number rounded down", "floor(7 / 2)", math.floor),
    "len": Function("len(a)", "the number of items of a list, or of letters of a text", "len([64, 128, 256])", len),
    "divisible": Function("divisible(value, by)", "the value rounded to a multiple of `by`, never more than a tenth "
                          "below it: MobileNet's rule for channels", "divisible(32 * 0.75, 8)", divisible),
    "sqrt": Function("sqrt(x)", "the square root of a number from 0 on; of a square, a whole number", "sqrt(49)",
                     _root),
    "range": Function("range(n), range(a, b)", "the whole numbers from 0, or from a, up to, but not with, the end",
                      "range(4)", _range),
}


class _Operation(NamedTuple):
    """A binary operator: how tightly it binds, what it does, and that in words."""

    strength: int
    apply: Callable[[Any, Any], Any]
    gives: str


def _power(base: Any, exponent: Any) -> Any:
    if not isinstance(base, int) or not isinstance(exponent, int) or not 0 <= exponent <= MOST_EXPONENT:
        raise Refused("expression", f"** takes integers and an exponent of 0 to {MOST_EXPONENT}",
                      hint="sqrt(x) is the square root" if exponent == 0.5 else "write the number itself")
    if abs(base) > 1 and exponent * abs(base).bit_length() > MOST_EXPONENT:
        raise Refused("expression", f"a value above {MOST_VALUE:.0e}", hint="sizes go up to 2147483647")
    return base**exponent


def _contains(item: Any, items: Any) -> bool:
    return item in items


def _equal(left: Any, right: Any) -> bool:
    """True where two values are the same; an integer is asked before a fraction is."""
    return bool(right == left if isinstance(right, int) else left == right)


OPERATIONS = {
    "or": _Operation(1, operator.or_, "true where one of two conditions is"),
    "and": _Operation(2, operator.and_, "true where both of two conditions are"),
    "in": _Operation(4, _contains, "true where a list has the item, or a text the letters"),
    "not in": _Operation(4, lambda item, items: item not in items, "true where it has not"),
    "==": _Operation(4, _equal, "true where both are equal"),
    "!=": _Operation(4, lambda left, right: not _equal(left, right), "true where both differ"),
    "<": _Operation(4, operator.lt, "true where the first is smaller"),
    "<=": _Operation(4, operator.le, "true where the first is smaller, or both are equal"),
    ">": _Operation(4, operator.gt, "true where the first is larger"),
    ">=": _Operation(4, operator.ge, "true where the first is larger, or both are equal"),
    "+": _Operation(5, operator.add, "the sum; of two texts or lists, one after the other"),
    "-": _Operation(5, operator.sub, "the difference"),
    "*": _Operation(6, operator.mul, "the product"),
    "/": _Operation(6, operator.truediv, "the quotient, with its fraction"),
    "//": _Operation(6, operator.floordiv, "the quotient, rounded down"),
    "%": _Operation(6, operator.mod, "what a division leaves"),
    "**": _Operation(8, _power, "a power of small whole numbers"),
}
NOT, SIGN = 3, 7
_ANY_TYPE = frozenset({"in", "not in", "==", "!="})


def bounded(value: Any) -> Any:
    """The value, if it is within the limits."""
    if isinstance(value, (str, list, range)):
        if len(value) > MOST_ITEMS:
            raise Refused("expression", f"more than {MOST_ITEMS:,} items", hint="a shorter list")
    elif not -MOST_VALUE <= value <= MOST_VALUE:
        raise Refused("expression", f"a value above {MOST_VALUE:.0e}", hint="sizes go up to 2147483647")
    return value


def _guarded(name: str, work: Callable[..., Any], *values: Any) -> Any:
    """`work` on values; whatever it cannot do is a fact about the expression."""
    try:
        return bounded(work(*values))
    except ZeroDivisionError:
        raise Refused("expression", "a division by zero", hint="if ... else keeps it away") from None
    except (TypeError, ValueError, LookupError, OverflowError):
        hint = f"{known.usage}: {known.gives}" if (known := FUNCTIONS.get(name)) else "numbers for arithmetic"
        raise Refused("expression", f"{name} cannot take {' and '.join(map(told, values))}", hint=hint) from None


def constant(value: Any) -> Evaluate:
    """Always the same value."""
    return lambda names: value


def binary(sign: str, left: Evaluate, right: Evaluate) -> Evaluate:
    """`left sign right`."""
    apply = OPERATIONS[sign].apply
    if sign == "and":
        return lambda names: _flag(sign, left(names)) and _flag(sign, right(names))
    if sign == "or":
        return lambda names: _flag(sign, left(names)) or _flag(sign, right(names))
    if sign in _ANY_TYPE:
        return lambda names: _guarded(sign, apply, left(names), right(names))
    return lambda names: _guarded(sign, apply, *_alike(sign, left(names), right(names)))


def _alike(sign: str, left: Any, right: Any) -> tuple[Any, Any]:
    """Two numbers, or two texts or lists to compare or join; never a flag or a repetition."""
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (left, right))
    joined = type(left) is type(right) and isinstance(left, (str, list)) and sign in {"+", "<", "<=", ">", ">="}
    if not numbers and not joined:
        raise Refused("expression", f"{sign} cannot take {told(left)} and {told(right)}", expected="numbers",
                      hint=hint_of_texts(sign, left, right))
    # an integer that remembers its arithmetic does so beside a fraction too if it is one itself
    return left, right / 1 if type(left) is float and isinstance(right, int) else right


def unary(sign: str, value: Evaluate) -> Evaluate:
    """`sign value`."""
    if sign == "not":
        return lambda names: not _flag(sign, value(names))
    return binary(sign, constant(0), value)


def _flag(sign: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused("expression", f"{sign} takes true or false, not {quoted(written(value), '')}",
                      hint="compare: ... > 0")
    return value


def choice(condition: Evaluate, yes: Evaluate, no: Evaluate) -> Evaluate:
    """`yes if condition else no`."""
    return lambda names: yes(names) if _flag("if", condition(names)) else no(names)


def indexed(value: Evaluate, index: Evaluate) -> Evaluate:
    """`value[index]`."""
    return lambda names: _item(value(names), _settled(index(names)))


def _item(whole: Any, place: Any) -> Any:
    """An item of a list, or a letter of a text, counted from 0, or from the end."""
    if isinstance(whole, (list, str)) and type(place) is int and not -len(whole) <= place < len(whole):
        raise Refused("expression", f"{quoted(written(whole), '')} has {len(whole)} items, and none is {place}",
                      hint="items are counted from 0, and from -1 at the end")
    return _guarded("[]", operator.getitem, whole, place)


def sliced(value: Evaluate, first: Evaluate | None, last: Evaluate | None) -> Evaluate:
    """`value[first:last]`, of a list or a text."""
    def part(names: Names) -> Any:
        whole, ends = value(names), [_settled(end(names)) if end is not None else None for end in (first, last)]
        if not isinstance(whole, (list, str)) or not all(end is None or type(end) is int for end in ends):
            raise Refused("expression", f"{quoted(written(whole), '')} has no part from ... to",
                          hint="a list or a text has parts, between two integers: a[1:3]")
        return whole[slice(*ends)]

    return part


def list_of(items: list[Evaluate]) -> Evaluate:
    """`[items]`."""
    return lambda names: bounded([item(names) for item in items])


def called(name: str, arguments: list[Evaluate]) -> Evaluate:
    """`name(arguments)`."""
    return lambda names: _guarded(name, FUNCTIONS[name].work, *(argument(names) for argument in arguments))
