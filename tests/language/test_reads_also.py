"""A key of an operator that names one more layer: it is read after those of `from`, wherever it stands."""

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.language.json_schema import schema
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators.operator import Op
from archcalc.reports import explain


@pytest.fixture(autouse=True)
def recall():
    """An operator that may read a memory."""
    class Recall(Op):
        """Reads a memory, too."""

        kind = "recall"
        inputs = (1, 2)
        reads_also = "memory"

        def output(self, x, *memory):
            return x

    yield Recall
    del Op.known["recall"]


HEAD = "inputs: {x: [8, 16], m: [4, 16]}\n"


def graph(*steps, head=HEAD):
    return build(read(parse(f"{head}\nlayers:\n" + "".join(f"  - {step}\n" for step in steps), "x.yaml"), "x"))


@pytest.mark.parametrize(("head", "steps"), [
    (HEAD, ["recall: {from: x, memory: m}"]),
    (HEAD, ["recall: {from: [x, m]}"]),
    (HEAD, ["from: x", "recall: {memory: m}"]),
    (HEAD + "options: {of: m}\n", ["recall: {from: x, memory: '${of}'}"]),
    (HEAD + "options: {kind: recall}\n", ["'${kind}': {from: x, memory: m}"]),
    (HEAD + "modules:\n  block: {inputs: [x, memory], layers: [recall: {memory: memory}]}\n", ["block: {from: [x, m]}"]),
    (HEAD + "modules:\n  block: {parameters: {of: }, layers: [recall: {memory: '${of}'}]}\n", ["block: {from: x, of: m}"]),
])
def test_the_layer_that_a_key_names_is_the_last_input(head, steps):
    node = graph(*steps, head=head).nodes[-1]
    assert node.input_shapes == ((1, 8, 16), (1, 4, 16))
    assert "memory" not in node.op.attributes


def test_without_the_key_or_with_an_empty_text_there_is_none():
    head = HEAD + "modules:\n  block: {parameters: {of: ''}, layers: [recall: {memory: '${of}'}]}\n"
    assert [node.inputs for node in graph("recall: {from: x}", "block", head=head).nodes[2:]] == [(0,), (2,)]


@pytest.mark.parametrize(("steps", "told"), [
    (["recall: {from: x, memory: n}"], "there is no layer 'n' before this"),
    (["recall: {from: x, memory: [x, m]}"], "one layer is named here, found 2"),
    (["recall: {from: [x, m], memory: m}"], "recall takes 1 or 2 inputs, found 3"),
    (["recall: {from: x, memori: m}"], "recall has no attribute 'memori'"),
    (["relu: {from: x, memory: m}"], "relu has no attribute 'memory'"),
])
def test_what_names_no_layer_is_refused(steps, told):
    with pytest.raises(ArchcalcError, match=told):
        graph(*steps)


def test_the_schema_and_the_page_know_the_key(recall):
    step = schema()["$defs"]["step"]["anyOf"][1]["properties"]["recall"]["anyOf"][0]
    assert "memory" in step["properties"]
    assert explain.operator(recall).tables[0].rows == (("memory", "the name of one more layer that it reads", "none"),)
