"""Networks as source for Keras: what is written and what is refused; what it computes is proved by tests/oracle/keras_source.py."""

import ast
import json
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from importlib.util import find_spec

import pytest
from grid_networks import beside_each_other, by_kind
from places import ORACLE

from archcalc import ArchcalcError, build, export
from archcalc.base.errors import Refused
from archcalc.exporting.keras.model_file import source
from archcalc.exporting.keras.rules import rules
from archcalc.loading.library import names
from archcalc.operators import find, kinds

RECORDED = json.loads((ORACLE / "keras_source.json").read_text())
CASES = by_kind()
SAMPLE = ("lenet5", "cifar_resnet20", "lstm_classifier")
"""Networks whose sources are golden files."""
OTHERS = ("siamese", "shufflenet_v2_0_5x", "gru_classifier")
"""Networks with layers used twice, sections, gates in another order."""
keras = pytest.mark.skipif(find_spec("keras") is None or find_spec("torch") is None, reason="Keras is not installed")


def network(tmp_path, text):
    path = tmp_path / "net.yaml"
    path.write_text(text)
    return build(str(path))


@pytest.mark.parametrize("name", SAMPLE)
def test_sources_as_a_person_reads_them(name, golden):
    golden(f"keras-{name}.txt", source(build(name)))


@pytest.mark.parametrize("name", [*SAMPLE, *OTHERS])
def test_the_source_is_that_which_was_proved(name):
    text = source(build(name))
    assert sha256(text.encode()).hexdigest()[:16] == RECORDED[name]["source"], "python tests/oracle/keras_source.py --record"
    imported = {alias.name for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Import) for alias in each.names}
    assert imported <= {"keras", "numpy"}


BACK = dict.fromkeys(("faster_rcnn_resnet50", "mask_rcnn_resnet50", "mixtral_8x7b"), frozenset({"macs"}))
"""Where a model is read back as otherwise: the text cuts regions out of an image by matrices; every expert works on every token."""


def test_bundled_networks_were_proved():
    """Those that are recorded: python tests/oracle/keras_source.py --record --new goes on with the others."""
    assert len(RECORDED) >= 160
    assert RECORDED.keys() <= names().keys()
    for name, row in RECORDED.items():
        assert row["error"] <= 1e-4, name
        unequal = row["back"].keys() - {"gap"} - BACK.get(name, frozenset())
        assert unequal <= ({"macs", "outputs"} if "gap" in row["back"] else set()), f"{name}: {row['back']}"


COUNTED_ONLY = {"tensor_function", "module_array", "opaque", "standardize"}
"""Those without values, and one that is read alone: they are refused by name."""
REFUSED = {("conv_transpose", "dilation"): 84, ("conv_transpose", "groups"): 282, ("gru", "biases"): 9, ("lstm", "projection"): 16,
           ("max_pool", "dilation"): 90, ("max_unpool", "padding"): 27, ("mixture", "operator"): 4, ("roi_align", "sampling"): 4, ("select", "axis"): 2, ("upsample", "upsample"): 11}
"""How many cases of the grid are refused, and for which reason."""


def told(kind):
    """The cases of a kind that are written, and the reasons for which others are refused."""
    good, why = [], Counter()
    for op, shapes in CASES[kind]:
        settled = op.settled(*shapes)
        try:
            rules()[kind](settled, settled.output(*shapes), *shapes)
            good.append((op, shapes))
        except Refused as fact:
            why[kind, fact.code] += 1
    return good, why


def test_every_operator_has_a_rule_and_few_cases_are_refused():
    refused = Counter()
    for kind in CASES.keys() - COUNTED_ONLY:
        refused += told(kind)[1]
    assert refused == REFUSED
    own = {kind for kind in kinds() if find(kind).__module__.startswith("archcalc.") and "input" not in find(kind).traits}
    assert own - rules().keys() == COUNTED_ONLY | {"dequantize", "dynamic_quantize", "quantize"}


@keras
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:__array__ implementation")
@pytest.mark.parametrize("kind", sorted(CASES.keys() - COUNTED_ONLY))
def test_every_operator_over_its_grid(kind):
    from keras_proof import prove
    from onnx_proof import spread, weights

    graph = beside_each_other(told(kind)[0])
    prove(graph, weights(graph), [graph.nodes[place].name for place in graph.outputs], spread)


WRONG = {
    "a transposed matrix": ("input: [4]\nlayers: [linear: {name: a, units: 6}, linear: {name: b, units: 4, bias: false, "
                            "share: {of: a, transposed: true}}]", "layer 'b': linear with another layer's matrix, transposed"),
    "another's weight alone": ("input: [3, 8, 8]\nlayers: [conv: {name: a, filters: 3, kernel: 1}, "
                               "conv: {name: b, filters: 3, kernel: 1, bias: false, share: a}]", "b uses a weight of a"),
    "two biases": ("input: [6, 12]\nlayers: [gru: {units: 8, reset: before}]", "layer 'gru1': Keras's GRU that resets before"),
    "groups": ("input: [4, 8, 8]\nlayers: [conv_transpose: {filters: 4, kernel: 2, groups: 2}]", "has no groups"),
    "padding": ("input: [6, 12]\nlayers: [attention: {heads: 2, mask: padding}]", "layer 'attention1': attention with mask: padding"),
    "a name twice": ("input: [3, 8, 8]\nlayers: [conv: {name: a.b, filters: 3, kernel: 1}, conv: {name: a_b, filters: 3, kernel: 1}]",
                     "'a.b.weight' and 'a_b.weight' are both a_b.kernel in Python"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_what_keras_says_otherwise_is_refused(text, message, tmp_path):
    with pytest.raises(ArchcalcError) as raised:
        export(network(tmp_path, text), tmp_path / "net.py", to="keras")
    assert message in str(raised.value)
    assert not (tmp_path / "net.py").exists()


def test_source_goes_to_standard_output_where_no_file_is_named(tmp_path):
    command = [sys.executable, "-m", "archcalc", "export", "lenet5", "--to", "keras"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (source(build("lenet5")), "")
