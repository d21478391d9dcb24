"""The base of attentions: projections, scores and mixtures written out, where one operator cannot say them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from math import prod, sqrt
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import Arrays, KerasValue, Untranslatable, plain_order
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.core.einsum_dense import as_matrix


class Heads(NamedTuple):
    """The sizes of an attention: its heads, those of keys and values, the widths of one, and of what it gives."""

    queries: int
    kv_count: int
    width: int
    value_width: int
    output: int
    bias: bool


class Attended(NamedTuple):
    """The values that an attention reads, and its view of them."""

    query: KerasValue
    value: KerasValue
    key: KerasValue
    mask: KerasValue | None
    is_causal: bool
    returns_scores: bool

    @property
    def is_of_one(self) -> bool:
        """True where queries, keys and values come from one layer."""
        return self.query == self.value == self.key


def given_to(view: LayerView) -> Attended:
    """The arguments of a call. Raises Untranslatable."""
    query, value, key = (view.value(place, name) for place, name in enumerate(("query", "value", "key")))
    if query is None or value is None:
        raise Untranslatable("what it reads is not told")
    masks = [view.value(place, name) for place, name in
             ((3, "query_mask"), (4, "value_mask"), (5, "key_mask"), (6, "attention_mask"))]
    flags = [view.argument(place, name) is True for place, name in ((7, "return_attention_scores"),
                                                                    (9, "use_causal_mask"))]
    return Attended(query, value, value if key is None else key, next((mask for mask in masks if mask), None),
                 flags[1], flags[0] and 1 in view.used)


def as_operator(view: LayerView, given: Attended, heads: Heads) -> Generator[Layer, None, Answer]:
    """One operator, on tokens or on all places of an image."""
    shape = (*given.query.shape[:-1], heads.output)
    x = yield from _tokens(view, given.query)
    reads = (x,) if given.is_of_one else (x, (yield from _tokens(view, given.value)))
    joined = given.is_of_one and heads.kv_count == heads.queries
    more: dict[str, Any] = {} if heads.kv_count == heads.queries else {"kv_heads": heads.kv_count}
    if given.is_causal:
        more["mask"] = "causal"
    y = yield from view.add("attention", *reads, heads=heads.queries, head_width=heads.width, output=heads.output,
                            bias=heads.bias, order=(0, 1, 2), is_signal=False, weights=_arrays(heads, joined=joined),
                            **more)
    return y if y.shape == shape else (yield from view.reshaped(y, shape))


def _tokens(view: LayerView, x: KerasValue) -> Generator[Layer, None, KerasValue]:
    """A value as tokens, every place of an image one."""
    if x.rank == 3:
        return (yield from view.plain(x))
    return (yield from view.reshaped(x, (x.shape[0], prod(x.shape[1:-1]), x.shape[-1])))


def _arrays(heads: Heads, *, joined: bool) -> Mapping[str, Arrays]:
    """The matrices by archcalc's names; queries, keys and values below one another where they are one matrix."""
    names = {"q": "query", "k": "key", "v": "value"}
    counts = {"q": heads.queries, "k": heads.kv_count, "v": heads.kv_count}

    def side(name: str, end: str) -> Arrays:
        rows = counts[name] * heads.width
        return lambda arrays: arrays[f"{names[name]}/{end}"].reshape(-1, rows).T if end == "kernel" else \
            arrays[f"{names[name]}/{end}"].reshape(-1)

    def stacked(end: str) -> Arrays:
        parts = [side(name, end) for name in names]

        def taken(arrays: Mapping[str, Any]) -> Any:
            found = [part(arrays) for part in parts]
            whole = found[0].repeat(len(found), axis=0) if found[0].ndim > 1 else found[0].repeat(len(found))
            rows = len(found[0])
            for place, part in enumerate(found):
                whole[place * rows:(place + 1) * rows] = part
            return whole

        return taken

    found: dict[str, Arrays] = {"proj": lambda arrays: arrays["attention_output/kernel"].reshape(-1, heads.output).T}
    if joined:
        found["qkv"] = stacked("kernel")
    else:
        found |= {name: side(name, "kernel") for name in names}
    if heads.bias:
        found["proj_bias"] = lambda arrays: arrays["attention_output/bias"].reshape(-1)
        found |= {"qkv_bias": stacked("bias")} if joined else {f"{name}_bias": side(name, "bias") for name in names}
    return found


def written_out(view: LayerView, given: Attended, heads: Heads) -> Generator[Layer, None, Answer]:
    """Projections, scores, their softmax, mixtures and the last projection, each a layer of its own."""
    if heads.kv_count != heads.queries or not given.query.rank == given.value.rank == 3:
        raise Untranslatable("heads share keys, or it is on others than tokens")
    parts = []
    for x, name, width in ((given.query, "query/", heads.width), (given.key, "key/", heads.width),
                           (given.value, "value/", heads.value_width)):
        parts.append((yield from as_matrix(view, x, 1, (*x.shape[:2], heads.queries, width), has_bias=heads.bias,
                                           path=name)))
    query, key, value = parts
    order = plain_order(4)
    scores = yield from view.aside("einsum", query, key, equation="nthd,nshd->nhts", order=order)
    scores = yield from view.aside("arithmetic", scores, function="multiply", number=1 / sqrt(heads.width))
    if given.mask is not None or given.is_causal:
        reads = (scores,) if given.mask is None else (scores, given.mask)
        scores = yield from view.aside("tensor_function", *reads, function="attention mask", counts="compares",
                                       shape=scores.own_shape)
    shares = yield from view.aside("softmax", scores, axis=3)
    mixed = yield from view.aside("einsum", shares, value, equation="nhts,nshd->nthd", order=order)
    rows = (*mixed.shape[:2], heads.queries * heads.value_width)
    mixed = yield from view.reshaped(mixed, rows)
    arrays = {"weight": lambda arrays: arrays["attention_output/kernel"].reshape(-1, heads.output).T}
    if heads.bias:
        arrays["bias"] = lambda arrays: arrays["attention_output/bias"].reshape(-1)
    y = yield from view.add("linear", mixed, units=heads.output, bias=heads.bias, weights=arrays)
    return (y, shares) if given.returns_scores else (y, None)
