"""Windows against a brute-force count of their positions, and receptive fields against tracing single pixels."""

from types import SimpleNamespace

import numpy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from operator_grid import GRID, label
from together import together

from archcalc.base.errors import Refused
from archcalc.counting.columns import receptive_field
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.network.graph import Node
from archcalc.operators import find
from archcalc.operators.sliding_window import positions, same_sides

SIZES = st.integers(1, 40)
KERNELS = st.integers(1, 7)
STRIDES = st.integers(1, 4)
PADDINGS = st.integers(0, 3)


def starts(size, kernel, stride, before, after, dilation=1):
    """Where a window may start, counted from the first padded value."""
    span = dilation * (kernel - 1) + 1
    return [start for start in range(0, size + before + after, stride) if start + span <= size + before + after]


@given(SIZES, KERNELS, STRIDES, PADDINGS, PADDINGS, st.integers(1, 3))
def test_a_window_takes_every_position_at_which_it_fits(size, kernel, stride, before, after, dilation):
    expected = len(starts(size, kernel, stride, before, after, dilation))
    try:
        assert positions("height", size, kernel, stride, (before, after), dilation) == expected
    except Refused:
        assert expected == 0


@given(SIZES, KERNELS, STRIDES)
def test_same_padding_makes_as_many_positions_as_strides_fit(size, kernel, stride):
    before, after = same_sides(size, kernel, stride)
    assert after - before in {0, 1}
    wanted = positions("height", size, kernel, stride, "same")
    assert wanted == -(-size // stride)
    assume(size + before + after >= kernel)
    assert len(starts(size, kernel, stride, before, after)) >= wanted


@given(SIZES, KERNELS, STRIDES, PADDINGS)
def test_a_pool_that_rounds_up_takes_a_last_window_unless_it_starts_in_the_padding(size, kernel, stride, padding):
    assume(padding < kernel <= size + 2 * padding)
    pool = find("max_pool")(kernel=(kernel, kernel), stride=(stride, stride), padding=(padding,) * 4, ceil=True)
    covered = [start for start in range(0, 2 * size + 20, stride)
               if start < size + padding and (start == 0 or start - stride + kernel < size + 2 * padding)]
    assert pool.output((1, 1, size, size)) == (1, 1, len(covered), len(covered))


def told(op, shape):
    """The receptive field behind an operator on an image, along height and width."""
    nodes = [Node("input", find("input")(shape=shape[1:]), (), (), shape), Node("op", op, (0,), (shape,), op.output(shape))]
    return list(receptive_field.cells(SimpleNamespace(nodes=nodes)))[1][0]["size"]


def seen(op, shape, axis):
    """The places of the image that each place of the output depends on, along an axis: each of them is changed by itself."""
    chance, size = numpy.random.default_rng(0), shape[2 + axis]
    x = numpy.repeat(chance.random((1, *shape[1:])), size + 1, axis=0)
    for place in range(size):
        x[place].swapaxes(0, 1 + axis)[place] += 100
    weights = {name: 0.5 + chance.random(weight.shape) for name, weight in op.weights(x.shape).items()}
    y = op.forward(numpy, x, **weights)
    changed = abs(y[:-1] - y[-1]).max(axis=(1, 3 - axis)) > 1e-3
    return [numpy.flatnonzero(each) for each in changed.T]


SLIDING = {"conv", "table_conv", "conv_transpose", "max_pool", "avg_pool", "subsample", "global_avg_pool", "global_max_pool", "merge_patches",
           "pixel_shuffle", "pad", "crop", "upsample", "relu", "adaptive_avg_pool", "adaptive_max_pool", "instance_norm", "group_norm"}
ONE_OF_EACH = {(op.kind, op.window(*shapes), op.output(*shapes), op.attributes.get("mode"), op.attributes.get("corners")): (op, shapes[0])
               for op, shapes in GRID if op.kind in SLIDING and len(shapes[0]) == 4}


@together(("op", "shape"), [pytest.param(op, shape, id=label((op, [shape]))) for op, shape in ONE_OF_EACH.values()])
def test_a_receptive_field_is_the_widest_that_changes_one_value(op, shape):
    larger = (1, shape[1], 17, 13)
    for axis, size in enumerate(told(op, larger)):
        assert size == max(places[-1] - places[0] + 1 for places in seen(op, larger, axis) if len(places))


WINDOWS = st.lists(st.tuples(KERNELS, STRIDES, st.integers(0, 2), st.integers(1, 2)), min_size=1, max_size=3)


@given(WINDOWS, WINDOWS)
def test_a_receptive_field_is_what_a_traced_pixel_sees(down, across):
    text = "input: [1, 3000, 3000]\nlayers:\n" + "".join(
        f"  - conv: {{filters: 1, kernel: [{a[0]}, {b[0]}], stride: [{a[1]}, {b[1]}], "
        f"padding: [{a[2]}, {b[2]}], dilation: [{a[3]}, {b[3]}]}}\n"
        for a, b in zip(down, across, strict=False))
    graph = build(read(parse(text, "chain.yaml"), "chain"))
    (field,) = list(receptive_field.cells(graph))[-1]
    for axis, windows in enumerate(zip(*zip(down, across, strict=False), strict=True)):
        first = last = 0
        for kernel, stride, padding, dilation in reversed(windows):
            first, last = first * stride - padding, last * stride - padding + dilation * (kernel - 1)
        assert (field["size"][axis], field["padding"][axis]) == (last - first + 1, -first)


def test_where_branches_meet_the_widest_counts_on_each_side():
    text = """
input: [1, 20, 20]
layers:
  - concat:
      - [{conv: {filters: 1, kernel: [3, 5], padding: [2, 0, 0, 4]}}]
      - [{conv: {filters: 1, kernel: [5, 3], padding: [2, 2, 1, 1]}}, identity]
      - []
"""
    (field,) = list(receptive_field.cells(build(read(parse(text, "branches.yaml"), "branches"))))[-1]
    assert field == {"size": [5, 6], "stride": [1, 1], "padding": [2, 1]}


def test_where_strides_are_fifths_of_a_pixel_fields_are_whole():
    layers = ["conv: {filters: 1, kernel: 5, padding: 2}", "upsample: {scale: 5}", *["conv: {filters: 1, kernel: 3, padding: 1}"] * 3]
    text = "input: [1, 9, 9]\nlayers:\n" + "".join(f"  - {layer}\n" for layer in layers)
    field = list(receptive_field.cells(build(read(parse(text, "fifths.yaml"), "fifths"))))[-1][0]
    # places -3 to 3 after the middle one of five are in two or three neighbours, which see 5 pixels, one apart
    assert field == {"size": [7, 7], "stride": [0.2, 0.2], "padding": [3, 3]}
