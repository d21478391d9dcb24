"""Networks from elsewhere as specifications: the same network layer by layer, in text as a person would write it."""

import json
import subprocess
import sys

import pytest
from places import ORACLE

from archcalc import ArchcalcError, build, export
from archcalc.exporting.specification import written_network
from archcalc.exporting.specification.written_network import specification
from archcalc.language.about import About
from archcalc.language.flat_layers import Layer
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import names
from archcalc.network.builder import assemble

RECORDED = json.loads((ORACLE / "written_specifications.json").read_text())
SAMPLE = ("bert_base", "cspdarknet53", "densenet121", "inception_v3", "lenet5_1998", "lstm_classifier", "nasnet_mobile", "siamese",
          "transformer_base", "wavenet")


def figures(graph):
    """What is to be the same: every layer's operator, volume and weights."""
    return {node.name: (node.op, node.shape, node.elsewhere) for node in graph.nodes}


@pytest.mark.quick(cases=4)
@pytest.mark.parametrize("name", SAMPLE)
def test_bundled_networks_without_their_modules(name):
    """As an ONNX file has them: names and paths alone tell what belongs together."""
    graph = build(name)._replace(modules=())
    text = specification(graph, name)
    assert figures(build(read(parse(text, "text"), name))) == figures(graph)
    assert text.count("\n") == RECORDED["bundled"][name]["lines"], "python tests/oracle/written_specifications.py bundled"


def test_the_collection_was_written():
    """One network of every file that was there when it was recorded."""
    rows = RECORDED["bundled"]
    assert len(rows) >= 90
    assert rows.keys() <= names().keys()
    assert not [name for name, row in rows.items() if "refused" in row]
    lines, own = (sum(row[key] for row in rows.values()) for key in ("lines", "file"))
    assert lines < own, "texts are no longer than the files, which hold what is told of the networks besides"


def test_real_onnx_files_were_written():
    """All that are read whole, with the file's figures, in the number type that the file has."""
    rows = RECORDED["onnx"]
    assert len(rows) >= 57
    assert all(row.get("figures") is True for row in rows.values())


def test_numbers_and_names_as_files_have_them():
    """A number of 17 digits, a bound that is none, and a layer that is called as the folder of those behind it."""
    layers = [Layer("input", "input", {"shape": [8]}, ()),
              Layer("net/words", "arithmetic", {"function": "multiply", "number": 0.00011814947426319122}, ("input",), ("net",)),
              Layer("net/words/back", "arithmetic", {"function": "maximum", "number": -1e30}, ("net/words",), ("net", "words")),
              Layer("net/end", "tanh", {}, ("net/words",), ("net",)), Layer("sum", "add", {}, ("net/words/back", "net/end"))]
    graph = assemble(layers, About("net", {}))
    assert figures(build(read(parse(specification(graph, "net"), "text"), "net"))) == figures(graph)


def test_arrays_among_layers_are_steps_that_read_nothing():
    layers = ("linear: {units: 4}", "constant: {name: mean, shape: [1, 4]}", "add: {from: [fc1, mean]}",
              "module_array: {name: mask, shape: [1, 4], buffers: [[2]]}", "multiply: {from: [add1, mask]}")
    graph = build(read(parse("input: [8]\nlayers:\n" + "".join(f"  - {each}\n" for each in layers), "text"), "net"))
    assert [len(node.inputs) for node in graph.nodes] == [0, 1, 0, 2, 0, 2]
    assert figures(build(read(parse(specification(graph, "net"), "text"), "net"))) == figures(graph)
    with pytest.raises(ArchcalcError, match="constant takes 0 inputs, found 1"):
        build(read(parse("input: [8]\nlayers: [constant: {from: input, shape: [4]}]", "text"), "net"))


@pytest.fixture
def resnet(tmp_path):
    pytest.importorskip("onnx")
    export("cifar_resnet20", tmp_path / "resnet.onnx", weights="zeros")
    return tmp_path


def new(folder, *words):
    return subprocess.run([sys.executable, "-m", "archcalc", "new", *words], capture_output=True, text=True, cwd=folder, check=False)


def test_an_onnx_file_is_written_as_a_person_would(resnet, golden):
    done = new(resnet, "my.yaml", "--from", "resnet.onnx")
    assert done.returncode == 0, done.stderr
    golden("written-resnet20.yaml.txt", (resnet / "my.yaml").read_text())
    assert figures(build(str(resnet / "my.yaml"))) == figures(build(str(resnet / "resnet.onnx")))
    again = new(resnet, "my.yaml", "--from", "resnet.onnx")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert new(resnet, "-", "--from", "resnet.onnx").stdout == (resnet / "my.yaml").read_text()


def test_a_copy_takes_no_options(tmp_path):
    done = new(tmp_path, "my.yaml", "--from", "vgg16", "--set", "classes=10")
    assert (done.returncode, "--set says nothing to a copy" in done.stderr) == (2, True)
    assert not any(tmp_path.iterdir())


def of(*layers):
    """A network that was not written as a specification."""
    return assemble([Layer("input", "input", {"shape": [3, 8, 8]}, ()), *layers], About("net"))


REFUSED = {
    "an operator without a rule": (of(Layer("strange", "opaque", {"operator": "Loop", "shape": [1, 4]}, ("input",))), "no rule for Loop"),
    "a name that would be worked out": (of(Layer("${1 + 1}", "relu", {}, ("input",))), "would be another one"),
}


@pytest.mark.parametrize(("graph", "why"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_another_network_is_refused(graph, why):
    with pytest.raises(ArchcalcError, match=why):
        specification(graph, "net.onnx")


@pytest.mark.parametrize("slip", [("filters: 6", "filters: 7"), ("- tanh", "- relu"), ("- flatten", "- flatten: {name: flat}")])
def test_a_text_that_is_another_network_is_not_given(slip, monkeypatch):
    right = written_network._lines
    monkeypatch.setattr(written_network, "_lines", lambda *given: (line.replace(*slip) for line in right(*given)))
    with pytest.raises(ArchcalcError, match="cannot be written as a specification: the layer"):
        specification(build("lenet5"), "lenet5")


ODD = """
inputs: {left: [3, 8, 8], right: [3, 8, 8]}
layers:
  - conv: {name: "no", from: left, filters: 4, kernel: 3, padding: [0, 1, 0, 1]}
  - conv: {name: "1", from: right, filters: 4, kernel: [1, 3], padding: [0, 1]}
  - pad: {name: true values, sides: [1, 1, 1, 1]}
  - crop: {name: "null", sides: [1, 1, 1, 1]}
  - lrn: {name: a/b, alpha: 1.0e-20}
  - conv: {name: a/c, filters: 4, kernel: 1}
  - conv: {name: tied, filters: 4, kernel: 1, bias: false, share: a/c}
  - upsample: {name: up, scale: 1.5}
  - mixed: {name: m, from: tied}
modules:
  mixed:
    layers:
      - conv: {filters: 4, kernel: 1}
      - concat: [[relu], [], [sigmoid, tanh]]
      - flatten
      - linear: {units: 4}
"""


def test_odd_networks_come_back(tmp_path):
    path = tmp_path / "odd.yaml"
    path.write_text(ODD)
    graph = build(str(path))
    for each in (graph, graph._replace(modules=())):
        assert figures(build(read(parse(specification(each, "odd"), "text"), "odd"))) == figures(graph)
