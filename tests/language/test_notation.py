"""The lecture's notation as steps: the same layers as the longer form, places, bounds; what is written reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation_twin import difference
from operator_grid import DOCUMENTED, GRID
from together import together

from archcalc.base.errors import ArchcalcError, Refused
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.network.incremental import Alike
from archcalc.operators import find, kinds, written_forms
from archcalc.operators.given_attributes import parse_attribute
from archcalc.operators.operator import Op
from archcalc.operators.shapes import written as shown
from archcalc.operators.written_forms import written
from archcalc.reports.network_table import analyze

HEAD = """input: [4, 32, 32]
options: {n: 2, width: 8, act: relu}
modules:
  m: {parameters: {f: 4}, layers: [conv: {filters: f, kernel: 1}]}
  conv2: {layers: [relu]}
  CONV9-9: {layers: [tanh]}
  conv x1: {layers: [sigmoid]}
layers:
"""


def spec(*steps: str, head: str = HEAD):
    return read(parse(head + "".join(f"  - {step}\n" for step in steps), "x.yaml"), "x")


def layers(*steps: str, head: str = HEAD) -> list[str]:
    return [f"{node.name} {node.op!r} {shown(node.shape)}" for node in build(spec(*steps, head=head)).nodes]


def refused(*steps: str, head: str = HEAD) -> str:
    with pytest.raises(ArchcalcError) as caught:
        build(spec(*steps, head=head))
    return str(caught.value)


VGG = """input: [3, 224, 224]
layers:
  - 2x (CONV3-64 -> RELU) -> POOL2
  - 2x (CONV3-128 -> RELU) -> POOL2
  - 3x (CONV3-256 -> RELU) -> POOL2
  - 3x (CONV3-512 -> RELU) -> POOL2
  - 3x (CONV3-512 -> RELU) -> POOL2
  - FC-4096 -> RELU -> FC-4096 -> RELU -> FC-1000
"""


def test_recurrent_layers_are_steps_as_tables_print_them():
    head = "input: [20, 16]\nlayers:\n"
    for printed, meant in [("LSTM-200", "lstm: {units: 200}"), ("BIGRU-20", "gru: {units: 20, bidirectional: true}"),
                           ("RNN-5 output last", "rnn: {units: 5, output: last}"), ("LSTM-8 layers 2", "lstm: {units: 8, layers: 2}")]:
        assert layers(printed, head=head) == layers(meant, head=head)
    figures = [[analyze(build(spec(step, head=head))).tables[0].totals[key] for key in ("weights", "biases", "macs")]
               for step in ("2x BIGRU-20", "gru: {units: 20, bidirectional: true, layers: 2}")]
    assert figures[0] == figures[1]
    assert written(find("lstm")(units=20, bidirectional=True, biases=1)) == "LSTM-20 bidirectional biases 1"


def test_vgg16_in_six_lines_is_the_bundled_table_row_by_row():
    mine, bundled = analyze(build(read(parse(VGG, "x.yaml"), "x"))), analyze(build(load("vgg16")))
    figures = ("notation", "summary", "output_shape", "activations", "weights", "biases", "macs")

    def rows(report):
        table = report.table("layers")
        return [row for row in zip(*map(table.column, figures), strict=True) if row[0] not in {"DROPOUT", "SOFTMAX"}]

    assert rows(mine) == rows(bundled)
    assert mine.table("layers").totals == bundled.table("layers").totals


FLAT = "flatten"
TWINS = {
    "a filter of three": ("CONV3-64", ["conv: {filters: 64, kernel: 3, padding: 1}"]),
    "in small letters": ("conv3-64", ["conv: {filters: 64, kernel: 3, padding: 1}"]),
    "both sides": ("CONV3x5-64", ["conv: {filters: 64, kernel: [3, 5], padding: [1, 2]}"]),
    "the same along both": ("CONV3x3-64", ["conv: {filters: 64, kernel: [3, 3], padding: 1}"]),
    "a window of one moves by two": ("CONV1-8 stride 2", ["conv: {filters: 8, kernel: 1, stride: 2}"]),
    "spread": ("CONV3-8 dilation 2", ["conv: {filters: 8, kernel: 3, padding: 2, dilation: 2}"]),
    "words behind": ("CONV7-64 stride 2 pad 3", ["conv: {filters: 64, kernel: 7, stride: 2, padding: 3}"]),
    "a stride behind a slash": ("CONV3-96 /2 pad 1", ["conv: {filters: 96, kernel: 3, stride: 2, padding: 1}"]),
    "no spaces": ("CONV3-8/2 pad 1->RELU->POOL2", ["conv: {filters: 8, kernel: 3, stride: 2, padding: 1}", "relu", "max_pool: {kernel: 2}"]),
    "a course's, unpadded": ("CONV-5-8", ["conv: {filters: 8, kernel: 5}"]),
    "another course's, unpadded": ("conv 8 5x5 stride 2", ["conv: {filters: 8, kernel: 5, stride: 2}"]),
    "words of every kind": ("CONV3-8 no bias groups 2 pad 1x0", ["conv: {filters: 8, kernel: 3, bias: false, groups: 2, padding: [1, 0]}"]),
    "four sides": ("CONV2-8 pad 0,1,0,1", ["conv: {filters: 8, kernel: 2, padding: [0, 1, 0, 1]}"]),
    "same": ("CONV4-8 stride 2 pad same", ["conv: {filters: 8, kernel: 4, stride: 2, padding: same}"]),
    "none": ("CONV3-8 no pad", ["conv: {filters: 8, kernel: 3}"]),
    "depthwise": ("DWCONV3 stride 2 pad 1", ["conv: {filters: 4, kernel: 3, stride: 2, padding: 1, groups: 4}"]),
    "depthwise of the same size": ("DWCONV5", ["conv: {filters: 4, kernel: 5, padding: 2, groups: 4}"]),
    "transposed": ("UPCONV2-8 stride 2", ["conv_transpose: {filters: 8, kernel: 2, stride: 2}"]),
    "poolings": ("POOL2 -> MAXPOOL3 stride 2 -> AVGPOOL7 ceil", ["max_pool: {kernel: 2}", "max_pool: {kernel: 3, stride: 2}", "avg_pool: {kernel: 7, ceil: true}"]),
    "poolings in words": ("pool-2 -> max pool 3x3 -> AVG POOL 2x2 no count_padding", ["max_pool: {kernel: 2}", "max_pool: {kernel: 3}", "avg_pool: {kernel: 2, count_padding: false}"]),
    "a flattened volume": ("FC-10", [FLAT, "linear: {units: 10}"]), "without its dash": ("FC10", [FLAT, "linear: {units: 10}"]),
    "one flatten is enough": ("GAP -> FC 8 no bias -> RELU -> DENSE-5", ["global_avg_pool", FLAT, "linear: {units: 8, bias: false}", "relu", "linear: {units: 5}"]),
    "what tables print": ("BATCH NORM -> LEAKY RELU slope 0.2 -> NORM -> FLATTEN -> SOFTMAX", ["batch_norm", "leaky_relu: {slope: 0.2}", "lrn", FLAT, "softmax"]),
    "an operator's own name": ("BN -> group_norm groups 2 no affine -> dropout rate 0.25", ["batch_norm", "group_norm: {groups: 2, affine: false}", "dropout: {rate: 0.25}"]),
    "a flag with its value": ("POOL3 ceil false -> POOL2 ceil true", ["max_pool: {kernel: 3}", "max_pool: {kernel: 2, ceil: true}"]),
    "rounds": ("2x (CONV3-8 -> RELU) -> 3x relu -> POOL2", ["repeat: {times: 2, layers: [conv: {filters: 8, kernel: 3, padding: 1}, relu]}", "repeat: {times: 3, layers: [relu]}", "max_pool: {kernel: 2}"]),
    "rounds of rounds": ("2x (CONV1-8 -> 2x (RELU -> TANH))", ["repeat: {times: 2, layers: [conv: {filters: 8, kernel: 1}, repeat: {times: 2, layers: [relu, tanh]}]}"]),
    "no rounds": ("0x (CONV3-8) -> RELU", ["relu"]), "parentheses alone": ("(RELU -> (TANH))", ["relu", "tanh"]),
    "expressions": ('"CONV${n + 1}-${4 * width} -> ${n}x (CONV${n + 1}x1-${width} -> RELU) -> POOL${n}"', [
        "conv: {filters: 32, kernel: 3, padding: 1}", "repeat: {times: 2, layers: [conv: {filters: 8, kernel: [3, 1], padding: [1, 0]}, relu]}", "max_pool: {kernel: 2}"]),
    "modules": ("m -> 2x m -> relu", ["m", "repeat: {times: 2, layers: [m]}", "relu"]), "a chosen operator": ('"${act} -> RELU"', ["relu", "relu"]),
    "a module goes before": ("CONV9-9 -> conv2 -> conv x1", ["CONV9-9", "conv2", "conv x1"]),
    "a module alone": ("CONV9-9", ["CONV9-9"]), "a name in parts": ('"conv${n}"', ["conv2"]),
    "with attributes of its own": ("CONV3-8: {name: first, bias: false}", ["conv: {name: first, filters: 8, kernel: 3, padding: 1, bias: false}"]),
    "words and attributes": ("CONV3-8 stride 2: {padding: 1, from: input}", ["conv: {filters: 8, kernel: 3, stride: 2, padding: 1}"]),
    "the flatten reads what it reads": ("FC-3: {name: a, if: n == 2}", ["flatten", "linear: {name: a, units: 3}"]),
    "in branches": ("concat: [[CONV3-8 -> RELU], [CONV1-8]]", ["concat: [[conv: {filters: 8, kernel: 3, padding: 1}, relu], [conv: {filters: 8, kernel: 1}]]"]),
    "folded over lines": ("CONV3-8\n      -> RELU\n      -> POOL2", ["conv: {filters: 8, kernel: 3, padding: 1}", "relu", "max_pool: {kernel: 2}"]),
}


@together(("notation", "longer"), TWINS.values())
def test_notation_gives_the_layers_of_the_longer_form(notation, longer):
    assert layers(notation) == layers(*longer)


MESSAGES = {
    "CONV7-64 stride 2": "9:5: error[padding]|the stride is 2: pad 3 gives 16x16x64, pad 0 gives 13x13x64|write pad 3 or pad 0",
    "CONV4-64": "9:5: error[padding]|the kernel is even: pad 1 gives 31x31x64, pad 2 gives 33x33x64",
    '"DWCONV${n}"': "9:6: error[padding]|pad 0 gives 31x31x4, pad 1 gives 33x33x4",
    "RELU -> 2x (CONV3-8 -> CONV3-8 stride 2)": "9:28: error[padding]|pad 1 gives 16x16x8",
    "CONV3-64 causal -> RELU strid 3 -> POOL2 wat": "9:14: error[notation]: conv has no attribute 'causal'|9:29: error[notation]: relu has no attribute 'strid'|9:46: error[notation]: max_pool has no attribute 'wat'",
    "CONV3-64 strid 2 pad 1": "9:14: error[notation]: conv has no attribute 'strid'|did you mean 'stride'?",
    "CONV3-64 ->": "9:16: error[notation]: a layer is missing here", "-> RELU": "9:5: error[notation]: a layer is missing here",
    "RELU -> -> RELU": "9:13: error[notation]: a layer is missing here", "2x ()": "9:9: error[notation]: a layer is missing here",
    "2x (CONV3-64": "9:8: error[notation]: this is never closed|its ) is missing", "RELU)": "9:9: error[notation]: ')' closes nothing",
    "CONV3-64 RELU": "9:14: error[notation]: conv has no attribute 'RELU'|-> between two layers",
    "CONV3-64 2x RELU": "9:14: error[notation]: '2x' stands where -> is expected", "RELU (RELU)": "9:10: error[notation]: '(' stands where",
    "FC-10 -> FC-5: {name: a}": "9:5: error[notation]: a chain takes no attributes", "2x FC-10: {name: a}": "a chain takes no attributes",
    "FC-10: {units: 3}": "9:13: error[notation]: the units is said twice|'10' in the layer's notation says it",
    "CONV3-8 stride 2 stride 1": "9:22: error[notation]: the stride is said twice",
    "to_tokens -> FC-10": "9:18: error[notation]: written so, linear reads a vector or a volume, found the tokens 1024x4",
    "m stride 2": "9:7: error[notation]: 'm' is a module: in a chain it has no attributes", "CONV3-8 -> wat 3": "9:16: error[unknown-operator]: there is no operator or module 'wat'",
    "CONV3-8 -> nn.Linear": "9:16: error[unknown-operator]|did you mean 'linear'?", "CONV3-64: [relu]": "expected attributes of conv in braces, found a list",
    "CONV3-8: {fliters: 3}": "conv has no attribute 'fliters'|did you mean 'filters'?", "CONV3-8 stride": "9:13: error[notation]: stride of what?",
    "POOL2 no stride": "9:14: error[notation]: max_pool has nothing called 'stride'", "POOL2 3x3 7": "9:11: error[notation]: '3x3' behind max_pool: of what?",
    "CONV3-8 stride 1.5 pad 1": "9:20: error[wrong-type]: conv's stride: expected a positive integer", "CONV0-8": "9:9: error[wrong-type]: conv's kernel",
    "CONV99999999999999999999-3": "9:9: error[notation]: '99999999999999999999' is no number", "CONV3-8 pad 1e999": "9:17: error[notation]: '1e999' is no number",
    '"CONV3-${nn}"': "9:12: error[unknown-name]: there is no name 'nn' here|did you mean 'n'?", '"${width -> relu"': "9:6: error[unknown-operator]: there is no operator or module '${width'",
    "CONV3-8\n      -> RELU\n      -> CONV3-8 causl": "11:18: error[notation]: conv has no attribute 'causl'", ">\n      CONV3-8 ->\n      POOL2 causl": "11:13: error[notation]",
    "'CONV3-8 -> wat'": "9:17: error[unknown-operator]", '"CONV3-8 ->\n    \\x77at"': "9:5: error[unknown-operator]: there is no operator or module 'wat'", "conv 8 3x3 1": "9:16: error[notation]: '1' behind conv: of what?",
    "10**9x (RELU)": "9:5: error[unknown-operator]: there is no operator or module '10**9x'", "1000000000x (RELU)": "9:5: error[wrong-type]: repeat takes 0 to 200,000 times",
    "200000x (RELU -> 200000x RELU)": "error[too-large]", "9" * 3000 + "x RELU": "9:5: error[wrong-type]: repeat takes 0 to 200,000 times", "(" * 10_000 + "RELU" + ")" * 10_000: "9:37: error[notation]: more than 32 parentheses",
    "TABLE CONV kernel 3 connections " + "[" * 20_000: "error[expression]", "TABLE CONV kernel 3 connections " + "[" * 20_000 + "]" * 20_000: "is no number that can be read", "Dense": "did you mean 'linear'?", "Conv2d: {filters: 3}": "did you mean 'conv'?", "ReLU": "did you mean 'relu'?",
}


@together("step", MESSAGES)
def test_what_is_not_understood_is_told_with_its_column(step):
    told = refused(step)
    assert all(words in told for words in MESSAGES[step].split("|")), told


@pytest.mark.parametrize("text", ["CONV3-8 -> CONV3-8 stride 2 pad 1 -> 2x (POOL2 -> BN) -> FC-10 no bias"])
def test_no_word_can_be_left_out_of_the_layers(text):
    """Each word changes what is made, or is refused where it is doubled: none is skipped."""
    words = text.split()
    for i in range(len(words)):
        for changed in ([*words[:i], *words[i + 1:]], [*words[:i], words[i], *words[i:]]):
            try:
                assert layers(" ".join(changed)) != layers(text), changed
            except ArchcalcError:
                pass


WRITTEN = {"convolution", "pooling", "linear", "norm", "activation"}
UNWRITTEN = {"standardize"}
"""Its lists of real numbers stand in no notation."""
ALL = [kind for kind in kinds() if find(kind).traits & WRITTEN and kind not in UNWRITTEN]
VALUES = [1, 2, 3, 4, 7, 0, [1, 2], [3, 5], [0, 1], [1, 0], [0, 1, 2, 0], [1, 2, 3], [3, 7, 7], [0, 0, 1, 1, 2, 2], [[0, 1], [2]], True, False, 0.2, 1e-6, -0.5, 2.0, "same"]


def parsed(kind, value):
    try:
        return kind.parse(value)
    except Refused:
        return None


@st.composite
def operators(draw):
    """An operator of which every attribute, or any of them, is given: all of its kinds' values that the pool has."""
    op = find(draw(st.sampled_from(ALL)))
    given_values = {}
    for name, kind in op.fields.items():
        suiting = [found for value in (*VALUES, *(kind.words or ())) if (found := parsed(kind, value)) is not None]
        if name not in op.defaults or draw(st.booleans()):
            given_values[name] = draw(st.sampled_from(suiting))
    return op(**given_values)


def read_back(text: str, head: str = "input: [4]\nlayers:\n"):
    step, = spec(text, head=head).layers
    said = step.form.completed(step.constants) if step.form else step.constants
    op = find(step.kind.text)
    return op(**{name: parse_attribute(op, name, value) for name, value in said.items()})


@given(operators())
def test_what_is_written_reads_back(op):
    assert read_back(written(op)) == op
    assert read_back(written(op, ((1, 6, 12),))) == op


CASES = [(op, inputs) for op, inputs in (*GRID, *DOCUMENTED) if op.kind in ALL]


def test_what_is_written_builds_the_same_layer():
    """On the shapes of the grid: what follows from a volume, and the flatten, among them."""
    for op, inputs in CASES[::7]:
        head = f"{{input: {list(inputs[0][1:])}, layers: ["
        try:
            graph = build(read(parse(f'{head}"{written(op, tuple(inputs))}"]}}', "x.yaml"), "x"))
        except ArchcalcError as error:
            raise AssertionError(written(op, tuple(inputs))) from error
        assert graph.nodes[-1].op.for_signals(op.on_signals) == op


@pytest.mark.parametrize(("op", "text"), [
    (find("conv")(filters=64, kernel=(3, 3), padding=(1, 1, 1, 1)), "CONV3-64"), (find("conv")(filters=64, kernel=(3, 3)), "CONV3-64 pad 0"),
    (find("conv")(filters=96, kernel=(11, 11), stride=(4, 4)), "CONV11-96 stride 4 pad 0"), (find("conv")(filters=8, kernel=(1, 1), stride=(2, 2), bias=False), "CONV1-8 stride 2 no bias"),
    (find("max_pool")(kernel=(3, 3), stride=(2, 2), ceil=True), "POOL3 stride 2 ceil"), (find("avg_pool")(kernel=(7, 7)), "AVGPOOL7"),
    (find("linear")(units=10), "FC-10"), (find("batch_norm")(), "BN"), (find("leaky_relu")(slope=0.2), "LEAKY RELU slope 0.2"),
])
def test_the_second_form(op, text):
    assert written(op) == text


@pytest.mark.parametrize(("notations", "text", "words"), [
    ({"GEN{filters}x": None}, "GEN3x", "there is no operator or module 'GEN3x'"), ({"GEN{filters}": None}, "GEN3 -> RELU", ""),
    (["GEN"], "GEN3", "notations are a mapping"), ({"GEN{filtres}": None}, "GEN3", "'filtres' is no attribute of gen"),
    ({"GEN{filters}": lambda said, x: said["kernel"]}, "GEN3", "KeyError"),
])
def test_an_operator_of_somebody_else_may_have_a_notation(notations, text, words):
    declared = type("Gen", (find("conv"),), {"kind": "gen", "notations": notations, "__module__": __name__, "__annotations__": {}})
    declared.defaults = declared.defaults | {"kernel": (1, 1)}
    written_forms._declared.cache_clear()
    told = ""
    try:
        build(spec(text))
    except ArchcalcError as error:
        told = str(error)
    finally:
        del Op.known["gen"]
        written_forms._declared.cache_clear()
    assert words in told
    assert bool(words) == bool(told)


def test_networks_made_by_chance_are_what_they_are_by_pencil():
    """support/notation_twin.py goes on for as long as one likes; what is refused must be refused by both."""
    told = [difference(number) for number in range(250)]
    assert [found for found in told if found] == []


def test_what_follows_from_a_volume_follows_from_every_other_input_s():
    """Layers that say the same of volumes that are alike by chance: a network fed anew is the network built anew."""
    text = """input: [8, {}, 8]
layers: [DWCONV3: {{name: a}}, transpose: {{order: [0, 2, 1, 3]}}, DWCONV3: {{name: b}}, FC-3]
"""
    alike = Alike()
    for side in (8, 6, 8, 4):
        found = read(parse(text.format(side), "x.yaml"), "x")
        assert [repr(node.op) for node in alike.build(found, 1, "key").nodes] == [repr(node.op) for node in build(found).nodes]


@given(st.text("CONV3-64 x2>()$.{}n/,RELUPOstridepa", max_size=60))
def test_any_text_is_read_or_refused(text):
    mistakes = ()
    try:
        build(spec(f"{text!r}"))
    except ArchcalcError as error:
        mistakes = error.mistakes
    assert all(mistake.place is not None for mistake in mistakes)
