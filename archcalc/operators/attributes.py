"""Kinds of attributes: each parses a plain value, says what it expects, knows its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor
from typing import Annotated, Any, NoReturn

from archcalc.base.errors import Refused, told
from archcalc.base.named_tuples import NamedTuple

LARGEST = 2**31 - 1
"""The largest size of an axis, a window or a count of filters."""

_LONGEST_TEXT = 200
_NOTHING_LEFT = "no place is left: where an axis is cut into parts, fewer of them"
NONE = "none"  # a window or a base that is not there, as 0 is

class Kind(NamedTuple):
    """One kind of attribute: `expected` in words, `parse` from a plain value, and the value's JSON Schema.

    `words` are the texts that it takes as they stand, any text where they are None; every other is an expression.
    `fit`, of what is told axis by axis, gives a parsed value for so many axes; it raises `Refused` for one of others.
    What holds `steps` is a chain of operators, whose own attributes decide.
    """

    expected: str
    parse: Callable[[Any], Any]
    schema: dict[str, Any]
    words: frozenset[str] | None = frozenset()
    fit: Callable[[Any, int], Any] | None = None
    steps: bool = False


class SameAs(NamedTuple):
    """A default that is another attribute's value: `stride: Pair = same_as("kernel")`."""

    name: str


def same_as(name: str) -> Any:
    """The default that follows the attribute `name`."""
    return SameAs(name)


def fitted(kind: str, fields: Mapping[str, Kind], values: Mapping[str, Any], axes: int) -> dict[str, Any]:
    """Those of an operator's parsed attributes that are others for so many axes. Raises Refused."""
    changed = {}
    for name, value in values.items() if axes > 0 else ():
        fit = fields[name].fit
        try:
            if fit is not None and (found := fit(value, axes)) is not value:
                changed[name] = found
        except Refused as fact:
            raise Refused(fact.code, f"{kind}'s {name} is {fact.message}", hint=fact.hint) from None
    return changed


def reject(expected: str, value: object) -> NoReturn:
    """Raise Refused with what was expected and what was found."""
    raise Refused("wrong-type", f"expected {expected}, found {told(value)}")


def integer(expected: str, least: int, most: int = LARGEST) -> Callable[[Any], int]:
    """The parser of integers from `least` to `most`."""
    def parse(value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = floor(value)  # no int(): a fraction that remembers its arithmetic does so still
        if isinstance(value, bool) or not isinstance(value, int):
            reject(expected, value)
        if not least <= value <= min(most, LARGEST):
            reject(f"{expected} up to {LARGEST}" if value > LARGEST and most >= LARGEST else expected, value)
        exact: int = +value  # one that remembers its arithmetic does so still
        return exact

    return parse


def many(expected: str, item: Callable[[Any], int], *lengths: int) -> Callable[[Any], tuple[int, ...]]:
    """The parser of lists of one of these lengths; without any, of all but empty ones."""
    def parse(value: Any) -> tuple[int, ...]:
        if isinstance(value, (list, tuple)) and (len(value) in lengths or (not lengths and value)):
            return tuple(item(one) for one in value)
        return reject(expected, value)

    return parse


def _pair(expected: str, least: int) -> Callable[[Any], tuple[int, int]]:
    one = integer(expected, least)
    two = many(expected, one, 2)

    def parse(value: Any) -> tuple[int, int]:
        if isinstance(value, (list, tuple)):
            height, width = two(value)
            return height, width
        size = one(value)
        return size, size

    return parse


def _flag(value: Any) -> bool:
    return value if isinstance(value, bool) else reject("true or false", value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        reject("a number", value)
    return float(value)


def _numbers(value: Any) -> tuple[float, ...]:
    return tuple(map(_number, value)) if isinstance(value, (list, tuple)) else reject("a list of numbers", value)


def _rate(value: Any) -> float:
    number = _number(value)
    return number if 0 <= number < 1 else reject("a number from 0 up to, but not, 1", value)


def _positive_number(value: Any) -> float:
    number = _number(value)
    return number if number > 0 else reject("a positive number", value)


def one_of(*words: str) -> Kind:
    """The kind of a word of some."""
    expected = "one of: " + ", ".join(words)
    return Kind(expected, lambda value: value if value in words else reject(expected, value), {"enum": list(words)},
                frozenset(words))


_BIASED = ("q", "k", "v", "proj")


def _biases(value: Any) -> bool | tuple[str, ...]:
    if isinstance(value, bool):
        return value
    if not isinstance(value, (list, tuple)) or not set(map(str, value)) <= set(_BIASED) or len({*value}) < len(value):
        reject(f"true, false, or which of {', '.join(_BIASED)}", value)
    given = tuple(name for name in _BIASED if name in value)
    return given if 0 < len(given) < len(_BIASED) else bool(given)


def _base(value: Any) -> float:
    return 0.0 if value == NONE or _number(value) == 0 else _positive_number(value)


def _range(value: Any) -> tuple[int, int]:
    first, last = many("[from, to]", integer("[from, to]", 0), 2)(value)
    if first < last:
        return first, last
    raise Refused("wrong-type", f"no place is left from {first} up to, but not with, {last}", hint=_NOTHING_LEFT)


def _table(value: Any) -> tuple[tuple[int, ...], ...]:
    if not isinstance(value, (list, tuple)) or not value:
        reject("a list of lists of input maps", value)
    return tuple(many("a list of input maps", integer("an input map, counted from 0", 0))(row) for row in value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT else reject("a word", value)


_MOST_LETTERS = 16


def _equation(value: Any) -> str:
    """Letters for the axes of one input or two, an arrow, and those of the output, each of which an input has."""
    text = _text(value).replace(" ", "")
    inputs, arrow, output = text.partition("->")
    terms = [*inputs.split(","), output]
    known = set("".join(terms[:-1]))
    sound = arrow and 2 <= len(terms) <= 3 and all(term.isalpha() and term.isascii() for term in terms)
    if not sound or any(len(set(term)) < len(term) for term in terms) or not set(output) <= known:
        reject("letters, each once in a term, such as nij,njk->nik", value)
    if len(known) > _MOST_LETTERS:
        reject(f"an equation of at most {_MOST_LETTERS} letters", value)
    return text


def _order(value: Any) -> tuple[int, ...]:
    order = many("the axes in their new order", integer("an axis, counted from 0", 0))(value)
    return order if sorted(order) == [*range(len(order))] else reject("every axis once, the batch, 0, too", value)


def _shapes(value: Any) -> tuple[tuple[int, ...], ...]:
    return () if value in ([], ()) else _table(value)


_INTEGER: dict[str, Any] = {"type": "integer", "maximum": LARGEST}
AT_LEAST_0 = _INTEGER | {"minimum": 0}
AT_LEAST_1 = _INTEGER | {"minimum": 1}


def list_schema(item: dict[str, Any], *lengths: int) -> dict[str, Any]:
    """The JSON Schema of a list of one of these lengths."""
    return {"anyOf": [{"type": "array", "items": item, "minItems": n, "maxItems": n} for n in lengths]}


def _pair_schema(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 2, "maxItems": 2}]}


Positive = Annotated[int, Kind("a positive integer", integer("a positive integer", 1), AT_LEAST_1)]
Natural = Annotated[int, Kind("an integer, 0 or more", integer("an integer, 0 or more", 0), AT_LEAST_0)]
Flag = Annotated[bool, Kind("true or false", _flag, {"type": "boolean"})]
Real = Annotated[float, Kind("a number", _number, {"type": "number"})]
PositiveReal = Annotated[float, Kind("a positive number", _positive_number, {"type": "number", "exclusiveMinimum": 0})]
Rate = Annotated[float, Kind("a number from 0 up to, but not, 1", _rate,
                             {"type": "number", "minimum": 0, "exclusiveMaximum": 1})]
Pair = Annotated[tuple[int, int], Kind("a positive integer or [height, width]",
                                       _pair("a positive integer or [height, width]", 1), _pair_schema(AT_LEAST_1))]
NaturalPair = Annotated[tuple[int, int], Kind("an integer or [height, width]",
                                              _pair("an integer or [height, width]", 0), _pair_schema(AT_LEAST_0))]
Span = Annotated[tuple[int, int], Kind("[from, to]", _range, list_schema(AT_LEAST_0, 2))]
Sizes = Annotated[tuple[int, ...], Kind("a list of positive integers",
                                        many("a list of positive integers", integer("a positive integer", 1)),
                                        {"type": "array", "items": AT_LEAST_1, "minItems": 1})]
Connections = Annotated[tuple[tuple[int, ...], ...], Kind("for every filter the list of its input maps", _table, {
    "type": "array", "items": {"type": "array", "items": AT_LEAST_0, "minItems": 1}, "minItems": 1})]
Interpolation = Annotated[str, one_of("nearest", "nearest-exact", "linear", "bilinear", "trilinear", "bicubic", "area")]
Slopes = Annotated[str, one_of("one", "channels")]
Border = Annotated[str, one_of("zeros", "reflect", "replicate", "circular")]
SequenceOutput = Annotated[str, one_of("sequence", "last", "state", "all")]
OneOrTwo = Annotated[int, Kind("1 or 2", integer("1 or 2", 1, 2), {"enum": [1, 2]})]
Nonlinearity = Annotated[str, one_of("tanh", "relu")]
Reset = Annotated[str, one_of("after", "before")]
Approximation = Annotated[str, one_of("none", "tanh")]
OptionalBase = Annotated[float, Kind("a positive number; 0 or none where there is none", _base,
                                     {"anyOf": [{"type": "number", "minimum": 0}, {"const": NONE}]}, frozenset({NONE}))]
OptionalNumber = Annotated[Any, Kind("a number, or none", lambda value: NONE if value == NONE else _number(value),
                                     {"anyOf": [{"type": "number"}, {"const": NONE}]}, frozenset({NONE}))]
_WIDE = "an integer; 0 or none where there is none"
OptionalWindow = Annotated[int, Kind(_WIDE, lambda value: integer(_WIDE, 0)(0 if value == NONE else value),
                                     {"anyOf": [AT_LEAST_0, {"const": NONE}]}, frozenset({NONE}))]
Biases = Annotated[Any, Kind(f"true, false, or a list of {', '.join(_BIASED)}", _biases, {
    "anyOf": [{"type": "boolean"}, {"type": "array", "items": {"enum": [*_BIASED]}, "uniqueItems": True}]},
    frozenset(_BIASED))]
Mask = Annotated[str, one_of("none", "causal", "padding")]
MaskValues = Annotated[str, one_of("added", "seen")]
PositionBias = Annotated[str, one_of("none", "relative")]
Gate = Annotated[str, one_of("sigmoid", "silu", "gelu")]
Text = Annotated[str, Kind("a word", _text, {"type": "string", "minLength": 1, "maxLength": _LONGEST_TEXT}, None)]
Order = Annotated[tuple[int, ...], Kind("the axes in their new order, counted from 0", _order,
                                        {"type": "array", "items": AT_LEAST_0, "minItems": 1})]
_AXES = "a list of axes, counted from 0"
Axes = Annotated[tuple[int, ...], Kind(_AXES, many(_AXES, integer("an axis, counted from 0", 0)),
                                       {"type": "array", "items": AT_LEAST_0, "minItems": 1})]
_PLACES = "a list of places, counted from 0"
Places = Annotated[tuple[int, ...], Kind(_PLACES, many(_PLACES, integer("a place, counted from 0", 0)),
                                         {"type": "array", "items": AT_LEAST_0, "minItems": 1})]
Equation = Annotated[str, Kind("letters for the axes, such as nij,njk->nik", _equation, {
    "type": "string", "pattern": "^[A-Za-z, ]+->[A-Za-z ]+$"}, None)]
Shapes = Annotated[tuple[tuple[int, ...], ...], Kind("a list of shapes", _shapes, {
    "type": "array", "items": {"type": "array", "items": AT_LEAST_0, "minItems": 1}})]
Reals = Annotated[tuple[float, ...], Kind("a list of numbers", _numbers, {
    "type": "array", "items": {"type": "number"}})]
