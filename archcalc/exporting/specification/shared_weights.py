"""Whose weights a step takes, as a specification says it."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.source.source_program import BlockStep
from archcalc.language.flat_layers import Share
from archcalc.network.borrowing import borrowed
from archcalc.network.graph import Node


def shared(step: BlockStep, holders: list[Node]) -> Any:
    """The one layer whose weights a step takes, where that says all of it; or those weights one by one."""
    of = step.lenders[0][1].rpartition(".")[0]
    for holder in holders if len(holders) == 1 else ():
        for share in (Share(holder.name, None), Share(holder.name, None, transposed=True)):
            if _lends(step.node, share, holder):
                return {"of": of, "transposed": True} if share.transposed else of
    return dict(step.lenders)


def _lends(node: Node, share: Share, lender: Node) -> bool:
    """True where a `share` takes the weights that a layer takes, and no others."""
    try:
        return borrowed(node.op, node.input_shapes, share, lambda _: lender) == node.shared
    except Refused:
        return False
