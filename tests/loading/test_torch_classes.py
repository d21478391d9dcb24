"""Every class of torch.nn with a forward pass, as PyTorch has captured it: parameters and products are PyTorch's own."""

import json
import re
from math import prod
from pathlib import Path

import pytest
from together import together
from torch_programs import packed, unpacked

from archcalc.language.about import About
from archcalc.loading.torch.program_translation import ProgramTranslation
from archcalc.network.builder import Builder

ORACLE = Path(__file__).parents[1] / "oracle"
PROGRAMS = json.loads((ORACLE / "torch_programs.json").read_text("utf-8"))
FIGURES = json.loads((ORACLE / "torch_models.json").read_text("utf-8"))["classes"]

OTHERWISE = {
    "nn.Bilinear(8, 9, 10)": 2 * (10 * 9 * 8 + 10 * 9),  # FlopCounterMode counts no bilinear product
}
"""FLOPs that are not FlopCounterMode's, and right."""


@together("name", PROGRAMS)
def test_a_class_has_pytorchs_parameters_and_flops(name):
    program, right, told = unpacked(PROGRAMS[name]), FIGURES[name]["pytorch"], []
    builder = Builder(About("net"), next((shape[0] for _, shape in program.inputs if len(shape) > 1), 1))
    graph = builder.graph(ProgramTranslation(program, told.append, builder.volume).layers(), ())
    params = sum(prod(weight.shape) for node in graph.nodes for key, weight in node.op.weights(*node.input_shapes).items()
                 if weight.role != "buffer" and key not in node.elsewhere)
    assert params == right["params"]
    assert [node.name for node in graph.nodes if "opaque" in node.op.traits] == []
    assert 2 * sum(node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes) == OTHERWISE.get(name, right["flops"])
    assert told == []


def test_a_program_comes_back_from_its_record():
    for given in PROGRAMS.values():
        assert json.loads(json.dumps(packed(unpacked(given)))) == given


def test_nearly_every_class_is_captured():
    assert len(PROGRAMS) >= 0.98 * len(FIGURES)


@pytest.mark.oracle
def test_every_class_with_a_forward_pass_is_recorded():
    nn = pytest.importorskip("torch").nn
    recorded = set(re.findall(r"nn\.(\w+)\(", " ".join(FIGURES)))
    kinds = {name: kind for name, kind in vars(nn).items() if isinstance(kind, type) and issubclass(kind, nn.Module)}
    classes = {name for name, kind in kinds.items() if kind.forward is not nn.Module.forward}
    assert classes - recorded == {"DataParallel"}, "which sends parts of a batch to several GPUs"


def test_nearly_all_products_are_pytorchs():
    """Of the whole record; those of which FlopCounterMode counts none, and classes that PyTorch does not capture, are the rest."""
    figures = {name: (each["archcalc"], each["pytorch"]) for name, each in FIGURES.items()}
    wrong = {name for name, (ours, right) in figures.items()
             if (2 * ours.get("macs", -1), ours.get("params")) != (right["flops"], right["params"])}
    assert wrong == {*OTHERWISE, "nn.CTCLoss()", "nn.GaussianNLLLoss()"}
    assert len(wrong) <= 0.02 * len(FIGURES)
