"""Memory for training: to the byte against PyTorch, as tests/oracle/saved_tensors.py recorded it; and laws."""

import json
from itertools import permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ORACLE
from planned_networks import SOME, network, written
from together import together

import archcalc
from archcalc.counting.measures.in_place import activations, none
from archcalc.counting.measures.liveness import lifetimes
from archcalc.executor.outlines.dtypes import FLOAT32
from archcalc.executor.outlines.memory import Meter
from archcalc.executor.outlines.namespace import Outlines
from archcalc.executor.program import Mode, Program
from archcalc.executor.weights.names import declared
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.training import execution_order, optimizers
from archcalc.training.checkpointing import best_cuts
from archcalc.training.course import course
from archcalc.training.gpus import device
from archcalc.training.largest_batch import largest, rebatched
from archcalc.training.memory import Choices
from archcalc.training.moments import peak
from archcalc.training.needs import need, needed
from archcalc.training.plan import Fleet, plan
from archcalc.training.sharding import Sharding
from archcalc.training.strategies import ways
from archcalc.training.training_step import training_step

FOLDER = ORACLE / "recorded" / "saved_tensors"
RECORDED = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
OPERATORS, ROUTED, EXPORTED = (RECORDED.pop(name)["rows"] for name in ("operators", "routed", "exported"))
OPTIMIZERS, AUTOCAST = RECORDED.pop("optimizers"), RECORDED.pop("autocast")
DEMANDED = {"vgg16_torchvision", "resnet50_v1_5", "alexnet_owt", "densenet121", "mobilenet_v2", "googlenet_bn", "vit_b16"}


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



# Cards and bounds





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
