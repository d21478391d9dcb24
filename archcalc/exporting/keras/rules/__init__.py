"""Rules that put operators into Keras's words: `rule(op, given, *shapes)`, of the output's shape and the inputs'.

A file holds a family, in RULES. A call may have several lines: {given} is what the line before gave.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from archcalc.base.errors import Refused
from archcalc.base.registry import families
from archcalc.exporting.source.forms import FormArgument, OperatorForm, brief
from archcalc.network.graph import Node
from archcalc.operators.operator import Shape

Rule = Callable[..., OperatorForm]


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by the operator's kind."""
    return {kind: rule for family in families(__name__, __file__) for kind, rule in family.RULES.items()}


def form(node: Node) -> OperatorForm:
    """A layer; raises Refused where Keras has no word for what it does."""
    rule = rules().get(node.op.kind)
    if rule is None:
        raise Refused("unknown-operator", f"{node.op.kind} cannot be written in Keras",
                      hint=node.op.summary(*node.input_shapes))
    return rule(node.op, node.shape, *node.input_shapes)


def for_axes(name: str, x: Shape) -> str:
    """A layer for signals, images or volumes: layers.Conv2D."""
    return f"layers.{name}{len(x) - 2}D"


def keyword(name: str, value: Any, default: Any) -> FormArgument:
    """An argument that is written with its name, unless it is as usual."""
    return FormArgument(name, value, default, keyword=True)


def sides_of(sides: tuple[int, ...]) -> Any:
    """Sides as ZeroPadding and Cropping have them: one number, or pairs; of one axis, the pair.

    >>> sides_of((1, 1, 1, 1)), sides_of((0, 1, 0, 1)), sides_of((1, 2)), sides_of((1, 1, 2, 2))
    (1, ((0, 1), (0, 1)), (1, 2), (1, 2))
    """
    pairs = tuple(zip(sides[::2], sides[1::2], strict=True))
    if all(before == after for before, after in pairs):
        return brief(sides[::2])
    return pairs if len(pairs) > 1 else pairs[0]


def pads_of(sides: tuple[int, ...], channels: int = 0) -> tuple[tuple[int, int], ...]:
    """Sides as ops.pad has them, for every axis."""
    return ((0, 0), *zip(sides[::2], sides[1::2], strict=True), (0, channels))
