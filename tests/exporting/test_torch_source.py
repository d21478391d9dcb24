"""Networks as source for PyTorch: what is written, what is refused, and, where PyTorch is there, what it computes."""

import ast
import hashlib
import json
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec

import pytest
from grid_networks import beside_each_other, by_kind
from places import ORACLE
from together import together

from archcalc import ArchcalcError, analyze, build, export, from_torch
from archcalc.base.errors import Refused
from archcalc.exporting.torch.rules import form, rules
from archcalc.exporting.torch.source_file import source
from archcalc.loading.library import names
from archcalc.operators import find, kinds

RECORDED = json.loads((ORACLE / "torch_source.json").read_text())
CASES = by_kind()
SAMPLE = ("lenet5_1998", "cspdarknet53", "densenet121", "googlenet", "resnet50", "siamese", "swin_t", "lstm_classifier")
"""Networks with loops that grow, renamed parts, weights that are shared, classes of attention."""
torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")


def network(tmp_path, text):
    path = tmp_path / "net.yaml"
    path.write_text(text)
    return build(str(path))


ODD = r'''
title: 'odd """ \ names'
inputs: {left: [3, 8, 8], F: [3, 8, 8]}
modules:
  half:
    inputs: [first, second]
    parameters: {lambda: , depth: , i: 4}
    layers:
      - conv: {name: 1x1, from: first, filters: i, kernel: 1}
      - repeat: {times: depth, index: k, layers: [conv: {name: "type${k}", filters: i, kernel: 3, padding: 1}]}
      - conv: {name: class, from: second, filters: "c_in + lambda * 0 + 1", kernel: 3, padding: 1, stride: [1, 1]}
      - concat: {name: torch, from: ["type*", class]}
  tower: {layers: [batch_norm: {name: mean}, conv: {name: running_var, filters: 5, kernel: 3, padding: 1}, relu]}
layers:
  - half: {name: a/b, from: [left, F], lambda: 2, depth: 2}
  - half: {name: a c, from: [F, left], lambda: 3, depth: 3}
  - tower: {name: one}
  - tower: {name: two, from: a c, share: one}
  - add: {name: x, from: [one, two]}
  - repeat: {times: 3, share: true, index: k, layers: [conv: {name: "again${k}", filters: 5, kernel: 1}]}
  - conv: {name: first_tied, filters: 5, kernel: 1}
  - conv: {name: tied, filters: 5, kernel: 1, bias: false, share: first_tied}
  - multiply: {name: joined, from: [tied, x]}
  - max_pool: {name: pool, from: a c, kernel: 2}
'''
"""Names that Python or PyTorch takes, two outputs, weights that are shared in every way."""


def test_a_network_of_odd_names(tmp_path, golden):
    golden("odd-source.txt", source(network(tmp_path, ODD)))


@pytest.mark.parametrize("name", SAMPLE)
def test_the_source_is_that_which_was_proved(name):
    text = source(build(name))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == RECORDED[name]["source"], "python tests/oracle/torch_source.py --record"
    modules = {each.module for each in ast.walk(ast.parse(text)) if isinstance(each, ast.ImportFrom)}
    assert modules == {"torch"}


BACK = {"lstm_classifier": ["outputs"], "segnet": ["outputs"], "mixtral_8x7b": ["macs"]}
"""Where a module is read back as otherwise: an LSTM, and a pooling that tells its places, give more than is read; every expert works
on every token."""


def test_bundled_networks_were_proved():
    """All but one that has a function which is counted alone: python tests/oracle/torch_source.py --record --new adds others."""
    assert names().keys() - RECORDED.keys() <= {"stylegan2"}
    assert RECORDED.keys() <= names().keys()
    for name, row in RECORDED.items():
        assert row["errors"].get("float32", 0) <= 1e-4, name
        assert row["errors"].get("float64", 0) <= 1e-10, name
        assert sorted(row["back"]) == BACK.get(name, []), name


REFUSED = {("avg_pool", "padding"): 7, ("gru", "biases"): 1, ("gru", "reset"): 9, ("lstm", "biases"): 1, ("max_unpool", "padding"): 10,
           ("mixture", "operator"): 4, ("pad", "pad"): 6, ("rnn", "biases"): 1}
"""How many cases of the grid are refused, and for which reason."""
COUNTED_ONLY = {"tensor_function", "module_array", "opaque"}
"""Those without values: they are refused by name."""
OTHERS = {"standardize", "dequantize", "dynamic_quantize", "quantize"}
"""Those that are read from Keras and from files in integers, and are not written."""


def told(kind):
    """The cases of a kind that are written, and the reasons for which others are refused."""
    good, why = [], Counter()
    for op, shapes in CASES[kind]:
        try:
            form(op.settled(*shapes), shapes)
            good.append((op, shapes))
        except Refused as fact:
            why[kind, fact.code] += 1
    return good, why


def test_every_operator_has_a_rule_and_few_cases_are_refused():
    refused = Counter()
    for kind in CASES.keys() - COUNTED_ONLY - OTHERS:
        refused += told(kind)[1]
    assert refused == REFUSED
    own = {kind for kind in kinds() if find(kind).__module__.startswith("archcalc.") and "input" not in find(kind).traits}
    assert own - rules().keys() == COUNTED_ONLY | OTHERS


@torch
@pytest.mark.filterwarnings("ignore:LSTM with projections", "ignore::DeprecationWarning")
@together("kind", sorted(CASES.keys() - COUNTED_ONLY - OTHERS))
def test_every_operator_over_its_grid(kind):
    from onnx_proof import spread, weights
    from torch_proof import prove, regions_in_python

    if kind == "roi_align":
        if find_spec("torchvision") is None:
            pytest.skip("torchvision is not installed")
        regions_in_python()
    graph = beside_each_other(told(kind)[0])
    prove(graph, weights(graph), [graph.nodes[place].name for place in graph.outputs], spread)


TURNED = """
input: [5]
modules:
  coder:
    parameters: {width: }
    layers:
      - linear: {name: encoder, units: width}
      - linear: {name: decoder, units: 8, share: {of: encoder, transposed: true}}
layers:
  - embedding: {name: words, entries: 40, features: 8}
  - coder: {name: wide, width: 6}
  - coder: {name: narrow, width: 3}
  - linear: {name: head, units: 40, share: words}
  - linear: {name: back, units: 8, bias: false, share: {of: words, transposed: true}}
  - linear: {name: up, units: 40, share: {of: back, transposed: true}}
"""


@torch
def test_a_matrix_that_another_layer_has_transposed_is_one_parameter(tmp_path):
    from onnx_proof import spread, weights
    from source_proof import module_of
    from torch import zeros
    from torch_proof import network_of, prove

    graph = network(tmp_path, TURNED)
    proof = prove(graph, weights(graph), ["up"], spread)
    module = network_of(module_of(proof.text))
    assert module.wide.decoder.weight is module.wide.encoder.weight
    back = build(from_torch(module, zeros(1, 5).long()))
    assert [analyze(back).totals[key] for key in ("params", "macs")] == [analyze(graph).totals[key] for key in ("params", "macs")]


@torch
@pytest.mark.parametrize("name", ["odd", "lenet5", "cifar_resnet20", "squeezenet1_1", "shufflenet_v2_0_5x"])
def test_small_networks(name, tmp_path):
    from onnx_proof import compared, spread, weights
    from torch_proof import prove

    graph = network(tmp_path, ODD) if name == "odd" else build(name)
    prove(graph, weights(graph), compared(graph), spread)


WRONG = {
    "a transposed matrix": ("input: [16, 6]\nlayers: [rnn: {name: a, units: 6}, rnn: {name: b, units: 6, share: {of: a, transposed: true}}]",
                            "layer 'b': rnn with another layer's matrix, transposed"),
    "one bias": ("input: [6, 12]\nlayers: [lstm: {units: 8, biases: 1}]", "layer 'lstm1': PyTorch's LSTM has two biases"),
    "padding": ("input: [6, 12]\nlayers: [attention: {heads: 2, mask: padding}]", "layer 'attention1': attention with mask: padding"),
    "a name twice": ("input: [3, 8, 8]\nlayers: [conv: {name: a/b, filters: 3, kernel: 1}, conv: {name: a_b, filters: 3, kernel: 1}]",
                     "'a/b.weight' and 'a_b.weight' are both a_b.weight in Python"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_what_pytorch_says_otherwise_is_refused(text, message, tmp_path):
    with pytest.raises(ArchcalcError) as raised:
        export(network(tmp_path, text), tmp_path / "net.py")
    assert message in str(raised.value)
    assert not (tmp_path / "net.py").exists()


@pytest.mark.parametrize("choice", [{"weights": "ones"}, {"seed": 3}, {"opset": 13}, {"dynamic_batch": True}])
def test_choices_of_weights_say_nothing_to_source(choice, tmp_path):
    with pytest.raises(ArchcalcError, match="says nothing to source text"):
        export("lenet5", tmp_path / "net.py", **choice)
    assert not any(tmp_path.iterdir())


def test_source_goes_to_standard_output_where_no_file_is_named(tmp_path):
    command = [sys.executable, "-m", "archcalc", "export", "lenet5", "--to", "torch"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (source(build("lenet5")), "")
    subprocess.run([*command, "-o", "net.py"], check=True, cwd=tmp_path, capture_output=True)
    assert (tmp_path / "net.py").read_text() == done.stdout
