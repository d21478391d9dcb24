"""Positions that turn pairs of features, by tables of cosines and sines.

Source: ONNX, RotaryEmbedding, https://onnx.ai/onnx/operators/onnx__RotaryEmbedding.html; Su et al. 2021 (RoFormer).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from math import prod

from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.attention_functions import Flows, apart, flow, together
from archcalc.loading.onnx.tensors import Computation, Tensor
from archcalc.loading.onnx.translation_context import Flow, Value


def turned(node: NodeView, x: Flow, angles: tuple[Flow, Flow], *, pairs: bool) -> Flows:
    """Heads (n, heads, t, w) whose first features are turned, two by two, by the cosines and sines of their angles.

    Two features are neighbours in `pairs`, or of the first half and the second of those that are turned.
    """
    _, heads, tokens, whole = node.shape(x)
    half = node.shape(angles[0])[3]
    width = 2 * half
    if pairs:
        first, second = (node.aside("select", x, axis=3, places=(start, width - 1 + start), step=2) for start in (0, 1))
    else:
        first, second = (node.aside("select", x, axis=3, places=(start, start + half)) for start in (0, half))
    yield from node.placed()

    def product(value: Flow, angle: Flow) -> Flow:
        return node.aside("arithmetic", value, angle, function="multiply")

    cosine, sine = angles
    ends = [node.aside("arithmetic", product(first, cosine), product(second, sine), function="subtract"),
            node.aside("arithmetic", product(first, sine), product(second, cosine), function="add")]
    if pairs:
        ends = [node.aside("reshape", end, shape=(heads, tokens, half, 1)) for end in ends]
        ends = [node.aside("reshape", node.aside("concat", *ends, axis=4), shape=(heads, tokens, width))]
    if width < whole:
        ends.append(node.aside("select", x, axis=3, places=(width, whole)))
    return ends[0] if len(ends) == 1 else node.add("concat", *ends, axis=3)


def angles(node: NodeView, tables: Sequence[Value | None], tokens: int, width: int = 0
           ) -> Generator[Layer, None, tuple[Flow, Flow]]:
    """Cosines and sines for every head, (n or 1, 1, t, half of the features that are turned)."""
    cosines, sines = (_for_heads(node, table, tokens, width // 2) for table in tables)
    yield from node.placed()
    return cosines, sines


def _for_heads(node: NodeView, value: Value | None, tokens: int, half: int) -> Flow:
    """An array of the file that holds angles is none that was learned."""
    shape = node.shape(value)
    half = half or shape[-1]
    if shape[-2:] != (tokens, half) or len(shape) not in {2, 3}:
        raise NoRule("its angles do not fit its tokens")
    if isinstance(value, Tensor):
        wanted = (prod(shape[:-2]), 1, tokens, half)
        held = {"values": value.reshaped(wanted)}
        return node.aside("constant", weights=held, shape=wanted, learned=False)
    return node.aside("regroup", flow(value), shape=(prod(shape[:-2]), 1, tokens, half))


def rows_of(node: NodeView, number: int, places: Value | None, tokens: int, before: int = 0) -> Value:
    """The angles of tokens: the rows of a table at their places, or those behind `before`."""
    table = node.operand(number)
    if not isinstance(table, Tensor) or len(table.shape) != 2:
        raise NoRule("its angles are no table of the file")
    if places is None:
        if table.shape[0] < before + tokens:
            raise NoRule("its table has fewer places than there are tokens")
        return table.sections([(before, before + tokens)])
    shape = (*node.shape(places), table.shape[1])
    if isinstance(places, Tensor):
        return Tensor("", shape, table.kind, made=Computation("Gather", "", {"axis": 0}, (table, places), node.opset))
    return node.aside("tensor_function", flow(places), function="Gather", shape=shape, counts="moves", learned=())


def _rotary(node: NodeView) -> Flows:
    x, shape = node.flow(), node.shape(node.flow())
    flat, count = len(shape) == 3, node.integer("num_heads", 0)
    heads = apart(node, x, count) if flat else x
    yield from node.placed()
    *_, tokens, width = node.shape(heads)
    places = node.operand(3)
    tables = [node.operand(number) if places is None else rows_of(node, number, places, tokens) for number in (1, 2)]
    yield from node.placed()
    both = yield from angles(node, tables, tokens, node.integer("rotary_embedding_dim", 0) or width)
    y = yield from turned(node, heads, both, pairs=node.flag("interleaved"))
    yield from node.placed()
    return together(node, y) if flat else y


RULES: dict[str, Rule] = {"RotaryEmbedding": _rotary}
