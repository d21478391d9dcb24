"""Activations of a transformer's block by the formulas that Megatron-LM's authors published.

Source: Korthikanti et al. 2022 (Reducing Activation Recomputation in Large Transformer Models), table 2: sequences of s
tokens, b of them, h features, a heads, t ranks; 16 bits, dropout's masks of a byte, scores of the attention kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple


class BlockActivations(NamedTuple):
    """A way to hold them, and the bytes of a block on each rank."""

    way: str
    bytes: int


def block_activations(s: int, b: int, h: int, a: int, t: int) -> Iterator[BlockActivations]:
    """The rows of the table, in bytes, rounded up.

    >>> [each.bytes // 2**20 for each in block_activations(2048, 4, 6144, 64, 8)]
    [6752, 1264, 844, 624, 204, 96]
    """
    tokens, scores = s * b * h, 5 * a * s * s * b
    yield BlockActivations("no parallelism", 34 * tokens + scores)
    yield BlockActivations("tensor", 10 * tokens + -(-(24 * tokens + scores) // t))
    yield BlockActivations("tensor and sequence", -(-(34 * tokens + scores) // t))
    yield BlockActivations("tensor, scores computed again", 10 * tokens + -(-24 * tokens // t))
    yield BlockActivations("tensor and sequence, scores computed again", -(-34 * tokens // t))
    yield BlockActivations("block computed again", 2 * tokens)
