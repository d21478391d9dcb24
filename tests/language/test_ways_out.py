"""Messages that lead to what was meant: the commonest slips, other libraries' words, what is not here. One row a slip."""

import json
from pathlib import Path

import pytest
from test_refusals import network, refused
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc import build
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading import library
from archcalc.network.builder import build as built

C = "input: [3, 8, 8]\noptions: {c: 4, w: [8, 16], m: a}"
QUOTES = {
    "${c}": '"${c}"', "${c // 2}": '"${c // 2}"', "w[0]": '"w[0]"', "w[0] + c": '"w[0] + c"', "volume('input')[0]": "\"volume('input')[0]\"",
    "max(16, c_in)": 'filters: "max(16, c_in)"', "2 * max(c, 3) + 1": 'filters: "2 * max(c, 3) + 1"', "c if 'a' == m else 2": "", "'a' == m": "\"'a' == m\"",
    '"a" == m': "'\"a\" == m'",
}
"""What stands under filters, and the quotes that the message says; none where YAML leaves it whole."""
CUT = [
    "repeat: {times: max(c, 2), layers: [relu]}", "relu: {if: max(c, 2) > 3}", "conv: {filters: 3, kernel: [max(c, 1), 3]}",
    "each: {as: a, of: range(1, 3), layers: [relu]}", "residual: {skip: max(c, 2) > 3, layers: [relu]}", "concat: [[conv: {filters: min(3, c), kernel: 1}], []]",
]
SLIPS = {
    "a name where a number is wanted, and none is called so": (network("flatten", "linear: {units: n}"), "nothing is called n here", "write false"),
    "a layer's name without quotes": (network("conv: {filters: 'volume(conv3)[0]', kernel: 3}"), "a layer's name is a text: volume('conv3')", ""),
    "an item that a list has not": (network("conv: {filters: \"volume('input')[7]\", kernel: 3}"), "items are counted from 0", "a list for len"),
    "a text and a number": (network("conv: {filters: 3, kernel: 1, name: \"${'step' + 1}\"}"), 'braces join a text and a number: "step${t}"', ""),
    "notation in braces": (network("residual: {layers: [CONV3-${c} -> RELU -> CONV3-${c}]}", head=C), 'put it in quotes: "CONV3-${c} -> RELU -> CONV3-${c}"', ""),
    "an attribute with a slip inside another": (network("mixture: {experts: 4, active: 2, layers: [linear: {unit: 8}]}", head="input: [4, 8]"), "did you mean 'units'?", ""),
    "a block where operators stand alone": (network("mixture: {experts: 4, active: 2, layers: [conv_norm: {filters: 8}]}", head="input: [4, 8]"), "building blocks do not stand here", ""),
    "tokens of two widths": (network("linear: {name: a, units: 4}", "concat: {from: [input, a]}", head="input: [4, 8]"), "every axis but the one that is joined", "height and width"),
    "a size beyond all": (network("relu", head="input: [3, 10000000000, 8]"), "a positive integer up to 2147483647", ""),
    "a name with a slip": (network("flatten", "linear: {units: cc}", head=C), "did you mean 'c'?", ""),
    "a flag in the words of YAML 1.1": (network("relu: {if: n}"), "write false", ""),
    "a comment in braces": (network("conv: {filters: c #d, kernel: 3}", head=C), "what stands behind # is a comment", ""),
    "not, as other languages write it": (network("relu: {if: !c}", head=C), "in an expression it is not a", ""),
    "a function that there is not": (network("conv: {filters: '${str(3)}', kernel: 3}"), 'names are made of text and values: "s${i}"', ""),
    "a function with a slip": (network("conv: {filters: 'divisble(30, 8)', kernel: 3}"), "did you mean 'divisible'?", ""),
    "a root as a power": (network("conv: {filters: c ** 0.5, kernel: 3}", head=C), "sqrt(x) is the square root", "write the number itself"),
    "a leading zero": (network("conv: {filters: 4 * 08, kernel: 3}"), "without the leading zero", ""),
    "attributes by position": (network("conv: [64, 3]"), "attributes stand in braces: conv: {filters: ...}", "concat and multiply do"),
    "a condition beside a branch": (network("add: [[relu], {if: c > 2, layers: [tanh]}]", head=C), "if stands on a step inside it", ""),
    "a chain that goes on from two": (network("relu", "tanh", "from: [relu1, tanh1]"), "add: {from: [a, b]}", ""),
    "a chain that goes on from all that match": (network("relu: {name: a1}", "relu: {name: a2}", "from: a*"), "a chain goes on from one layer, found 2", ""),
    "a sum with what enters it in two": (network("relu", "tanh", "residual: {from: [relu1, tanh1], layers: [relu]}"), "found 2", ""),
    "branches that begin at two": (network("relu", "tanh", "add: {from: [relu1, tanh1], branches: [[], []]}"), "found 2", ""),
    "two layers for an operator of one": (network("relu", "tanh", "sigmoid: {from: [relu1, tanh1]}"), "sigmoid takes 1 input, found 2", "name them with from"),
    "convolutional recurrent layers": (network("ConvLSTM2D: {filters: 8}"), "archcalc has no convolutional recurrent layers", ""),
    "a cell of a recurrent layer": (network("GRUCell: {units: 8}"), "on tokens: of one step", ""),
    "both directions as a layer": (network("Bidirectional: {units: 8}"), "bidirectional: true, of rnn, lstm and gru", ""),
    "a recurrent layer on a volume": (network("lstm: {units: 8}"), "put to_tokens before it", ""),
    "PyTorch's words for a recurrent layer": (network("nn.LSTM: {hidden_size: 8}"), "did you mean 'lstm'?", ""),
    "Keras's": (network("SimpleRNN: {units: 8}"), "did you mean 'rnn'?", ""),
    "PyTorch's size of a state": (network("lstm: {hidden_size: 8, num_layers: 2}", head="input: [10, 64]"), "did you mean 'units'?", ""),
    "a signal where tokens are": (network("conv: {filters: 8, kernel: 3}", "linear: {units: 4}", head="input: [1, 32000]"),
                                  "transpose: {order: [0, 2, 1]}", ""),
    "tokens where a signal is": (network("linear: {units: 4}", "conv: {filters: 8, kernel: 3}", head="input: [56, 300]"),
                                 "transpose: {order: [0, 2, 1]}", ""),
    "four axes": (network("conv: {filters: 8, kernel: 3}", head="input: [3, 4, 16, 112, 112]"), "a signal, an image or a volume", ""),
    "a gate on an odd number of features": (network("glu"), "glu halves the features", ""),
    "unpooling of no pooling": (network("max_unpool"), "max_unpool undoes a max_pool", ""),
    "PyTorch's class": (network("nn.Conv2d: {out_channels: 8, kernel_size: 3}"), "did you mean 'conv'?", ""),
    "PyTorch's call": (network("nn.Conv2d(3, 64, 3)"), "did you mean 'conv'?", ""),
    "what follows from the input": (network("conv: {in_channels: 3, filters: 8, kernel: 3}"), "it follows from what the layer reads", ""),
    "what changes no figure": (network("relu: {inplace: true}"), "no figure depends on it", ""),
    "a function as a step": (network("softplus"), "elementwise: {function: softplus}", ""),
}
ATTRIBUTES = {
    "out_channels": "conv filters", "kernel_size": "conv kernel", "eps": "batch_norm epsilon", "num_heads": "attention heads", "num_groups": "group_norm groups",
    "scale_factor": "upsample scale", "align_corners": "upsample corners", "out_features": "linear units", "output_size": "adaptive_avg_pool output",
    "ceil_mode": "max_pool ceil", "negative_slope": "leaky_relu slope", "pool_size": "max_pool kernel", "strides": "conv stride", "dilation_rate": "conv dilation",
    "use_bias": "linear bias", "num_embeddings": "embedding entries", "embedding_dim": "embedding features", "upscale_factor": "pixel_shuffle factor",
    "p": "dropout rate", "count_include_pad": "avg_pool count_padding", "elementwise_affine": "layer_norm affine",
}


@pytest.mark.parametrize("written", QUOTES)
def test_an_expression_that_yaml_reads_in_part_is_answered_with_its_quotes(written):
    text = network(f"conv: {{filters: {written}, kernel: 1}}", head=C)
    if not QUOTES[written]:
        built(read(parse(text, "x.yaml"), "x"))
        return
    assert f"put it in quotes: {QUOTES[written]}\n" in f"{refused(text).text}\n"
    quotes = QUOTES[written].removeprefix("filters: ")
    if "==" not in written:
        built(read(parse(network(f"conv: {{filters: {quotes}, kernel: 1}}", head=C), "x.yaml"), "x"))


@pytest.mark.parametrize("step", CUT)
def test_a_comma_that_ends_an_expression_is_told_before_anything_else(step):
    first = refused(network(step, head=C)).mistakes[0]
    assert first.code == "quotes"
    assert first.message.startswith("YAML ends this at the comma")


def test_brackets_in_texts_are_texts():
    parse("source: {title: 'a (b, c)', note: a (b) c}\nnote: see (this, that\n", "x.yaml")


@together("slip", SLIPS)
def test_a_slip_leads_to_what_was_meant(slip):
    text, words, misleading = SLIPS[slip]
    told = refused(text).text
    assert words in told
    assert not misleading or misleading not in told, told


@pytest.mark.parametrize("word", ATTRIBUTES)
def test_an_attribute_by_another_librarys_name(word):
    kind, ours = ATTRIBUTES[word].split()
    assert f"did you mean '{ours}'?" in refused(network(f"{kind}: {{{word}: 1}}")).text


def test_an_attribute_by_another_librarys_name_in_a_change():
    with pytest.raises(ArchcalcError, match="did you mean 'filters'"):
        build(library.load("vgg16", changes={"conv1_1.out_channels": 1}))


@pytest.mark.parametrize(("size", "meant"), [
    ("[224, 224, 3]", "[3, 224, 224]"), ("[28, 28, 1]", "[1, 28, 28]"), ("[224, 320, 3]", "[3, 224, 320]"), ("224x224x3", "[3, 224, 224]"),
    ("[3, 224, 224]", None), ("[64, 100, 1]", None), ("[1, 3, 3]", None), ("[3, 3, 3]", None), ("[64, 12, 3]", None), ("[224, 3]", None),
])
def test_an_image_whose_channels_come_last_is_warned_of(size, meant):
    warnings = read(parse(network("relu", head=f"input: {size}"), "x.yaml"), "x").warnings
    assert [warning.hint for warning in warnings] == ([f"did you mean {meant}?"] if meant else [])


def test_an_image_from_the_command_line_is_warned_of_as_well():
    assert "channels come first" in library.load("lenet5", input_size="32x32x3").warnings[0].message


@pytest.mark.parametrize(("name", "way"), [
    ("net.h5", "save('model.keras')"), ("net.hdf5", "load_model"), ("a/b.pth", "torch:MODULE:NAME"), ("m.tflite", "export it as ONNX"), ("net.py", "torch:MODULE"),
])
def test_files_of_other_programs(name, way):
    with pytest.raises(ArchcalcError) as caught:
        library.load(name)
    assert way in caught.value.text


def test_shapes_that_differ_in_the_batch_alone():
    fixed = "opaque: {name: b, operator: a, shape: [1, 4, 8, 8], arrays: [[15, 4]]}"
    text = network(fixed, "add: {from: [x, b]}", head="inputs: {x: [4, 8, 8]}")
    with pytest.raises(ArchcalcError, match="add cannot join 8x8x4 of batch 2 and 8x8x4 of batch 1"):
        built(read(parse(text, "x.yaml"), "x"), batch=2)


def test_a_module_is_explained_where_a_layer_is():
    table = archcalc.explain("resnet50", "conv5_3").tables[0]
    assert (table.title, table.totals["params"]) == ("conv5_3: bottleneck, 10 layers, gives 7x7x2048", 4_462_592)  # timm's layer4[2]
    with pytest.raises(ArchcalcError, match="resnet50 has no layer 'conv5_9'"):
        archcalc.explain("resnet50", "conv5_9")


PROJECT = """input: [3, 8, 8]
modules:
  project:
    parameters: {f: }
    layers:
      - conv: {filters: f, kernel: 1, bias: false, if: c_in != f}
      - batch_norm: {name: norm, if: c_in != f}
      - repeat: {times: 2, if: f > 8, layers: [relu]}
layers: [project: {f: 8}, project: {f: 8}]
"""
LEFT_OUT = [("project1/norm", "c_in != f", 7), ("project1/repeat", "f > 8", 8), ("project2/conv", "c_in != f", 6),
            ("project2/norm", "c_in != f", 7), ("project2/repeat", "f > 8", 8)]


def test_steps_that_their_condition_leaves_out_are_told(tmp_path, monkeypatch):
    """The second `c_in` of a module is that of its convolution's output: a file that is not what its author meant."""
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text(PROJECT)
    said, shown, folded = (CliRunner().invoke(application("show"), ["show", "p.yaml", *words]).stdout
                           for words in (["--format", "json"], ["--depth", "all"], []))
    assert [tuple(each.values()) for each in json.loads(said)["left_out"]] == LEFT_OUT
    assert "left out at line 7, if c_in != f: project1/norm, project2/norm\n" in shown
    assert "left out at line 6, if c_in != f: project2/conv\n" in shown
    assert "left out" not in folded


def test_a_network_without_conditions_leaves_nothing_out():
    assert "left_out" not in archcalc.analyze("lenet5").tail
