"""Expressions without `${...}`: the same layers as with it, an attribute's own words first, and messages that help."""

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators.shapes import written

HEAD = "input: [4, 16, 16]\noptions: {width: 8, n: 3, no: 2, flag: true, same: 5, rows: [[1, 2], [3, 4]]}\nlayers:\n"


def spec(*steps: str, head: str = HEAD):
    return read(parse(head + "".join(f"  - {step}\n" for step in steps), "x.yaml"), "x")


def layers(*steps: str, head: str = HEAD) -> list[str]:
    return [f"{node.op!r} {written(node.shape)}" for node in build(spec(*steps, head=head)).nodes]


def refusal(*steps: str, head: str = HEAD) -> str:
    with pytest.raises(ArchcalcError) as refused:
        build(spec(*steps, head=head))
    return str(refused.value)


TWINS = [
    ("conv: {filters: 4 * width, kernel: n}", "conv: {filters: '${4 * width}', kernel: '${n}'}"),
    ("conv: {filters: 4, kernel: 1, bias: 'false', if: \"true\"}", "conv: {filters: 4, kernel: 1, bias: false}"),
    ("conv: {filters: width if flag else 1, kernel: 1, bias: not flag}", "conv: {filters: 8, kernel: 1, bias: false}"),
    ("conv: {filters: \"max(16, c_in)\", kernel: [n, n - 2], padding: [n // 2, 0]}", "conv: {filters: 16, kernel: [3, 1], padding: [1, 0]}"),
    ("conv: {filters: c_in, kernel: 3, padding: same}", "conv: {filters: 4, kernel: 3, padding: same}"),
    ("conv: {filters: no, kernel: n, padding: '${same}'}", "conv: {filters: 2, kernel: 3, padding: 5}"),
    ("relu: {if: flag}", "relu"), ("relu: {if: c_in == width}", "identity: {if: false}"), ("leaky_relu: {slope: 1 / 4}", "leaky_relu: {slope: 0.25}"),
    ("repeat: {times: n - 1, index: i, layers: [conv: {filters: 2 ** i * width, kernel: 1}]}", "repeat: {times: 2, index: i, layers: [conv: {filters: '${2 ** i * width}', kernel: 1}]}"),
    ("each: {as: [a, b], of: rows, layers: [conv: {filters: a * b, kernel: 1}]}", "each: {as: [a, b], of: [[1, 2], [3, 4]], layers: [conv: {filters: '${a * b}', kernel: 1}]}"),
    ("residual: {skip: c_in == 4, layers: [relu]}", "residual: [relu]"), ("upsample: {scale: no, mode: nearest}", "upsample: {scale: 2, mode: nearest}"),
    ("group: {name: stage, if: not flag, layers: [relu]}", "identity: {if: false}"),
]


@pytest.mark.parametrize(("bare", "braced"), TWINS)
def test_an_expression_needs_no_braces_where_a_number_or_flag_is_wanted(bare, braced):
    assert layers(bare) == layers(braced)


MODULE = "input: [4, 16, 16]\noptions: {width: 8, act: tanh}\nmodules:\n  m: {parameters: {f: , act: relu, k: 1}, layers: [conv: {filters: f, kernel: k}, '${act}']}\nlayers:\n"


@pytest.mark.parametrize(("call", "op", "warned"), [
    ("m: {f: 2 * width}", "relu()", 0), ("m: {f: width}", "relu()", 0), ("m: {f: sqrt(16)}", "relu()", 0), ("m: {f: 1, act: gelu}", "gelu(approximation='none')", 0), ("m: {f: 1, act: act}", "tanh()", 1),
    ("m: {f: c_in, k: 3}", "relu()", 0), ('m: {f: 1, act: "${act}"}', "tanh()", 0),
])
def test_an_argument_is_an_expression_where_all_of_its_names_are_known(call, op, warned):
    read_ = spec(call, head=MODULE)
    assert [warning.code for warning in read_.warnings if warning.code != "unused"] == ["bare-name"] * warned
    assert repr(build(read_).nodes[-1].op) == op


def test_quotes_keep_an_argument_a_text():
    told = refusal('m: {f: 1, act: "act"}', head=MODULE)
    assert "there is no operator or module 'act'" in told or "'act'" in told


@pytest.mark.parametrize(("size", "shape"), [
    ("784", (784,)), ("3x32x16", (3, 32, 16)), ("[3, side, side // 2]", (3, 32, 16)), ("side", (32,)), ("[\"${side}\", side]", (32, 32)),
])
def test_the_sizes_of_an_input_in_all_their_forms(size, shape):
    assert build(spec("relu", head=f"input: {size}\noptions: {{side: 32}}\nlayers:\n")).nodes[0].shape[1:] == shape


MESSAGES = {
    "conv: {filters: widht, kernel: 3}": "4:21: error[wrong-type]: conv's filters: expected a positive integer, found 'widht'|did you mean 'width'?",
    "conv: {filters: 3, kernel: 3, padding: smae}": "did you mean 'same'?",
    "conv: {filters: 4 *, kernel: 3}": "4:21: error[expression]: something is missing",
    "conv: {filters: 2 * wdth, kernel: 3}": "error[unknown-name]: there is no name 'wdth' here|did you mean 'width'?",
    "conv: {filters: max(16, c_in), kernel: 3}": "YAML ends this at the comma: 'max(16'|put it in quotes: filters: \"max(16, c_in)\"",
    "conv: {filters: ${width}, kernel: 3}": "put it in quotes: \"${width}\"",
    "conv: {out_channels: 8, kernel_size: 3}": "did you mean 'filters'?|did you mean 'kernel'?",
    "attention: {num_heads: 2}": "did you mean 'heads'?", "group_norm: {num_groups: 2}": "did you mean 'groups'?", "dropout: {p: 0.1}": "did you mean 'rate'?",
    "upsample: {scale_factor: 2}": "did you mean 'scale'?", "relu: {if: yes}": "expected true or false, found 'yes'|yes is text in YAML 1.2; write true",
    "repeat: {times: tow, layers: [relu]}": "expected a number of times, found 'tow'",
    "conv: {filters: a}b, kernel: 3}": "error[syntax]",
}


@pytest.mark.parametrize("step", MESSAGES)
def test_a_slip_is_answered_with_what_was_meant(step):
    said = refusal(step)
    assert [part for part in MESSAGES[step].split("|") if part not in said] == [], said


def test_parameters_as_a_list_are_required_ones():
    head = "input: [4]\nmodules: {m: {parameters: [units], layers: [linear: {units: units}]}}\nlayers:\n"
    assert layers("m: {units: 2}", head=head)[-1].endswith(" 2")
    assert "m wants units" in refusal("m", head=head)


@pytest.mark.parametrize(("size", "warned"), [("[224, 224, 3]", 1), ("[28, 28, 1]", 1), ("[3, 3, 3]", 0), ("[3, 224, 224]", 0), ("[64, 32, 1]", 0), ("[16, 112, 112, 3]", 1), ("[3, 16, 112, 112]", 0)])
def test_an_image_or_a_clip_with_its_channels_last_is_warned_about(size, warned):
    assert [warning.code for warning in spec("relu", head=f"input: {size}\nlayers:\n").warnings] == ["order"] * warned


@pytest.mark.parametrize("times", ["true", "1.5"])
def test_a_number_of_times_is_one_in_a_module_too_that_nothing_calls(times):
    head = f"input: [4]\nmodules: {{m: {{layers: [repeat: {{times: {times}, layers: [relu]}}]}}}}\nlayers:\n"
    assert "expected a number of times" in refusal("relu", head=head)


def test_braces_without_a_dollar_around_a_name_in_scope_are_warned_of_and_names_left_out_are_worked_out():
    for step, told in [("relu: {name: 'a{width}'}", 'write "a${width}"'), ("add: {from: ['s{n}', s3]}", 'write "s${n}"'),
                       ("repeat: {times: 1, index: i, layers: [relu: {name: 'c{i}'}]}", 'write "c${i}"')]:
        warned = [warning for warning in spec(step).warnings if warning.code == "bare-name"]
        assert [told in warning.hint for warning in warned] == [True]
    assert not [warning for warning in spec("relu: {name: 'a{x}b{}${n}'}").warnings if warning.code == "bare-name"]
    graph = build(spec("relu: {name: 'c${n}', if: n == 2}", "'${\"relu\" if flag else \"gelu\"}': {if: n == 2}", "relu"))
    assert [each.step for each in graph.left_out] == ["c3", "relu"]


def test_an_argument_that_is_text_by_its_quotes_is_told_so():
    uses = {"conv: {filters: x, kernel: 3}": "2 * d", "repeat: {times: x, layers: [relu]}": "2 * d", "relu: {if: x}": "d == 4"}
    for used, given in uses.items():
        head = f"input: [4, 8, 8]\noptions: {{d: 4}}\nmodules: {{m: {{parameters: {{x: 1}}, layers: [{used}]}}}}\nlayers:\n"
        with pytest.raises(ArchcalcError, match="quotes is text") as caught:
            build(spec(f'm: {{x: "{given}"}}', head=head))
        assert f'write "${{{given}}}"' in str(caught.value)
        assert build(spec(f"m: {{x: {given}}}", head=head)).nodes
