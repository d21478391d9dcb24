"""What a token does not go through: the experts of a mixture that its gate does not choose."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Node


class Idle(NamedTuple):
    """The products and the parameters of the experts that are not active."""

    macs: int = 0
    params: int = 0


def idle(node: Node) -> Idle:
    """Those of a mixture; none of another operator."""
    op: Any = node.op
    return Idle(*op.idle(*node.input_shapes)) if "routed" in node.op.traits else Idle()
