"""What is told of bundled networks: each fact with its place, history only of the paper's network, causes."""

import re
from math import prod

import pytest

from archcalc import build, load
from archcalc.counting import measures
from archcalc.language.about import HISTORY, facts
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import names


def history(name):
    """What happened to a network, fact by fact."""
    description = load(name).about.description
    return [fact for key in HISTORY if key in description for fact in facts({key: description[key]})]


PLACE = re.compile(
    r"\b(sections?|appendix|tables?|figures?|equation|abstract|lecture|methods|pre-?training|empirical analysis|main text|readme"
    r"|documentation|options|configuration|model (card|zoo)|model_zoo|references/\w+|\w+\.(cfg|py|yaml|md)|(torchvision|transformers) \d)", re.I)
"""Words of a place that can be opened at the fact: the whole paper, or its authors' code as a whole, is none."""


def unplaced(found):
    return [fact for fact in found if not PLACE.search(fact.where)]


def test_every_fact_of_a_history_says_where_it_stands():
    assert {name: missing for name in names() if (missing := unplaced(history(name)))} == {}


@pytest.mark.parametrize(("text", "without"), [
    ("new: A thing. [abstract]\nresults: [\"first [Table 2]\"]\ntraining: {where: section 3, batch: 8, epochs: \"9 [README]\"}", []),
    ("new: A thing.", ["A thing."]), ("results: [\"first [Table 2]\", second]", ["second"]),
    ("training: {batch: 8, epochs: \"9 [README]\"}", ["8"]),
    ("training: {where: the paper, batch: 8}", ["8"]), ("results: [\"first [the authors' code]\"]", ["first"])])
def test_a_fact_without_a_place_is_found(text, without):
    spec = read(parse(f"{text}\ninput: [8]\nlayers: [relu]", "net.yaml"), "net")
    assert [fact.told for fact in unplaced(facts({key: spec.about.description.get(key) for key in HISTORY}))] == without


@pytest.mark.parametrize("name", ["vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn", "googlenet_bn", "resnet50_v1_5", "resnet101_v1_5",
                                  "resnet152_v1_5", "mobilenet_v3_large_minimalistic", "mobilenet_v3_small_minimalistic",
                                  "inception_resnet_v1"])
def test_a_version_of_others_has_no_history_of_the_papers_network(name):
    assert history(name) == []
    assert load(name).about.description["by"]


def test_results_of_a_variant_stand_before_those_of_its_file():
    mine, family = load("resnet152").about.description["results"], load("resnet50").about.description["results"]
    assert mine[1:] == family
    assert mine[0].startswith("ILSVRC 2015: 4.49%")


def products(name, norms=0, pooled=0, layers=lambda node: True):
    """Products, in millions, with so many operations for each value of a batch norm and of what global pooling reads."""
    total = 0
    for node in filter(layers, build(name).nodes):
        each = {"batch_norm": norms, "global_avg_pool": pooled}.get(node.op.kind, 0)
        total += node.op.cost(node.shape, *node.input_shapes).macs + each * sum(map(prod, node.input_shapes))
    return total / 1e6


CAUSES = {
    "resnet101 7.58": (("resnet101", 1, 1), 7586.0), "resnet152 11.30": (("resnet152", 1, 1), 11304.5),
    "se_resnet50 3.87": (("se_resnet50", 1, 1), 3876.7), "se_resnext50 4.25": (("se_resnext50_32x4d", 1, 1), 4253.0),
    "xception 8.38": (("xception", 1), 8378.5), "inception_v3 5.72": (("inception_v3", 1), 5722.2), "pnasnet 25.0": (("pnasnet5_large", 1), 24990.5),
    "efficientnet_b1 0.70": (("efficientnet_b1", 1), 697.7),
    "shufflenet_v1_g4 133": (("shufflenet_v1_g4", 0, 0, lambda node: node.op.kind == "conv"), 133.25),
    "shufflenet_v1_g8 137": (("shufflenet_v1_g8", 0, 0, lambda node: node.op.kind == "conv"), 136.83),
    "mobilenet_v1 317": (("mobilenet_v1_0_75_224", 0, 0, lambda node: node.name != "conv1"), 317.27),
}
"""Printed figures that another way of counting explains, as their errata say: the ways, and what they give."""


@pytest.mark.parametrize("case", CAUSES)
def test_the_cause_of_an_erratum_gives_the_figure(case):
    ways, wanted = CAUSES[case]
    assert abs(products(*ways) - wanted) <= max(0.05, wanted * 1e-5)


@pytest.mark.parametrize("figure", ["params", "macs"])
def test_what_is_printed_of_vggish_is_of_a_larger_network(figure):
    counts = [measures.figures(node) for node in build(load("vgg19", options={"classes": 3087}, input_size="1x96x64")).nodes]
    total = sum(count.cost.macs if figure == "macs" else count.weight for count in counts)
    assert total == {"params": 62_022_208, "macs": 2_423_713_792}[figure]


def test_an_erratum_whose_cause_is_unknown_says_what_was_tried():
    told = {(name, claim.printed): claim.erratum for name in names() for claim in load(name).about.published if "unknown" in claim.erratum}
    assert len(told) <= 42
    assert {place: erratum for place, erratum in told.items() if not re.match("unknown: .{8}", erratum)} == {}
