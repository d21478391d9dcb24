"""Attention: every token's query against every token's key; the softmax of the scores weighs the values.

Source: Vaswani et al. 2017, section 3.2; windows and their shift: Liu et al. 2021 (Swin Transformer), section 3.2.
"""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.kernels.matrix_product import product
from archcalc.operators.kernels.softmax import softmax
from archcalc.operators.operator import Array, Arrays


class Matrices(NamedTuple):
    """The matrices of a self-attention: queries, keys and values in one matrix, and what joins the heads."""

    qkv: Array
    qkv_bias: Array | None
    proj: Array
    proj_bias: Array | None


def attend(xp: Arrays, x: Array, heads: int, matrices: Matrices, added: Array | None = None) -> Array:
    """(..., t, d) to the same; `added` is added to the scores (..., heads, t, t)."""
    *first, t, d = x.shape
    queries, keys, values = _shares(product(x, matrices.qkv, matrices.qkv_bias), heads)
    scores = queries @ keys.transpose(*range(len(first) + 1), -1, -2)
    scores *= (d // heads) ** -0.5
    if added is not None:
        scores += added
    mixed = softmax(xp, scores, -1) @ values
    joined = mixed.transpose(*range(len(first)), -2, -3, -1).reshape(*first, t, d)
    return product(joined, matrices.proj, matrices.proj_bias)


def _shares(qkv: Array, heads: int) -> tuple[Array, Array, Array]:
    """Queries, keys and values, each (..., heads, t, d/heads)."""
    *first, t, features = qkv.shape
    each = qkv.reshape(*first, t, 3, heads, features // (3 * heads))
    front = range(len(first))
    parts = each.transpose(len(first) + 1, *front, len(first) + 2, len(first), len(first) + 3)
    return parts[0], parts[1], parts[2]
