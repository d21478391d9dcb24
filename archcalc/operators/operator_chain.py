"""A chain of operators inside an operator: steps as a specification has them, each with its attributes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, NoReturn

from archcalc.base.errors import Refused, quoted, told
from archcalc.operators.attributes import Kind
from archcalc.operators.given_attributes import missing_attributes, parse_attribute
from archcalc.operators.operator import Op, Shape

MOST_STEPS = 100
_EXPECTED = "a list of operators, one after another, each with its attributes"


class ChainStep(dict[str, dict[str, Any]]):
    """An operator's name and all its attributes: `{"linear": {"units": 128, "bias": True}}`; never changed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


Steps = tuple[ChainStep, ...]


def operators(steps: Steps) -> tuple[Op, ...]:
    """The operators of a chain."""
    return _operators(tuple(map(ChainStep, steps)))


@lru_cache
def _operators(steps: Steps) -> tuple[Op, ...]:
    return tuple(_operator(kind, attributes) for step in steps for kind, attributes in step.items())


def shapes(steps: Steps, x: Shape) -> Iterator[tuple[Op, Shape, Shape]]:
    """Each operator of a chain with its input and its output."""
    for op in operators(steps):
        output = op.output(x)
        yield op, x, output
        x = output


def names(steps: Steps) -> tuple[str, ...]:
    """What each operator is called, as unnamed layers are: fc1, relu1, fc2.

    >>> names((ChainStep(linear={"units": 8}), ChainStep(relu={}), ChainStep(linear={"units": 2})))
    ('fc1', 'relu1', 'fc2')
    """
    stems = [op.stem or op.kind for op in operators(steps)]
    return tuple(f"{stem}{stems[:place + 1].count(stem)}" for place, stem in enumerate(stems))


def _operator(kind: str, given: dict[str, Any]) -> Op:
    from archcalc.operators import find, kinds, suggested

    op = find(kind)
    if op is None:
        raise Refused("unknown-operator", f"there is no operator {quoted(kind)}",
                      hint=suggested(kind, kinds()) or "modules and building blocks do not stand here")
    if unknown := [name for name in given if name not in op.fields]:
        from archcalc.operators.attribute_names import hint

        raise Refused("unknown-key", f"{kind} has no attribute {quoted(unknown[0])}",
                      hint=hint(unknown[0], op.fields) or f"its own are {', '.join(op.fields) or 'none'}")
    if missing := missing_attributes(op, given):
        raise Refused("missing-attribute", f"{kind} wants {', '.join(missing)}")
    return op(**{name: parse_attribute(op, name, value) for name, value in given.items()})


def _step(value: Any) -> ChainStep:
    if isinstance(value, str):
        value = {value: None}
    if not isinstance(value, dict) or len(value) != 1:
        _refuse(value)
    (kind, given), = value.items()
    if not isinstance(given, dict | None):
        _refuse(given)
    return ChainStep({kind: _operator(kind, given or {}).attributes})


def _steps(value: Any) -> Steps:
    if not isinstance(value, list | tuple) or not 0 < len(value) <= MOST_STEPS:
        _refuse(value)
    return tuple(map(_step, value))


def _refuse(value: Any) -> NoReturn:
    raise Refused("wrong-type", f"expected {_EXPECTED}, found {told(value)}")


_STEP = {"anyOf": [{"type": "string"}, {"type": "object", "minProperties": 1, "maxProperties": 1}]}
Chain = Annotated[Steps, Kind(_EXPECTED, _steps, {"type": "array", "items": _STEP, "minItems": 1,
                                                  "maxItems": MOST_STEPS}, None, steps=True)]
