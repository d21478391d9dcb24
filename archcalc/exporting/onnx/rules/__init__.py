"""Rules that write operators: `rule(body, op, *input_shapes)` adds its steps. A file holds a family, in RULES."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from archcalc.base.registry import families
from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.operator import Op, Shape

Rule = Callable[..., Any]


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by the operator's kind."""
    return {kind: rule for family in families(__name__, __file__) for kind, rule in family.RULES.items()}


def written(op: Op, shapes: tuple[Shape, ...], opset: int, dynamic: bool = False) -> Body:
    """The steps of an operator that takes inputs of these shapes; raises Refused where the operator set lacks one."""
    body = Body(op, shapes, opset, dynamic)
    rules()[op.kind](body, op, *shapes)
    return body
