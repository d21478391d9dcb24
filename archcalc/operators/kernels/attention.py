"""Attention: every token's query against every token's key; the softmax of the scores weighs the values.

Source: Vaswani et al. 2017, section 3.2; groups of heads with one key and value: Ainslie et al. 2023 (GQA).
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
    queries, keys, values = shares(product(x, matrices.qkv, matrices.qkv_bias), heads)
    return product(mixed(xp, queries, keys, values, added), matrices.proj, matrices.proj_bias)


def shares(qkv: Array, heads: int) -> tuple[Array, Array, Array]:
    """Queries, keys and values of one product, each (..., heads, t, w)."""
    *first, t, features = qkv.shape
    each = qkv.reshape(*first, t, 3, heads, features // (3 * heads))
    front = range(len(first))
    parts = each.transpose(len(first) + 1, *front, len(first) + 2, len(first), len(first) + 3)
    return parts[0], parts[1], parts[2]


def share(x: Array, heads: int) -> Array:
    """(..., t, heads * w) as (..., heads, t, w)."""
    *first, t, features = x.shape
    return x.reshape(*first, t, heads, features // heads).swapaxes(-3, -2)


def mixed(xp: Arrays, queries: Array, keys: Array, values: Array, added: Array | None = None) -> Array:
    """Values (..., kv heads, s, w) as queries (..., heads, t, w) ask for them by keys: (..., t, heads * w).

    Of fewer keys than queries each serves a group of heads. `added` is added to the scores (..., heads, t, s).
    """
    *first, heads, t, w = queries.shape
    mixtures = weighed(xp, queries, keys, values, added, w**-0.5)
    return mixtures.swapaxes(-3, -2).reshape(*first, t, heads * w)


def weighed(xp: Arrays, queries: Array, keys: Array, values: Array, added: Array | None, scale: float) -> Array:
    """Values (..., kv heads, s, v) as queries (..., heads, t, w) ask for them: (..., heads, t, v).

    Scores are multiplied by `scale`; then `added`, which fits (..., heads, t, s), is added to them.
    """
    *first, heads, t, w = queries.shape
    *_, served, s, _ = keys.shape
    if served < heads:
        queries = queries.reshape(*first, served, heads // served * t, w)
    scores = queries @ keys.swapaxes(-1, -2)
    scores *= scale
    if added is not None:
        each = scores.reshape(*first, heads, t, s)
        each += added
    return (softmax(xp, scores, -1, scores) @ values).reshape(*first, heads, t, values.shape[-1])


def hidden(xp: Arrays, tokens: int, causal: bool, window: int, keys: int | None = None) -> Array:
    """(t, s), true where a query does not see a key: later ones, and those outside its window; s is t, or `keys`.

    Where it is causal a window is the token and those before it, elsewhere half of it lies on either side.
    """
    places = xp.arange(tokens, dtype=xp.int64)
    ahead = xp.arange(tokens if keys is None else keys, dtype=xp.int64) - places.reshape(-1, 1)
    if not causal:
        return xp.abs(ahead) > window // 2
    later = ahead > 0
    return later | (ahead <= -window) if window else later


def by_distance(xp: Arrays, table: Array, rows: int, columns: int) -> Array:
    """(heads, rows, columns): of each pair a row of the table (rows + columns - 1, heads), by how far it is apart."""
    apart = xp.arange(rows, dtype=xp.int64).reshape(-1, 1) - xp.arange(columns, dtype=xp.int64) + (columns - 1)
    return xp.take(table, apart, axis=0).transpose(2, 0, 1)
