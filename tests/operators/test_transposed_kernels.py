"""Transposed convolutions phase by phase, and volumes slice by slice."""

import pytest
from drawn_arrays import drawn

from archcalc.executor.convolution import (
    method_choice,
    shifted_planes,
    volume_columns,
    winograd_rows,
)
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.program import Mode, Program
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators.kernels import interleaved_convolutions
from archcalc.operators.kernels.transposed_convolution import Canvas, paint

numpy = pytest.importorskip("numpy")


TRANSPOSED = [((4,), (2,), (1,), (1,), 0), ((3,), (1,), (2,), (0,), 1), ((6, 4), (3, 2), (1, 1), (2, 1), 0), ((2, 3), (2, 1), (1, 3), (0, 4), 2),
              ((1, 4, 2), (1, 2, 2), (1, 1, 1), (0, 3, 1), 1), ((2, 2, 3), (2, 2, 1), (1, 1, 2), (1, 0, 0), 0)]
"""Kernel, stride, dilation, what is cut off before, how much the output is longer."""


@pytest.mark.parametrize("block", [1, 900, 2**19])
@pytest.mark.parametrize("groups", [1, 2, 6])
@pytest.mark.parametrize(("kernel", "stride", "dilation", "before", "longer"), TRANSPOSED)
def test_a_transposed_convolution_phase_by_phase_is_what_is_painted(kernel, stride, dilation, before, longer, groups, block, monkeypatch):
    """In blocks of rows or whole, of an input that lies channels last."""
    monkeypatch.setattr(interleaved_convolutions, "BLOCK", block)
    sizes = (5, 7, 6)[:len(kernel)]
    size = tuple((long - 1) * step + spread * (many - 1) + 1 - 2 * cut + longer for long, step, spread, many, cut in
                 zip(sizes, stride, dilation, kernel, before, strict=True))
    x = numpy.moveaxis(drawn((2, *sizes, 6)), -1, 1)
    monkeypatch.setattr(interleaved_convolutions, "SEEN", 2)
    for filters in (12, 6):
        told = numpy, x, drawn((6, filters // groups, *kernel), 1), drawn((filters,), 2), stride, dilation, groups, Canvas(before, size)
        numpy.testing.assert_allclose(interleaved_convolutions.interleave(*told), paint(*told), atol=1e-12)


PHASED = {"kernel: 3, padding: 1": ((20, 17), "winograd"), "kernel: 4, stride: 2, padding: 1, output_padding: 1": ((19, 9), "winograd"),
          "kernel: [4, 3], stride: [2, 1], padding: [0, 1]": ((9, 20), None), "kernel: 6, stride: 3, padding: same": ((13, 12), "winograd"),
          "kernel: 4, stride: 2, padding: [1, 2]": ((20, 9), "winograd"), "kernel: 4, stride: 2": ((9, 9), None),
          "kernel: [4, 2, 6], stride: [2, 1, 3], padding: [1, 0, 2], output_padding: [1, 0, 0]": ((3, 14, 15), "winograd"),
          "kernel: 3, padding: [0, 1, 1]": ((4, 12, 12), "winograd"), "kernel: 2, stride: 2, padding: 1": ((4, 12, 12), None), "kernel: 3, dilation: 40, padding: 2": ((700,), "winograd_signal"),
          "kernel: 6, stride: 2, padding: 1, bias: false": ((401,), "winograd_signal"), "kernel: 3, padding: 4": ((20, 20), None),
          "kernel: 2, stride: 2": ((20, 20), None), "kernel: 3, padding: 1, groups: 2": ((20, 20), None)}
"""A transposed convolution, the sizes of its input, and the method by which its phases are convolved, if a fast one is."""


@pytest.mark.parametrize("written", PHASED)
def test_a_transposed_convolution_by_a_fast_one_of_its_phases_is_what_is_painted(written):
    sizes, method = PHASED[written]
    assert methods_of_phases(sizes, f"conv_transpose: {{filters: 24, {written}}}, relu: {{}}") == ([method] if method else [])


def test_phases_are_put_together_in_the_part_of_a_concatenation():
    of_two = "concat: [[{conv_transpose: {filters: 16, kernel: 4, stride: 2, padding: 1}}], [upsample: {scale: 2}]]"
    assert methods_of_phases((17, 12), of_two) == ["winograd"]


def methods_of_phases(sizes, steps):
    """The methods of the convolutions among some steps, whose values are those by the rules."""
    graph = build(read(parse(f"{{input: {[16, *sizes]}, layers: [{steps}]}}", "net.yaml"), "net"), batch=2)
    weights = {node.name: {name: drawn(weight.shape, 1) for name, weight in node.op.weights(*node.input_shapes).items()}
               for node in graph.nodes}
    given = {graph.nodes[0].name: drawn(graph.nodes[0].shape)}
    fast, plain = (Program(graph, dict(weights), numpy, Mode(fast, fuse=True, dtype="float64", keep=True)) for fast in (True, False))
    (found,), (twin,) = (program.outputs(given).values() for program in (fast, plain))
    numpy.testing.assert_allclose(found, twin, rtol=1e-10, atol=1e-10)
    return [each.method.name for each in fast.prepared.values()]


PARTS = ("kernel: 3, padding: 1, groups: 6", "kernel: [2, 3, 1], stride: [2, 1, 2], padding: [1, 0, 2], groups: 6",
         "kernel: 3, dilation: 2, padding: [2, 3, 1], stride: [1, 2, 1], groups: 6", "kernel: [3, 3, 5], stride: [1, 2, 3], padding: [1, 1, 2], groups: 6",
         "kernel: [1, 5, 4], stride: [1, 3, 2], padding: same, groups: 6",
         "kernel: [3, 1, 1], dilation: [2, 1, 1], groups: 6", "kernel: [3, 1, 1], padding: [1, 0, 0]", "kernel: [2, 3, 3], stride: [2, 3, 3]",
         "kernel: 3, padding: 1, groups: 2", "kernel: [2, 3, 1], stride: [2, 1, 2], padding: [1, 0, 2], groups: 3",
         "kernel: 3, dilation: 2, padding: [2, 3, 1], stride: [1, 2, 1]", "kernel: [3, 5, 4], stride: [1, 3, 2], padding: same, groups: 2")


@pytest.mark.parametrize("written", PARTS)
def test_a_volume_that_is_convolved_fast_is_what_the_rules_give(written):
    fast_volume(written)


def fast_volume(written, channels=6):
    """With a norm and an activation before, a norm, a sum and an activation after."""
    text = f"""
input: [{channels}, 7, 9, 8]
layers:
  - batch_norm
  - relu
  - conv: {{name: one, filters: 6, {written}}}
  - batch_norm: {{name: normed}}
  - conv: {{name: other, from: input, filters: 6, {written}}}
  - add: {{from: [normed, other]}}
  - relu
"""
    graph = build(read(parse(text, "net.yaml"), "net"), batch=2)
    weights = {node.name: {name: abs(drawn(weight.shape, 1)) + 0.1 for name, weight in node.op.weights(*node.input_shapes).items()}
               for node in graph.nodes}
    given = {graph.nodes[0].name: drawn(graph.nodes[0].shape)}
    fast, plain = (Program(graph, weights, numpy, Mode(fast, fuse=True, dtype="float64")).outputs(given)
                   for fast in (True, False))
    for position, volume in plain.items():
        numpy.testing.assert_allclose(fast[position], volume, rtol=1e-10, atol=1e-11)
    return method_choice.chosen(Geometry.of(graph.node("one"))).name


def test_slices_of_few_channels_are_transformed_before_they_are_convolved(monkeypatch):
    """Beyond the first and the last slice there are zeros, and slices may be fewer than a tile has."""
    monkeypatch.setattr(method_choice, "WORKED", 1)
    for written in ("kernel: 3, padding: 1", "kernel: [3, 5, 4], stride: [1, 3, 2], padding: same", "kernel: 3, dilation: [1, 2, 1]",
                    "kernel: [3, 1, 2], padding: [3, 0, 0]", "kernel: 3, padding: [0, 2, 1]"):
        assert fast_volume(written, 3) == "winograd_depth"


@pytest.mark.parametrize("block", [1, 4000, 10**9], ids=["a few rows", "a few groups", "all at once"])
def test_rows_of_groups_of_few_channels_are_transformed(block, monkeypatch):
    """Also where a tile has more rows than are left, and where nothing but zeros is seen."""
    monkeypatch.setattr(winograd_rows, "BLOCK", block)
    for name, value in (("TALL", 1), ("NARROW", 3)):
        monkeypatch.setattr(method_choice, name, value)
    for written in ("kernel: 3, padding: 1", "kernel: [2, 3, 1], stride: [2, 1, 1], padding: [1, 0, 0]",
                    "kernel: [3, 3, 4], padding: [4, 2, 1, 0, 1, 2]", "kernel: [4, 3, 5], padding: [3, 3, 0, 1, 2, 2]"):
        assert fast_volume(f"{written}, groups: 2") == "winograd_rows"


@pytest.mark.parametrize("fewest", [1, 20, 256])
def test_slices_of_few_places_are_convolved_together(fewest, monkeypatch):
    monkeypatch.setattr(volume_columns, "FEWEST", fewest)
    for written in ("kernel: 3, padding: 1", "kernel: [2, 3, 1], stride: [2, 1, 2], padding: [1, 0, 2]",
                    "kernel: [2, 3, 4], stride: [1, 2, 1], padding: [2, 1, 1]", "kernel: [3, 2, 2], dilation: [2, 1, 3], padding: same"):
        assert fast_volume(written, 16) == "volume_columns"


@pytest.mark.parametrize("block", [1, 2000, 10**9], ids=["slices", "a few groups", "all at once"])
def test_a_volume_is_the_same_in_any_blocks(block, monkeypatch):
    monkeypatch.setattr(shifted_planes, "BLOCK", block)
    for written in PARTS:
        test_a_volume_that_is_convolved_fast_is_what_the_rules_give(written)
