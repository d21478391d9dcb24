"""Derivations: the arithmetic that is shown gives the result that is shown, and the result of the table."""

import re
from math import ceil, floor

import pytest
from together import together

import archcalc
from archcalc import ArchcalcError, build
from archcalc.api import topics
from archcalc.counting import columns, conventions
from archcalc.counting.derivations import derive
from archcalc.counting.measures import figures
from archcalc.homework.misconceptions import catalogue
from archcalc.operators import find, kinds
from archcalc.rendering.formats import render
from archcalc.rendering.tables.layout import Page
from archcalc.reports.explain import explain

NETWORKS = ("lenet5", "lenet5_1998", "alexnet_2gpu", "zfnet", "vgg16", "googlenet", "resnet18", "mobilenet_v2", "unet",
            "vit_b16", "swin_t", "shufflenet_v1")


def value(arithmetic: str) -> int:
    """Shown arithmetic worked out: / is exact or inside floor() and ceil()."""
    return eval(arithmetic.replace(",", ""), {"__builtins__": {}}, {"floor": floor, "ceil": ceil})


@pytest.mark.parametrize("name", NETWORKS)
def test_the_arithmetic_of_every_layer_gives_its_figures(name):
    graph = build(name)
    for node in graph.nodes:
        count = figures(node)
        for role, number in (("weight", count.weight), ("bias", count.bias), ("affine", count.affine)):
            if number:
                assert value(derive.weights(graph, node, role)) == number
        if count.cost.macs:
            assert value(derive.macs(graph, node)) == count.cost.macs


@pytest.mark.parametrize("name", NETWORKS)
def test_every_line_of_a_derivation_adds_up(name):
    graph = build(name)
    rule = conventions.load("memory", "lecture")
    for node in graph.nodes[:40]:
        for step in derive.explain_layer(graph, node, rule, 4, "float32").tables[0].rows:
            if step.arithmetic and step.result.replace(",", "").isdigit() and not step.arithmetic[0].isalpha():
                assert value(step.arithmetic) == int(step.result.replace(",", "")), step


def lines(*words):
    name, what, figure = (*words, None, None)[:3]
    return [tuple(row) for row in explain(name, what, figure, {}, None, (), None).tables[0].rows]


def test_the_lecture_hint_is_the_derivation():
    rows = lines("alexnet", "conv1")
    assert ("height and width", "(h - kernel)/stride + 1", "(227 - 11)/4 + 1", "55", "") in rows
    assert ("weights", "(kernel*kernel*c)*filters", "(11*11*3)*96", "34,848", "values") in rows


def test_a_flattened_volume_keeps_its_factors():
    assert lines("vgg16", "fc6", "weights") == [("weights", "d*units", "7*7*512*4096", "102,760,448", "values")]


@pytest.mark.parametrize(("total", "number"), [
    ("params", 138_357_544), ("weights", 138_344_128), ("memory", 15_237_608), ("macs", 15_470_264_320)])
def test_a_total_is_the_sum_of_its_layers(total, number):
    table = explain("vgg16", total, None, {}, None, (), None).tables[0]
    assert table.totals["value"] == sum(row[2] for row in table.rows) == number
    assert all(value(row[1]) == row[2] for row in table.rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["googlenet", "resnet50", "densenet121", "llama3_8b", "unet"])
def test_modules_add_up_to_the_network(name):
    """What no module holds and what the outermost modules hold is the whole; a figure's terms give a module's sum."""
    graph = build(name)
    outermost = dict.fromkeys(node.name.partition("/")[0] for node in graph.nodes if "/" in node.name)
    for figure, (kind, _) in derive.TOTALS.items():
        if kind:
            counts = conventions.rules(conventions.DEFAULTS)[kind].counts(graph)
            alone = sum(count for node, count in zip(graph.nodes, counts, strict=True) if "/" not in node.name)
            sums = [explain(name, module, None, {}, None, (), None).tables[0].totals[figure] for module in outermost]
            assert alone + sum(sums) == sum(counts)
            last = [*outermost][-1]
            assert explain(name, last, figure, {}, None, (), None).tables[0].totals["value"] == sums[-1]


@pytest.mark.parametrize(("words", "told"), [
    (("conv5_3", "colour", None), "there is no figure 'colour'"),
    (("conv5_3", None, "float16"), "a dtype says nothing to a module"),
])
def test_what_says_nothing_to_a_module_is_refused(words, told):
    what, figure, dtype = words
    with pytest.raises(ArchcalcError, match=told):
        explain("resnet50", what, figure, {}, None, (), dtype)


@together("kind", kinds())
def test_every_operator_has_a_page_that_names_its_attributes(kind):
    op = find(kind)
    assert ">>>" in op.__doc__
    page = topics.page(kind)
    assert all(name in op.__doc__ for name in op.fields), set(op.fields)
    named = [*op.fields, *filter(None, [op.reads_also])]
    assert [row[0] for row in page.table("attributes").rows][:len(named)] == named  # others' attributes of its name follow


SUBJECTS = [*kinds(), *columns.NAMES, *conventions.NAMES, *(row.name for row in catalogue()), "macs", "params"]


@together("name", SUBJECTS)
def test_everything_that_is_named_has_a_page(name):
    page = topics.page(name)
    assert page.title
    assert len(render(page, "text", Page(80)).split()) > 8


def test_a_convention_tells_what_it_counts_and_who_counts_so():
    page = topics.page("torchinfo")
    assert ("operations", "products", "weights x places out", "convolution") in page.tables[0].rows
    assert any("torchinfo 1.8.0" in note for note in page.notes)
    assert any("known to be wrong" in note for note in page.notes)


@pytest.mark.parametrize("name", ["vgg16", "net.yaml", "-", "", "no-such-thing", "../x", "a" * 500])
def test_what_may_be_a_network_has_no_page(name):
    assert topics.page(name) is None


def test_parameters_are_the_weights_where_nothing_but_weights_is_told():
    rows = archcalc.explain("resnet50", "conv1", "params").tables[0].rows
    assert [(row[0], row[3]) for row in rows] == [("weights", "9,408")]


def test_a_key_that_names_a_layer_has_a_page():
    assert [row[0] for row in archcalc.explain("state").table("attributes").rows] == ["gru", "lstm", "rnn"]


@pytest.mark.parametrize(("word", "what", "hint"), [("lstm", "state", "explain lstm tells of that word, archcalc explain state"),
                                                    ("lstm", "fc9", "explain lstm tells of that word"), ("lstm.state", None, "did you mean 'state'?")])
def test_a_word_has_no_layers(word, what, hint):
    with pytest.raises(ArchcalcError, match=re.escape(hint)):
        archcalc.explain(word, what)
