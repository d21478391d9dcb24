"""Questions about modules: a sum is that of the layers inside, an output is that of the layer that the module gives."""

import pytest

from archcalc import ArchcalcError, build, check
from archcalc.homework.questions.keys import question
from archcalc.homework.questions.networks import Networks
from archcalc.homework.questions.right_answers import AnswerSettings
from archcalc.reports.explain import explain


@pytest.mark.parametrize(("network", "module"), [
    ("resnet50", "conv5_3"), ("googlenet", "inception_3a"), ("densenet121", "dense_block_1/layer_2"), ("unet", "up_1/convs")])
def test_a_module_is_asked_as_it_is_explained(network, module):
    table = explain(network, module, None, {}, None, (), None).tables[0]
    for figure, wanted in table.totals.items():
        asked = question(f"{network}.{module}.{figure}", Networks())
        assert wanted in {target.value for target in asked.targets(AnswerSettings())}
    assert question(f"{network}.{module}.output", Networks()).targets(AnswerSettings())[0].value == table.rows[-1][2]


def test_a_receptive_field_is_that_of_the_whole_network():
    of_module = question("resnet50.conv5_3.receptive_field", Networks())
    of_layer = question("resnet50.conv5_3/relu3.receptive_field", Networks())
    assert of_module.targets(AnswerSettings()) == of_layer.targets(AnswerSettings()) != ()


@pytest.mark.parametrize(("row", "verdicts", "told"), [
    ("conv5_3,7x7x2048,218365952,150528", ["correct"] * 3, "Right."),
    ("CONV5-3,7x7x2048,218365952,250880", ["correct", "correct", "wrong"], "What goes into the layer was counted too"),
    ("conv1,112x112x64,118013952,802816\nconv5_9,7x7x2048,1,2", ["correct"] * 3 + ["unreadable"] * 3, "no layer 'conv5_9'"),
])
def test_a_sheet_may_name_modules(tmp_path, row, verdicts, told):
    path = tmp_path / "sheet.csv"
    path.write_text(f"layer,volume,macs,memory\n{row}\n")
    table = check(path, network="resnet50").tables[0]
    assert table.column("verdict") == verdicts
    assert told in table.column("feedback")[-1]


def test_a_module_of_two_outputs_is_asked_for_sums_alone(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text("input: [3, 8, 8]\nmodules:\n  pair: {layers: [conv: {name: a, filters: 4, kernel: 1}, conv: {name: b, filters: 4, "
                    "kernel: 1}]}\nlayers: [pair: {name: p}, relu, add: {from: [p/a, p/b]}]\n")
    networks = Networks({"two": build(path)})
    assert question("two.p.params", networks).targets(AnswerSettings())[-1].value == 36
    with pytest.raises(ArchcalcError, match="'p' is a module of two, and no layer"):
        question("two.p.output", networks)


def test_a_sheet_that_knows_no_layer_is_told_of_each(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("layer,volume\nfoo,1x1x1\nbar,2x2x2\nfoo,1x1x1\n")
    with pytest.raises(ArchcalcError) as caught:
        check(path, network="resnet50")
    assert [mistake.message for mistake in caught.value.mistakes] == ["resnet50 has no layer 'foo'", "resnet50 has no layer 'bar'"]
