"""The specification language, construct by construct: what is written, and the layers that it stands for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcalc
from archcalc.language.expansion.expand import Expansion
from archcalc.language.expansion.size_limits import Bounds
from archcalc.language.flat_layers import Layer
from archcalc.language.spec import configured, read
from archcalc.language.text.document import parse
from archcalc.loading.library import names
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.operators.shapes import written


def net(text: str, variant: str = "x", **options) -> Graph:
    spec = read(parse(text, "x.yaml"), variant)
    values = {name: parse(str(value), name).root for name, value in options.items()}
    return build(configured(spec, values) if options else spec)


def layers(*steps: str, head: str = "input: [3, 32, 32]", **options) -> list[str]:
    """Each layer as `name kind volume`, the input left out."""
    graph = net(f"{head}\nlayers:\n" + "".join(f"  - {step}\n" for step in steps), **options)
    return [f"{node.name} {node.op.kind} {written(node.shape)}" for node in graph.nodes if node.inputs]


def reads(text: str) -> dict[str, list[str]]:
    """The layers that each layer reads."""
    graph = net(text)
    return {node.name: [graph.nodes[i].name for i in node.inputs] for node in graph.nodes}


UNNAMED = [
    ("conv: {filters: 8, kernel: 1}", "conv1"), ("max_pool: {kernel: 2}", "pool1"), ("global_avg_pool", "pool1"),
    ("adaptive_avg_pool: {output: 7}", "pool1"), ("batch_norm", "norm1"), ("lrn", "norm1"), ("relu", "relu1"),
    ("dropout", "dropout1"), ("flatten", "flatten1"), ("concat: [[], []]", "concat1"), ("residual: [relu]", "add1"),
]


@pytest.mark.parametrize(("step", "name"), UNNAMED)
def test_unnamed_layers_get_kind_and_number(step, name):
    assert layers(step)[-1].split()[0] == name


def test_numbers_count_within_a_kind_in_order():
    assert [line.split()[0] for line in layers("relu", "max_pool: {kernel: 2}", "relu", "avg_pool: {kernel: 2}")] == [
        "relu1", "pool1", "relu2", "pool2"]


PADDINGS = [("0", "30x30"), ("1", "32x32"), ("[1, 0]", "32x30"), ("[0, 1, 2, 3]", "31x35"), ("same", "32x32"), ("valid", "30x30")]


@pytest.mark.parametrize(("padding", "size"), PADDINGS)
def test_padding_in_all_its_forms(padding, size):
    assert layers(f"conv: {{filters: 1, kernel: 3, padding: {padding}}}")[-1].split()[-1] == f"{size}x1"


EXPRESSIONS = [
    ("'${classes}'", 10), ("'${2 * classes - 4}'", 16), ("'${classes if wide else 1}'", 1), ("'${min(classes, 4)}'", 4),
    ("'${c_in * 2}'", 6), ("'${h_in // 4}'", 8), ("'${w_in % 7}'", 4), ("'${sizes[1]}'", 20), ("'${len(sizes)}'", 2),
    ("'${2 ** 3}'", 8), ("'${divisible(classes * 1.4, 8)}'", 16), ("'${1 if classes in [9, 10] else 2}'", 1),
    ("'${ceil(classes / 4)}'", 3), ("'${round(2.6)}'", 3), ("'${3 if not wide and classes > 5 else 4}'", 3),
]


@pytest.mark.parametrize(("expression", "value"), EXPRESSIONS)
def test_expressions(expression, value):
    head = "input: [3, 32, 32]\noptions: {classes: 10, wide: false, sizes: [10, 20]}"
    assert layers(f"conv: {{filters: {expression}, kernel: 1}}", head=head)[-1] == f"conv1 conv 32x32x{value}"


def test_an_expression_inside_a_text_gives_text():
    assert layers("repeat: {times: 2, index: i, layers: [relu: {name: 'r${i + 1}_a'}]}") == [
        "r1_a relu 32x32x3", "r2_a relu 32x32x3"]


def test_options_are_set_and_typed_by_their_default():
    head = "input: [3, 32, 32]\noptions: {n: 8, width: 1.0}"
    assert layers("conv: {filters: '${n}', kernel: 1}", head=head, n=5) == ["conv1 conv 32x32x5"]
    assert layers("conv: {filters: '${round(n * width)}', kernel: 1}", head=head, width=2) == ["conv1 conv 32x32x16"]


def test_a_step_with_a_false_condition_is_not_there():
    assert layers("relu: {if: false}", "tanh", "sigmoid: {if: '${c_in == 3}'}") == ["tanh1 tanh 32x32x3", "sigmoid1 sigmoid 32x32x3"]


def test_branches_and_the_empty_one_is_the_identity():
    steps = "concat: [[conv: {filters: 8, kernel: 1}], [], [conv: {filters: 4, kernel: 3, padding: 1}, relu]]"
    assert layers(steps)[-1] == "concat1 concat 32x32x15"


def test_a_branching_operator_with_a_name():
    assert layers("add: {name: sum, branches: [[], [conv: {filters: 3, kernel: 1}]]}")[-1] == "sum add 32x32x3"


@pytest.mark.parametrize(("skip", "last"), [("true", "add1 add 32x32x3"), ("'${c_in == 4}'", "conv1 conv 32x32x3")])
def test_residual_with_and_without_its_skip(skip, last):
    assert layers(f"residual: {{skip: {skip}, layers: [conv: {{filters: 3, kernel: 1}}]}}")[-1] == last


def test_residual_with_a_shortcut():
    steps = "residual: {layers: [conv: {filters: 8, kernel: 1}], shortcut: [conv: {name: project, filters: 8, kernel: 1}]}"
    assert reads(f"input: [3, 8, 8]\nlayers:\n  - {steps}\n")["add1"] == ["conv1", "project"]


def test_from_goes_on_elsewhere_and_names_inputs():
    text = "input: [3, 8, 8]\nlayers: [relu: {name: a}, tanh: {name: b}, from: a, sigmoid, add: {from: [a, sigmoid1, b]}]"
    assert reads(text) == {"input": [], "a": ["input"], "b": ["a"], "sigmoid1": ["a"], "add1": ["a", "sigmoid1", "b"]}


def test_several_inputs():
    text = "inputs: {left: [3, 8, 8], right: [3, 8, 8]}\nlayers: [add: {from: [left, right]}]"
    assert reads(text)["add1"] == ["left", "right"]


MODULE = """
input: [3, 32, 32]
options: {wide: 4}
modules:
  block:
    parameters: {filters: , kernel: 3, inner: "${filters * wide}"}
    layers:
      - conv: {filters: "${inner}", kernel: "${kernel}", padding: "${kernel // 2}"}
      - relu
      - conv: {name: out, filters: "${filters}", kernel: 1}
  join:
    inputs: [last, before]
    layers: [add: {from: [last, before]}]
layers:
  - block: {name: first, filters: 3}
  - block: {filters: 3, kernel: 5}
  - join: {from: [block1, first]}
"""


def test_modules_have_parameters_inputs_and_paths():
    graph = net(MODULE)
    assert [node.name for node in graph.nodes] == [
        "input", "first/conv1", "first/relu1", "first/out", "block1/conv1", "block1/relu1", "block1/out", "join1/add1"]
    assert graph.node("first/conv1").shape == (1, 12, 32, 32)
    assert graph.node("first/out").path == ("first",)
    assert [graph.nodes[i].name for i in graph.node("join1/add1").inputs] == ["block1/out", "first/out"]


def test_an_option_chooses_the_module():
    text = ("input: [3, 8, 8]\noptions: {act: relu}\nmodules: {twice: {layers: [tanh, tanh]}}\nlayers: ['${act}': {name: a}]\n"
            "variants: {x: {}, y: {act: twice}}")
    assert [node.name for node in net(text).nodes] == ["input", "a"]
    assert [node.name for node in net(text, "y").nodes] == ["input", "a/tanh1", "a/tanh2"]


def test_each_walks_the_rows_of_a_table():
    assert layers("each: {as: [f, s], of: [[8, 1], [16, 2]], index: i, layers: "
                  "[conv: {name: 'c${i}', filters: '${f}', kernel: 1, stride: '${s}'}]}") == ["c0 conv 32x32x8", "c1 conv 16x16x16"]


def test_a_loop_of_single_values():
    assert layers("each: {as: f, of: [8, 16], layers: [conv: {filters: '${f}', kernel: 1}]}")[-1] == "conv2 conv 32x32x16"


def test_a_group_folds_and_does_not_name():
    graph = net("input: [3, 8, 8]\nlayers: [group: {name: stage1, layers: [relu: {name: a}]}]")
    assert (graph.nodes[1].name, graph.nodes[1].path) == ("a", ("stage1",))


def extended(tmp_path, text: str) -> Graph:
    (tmp_path / "base.yaml").write_text(
        "input: [3, 32, 32]\noptions: {n: 8}\nlayers:\n  - conv: {name: c1, filters: '${n}', kernel: 3}\n  - relu: {name: r1}\n"
        "  - conv: {name: c2, filters: '${c_in * 2}', kernel: 3}\n")
    (tmp_path / "child.yaml").write_text(f"extends: base\n{text}")
    return archcalc.build(tmp_path / "child.yaml")


@pytest.mark.parametrize(("text", "expected"), [
    ("change: {c1: {kernel: 5}}", ["c1 28x28x8", "r1 28x28x8", "c2 26x26x16"]),
    ("change: {'c*': {padding: 1}}", ["c1 32x32x8", "r1 32x32x8", "c2 32x32x16"]),
    ("change: {c1: {filters: '${n + 1}'}}", ["c1 30x30x9", "r1 30x30x9", "c2 28x28x18"]),
    ("options: {n: 4}", ["c1 30x30x4", "r1 30x30x4", "c2 28x28x8"]),
    ("input: [3, 16, 16]", ["c1 14x14x8", "r1 14x14x8", "c2 12x12x16"]),
    ("remove: [r1]", ["c1 30x30x8", "c2 28x28x16"]),
    ("before: {c2: [max_pool: {kernel: 2}]}", ["c1 30x30x8", "r1 30x30x8", "c2/pool1 15x15x8", "c2 13x13x16"]),
    ("after: {c1: [max_pool: {name: p, kernel: 2}]}", ["c1 30x30x8", "c1/p 15x15x8", "r1 15x15x8", "c2 13x13x16"]),
])
def test_building_on_another_network(tmp_path, text, expected):
    graph = extended(tmp_path, text)
    assert [f"{node.name} {written(node.shape)}" for node in graph.nodes[1:]] == expected


@pytest.mark.parametrize(("broken", "place", "words"), [
    ("  - conv: {name: c1, filters: 8, kernal: 3}", "base.yaml:4:34", "did you mean 'kernel'?"),
    ("  - conv: {name: c1, filters: 8, kernel: 33}", "base.yaml:4:5", "32 - 33 = -1"),
    ("  - convv", "base.yaml:4:5", "did you mean 'conv'?"), ("  - [", "base.yaml:4:5", "never closed")])
def test_a_mistake_in_a_network_that_is_extended_is_told_in_its_own_file(tmp_path, broken, place, words):
    (tmp_path / "base.yaml").write_text(f"input: [3, 32, 32]\ntitle: base\nlayers:\n{broken}\n")
    (tmp_path / "child.yaml").write_text("extends: base\ntitle: child\n")
    with pytest.raises(archcalc.ArchcalcError) as caught:
        archcalc.build(tmp_path / "child.yaml")
    assert f"{place}: error[" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(("text", "place", "words"), [
    ("layers: [relu]", "2:1", "no layers of its own"), ("change: {c1: 3}", "2:14", "attributes in braces"), ("change: 3", "2:9", "a mapping under change"),
    ("remove: {c1: 3}", "2:9", "a list of layers"), ("remove: [c9]", "2:10", "c9"), ("change: {c9: {kernel: 1}}", "2:10", "c9")])
def test_an_extension_of_the_wrong_kind_is_told(tmp_path, text, place, words):
    with pytest.raises(archcalc.ArchcalcError) as caught:
        extended(tmp_path, text)
    assert f"child.yaml:{place}: error[" in str(caught.value)
    assert words in str(caught.value)


def test_a_layer_is_found_by_its_name_or_answered_with_the_nearest():
    graph = archcalc.build("lenet5")
    assert graph.node("conv1") is graph.nodes[1]
    with pytest.raises(archcalc.ArchcalcError, match="did you mean 'conv1'"):
        graph.node("cnv1")


def test_no_images_at_all_are_refused():
    with pytest.raises(archcalc.ArchcalcError, match="a whole number of 1 or more, found 0"):
        archcalc.build("lenet5", batch=0)


def test_a_chain_of_extends_and_where_it_may_look(tmp_path):
    extended(tmp_path, "change: {c1: {padding: 1}}")
    (tmp_path / "grandchild.yaml").write_text("extends: child\nchange: {c2: {padding: 1}}")
    assert archcalc.build(tmp_path / "grandchild.yaml").nodes[-1].shape == (1, 16, 32, 32)
    (tmp_path / "escape.yaml").write_text("extends: ../base")
    with pytest.raises(archcalc.ArchcalcError, match="expected a network's name"):
        archcalc.build(tmp_path / "escape.yaml")
    (tmp_path / "loop.yaml").write_text("extends: loop")
    with pytest.raises(archcalc.ArchcalcError, match="extends itself"):
        archcalc.build(tmp_path / "loop.yaml")


@pytest.mark.parametrize("text", ["remove: [input]", "before: {input: [relu]}"])
def test_an_input_cannot_be_removed(tmp_path, text):
    with pytest.raises(archcalc.ArchcalcError, match="'input' is an input"):
        extended(tmp_path, text)


def test_a_change_that_meets_nothing_is_a_mistake(tmp_path):
    with pytest.raises(archcalc.ArchcalcError, match="no layer is called 'c3'"):
        extended(tmp_path, "change: {c3: {kernel: 5}}")


def flat_text(graph: Graph) -> str:
    """The graph written out, one step a layer, each naming what it reads."""
    lines = []
    for node in graph.nodes:
        if not node.is_entrance:
            sources = [graph.nodes[i].name for i in node.inputs]
            attributes = "".join(f", {name}: {_yaml(value)}" for name, value in node.op.attributes.items() if value != ())
            shared = "".join(f", share: {_quoted(lender)}" for lender in {each.lender for each in node.shared})
            lines.append(f"  - {node.op.kind}: {{name: '{node.name}'{_from(sources)}{attributes}{shared}}}")
    given = [f"{_quoted(node.name)}: {list(node.shape[1:])}" for node in graph.nodes if node.is_entrance]
    head = f"inputs: {{{', '.join(given)}}}" if len(given) > 1 else f"input: {list(graph.nodes[0].shape[1:])}"
    return f"{head}\nlayers:\n" + "\n".join(lines) + "\n"


def _from(sources: list[str]) -> str:
    return f", from: [{', '.join(map(_quoted, sources))}]" if sources else ""


def _quoted(name: str) -> str:
    return f"'{name}'"


def _yaml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    return str([list(row) if isinstance(row, tuple) else row for row in value]) if isinstance(value, tuple) else str(value)


@settings(max_examples=30)
@given(st.sampled_from(sorted(set(names()) - {"cifar_resnet1202", "nasnet_large", "pnasnet5_large"})))
def test_a_network_written_out_flat_is_the_same_network(name):
    graph = archcalc.build(name)
    again = net(flat_text(graph))
    told = [(node.name, node.op, node.inputs, node.shape, node.shared) for node in graph.nodes]
    assert [(node.name, node.op, node.inputs, node.shape, node.shared) for node in again.nodes] == told


def test_a_module_called_as_an_operator_is_called_instead_of_it():
    head = 'input: [3, 8, 8]\nmodules:\n  conv: {parameters: {twice: 1}, layers: [relu: {name: "r${twice}"}]}'
    assert layers("conv: {twice: 2}", head=head) == ["conv1/r2 relu 8x8x3"]


def test_the_incoming_volume_is_that_of_an_image_of_tokens_or_of_a_vector():
    head = "input: [3, 8, 5]"
    assert layers('relu: {name: "${c_in}x${h_in}x${w_in}"}', head=head) == ["3x8x5 relu 8x5x3"]
    assert layers("to_tokens", 'relu: {name: "${c_in}x${h_in}"}', head=head)[1] == "3x40 relu 40x3"
    assert layers("flatten", 'relu: {name: "${c_in}"}', head=head)[1] == "120 relu 120"


def test_a_row_of_one_name_may_be_a_list():
    assert layers('each: {as: a, of: [[3, 5], [7, 9]], layers: [relu: {name: "r${a[1]}"}]}') == ["r5 relu 32x32x3", "r9 relu 32x32x3"]


def test_a_residual_begins_where_from_says():
    graph = net("input: [3, 8, 8]\nlayers:\n  - relu\n  - tanh\n  - residual: {from: relu1, layers: [sigmoid]}\n")
    assert [graph.nodes[i].name for i in graph.nodes[-1].inputs] == ["sigmoid1", "relu1"]


CHAINS = [
    "relu", "from: input", "concat: [[relu, tanh], [relu], []]", "add: {branches: [[relu], []]}", "residual: [relu, tanh]",
    "residual: {layers: [relu, tanh], shortcut: [sigmoid, relu]}", "group: {name: g, layers: [relu, relu]}", "m", "repeat: {times: 0, layers: [relu]}",
    "repeat: {times: 1, layers: [relu]}", "repeat: {times: 3, layers: [relu, m, residual: [tanh]]}", "each: {as: a, of: [1, 2, 3], layers: [m, tanh]}",
    "deep0",
]
MODULES = "modules:\n  m: {layers: [relu, group: {name: g, layers: [tanh, tanh]}]}\n" + "".join(
    f"  deep{i}: {{layers: [deep{i + 1}]}}\n" for i in range(50)) + "  deep50: {layers: [relu]}"


@pytest.mark.parametrize("step", CHAINS)
def test_what_a_chain_comes_to_at_least_is_all_of_it_where_nothing_is_left_open(step):
    spec = read(parse(f"input: [3, 8, 8]\n{MODULES}\nlayers:\n  - {step}\n", "x.yaml"), "x")
    run = Expansion(spec, lambda name: None)
    made = [layer for layer in run.network() if isinstance(layer, Layer) and layer.kind != "input"]
    assert Bounds(spec.modules).chain(spec.layers) == (len(made), run.rounds)


@pytest.mark.parametrize(("step", "least"), [
    ("relu: {if: true}", (0, 1)), ('"${k}"', (0, 1)), ('repeat: {times: "${1 + 1}", layers: [relu]}', (0, 1)), ('each: {as: a, of: "${[1, 2]}", layers: [relu]}', (0, 1)),
    ("residual: {skip: true, layers: [relu]}", (1, 2))])
def test_what_a_condition_or_an_expression_decides_is_not_counted(step, least):
    spec = read(parse(f"input: [3, 8, 8]\noptions: {{k: relu}}\nlayers:\n  - {step}\n", "x.yaml"), "x")
    assert Bounds(spec.modules).chain(spec.layers) == least
