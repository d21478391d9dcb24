"""Rules that put operators into PyTorch's words: `rule(op, *input_shapes)`. A file holds a family, in RULES."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from archcalc.base.errors import Refused
from archcalc.base.registry import families
from archcalc.exporting.source.forms import OperatorForm
from archcalc.operators.operator import Op, Shape

Rule = Callable[..., OperatorForm]


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by the operator's kind."""
    return {kind: rule for family in families(__name__, __file__) for kind, rule in family.RULES.items()}


def form(op: Op, shapes: tuple[Shape, ...]) -> OperatorForm:
    """An operator that takes inputs of these shapes; raises Refused where PyTorch has no word for what it does."""
    rule = rules().get(op.kind)
    if rule is None:
        raise Refused("unknown-operator", f"{op.kind} cannot be written in PyTorch", hint=op.summary(*shapes))
    return rule(op, *shapes)


def for_axes(name: str, x: Shape) -> str:
    """A class of nn for signals, images or volumes: nn.Conv2d."""
    return f"nn.{name}{len(x) - 2}d"


def reversed_sides(sides: tuple[int, ...]) -> tuple[int, ...]:
    """Sides as F.pad has them, those of the last axis first: left, right, top, bottom."""
    return tuple(side for place in range(len(sides) - 2, -1, -2) for side in sides[place:place + 2])
