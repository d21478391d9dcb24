"""PyTorch's autocast: what each operator gives, as tests/oracle/autocast.py recorded it on the CPU; laws of its conversions."""

import json

import pytest
from operator_grid import GRID, label
from places import ORACLE
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.operators.activation.elementwise import _FUNCTIONS
from archcalc.training.autocast.autocast_policies import POLICIES, Autocast, autocast
from archcalc.training.autocast.conversions import Conversion, converted, output_width, volume_widths, weight_copies
from archcalc.training.memory import Choices
from archcalc.training.plan import Fleet, plan

RECORDED = json.loads((ORACLE / "autocast.json").read_text())
ON_CPU = Autocast("bfloat16", "cpu")


def test_each_operator_gives_the_numbers_that_pytorch_gives():
    cases = {label(case): case for case in GRID}
    assert len(RECORDED) > 120
    assert {name for name in RECORDED if name not in cases} == set()
    found = {name: [output_width(op, shapes, [width] * len(shapes), ON_CPU) for width in (4, 2)]
             for name, (op, shapes) in cases.items() if name in RECORDED}
    assert {name: (found[name], theirs) for name, theirs in RECORDED.items()
            if any(None is not their != our for our, their in zip(found[name], theirs, strict=True))} == {}


def test_every_function_of_a_policy_computes_some_operator():
    """A list that names what nothing is computed by has a slip of the pen in it."""
    known = {name.rstrip("123d") for op, shapes in GRID if shapes for name in op.torch_functions(*shapes)} | {*_FUNCTIONS}
    for policies in POLICIES.values():
        assert {name for name in set().union(*policies) if name.rstrip("123d") not in known} == set()


@pytest.mark.parametrize("device", POLICIES)
@pytest.mark.parametrize("name", ["resnet18", "vit_b16", "convnext_tiny", "unet", "lstm_classifier", "alexnet"])
def test_conversions_join_what_is_of_two_types_and_change_nothing_else(name, device):
    graph, way = archcalc.build(name), Autocast("float16", device)
    made = converted(graph, way)
    assert [node.op for node in made.nodes if not isinstance(node.op, Conversion)] == [node.op for node in graph.nodes]
    assert [made.nodes[i].name for i in made.outputs] == [graph.nodes[i].name for i in graph.outputs]
    widths = volume_widths(made, way, 4)
    for i, node in enumerate(made.nodes):
        if isinstance(node.op, Conversion):
            assert {widths[i], widths[node.inputs[0]]} == {2, 4}
    assert converted(graph, None) is graph


def test_weights_are_converted_once_however_many_layers_share_them():
    graph = archcalc.build("siamese")
    copies = weight_copies(graph, ON_CPU, [True] * len(graph.nodes))
    assert 2 * sum(each.saved + each.others for each in copies) == plan(graph, Choices(), Fleet()).need.parameters
    assert sum(each.gradients for each in copies) > sum(each.saved + each.others for each in copies)


def test_half_of_the_numbers_are_halved_and_the_rest_is_not():
    """By hand: of VGG-16 all that is saved is in 16 bits, the image's copy, too; of a norm's statistics nothing is."""
    single, narrow = (plan(converted(archcalc.build("vgg16"), amp), Choices(optimizer="sgd", amp=amp), Fleet()).need
                      for amp in (None, ON_CPU))
    assert (narrow.parameters, narrow.gradients, narrow.saved.indices) == (single.parameters, single.gradients, single.saved.indices)
    assert 2 * narrow.saved.floats == single.saved.floats
    assert narrow.moment.largest["weight_copies"] == single.parameters // 2


@pytest.mark.parametrize(("words", "said"), [
    (["vgg16", "--amp", "bf"], "expected one of: bf16, fp16"), (["vgg16", "--amp", "bfloat16"], "--amp bf16"),
    (["vgg16", "--amp", "fp16", "--dtype", "mixed"], "--amp converts from float32, found mixed"),
    (["vgg16", "--amp", "fp16", "--gpus", "2", "--split", "memory"], "not planned beside --split"),
])
def test_a_slip_is_answered(words, said):
    result = CliRunner().invoke(application("plan"), ["plan", *words])
    assert isinstance(result.exception, ArchcalcError)
    assert said in " ".join(str(result.exception).split())


def test_no_autocast_is_none():
    assert autocast(None, on_gpu=True) is None
