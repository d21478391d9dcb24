"""Attention that is one node: heads taken apart, keys and values of before put in front, masks, and back together.

Source: ONNX, Attention, https://onnx.ai/onnx/operators/onnx__Attention.html.
"""

from __future__ import annotations

from collections.abc import Generator
from math import inf
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.tensors import BOOL, FLOAT, INT64, Computation, Tensor, integers
from archcalc.loading.onnx.translation_context import Answer, Flow, Value
from archcalc.loading.onnx.two_axes import features_last

Flows = Generator[Layer, None, Flow]
"""A rule that wants to know the shapes of layers that it has made."""
_SCORES = 3
"""The place of the scores among the outputs."""


class HeadVolumes(NamedTuple):
    """Queries, keys and values (n, heads, t, w)."""

    query: Flow
    key: Flow
    value: Flow


class Scoring(NamedTuple):
    """How scores come about: 0 for the usual scale and for no bound.

    A query sees so many places to the `left` of its own and to the `right`, -1 for all; a causal one none to the right.
    `seen` is above 0 where a key is seen, and `added` is added to scores; both are (..., t, s), or None.
    """

    scale: float = 0.0
    bound: float = 0.0
    left: int = -1
    right: int = -1
    seen: Flow | None = None
    added: Flow | None = None


def apart(node: NodeView, x: Flow, heads: int) -> Flow:
    """Tokens (n, t, heads * w) as (n, heads, t, w)."""
    _, tokens, features = node.shape(x)
    if heads < 1 or features % heads:
        raise NoRule(f"{features} features are not shared by {heads} heads")
    split = node.aside("reshape", features_last(node, x), shape=(tokens, heads, features // heads))
    return node.aside("transpose", split, order=(0, 2, 1, 3))


def together(node: NodeView, y: Flow) -> Flow:
    """(n, heads, t, w) as tokens."""
    _, heads, tokens, width = node.shape(y)
    return node.aside("reshape", node.aside("transpose", y, order=(0, 2, 1, 3)), shape=(tokens, heads * width))


def behind(node: NodeView, past: Value | None, now: Flow) -> Flow:
    """Keys or values behind those of before."""
    if past is None:
        return now
    return node.aside("concat", node.constant(past) if isinstance(past, Tensor) else flow(past), now, axis=2)


def flow(value: Value | None) -> Flow:
    """A value that is a layer's output."""
    if not isinstance(value, Flow):
        raise NoRule("what it reads is not known")
    return value


def attend(node: NodeView, heads: HeadVolumes, how: Scoring, before: int = 0) -> Flows:
    """What queries find among keys, of which so many were there `before`, to the left of them all."""
    query, key = node.shape(heads.query), node.shape(heads.key)
    seen, added, causal = how.seen, how.added, how.right == 0 and not before and (how.left < 0 or query[2] == key[2])
    if not causal and max(how.left, how.right) >= 0:
        among = _near(node, query[2], key[2], how, before)
        seen = among if seen is None else node.aside("arithmetic", seen, among, function="multiply")
    if seen is not None and added is not None:
        added = node.aside("arithmetic", added, _as_added(node, seen), function="add")
        seen = None
    yield from node.placed()
    more: dict[str, Any] = {"scale": how.scale} if how.scale else {}
    more |= ({"causal": True} if causal else {}) | ({"window": how.left + 1} if causal and how.left >= 0 else {})
    more |= {"mask_values": "seen"} if seen is not None else {}
    masks = [mask for mask in (seen, added) if mask is not None]
    return node.add("dot_product_attention", *heads, *masks, **more)


def _near(node: NodeView, queries: int, keys: int, how: Scoring, before: int) -> Flow:
    """1 where a query sees a key, by the places of both."""
    ones = Computation("ConstantOfShape", "", {"value": Tensor("", (1,), FLOAT, (1.0,))},
                       (integers("", (queries, keys)),), 14)
    found = Tensor("", (queries, keys), made=ones)
    found = found if how.right < 0 else _triangle(found, before + how.right, upper=0)
    found = found if how.left < 0 else _triangle(found, before - how.left, upper=1)
    return node.aside("constant", weights={"values": found}, shape=(queries, keys), learned=False)


def _triangle(square: Tensor, diagonal: int, upper: int) -> Tensor:
    made = Computation("Trilu", "", {"upper": upper}, (square, Tensor("", (), INT64, (diagonal,))), 14)
    return Tensor("", square.shape, made=made)


def _as_added(node: NodeView, seen: Flow) -> Flow:
    """What hides keys that are not seen, where it is added to scores."""
    none, hidden = (node.aside("constant", weights={"values": Tensor("", (1,), FLOAT, (value,))}, shape=(1,),
                               learned=False) for value in (0.0, -inf))
    return node.aside("where", seen, none, hidden)


def step_by_step(node: NodeView, heads: HeadVolumes, how: Scoring, before: int) -> Generator[Layer, None, list[Flow]]:
    """The same in steps: scores, bounded ones, those with a mask, the weights, and what is found.

    Scores are bounded before a mask is added to them: so attention does it in Gemma 2.
    """
    query, key = node.shape(heads.query), node.shape(heads.key)
    served = (key[1], query[1] // key[1] * query[2], query[3])
    asked = heads.query if query[1] == key[1] else node.aside("reshape", heads.query, shape=served)
    scores = node.aside("matmul", asked, node.aside("transpose", heads.key, order=(0, 1, 3, 2)))
    if query[1] != key[1]:
        scores = node.aside("reshape", scores, shape=(*query[1:3], key[2]))
    scale = how.scale or query[3] ** -0.5
    steps = [node.aside("arithmetic", scores, function="multiply", number=scale)]
    bounded = steps[0]
    if how.bound:
        bounded = node.aside("arithmetic", bounded, function="divide", number=how.bound)
        bounded = node.aside("arithmetic", node.aside("tanh", bounded), function="multiply", number=how.bound)
    steps.append(bounded)
    masks = [] if how.added is None else [how.added]
    masks += [] if how.seen is None else [_as_added(node, how.seen)]
    masks += [_as_added(node, _near(node, query[2], key[2], how, before))] if max(how.left, how.right) >= 0 else []
    for mask in masks:
        bounded = node.aside("arithmetic", bounded, mask, function="add")
    weights = node.aside("softmax", bounded, axis=3)
    if masks:  # a query that sees nothing finds nothing
        none = node.aside("constant", weights={"values": Tensor("", (1,), FLOAT, (0.0,))}, shape=(1,), learned=False)
        weights = node.aside("where", node.aside("elementwise", weights, function="is_nan"), none, weights)
    grouped = weights if query[1] == key[1] else node.aside("reshape", weights, shape=(*served[:2], key[2]))
    found = node.add("matmul", grouped, heads.value)
    if query[1] != key[1]:
        yield from node.placed()
        found = node.aside("reshape", found, shape=(*query[1:3], node.shape(heads.value)[3]))
    yield from node.placed()
    return [*steps, bounded, weights, found]


def mask_of(node: NodeView, number: int, scores: tuple[int, ...]) -> tuple[Flow | None, Flow | None]:
    """What says which keys are seen, or what is added to the scores, from an operand."""
    value = node.operand(number)
    if value is None:
        return None, None
    shape = node.shape(value)
    if len(shape) > len(scores) or any(size not in {1, there} for size, there in zip(
            reversed(shape), reversed(scores), strict=False)):
        raise NoRule("its mask does not fit the scores")
    is_seen = (value.kind if isinstance(value, Tensor) else node.kind(number)) == BOOL
    mask = node.constant(value) if isinstance(value, Tensor) else flow(value)
    return (mask, None) if is_seen else (None, mask)


def _attention(node: NodeView) -> Generator[Layer, None, Answer]:
    if node.operand(6) is not None:
        raise NoRule("its sequences have lengths of their own")
    read, flat = [node.volume(number) for number in range(3)], len(node.shape(node.operand(0))) == 3
    yield from node.placed()
    if flat:
        counts = [node.integer(name, 0) for name in ("q_num_heads", "kv_num_heads", "kv_num_heads")]
        read = [apart(node, x, count) for x, count in zip(read, counts, strict=True)]
    yield from node.placed()
    query, *now = read
    heads = HeadVolumes(query, *(behind(node, node.operand(number), x) for number, x in zip((4, 5), now, strict=True)))
    yield from node.placed()
    (n, served, tokens, _), (*_, keys, _) = node.shape(query), node.shape(heads.key)
    seen, added = mask_of(node, 3, (n, served, tokens, keys))
    right = 0 if node.flag("is_causal") else node.integer("right_window_size", -1)
    left = node.integer("left_window_size", -1)
    how = Scoring(number(node, "scale"), number(node, "softcap"), left, right, seen, added)
    before = keys - node.shape(now[0])[2]
    given_out = [bool(output) and not node.context.is_unused(output) for output in (*node.record.outputs, *4 * [""])]
    scores = None
    if how.bound or given_out[_SCORES]:
        *steps, found = yield from step_by_step(node, heads, how, before)
        scores = steps[node.integer("qk_matmul_output_mode", 0)] if given_out[_SCORES] else None
    else:
        found = yield from attend(node, heads, how, before)
    yield from node.placed()
    return together(node, found) if flat else found, heads.key, heads.value, scores


def number(node: NodeView, name: str) -> float:
    """An attribute that is a number, 0 where it is not given."""
    value = node.attributes.get(name, 0.0)
    if not isinstance(value, (int, float)) or not -inf < value < inf:
        raise NoRule(f"its attribute {name} is no number")
    return float(value)


RULES: dict[str, Rule] = {"Attention": _attention}
