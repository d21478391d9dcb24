"""Signals and volumes: networks that PyTorch counted and ran, twins among images, and what two axes are."""

import json
from collections import Counter

import pytest
from axes_networks import NETWORKS, SMALL, drawn, small
from hypothesis import given
from hypothesis import strategies as st
from places import ORACLE

import archcalc
from archcalc.base.axis_order import Signal
from archcalc.base.errors import ArchcalcError, Refused
from archcalc.base.units import volume
from archcalc.counting.columns import receptive_field
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.incremental import Alike
from archcalc.operators import find
from archcalc.operators.given_attributes import parse_attribute

RECORDED = json.loads((ORACLE / "axes.json").read_text("utf-8"))


def net(text):
    return build(read(parse(text, "net.yaml"), "net"))


def layers(size, *steps):
    return net(f"input: {size}\nlayers:\n" + "".join(f"  - {step}\n" for step in steps))


def figures(graph):
    told = json.loads(archcalc.render(archcalc.analyze(graph), "json"))["totals"]
    return told["params"], told["macs"]


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_counts_what_pytorch_counts(name):
    graph, theirs = build(library.load(name)), RECORDED[name]
    costs = [node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes]
    assert figures(graph) == (theirs["params"], theirs["macs"])
    shapes = [list(node.shape[1:]) for node, macs in zip(graph.nodes, costs, strict=True) if macs]
    assert Counter(map(str, shapes)) == Counter(map(str, theirs["shapes"]))


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_a_network_gives_what_pytorch_gave(name):
    numpy = pytest.importorskip("numpy")
    from archcalc.executor.program import Mode, Program

    graph = small(name)
    x, weights = drawn(graph)
    program = Program(graph, weights, numpy, Mode(fuse=True, dtype="float64"))
    (found,) = program.outputs({graph.nodes[0].name: x}).values()
    fingerprint = float((found * numpy.random.default_rng(99).standard_normal(found.shape)).sum() / found.size**0.5)
    assert fingerprint == pytest.approx(RECORDED[name]["output"], rel=1e-9)
    assert RECORDED[name]["float64"] < 1e-12
    assert RECORDED[name]["float32"] < 5e-5


@pytest.mark.parametrize(("step", "size", "shape", "params", "macs"), [
    ("conv: {filters: 128, kernel: 80, stride: 4}", "[1, 32000]", (128, 7981), 10_368, 81_725_440),
    ("conv: {filters: 128, kernel: 3, padding: 4, dilation: 4, groups: 2}", "[64, 100]", (128, 100), 12_416, 1_228_800),
    ("conv_transpose: {filters: 32, kernel: 4, stride: 2, padding: 1}", "[64, 100]", (32, 200), 8_224, 819_200),
    ("max_pool: {kernel: 3, stride: 2}", "[64, 100]", (64, 49), 0, 0), ("batch_norm", "[64, 100]", (64, 100), 128, 0),
    ("conv: {filters: 64, kernel: 3, padding: 1}", "3x16x112x112", (64, 16, 112, 112), 5_248, 1_040_449_536),
    ("conv: {filters: 16, kernel: [1, 3, 3], stride: [1, 2, 2], padding: [0, 1, 1], bias: false}", "[3, 8, 32, 32]", (16, 8, 16, 16), 432, 884_736),
    ("conv_transpose: {filters: 4, kernel: 2, stride: 2}", "[8, 4, 8, 8]", (4, 8, 16, 16), 260, 65_536),
    ("max_pool: {kernel: [1, 2, 2]}", "[64, 16, 112, 112]", (64, 16, 56, 56), 0, 0),
    ("batch_norm", "[64, 16, 112, 112]", (64, 16, 112, 112), 128, 0), ("layer_norm", "[3, 16, 112, 112]", (3, 16, 112, 112), 6, 0),
    ("prelu: {slopes: channels}", "[3, 16, 112, 112]", (3, 16, 112, 112), 3, 0), ("layer_scale", "[3, 16, 112, 112]", (3, 16, 112, 112), 3, 0),
    ("batch_norm", "[1, 32000]", (1, 32000), 2, 0), ("linear: {units: 5}", "[16, 64]", (16, 5), 325, 5_120),
    ("upsample: {scale: 2, mode: linear}", "[8, 10]", (8, 20), 0, 0), ("pad: {sides: [1, 2]}", "[8, 10]", (8, 13), 0, 0),
    ("crop: {sides: [0, 1, 1, 0, 2, 2]}", "[8, 4, 8, 8]", (8, 3, 7, 4), 0, 0), ("crop: {size: [2, 4, 4]}", "[8, 4, 8, 8]", (8, 2, 4, 4), 0, 0),
    ("adaptive_avg_pool: {output: 2}", "[8, 4, 8, 8]", (8, 2, 2, 2), 0, 0), ("to_tokens", "[8, 4, 8, 8]", (256, 8), 0, 0)])
def test_one_layer_by_hand(step, size, shape, params, macs):
    graph = layers(size, step)
    assert graph.nodes[-1].shape[1:] == shape
    assert figures(graph) == (params, macs)


@pytest.mark.parametrize(("written", "axes", "sides"), [
    (1, 1, (1, 1)), (1, 2, (1,) * 4), (1, 3, (1,) * 6), ("valid", 3, (0,) * 6), ("same", 3, "same"), ([2], 1, (2, 2)), ([1, 2], 1, (1, 2)),
    ([1, 2], 2, (1, 1, 2, 2)), ([1, 2], 3, None), ([1, 2, 3], 3, (1, 1, 2, 2, 3, 3)), ([1, 2, 3], 2, None), ([1, 2, 3, 4], 2, (1, 2, 3, 4)),
    ([1, 2, 3, 4], 1, None), ([1, 2, 3, 4, 5, 6], 3, (1, 2, 3, 4, 5, 6)), ([1, 2, 3, 4, 5, 6], 2, None)])
def test_padding_is_one_for_each_axis_or_both_sides_of_each(written, axes, sides):
    conv = find("conv")
    op = conv(filters=1, kernel=parse_attribute(conv, "kernel", 1), padding=parse_attribute(conv, "padding", written))
    x = Signal((1, 1, 9)) if axes == 1 else (1, 1, *(9,) * axes)
    if sides is None:
        with pytest.raises(Refused, match=f"padding is told for . ax.s, and the input has {axes}"):
            op.settled(x)
        return
    assert op.settled(x).attributes["padding"] == sides
    assert (op.settled(x) is op) == (axes == 2)


@pytest.mark.parametrize(("size", "steps", "kinds"), [
    ("[1, 320]", ["relu", "conv: {filters: 4, kernel: 3}"], "sss"), ("[16, 64]", ["layer_norm", "linear: {units: 4}"], "ttt"),
    ("[16, 64]", ["relu", "dropout"], "ttt"), ("[16, 64]", ["transpose: {order: [0, 2, 1]}", "conv: {filters: 4, kernel: 3}"], "tss"),
    ("[16, 64]", ["transpose: {order: [0, 2, 1]}", "linear: {units: 4}"], "stt"),
    ("[4, 8, 8]", ["reshape: {shape: [4, 64]}", "relu", "conv: {filters: 4, kernel: 3}"], "-sss"),
    ("[4, 8, 8]", ["reshape: {shape: [64, 4]}", "relu", "attention: {heads: 2}"], "-ttt"),
    ("[6, 10]", ["residual: [conv: {filters: 6, kernel: 3, padding: 1}]", "to_tokens"], "ssst"),
    ("[6, 10]", ["conv: {filters: 6, kernel: 3}", "softmax", "select: {axis: 2, places: [0, 4]}", "concat: {from: [conv1, conv1]}"], "sssss")])
def test_the_first_operator_that_tells_the_two_apart_decides(size, steps, kinds):
    graph = layers(size, *steps)
    told = ["s" if isinstance(node.shape, Signal) else "t" if len(node.shape) == 3 else "-" for node in graph.nodes]
    assert "".join(told) == kinds


@pytest.mark.parametrize(("size", "steps", "words"), [
    ("[1, 320]", ["conv: {filters: 4, kernel: 3}", "linear: {units: 4}"], "a signal"),
    ("[56, 300]", ["linear: {units: 4}", "conv: {filters: 4, kernel: 3}"], "tokens"),
    ("[56, 300]", ["attention: {heads: 4}", "instance_norm"], "tokens")])
def test_the_other_kind_is_refused_with_the_way_to_it(size, steps, words):
    with pytest.raises(ArchcalcError) as caught:
        layers(size, *steps)
    assert words in caught.value.text
    assert "transpose: {order: [0, 2, 1]}" in caught.value.text


def test_norms_and_slopes_count_channels_once_it_is_decided():
    before = "batch_norm", "layer_norm", "prelu: {slopes: channels}"
    signal = layers("[6, 10]", *before, "conv: {filters: 4, kernel: 3}", "group_norm: {groups: 2}")
    tokens = layers("[6, 10]", *before, "linear: {units: 4}")
    held = [[next(iter(node.op.weights(*node.input_shapes).values())).shape[0] for node in graph.nodes[1:4]] for graph in (signal, tokens)]
    assert held == [[6, 6, 6], [10, 10, 10]]


def test_what_nothing_decides_is_tokens_whose_first_axis_a_batch_norm_takes_for_channels_and_says_so():
    graph = layers("[6, 10]", "batch_norm", "layer_norm")
    assert [node.op.weights(*node.input_shapes)["weight"].shape for node in graph.nodes[1:]] == [(6,), (10,)]
    assert [note for note in graph.notes if "norm1" in note and "takes the first, 6," in note]
    assert layers("[6, 10]", "batch_norm", "linear: {units: 4}").notes == ()


def test_channels_of_a_signal_are_known_before_it_is_decided():
    graph = layers("[3, 40]", "relu", "conv: {filters: '${2 * c_in}', kernel: '${l_in // 4}'}", "batch_norm")
    assert graph.nodes[2].shape == (1, 6, 31)
    text = layers("[40, 6]", "linear: {units: '${c_in}', name: 'fc_${l_in}'}")
    assert (text.nodes[1].name, text.nodes[1].shape) == ("fc_40", (1, 40, 6))
    clip = layers("2x4x8x8", "conv: {filters: '${d_in + h_in + w_in}', kernel: 1}")
    assert clip.nodes[1].shape == (1, 20, 4, 8, 8)


def test_a_files_own_names_go_before_those_of_axes():
    graph = net("input: [3, 40]\noptions: {l_in: 7, d_in: 2}\nlayers:\n  - conv: {filters: l_in, kernel: d_in}\n")
    assert graph.nodes[1].shape == (1, 7, 39)
    module = net("input: [3, 40]\nmodules: {m: {parameters: {d_in: }, layers: [conv: {filters: d_in, kernel: 1}]}}\n"
                 "layers: [m: {d_in: 5}]\n")
    assert module.nodes[1].shape == (1, 5, 40)


def test_sizes_that_keep_turning_out_otherwise_are_refused_in_time():
    steps = [step for number in range(40) for step in
             (f"reshape: {{shape: ['${{c_in}}', '${{64 // c_in}}'], name: r{number}}}", f"relu: {{name: 'a{number}_${{c_in}}'}}",
              f"conv: {{filters: 8, kernel: 1, name: c{number}}}")]
    with pytest.raises(ArchcalcError, match="too many sizes of two axes are asked for before an operator decides"):
        layers("[8, 8]", *steps)


WINDOWS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(0, 2), st.integers(1, 2)), min_size=1, max_size=4)


@given(WINDOWS, st.booleans())
def test_a_signal_is_counted_as_an_image_of_height_1_and_seen_as_along_its_width(windows, norm):
    """The twin of F9: kernels [1, k] on [c, 1, l]."""
    def chain(size, *front):
        steps = []
        for window in windows:
            told = zip(("kernel", "stride", "padding", "dilation"), (1, 1, 0, 1), window, strict=True)
            sizes = ", ".join(f"{name}: {[*(none for _ in front), along]}" for name, none, along in told)
            steps += [f"conv: {{filters: 4, {sizes}}}", *["batch_norm"] * norm]
        return layers([3, *front, size], *steps)

    one, two, three = chain(2000), chain(2000, 1), chain(2000, 1, 1)
    assert figures(one) == figures(two) == figures(three)
    told = [list(receptive_field.cells(graph))[-1][0] for graph in (one, two, three)]
    for key in ("size", "stride", "padding"):
        assert told[0][key] == told[1][key][1:] == told[2][key][2:]


def test_sizes_of_a_signal_are_laid_out_once_in_a_sweep():
    alike, text = Alike(), "input: [1, {}]\nlayers:\n  - relu\n  - conv: {{filters: '${{2 * c_in}}', kernel: 3}}\n  - batch_norm\n"
    for length in (100, 200):
        graph = alike.build(read(parse(text.format(length), "net.yaml"), "net"), 1, "net")
        assert [node.shape for node in graph.nodes[2:]] == [(1, 2, length - 2)] * 2
        assert all(isinstance(node.shape, Signal) for node in graph.nodes)


@pytest.mark.parametrize(("text", "lines"), [
    ("input: [1, 16000]\nlayers:\n  - conv: {filters: 8, kernel: 80, stride: 4}\n  - max_pool: {kernel: 4}\n",
     ["signal", "16000x1", "CONV80-8", "8 filters of length 80 at stride 4, pad 0", "3981x8", "POOL4"]),
    ("input: [3, 16, 112, 112]\nlayers:\n  - conv: {filters: 8, kernel: 3, padding: [0, 1, 1]}\n  - max_pool: {kernel: [1, 2, 2]}\n",
     ["volume", "16x112x112x3", "CONV3x3x3-8", "8 3x3x3 filters at stride 1, pad 0x1x1", "14x112x112x8", "POOL1x2x2", "1x2x2 filters at stride 1x2x2"])])
def test_tables_have_channels_last_and_json_has_them_first(text, lines, tmp_path):
    path = tmp_path / "net.yaml"
    path.write_text(text)
    graph = build(library.load(str(path)))
    table = archcalc.render(archcalc.analyze(graph), "text")
    for line in lines:
        assert line in table
    first = json.loads(archcalc.render(archcalc.analyze(graph), "json"))["layers"][0]
    assert first["output_shape"] == list(graph.nodes[0].shape[1:])
    assert volume(graph.nodes[0].volume, "chw") == "x".join(map(str, first["output_shape"]))
