"""Checkpoints, parts of a network on several devices, and what ZeRO divides."""

from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_networks import SOME, network, written

import archcalc
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.training.checkpointing import best_cuts, kept_under
from archcalc.training.course import course
from archcalc.training.cut_points import cuttable
from archcalc.training.filter_split import streams
from archcalc.training.layer_split import in_a_row
from archcalc.training.memory import Choices
from archcalc.training.needs import need, needed
from archcalc.training.partition import PartCosts, balanced, lightest
from archcalc.training.strategies import ways


@pytest.mark.quick(cases=6)
@pytest.mark.parametrize("name", [*SOME, "xception"])
@pytest.mark.parametrize("mode", ["train", "eval"])
def test_checkpoints_never_keep_more_and_where_there_are_any_they_keep_less(name, mode):
    choices = Choices(mode=mode)
    cuts = best_cuts(network(name, 4), choices)
    kept, everything = (kept_under(network(name, 4), choices, at) for at in (cuts, ()))
    assert kept < everything if cuts else kept == everything
    assert everything == needed(course(network(name, 4), choices)).saved.total + needed(course(network(name, 4), choices)).input


def test_checkpoints_are_the_best_of_all_in_a_small_network():
    graph, choices = network("lenet5", 64), Choices()
    places = cuttable(graph, choices).places()[1:-1]
    chosen = [tuple(place for i, place in enumerate(places) if bits >> i & 1) for bits in range(1 << len(places))]
    assert kept_under(graph, choices, best_cuts(graph, choices)) == min(kept_under(graph, choices, cuts) for cuts in chosen)


def test_a_long_chain_that_is_nowhere_narrower_is_cut_anywhere():
    """Of more places than are looked at; an activation writes over what was made before it."""
    layers = "".join(f"  - conv: {{name: c{i}, filters: 8, kernel: 1}}\n  - relu\n" for i in range(200))
    graph = build(read(parse(f"input: [8, 4, 4]\nlayers:\n{layers}", "chain.yaml"), "chain"))
    cuts = best_cuts(graph, Choices())
    assert {graph.nodes[at].op.kind for at in cuts} == {"relu"}
    assert kept_under(graph, Choices(), cuts) < kept_under(graph, Choices(), ()) / 2


tables = st.integers(2, 7).flatmap(lambda count: st.tuples(
    st.lists(st.integers(0, 50), min_size=count, max_size=count), st.lists(st.integers(0, 50), min_size=count, max_size=count)))


def parts_of(count, cuts):
    return list(pairwise((0, *cuts, count)))


@given(tables, st.integers(1, 4))
def test_cuts_are_the_best_of_all(numbers, parts):
    sizes, passing = numbers
    count = len(sizes)
    loads = [[sum(sizes[i:j]) for j in range(count + 1)] for i in range(count + 1)]
    prices = [[passing[j - 1] if i < j < count else 0 for j in range(count + 1)] for i in range(count + 1)]
    every = [tuple(place for place in range(1, count) if bits >> place & 1) for bits in range(0, 1 << count, 2)]

    def judged(cuts):
        return (max(loads[i][j] for i, j in parts_of(count, cuts)), sum(prices[i][j] for i, j in parts_of(count, cuts)))

    assert lightest(PartCosts(loads, prices)).price == min(sum(judged(cuts)) for cuts in every)
    if parts <= count:
        assert judged(balanced(PartCosts(loads, prices), parts)) == min(judged(cuts) for cuts in every if len(cuts) == parts - 1)


@pytest.mark.parametrize("name", ["resnet50", "vit_b16"])
@pytest.mark.parametrize("devices", [2, 3, 8, 1000])
def test_what_zero_divides_is_there_once(name, devices):
    whole = need(network(name))
    found = {way.stage: way.held for way in ways(course(network(name), Choices()), (), devices)}
    assert found[0][:4] == (whole.parameters, whole.buffers, whole.gradients, whole.optimizer)
    for stage, divided in ((1, {"optimizer"}), (2, {"optimizer", "gradients"}), (3, {"optimizer", "gradients"})):
        for part in ("optimizer", "gradients"):
            full = getattr(whole, part)
            assert getattr(found[stage], part) == (ceil(full / devices) if part in divided else full)
    assert whole.parameters / devices < found[3].parameters <= whole.parameters
    assert sum(found[0]) > sum(found[1]) > sum(found[2]) >= sum(found[3])


@pytest.mark.parametrize("name", ["alexnet", "resnet50", "densenet121", "vit_b16"])
@pytest.mark.parametrize("by", ["memory", "macs"])
def test_layers_split_over_devices_are_all_there_once(name, by):
    graph = network(name, 2)
    stages = in_a_row(graph, Choices(), 4, by)
    assert [stage.first for stage in stages[1:]] == [stage.last + 1 for stage in stages[:-1]]
    assert (stages[0].first, stages[-1].last) == (1, len(graph.nodes) - 1)
    table = archcalc.analyze(graph).table("layers")
    assert sum(stage.macs for stage in stages) == table.totals["macs"]
    whole = needed(course(graph, Choices()))
    assert sum(stage.held for stage in stages) == whole.parameters + whole.buffers + whole.gradients + whole.optimizer
    assert stages[-1].passed == 0
    assert all(stage.passed for stage in stages[:-1])


def test_the_two_streams_of_alexnet_meet_in_conv3_and_the_fully_connected_layers():
    graph = network("alexnet_2gpu")
    found = streams(graph, Choices("momentum"), 2)
    assert [graph.nodes[joint.layer].name for joint in found.joints] == ["conv3", "fc6", "fc7", "fc8", "prob"]
    assert found.joints[0].passed == 4 * 13 * 13 * 256
    assert found.held == 3 * 4 * 60_965_224 // 2
    # one stream's convolutions have half the filters everywhere, and read half the channels where there are groups
    assert 2 * found.macs == archcalc.analyze(graph).table("layers").totals["macs"]


def test_a_stream_saves_its_share_the_whole_image_and_what_it_is_handed():
    graph = written("input: [3, 4, 4]\nlayers:\n  - conv: {filters: 8, kernel: 1}\n  - conv: {filters: 8, kernel: 1, groups: 2}\n"
                  "  - flatten\n  - linear: {units: 10}\n")
    image, own, other = 3 * 4 * 4, 4 * 4 * 4, 4 * 4 * 4
    assert streams(graph, Choices(), 2).saved == 4 * (image + own + own + other)
