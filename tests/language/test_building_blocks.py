"""Building blocks are what torchvision has, and a file's own module of a name goes first."""

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from places import ORACLE

import archcalc
from archcalc import ArchcalcError, analyze, build
from archcalc.language import building_blocks
from archcalc.language.building_blocks import block_document, block_names
from archcalc.language.json_schema import schema
from archcalc.language.spec import read
from archcalc.language.steps import Call
from archcalc.language.text.document import parse
from archcalc.operators import find

sys.path.insert(0, str(ORACLE))
from steps import BLOCKS, NETWORKS, RECORDED
from together import together

sys.path.remove(str(ORACLE))
RECORD = json.loads(RECORDED.read_text("utf-8"))


def network(steps, size="[16, 8, 8]", more=""):
    return build(read(parse(f"input: {size}\n{more}layers: [{steps}]\n", "net.yaml"), "net"))


def refused(steps, **options):
    with pytest.raises(ArchcalcError) as caught:
        network(steps, **options)
    return str(caught.value)


def calls(steps):
    """Every operator or module that steps call, inside others too."""
    for step in steps:
        if isinstance(step, Call):
            yield step.kind.text
            for branch in step.branches or ():
                yield from calls(branch)
        else:
            yield from calls((*getattr(step, "layers", ()), *getattr(step, "shortcut", ())))


@together("name", BLOCKS)
def test_a_block_is_what_torchvision_has(name):
    case, theirs = BLOCKS[name], RECORD[name]
    graph = network(case.steps, case.input)
    totals = analyze(graph).tail["totals"]
    assert ([*graph.nodes[-1].shape[1:]], totals["params"], totals["macs"]) == (theirs["output"], theirs["params"], theirs["macs"])


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_what_its_authors_wrote(name):
    report = analyze(name)
    totals, theirs = report.tail["totals"], RECORD[name]
    assert ([*report.tail["outputs"][0]["shape"]], totals["params"], totals["macs"]) == (theirs["output"], theirs["params"], theirs["macs"])


@pytest.mark.parametrize("name", block_names())
def test_a_block_is_a_specification_of_its_own_that_calls_operators_alone(name):
    spec = read(block_document(name), name)
    assert list(spec.modules) == [name]
    assert spec.warnings == ()
    assert all(find(kind) for kind in calls(spec.modules[name].layers) if "${" not in kind)
    assert len(build(spec).nodes) > 2
    assert any(case.steps.startswith(name) for case in BLOCKS.values())


def test_a_files_own_module_goes_before_a_block():
    more = "modules: {conv_norm: {parameters: {width: }, layers: [conv: {filters: width, kernel: 1}]}}\n"
    assert [node.op.kind for node in network("conv_norm: {width: 3}", more=more).nodes[1:]] == ["conv"]
    assert [node.op.kind for node in network("squeeze_excite", more=more).nodes if node.op.kind == "multiply"]


def test_no_block_is_read_unless_it_is_called(monkeypatch):
    monkeypatch.setattr(building_blocks, "block_document", lambda name: pytest.fail(f"{name} was read"))
    network("conv: {filters: 4, kernel: 1}, batch_norm, relu")


def test_a_split_gives_parts_by_name_and_passes_its_input_on():
    graph = network('split: {name: s, parts: 4}, relu, concat: {name: again, from: "s/*"}, add: {from: [again, s]}')
    parts = [node.name for node in graph.nodes if node.name.startswith("s/")]
    assert parts == ["s/1", "s/2", "s/3", "s/4"]
    names = [node.name for node in graph.nodes]
    read_by = {node.name: [names[i] for i in node.inputs] for node in graph.nodes}
    assert (read_by["relu1"], read_by["again"], read_by["add1"]) == (["input"], parts, ["again", "input"])


@pytest.mark.parametrize(("step", "told"), [
    ("split: {parts: 20}", "no place is left from 16 up to"), ("split: {parts: 2, axis: 0}", "no place is left from 0 up to"), ("split: {parts: 2, axis: 4}", "has 4 items, and none is 4"),
    ("split: {parts: 100000000}", "repeat takes 0 to 200,000 times"), ("split: {axis: 1}", "split wants parts"),
    ("conv_norm: {kernel: 3}", "conv_norm wants filters"), ("conv_norm: {filters: 3, kernle: 3}", "did you mean 'kernel'?"),
    ("botleneck: {width: 3}", "did you mean 'bottleneck'?"), ("conv_norm: {filters: 3, kernel: [1, 3]}", "- cannot take [1, 3] and 1"),
    ("conv_norm: {filters: 3, activation: swich}", "there is no operator"),
])
def test_what_is_refused_says_where_the_block_is_used(step, told):
    message = refused(step)
    assert told in message
    assert message.startswith("net.yaml:2:")  # and not at the block's own line, which is told behind it


def test_a_step_that_a_block_leaves_out_is_told_at_the_line_of_its_call():
    graph = network("relu, conv_norm: {name: last, filters: 4, activation: none}")
    assert [(each.step, each.place.source.name, each.place.line) for each in graph.left_out] == [("last/none", "net.yaml", 2)]


def test_blocks_have_pages_and_the_schema_knows_them():
    assert archcalc.explain("blocks").table("blocks").column("block") == list(block_names())
    page = archcalc.explain("bottleneck")
    assert dict(page.tables[0].rows)["filters"] == "4 * width"
    assert any("- bottleneck: {width: 128, stride: 2}" in note for note in page.notes)
    own = {"input": [3, 8, 8], "modules": {"bottleneck": {"parameters": {"t": None}}},
           "layers": [{"bottleneck": {"t": 3}}, {"conv_norm": {"filters": 3}}]}
    assert not list(jsonschema.Draft202012Validator(schema()).iter_errors(own))
    assert set(block_names()) <= schema()["$defs"]["step"]["anyOf"][1]["properties"].keys()


def test_every_file_of_the_folder_is_a_block():
    folder = Path(building_blocks.__file__).parent / "blocks"
    assert {path.name for path in folder.iterdir()} == {f"{name}.yaml" for name in block_names()}
