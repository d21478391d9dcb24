"""ONNX files are networks like any other: the models that onnx ships, small ones of every kind, and hostile ones."""

import itertools
import json
import subprocess
import sys
from math import prod
from pathlib import Path

import pytest
from places import ORACLE, TESTS

onnx = pytest.importorskip("onnx")

from onnx_models import EXTERNAL, HOSTILE, INTEGER, array, elsewhere, field, integers, model, node, written  # noqa: E402

import archcalc  # noqa: E402
from archcalc import ArchcalcError, analyze, build, load, run  # noqa: E402
from archcalc.cli import application  # noqa: E402
from archcalc.loading.onnx import protobuf_wire, record_reader  # noqa: E402

LIGHT = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
CASES = json.loads((ORACLE / "recorded" / "onnx_cases.json").read_text())

# parameters, running statistics, multiply-accumulates; DenseNet and Inception v2 have their scale and shift behind the
# norms, which is 83,648 and 19,904 values too many where both are counted
MODELS = [
    ("bvlc_alexnet", 60_965_224, 0, 654_560_384), ("zfnet512", 87_250_536, 0, 1_481_727_008),
    ("vgg19", 143_667_240, 0, 19_632_062_464), ("squeezenet", 1_235_496, 0, 349_151_936),
    ("inception_v1", 6_998_552, 0, 1_431_556_352), ("inception_v2", 11_194_984, 19_904, 2_018_851_840),
    ("resnet50", 25_557_032, 53_120, 4_089_184_256), ("shufflenet", 1_393_320, 26_832, 124_664_528),
    ("densenet121", 7_978_856, 83_648, 2_834_161_664),
]


def read(tmp_path, *arguments, **options):
    return build(written(tmp_path / "net.onnx", model(*arguments, **options)))


def command(*words):
    """A command, as at the terminal; whatever it refuses is raised."""
    with pytest.raises(SystemExit) as left:
        application.run(list(words))
    assert not left.value.code


def kinds(graph):
    return [each.op.kind for each in graph.nodes[1:]]


def params(graph):
    return analyze(graph).tail["totals"]["params"]


@pytest.mark.parametrize(("name", "parameters", "buffers", "macs"), MODELS)
def test_the_models_that_onnx_ships(name, parameters, buffers, macs):
    graph = build(LIGHT / f"light_{name}.onnx")
    totals = analyze(graph).tail["totals"]
    assert (totals["params"], totals["buffers"], totals["macs"]) == (parameters, buffers, macs)
    assert not graph.notes
    assert {graph.nodes[position].shape[:2] for position in graph.outputs} == {(1, 1000)}


@pytest.mark.quick(cases=3)
@pytest.mark.parametrize("name", [row[0] for row in MODELS])
def test_every_shape_is_that_of_onnx(name, tmp_path):
    """onnx's native inference writes its shapes into a copy, in a process of its own; a shape that differs is told."""
    copy = tmp_path / "inferred.onnx"
    program = "import onnx, sys; onnx.save(onnx.shape_inference.infer_shapes(onnx.load(sys.argv[1])), sys.argv[2])"
    subprocess.run([sys.executable, "-c", program, str(LIGHT / f"light_{name}.onnx"), str(copy)], check=True)
    assert len(onnx.load(str(copy)).graph.value_info) > 20
    assert not build(copy).notes


def test_a_shape_that_differs_is_told(tmp_path):
    graph = read(tmp_path, [node("Relu", "x", "a"), node("Tanh", "a", "y")], stated=[("a", [1, 4, 8, 8])])
    assert graph.notes == ("the file states [1, 4, 8, 8] for 'a', and archcalc computes [1, 3, 8, 8]",)


RECOGNISED = [
    ("a bias added behind", [node("Conv", "x w", "a"), node("Add", "a b", "y")], [array("w", [4, 3, 1, 1]), array("b", [4, 1, 1])], ["conv"], 16),
    ("a product and a sum", [node("Flatten", "x", "f"), node("MatMul", "f w", "a"), node("Add", "b a", "y")], [array("w", [192, 5]), array("b", [5])], ["flatten", "linear"], 965),
    ("a split norm", [node("BatchNormalization", "x s s m m", "a"), node("Mul", "a g", "b"), node("Add", "b h", "y")],
     [array(name, [3]) for name in "sm"] + [array(name, [3, 1, 1]) for name in "gh"], ["batch_norm"], 6),
    ("swish", [node("Sigmoid", "x", "a"), node("Mul", "x a", "y")], [], ["silu"], 0),
    ("hard swish", [node("HardSigmoid", "x", "a", alpha=1 / 6), node("Mul", "x a", "y")], [], ["hard_swish"], 0),
    ("GELU", [node("Div", "x r", "a"), node("Erf", "a", "b"), node("Add", "b one", "c"), node("Mul", "x c", "d"), node("Mul", "d half", "y")],
     [onnx.helper.make_tensor(name, 1, [], [value]) for name, value in (("r", 2**0.5), ("one", 1.0), ("half", 0.5))], ["gelu"], 0),
    ("a gate read twice stays", [node("Sigmoid", "x", "a"), node("Mul", "x a", "b"), node("Add", "a b", "y")], [], ["sigmoid", "multiply", "add"], 0),
    ("six", [node("Clip", "x low high", "y")], [onnx.helper.make_tensor(name, 1, [], [value]) for name, value in (("low", 0.0), ("high", 6.0))], ["relu6"], 0),
    ("a mean of all places", [node("ReduceMean", "x", "y", axes=[2, 3], keepdims=0)], [], ["global_avg_pool", "flatten"], 0),
    ("parts", [node("Split", "x", "a b c", axis=1), node("Concat", "c a b", "y", axis=1)], [], ["slice", "slice", "slice", "concat"], 0),
    ("places are zeroed", [node("Trilu", "x", "y")], [], ["tensor_function"], 0),
    ("a class token", [node("Reshape", "x s", "t"), node("Expand", "c e", "d"), node("Concat", "d t", "y", axis=1)],
     [integers("s", 1, 24, 8), array("c", [1, 1, 8]), integers("e", 1, 1, 8)], ["reshape", "class_token"], 8),
    ("a row of values", [node("Reshape", "x s", "t"), node("Conv", "t w", "y", kernel_shape=[3])], [integers("s", 1, 3, 64), array("w", [4, 3, 3])], ["reshape", "conv"], 36),
]


@pytest.mark.parametrize(("nodes", "arrays", "expected", "count"), [pytest.param(*row[1:], id=row[0]) for row in RECOGNISED])
def test_what_exporters_write_in_several_nodes_is_one_layer(tmp_path, nodes, arrays, expected, count):
    graph = read(tmp_path, nodes, arrays)
    assert kinds(graph) == expected
    assert params(graph) == count


def test_sizes_that_follow_from_shapes_are_worked_out(tmp_path):
    """PyTorch's `x.view(x.size(0), -1)`."""
    nodes = [node("Shape", "x", "s"), node("Constant", "", "zero", value_int=0), node("Gather", "s zero", "n", axis=0),
             node("Unsqueeze", "n axes", "m"), node("Concat", "m rest", "t", axis=0), node("Reshape", "x t", "y")]
    graph = read(tmp_path, nodes, [integers("axes", 0), integers("rest", -1)], inputs={"x": ["N", 3, "H", "W"]})
    assert kinds(graph) == ["flatten"]
    assert graph.nodes[-1].shape == (1, 3 * 224 * 224)


def test_sizes_that_are_left_open_are_options(tmp_path):
    path = written(tmp_path / "net.onnx", model([node("Relu", "x", "y")], inputs={"x": ["batch", 3, "height", ""]}))
    assert build(path).notes == ("sizes that the file leaves open: batch = 1, height = 224, x_3 = 224 (--set batch=N)",)
    assert build(load(path, options={"height": 64})).nodes[-1].shape == (1, 3, 64, 224)
    assert build(load(path, options={"batch": 4})).nodes[-1].shape == (4, 3, 224, 224)
    assert build(path, batch=8).nodes[-1].shape == (8, 3, 224, 224)
    assert build(load(path, input_size="3x32x32")).nodes[-1].shape == (1, 3, 32, 32)
    with pytest.raises(ArchcalcError, match="no option 'hight'"):
        load(path, options={"hight": 64})


def test_a_file_made_for_some_images_is_read_for_them_and_for_others(tmp_path):
    nodes = [node("Conv", "x w", "a"), node("Reshape", "a s", "y")]
    path = written(tmp_path / "net.onnx", model(nodes, [array("w", [4, 3, 8, 8]), integers("s", 6, 4)], (6, 3, 8, 8)))
    assert build(path).nodes[-1].shape == (6, 4)
    assert build(path, batch=2).nodes[-1].shape == (2, 4)


def test_layers_can_be_changed_as_in_any_network(tmp_path):
    path = written(tmp_path / "net.onnx", model([node("Conv", "x w", "y", name="first")], [array("w", [4, 3, 3, 3])]))
    assert build(load(path, changes={"first.stride": 2})).node("first").shape == (1, 4, 3, 3)


def test_an_operator_without_a_rule_has_its_stated_shape_and_its_arrays(tmp_path):
    nodes = [node("Fold", "x w", "a", name="mix"), node("Relu", "a", "y")]
    graph = read(tmp_path, nodes, [array("w", [3, 7])], stated=[("a", [1, 7, 8, 8])])
    assert kinds(graph) == ["opaque", "relu"]
    assert graph.nodes[-1].shape == (1, 7, 8, 8)
    assert params(graph) == 21
    assert any("incomplete: no rule for Fold x1 (mix" in note for note in analyze(graph).notes)


def test_a_network_with_such_an_operator_is_not_run(tmp_path):
    nodes = [node("Fold", "x", "a", name="mix"), node("Relu", "a", "y")]
    with pytest.raises(ArchcalcError, match="no rule for Fold 'mix'"):
        run(read(tmp_path, nodes, stated=[("a", [1, 3])]))


def test_what_has_no_known_shape_is_left_out_and_told(tmp_path):
    nodes = [node("Relu", "x", "a"), node("NonZero", "a", "b", name="where"), node("Cast", "b", "c", to=1), node("Add", "c w", "y")]
    graph = read(tmp_path, nodes, [array("w", [7])], outputs=["y"])
    assert kinds(graph) == ["relu"]
    assert "left out, since the shape is not known: NonZero x1 (where" in graph.notes[0]
    assert "7 values of the file" in graph.notes[0]


@pytest.mark.parametrize(("second", "values", "notes"), [
    ("w b", 81 + 3, ("shared, counted once: one.weight by two.weight", "shared, counted once: one.bias by two.bias")),
    ("w c", 81 + 3 + 3, ("shared, counted once: one.weight by two.weight",)),
    ("v b", 81 + 81 + 3 + 3, ("equal arrays stand in the file once (one.bias): counted at every use, 3 values more than it holds",)),
], ids=["both", "matrix", "bias"])
def test_equal_biases_are_counted_at_every_use_but_of_layers_that_share_their_matrices(tmp_path, second, values, notes):
    """PyTorch's exporter keeps equal rows once: VGG-16 with biases of zero has 138,350,184 values in its file."""
    nodes = [node("Conv", "x w b", "a", name="one", pads=[1] * 4), node("Conv", f"a {second}", "y", name="two", pads=[1] * 4)]
    kept = {"w": [3, 3, 3, 3], "v": [3, 3, 3, 3], "b": [3], "c": [3]}
    graph = read(tmp_path, nodes, [array(name, shape) for name, shape in kept.items() if name in f"w b {second}".split()])
    assert params(graph) == values
    assert graph.notes == notes
    assert not run(graph).mismatches


def test_vgg16_with_equal_biases_merged_has_its_parameters(tmp_path):
    nodes, weights, biases, c, before = [], [], {}, 3, "x"
    for i, filters in enumerate([64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0]):
        if filters:
            weights.append(elsewhere(f"w{i}", [filters, c, 3, 3]))
            biases[filters] = elsewhere(f"b{filters}", [filters])
            nodes += [node("Conv", f"{before} w{i} b{filters}", f"c{i}", pads=[1] * 4), node("Relu", f"c{i}", f"a{i}")]
            c = filters
        else:
            nodes.append(node("MaxPool", before, f"a{i}", kernel_shape=[2, 2], strides=[2, 2]))
        before = f"a{i}"
    nodes.append(node("Flatten", before, "flat"))
    before = "flat"
    for units, inputs in ((4096, 25_088), (4096, 4096), (1000, 4096)):
        weights.append(elsewhere(f"w{units}_{inputs}", [units, inputs]))
        biases[units] = elsewhere(f"b{units}", [units])
        nodes.append(node("Gemm", f"{before} w{units}_{inputs} b{units}", f"f{len(nodes)}", transB=1))
        before = f"f{len(nodes) - 1}"
    arrays = [*weights, *biases.values()]
    graph = read(tmp_path, nodes, arrays, (1, 3, 224, 224))
    assert sum(prod(each.dims) for each in arrays) == 138_350_184
    assert params(graph) == 138_357_544
    assert any("counted at every use, 7,360 values more than it holds" in note for note in graph.notes)


def test_a_shared_matrix_is_used_by_both_layers(tmp_path):
    import numpy

    nodes = [node("Flatten", "x", "f"), node("Gemm", "f w", "a", name="one", transB=1), node("Gemm", "a w", "y", name="two", transB=1)]
    values = numpy.arange(16, dtype="float32").reshape(4, 4)
    found = model(nodes, [onnx.numpy_helper.from_array(values, "w")], (1, 1, 2, 2))
    path = written(tmp_path / "net.onnx", found)
    x = numpy.ones((1, 1, 2, 2), "float32")
    assert (run(path, x, path).outputs["two"] == values @ (values @ x.reshape(4))).all()


def test_several_inputs_and_outputs(tmp_path):
    nodes = [node("Concat", "x y", "a", axis=1), node("Mul", "a k", "b"), node("Relu", "a", "c")]
    graph = read(tmp_path, nodes, inputs={"x": [1, 2, 4, 4], "y": [1, 3, 4, 4], "k": [1, 1, 4, 4]}, outputs=["b", "c"])
    assert [each.name for each in graph.nodes if not each.inputs] == ["x", "y", "k"]
    assert sorted(graph.nodes[position].op.kind for position in graph.outputs) == ["arithmetic", "relu"]


def test_names_are_the_exporters(tmp_path):
    """A module that holds one operator gives it its name; modules fold."""
    named = [node("Conv", "x w", "a", name="/layer1/layer1.0/conv1/Conv"), node("Relu", "a", "b", name="/layer1/layer1.0/relu/Relu"),
             node("Relu", "b", "c", name="/layer1/layer1.0/relu/Relu_1"), node("Add", "c b", "d", name="/layer1/layer1.0/Add"),
             node("Tanh", "d", "497"), node("Tanh", "497", "n7", name="n7")]
    graph = read(tmp_path, named, [array("w", [4, 3, 1, 1])])
    assert [each.name for each in graph.nodes[1:]] == [
        "layer1/layer1.0/conv1", "layer1/layer1.0/relu", "layer1/layer1.0/relu_1", "layer1/layer1.0/add", "tanh1", "tanh2"]
    assert graph.nodes[1].path == ("layer1", "layer1.0")


def test_names_that_torch_dynamo_notes(tmp_path):
    scoped = node("Conv", "x w", "a", name="node_conv2d_3")
    scoped.metadata_props.add(key="pkg.torch.onnx.name_scopes", value="['', 'layer1', 'layer1.0', 'layer1.0.conv1', 'conv2d_3']")
    graph = read(tmp_path, [scoped], [array("w", [4, 3, 1, 1])])
    assert (graph.nodes[1].name, graph.nodes[1].path) == ("layer1/0/conv1", ("layer1", "0"))


def test_archcalcs_own_operators_come_back(tmp_path):
    own = onnx.helper.make_node("attention_2", ["x", "q", "p"], ["a"], "mix", domain="archcalc", heads=2, bias=0)
    own.metadata_props.add(key="archcalc.path", value='["block"]')
    arrays = [array("q", [24, 8]), array("p", [8, 8])]
    graph = read(tmp_path, [own], arrays, (1, 5, 8), producer="archcalc")
    assert (graph.nodes[1].name, graph.nodes[1].op.kind, graph.nodes[1].op.attributes["heads"]) == ("mix", "attention", 2)
    assert graph.nodes[1].path == ("block",)


@pytest.mark.parametrize(("noted", "alpha"), [("0.0001", 5e-4), ("0.0005", 0.0005), (None, 5e-4)])
def test_a_response_norm_of_the_first_version_has_the_alpha_of_its_node(tmp_path, noted, alpha):
    """archcalc 0.1 noted an alpha that was not divided by the size; the node's own has always been."""
    norm = node("LRN", "x", "y", size=5, alpha=5e-4, beta=0.75, bias=2.0)
    if noted:
        norm.metadata_props.add(key="archcalc.attribute.alpha", value=noted)
    assert read(tmp_path, [norm], producer="archcalc").nodes[1].op.attributes["alpha"] == pytest.approx(alpha, rel=1e-7)


@pytest.mark.parametrize(("attributes", "told"), [({"heads": 3, "bias": 0}, "do not divide"), ({"heads": 0}, "positive"),
                                                   ({"heads": 2, "hats": 1}, "no attribute 'hats'"), ({}, "wants heads")])
def test_their_attributes_are_parsed_like_any_others(tmp_path, attributes, told):
    own = onnx.helper.make_node("attention", ["x", "q", "p"], ["a"], "mix", domain="archcalc", **attributes)
    with pytest.raises(ArchcalcError, match=told):
        read(tmp_path, [own], [array("q", [24, 8]), array("p", [8, 8])], (1, 5, 8))


@pytest.mark.parametrize("case", [pytest.param(case, marks=pytest.mark.slow if " MB of " in case else ()) for case in HOSTILE])
def test_a_hostile_file_has_one_clear_answer(tmp_path, case):
    content, told = HOSTILE[case]
    path = written(tmp_path / "net.onnx", content)
    if told is None:
        answer = ""
        try:
            build(path)
        except ArchcalcError as error:
            answer = str(error)
        assert "\n" not in answer.strip() or answer.count("error[") == 1
        return
    with pytest.raises(ArchcalcError) as refused:
        application.run([path])
    assert refused.value.exit_code == 2
    assert len(refused.value.mistakes) == 1
    assert told in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_external_data_is_never_opened(tmp_path):
    path = written(tmp_path / "net.onnx", EXTERNAL)
    program = ("import sys; seen = []; sys.addaudithook(lambda event, given: seen.append(str(given[0])) if event == 'open' else None)\n"
               "from archcalc import analyze\nprint(analyze(sys.argv[1]).tail['totals']['params'])\n"
               "assert not any('passwd' in name for name in seen)")
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "108"


def test_the_values_of_arrays_are_not_read(tmp_path):
    """A file of 3 GB with holes where the values are: what is parsed of it is small."""
    sys.path.insert(0, str(TESTS / "benchmarks"))
    try:
        from onnx_files import large
    finally:
        sys.path.pop(0)
    path = large(tmp_path / "large.onnx")
    assert path.stat().st_size > 2 * 2**30
    assert params(build(path)) == 3 * 16384 * 16384


def test_what_is_small_is_kept_and_what_is_large_is_not(tmp_path):
    small, big = array("small", [8]), array("big", [4096])
    whole = model([node("Add", "x small", "a"), node("Add", "a big", "y")], [small, big], (1, 4096))
    found = record_reader.parsed(whole.SerializeToString(), "net").arrays
    assert [each.values is not None for each in found.values()] == [True, False]


def test_onnx_itself_is_wanted_where_its_rules_alone_tell_a_shape(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    read(tmp_path, [node("Relu", "x", "y")])
    with pytest.raises(ArchcalcError, match=r"'Det' gives is told by onnx(?s:.*)pip install 'archcalc\[onnx\]'"):
        read(tmp_path, [node("Det", "x", "y")])


def test_a_node_is_read_however_its_fields_stand(tmp_path):
    """Fields in another order, names in pieces, rests alike: what protobuf reads is what is read."""
    parts = [field(1, b"x"), field(2, b"n" * 200), field(3, b"one"), field(4, b"Relu")]
    orders = [b"".join(parts[place] for place in order) for order in itertools.permutations(range(4))]
    orders += [b"".join(parts) + field(3, b"other"), field(3, b"early") + b"".join(parts), b"".join(parts[1:]), b"".join(parts[:2])]
    parsed = onnx.ModelProto.FromString(content := field(7, b"".join(field(1, each) for each in orders * 2)))
    found = record_reader.parsed(content, "net").nodes
    assert [(each.op, each.name, each.inputs, each.outputs) for each in found] == [
        (each.op_type, each.name, tuple(each.input), tuple(each.output)) for each in parsed.graph.node]


@pytest.mark.parametrize("arguments", [
    [], ["--format", "json"], ["--change", "conv1.stride=2"], ["--batch", "4"], ["--input", "3x64x64"]], ids=" ".join)
def test_show(tmp_path, capsys, arguments):
    nodes = [node("Conv", "x w", "a", name="conv1", pads=[1] * 4), node("GlobalAveragePool", "a", "b"), node("Flatten", "b", "y")]
    path = written(tmp_path / "net.onnx", model(nodes, [array("w", [4, 3, 3, 3])]))
    command(path, *arguments)
    assert "conv1" in capsys.readouterr().out


@pytest.mark.parametrize("words", [
    ["explain", "{}", "conv1"], ["explain", "{}", "params"], ["compare", "{}", "lenet5"], ["run", "{}"],
    ["run", "{}", "--weights", "{}"], ["draw", "{}"], ["conventions", "{}"], ["weights", "{}"], ["worksheet", "{}"],
    ["about", "{}"]], ids=" ".join)
def test_every_command_takes_an_onnx_file(tmp_path, capsys, words):
    nodes = [node("Conv", "x w", "a", name="conv1", pads=[1] * 4), node("Transpose", "a", "b", perm=[0, 2, 3, 1]),
             node("MatMul", "b k", "c", name="fc"), node("ReduceMean", "c", "y", axes=[1, 2], keepdims=0)]
    path = written(tmp_path / "net.onnx", model(nodes, [array("w", [4, 3, 3, 3]), array("k", [4, 5])]))
    command(*(word.format(path) for word in words))
    assert capsys.readouterr().out


def test_source_says_that_there_is_none(tmp_path):
    with pytest.raises(ArchcalcError, match="no specification"):
        command("source", written(tmp_path / "net.onnx", HOSTILE["a circle"][0]))


def test_onnx_cases_as_recorded():
    """The table that tests/oracle/onnx_cases.py records: nothing wrong, and no fewer right than there were."""
    right = sum(passed for passed, _ in CASES["passed"].values())
    assert right >= 1020
    assert not [reason for reasons in CASES["refused"].values() for reason in reasons if reason.startswith("WRONG")]


def test_real_files_as_recorded():
    """Of the files that tests/oracle/onnx_real_files.py reads, nine of ten are whole, also of those held out; the rest say why."""
    rows = json.loads((ORACLE / "onnx_real_files.json").read_text())
    for part in (rows, [row for row in rows if row["held_out"]]):
        assert sum(row["read"] == "whole" for row in part) >= 0.9 * len(part) > 0
    assert all(row.get("because") for row in rows if row["read"] != "whole")
    far = [row for row in rows if row.get("deviation", 0) > max(1e-3, row.get("deviation_of_onnxruntime", 0)) and "roundings" not in row]
    assert [row["file"] for row in far if row.get("deviation_before_softmax", 1) > 1e-3] == []


@pytest.mark.oracle
@pytest.mark.slow
def test_onnx_cases():
    script = ORACLE / "onnx_cases.py"
    done = subprocess.run([sys.executable, "-W", "ignore", str(script)], capture_output=True, text=True, check=True)
    assert "WRONG" not in done.stdout
    assert done.stdout.split()[-3] == str(sum(passed for passed, _ in CASES["passed"].values()))


def test_the_fields_of_the_wire_format():
    assert list(protobuf_wire.fields(field(7, b"ab") + b"\x08\x96\x01", 0, 7)) == [(7, 0, 2, 4), (1, 4, 5, 7)]
    assert archcalc.build
    assert INTEGER == 7
