"""Values that a run computes once more: right kernels pass, and a kernel that is wrong at one border is named."""

import sys
from types import SimpleNamespace

import pytest
from operator_grid import DOCUMENTED, GRID, label

import archcalc
import archcalc.cli
from archcalc import build
from archcalc.executor import run
from archcalc.executor.backends import backend
from archcalc.executor.convolution import method_choice
from archcalc.executor.convolution.method_choice import Rounding
from archcalc.executor.fusion import one_by_one
from archcalc.executor.reference.check import Check
from archcalc.executor.reference.looks import Comparison
from archcalc.executor.reference.places import Places
from archcalc.executor.reference.rules import by_value, rules
from archcalc.executor.reference.rules import within as rules_within
from archcalc.operators import find, kinds
from archcalc.operators.witness import witnessed

numpy = pytest.importorskip("numpy")

NUMPY = backend("numpy")
SMALLER = [(find("attention")(heads=heads, bias=bias), [(2, 6, 12)]) for heads in (1, 3) for bias in (True, False)]
"""Besides an operator's own example, which is large."""
EVERY = 10
"""Of so many cases of an operator one is tried at once, the others where there is time."""


def arrays_of(op, shapes):
    draw = numpy.random.default_rng(1)
    given = [draw.standard_normal(shape, dtype="float32") for shape in shapes or [op.output()] * ("input" in op.traits)]
    weights = {name: draw.standard_normal(weight.shape, dtype="float32") / numpy.float32(weight.shape[-1] ** 0.5)
               for name, weight in op.weights(*shapes).items()}
    if "variance" in weights:
        weights["variance"] = abs(weights["variance"]) + 0.1
    return given, weights


class Proving(Comparison):
    """A comparison that relies on a value's own size proves that it is no larger than the sum of the sizes."""

    def _wanted(self, looks):
        wanted = super()._wanted(looks)
        assert (abs(wanted.value) <= (1 + 1e-9) * wanted.size)[numpy.isfinite(wanted.value)].all()
        return wanted


def looked_at(op, shapes, given, weights, array, within=(), device=NUMPY):
    inputs = [SimpleNamespace(name=f"x{number}", op=find("identity")(), inputs=(), shape=shape)
              for number, shape in enumerate(shapes)]
    node = SimpleNamespace(name="it", op=op, inputs=tuple(range(len(inputs))), shape=op.output(*shapes))
    graph = SimpleNamespace(nodes=[*inputs, node])
    steps = one_by_one(graph)
    check = Check(graph, device, "float32", 0, steps, [*({} for _ in inputs), weights].__getitem__)
    check.comparison = Proving("float32")
    for step, volume in zip(steps[:-1], given, strict=False):
        check.read(step, [volume], volume, Rounding())
    check.witness(within)
    check.read(steps[-1], given, array, Rounding())
    return check.checked()[-1]


def bordered(shape):
    """The borders of a volume: the first and the last along each axis but the batch, where there are two or more."""
    for axis in range(1, len(shape)):
        if shape[axis] > 1:
            yield from ((*(slice(None),) * axis, end) for end in (0, -1))


def small(case):
    op, shapes = case
    return sum(map(numpy.prod, [*shapes, op.output(*shapes), *(weight.shape for weight in op.weights(*shapes).values())])) < 1e6


def test_every_operator_has_a_definition():
    """Of archcalc's own: other tests may have loaded plugins."""
    own = [kind for kind in kinds() if find(kind).__module__.startswith("archcalc.")]
    assert set(rules()) == {kind for kind in own if not find(kind).traits & {"opaque", "counted-only"}}


def cases(kind):
    """The cases of an operator whose arrays are small."""
    every = {label(case): case for case in (*GRID, *DOCUMENTED, *SMALLER) if case[0].kind == kind}
    return [case for case in every.values() if small(case)]


@pytest.mark.parametrize("kind", sorted(rules()))
@pytest.mark.parametrize("step", [pytest.param(EVERY, id="some"), pytest.param(2, id="half", marks=pytest.mark.slow)])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_an_operator_computes_is_as_defined_and_a_wrong_border_is_found(kind, step):
    assert cases(kind)
    for op, shapes in cases(kind)[::step]:
        judge(op, shapes)


def judge(op, shapes):
    given, weights = arrays_of(op, shapes)
    within = []
    with witnessed(within.extend):
        array = op.forward(numpy, *given, **weights)
    checked = looked_at(op, shapes, given, weights, array, within)
    if not numpy.isfinite(array).all():
        return
    assert checked.wrong == "", (op, shapes)
    assert checked.values >= min(2, array.size)
    for border in bordered(array.shape):
        wrong = array.copy()
        wrong[border] += 0.1 * abs(wrong).max() + 0.1
        assert looked_at(op, shapes, given, weights, wrong, within).wrong.startswith("the value at ["), (op, shapes, border)


@pytest.mark.parametrize("kind", sorted(rules()))
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_values_that_are_fetched_later_are_held_against_the_same(kind):
    """All are had when the looks are over, but of operators that say where to look by what was found, or look within."""
    fetched = []
    device = SimpleNamespace(SHARES=False, namespace=lambda: numpy, taken=numpy.copy,
                             fetched=lambda array: fetched.append(array) or numpy.copy(array))
    for op, shapes in cases(kind)[::EVERY]:
        given, weights = arrays_of(op, shapes)
        within = []
        with witnessed(within.extend):
            array = op.forward(numpy, *given, **weights)
        wrong = array + 0.1 * abs(array).max() + 1
        for each in (array, wrong):
            fetched.clear()
            assert looked_at(op, shapes, given, weights, each, within, device) == looked_at(op, shapes, given, weights, each, within)
            types = {each.dtype for each in fetched}
            assert len(fetched) == len(types) or kind in by_value() | rules_within().keys()


NETWORKS = {
    "pointwise": "input: [16, 12, 12]\nlayers: [conv: {name: it, filters: 16, kernel: 1}]",
    "depthwise": "input: [16, 12, 12]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1, groups: 16}]",
    "winograd of 4": "input: [16, 20, 20]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1}]",
    "winograd of 2": "input: [16, 12, 12]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1}]",
    "winograd of 5x5": "input: [16, 12, 12]\nlayers: [conv: {name: it, filters: 16, kernel: 5, padding: 2}]",
    "few_channels": "input: [3, 20, 20]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1}]",
    "signal_columns": "input: [16, 300]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1, groups: 4}]",
    "winograd_signal": "input: [16, 300]\nlayers: [conv: {name: it, filters: 16, kernel: 3, dilation: 2, padding: 1}]",
    "phased_rows": "input: [16, 600]\nlayers: [conv: {name: it, filters: 16, kernel: 5, stride: 2, padding: 1}]",
    "patches": "input: [3, 20, 20]\nlayers: [conv: {name: it, filters: 16, kernel: 4, stride: 4}]",
    "patches of a volume": "input: [3, 5, 20, 21]\nlayers: [conv: {name: it, filters: 16, kernel: [2, 4, 4], stride: [2, 4, 4]}]",
    "depthwise_signal": "input: [16, 40]\nlayers: [conv: {name: it, filters: 16, kernel: 3, dilation: 2, padding: 2, groups: 16}]",
    "banded_signal": "input: [16, 40]\nlayers: [conv: {name: it, filters: 16, kernel: 3, stride: 2, padding: 1, groups: 16}]",
    "shifted_planes": "input: [16, 6, 12, 12]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1, stride: [1, 2, 1], groups: 16}]",
    "winograd_rows": "input: [16, 4, 24, 12]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1, groups: 2}]",
    "blocked_im2col": "input: [16, 20, 20]\nlayers: [conv: {name: it, filters: 16, kernel: 3, padding: 1, stride: 2}]",
}
BORDERS = {"top": (slice(None), 0), "bottom": (slice(None), -1), "left": (slice(None), slice(None), 0),
           "right": (slice(None), slice(None), -1), "first filter": (..., 0), "last filter": (..., -1)}


def method_of(text, tmp_path):
    path = tmp_path / "net.yaml"
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_fast_kernel_that_is_wrong_at_one_border_ends_with_1_and_its_layer(name, border, tmp_path, monkeypatch, capfd):
    """By one percent."""
    path = method_of(NETWORKS[name], tmp_path)
    module = method_choice.import_module(f"archcalc.executor.convolution.{name.split()[0]}")
    right = module.tiles

    def wrong(xp, x, weights, geometry, prologue, epilogue, out):
        yield from right(xp, x, weights, geometry, prologue, epilogue, out)
        if isinstance(out, numpy.ndarray):
            yield lambda: out.__setitem__(BORDERS[border], out[BORDERS[border]] * 1.01)

    monkeypatch.setattr(module, "tiles", wrong)
    monkeypatch.setattr(sys, "argv", ["archcalc", "run", path])
    assert archcalc.cli._run() == 1
    printed = capfd.readouterr().out
    assert "1 of them wrong" in printed
    assert "the value at [" in printed
    monkeypatch.setattr(module, "tiles", right)
    assert archcalc.cli._run() == 0


FUSED = """
input: [16, 20, 20]
layers:
  - conv: {name: shortcut, filters: 16, kernel: 1}
  - batch_norm: {name: before}
  - relu: {name: bend}
  - conv: {name: it, filters: 16, kernel: 3, padding: 1}
  - batch_norm: {name: after}
  - add: {name: both, from: [after, shortcut]}
  - relu: {name: end}
"""


def numpy_that_is(fast):
    module = backend("numpy")
    return SimpleNamespace(**{name: getattr(module, name) for name in dir(module) if not name.startswith("__")} | {"FAST": fast})


@pytest.mark.parametrize("fast", [True, False], ids=["fast", "by rules"])
@pytest.mark.parametrize("dtype", ["float32", "float16", "float64"])
def test_fused_groups_are_held_against_their_parts(tmp_path, fast, dtype):
    path = method_of(FUSED, tmp_path)
    device = numpy_that_is(fast)
    ran = run.run(build(path), device, run.RunSettings(fuse=True, dtype=dtype))
    assert ran.mismatches == ()
    assert ran.layers_checked == 8
    assert any(len(row.covers) > 1 for row in ran.rows)


@pytest.mark.parametrize("part", ["norm", "prologue_norm", "prologue_activation", "add", "activation"])
@pytest.mark.parametrize("fast", [True, False], ids=["fast", "by rules"])
def test_a_part_of_a_fused_group_that_is_left_out_is_found(tmp_path, monkeypatch, part, fast):
    path = method_of(FUSED, tmp_path)
    device = numpy_that_is(fast)
    if fast:
        from archcalc.executor.convolution import fused_convolution

        right = fused_convolution.FusedConvolution.run

        def without(self, xp, arrays, destination, schedule):
            prologue, epilogue = self.prologue, self.epilogue
            if part == "prologue_norm":
                prologue = prologue._replace(factor=None, addend=None)
            elif part == "prologue_activation":
                prologue = prologue._replace(activation=None)
            elif part == "activation":
                epilogue = epilogue._replace(activation=None)
            elif part == "norm":
                epilogue = epilogue._replace(bias=None)
            return right(self._replace(prologue=prologue, epilogue=epilogue), xp, arrays[:1] if part == "add" else arrays,
                         destination, schedule)

        monkeypatch.setattr(fused_convolution.FusedConvolution, "run", without)
    else:
        from archcalc.executor.program import Program

        right = Program._ruled
        names = {"norm": "after", "prologue_norm": "before", "prologue_activation": "bend", "add": "both", "activation": "end"}
        monkeypatch.setattr(Program, "_ruled", lambda self, position, read, over: read[0]
                            if self.graph.nodes[position].name == names[part] else right(self, position, read, over))
    ran = run.run(build(path), device, run.RunSettings(fuse=True, weights="random", seed=3))
    assert "it" in ran.mismatches


def test_an_operator_without_a_definition_is_named(tmp_path, monkeypatch):
    known = rules()
    without = {kind: rule for kind, rule in known.items() if kind != "relu"}
    monkeypatch.setattr("archcalc.executor.reference.check.rules", lambda: without)
    report = archcalc.run(method_of(FUSED, tmp_path), fuse=True).report
    assert report.tail["layers_unchecked"] == ["it", "before", "bend", "after", "both", "end"]
    assert any(note.startswith("not computed once more: it, ") and "definition of relu" in note for note in report.notes)


SHAPE = (2, 30, 40, 50)


def places_of(seed, way):
    at = getattr(Places(seed), way)(SHAPE)
    return set(zip(*(axis.flat for axis in numpy.broadcast_arrays(*at)), strict=True))


@pytest.mark.parametrize("way", ["crossed", "one_by_one"])
def test_the_places_follow_from_the_seed(way):
    found, same, other = (places_of(seed, way) for seed in (1, 1, 2))
    assert found == same != other
    assert {place[1:] for place in found} >= {(c, h, w) for c in (0, 29) for h in (0, 39) for w in (0, 49)}
    assert {n for n, *_ in found} == {0, 1}
    assert all(any(h == end and 0 < w < 49 for _, _, h, w in found) for end in (0, 39))
    assert all(any(w == end and 0 < h < 39 for _, _, h, w in found) for end in (0, 49))
    assert any(0 < c < 29 and 0 < h < 39 and 0 < w < 49 for _, c, h, w in found)


def test_a_window_of_zeros_beside_large_values_is_not_taken_for_wrong(tmp_path):
    """Winograd's method rounds by the largest values of a tile."""
    path = method_of(NETWORKS["winograd of 4"], tmp_path)
    x = numpy.zeros((1, 16, 20, 20), "float32")
    x[:, :, 3, 3] = x[:, :, 16, 16] = 1000
    assert archcalc.run(path, x).mismatches == ()


def test_sums_of_two_and_of_four_are_looked_at_apart(tmp_path):
    path = tmp_path / "sums.yaml"
    path.write_text("""
input: [4, 6, 6]
layers:
  - repeat: {times: 3, index: i, layers: [relu: {name: "x${i}"}]}
  - add: {name: two, from: [x0, x1]}
  - add: {name: four, from: [two, x0, x1, x2]}
""")
    report = archcalc.run(path).report
    assert report.tail["layers_unchecked"] == []
