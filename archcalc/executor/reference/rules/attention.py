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


class _Heads(NamedTuple):
    """The matrices of queries, keys and values, each (heads, features of a head, features), and their biases.

    Matrices are in the type that they are stored in: einsum turns them into float64 a few at a time, where a large copy
    of each would take longer than all products.
    Where keys and values are fewer than queries they are repeated; `base` is that of rotary positions, 0 for none.
    """

    matrices: tuple[Any, Any, Any]
    biases: tuple[Any, Any, Any]
    base: float = 0.0

    @property
    def width(self) -> int:
        """The features of a head."""
        width: int = self.matrices[0].shape[1]
        return width

    @property
    def lengths(self) -> Any:
        """Of each feature of a value the length of its row of weights."""
        return numpy.einsum("hed,hed->he", self.matrices[2], self.matrices[2], dtype=float) ** 0.5


def _heads(parts: list[Volume], biases: list[Volume | None], counts: tuple[int, int, int], base: float = 0.0) -> _Heads:
    """Queries, keys and values of matrices that have so many heads each."""
    most = max(counts)

    def each(array: Any, count: int) -> Any:
        shares = array.reshape(count, -1, *array.shape[1:])
        return shares if count == most else shares.repeat(most // count, axis=0)  # which copies even for once

    arrays = [part[:, :].found for part in parts]
    given = [numpy.zeros(len(array)) if bias is None else bias[(slice(None),)].value
             for array, bias in zip(arrays, biases, strict=True)]
    queries, keys, values = map(each, arrays, counts)
    q_bias, k_bias, v_bias = map(each, given, counts)
    return _Heads((queries, keys, values), (q_bias, k_bias, v_bias), base)


class _Part:
    """One of three equal parts of an array of queries, keys and values."""

    def __init__(self, whole: Volume, number: int) -> None:
        count, *rest = whole.shape
        self.whole, self.number, self.shape = whole, number, (count // 3, *rest)

    def __getitem__(self, at: At) -> Reference:
        first, *rest = at
        assert first == slice(None)
        return self.whole[(slice(self.number * self.shape[0], (self.number + 1) * self.shape[0]), *rest)]


def _in_one(qkv: Volume, bias: Volume | None, heads: int, base: float = 0.0) -> _Heads:
    """Queries, keys and values that lie one under another in one matrix."""
    biases: list[Volume | None] = [None if bias is None else _Part(bias, number) for number in range(3)]
    return _heads([_Part(qkv, number) for number in range(3)], biases, (heads, heads, heads), base)


class _Token(NamedTuple):
    """A token, what it sees, and what is added to its scores, (heads, tokens) or (tokens); and its number there."""

    own: Any
    tokens: Any
    added: Any = 0.0
    number: int = 0


def _asked(heads: _Heads, token: _Token) -> tuple[Any, Any]:
    """A token's query as it meets features, not keys: (heads, 1 or tokens, features); and as it meets their biases."""
    query = numpy.einsum("hed,d->he", heads.matrices[0], token.own) + heads.biases[0]
    if heads.base:
        half = heads.width // 2
        pairs = query[:, :half] + 1j * query[:, half:]
        away = token.number - numpy.arange(len(token.tokens))
        turned = pairs[:, None] * numpy.exp(1j * away[:, None] * heads.base ** (-numpy.arange(half) / half))
        queries = numpy.concatenate((turned.real, turned.imag), axis=-1)
        asked = numpy.einsum("hse,hed->hsd", queries, heads.matrices[1], optimize=True)
    else:
        queries = query[:, None]
        asked = numpy.einsum("he,hed->hd", query, heads.matrices[1])[:, None]
    return asked, numpy.einsum("hse,he->hs", queries, heads.biases[1])


def _met(asked: Any, tokens: Any) -> Any:
    """The products of what is asked with each token: (heads, tokens)."""
    return asked[:, 0] @ tokens.T if asked.shape[1] == 1 else numpy.einsum("hsd,sd->hs", asked, tokens)


def _mixed(heads: _Heads, token: _Token) -> Reference:
    """What a token takes from all that it sees: (features)."""
    asked, bias = _asked(heads, token)
    scale = heads.width**-0.5
    powers = (_met(asked, token.tokens) + bias) * scale + token.added
    powers = numpy.exp(powers - powers.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    value = numpy.einsum("hed,hd->he", heads.matrices[2], shares @ token.tokens) + heads.biases[2]

    def sizes() -> Any:
        # a score that is off by e makes its share off by the factor exp(e); roots stand for sums of as many terms,
        # whose roundings are counted once, by the product that joins the heads
        root = token.tokens.shape[1] ** 0.5
        uncertain = 1 + _met(abs(asked), abs(token.tokens)).max(axis=1, keepdims=True) * scale / root
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


def _attention(op: Any, at: At, *xs: Volume, proj: Volume, proj_bias: Volume | None = None,
               position_bias: Volume | None = None, **weights: Volume) -> Reference:
    if "qkv" in weights:
        heads = _in_one(weights["qkv"], weights.get("qkv_bias"), op.heads, op.rotary)
    else:
        heads = _heads([weights[name] for name in "qkv"], [weights.get(f"{name}_bias") for name in "qkv"],
                       (op.heads, op.kv_heads, op.kv_heads), op.rotary)
    count = xs[-1].shape[-2]

    def token(*where: int) -> _Token:
        *sequence, t = where
        first = max(0, t - op.window_ + 1 if op.is_causal else t - op.window_ // 2) if op.window_ else 0
        last = t + 1 if op.is_causal else min(count, t + op.window_ // 2 + 1) if op.window_ else count
        rows = t - numpy.arange(first, last)[None] + count - 1
        added = 0.0 if position_bias is None else position_bias[rows, numpy.arange(op.heads)[:, None]].value
        seen = xs[-1][*sequence, slice(first, last), slice(None)].value
        return _Token(xs[0][*where, slice(None)].value, seen, added, t - first)

    return _joined(at, heads, proj, proj_bias, token, len(at) - 1)


def _dot_product_attention(op: Any, at: At, query: Volume, key: Volume, value: Volume, *mask: Volume) -> Reference:
    """Values one by one, each of one query's own softmax."""
    group = query.shape[-3] // key.shape[-3] if len(query.shape) > 3 else 1
    scale, keys = op.scale or query.shape[-1]**-0.5, numpy.arange(key.shape[-2])
    everything = slice(None)

    def one(*place: int) -> Reference:
        *front, t, feature = place
        served = (*front[:-1], front[-1] // group)
        asked, met = query[(*front, t, everything)].value, key[(*served, everything, everything)].value
        powers = met @ asked * scale
        for numbers in mask:
            powers = powers + _masked(op, numbers, (*front, t), keys)
        if op.causal or op.window_:
            powers = numpy.where(_seen(op, t, keys), powers, -numpy.inf)
        shares = numpy.exp(powers - powers.max())
        mixed = value[(*served, everything, feature)].value
        found = (shares / shares.sum()) @ mixed

        def size() -> Any:
            # a score that is off by e makes its share off by the factor exp(e)
            uncertain = 1 + (abs(met) @ abs(asked)).max() * scale / len(asked)**0.5
            return abs(mixed).max() * uncertain

        return Reference(found, size, len(keys) + len(asked))

    return gathered(one(*place) for place in each(at))


def _masked(op: Any, mask: Volume, place: tuple[int, ...], keys: Any) -> Any:
    """What a mask adds to the scores of one query; axes of size 1 stand for all places."""
    *front, last = mask.shape
    where = [index if size > 1 else 0 for index, size in zip(place[len(place) - len(front):], front, strict=True)]
    values = mask[(*where, keys if last > 1 else numpy.zeros_like(keys))].value
    return numpy.where(values > 0, 0.0, -numpy.inf) if op.mask_values == "seen" else values


def _seen(op: Any, query: int, keys: Any) -> Any:
    """True of the keys that a query sees."""
    if not op.causal:
        return abs(keys - query) <= op.window_ // 2
    return (keys <= query) & (keys > query - op.window_ if op.window_ else True)


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
        seen = tokens.reshape(-1, x.shape[1])
        return _Token(seen[k * len(columns) + m], seen, added)

    return _joined(at, _in_one(qkv, qkv_bias, op.heads), proj, proj_bias, token, 1)


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


RULES: dict[str, Rule] = {"attention": _attention, "dot_product_attention": _dot_product_attention,
                          "rotary": _rotary, "window_attention": _window_attention}
ONE_BY_ONE = frozenset({"attention", "dot_product_attention", "window_attention"})
COSTLY = ONE_BY_ONE | {"mixture"}
"""Operators of which a value costs as much as all features of a token: few tokens are looked at."""
