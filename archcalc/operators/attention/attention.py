"""Attention with several heads: among the tokens of a layer, or from them to those of another."""

from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attention._base import MultiHeadAttention, flat, seen_among, sequences
from archcalc.operators.attributes import (
    Biases,
    Flag,
    Mask,
    Natural,
    OptionalBase,
    OptionalWindow,
    PositionBias,
    Positive,
    same_as,
)
from archcalc.operators.kernels.attention import by_distance, hidden, mixed, share, shares
from archcalc.operators.kernels.matrix_product import product
from archcalc.operators.kernels.rotary import rotated
from archcalc.operators.matrices import Matrix
from archcalc.operators.operator import Array, Arrays, Cost, Shape, Weight
from archcalc.operators.reading import ALL, Along, Reads
from archcalc.operators.saved_for_backward import Circumstances, Saved, for_weights_alone
from archcalc.operators.shape_kinds import like
from archcalc.operators.shapes import apart, largest_divisor, written


class Attention(MultiHeadAttention):
    """Every token looks at all tokens, in `heads` ways at once, and takes from each what concerns it.

        input      (n, t, d), and (n, s, e) where `memory` names another layer; else s = t, e = d
        or         (n, ..., t, d): axes before the tokens count sequences, as the windows of an image or a volume do
        output     (n, t, o)                                `output` o, d where it is not given
        qkv        (3hw, d)   qkv_bias (3hw)                queries, keys, values of the h `heads`, each w wide
        proj       (o, hw)    proj_bias (o)                 joins the heads
        macs       t * d * 3hw + t * hw * o + 2 * t * s * hw

    Of the 3hw features the first hw are queries, then keys, then values; in each hw the heads lie side by side. One
    head gives softmax(q k^T / sqrt(w)) v. The last term of the macs are these two products, of all heads together.
    `head_width` w is d/h where it is not given. With `memory` (cross attention), with fewer `kv_heads` g than heads
    (grouped queries: each key and value serves h/g heads), or where not all have a bias, there are in place of qkv
    three matrices, q (hw, d), k and v (gw, e), with their biases and t * d * hw + 2 * s * e * gw macs. `bias` is true,
    false, or a list of those that have one, of q, k, v and proj.

    `mask` is none, causal (a token sees itself and those before it; `causal: true` says the same) or padding (tokens
    behind a sequence's end are not seen; sequences of a run are whole, so that none is hidden). A `window` lets a
    token see itself and window - 1 tokens before it where the mask is causal, else window/2 on either side. What is
    masked is worked out all the same: macs and scores are the whole products. `rotary` is the base of rotary positions
    that queries and keys get, 0 for none. With `position_bias: relative` a learned number is added to each score, by
    head and distance: position_bias (t + s - 1, h), row i - j + s - 1 for query i and key j.
    Source: Vaswani et al. 2017, section 3.2; Dosovitskiy et al. 2020, appendix A; Ainslie et al. 2023 (GQA); Jiang et
    al. 2023 (Mistral; windows); Su et al. 2021 (RoFormer); Raffel et al. 2019 (T5, section 2.1; relative positions).

    >>> op = Attention(heads=12, bias=True)
    >>> op.cost(op.output((1, 197, 768)), (1, 197, 768)).macs
    524391936
    """

    kind, traits = "attention", {"looks-back"}
    keras, pytorch = "MultiHeadAttention", "MultiheadAttention"
    elsewhere = ("crossattention", "gqa", "groupedqueryattention", "groupqueryattention", "mha", "multihead",
                 "multiheadattentionforward", "multiqueryattention", "selfattention")
    inputs: ClassVar[tuple[int, int | None]] = (1, 2)
    reads_also = "memory"

    bias: Biases = True
    kv_heads: Positive = same_as("heads")
    head_width: Natural = 0
    output_: Natural = 0
    mask: Mask = "none"
    causal: Flag = False
    window_: OptionalWindow = 0
    rotary: OptionalBase = 0.0
    position_bias: PositionBias = "none"

    needs = for_weights_alone

    def torch_functions(self, *xs: Shape) -> tuple[str, ...]:
        return "linear", "scaled_dot_product_attention"

    def output(self, x: Shape, memory: Shape | None = None) -> Shape:
        *_, t, d = sequences("attention", x)
        if memory is not None:
            sequences("attention's memory", memory)
            if memory[:-2] != x[:-2]:
                raise Refused("shape", f"attention cannot join {apart(x, memory)}",
                              hint="the batch must be the same" if len(x) == len(memory) == 3 else
                              "as many sequences on both sides")
        if not self.head_width:
            self.divide(d)
        if self.heads % self.kv_heads:
            raise Refused("heads", f"attention: {self.heads} heads do not divide among {self.kv_heads} of keys and "
                                   "values", hint=f"{largest_divisor(self.heads, self.kv_heads)} would do")
        self.fit(self.width(d), memory is not None)
        return like(x, (*x[:-2], t, self.output_ or d))

    def reading_note(self, x: Shape, *memory: Shape) -> str:
        return "" if len(x) == 3 else (f"reads {written(x)} as {prod(x[1:-2]):,} sequences of {x[-2]:,} tokens with "
                                       f"{x[-1]:,} features; of an image, to_tokens makes one sequence")

    def fit(self, width: int, crosses: bool) -> None:
        """Refuse choices that do not go together."""
        if self.causal and self.mask == "padding":
            raise Refused("mask", "attention: causal: true says mask: causal, and mask is padding",
                          hint="leave one out")
        if crosses and (self.is_causal or self.window_ or self.rotary):
            said = "a causal mask" if self.is_causal else "a window" if self.window_ else "rotary"
            raise Refused("mask", f"attention: {said} is for tokens of one sequence, and memory is another",
                          hint=f"leave {said.rpartition(' ')[2]} out")
        if self.rotary and width % 2:
            raise Refused("heads", f"attention: rotary turns pairs of features, and a head has {width}",
                          hint="an even head_width")

    @property
    def is_causal(self) -> bool:
        """True where no token sees later ones."""
        return self.causal or self.mask == "causal"

    def width(self, d: int) -> int:
        """The features of one head."""
        return self.head_width or d // self.heads

    def inside(self, d: int) -> int:
        """The features of all heads together."""
        return self.heads * self.head_width if self.head_width else d

    def biased(self, name: str) -> bool:
        """True where a matrix has a bias."""
        return self.bias if isinstance(self.bias, bool) else name in self.bias

    def matrices(self, x: Shape, memory: Shape | None = None) -> dict[str, Matrix]:
        n, t, d = flat(x)
        inside, biases = self.inside(d), {name: self.biased(name) for name in ("q", "k", "v")}
        proj = Matrix(self.output_ or d, inside, n * t, None, self.biased("proj"))
        if memory is None and self.kv_heads == self.heads and len({*biases.values()}) == 1:
            return {"qkv": Matrix(3 * inside, d, n * t, biased=biases["q"]), "proj": proj}
        number, (_, s, e) = (0, flat(x)) if memory is None else (1, flat(memory))
        served = inside if self.kv_heads == self.heads else self.kv_heads * self.width(d)
        keys, values = (Matrix(served, e, n * s, number, biases[name]) for name in ("k", "v"))
        return {"q": Matrix(inside, d, n * t, biased=biases["q"]), "k": keys, "v": values, "proj": proj}

    def weights(self, *xs: Shape) -> dict[str, Weight]:
        t, s = xs[0][-2], xs[-1][-2]
        by_distance = {"position_bias": Weight((t + s - 1, self.heads))} if self.position_bias == "relative" else {}
        return self.learned(self.matrices(*xs)) | by_distance

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        (n, t, d), s = flat(xs[0]), xs[-1][-2]
        cost = self.products(self.matrices(*xs), n * t * s, self.inside(d))
        turned = n * t * (self.heads + self.kv_heads) * self.width(d) if self.rotary else 0
        added = n * t * s * self.heads if self.position_bias == "relative" else 0
        return cost._replace(adds=cost.adds + turned + added, divides=cost.divides + 2 * turned)

    def kept_of_token(self, *xs: Shape) -> tuple[int, int]:
        """Keys and values, if tokens see those before them alone, of a memory nothing; and the window, or 0."""
        n, _, d = flat(xs[0])
        grows = self.is_causal and len(xs) == 1
        return (2 * n * self.kv_heads * self.width(d), self.window_) if grows else (0, 0)

    def parts(self, *xs: Shape) -> int:
        """The values of queries, keys and values."""
        (n, t, d), s = flat(xs[0]), xs[-1][-2]
        return n * (t * self.heads + 2 * s * self.kv_heads) * self.width(d)

    def parts_of_every_head(self, *xs: Shape) -> int:
        """The same, where keys and values that serve several heads are repeated for each."""
        (n, t, d), s = flat(xs[0]), xs[-1][-2]
        return n * (t + 2 * s) * self.inside(d)

    def saved(self, when: Circumstances, output: Shape, *xs: Shape) -> Saved:
        """Queries, keys, values, what is mixed of them, and a sum for each row of scores, which are not kept.

        A mask that is no plain causal one is kept, and so are the cosines and sines of rotary positions, one of each
        for a feature, which queries and keys share. Scores are kept where a learned number is added to them, under
        autocast in float32 and in 16 bits, with every head's own keys and values, and the distance of each pair of
        tokens.
        """
        (n, t, d), s = flat(xs[0]), xs[-1][-2]
        mixed, scores, relative = n * t * self.inside(d), n * t * s * self.heads, self.position_bias == "relative"
        parts = (self.parts_of_every_head(*xs) if relative else self.parts(*xs)) + mixed
        parts += 2 * t * self.width(d) if self.rotary else 0
        if relative:
            return Saved(parts=parts + scores, statistics=scores if when.autocast else 0, maxima=t * s)
        mask = n * s * self.heads if self.mask == "padding" else t * s if self.window_ else 0
        return Saved(parts=parts + mask, statistics=n * t * self.heads)

    def is_pytorchs(self, *xs: Shape) -> bool:
        return "qkv" in self.matrices(*xs) and not (self.head_width or self.output_ or self.position_bias == "relative")

    def gradients_inside(self, output: Shape, *xs: Shape) -> int:
        """Of the mixtures; of queries, keys and values, each thrice, as nn.MultiheadAttention has them.

        Where that has no such layer, matrices go backward one after another: values, keys, queries. Before a learned
        number's go those of all scores, and of their sum over the sequences.
        """
        (n, t, d), s, relative = flat(xs[0]), xs[-1][-2], self.position_bias == "relative"
        parts, queries = self.parts(*xs), n * t * self.inside(d)
        if self.is_pytorchs(*xs):
            return queries + 3 * parts
        most = queries + max(prod(output), parts)
        if relative:
            most = max(most, self.parts_of_every_head(*xs) + (n + 1) * t * s * self.heads)
        if "qkv" in self.matrices(*xs):
            return max(most, 2 * parts)
        read, remembered = prod(xs[0]), prod(xs[-1])
        return max(most, parts + remembered, (queries + parts) // 2 + 2 * remembered, queries + remembered + read)

    def reads(self, output: Shape, x: Shape, memory: Shape | None = None) -> tuple[Reads, ...]:
        own = tuple(map(Along, range(len(x) - 1)))
        if memory is not None:
            return (*own, ALL), (*own[:-1], ALL, ALL)
        seen = seen_among(x[-2], x[-2], len(x) - 2, causal=self.is_causal, window=self.window_)
        return ((*own[:-1], seen, ALL),)

    def forward(self, xp: Arrays, *xs: Array, proj: Array, qkv: Array | None = None,  # noqa: PLR0913 - one a weight
                q: Array | None = None, k: Array | None = None, v: Array | None = None, qkv_bias: Array | None = None,
                q_bias: Array | None = None, k_bias: Array | None = None, v_bias: Array | None = None,
                proj_bias: Array | None = None, position_bias: Array | None = None) -> Array:
        x, seen = xs[0], xs[-1]
        if q is None or k is None or v is None:
            assert qkv is not None
            queries, keys, values = shares(product(x, qkv, qkv_bias), self.heads)
        else:
            queries = share(product(x, q, q_bias), self.heads)
            keys, values = (share(product(seen, *each), self.kv_heads) for each in ((k, k_bias), (v, v_bias)))
        if self.rotary:
            queries, keys = (rotated(xp, each, self.rotary) for each in (queries, keys))
        added = self.added(xp, x.shape[-2], seen.shape[-2], x.dtype, position_bias)
        return product(mixed(xp, queries, keys, values, added), proj, proj_bias)

    def added(self, xp: Arrays, t: int, s: int, dtype: object, position_bias: Array | None) -> Array | None:
        """The numbers that are added to the scores: minus infinity where a token is not seen."""
        biases = None if position_bias is None else by_distance(xp, position_bias, t, s)
        if not self.is_causal and not self.window_:
            return biases
        unseen = xp.where(hidden(xp, t, self.is_causal, self.window_), -xp.inf, 0.0).astype(dtype)
        return unseen if biases is None else biases + unseen

    def summary(self, *xs: Shape) -> str:
        grouped = f", {self.kv_heads} of keys and values," if self.kv_heads != self.heads else ""
        over = f" over {xs[-1][-2]} tokens{' of memory' if len(xs) > 1 else ''}"
        masked = "causal" if self.is_causal else "padding masked" if self.mask == "padding" else ""
        window = f"window {self.window_}" if self.window_ else ""
        return ", ".join(filter(None, (f"{self.heads} heads{grouped}{over}", masked, window)))
