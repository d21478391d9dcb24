"""Kernels against plain twins: loops that say what is meant, the slow rule behind a fast method, PyTorch where it is."""

import json
import math
from itertools import product

import pytest
from drawn_arrays import drawn
from operator_grid import GRID, label
from places import ORACLE
from together import together

from archcalc.executor.convolution import (
    banded_signal,
    blocked_im2col,
    depthwise,
    depthwise_signal,
    few_channels,
    method_choice,
    patches,
    phased_rows,
    pointwise,
    signal_columns,
    signal_lines,
    winograd,
    winograd_signal,
)
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.widened_groups import widened
from archcalc.executor.outlines.dtypes import FLOAT32
from archcalc.executor.outlines.memory import Meter
from archcalc.executor.outlines.namespace import Shared
from archcalc.operators import find, kinds, openblas
from archcalc.operators.kernels import activations, cache_blocks, gelu, matrix_product
from archcalc.operators.kernels.erf import erf
from archcalc.operators.kernels.im2col import convolve
from archcalc.operators.sliding_window import both_sides, pairs

numpy = pytest.importorskip("numpy")

CASES = [pytest.param(op, shapes, id=label((op, shapes))) for op, shapes in GRID]


def arrays(op, shapes):
    """Inputs and weights of a case; a variance is positive."""
    xs = [drawn(shape, i) for i, shape in enumerate(shapes)] or [drawn(op.output())]
    weights = {name: drawn(weight.shape, 9 + i) for i, (name, weight) in enumerate(op.weights(*shapes).items())}
    return xs, {name: abs(array) + 0.1 if name == "variance" else array for name, array in weights.items()}


def fingerprint(y):
    """One number for an array, in which every value has a weight of its own."""
    return float((y * drawn(y.shape, 99)).sum() / math.sqrt(y.size))


PYTORCHS = json.loads((ORACLE / "operators.json").read_text("utf-8"))


@together("kind", sorted({op.kind for op, _ in GRID}))
def test_every_operator_gives_what_pytorch_gave(kind):
    """In every case of the grid, in double precision: tests/oracle/operators.py recorded it."""
    for op, shapes in GRID:
        if op.kind == kind:
            xs, weights = arrays(op, shapes)
            theirs = PYTORCHS[label((op, shapes))]
            assert fingerprint(op.forward(numpy, *xs, **weights)) == pytest.approx(theirs, rel=1e-8, abs=1e-8), label((op, shapes))


@pytest.mark.parametrize("kind", ["gelu", *(kind for kind in kinds() if find(kind).writes)])
def test_an_output_may_be_written_over_the_input_or_elsewhere(kind):
    op, x = find(kind)(), drawn((2, 3, 4, 5))
    expected, other = op.forward(numpy, x.copy()), numpy.empty_like(x)
    assert op.write(numpy, x, other) is other
    assert op.write(numpy, x, x) is x
    for written in (x, other):
        numpy.testing.assert_array_equal(written, expected)


@pytest.mark.parametrize(("function", "meant"), [
    ("abs", abs), ("ceil", math.ceil), ("floor", math.floor), ("negate", lambda x: -x), ("reciprocal", lambda x: 1 / x), ("exp", math.exp),
    ("log", math.log), ("sqrt", math.sqrt), ("square", lambda x: x ** 2), ("softplus", lambda x: math.log(1 + math.exp(x)))])
def test_functions_of_one_value_are_those_of_the_mathematics_library(function, meant):
    x = [0.25, 1.0, 2.5]
    assert find("elementwise")(function=function).forward(numpy, numpy.array(x)) == pytest.approx([meant(value) for value in x])


@pytest.mark.parametrize(("function", "expected"), [
    ("add", 5), ("subtract", 1), ("multiply", 6), ("divide", 1.5), ("power", 9), ("maximum", 3), ("minimum", 2)])
def test_functions_of_two_values(function, expected):
    assert find("arithmetic")(function=function).forward(numpy, numpy.array([3.0]), numpy.array([2.0])) == [expected]


# --- what is meant, in loops


def plain_conv(op, output, x, weight, bias=None):
    """A convolution as a sum over every window."""
    n, f, *sizes = output
    x = numpy.pad(x, ((0, 0), (0, 0), *pairs(both_sides(op.padding, x.shape[2:], op.kernel, op.stride, op.dilation))))
    y = numpy.zeros(output)
    each, filters = x.shape[1] // op.groups, f // op.groups
    for k, *place in product(range(f), *map(range, sizes)):
        window = (slice(i * stride, i * stride + spread * (kernel - 1) + 1, spread) for i, stride, spread, kernel in
                  zip(place, op.stride, op.dilation, op.kernel, strict=True))
        seen = x[:, k // filters * each:(k // filters + 1) * each, *window]
        y[:, k, *place] = (seen * weight[k]).reshape(n, -1).sum(1) + (0 if bias is None else bias[k])
    return y


def plain_pool(op, output, x):
    """A pooling that looks at every window, and knows what of it is image and what padding."""
    rates = getattr(op, "dilation", (1,) * len(op.kernel))
    sides = both_sides(op.padding, x.shape[2:], op.kernel, op.stride, rates)
    y = numpy.zeros(output)
    for place in product(*map(range, output[2:])):
        starts = [i * stride - before for i, stride, before in zip(place, op.stride, sides[::2], strict=True)]
        image = x[:, :, *(slice(start if start >= 0 else start % rate, start + rate * kernel, rate)
                          for start, kernel, rate in zip(starts, op.kernel, rates, strict=True))]
        values = image.reshape(*output[:2], -1)
        if op.kind == "max_pool":
            y[:, :, *place] = values.max(2)
            continue
        counted = values.shape[2]
        if op.count_padding:
            counted = math.prod(min(start + kernel, size + after) - start for start, kernel, size, after in
                                zip(starts, op.kernel, x.shape[2:], sides[1::2], strict=True))
        y[:, :, *place] = values.sum(2) / counted
    return y


TWINS = {"conv": plain_conv, "max_pool": plain_pool, "avg_pool": plain_pool}
"""Operators that are told once more, as loops; PyTorch tells all of them (marker oracle)."""


@together(("op", "shapes"), [case for case in CASES if case.values[0].kind in TWINS][::3])
def test_windows_are_what_loops_over_them_give(op, shapes):
    xs, weights = arrays(op, shapes)
    twin = TWINS[op.kind](op, op.output(*shapes), *xs, **weights)
    numpy.testing.assert_allclose(op.forward(numpy, *xs, **weights), twin, atol=1e-12 * twin.std())


@pytest.mark.parametrize(("dtype", "most"), [("float64", 1e-15), ("float32", 6e-7)])
def test_the_error_function_is_that_of_the_mathematics_library(dtype, most):
    x = numpy.linspace(-7, 7, 4001).astype(dtype)
    assert abs(erf(numpy, x) - [math.erf(value) for value in x]).max() < most


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_error_function_of_what_is_not_finite(dtype):
    """And of what squares to infinity."""
    x = numpy.array([math.inf, -math.inf, 1e30, -1e30, 7.0, -7.0], dtype)
    with numpy.errstate(over="ignore"):
        assert erf(numpy, x).tolist() == [1, -1, 1, -1, 1, -1]
    assert math.isnan(erf(numpy, numpy.array([math.nan], dtype))[0])


def test_the_gaussian_unit_is_that_of_the_mathematics_library_in_any_blocks(monkeypatch):
    """Written elsewhere or over what it reads, whose axes lie in any order; and of what is not finite."""
    line = numpy.linspace(-9, 9, 1200)
    exact = [value / 2 * math.erfc(-value / math.sqrt(2)) for value in line]
    rational = [value / 2 * (1 + math.tanh((2 / math.pi) ** 0.5 * (value + 0.044715 * value**3))) for value in line]
    for block in (7, 300, 2**15):
        monkeypatch.setattr(cache_blocks, "BLOCK", block)
        for dtype, most in (("float64", 1e-12), ("float32", 1e-6)):
            for function, meant in ((gelu.gelu, exact), (gelu.gelu_by_tanh, rational)):
                x = numpy.moveaxis(line.astype(dtype).reshape(20, 1, 5, 12), -1, 1)
                y = function(numpy, x)
                numpy.testing.assert_allclose(numpy.moveaxis(y, 1, -1).ravel(), meant, atol=most)
                assert y.dtype == dtype
                assert function(numpy, x, x) is x
                numpy.testing.assert_array_equal(x, y)
    with numpy.errstate(over="ignore"):
        found = gelu.gelu(numpy, numpy.array([math.inf, math.nan, 1e30, 0], "float32"))
    numpy.testing.assert_array_equal(found, numpy.array([math.inf, math.nan, 1e30, 0], "float32"))


@pytest.mark.parametrize("sizes", [(3136,), (56, 56), (14, 16, 14)])
@pytest.mark.parametrize("last", [True, False], ids=["channels last", "channels first"])
def test_means_of_many_places_round_little_in_single_precision(sizes, last):
    """Of values of one sign, whose sum grows; a sum of 3,136 of them along axes in turn is off by 2e-6."""
    x = abs(drawn((2, *sizes, 6), dtype="float32"))
    x = numpy.moveaxis(x, -1, 1) if last else numpy.moveaxis(x, -1, 1).copy()
    exact = x.astype("float64").reshape(2, 6, -1).mean(axis=2)
    for op, kept in ((find("global_avg_pool")(), True), (find("reduce")(function="mean", axes=tuple(range(2, x.ndim))), False)):
        y = op.forward(numpy, x)
        assert y.shape == (2, 6, *(1,) * (len(sizes) * kept))
        assert abs(y.reshape(2, 6) / exact - 1).max() < 6e-7


# --- the fast kernels, against im2col


def geometry(channels, filters, groups, size, kernel, stride, dilation, sides):
    h, w = ((length + before + after - spread * (window - 1) - 1) // step + 1 for length, before, after, spread, window, step
            in zip(size, sides[::2], sides[1::2], dilation, kernel, stride, strict=True))
    return Geometry(channels, filters, (h, w), kernel, stride, dilation, groups, sides)


NO, ONE, ODD = (0, 0, 0, 0), (1, 1, 1, 1), (0, 1, 2, 0)
WINDOWS = [((3, 3), (1, 1), (1, 1), ONE), ((3, 3), (2, 2), (1, 1), ONE), ((5, 1), (1, 1), (1, 1), (2, 2, 0, 0)),
           ((2, 3), (1, 2), (2, 1), ODD), ((7, 7), (2, 3), (1, 1), (3, 3, 3, 3)), ((1, 1), (1, 1), (1, 1), NO)]
SIGNALS = [((kernel, 1), (stride, 1), (spread, 1), (before, after, 0, 0)) for kernel, stride, spread, before, after in
           [(3, 1, 1, 1, 1), (4, 3, 1, 0, 2), (2, 3, 1, 0, 0), (7, 2, 1, 6, 3), (3, 1, 5, 5, 4), (3, 2, 2, 2, 2)]]
SIZES = [(7, 9), (17, 14)]
FAST = [
    *((blocked_im2col, (), geometry(c, f, g, size, *window)) for window in WINDOWS for size in SIZES
      for c, f, g in [(16, 24, 1), (3, 5, 1), (32, 32, 8), (24, 12, 3)]),
    *((few_channels, (), geometry(3, 8, 1, size, *window)) for window in WINDOWS for size in SIZES),
    *((depthwise, (), geometry(c, c, c, size, *window)) for c in (12, 120, 300) for window in WINDOWS for size in SIZES),
    *((winograd, (tile,), geometry(c, f, g, size, (3, 3), (1, 1), (1, 1), sides)) for tile in (2, 4) for size in SIZES
      for c, f, g in [(16, 24, 1), (32, 32, 8), (6, 4, 2)] for sides in (NO, ONE, ODD)),
    *((winograd, (2,), geometry(16, 8, 1, size, (5, 5), (1, 1), (1, 1), sides)) for size in SIZES for sides in (NO, (2,) * 4)),
    *((pointwise, (), geometry(16, 24, 1, size, (1, 1), stride, (1, 1), NO)) for size in SIZES
      for stride in [(1, 1), (2, 2), (2, 1)]),
    *((signal_columns, (), geometry(c, f, g, (40, 1), *window)) for window in SIGNALS for c, f, g in [(12, 8, 4), (4, 6, 1)]),
    *((phased_rows, (), geometry(6, 5, 1, (40, 1), *window)) for window in SIGNALS if window[2] == (1, 1)),
    *((banded_signal, (), geometry(6, 6, 6, (long, 1), *window)) for window in SIGNALS if window[2] == (1, 1) for long in (41, 9)),
    *((depthwise_signal, (), geometry(6, 6, 6, (long, 1), *window)) for window in SIGNALS if window[1] == (1, 1)
      for long in (40, 9)),
    *((winograd_signal, (tile,), geometry(6, 5, 1, (long, 1), (3, 1), (1, 1), (spread, 1), (before, 2, 0, 0))) for tile in (2, 4)
      for long in (41, 9) for spread, before in [(1, 1), (1, 0), (3, 2), (3, 6)]),
    *((patches, (), geometry(3, 8, 1, size, kernel, kernel, (1, 1), NO)) for size in SIZES for kernel in [(3, 2), (4, 4), (5, 9)]),
]


@pytest.mark.parametrize("dressed", [False, True], ids=["bare", "dressed"])
@pytest.mark.parametrize(("kernel", "more", "told"), FAST, ids=lambda each: getattr(each, "__name__", "").split(".")[-1])
def test_a_fast_kernel_gives_what_im2col_gives(kernel, more, told, dressed):
    """Dressed: a norm and an activation before, a bias, a sum and an activation after, into a part of a wider volume.

    Bare: as it is, of signals channel by channel, as the first layer finds them.
    """
    h, w = ((count - 1) * step + spread * (window - 1) + 1 - before - after for count, step, spread, window, before, after in
            zip(told.size, told.stride, told.dilation, told.kernel, told.sides[::2], told.sides[1::2], strict=True))
    x, weight = drawn((2, h, w, told.channels)), drawn((told.filters, told.channels // told.groups, *told.kernel), 1)
    factor, addend, bias = drawn(told.channels, 2), drawn(told.channels, 3), drawn(told.filters, 4)
    other = drawn((2, *told.size, told.filters), 5)
    out = numpy.empty((2, *told.size, told.filters + 5))[..., 2:-3]
    prologue = Prologue(numpy.tile(factor, (w, 1)), numpy.tile(addend, (w, 1)), activations.relu)
    epilogue = Epilogue(numpy.tile(bias, (told.size[1], 1)), other, activations.relu6)
    if not dressed:
        prologue, epilogue, out = Prologue(), Epilogue(), out.copy()
        x = x if told.size[1] > 1 else numpy.moveaxis(numpy.moveaxis(x, -1, 1).copy(), 1, -1)
    for tile in kernel.tiles(numpy, x, kernel.prepare(numpy, weight, told, *more), told, prologue, epilogue, out):
        tile()
    seen = numpy.maximum(x * factor + addend, 0) if dressed else x
    twin = convolve(numpy, seen.transpose(0, 3, 1, 2), weight, None, told.sides, told.stride, told.dilation, told.groups)
    twin = twin.transpose(0, 2, 3, 1)
    twin = numpy.clip(twin + bias + other, 0, 6) if dressed else twin
    numpy.testing.assert_allclose(out, twin, atol=1e-11 * twin.std())


@pytest.mark.parametrize("few", [0, 100])
def test_the_ends_of_a_signal_are_the_same_one_by_one(few, monkeypatch):
    """Also where a window sees nothing but zeros."""
    monkeypatch.setattr(signal_lines, "FEW", few)
    beyond = geometry(6, 6, 6, (9, 1), (3, 1), (1, 1), (1, 1), (4, 5, 0, 0))
    for kernel, more, told in (*FAST, (depthwise_signal, (), beyond), (banded_signal, (), beyond)):
        if kernel in {banded_signal, depthwise_signal}:
            test_a_fast_kernel_gives_what_im2col_gives(kernel, more, told, dressed=False)


@pytest.mark.parametrize("fewest", [1, 7])
def test_a_signal_is_the_same_in_any_blocks(fewest, monkeypatch):
    monkeypatch.setattr(signal_columns, "BLOCK", 1)
    monkeypatch.setattr(signal_columns, "FEWEST", fewest)
    for case in FAST:
        if case[0] is signal_columns:
            test_a_fast_kernel_gives_what_im2col_gives(*case, dressed=True)


def test_small_products_of_some_rows_or_columns_at_a_time_are_those_of_all(monkeypatch):
    """Of one matrix and of several, whose columns are some too many, and lie apart."""
    monkeypatch.setattr(matrix_product, "LEAST_COLUMNS", 2)
    for small in (0, 60, 100, 10**6):
        monkeypatch.setattr(matrix_product, "_small", lambda xp, small=small: small)
        for lead in ((), (3,), (2, 3)):
            matrices, columns = drawn((*lead, 4, 5)), drawn((*lead, 5, 12), 1)[..., :11]
            out, rows = numpy.empty((*lead, 4, 14))[..., 2:-1], numpy.empty((*lead, 14, 4))[..., 2:-1, :]
            matrix_product.multiply_columns(numpy, matrices, columns, out)
            numpy.testing.assert_allclose(out, matrices @ columns, atol=1e-13)
            matrix_product.multiply_rows(numpy, columns.swapaxes(-1, -2), matrices.swapaxes(-1, -2), rows, 2)
            numpy.testing.assert_allclose(rows, out.swapaxes(-1, -2), atol=1e-13)


def test_small_products_are_asked_for_where_blas_takes_them_as_they_lie(monkeypatch):
    """A matrix that meets few columns is cut there; elsewhere, and on a GPU, it is one."""
    for answer, blocks in ((True, 4), (False, 1)):
        monkeypatch.setattr(openblas, "takes_small_as_they_lie", lambda answer=answer: answer)
        assert len(matrix_product.row_blocks(numpy, drawn((1000, 500)), 8)) == blocks
        assert len(matrix_product.row_blocks(math, drawn((1000, 500)), 8)) == 1


@pytest.mark.parametrize("tile", [2, 4])
def test_winograd_rounds_little_in_single_precision(tile):
    told = geometry(128, 64, 1, (28, 28), (3, 3), (1, 1), (1, 1), ONE)
    x, weight = drawn((1, 28, 28, 128), dtype="float32"), drawn((64, 128, 3, 3), 1, "float32")
    out = numpy.empty((1, 28, 28, 64), "float32")
    for work in winograd.tiles(numpy, x, winograd.prepare(numpy, weight, told, tile), told, Prologue(), Epilogue(), out):
        work()
    twin = convolve(numpy, x.transpose(0, 3, 1, 2).astype("float64"), weight, None, ONE, (1, 1), (1, 1), 1)
    assert abs(out - twin.transpose(0, 2, 3, 1)).max() / twin.std() < 2e-5


@pytest.mark.parametrize(("points", "size"), [(winograd.POINTS[4], 3), (winograd.POINTS[6], 3), (winograd.POINTS[6], 5)])
def test_the_matrices_of_a_tile_filter_one_line(points, size):
    into, kernel, out_of = map(numpy.array, winograd.matrices(points, size))
    line, window = drawn(len(into)), drawn(size, 1)
    plain = [line[i:i + size] @ window for i in range(len(out_of))]
    numpy.testing.assert_allclose(out_of @ ((kernel @ window) * (into @ line)), plain, atol=1e-13)


@pytest.mark.parametrize(("groups", "each", "width", "joined"), [(32, 4, 16, 8), (8, 16, 16, 8), (3, 2, 16, 3), (4, 4, 64, 1)])
def test_widened_groups_compute_the_same(groups, each, width, joined):
    x, weight = drawn((1, groups * each, 6, 6)), drawn((groups * 2, each, 3, 3), 1)
    wide, fewer = widened(numpy, weight, groups, width)
    assert fewer == joined
    one, other = (convolve(numpy, x, kernels, None, NO, (1, 1), (1, 1), count) for kernels, count in [(weight, groups), (wide, fewer)])
    numpy.testing.assert_allclose(one, other, atol=1e-12)


def test_every_convolution_has_a_kernel():
    told = geometry(6, 9, 3, (9, 9), (3, 2), (2, 1), (1, 2), ODD)
    assert method_choice.chosen(told).name == "blocked_im2col"
    chosen = {method_choice.chosen(told._replace(**more)).name for more in (
        {"kernel": (1, 1), "groups": 1, "sides": NO}, {"groups": 6, "filters": 6}, {"channels": 3, "groups": 1},
        {"kernel": (3, 3), "stride": (1, 1), "dilation": (1, 1), "channels": 32, "filters": 32, "size": (20, 20)})}
    assert chosen == {"pointwise", "depthwise", "few_channels", "winograd"}


# --- arrays without values


@together("kind", sorted({op.kind for op, _ in GRID}))
def test_outlines_have_the_shape_and_the_strides_of_arrays(kind):
    for op, shapes in GRID:
        if op.kind == kind:
            check_outlines(op, shapes)


def check_outlines(op, shapes):
    xs, weights = ([array.astype("float32") for array in drawn_ones] for drawn_ones in
                   (arrays(op, shapes)[0], arrays(op, shapes)[1].values()))
    names = list(op.weights(*shapes))
    real = op.forward(numpy, *xs, **dict(zip(names, weights, strict=True)))
    xp = Shared(Meter())
    outlines = [xp.empty(array.shape, FLOAT32) for array in xs]
    drawn_weights = {name: xp.empty(array.shape, FLOAT32) for name, array in zip(names, weights, strict=True)}
    outline = op.forward(xp, *outlines, **drawn_weights)
    assert (outline.shape, outline.dtype.name) == (real.shape, real.dtype.name), (op, shapes)
    matter = [axis for axis, size in enumerate(real.shape) if size > 1]
    assert [outline.strides[axis] for axis in matter] == [real.strides[axis] for axis in matter], (op, shapes)
    del outlines, drawn_weights, outline
    assert xp.meter.held == 0


# --- PyTorch


@pytest.mark.oracle
@pytest.mark.parametrize(("op", "shapes"), CASES)
def test_values_are_those_of_pytorch(op, shapes, monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.syspath_prepend(ORACLE)
    import twin

    xs, weights = arrays(op, shapes)
    there = twin.apply(op, [torch.from_numpy(x) for x in xs], {name: torch.from_numpy(each) for name, each in weights.items()}).numpy()
    size = max(there.std(), abs(there).mean())  # nearly all values may be one: maximum(x, 2)
    for dtype, most in (("float64", 1e-12), ("float32", 5e-5)):
        here = op.forward(numpy, *(x.astype(dtype) for x in xs), **{name: each.astype(dtype) for name, each in weights.items()})
        assert here.dtype == dtype
        assert here.shape == there.shape
        assert abs(here - there).max() <= most * size


@pytest.mark.gpu
@pytest.mark.parametrize(("op", "shapes"), CASES)
def test_values_on_a_gpu_are_those_of_the_processor(op, shapes):
    cupy = pytest.importorskip("cupy")
    xs, weights = arrays(op, shapes)
    here = op.forward(numpy, *xs, **weights)
    there = op.forward(cupy, *map(cupy.asarray, xs), **{name: cupy.asarray(array) for name, array in weights.items()})
    assert abs(cupy.asnumpy(there) - here).max() <= 1e-10 * here.std()
