"""Attention among queries, keys and values, in one layer; as the products that it is where that has no words for it."""

from __future__ import annotations

from typing import Any

from archcalc.loading.torch.call_view import CallRule, CallView
from archcalc.loading.torch.module_values import LayerOutput
from archcalc.loading.torch.rules.linear import turned


def _attention(call: CallView) -> LayerOutput:
    """softmax(scale query key^T + mask) value; of fewer keys than queries, each is used by several heads."""
    query, key, value = (call.layer(name) for name in ("query", "key", "value"))
    alike = len(query.shape) == len(key.shape) == len(value.shape) >= 3 and key.shape[:-2] == value.shape[:-2]
    shared = alike and query.shape[:-3] == key.shape[:-3] and query.shape[-3] % key.shape[-3] == 0
    if not shared or (query.shape[-3] != key.shape[-3] and not call.get("enable_gqa")):
        return _in_products(call, query, key, value)
    more: dict[str, Any] = {"causal": True} if call.get("is_causal") else {}
    more |= {"window": call.get("window")} if call.get("window") else {}
    scale = call.get("scale")
    more |= {"scale": float(scale)} if scale is not None and abs(scale - query.shape[-1]**-0.5) > 1e-12 else {}
    if rate := call.get("dropout_p"):
        call.context.told.setdefault(f"attention drops {rate} of its weights in use, too (dropout_p={rate}), which no "
                                     "layer here does")
    mask: list[LayerOutput] = []
    if call.get("attn_mask") is not None:
        mask = [call.layer("attn_mask")]
        more |= {"mask_values": "seen"} if call.get("mask_values") == "seen" else {}
    return call.add("dot_product_attention", query, key, value, *mask, **more)


def _in_products(call: CallView, query: LayerOutput, key: LayerOutput, value: LayerOutput) -> LayerOutput:
    """The same, as the products that it is."""
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


RULES: dict[str, CallRule] = {"scaled_dot_product_attention": _attention}
