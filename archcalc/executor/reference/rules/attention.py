"""Attention: the outputs of one token, from queries, keys and values that are never laid out.

A key k_s = K x_s is only asked for its product with the query, q (K x_s) = (q K) x_s, and a mixture of values is
V (sum of p_s x_s): so one token costs products with vectors alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.reference.reference_values import At, Reference, Volume, each, gathered, mesh, numpy, product
from archcalc.executor.reference.rules import Rule

UNSEEN = -100.0
"""Added to the scores of places that the roll has brought together: Liu et al. 2021, the authors' code."""


class _Heads:
    """The matrices of queries, keys and values, (heads, features of a head, features), and their biases."""

    def __init__(self, heads: int, qkv: Volume, bias: Volume | None) -> None:
        d = qkv.shape[1]
        self.count, self.width = heads, d // heads
        self.matrices = qkv[:, :].value.reshape(3, heads, self.width, d)
        self.biases = (numpy.zeros(3 * d) if bias is None else bias[(slice(None),)].value).reshape(3, heads, self.width)
        self.lengths = numpy.einsum("hed,hed->he", self.matrices[2], self.matrices[2]) ** 0.5


class _Token(NamedTuple):
    """A token's number, all that it sees, and what is added to its scores, (heads, tokens)."""

    number: int
    tokens: Any
    added: Any = 0.0


def _mixed(heads: _Heads, token: _Token) -> Reference:
    """What a token takes from all that it sees: (features)."""
    (queries, keys, values), (q_bias, k_bias, v_bias) = heads.matrices, heads.biases
    own, scale = token.tokens[token.number], heads.width**-0.5
    query = queries @ own + q_bias
    asked = numpy.einsum("he,hed->hd", query, keys)
    powers = (asked @ token.tokens.T + (query * k_bias).sum(axis=1)[:, None]) * scale + token.added
    powers = numpy.exp(powers - powers.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    value = numpy.einsum("hed,hd->he", values, shares @ token.tokens) + v_bias

    def sizes() -> Any:
        # a score that is off by e makes its share off by the factor exp(e); roots stand for sums of as many terms,
        # whose roundings are counted once, by the product that joins the heads
        root = token.tokens.shape[1] ** 0.5
        uncertain = 1 + (abs(asked) @ abs(token.tokens).T).max(axis=1, keepdims=True) * scale / root
        own = abs(value) + heads.lengths * (token.tokens**2).sum(axis=1).max() ** 0.5 / root
        return (own * uncertain).reshape(-1)

    return Reference(value.reshape(-1), sizes)


def _joined(at: At, heads: _Heads, proj: Volume, proj_bias: Volume | None, token: Callable[..., _Token],
            feature: int) -> Reference:
    """Values of tokens, of which each is worked out once; axis `feature` of a place is that of the features."""
    mixtures: dict[tuple[int, ...], Reference] = {}

    def one(*place: int) -> Reference:
        where = place[:feature] + place[feature + 1:]
        if where not in mixtures:
            mixtures[where] = _mixed(heads, token(*where))
        found = product(mixtures[where], proj[place[feature], :])
        bias = 0.0 if proj_bias is None else proj_bias[(place[feature],)].value
        return Reference(found.value + bias, lambda: found.size + abs(bias), found.terms)

    return gathered(one(*place) for place in each(at))


def _attention(op: Any, at: At, x: Volume, qkv: Volume, proj: Volume, qkv_bias: Volume | None = None,
               proj_bias: Volume | None = None) -> Reference:
    return _joined(at, _Heads(op.heads, qkv, qkv_bias), proj, proj_bias,
                   lambda n, t: _Token(t, x[n, :, :].value), 2)


def _window_attention(op: Any, at: At, x: Volume, qkv: Volume, proj: Volume, position_bias: Volume,
                      qkv_bias: Volume | None = None, proj_bias: Volume | None = None) -> Reference:
    filled, learned = op.filled(x.shape), position_bias[:, :, :].value

    def axis(number: int, place: int) -> tuple[Any, Any, int]:
        """Along an axis, the places of a window, those that the roll has brought round, and the place's own number."""
        size, whole = op.size[number], filled[number]
        roll = op.shift[number] if whole > size else 0
        moved = (place - roll) % whole
        window = moved // size * size + numpy.arange(size)
        return (window + roll) % whole, window + roll >= whole, moved % size

    def token(n: int, i: int, j: int) -> _Token:
        (rows, round_, k), (columns, across, m) = axis(0, i), axis(1, j)
        inside_rows, inside_columns = rows < x.shape[2], columns < x.shape[3]
        tokens = numpy.zeros((len(rows), len(columns), x.shape[1]))
        channels, down, right = mesh(range(x.shape[1]), rows[inside_rows], columns[inside_columns])
        tokens[numpy.ix_(inside_rows, inside_columns)] = x[n, channels, down, right].value.transpose(1, 2, 0)
        unseen = (round_ != round_[k])[:, None] | (across != across[m])[None]
        apart = learned[(k - numpy.arange(len(rows)) + op.size[0] - 1)[:, None],
                        (m - numpy.arange(len(columns)) + op.size[1] - 1)[None]]
        added = (apart + UNSEEN * unseen[..., None]).transpose(2, 0, 1).reshape(op.heads, -1)
        return _Token(k * len(columns) + m, tokens.reshape(-1, x.shape[1]), added)

    return _joined(at, _Heads(op.heads, qkv, qkv_bias), proj, proj_bias, token, 1)


def _rotary(op: Any, at: At, x: Volume) -> Reference:
    """A pair of features as one complex number, which a rotation multiplies."""
    width = x.shape[-1] // op.heads
    inside = at[-1] % width
    second, pair = inside >= width // 2, inside % (width // 2)
    real = x[(*at[:-1], at[-1] - inside + pair)]
    imaginary = x[(*at[:-1], at[-1] - inside + pair + width // 2)]
    turned = (real.value + 1j * imaginary.value) * numpy.exp(1j * at[-2] * op.base ** (-2.0 * pair / width))
    return Reference(numpy.where(second, turned.imag, turned.real), lambda: real.size + imaginary.size,
                     real.terms + imaginary.terms)


RULES: dict[str, Rule] = {"attention": _attention, "rotary": _rotary, "window_attention": _window_attention}
COSTLY = ONE_BY_ONE = frozenset({"attention", "window_attention"})
"""Operators of which a value costs as much as all features of a token: few tokens are looked at."""
