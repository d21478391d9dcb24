"""Products of tokens and factors of channels, fused: the values of the rules, by one thread or several."""

import pytest

import archcalc
from archcalc import build
from archcalc.executor.convolution.tiles import WholeImage, spread
from archcalc.executor.fusion import fused
from archcalc.executor.program import Mode, Program
from archcalc.executor.weights.load import load as weights_of

numpy = pytest.importorskip("numpy")

TOKENS = """
input: [6, 24]
layers:
  - linear: {name: first, units: 40}
  - gelu: {name: bend}
  - linear: {name: second, units: 24, bias: false}
  - layer_scale: {name: scale}
  - add: {name: sum, from: [scale, input]}
  - batch_norm: {name: between}
  - linear: {name: third, units: 33}
  - linear: {name: fourth, units: 8}
"""
PLACES = """
input: [8, 5, 7]
layers:
  - layer_scale: {name: before}
  - conv: {name: it, filters: 40, kernel: 1}
  - layer_scale: {name: scale}
  - relu: {name: end}
"""


@pytest.fixture
def network(request, tmp_path):
    path = tmp_path / "net.yaml"
    path.write_text(request.param)
    return str(path)


def covered(graph):
    """Each step's operators."""
    return [[graph.nodes[each].name for each in step.members] for step in fused(graph)]


@pytest.mark.parametrize(("network", "steps"), [
    (TOKENS, [["input"], ["first", "bend"], ["second", "scale", "sum"], ["between", "third"], ["fourth"]]),
    (PLACES, [["input"], ["before", "it", "scale", "end"]])], indirect=["network"])
@pytest.mark.parametrize("batch", [1, 3])
def test_what_is_fused(network, steps, batch):
    assert covered(build(network, batch=batch)) == steps


@pytest.mark.parametrize("network", [TOKENS, PLACES], indirect=True)
@pytest.mark.parametrize("keep", [True, False], ids=["often", "once"])
@pytest.mark.parametrize("threads", [1, 3])
def test_fused_steps_give_the_values_of_the_rules(network, keep, threads):
    """In float64, on two images, whose tokens make one product; weights that are kept give the same again."""
    graph = build(network, batch=2)
    x = numpy.random.default_rng(1).standard_normal(graph.nodes[0].shape)

    def outputs(**mode):
        arrays = {layer: {key: array.astype("float64") + (0.1 if key == "bias" else 0) for key, array in inside.items()}
                  for layer, inside in weights_of(graph, "random").items()}
        program = Program(graph, arrays, numpy, Mode(dtype="float64", **mode),
                          schedule=lambda tiles: [tile() for tile in spread(tiles, threads)])
        return [next(iter(program.outputs({graph.nodes[0].name: x}).values())) for _ in range(2)]

    (twin, _), (one, again) = outputs(fast=False), outputs(fuse=True, keep=keep)
    numpy.testing.assert_allclose(one, twin, atol=1e-12 * twin.std())
    numpy.testing.assert_array_equal(one, again)


@pytest.mark.parametrize("network", [TOKENS, PLACES], indirect=True)
@pytest.mark.parametrize("threads", [1, 2])
def test_a_run_of_fused_steps_is_held_against_the_definitions(network, threads):
    ran = archcalc.run(network, fuse=True, batch=2, threads=threads)
    assert ran.mismatches == ()
    assert ran.report.tail["layers_unchecked"] == []


def test_one_tile_by_itself_is_cut_for_several_threads(monkeypatch):
    seen = []
    whole = WholeImage(seen.append, 100)
    whole()
    for tile in spread([whole], 3):
        tile()
    assert seen == [slice(0, 100), slice(0, 48), slice(48, 96), slice(96, 100)]
    assert spread([whole], 1) == [whole]
    assert spread([whole, whole], 3) == [whole, whole]
