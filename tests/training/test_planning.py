"""Memory for training: to the byte against PyTorch, as tests/oracle/saved_tensors.py recorded it; and laws."""

import json
import subprocess
import sys
from functools import cache
from itertools import pairwise, permutations
from math import ceil, prod

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ORACLE
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.counting.measures.in_place import activations, none
from archcalc.counting.measures.liveness import lifetimes
from archcalc.executor.outlines.dtypes import FLOAT32
from archcalc.executor.outlines.memory import Meter
from archcalc.executor.outlines.namespace import Outlines
from archcalc.executor.program import Mode, Program
from archcalc.executor.weights.names import declared
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.training import execution_order, optimizers
from archcalc.training.checkpointing import best_cuts, kept_under
from archcalc.training.course import course
from archcalc.training.cut_points import cuttable
from archcalc.training.filter_split import streams
from archcalc.training.gpus import DEVICES, device
from archcalc.training.largest_batch import largest, rebatched
from archcalc.training.layer_split import in_a_row
from archcalc.training.memory import Choices
from archcalc.training.moments import peak
from archcalc.training.needs import need, needed
from archcalc.training.partition import PartCosts, balanced, lightest
from archcalc.training.plan import Fleet, plan
from archcalc.training.roofline import roofline
from archcalc.training.sharding import Sharding
from archcalc.training.strategies import ways
from archcalc.training.training_step import training_step

FOLDER = ORACLE / "recorded" / "saved_tensors"
RECORDED = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
OPERATORS, ROUTED, EXPORTED = (RECORDED.pop(name)["rows"] for name in ("operators", "routed", "exported"))
OPTIMIZERS, AUTOCAST = RECORDED.pop("optimizers"), RECORDED.pop("autocast")
DEMANDED = {"vgg16_torchvision", "resnet50_v1_5", "alexnet_owt", "densenet121", "mobilenet_v2", "googlenet_bn", "vit_b16"}
SOME = ("lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "mobilenet_v2", "vit_b16", "swin_t", "unet")


@cache
def network(name: str, batch: int = 1, size: str | None = None) -> Graph:
    return build(load(name, input_size=size), batch)


def written(text: str, batch: int = 1) -> Graph:
    return build(read(parse(text, "net.yaml"), "net"), batch)


# What PyTorch saves

OTHERWISE = {
    # network: bytes for each image that torchvision's definition saves besides, by mode, and why
    "mobilenet_v2": ({"train": 5120}, "a dropout before the classifier, whose mask is saved"),
    "vgg16_bn": ({"train": 100_352, "eval": 100_352}, "an adaptive pool before the classifier, as vgg16_torchvision"),
    "efficientnet_b0": ({"train": 36}, "stochastic depth draws a number for each block"),
    "convnext_tiny": ({"train": 68}, "stochastic depth draws a number for each block"),
    "swin_t": ({"train": 88}, "stochastic depth draws a number for each block"),
}


def test_every_network_that_was_demanded_is_recorded_at_two_batches_in_both_modes():
    assert set(RECORDED) >= DEMANDED
    assert all({"train 1", "train 3", "eval 1", "eval 3"} <= set(found) for found in RECORDED.values())


@pytest.mark.parametrize("name", RECORDED)
@pytest.mark.parametrize("mode", ["train", "eval"])
@pytest.mark.parametrize("batch", [1, 3])
def test_what_is_saved_of_a_network_to_the_byte(name, mode, batch):
    said = RECORDED[name][f"{mode} {batch}"]
    saved = need(network(name, batch, "x".join(map(str, RECORDED[name]["input"]))), mode=mode).saved
    besides = batch * OTHERWISE.get(name, ({}, ""))[0].get(mode, 0)
    assert saved.floats + saved.masks + besides == said["float32"]
    assert saved.indices == said.get("int64", 0)
    assert set(said) <= {"float32", "int64"}


WATCHED = {
    # networks whose gradients take more while they are watched, in values, and why
    "resnet50_v1_5": (2 * 200_704, "under a watcher PyTorch adds gradients up in new memory: ATen/TensorSubclassLikeUtils.h"),
    "swin_t": (609_315, "gradients inside window attention, which are not counted"),
}


@pytest.mark.parametrize("name", RECORDED)
def test_the_largest_live_gradients(name):
    found = need(network(name, size="x".join(map(str, RECORDED[name]["input"]))), mode="eval").live_gradients
    sum_of_scores = 4
    assert found + sum_of_scores + 4 * WATCHED.get(name, (0, ""))[0] == RECORDED[name]["live"]


@together("row", OPERATORS)
def test_what_is_saved_of_an_operator_not_in_place_composed_or_frozen(row):
    end = "linear: {units: 16}" if row["tokens"] else "conv: {filters: 8, kernel: 1}"
    step = row["step"].replace("}", ", name: middle}") if "{" in row["step"] else f"{row['step']}: {{name: middle}}"
    shape = [5, 16] if row["tokens"] else [8, 6, 6]
    graph = written(f"input: {shape}\nlayers:\n  - {end}\n  - {step}\n  - {end}\n", 2)
    frozen = frozenset({"middle"} if row["choice"] == "frozen" else ())
    choices = Choices(mode=row["mode"], in_place=False, fused=row["choice"] != "composed", frozen=frozen)
    assert needed(course(graph, choices)).saved.total == sum(row["parts"].values())


ADDED_ANEW = {
    # the parts to whose inputs several gradients come, and the values that these take more while they are watched
    "attention: {heads: 4, kv_heads: 2}": 80, "attention: {heads: 4, kv_heads: 1, causal: true}": 120, "attention: {heads: 4, kv_heads: 2, memory: m}": 80,
    "mixture: {experts: 4, active: 3, layers: [linear: {units: 8}]}": 160,
}


@pytest.mark.parametrize("row", ROUTED, ids=lambda row: row["step"])
def test_what_is_saved_of_attention_gates_and_experts_and_their_live_gradients(row):
    """As everywhere, PyTorch adds gradients up in new memory under a watcher, and in place otherwise."""
    step = row["step"]
    memory = "  - linear: {units: 16, name: m, from: input}\n  - from: a\n" if "memory" in step else ""
    steps = f"  - linear: {{units: 16, name: a}}\n{memory}  - {step}\n  - linear: {{units: 16}}\n"
    graph = written(f"input: [5, 16]\nlayers:\n{steps}", 2)
    found = needed(course(graph, Choices(in_place=False)))
    assert found.saved.floats == row["parts"]["float32"]
    assert found.saved.indices == row["parts"].get("int64", 0)
    assert found.live_gradients + 4 + 4 * ADDED_ANEW.get(step, 0) == row["live"]


@together("row", [row for row in EXPORTED if "rotary" not in row["step"]])
def test_what_is_saved_and_alive_of_attention_in_the_source_that_is_written_for_pytorch(row):
    """Where queries have a matrix of their own, a watched gradient of their input takes half as much more: `ADDED_ANEW`.

    Rotary positions are kept as Llama's modules keep them (test_adapters), one cosine and sine a feature for queries and
    keys alike; the source that is written keeps one a pair for each, and copies of what it turns.
    """
    step = row["step"]
    graph = written(f"input: [7, 16]\nlayers:\n  - linear: {{units: 16}}\n  - {step}\n  - linear: {{units: 16}}\n", 3)
    found, composed = (needed(course(graph, Choices(in_place=False, fused=fused))) for fused in (True, False))
    assert found.saved == composed.saved  # PyTorch's rms_norm keeps what one of elementary operations does
    assert (found.saved.floats, found.saved.indices) == (row["parts"]["float32"], row["parts"].get("int64", 0))
    anew = 0 if "position_bias" in step else {"kv_heads: 2": 168, "kv_heads: 1": 252, "bias: [q, v]": 336}
    added = next((more for word, more in anew.items() if word in step), 0) if anew else 0
    assert found.live_gradients + 4 + 4 * added == row["live"]


@pytest.mark.parametrize("name", [name for name in AUTOCAST if name != "torch"])
def test_what_is_saved_under_mixed_precision_beside_the_copies_of_weights(name):
    graph, said = network(name), AUTOCAST[name]
    saved = need(graph, dtype="mixed").saved
    copies = 2 * sum(prod(weight.shape) for node in graph.nodes for weight in node.op.weights(*node.input_shapes).values()
                     if weight.role == "weight")
    besides = OTHERWISE.get(name, ({}, ""))[0].get("train", 0) // 2
    assert saved.floats + saved.masks + besides + copies == said["bfloat16"] + said.get("float32", 0)
    assert saved.indices == said.get("int64", 0)


CLASS_TOKEN = {("vit_b16", "adafactor"): 4}
"""torchvision's class token is 1x1x768, which has a row."""


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if name != "torch"])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam", "adamw", "adafactor"])
def test_what_an_optimizer_remembers(name, optimizer):
    found = need(network(name), optimizer=optimizer).optimizer
    assert found + CLASS_TOKEN.get((name, optimizer), 0) == OPTIMIZERS[name][optimizer]


def test_eight_bits_with_a_scale_for_every_block():
    state = optimizers.load("adam-8bit").state
    assert state((4096,), 4) == 2 * (4096 + 16 * 4)
    assert state((4097,), 4) == 2 * (4097 + 17 * 4)
    assert state((4095,), 4) == 2 * 4095 * 4  # smaller arrays keep float32


@pytest.mark.parametrize("name", optimizers.NAMES.names)
def test_every_optimizer_says_what_it_remembers_and_whose_it_is(name):
    found = optimizers.load(name)
    assert found.words
    assert found.source
    assert found.state((64,), 4) >= 0


# Numbers of other types, other batches

@pytest.mark.parametrize("name", SOME)
def test_types_scale_exactly(name):
    single, half, double, mixed = (need(network(name), dtype=dtype) for dtype in ("float32", "float16", "float64", "mixed"))
    labels = course(network(name), Choices()).labels  # which stay int64, as indices do
    assert double.total - double.saved.indices - labels == 2 * (single.total - single.saved.indices - labels)
    assert 2 * half.parameters == single.parameters
    assert 2 * half.live_gradients == single.live_gradients
    assert (mixed.parameters, mixed.gradients, mixed.saved) == (half.parameters, half.gradients, half.saved)
    assert mixed.optimizer == single.optimizer + single.parameters  # adam's state, and the master copy
    assert mixed.saved.indices == single.saved.indices


# of one window of one image, PyTorch saves the queries also before they are scaled: swin_t at batch 1
@pytest.mark.parametrize("name", [name for name in SOME if name != "swin_t"])
@pytest.mark.parametrize("images", [2, 7])
def test_a_batch_scales_exactly_but_for_the_statistics_of_batch_norms(name, images):
    one, many = need(network(name)), need(network(name, images))
    statistics = sum(4 * 2 * node.shape[1] for node in network(name).nodes if node.op.kind == "batch_norm")
    assert many.saved.total - statistics == images * (one.saved.total - statistics)
    assert many.live_gradients == images * one.live_gradients
    assert (many.parameters, many.gradients, many.optimizer) == (one.parameters, one.gradients, one.optimizer)


@pytest.mark.parametrize("name", SOME)
def test_another_batch_is_the_graph_that_would_have_been_built(name):
    assert rebatched(network(name), 5).nodes == network(name, 5).nodes


@given(st.integers(0, 10**12), st.integers(0, 10**9), st.integers(0, 10**13))
def test_the_largest_that_fits_fits_and_one_more_does_not(held, each, limit):
    def size(images: int) -> int:
        return held + each * images + each // 7 * (images // 3)  # grows in steps

    found = largest(size, limit)
    assert found == 0 or size(found) <= limit
    assert found == 2**31 - 1 or size(found + 1) > limit


@pytest.mark.parametrize(("name", "choices", "memory"), [
    ("resnet50", Choices(dtype="mixed"), "24GiB"), ("vgg16", Choices("momentum"), "6GB"), ("vit_b16", Choices(), "16GiB"),
    ("lenet5", Choices("sgd"), "1GiB"), ("vgg16", Choices(), "2GiB"),
])
def test_the_largest_batch_of_every_way_proved_by_building_it(name, choices, memory):
    limit = device(memory).memory
    cuts = best_cuts(network(name), choices)
    for way in ways(course(network(name), choices), cuts, 4, limit):
        for images, fits in ((way.largest_batch, True), (way.largest_batch + 1, False)):
            if images:
                step = training_step(course(network(name, images), choices), cuts if way.checkpointed else (), Sharding(way.stage, 4))
                assert (peak(step) <= limit) is fits


# Frozen layers

def test_what_is_frozen_has_no_gradient_and_below_the_lowest_trained_layer_nothing_is_saved():
    whole = need(network("resnet50"))
    head = need(network("resnet50"), frozen={node.name for node in network("resnet50").nodes} - {"fc"})
    assert head.parameters == whole.parameters
    assert head.gradients == 4 * (2048 * 1000 + 1000)
    assert head.optimizer == 2 * head.gradients
    assert head.saved == (4 * 2048, 0, 0)
    assert head.live_gradients == 4 * 1000
    assert (whole.input, head.input) == (0, 4 * 3 * 224 * 224)


@pytest.mark.parametrize("name", SOME)
def test_freezing_never_needs_more(name):
    names = [node.name for node in network(name).nodes]
    before = need(network(name))
    for count in range(0, len(names), max(1, len(names) // 5)):
        after = need(network(name), frozen=set(names[:count]))
        assert after.saved.total <= before.saved.total
        assert (after.gradients, after.optimizer) <= (before.gradients, before.optimizer)
        before = after


# The order of a forward pass

def alive(graph: Graph, order: tuple[int, ...], overwrites=activations) -> int:
    """The most values alive in an order, the plain way."""
    lives = lifetimes(graph, overwrites)
    readers = {owner: {i for i, node in enumerate(graph.nodes) for position in node.inputs if lives.owner[position] == owner}
               for owner in lives.owner}
    held, done, most = set(), set(), 0
    for i in order:
        assert set(graph.nodes[i].inputs) <= done
        done.add(i)
        held.add(lives.owner[i])
        most = max(most, sum(lives.sizes[owner] for owner in held))
        held -= {owner for owner in held if readers[owner] and readers[owner] <= done
                 and not any(lives.owner[position] == owner for position in graph.outputs)}
    return most


@pytest.mark.parametrize("name", [*SOME, "nasnet_mobile", "xception", "regnety_400mf", "shufflenet_v2_2x"])
def test_the_best_order_is_one_and_holds_what_it_says(name):
    graph = network(name)
    found = execution_order.best(graph)
    assert sorted(found.layers) == list(range(len(graph.nodes)))
    assert alive(graph, found.layers) == found.values <= alive(graph, tuple(range(len(graph.nodes))))
    assert found.exact


def test_another_order_can_hold_less():
    graph = network("nasnet_mobile")
    assert execution_order.best(graph).values < max(lifetimes(graph).during())


@st.composite
def small_networks(draw) -> Graph:
    """A few layers of one-pixel volumes, each reading earlier ones, brought together at the end."""
    names, lines = ["input"], []
    for i in range(draw(st.integers(1, 5))):
        read_from = draw(st.sampled_from(names))
        kind = draw(st.sampled_from(["conv", "relu", "concat"]))
        if kind == "conv":
            lines.append(f"  - conv: {{name: x{i}, from: {read_from}, filters: {draw(st.integers(1, 9))}, kernel: 1}}")
        elif kind == "relu":
            lines.append(f"  - relu: {{name: x{i}, from: {read_from}}}")
        else:
            lines.append(f"  - concat: {{name: x{i}, from: [{read_from}, {draw(st.sampled_from(names))}]}}")
        names.append(f"x{i}")
    return written(f"input: [{draw(st.integers(1, 9))}, 1, 1]\nlayers:\n" + "\n".join(lines) + "\n")


@given(small_networks())
@settings(max_examples=settings.default.max_examples * 2 // 5)
def test_no_order_of_a_small_network_holds_less_than_the_best(graph):
    found = execution_order.best(graph)
    possible = [order for order in permutations(range(len(graph.nodes)))
                if all(order.index(position) < order.index(i) for i in order for position in graph.nodes[i].inputs)]
    assert found.exact
    assert found.values == min(alive(graph, order) for order in possible)


def test_too_wide_a_network_is_searched_by_a_rule_of_thumb_and_says_so(monkeypatch):
    monkeypatch.setattr(execution_order, "_MOST_STATES", 50)
    found = execution_order.best(network("nasnet_mobile"))
    assert not found.exact
    assert alive(network("nasnet_mobile"), found.layers) == found.values
    report = archcalc.plan(network("nasnet_mobile"))
    assert "heuristic" in report.table("inference").column("note")[1]


class _Given(dict):
    """Input arrays that nobody else holds."""

    def __getitem__(self, name):
        return self.pop(name)


@pytest.mark.parametrize("name", ["lenet5", "alexnet", "googlenet", "resnet50", "mobilenet_v2", "unet", "densenet121"])
def test_the_peak_is_what_the_executor_allocates(name):
    graph, meter = network(name), Meter()
    xp, weights = Outlines(meter), {}
    for layer, key, weight in declared(graph):
        weights.setdefault(layer, {})[key] = xp.empty(weight.shape, FLOAT32)
    program = Program(graph, weights, xp, Mode(fast=False))
    inputs = _Given({node.name: xp.empty(node.shape, FLOAT32) for node in graph.nodes if not node.inputs})
    before = meter.held - sum(array.nbytes for array in inputs.values())
    sizes, held, most = lifetimes(graph, none).sizes, 0, 0
    for position, _made in enumerate(program.steps(inputs)):
        most = max(most, held + 4 * sizes[position])
        held = meter.held - before
    assert most == plan(graph, Choices(in_place=False), Fleet()).peak.written


# Checkpoints, parts, devices

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


# Cards and bounds

@pytest.mark.parametrize("card", DEVICES.values(), ids=lambda card: card.name)
def test_every_card_has_its_source_and_plausible_rates(card):
    assert card.source
    assert 2**30 <= card.memory <= 2**38
    assert 2 * 10**10 < card.bandwidth < 10**13
    assert card.float64 <= card.float32 <= card.rate("tf32") <= card.float16 < 10**16


@pytest.mark.parametrize("name", ["vgg16", "resnet50", "vit_b16"])
@pytest.mark.parametrize("dtype", ["float32", "mixed"])
def test_the_roofline_bounds_every_layer_and_fusing_bounds_the_whole(name, dtype):
    card = DEVICES["a100"]
    found = roofline(network(name, 8), card, Choices(dtype=dtype))
    assert found.fused <= found.seconds
    for bound in found.layers:
        assert bound.seconds == max(bound.operations / card.rate(bound.number), bound.bytes / card.bandwidth)
        assert bound.by == ("compute" if bound.intensity > card.rate(bound.number) / card.bandwidth else "memory")
    assert sum(bound.operations for bound in found.layers) == 2 * 8 * archcalc.analyze(network(name)).table("layers").totals["macs"]


@pytest.mark.parametrize(("name", "dtype", "layer", "number"), [
    ("vgg16", "float32", "conv1_1", "tf32"), ("vgg16", "float32", "fc6", "float32"), ("vit_b16", "float32", "encoder1/msa", "float32"),
    ("vit_b16", "float32", "patch_embedding", "tf32"), ("vgg16", "bfloat16", "conv1_1", "bfloat16"), ("unet", "float32", "up1", "tf32"),
    ("mobilenet_v2", "float32", "bottleneck2_1/depthwise", "float32"), ("mobilenet_v2", "float32", "bottleneck2_1/expand", "tf32"),
])
def test_products_are_in_tf32_where_pytorchs_are(name, dtype, layer, number):
    graph = network(name)
    found = {graph.nodes[bound.layer].name: bound.number for bound in roofline(graph, DEVICES["a100"], Choices(dtype=dtype)).layers}
    if layer == "up1":
        layer = next(node.name for node in graph.nodes if node.op.kind == "conv_transpose")
    assert found[layer] == number
    assert set({bound.number for bound in roofline(graph, DEVICES["v100"], Choices()).layers}) == {"float32"}


@pytest.mark.parametrize(("card", "float32", "tf32"), [
    # TFLOP/s, by the data sheets, without sparsity
    ("a100", 19.5, 156), ("h100", 67, 494.7), ("h100-pcie", 51, 378), ("a10", 31.2, 62.5), ("l4", 30.3, 60), ("l40s", 91.6, 183),
    ("rtx4090", 82.6, 82.6), ("v100", 15.7, 15.7), ("mi300x", 163.4, 163.4),
    # cores at their clock: 2 operations each, and 512 of a tensor core, half as many in TF32
    ("jetson-agx-orin", 5.32, 21.3), ("jetson-orin-nano", 1.28, 5.1), ("jetson-nano", 0.236, 0.236),
])
def test_float32_and_tf32_are_two_rates(card, float32, tf32):
    assert (DEVICES[card].rate("float32"), DEVICES[card].rate("tf32")) == (round(float32 * 1e12), round(tf32 * 1e12))


def test_a_tf32_figure_is_called_tf32():
    def told(card, **options):
        return next(note for note in archcalc.plan("vit_b16", gpu=card, **options).notes if note.startswith(card))

    assert "19.5 TFLOP/s in float32, and 156.0 in TF32" in told("a100")
    assert "15.7 TFLOP/s in float32 (" in told("v100")
    assert "TF32" not in told("a100", dtype="bfloat16")


# The command

SCHEMA = {
    "type": "object",
    "required": ["schema", "mode", "batch", "parameters_bytes", "gradients_bytes", "optimizer_bytes", "saved", "saved_bytes",
                 "peak_inference_bytes", "total_bytes", "largest_batch"],
    "properties": {
        "schema": {"const": "archcalc/plan/1"}, "mode": {"enum": ["train", "eval"]},
        "batch": {"type": "integer", "minimum": 1}, "largest_batch": {"type": ["integer", "null"], "minimum": 0},
        **{f"{part}_bytes": {"type": "integer", "minimum": 0} for part in (
            "parameters", "gradients", "optimizer", "saved", "peak_inference", "total", "buffers", "live_gradients", "input", "peak",
            "volumes", "loss", "temporaries", "named_peak_inference")},
        "saved": {"type": "object", "required": ["float_bytes", "index_bytes", "mask_bytes"], "additionalProperties": False,
                  "properties": {f"{kind}_bytes": {"type": "integer", "minimum": 0} for kind in ("float", "index", "mask")}},
    },
}
COMMANDS = [
    ["vgg16"], ["resnet50", "--batch", "64", "--dtype", "mixed", "--gpu", "24GiB"], ["alexnet", "--mode", "eval"],
    ["alexnet_2gpu", "--gpus", "2", "--split", "streams", "--gpu", "gtx580"],
    ["vit_b16", "--gpus", "4", "--split", "macs", "--roofline", "--gpu", "h100", "--by", "layer", "--reserve", "1GiB"],
]


def run(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", "plan", *words], capture_output=True, text=True, check=False)


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_json_is_the_contract_and_adds_up(words):
    found = json.loads(run(*words, "--format", "json").stdout)
    jsonschema.validate(found, SCHEMA)
    assert list(found)[:11] == SCHEMA["required"]
    assert sum(found["saved"].values()) == found["saved_bytes"] == sum(row["bytes"] for row in found["saved_by"])
    parts = ("parameters", "gradients", "optimizer", "saved", "buffers", "live_gradients", "input", "volumes", "loss", "temporaries")
    assert found["peak_bytes"] == sum(row["peak_bytes"] for row in found["parts"]) <= found["total_bytes"]
    assert sum(found[f"{part}_bytes"] for part in parts) == found["total_bytes"] == sum(row["bytes"] for row in found["parts"])
    assert (found["largest_batch"] is None) == ("--gpu" not in words)


def test_the_table_for_people_shows_bars_and_says_what_is_not_counted():
    told = run("vgg16", "--batch", "64").stdout
    assert "█" in told
    assert "not counted: the workspace of convolutions" in told
    assert "a softmax at the end is not kept" in " ".join(told.split())


def test_mixed_says_that_it_is_not_autocast():
    assert any("not torch.autocast" in note for note in archcalc.plan("lenet5", dtype="mixed").notes)
    assert not any("autocast" in note for note in archcalc.plan("lenet5").notes)


def test_python_and_the_command_say_the_same():
    report = archcalc.plan("resnet50", batch=64, dtype="mixed", gpu="24GiB")
    assert report.head["total_bytes"] == json.loads(run(*COMMANDS[1], "--format", "json").stdout)["total_bytes"]
    with pytest.raises(ArchcalcError, match="int8 values have no gradient"):
        archcalc.plan("vgg16", dtype="int8")


@together(("words", "said"), [
    (["vgg16", "--gpu", "24"], "24GiB (2^30 bytes each) or 24GB (10^9)?"),
    (["vgg16", "--gpu", "rtx409"], "did you mean 'rtx4090'?"),
    (["vgg16", "--gpu", "<24GiB"], "or its memory: --gpu 24GiB"),
    (["vgg16", "--gpu", "99999999999999999999TiB"], "of up to 9 digits"),
    (["vgg16", "--gpu", "0GiB"], "nothing is left of 0GiB"),
    (["vgg16", "--gpu", "2GiB", "--reserve", "3GiB"], "nothing is left of 2GiB"),
    (["vgg16", "--reserve", "1GiB"], "--gpu 24GiB --reserve 1GiB"),
    (["vgg16", "--batch", "0"], "0 is not in the range"),
    (["vgg16", "--batch", "99999999999999"], "more than 2^63 values"),
    (["vgg16", "--gpus", "0"], "0 is not in the range"),
    (["vgg16", "--gpus", "100000"], "a plan is of 1 to 65,536 devices"),
    (["vgg16", "--optimizer", "adm"], "did you mean 'adam'?"),
    (["vgg16", "--dtype", "int8"], "int8 values have no gradient"),
    (["vgg16", "--dtype", "mixd"], "did you mean 'mixed'?"),
    (["vgg16", "--dtype", "amp"], "--amp bf16"),
    (["vgg16", "--dtype", "autocast"], "mixed is ZeRO's"),
    (["vgg16", "--step", "lop"], "did you mean 'loop'?"),
    (["vgg16", "--optimizer", "adafactor", "--step", "fused"], "one of: loop, foreach"),
    (["vgg16", "--mode", "trian"], "did you mean 'train'?"),
    (["vgg16", "--norms", "fusd"], "did you mean 'fused'?"),
    (["vgg16", "--masks", "byte"], "did you mean 'bytes'?"),
    (["vgg16", "--by", "lyer"], "did you mean 'layer'?"),
    (["vgg16", "--split", "memory"], "--gpus 2 --split memory"),
    (["vgg16", "--gpus", "2", "--split", "stream"], "did you mean 'streams'?"),
    (["vgg16", "--gpus", "3", "--split", "streams"], "64 channels do not divide among 3 devices"),
    (["vit_b16", "--gpus", "2", "--split", "streams"], "--split memory cuts between layers"),
    (["lenet5", "--gpus", "40", "--split", "macs"], "parts at most"),
])
def test_a_slip_is_answered_with_what_was_meant(words, said):
    result = CliRunner().invoke(application("plan"), ["plan", *words])
    told = result.output if result.exit_code == 2 else str(result.exception)
    assert isinstance(result.exception, (ArchcalcError, SystemExit))
    assert said in " ".join(told.split())


def test_a_slip_ends_with_two_and_prints_nothing_else():
    result = run("vgg16", "--gpu", "24")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error[usage]: --gpu wants a memory with its unit")


def test_it_says_whose_gradients_of_attention_are_counted_and_which_are_not():
    def told(steps):
        text = f"input: [16, 64]\nlayers: [attention: {{heads: 4{steps}}}]"
        return " ".join(archcalc.plan(build(read(parse(text, "x.yaml"), "x"))).notes)

    assert "those of nn.MultiheadAttention" in told("")
    assert "live gradients inside" not in told("")
    for other in (", head_width: 8", ", kv_heads: 2", ", output: 32", ", position_bias: relative"):
        assert "nn.MultiheadAttention" not in told(other)
    assert "live gradients inside block1_1/msa and 11 more are not counted" in " ".join(archcalc.plan("swin_t").notes)
    assert "live gradients" not in " ".join(archcalc.plan("lenet5").notes)
