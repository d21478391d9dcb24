"""Attention that PyTorch computes in one call, as the products that it is."""

from __future__ import annotations

from archcalc.loading.torch.call_view import CallRule, CallView, axes_of
from archcalc.loading.torch.module_values import LayerOutput
from archcalc.loading.torch.rules.linear import turned


def _attention(call: CallView) -> LayerOutput:
    """softmax(query key^T / sqrt(width) + mask) value; of fewer keys than queries, each is used by several heads."""
    query, key, value = (call.layer(name) for name in ("query", "key", "value"))
    if call.get("enable_gqa") and key.shape[-3] != query.shape[-3]:
        key, value = (_repeated(call, each, query.shape[-3]) for each in (key, value))
    scores_shape = (*call.shape[:-1], key.shape[-2])
    scores = call.aside("matmul", query, turned(call, key), gives=scores_shape)
    width = query.shape[-1]
    scale = call.get("scale")
    scores = call.aside("arithmetic", scores, function="multiply", gives=scores_shape,
                        number=float(width ** -0.5 if scale is None else scale))
    if call.get("attn_mask") is not None:
        mask = call.layer("attn_mask")
        scores = call.aside("arithmetic", scores, mask, function="add", gives=scores_shape)
    elif call.get("is_causal"):
        scores = call.aside("tensor_function", scores, function="mask what comes later", shape=scores_shape,
                            gives=scores_shape)
    rank = len(scores_shape)
    weights = call.aside("softmax", scores, axis=0 if rank != 4 else 3, gives=scores_shape)
    return call.add("matmul", weights, value)


def _repeated(call: CallView, x: LayerOutput, heads: int) -> LayerOutput:
    """Each head repeated for the queries that share it."""
    wanted = (*x.shape[:-3], heads, *x.shape[-2:])
    return call.aside("tensor_function", x, function="repeat heads", shape=axes_of(wanted), gives=wanted)


RULES: dict[str, CallRule] = {"scaled_dot_product_attention": _attention}
