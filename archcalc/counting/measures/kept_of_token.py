"""What a token leaves behind for those after it, where they look back at it: keys and values."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Node


class KeptOfToken(NamedTuple):
    """So many values of every token, of all sequences together; with a `window`, of so many tokens at most."""

    values: int = 0
    window: int = 0

    def tokens(self, context: int) -> int:
        """The tokens of a context that are kept."""
        return min(context, self.window or context) if self.values else 0


def kept_of_token(node: Node) -> KeptOfToken:
    """That of an attention that sees the tokens before alone; nothing of another operator."""
    op: Any = node.op
    return KeptOfToken(*op.kept_of_token(*node.input_shapes)) if "looks-back" in node.op.traits else KeptOfToken()
