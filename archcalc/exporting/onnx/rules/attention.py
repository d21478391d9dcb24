"""Tokens, and attention among them. Sources: Vaswani et al. 2017; Dosovitskiy et al. 2020; Liu et al. 2021 (Swin)."""

from __future__ import annotations

from math import prod
from typing import Any

from archcalc.exporting.onnx.node_builder import Body
from archcalc.operators.kernels.shifted_windows import UNSEEN, offsets, regions, rolled
from archcalc.operators.operator import Op, Shape


def _to_tokens(body: Body, op: Op, x: Shape) -> None:
    _, c, h, w = x
    body.transpose(body.reshape("x", (c, h * w)), 0, 2, 1)


def _class_token(body: Body, op: Op, x: Shape) -> None:
    n, _, d = x
    shape = body.integers((n, 1, d))
    if body.dynamic:
        images = body("Slice", body("Shape", "x"), body.integers((0,)), body.integers((1,)))
        shape = body("Concat", images, body.integers((1, d)), axis=0)
    body("Concat", body("Expand", "token", shape), "x", axis=1)


def _positions(body: Body, op: Op, x: Shape) -> None:
    body.whole = True
    body("Add", "x", "embedding")


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
    half = width // 2
    positions = body.numbers(range(t), (t, 1))
    angles = body("Mul", positions, body.numbers((base ** (-2 * i / width) for i in range(half)), (1, half)))
    cosines, sines = body("Cos", angles), body("Sin", angles)
    first, second = (body("Slice", x, *(body.integers((value,)) for value in ends)) for ends in
                     ((0, half, -1), (half, width, -1)))
    left = body("Sub", body("Mul", first, cosines), body("Mul", second, sines))
    right = body("Add", body("Mul", second, cosines), body("Mul", first, sines))
    return body("Concat", left, right, axis=-1)


def _attention(body: Body, op: Any, x: Shape) -> None:
    _attend(body, "x", x[1:], op.heads)


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
    rows, places = offsets(op.size), prod(op.size)
    table = body("Reshape", "position_bias", body.integers((-1, op.heads)))
    pairs = body("Gather", table, body.integers((each for row in rows for each in row), (places, places)), axis=0)
    return body.transpose(pairs, 2, 0, 1)


def _unseen(body: Body, filled: tuple[int, int], size: tuple[int, int], roll: tuple[int, int]) -> str:
    """(windows, 1, places, places): what keeps apart places that were not neighbours before the roll."""
    (high, wide), found = size, regions(filled, size, roll)
    down, across = filled[0] // high, filled[1] // wide
    cut = [found[a * high + i][b * wide + j] for a in range(down) for b in range(across)
           for i in range(high) for j in range(wide)]
    here = body.integers(cut, (down * across, 1, high * wide, 1))
    there = body.integers(cut, (down * across, 1, 1, high * wide))
    apart = body("Cast", body("Not", body("Equal", here, there)), to=1)
    return body("Mul", apart, body.number(UNSEEN))


def _attend(body: Body, x: str, shape: Shape, heads: int, added: str = "") -> str:
    """(n, ..., t, d) to the same, `shape` without n; `added` is added to the scores (..., heads, t, t)."""
    *first, t, d = shape
    front, count = range(len(first) + 1), len(first) + 1
    each = body.reshape(body.product(x, "qkv", "qkv_bias"), (*first, t, 3, heads, d // heads))
    parts = body.transpose(each, count + 1, *front, count + 2, count, count + 3)
    queries, keys, values = (body("Gather", parts, body.integer(number), axis=0) for number in range(3))
    scores = body("MatMul", queries, body.transpose(keys, *front, count, count + 2, count + 1))
    scores = body("Mul", scores, body.number((d // heads) ** -0.5))
    if added:
        scores = body("Add", scores, added)
    mixed = body("MatMul", body("Softmax", scores, axis=-1), values)
    joined = body.reshape(body.transpose(mixed, *front, count + 1, count, count + 2), shape)
    return body.product(joined, "proj", "proj_bias")


RULES = {"to_tokens": _to_tokens, "class_token": _class_token, "positions": _positions, "token": _token,
         "rotary": _rotary, "attention": _attention, "window_attention": _window_attention}
