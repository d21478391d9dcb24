"""onnxruntime's own attention: with its matrices, of several heads, of grouped ones, and positions turned.

Source: onnxruntime, ContribOperators.md, https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md.
"""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.onnx.node_view import NodeView, NoRule, Rule
from archcalc.loading.onnx.rules.attention_functions import (
    Flows,
    HeadVolumes,
    Scoring,
    apart,
    attend,
    behind,
    mask_of,
    number,
    together,
)
from archcalc.loading.onnx.rules.linear import linear
from archcalc.loading.onnx.rules.rotary_positions import angles, rows_of, turned
from archcalc.loading.onnx.tensors import FLOAT, Tensor
from archcalc.loading.onnx.translation_context import Answer, Flow, Value
from archcalc.loading.onnx.two_axes import features_last

Answers = Generator[Layer, None, Answer]


def _attention(node: NodeView) -> Answers:
    """Queries, keys and values by one matrix, whose columns are theirs one after the other."""
    if node.flag("do_rotary") or node.flag("past_present_share_buffer"):
        raise NoRule("it turns its features, or keeps keys in a buffer", node.shape(node.flow()))
    weight, bias, count = node.held(1), node.tensor(2), node.integer("num_heads", 0)
    widths = node.attributes.get("qkv_hidden_sizes") or (weight.shape[1] // 3,) * 3
    y = linear(node, node.flow(), weight.transposed((1, 0)), bias)
    yield from node.placed()
    parts, start = [], 0
    for width in widths:
        parts.append(node.aside("select", y, axis=2, places=(start, start + width)))
        start += width
    yield from node.placed()
    query, *now = [apart(node, part, count) for part in parts]
    yield from node.placed()
    past = node.operand(4)
    if past is not None:
        now = [node.aside("concat", _half(node, past, place), x, axis=2) for place, x in enumerate(now)]
        yield from node.placed()
    heads = HeadVolumes(query, *now)
    found = yield from _seen_and_found(node, heads, 3, 5)
    yield from node.placed()
    if len(node.record.outputs) < 2 or node.context.is_unused(node.record.outputs[1]):
        return together(node, found)
    sizes = (1, *node.shape(heads.key))
    both = [node.aside("regroup", each, shape=sizes) for each in now]
    return together(node, found), node.aside("concat", *both, axis=0)


def _half(node: NodeView, past: Value, place: int) -> Flow:
    """The keys or the values of before, (2, n, heads, t, w)."""
    whole = node.constant(past) if isinstance(past, Tensor) else past
    if not isinstance(whole, Flow):
        raise NoRule("what it reads is not known")
    half = node.aside("select", whole, axis=0, places=(place, place + 1))
    return node.aside("regroup", half, shape=node.shape(past)[1:])


def _seen_and_found(node: NodeView, heads: HeadVolumes, mask: int, bias: int) -> Flows:
    """An attention whose mask says which keys are seen, and whose bias is added to scores."""
    (n, served, tokens, _), (*_, keys, _) = node.shape(heads.query), node.shape(heads.key)
    seen = yield from _seen(node, mask, (n, tokens, keys))
    _, added = mask_of(node, bias, (n, served, tokens, keys))
    right = 0 if node.flag("unidirectional") else -1
    how = Scoring(number(node, "scale"), 0.0, -1, right, seen, added)
    return (yield from attend(node, heads, how, keys - tokens if right == 0 else 0))


def _seen(node: NodeView, place: int, sizes: tuple[int, int, int]) -> Generator[Layer, None, Flow | None]:
    """1 where a key is seen: from a number for each, for each pair, or from the lengths of the sequences."""
    value = node.operand(place)
    if value is None:
        return None
    (n, tokens, keys), shape = sizes, node.shape(value)
    mask = node.volume(place)
    yield from node.placed()
    if shape == (n, keys):
        return node.aside("regroup", mask, shape=(n, 1, 1, keys))
    if shape == (n, tokens, keys):
        return node.aside("regroup", mask, shape=(n, 1, tokens, keys))
    if shape != (n,):
        raise NoRule("its mask is told in another way")
    places = Tensor("", (1, 1, 1, keys), FLOAT, tuple(map(float, range(keys))))
    counted = node.aside("constant", weights={"values": places}, shape=places.shape, learned=False)
    lengths = node.aside("regroup", mask, shape=(n, 1, 1, 1))
    return node.aside("arithmetic", counted, lengths, function="less")


def _multi_head(node: NodeView) -> Answers:
    """Queries, keys and values of several heads, which other nodes give."""
    if any(node.operand(place) is not None for place in (8, 9)):
        raise NoRule("it keeps keys in a buffer")
    count, shape, bias = node.integer("num_heads", 0), node.shape(node.flow()), node.tensor(3)
    if len(shape) == 5:
        raise NoRule("its queries, keys and values are packed")
    read = [node.volume(place) for place in range(3)]
    yield from node.placed()
    read = yield from _biased(node, read, bias)
    query, *now = [x if len(node.shape(x)) == 4 else apart(node, x, count) for x in read]
    yield from node.placed()
    keys, values = (behind(node, node.operand(place), x) for place, x in zip((6, 7), now, strict=True))
    yield from node.placed()
    found = yield from _seen_and_found(node, HeadVolumes(query, keys, values), 4, 5)
    yield from node.placed()
    return together(node, found), keys, values


def _biased(node: NodeView, read: list[Flow], bias: Tensor | None) -> Generator[Layer, None, list[Flow]]:
    """Queries, keys and values with their shares of one row added."""
    if bias is None:
        return read
    found, start = [], 0
    for x in read:
        width = node.shape(x)[-1]
        if len(node.shape(x)) != 3:
            raise NoRule("it adds a bias to heads")
        part = bias.sections([(start, start + width)])
        found.append(node.aside("arithmetic", features_last(node, x), weights={"operand": part}, function="add",
                                learned=(width,)))
        start += width
    yield from node.placed()
    return found


def _grouped(node: NodeView) -> Answers:
    """HeadVolumes of queries that share keys and values; a causal one, unless it says so."""
    _check_grouped(node)
    count, served = node.integer("num_heads", 0), node.integer("kv_num_heads", 0)
    parts = [node.flow()] if node.operand(1) is None else [node.flow(place) for place in range(3)]
    if len(parts) == 1:
        width = node.shape(parts[0])[2] // (count + 2 * served)
        ends = (0, count * width, (count + served) * width, (count + 2 * served) * width)
        parts = [node.aside("select", parts[0], axis=2, places=ends[i:i + 2]) for i in range(3)]
        yield from node.placed()
    query, key, value = (apart(node, x, heads) for x, heads in zip(parts, (count, served, served), strict=True))
    yield from node.placed()
    past = node.operand(3)
    before = 0 if past is None else node.shape(past)[2]
    if node.flag("do_rotary"):
        query, key = yield from _turned_by_table(node, query, key, before)
    keys, values = behind(node, past, key), behind(node, node.operand(4), value)
    yield from node.placed()
    heads, tokens = HeadVolumes(query, keys, values), node.shape(query)[2]
    _, added = mask_of(node, 10, (*node.shape(query)[:3], node.shape(keys)[2]))
    near = node.integer("local_window_size", -1)
    how = Scoring(number(node, "scale"), 0.0, near - 1 if near > 0 else -1, 0 if node.flag("causal", True) else -1,
                  None, added)
    found = yield from attend(node, heads, how, before)
    yield from node.placed()
    _check_lengths(node, before + tokens)
    return together(node, found), keys, values


def _check_grouped(node: NodeView) -> None:
    """Refuse, as without a rule, what its figures do not tell."""
    if number(node, "softcap") or node.integer("smooth_softmax", 0) > 0 or node.integer("qk_output", 0) or any(
            node.operand(place) is not None for place in range(11, 17)):
        raise NoRule("its scores are bounded, or its keys quantised or normalised")


def _check_lengths(node: NodeView, keys: int) -> None:
    """Every sequence has all keys, or it is told that this is taken for granted."""
    lengths = node.operand(5)
    if isinstance(lengths, Flow):
        node.context.ledger.taken_for_whole += 1
    elif not isinstance(lengths, Tensor) or set(lengths.values or ()) != {keys - 1}:
        raise NoRule("its sequences have lengths of their own")


def _turned_by_table(node: NodeView, query: Flow, key: Flow, before: int) -> Generator[Layer, None, tuple[Flow, Flow]]:
    tokens = node.shape(query)[2]
    tables = [rows_of(node, place, node.operand(9), tokens, before) for place in (7, 8)]
    yield from node.placed()
    both = yield from angles(node, tables, tokens)
    first = yield from turned(node, query, both, pairs=node.flag("rotary_interleaved"))
    second = yield from turned(node, key, both, pairs=node.flag("rotary_interleaved"))
    yield from node.placed()
    return first, second


def _rotary(node: NodeView) -> Flows:
    """Positions that are turned: the places of tokens are its second operand, or how many were before."""
    shape = node.shape(node.flow())
    if node.flag("is_packed_batching") or node.attributes.get("scale", 1.0) != 1:
        raise NoRule("its sequences are packed", shape)
    places, table, flat = node.operand(1), node.held(2), len(shape) == 3
    width = node.integer("rotary_embedding_dim", 0)
    count = node.integer("num_heads", 0) or (shape[-1] // (2 * table.shape[1]) if flat else 0)
    x = apart(node, node.flow(), count) if flat else node.flow()
    yield from node.placed()
    *_, tokens, whole = node.shape(x)
    before, known = 0, places.values if isinstance(places, Tensor) and places.shape == (1,) else None
    if known:
        places, before = None, int(known[0])
    elif places is not None and len(node.shape(places)) == 1:
        raise NoRule("how many tokens were before is not known", shape)
    tables = [rows_of(node, place, places, tokens, before) for place in (2, 3)]
    yield from node.placed()
    both = yield from angles(node, tables, tokens, width or whole)
    y = yield from turned(node, x, both, pairs=node.flag("interleaved"))
    yield from node.placed()
    return together(node, y) if flat else y


RULES: dict[str, Rule] = {
    "com.microsoft:Attention": _attention, "com.microsoft:MultiHeadAttention": _multi_head,
    "com.microsoft:GroupQueryAttention": _grouped, "com.microsoft:RotaryEmbedding": _rotary,
}
