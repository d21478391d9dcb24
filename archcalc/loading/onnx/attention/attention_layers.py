"""An attention that was found among nodes as one layer: what it reads is known now, and says whether it is one."""

from __future__ import annotations

from collections.abc import Generator
from math import inf, isclose, prod
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.attention.attention_nodes import Chain, ScoreStep, number
from archcalc.loading.onnx.node_view import NodeView, NoRule
from archcalc.loading.onnx.tensors import UNSEEN, Tensor
from archcalc.loading.onnx.translation_context import Flow
from archcalc.loading.onnx.two_axes import features_last
from archcalc.operators.operator import Shape

_FAR_BELOW = -1e30
"""So far below that no score is seen beside it, in double precision either."""


def attention(node: NodeView, chain: Chain) -> Generator[Layer, None, Flow]:
    """The layer of an attention, whose last product the node is. Raises NoRule, before any layer is given out."""
    values, context = node.context.values, node.context
    query, keys, value = values.get(chain.query), values.get(chain.keys), values.get(node.inputs[1])
    if not (isinstance(query, Flow) and isinstance(keys, Flow) and isinstance(value, Flow)) or (
            context.translated.intersection(chain.nodes)):
        raise NoRule("it is no attention among layers' outputs")
    _check_softmax(node, chain, len(node.shape(value)))
    order = _order(node, chain, node.shape(keys))
    shapes = [node.shape(query), tuple(node.shape(keys)[axis] for axis in order), node.shape(value)]
    _check_shapes(*shapes)
    scale, masks = _settled(node, chain, (*shapes[0][:-1], shapes[1][-2]))
    is_turned = order != tuple(range(len(order)))
    keys = node.aside("transpose", keys, order=order) if is_turned else features_last(node, keys)
    operands = [features_last(node, query), keys, features_last(node, value)]
    found = [_mask(node, step) for step in masks]
    operands += [mask for mask, _ in found]
    yield from node.placed()
    more: dict[str, Any] = {} if isclose(scale, shapes[0][-1] ** -0.5, rel_tol=1e-6) else {"scale": scale}
    if any(is_seen for _, is_seen in found):
        more["mask_values"] = "seen"
    return node.add("dot_product_attention", *operands, **more)


def _check_softmax(node: NodeView, chain: Chain, rank: int) -> None:
    """Refuse where weights are not those of all keys."""
    axis = node.context.nodes[chain.softmax].attributes.get("axis", -1 if node.opset >= 13 else 1)
    if axis not in {-1, rank - 1}:
        raise NoRule("its softmax is not over the keys")


def _order(node: NodeView, chain: Chain, shape: Shape) -> tuple[int, ...]:
    """The order in which the axes of what the keys are read from are those of keys (..., s, w)."""
    last = len(shape) - 1
    if last < 2:
        raise NoRule("keys have three axes and more")
    records = [node.context.nodes[each] for each in chain.turns]
    if len(records) == 3:
        _check_turned_between(node, chain, shape)
        return tuple(range(last + 1))
    order = list(records[0].attributes.get("perm") or reversed(range(last + 1))) if records else list(range(last + 1))
    if sorted(order) != list(range(last + 1)):
        raise NoRule("its keys are turned in another way")
    return (*order[:-2], order[-1], order[-2])


def _check_turned_between(node: NodeView, chain: Chain, shape: Shape) -> None:
    """Refuse but where keys become matrices, are turned, and get their axes back."""
    first, turn, last = (node.context.nodes[each] for each in chain.turns)
    wanted = (prod(shape[:-2]), *shape[-2:]), (*shape[:-2], shape[-1], shape[-2])
    for record, sizes in zip((first, last), wanted, strict=True):
        given = node.context.values.get(record.inputs[1])
        asked = given.values if isinstance(given, Tensor) else None
        if asked is None or len(asked) != len(sizes) or sum(size == -1 for size in asked) > 1 or any(
                size not in {-1, there} for size, there in zip(asked, sizes, strict=True)):
            raise NoRule("its keys are turned in another way")
    if turn.attributes.get("perm") != (0, 2, 1):
        raise NoRule("its keys are turned in another way")


def _check_shapes(query: Shape, key: Shape, value: Shape) -> None:
    """Refuse but where every head has queries, keys and values of its own."""
    if not len(query) == len(key) == len(value) >= 3 or query[-1] != key[-1] or key[-2] != value[-2] or not (
            query[:-2] == key[:-2] == value[:-2]):
        raise NoRule("its queries, keys and values do not fit")


def _settled(node: NodeView, chain: Chain, scores: Shape) -> tuple[float, list[ScoreStep]]:
    """The scale of the scores, and the mask. What scales a mask as well is no such thing."""
    scale, masks = 1.0, []
    for step in chain.steps:
        operand = node.context.values.get(step.operand)
        factor = number(operand)
        if step.kind in {"times", "over"}:
            if not factor or not isinstance(operand, Tensor) or len(operand.shape) > len(scores):
                raise NoRule("its scores are scaled by more than a number")
            scale *= factor if step.kind == "times" else 1 / factor
            continue
        below = number(node.context.values.get(step.instead))
        if (step.kind == "added" and scale != 1) or (step.kind != "added" and (below is None or below > UNSEEN)):
            raise NoRule("its mask is scaled, or hides nothing")
        if operand is None or not _repeats(node.shape(operand), scores):
            raise NoRule("its mask makes more scores")
        masks.append(step)
    if len(masks) > 1:
        raise NoRule("it has several masks")
    return scale, masks


def _repeats(shape: Shape, scores: Shape) -> bool:
    """True where a shape becomes the scores' where its axes of one are repeated."""
    return len(shape) <= len(scores) and all(
        size in {1, there} for size, there in zip(reversed(shape), reversed(scores), strict=False))


def _mask(node: NodeView, step: ScoreStep) -> tuple[Flow, bool]:
    """A mask as a layer's output: what is added to scores, or, True, above 0 where a key is seen.

    A number in the place of scores is one that is added to them, so far below that nothing of them is left: a query
    that sees no key takes as much of all. Only where it is infinite does it find nothing.
    """
    value = node.context.values[step.operand]
    mask = node.constant(value) if isinstance(value, Tensor) else Flow(value[0])
    if step.kind == "added":
        return mask, False
    below = number(node.context.values.get(step.instead))
    if below is not None and below > -inf:
        hidden = mask if step.kind == "hidden" else node.aside("elementwise", mask, function="not")
        return node.aside("arithmetic", hidden, function="multiply", number=_FAR_BELOW), False
    return node.aside("elementwise", mask, function="not") if step.kind == "hidden" else mask, True
