"""Networks as ONNX models: ONNX's checker and shape inference, and onnxruntime, agree with archcalc."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from grid_networks import beside_each_other, by_kind
from places import ORACLE
from smaller_networks import COUNTED_ONLY, SMALLER, smaller_input

from archcalc import ArchcalcError, analyze, build, export, load, render, run
from archcalc.base.units import megabytes
from archcalc.executor.weights.load import load as load_weights
from archcalc.executor.weights.load import save
from archcalc.executor.weights.names import full_name
from archcalc.exporting.onnx import file
from archcalc.exporting.onnx.rules import rules
from archcalc.language.about import About
from archcalc.language.flat_layers import Layer
from archcalc.loading.library import names
from archcalc.network.builder import assemble
from archcalc.reports import collection_index

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
from onnx_proof import CLOSE, by_onnxruntime, inferred, prove, values  # noqa: E402 - it wants both
from together import together  # noqa: E402

RECORDED = json.loads((ORACLE / "onnx_export.json").read_text())
SMALL = ("lenet5", "lenet5_1998", "cifar_resnet20", "nin_cifar10", "squeezenet1_1", "shufflenet_v2_0_5x")
CASES = by_kind(lambda op: not op.attributes.get("projection"))  # which ONNX has not


def known(kind, opset):
    """The cases of an operator that an opset has: RoiAlign's places are moved by a half since opset 16."""
    return [(op, shapes) for op, shapes in CASES[kind] if opset >= 16 or not op.attributes.get("aligned")]


@pytest.mark.parametrize("opset", [17, *(pytest.param(opset, marks=pytest.mark.slow) for opset in (13, 18, 20, 21, 23))])
@pytest.mark.parametrize("kind", sorted(CASES))
def test_every_operator_over_its_grid(kind, opset, tmp_path):
    if kind == "roi_align" and opset >= 22:
        pytest.skip("onnxruntime has RoiAlign up to opset 21")
    prove(beside_each_other(known(kind, opset)), tmp_path / "grid.onnx", opset=opset)


@pytest.mark.parametrize("name", SMALL)
def test_small_networks(name, tmp_path):
    proof = prove(build(name), tmp_path / "network.onnx")
    assert (proof.nodes, proof.functions) == (RECORDED[name]["nodes"], RECORDED[name]["functions"])


@pytest.mark.parametrize("name", SMALLER)
def test_a_large_network_is_proved_in_a_smaller_size(name, tmp_path):
    graph = build(load(name, options=SMALLER[name], input_size=smaller_input(name)))
    prove(graph, tmp_path / "network.onnx")
    assert_comes_back(graph, tmp_path / "network.onnx")


@together("name", sorted(names().keys() - SMALLER.keys() - COUNTED_ONLY))
def test_every_bundled_network_was_proved(name):
    assert RECORDED[name]["layers"] == len(build(name).nodes)
    assert RECORDED[name]["error"] <= CLOSE


@pytest.mark.oracle
@pytest.mark.parametrize("name", sorted(names().keys() - SMALLER.keys() - COUNTED_ONLY))
def test_every_bundled_network_is_proved(name, tmp_path):
    prove(build(name), tmp_path / "network.onnx", threads=2)


def network(tmp_path, text):
    path = tmp_path / "net.yaml"
    path.write_text(text)
    return build(str(path))


ODD = """
inputs: {left: [3, 8, 8], right: [3, 8, 8], unread: [2, 4, 4]}
layers:
  - from: left
  - conv: {name: "conv.weight", filters: 4, kernel: 3}
  - conv: {name: conv, from: right, filters: 4, kernel: 3}
  - relu6: {name: clip}
  - identity: {name: clip.min}
  - add: {name: "a sum, 100 % \\u00e9 \\"q\\"", from: [conv.weight, clip.min]}
"""


def test_names_are_kept_whatever_they_are(tmp_path):
    graph = network(tmp_path, ODD)
    prove(graph, tmp_path / "odd.onnx")
    model = onnx.load(tmp_path / "odd.onnx")
    assert [node.name for node in model.graph.node] == [node.name for node in graph.nodes if node.inputs]
    tensors = [*(tensor.name for tensor in model.graph.initializer), *(node.name for node in graph.nodes)]
    assert len(tensors) == len({*tensors})


def test_what_onnx_has_not_is_refused(tmp_path):
    graph = network(tmp_path, "input: [6, 12]\nlayers: [lstm: {units: 8, projection: 5}]")
    with pytest.raises(ArchcalcError, match="layer 'lstm1': ONNX's LSTM has no projection"):
        export(graph, tmp_path / "net.onnx")


def test_what_a_model_tells(tmp_path):
    export("googlenet", tmp_path / "net.onnx", weights="zeros")
    model = onnx.load(tmp_path / "net.onnx")
    told = {each.key: each.value for each in model.metadata_props}
    assert (model.graph.name, model.doc_string, model.producer_name) == ("googlenet", "GoogLeNet", "archcalc")
    assert json.loads(told["archcalc.description"])["year"] == 2014
    node = next(node for node in model.graph.node if node.name == "inception_3a/3x3_reduce")
    assert {each.key: each.value for each in node.metadata_props} == {"archcalc.path": '["inception_3a"]'}
    assert node.input[1:] == ["inception_3a/3x3_reduce.weight", "inception_3a/3x3_reduce.bias"]


def test_an_open_batch_takes_any_number_of_images(tmp_path):
    export("lenet5", tmp_path / "net.onnx", dynamic_batch=True)
    model = onnx.load(tmp_path / "net.onnx")
    assert inferred(model)["fc7"] == ("batch", 10)
    for many in (1, 3):
        graph = build("lenet5", batch=many)
        given = values(graph)
        (theirs,), (ours,) = by_onnxruntime(tmp_path / "net.onnx", given).values(), run(graph, given).outputs.values()
        assert abs(ours - theirs).max() <= CLOSE * theirs.std()


def test_weights_are_those_of_the_file_or_those_given(tmp_path):
    graph = build("lenet5")
    arrays = load_weights(graph, "random", seed=7)
    save(tmp_path / "lenet.safetensors", arrays)
    named = {full_name(layer, key): array for layer, inside in arrays.items() for key, array in inside.items()}
    for source in (str(tmp_path / "lenet.safetensors"), named):
        export(graph, tmp_path / "net.onnx", weights=source)
        stored = {each.name: onnx.numpy_helper.to_array(each) for each in onnx.load(tmp_path / "net.onnx").graph.initializer}
        assert stored.keys() == named.keys()
        assert all((stored[name] == array).all() for name, array in named.items())


def test_what_a_message_cannot_hold_goes_to_a_second_file(tmp_path, monkeypatch):
    monkeypatch.setattr(file, "LARGEST", 100_000)
    graph = build("lenet5")
    prove(graph, tmp_path / "net.onnx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net.onnx", "net.onnx.data"]
    assert (tmp_path / "net.onnx.data").stat().st_size == 4 * 61706
    assert (tmp_path / "net.onnx").stat().st_size < 100_000


REFUSED = {
    "opset": ({"opset": 12}, "expected an opset from 13 to"),
    "newer": ({"opset": 1000}, "a newer one comes with a newer onnx package"),
    "form": ({"to": "onx"}, "did you mean 'onnx'"),
    "weights": ({"weights": "rondom"}, "did you mean 'random'"),
    "missing": ({"weights": {}}, "there is no 'conv1.weight' [6, 1, 5, 5]"),
    "file": ({"weights": "nowhere.npz"}, "cannot read 'nowhere.npz'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_told_and_the_old_file_stays(case, tmp_path):
    choices, message = REFUSED[case]
    (tmp_path / "net.onnx").write_text("old")
    with pytest.raises(ArchcalcError) as error:
        export("lenet5", tmp_path / "net.onnx", **choices)
    assert message in str(error.value)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("net.onnx", "old")]


def test_an_operator_that_an_opset_lacks_is_named(tmp_path):
    graph = network(tmp_path, "input: [3, 8, 8]\nlayers: [upsample: {name: up, size: [12, 16], mode: bilinear}]")
    with pytest.raises(ArchcalcError, match=r"net.yaml:2:.*layer 'up': upsample to a size.*wants opset 18, found 17"):
        export(graph, tmp_path / "net.onnx", dynamic_batch=True)


def test_a_mask_that_the_model_has_no_input_for_is_refused(tmp_path):
    graph = network(tmp_path, "input: [6, 12]\nlayers: [attention: {name: mix, heads: 3, mask: padding}]")
    with pytest.raises(ArchcalcError, match=r"layer 'mix': attention with mask: padding wants to know where sequences end"):
        export(graph, tmp_path / "net.onnx")


def test_an_operator_without_rules_is_named(tmp_path):
    opaque = Layer("strange", "opaque", {"operator": "Einsum", "shape": [1, 4]}, ("in",))
    graph = assemble([Layer("in", "input", {"shape": [3]}, ()), opaque], About("net"))
    with pytest.raises(ArchcalcError, match="net cannot be exported: no rule for Einsum 'strange'"):
        export(graph, tmp_path / "net.onnx")


def test_without_the_library_the_answer_is_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ArchcalcError, match="onnx is not installed\n  pip install 'archcalc\\[onnx\\]'"):
        export("lenet5", tmp_path / "net.onnx")


def test_the_command(tmp_path):
    command = [sys.executable, "-m", "archcalc", "export", "lenet5", "-o", "net.onnx", "--set", "classes=7", "--change",
               "conv1.padding=2", "--input", "1x28x28", "--batch", "2", "--weights", "ones", "--to", "onnx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    told = f"wrote net.onnx: {megabytes((tmp_path / 'net.onnx').stat().st_size)}\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", told)
    model = onnx.load(tmp_path / "net.onnx")
    assert inferred(model)["input"] == (2, 1, 28, 28)
    assert inferred(model)["fc7"] == (2, 7)


def analysis(network):
    """What JSON tells of a network, but for what is not in the model: printed figures, and steps left out."""
    told = json.loads(render(analyze(network), "json"))
    return {key: value for key, value in told.items() if key not in {"published", "left_out"}}


def assert_comes_back(graph, path):
    assert analysis(str(path)) == analysis(graph)


ROUND = (*SMALL, "googlenet_bn", "mobilenet_v3_small", "mobilenet_v1_0_25_128", "regnetx_200mf", "cifar_preresnet110")


@pytest.mark.parametrize("opset", [17, *(pytest.param(opset, marks=pytest.mark.slow) for opset in (13, 20, 23))])
@pytest.mark.parametrize("kind", sorted(CASES))
def test_every_operator_comes_back(kind, opset, tmp_path):
    graph = beside_each_other(known(kind, opset))
    export(graph, tmp_path / "grid.onnx", weights="zeros", opset=opset)
    assert_comes_back(graph, tmp_path / "grid.onnx")


PARAMS = {entry["name"]: entry["params"] for entry in collection_index.entries()}


def marks(name):
    """Small networks are tested at once, those of up to 30 million parameters slowly, larger ones on demand."""
    return [] if name in ROUND else pytest.mark.slow if PARAMS[name] <= 30_000_000 else pytest.mark.oracle


@pytest.mark.sampled(one_in=4)
@pytest.mark.parametrize("name", [pytest.param(name, marks=marks(name)) for name in sorted(names().keys() - SMALLER.keys() - COUNTED_ONLY)])
def test_every_bundled_network_comes_back(name, tmp_path):
    export(name, tmp_path / "network.onnx", weights="zeros")
    assert_comes_back(build(name), tmp_path / "network.onnx")
    (tmp_path / "network.onnx").unlink()


def test_a_file_of_others_goes_out_again_and_a_weight_that_two_layers_share_once(tmp_path):
    make, real = onnx.helper, onnx.TensorProto.FLOAT
    kernel = onnx.numpy_helper.from_array(np.random.default_rng(3).standard_normal((4, 4, 3, 3), dtype=np.float32), "w")
    nodes = [make.make_node("Conv", ["x", "w"], ["a"], "first", pads=[1, 1, 1, 1]), make.make_node("Relu", ["a"], ["b"], "between"),
             make.make_node("Conv", ["b", "w"], ["y"], "second", pads=[1, 1, 1, 1])]
    shapes = [make.make_tensor_value_info(name, real, [1, 4, 6, 6]) for name in "xy"]
    graph = make.make_graph(nodes, "twice", shapes[:1], shapes[1:], [kernel])
    onnx.save(make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=10), tmp_path / "theirs.onnx")
    export(str(tmp_path / "theirs.onnx"), tmp_path / "ours.onnx", weights=str(tmp_path / "theirs.onnx"))
    onnx.checker.check_model(tmp_path / "ours.onnx", full_check=True)
    assert [tensor.name for tensor in onnx.load(tmp_path / "ours.onnx").graph.initializer] == ["first.weight"]
    x = np.random.default_rng(4).standard_normal((1, 4, 6, 6), dtype=np.float32)
    (theirs,), (ours,) = (by_onnxruntime(tmp_path / name, {"x": x}).values() for name in ("theirs.onnx", "ours.onnx"))
    assert (ours == theirs).all()


def test_a_matrix_that_another_layer_has_transposed_stands_in_the_file_once(tmp_path):
    """Square ones too, where no shape tells: without the turning node their values were another network's."""
    layers = ("linear: {name: a, units: 8}", "linear: {units: 8, share: {of: a, transposed: true}}",
              "linear: {name: c, units: 5, bias: false}", "linear: {units: 8, share: {of: c, transposed: true}}")
    (tmp_path / "tied.yaml").write_text(f"input: [8]\nlayers: [{', '.join(layers)}]\n")
    graph = build(str(tmp_path / "tied.yaml"))
    prove(graph, tmp_path / "again.onnx", threads=2)
    assert analyze(str(tmp_path / "again.onnx")).totals["params"] == analyze(graph).totals["params"] == 8 * 8 + 8 + 8 + 5 * 8 + 8


LIGHT = sorted((Path(onnx.__file__).parent / "backend" / "test" / "data" / "light").glob("*.onnx"))


@pytest.mark.oracle
@pytest.mark.parametrize("path", LIGHT, ids=lambda path: path.stem)
def test_networks_that_the_onnx_package_brings_go_out_again(path, tmp_path):
    prove(build(str(path)), tmp_path / "again.onnx", threads=2)




def test_the_table_of_a_file_is_that_of_the_network(tmp_path):
    export("resnet18", tmp_path / "resnet18.onnx", weights="zeros")
    assert render(analyze(str(tmp_path / "resnet18.onnx")), "csv") == render(analyze("resnet18"), "csv")


@together("kind", sorted(CASES))
def test_every_operator_has_a_rule(kind):
    assert kind in rules()
