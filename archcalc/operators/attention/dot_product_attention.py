"""Attention among queries, keys and values that other layers give."""

from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attention._base import seen_among
from archcalc.operators.attributes import Flag, MaskValues, Natural, Real
from archcalc.operators.kernels.attention import hidden, weighed
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import ALL, UNKNOWN, Along, Reads, aligned, shared_by
from archcalc.operators.saved_for_backward import Circumstances, Saved
from archcalc.operators.shapes import broadcast, listed


class DotProductAttention(Op):
    """Every query takes of all values so much as its key is like it: softmax(scale q k^T + mask) v.

        query    (n, ..., h, t, w)
        key      (n, ..., g, s, w)    g divides h: each of g heads of keys and values serves h/g heads of queries
        value    (n, ..., g, s, v)
        mask     (..., t, s), where there is a fourth input; axes of size 1 are repeated
        output   (n, ..., h, t, v)
        macs     n * ... * h * t * s * (w + v)

    No parameters: `attention` has its matrices with it. `scale` is w^-0.5 where it is 0. A `causal` query sees the keys
    up to its own place, a `window` itself and window - 1 before it, or window/2 on either side where it is not causal.
    The mask's values are added to the scores; or those above 0 say which keys are seen (`mask_values: seen`). What is
    masked is worked out all the same; a query from which the mask hides every key finds zeros. Source: Vaswani et al.
    2017, section 3.2.1; Ainslie et al. 2023 (GQA).

    >>> q, k = (1, 12, 197, 64), (1, 12, 197, 64)
    >>> op = DotProductAttention()
    >>> op.cost(op.output(q, k, k), q, k, k).macs
    59610624
    """

    kind, traits = "dot_product_attention", {"attention", "looks-back", "scored"}
    elsewhere = ("scaleddotproduct", "scaleddotproductattention", "sdpa")
    inputs: ClassVar[tuple[int, int | None]] = (3, 4)

    scale: Real = 0.0
    causal: Flag = False
    window_: Natural = 0
    mask_values: MaskValues = "added"

    def torch_functions(self, *xs: Shape) -> tuple[str, ...]:
        return ("scaled_dot_product_attention",)

    def output(self, query: Shape, key: Shape, value: Shape, mask: Shape | None = None) -> Shape:
        fits = min(map(len, (query, key, value))) >= 3 and query[-1] == key[-1] and key[-2] == value[-2]
        if not fits or key[:-2] != value[:-2] or len(query) != len(key):
            raise Refused("shape", "dot_product_attention wants queries (n, ..., t, w), keys (n, ..., s, w) and values "
                                   f"(n, ..., s, v), found {listed(query)}, {listed(key)} and {listed(value)}",
                          hint="keys are as wide as queries, values as many as keys")
        if query[:-3] != key[:-3] or query[-3] % key[-3]:
            raise Refused("heads", f"dot_product_attention cannot share {listed(key)} among {listed(query)}",
                          hint="the heads of keys divide those of queries")
        scores = (*query[:-1], key[-2])
        if mask is not None and broadcast("dot_product_attention", scores, mask) != scores:
            raise Refused("shape", f"dot_product_attention's mask is {listed(mask)}, and its scores {listed(scores)}",
                          hint="a mask has a number for each query and key; axes of size 1 are repeated")
        return *query[:-1], value[-1]

    @property
    def is_causal(self) -> bool:
        """True where no token sees later ones."""
        return self.causal

    def cost(self, output: Shape, query: Shape, key: Shape, value: Shape, *mask: Shape) -> Cost:
        scores = prod(query[:-1]) * key[-2]
        macs = scores * (query[-1] + value[-1])
        return Cost(macs=macs, adds=scores * len(mask), divides=2 * scores, exponentials=scores, paired=macs)

    def kept_of_token(self, query: Shape, key: Shape, value: Shape, *mask: Shape) -> tuple[int, int]:
        """Keys and values, if tokens see those before them alone; and the window, or 0."""
        grows = self.causal and query[-2] == key[-2]
        return (prod(key[:-2]) * (key[-1] + value[-1]), self.window_) if grows else (0, 0)

    def saved(self, when: Circumstances, output: Shape, *xs: Shape) -> Saved:
        """The output, and a sum for each row of scores, which are not kept."""
        return Saved(parts=prod(output), statistics=prod(output[:-1]))

    def reads(self, output: Shape, query: Shape, key: Shape, value: Shape, *mask: Shape) -> tuple[Reads, ...]:
        last = len(output) - 1
        front = (*aligned((*query[:-3], 1, 1, 1), output)[:-3], shared_by(last - 2, query[-3], key[-3]))
        seen = self.seen(query[-2], key[-2], last - 1)
        keys, values = (*front, seen, ALL), (*front, seen, Along(last))
        masks = ((*aligned((*each[:-1], 1), output)[:-1], ALL if each[-1] > 1 else Along()) for each in mask)
        return (*aligned((*query[:-1], 1), output)[:-1], ALL), keys, values, *masks

    def seen(self, queries: int, keys: int, axis: int) -> Along:
        """The keys that each query sees; of a mask that is told by its values alone, it is not known which."""
        if self.mask_values == "seen":
            return UNKNOWN
        return seen_among(queries, keys, axis, causal=self.causal, window=self.window_)

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        query, key, value, *mask = xs
        added = mask[0] if mask else None
        if added is not None and self.mask_values == "seen":
            added = xp.where(added > 0, 0.0, -xp.inf).astype(query.dtype)
        blind = None if added is None else xp.max(added, axis=-1, keepdims=True) == -xp.inf
        if added is not None:
            added = xp.where(blind, 0.0, added).astype(query.dtype)
        if self.causal or self.window_:
            unseen = hidden(xp, query.shape[-2], self.causal, self.window_, key.shape[-2])
            banned = xp.where(unseen, -xp.inf, 0.0).astype(query.dtype)
            added = banned if added is None else added + banned
        found = weighed(xp, query, key, value, added, self.scale or query.shape[-1] ** -0.5)
        return found if blind is None else xp.where(blind, 0.0, found).astype(query.dtype)

    def summary(self, query: Shape, key: Shape, value: Shape, *mask: Shape) -> str:
        heads = query[-3] if len(query) > 3 else 1
        served = f", {key[-3]} of keys and values," if len(key) > 3 and key[-3] != heads else ""
        words = ("causal" if self.causal else "", f"window {self.window_}" if self.window_ else "",
                 "masked" if mask and self.mask_values == "seen" else "")
        return ", ".join(filter(None, (f"{heads} heads{served} over {key[-2]} tokens", *words)))
