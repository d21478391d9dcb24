"""Tokens, and attention among them. Sources: Vaswani et al. 2017; Dosovitskiy et al. 2020; Liu et al. 2021 (Swin)."""

from __future__ import annotations

from math import inf, prod
from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.attention.positions import BASE
from archcalc.operators.kernels.shifted_windows import UNSEEN, rolled, stretches, table_rows
from archcalc.operators.operator import Op, Shape


def _to_tokens(body: Body, op: Op, x: Shape) -> None:
    body.transpose(body.reshape("x", (x[1], prod(x[2:]))), 0, 2, 1)


def _class_token(body: Body, op: Op, x: Shape) -> None:
    n, _, d = x
    shape = body.integers((n, 1, d))
    if body.dynamic:
        images = body("Slice", body("Shape", "x"), body.integers((0,)), body.integers((1,)))
        shape = body("Concat", images, body.integers((1, d)), axis=0)
    body("Concat", body("Expand", "token", shape), "x", axis=1)


def _positions(body: Body, op: Any, x: Shape) -> None:
    body.whole = True
    if op.sinusoidal:
        waves = [body("Unsqueeze", body(each, _angles(body, x[1], x[2], BASE)), body.integers((2,))) for each in
                 ("Sin", "Cos")]
        added = body("Reshape", body("Concat", *waves, axis=2), body.integers(x[1:]))
    else:
        added = body.section("embedding", 0, 0, x[1]) if op.entries > x[1] else "embedding"
    body("Add", "x", added)


def _token(body: Body, op: Any, x: Shape) -> None:
    body("Gather", "x", body.integer(op.index), axis=1)


def _rotary(body: Body, op: Any, x: Shape) -> None:
    *_, t, d = x
    if op.heads == 1:
        rotated(body, "x", t, d, op.base)
        return
    rank, width = len(x), d // op.heads
    order = (*range(rank - 2), rank - 1, rank - 2, rank)
    shares = body.transpose(body.reshape("x", (*x[1:-1], op.heads, width)), *order)
    body.reshape(body.transpose(rotated(body, shares, t, width, op.base), *order), x[1:])


def rotated(body: Body, x: str, t: int, width: int, base: float) -> str:
    """(..., t, width), its pairs of features turned; the angles are worked out in the model."""
    half, angles = width // 2, _angles(body, t, width, base)
    cosines, sines = body("Cos", angles), body("Sin", angles)
    first, second = (body("Slice", x, *(body.integers((value,)) for value in ends)) for ends in
                     ((0, half, -1), (half, width, -1)))
    left = body("Sub", body("Mul", first, cosines), body("Mul", second, sines))
    right = body("Add", body("Mul", second, cosines), body("Mul", first, sines))
    return body("Concat", left, right, axis=-1)


def _angles(body: Body, t: int, width: int, base: float) -> str:
    """(t, width/2): the angle of each pair of features of each token."""
    turns = body.numbers((base ** (-2 * i / width) for i in range(width // 2)), (1, width // 2))
    return body("Mul", body.numbers(range(t), (t, 1)), turns)


def _attention(body: Body, op: Any, *xs: Shape) -> None:
    if op.mask == "padding":
        raise Refused("mask", "attention with mask: padding wants to know where sequences end, and the model has no "
                              "such input", hint="mask: none exports it for whole sequences")
    (*first, t, d), s = xs[0], xs[-1][-2]
    width = op.width(d)
    flat = [name if len(x) == 3 else body("Reshape", name, body.integers((-1, *x[-2:])))
            for name, x in zip(body.xs, xs, strict=True)]
    if "qkv" in body.weights:
        queries, keys, values = _shares(body, body.product(flat[0], "qkv", "qkv_bias"), (t,), op.heads, width)
    else:
        queries = _share(body, body.product(flat[0], "q", "q_bias"), t, op.heads, width)
        keys, values = (_share(body, body.product(flat[-1], name, f"{name}_bias"), s, op.kv_heads, width)
                        for name in "kv")
    if op.rotary:
        queries, keys = rotated(body, queries, t, width, op.rotary), rotated(body, keys, s, width, op.rotary)
    if op.kv_heads < op.heads:
        keys, values = (_repeated(body, each, (op.kv_heads, s, width), op.heads) for each in (keys, values))
    mixed = _mixed(body, (queries, keys, values), (op.heads, t, width), _added(body, op, t, s))
    y = body.product(mixed, "proj", "proj_bias")
    if len(xs[0]) > 3:
        body("Reshape", y, body.integers((-1 if body.dynamic else first[0], *op.output(*xs)[1:])))


def _dot_product_attention(body: Body, op: Any, query: Shape, key: Shape, *others: Shape) -> None:
    queries, keys, values, *mask = body.xs
    (*_, heads, t, width), (*_, served, s, _), axes = query, key, len(query)
    if served < heads:
        keys, values = (_repeated(body, each, shape[1:], heads) for each, shape in ((keys, key), (values, others[0])))
    scores = body("MatMul", queries, body.transpose(keys, *range(axes - 2), axes - 1, axes - 2))
    scores = body("Mul", scores, body.number(op.scale or width**-0.5))
    for each in mask:
        added = each
        if op.mask_values == "seen":
            added = body("Where", body("Greater", each, body.number(0)), body.number(0), body.number(-inf))
        scores = body("Add", scores, added)
    if op.causal or op.window_:
        apart = body("Sub", body.integers(range(t), (t, 1)), body.integers(range(s), (1, s)))
        unseen = body("Where", _hidden(body, op, apart), body.number(-inf), body.number(0))
        scores = body("Add", scores, unseen)
    body("MatMul", body("Softmax", scores, axis=-1), values)


def _share(body: Body, x: str, t: int, heads: int, width: int) -> str:
    """(n, t, heads * width) as (n, heads, t, width)."""
    return body.transpose(body.reshape(x, (t, heads, width)), 0, 2, 1, 3)


def _repeated(body: Body, x: str, shape: Shape, heads: int) -> str:
    """(n, ..., served, s, width) as (n, ..., heads, s, width): each serves a group of heads that stand side by side.

    `shape` is without n.
    """
    *first, served, s, width = shape
    axis = len(first) + 2
    group = body("Concat", *[body("Unsqueeze", x, body.integers((axis,)))] * (heads // served), axis=axis)
    return body.reshape(group, (*first, heads, s, width))


def _added(body: Body, op: Any, t: int, s: int) -> str:
    """What is added to the scores: learned numbers, and minus infinity where a token is not seen."""
    if not (op.is_causal or op.window_ or "position_bias" in body.weights):
        return ""
    apart = body("Sub", body.integers(range(t), (t, 1)), body.integers(range(s), (1, s)))
    added = ""
    if "position_bias" in body.weights:
        rows = body("Add", apart, body.integer(s - 1))
        added = body.transpose(body("Gather", "position_bias", rows, axis=0), 2, 0, 1)
    if op.is_causal or op.window_:
        unseen = body("Where", _hidden(body, op, apart), body.number(-inf), body.number(0))
        added = body("Add", added, unseen) if added else unseen
    return added


def _hidden(body: Body, op: Any, apart: str) -> str:
    """True where a token is not seen, by how far behind it stands."""
    if not op.is_causal:
        return body("Greater", body("Abs", apart), body.integer(op.window_ // 2))
    later = body("Less", apart, body.integer(0))
    return body("Or", later, body("Greater", apart, body.integer(op.window_ - 1))) if op.window_ else later


def _window_attention(body: Body, op: Any, x: Shape) -> None:
    _, c, h, w = x
    filled, (high, wide) = op.filled(x), op.size
    down, across = filled[0] // high, filled[1] // wide
    roll = rolled(op.shift, (down, across))
    image = body.transpose("x", 0, 2, 3, 1)
    if filled != (h, w):
        image = body("Pad", image, body.integers((0, 0, 0, 0, 0, filled[0] - h, filled[1] - w, 0)))
    image = _rolled(body, image, filled, roll)
    cut = body.transpose(body.reshape(image, (down, high, across, wide, c)), 0, 1, 3, 2, 4, 5)
    added = _by_offset(body, op)
    if any(roll):
        added = body("Add", added, _unseen(body, filled, op.size, roll))
    windows = (down * across, high * wide, c)
    y = _attend(body, body.reshape(cut, windows), windows, op.heads, added)
    y = body.transpose(body.reshape(y, (down, across, high, wide, c)), 0, 1, 3, 2, 4, 5)
    image = _rolled(body, body.reshape(y, (*filled, c)), filled, (-roll[0], -roll[1]))
    for axis, size in ((1, h), (2, w)):
        if filled[axis - 1] != size:
            image = body.section(image, axis, 0, size)
    body.transpose(image, 0, 3, 1, 2)


def _rolled(body: Body, image: str, sizes: tuple[int, int], by: tuple[int, int]) -> str:
    """Rows up and columns to the left; what leaves at one end comes in at the other."""
    for axis, size, steps in zip((1, 2), sizes, by, strict=True):
        if steps:
            border = steps % size
            rest, first = body.section(image, axis, border, size), body.section(image, axis, 0, border)
            image = body("Concat", rest, first, axis=axis)
    return image


def _by_offset(body: Body, op: Any) -> str:
    """The bias of each pair of places, (heads, places, places), by how far they stand apart."""
    rows, places = table_rows(op.size), prod(op.size)
    table = body("Reshape", "position_bias", body.integers((-1, op.heads)))
    apart = body.integers((one - other + rows[-1] for one in rows for other in rows), (places, places))
    pairs = body("Gather", table, apart, axis=0)
    return body.transpose(pairs, 2, 0, 1)


def _unseen(body: Body, filled: tuple[int, int], size: tuple[int, int], roll: tuple[int, int]) -> str:
    """(windows, 1, places, places): what keeps apart places that were not neighbours before the roll."""
    (high, wide), (rows, columns) = size, map(stretches, filled, size, roll)
    down, across = filled[0] // high, filled[1] // wide
    cut = [rows[a * high + i] * 3 + columns[b * wide + j] for a in range(down) for b in range(across)
           for i in range(high) for j in range(wide)]
    here = body.integers(cut, (down * across, 1, high * wide, 1))
    there = body.integers(cut, (down * across, 1, 1, high * wide))
    apart = body("Cast", body("Not", body("Equal", here, there)), to=1)
    return body("Mul", apart, body.number(UNSEEN))


def _attend(body: Body, x: str, shape: Shape, heads: int, added: str) -> str:
    """(n, ..., t, d) to the same, `shape` without n; `added` is added to the scores (..., heads, t, t)."""
    *first, t, d = shape
    parts = _shares(body, body.product(x, "qkv", "qkv_bias"), (*first, t), heads, d // heads)
    return body.product(_mixed(body, parts, (*first, heads, t, d // heads), added), "proj", "proj_bias")


def _shares(body: Body, x: str, tokens: Shape, heads: int, width: int) -> tuple[str, str, str]:
    """(n, *tokens, 3 * heads * width) as queries, keys and values, each (n, ..., heads, t, width)."""
    front, count = range(len(tokens)), len(tokens)
    each = body.reshape(x, (*tokens, 3, heads, width))
    parts = body.transpose(each, count + 1, *front, count + 2, count, count + 3)
    queries, keys, values = (body("Gather", parts, body.integer(number), axis=0) for number in range(3))
    return queries, keys, values


def _mixed(body: Body, parts: tuple[str, str, str], shape: Shape, added: str) -> str:
    """Values as queries ask for them by keys, (n, ..., t, heads * width), `shape` the queries' without n."""
    (queries, keys, values), (*first, heads, t, width) = parts, shape
    front, count = range(len(first) + 1), len(first) + 1
    scores = body("MatMul", queries, body.transpose(keys, *front, count, count + 2, count + 1))
    scores = body("Mul", scores, body.number(width**-0.5))
    if added:
        scores = body("Add", scores, added)
    mixed = body("MatMul", body("Softmax", scores, axis=-1), values)
    return body.reshape(body.transpose(mixed, *front, count + 1, count, count + 2), (*first, t, heads * width))


RULES = {"to_tokens": _to_tokens, "class_token": _class_token, "positions": _positions, "token": _token,
         "rotary": _rotary, "attention": _attention,
         "dot_product_attention": _dot_product_attention, "window_attention": _window_attention}
