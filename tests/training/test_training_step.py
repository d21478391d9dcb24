"""The largest moment of a training step: against PyTorch's MemTracker, as tests/oracle/training_peaks.py recorded it; laws."""

import json
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ORACLE
from together import together

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.counting.measures.autograd import Saving, learning, saved
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.network.graph import Borrowed, Graph
from archcalc.training import optimizers
from archcalc.training.autocast.autocast_policies import autocast
from archcalc.training.autocast.conversions import converted
from archcalc.training.checkpointing import best_cuts
from archcalc.training.course import course
from archcalc.training.live_gradients import live
from archcalc.training.memory import Choices
from archcalc.training.memory_format.turned_images import channels_last, copies
from archcalc.training.moments import Event, largest_moment, peak
from archcalc.training.needs import need, needed
from archcalc.training.plan import Fleet, plan
from archcalc.training.sharding import Sharding
from archcalc.training.training_step import training_step
from archcalc.training.transfer.costs import epoch
from archcalc.training.weight_gradients import weight_gradients

RECORDED = json.loads((ORACLE / "recorded" / "training_peaks.json").read_text())
FROZEN, CHECKPOINTED, SHARED, ACCUMULATED, TURNED = (
    RECORDED.pop(part) for part in ("frozen", "checkpointed", "shared", "accumulated", "channels_last"))
RECORDED.pop("steps", None)
NETWORKS = [row for name, rows in RECORDED.items() if name != "torch" for row in rows]
TRAINED = {
    # what the library calls it: the layers
    "layer4 fc": ("conv5_*", "fc"), "classifier.6": ("fc8",), "conv5 fc": ("conv5*", "norm5*", "fc"),
    "features.24 features.26 features.28 classifier": ("conv5_*", "fc*"),
}
BELOW, ABOVE = 0.995, 1.005
"""MemTracker watches, and PyTorch adds gradients of several readers up in new memory where it is watched."""
ABOVE_WITH_ATTENTION = 1.01
"""Of an attention the gradients of both matrices are counted beside all that is inside it; PyTorch makes one after the other."""


@cache
def network(name: str, batch: int = 1, size: str | None = None) -> Graph:
    stem, _, option = name.partition("@")
    return build(load(stem, options=dict([option.split("=")]) if option else None, input_size=size), batch)


def chain(*layers: str, shape: Sequence[int] = (3, 8, 8), batch: int = 1) -> Graph:
    text = f"input: {[*shape]}\nlayers:\n" + "".join(f"  - {layer}\n" for layer in layers)
    return build(read(parse(text, "net.yaml"), "net"), batch)


def step(graph: Graph, optimizer: str = "adam", **choices) -> int:
    return peak(training_step(course(graph, Choices(optimizer, **choices))))


def of(row) -> int:
    graph = network(row["network"], row["batch"], "x".join(map(str, row["input"])) if "input" in row else None)
    amp = autocast(row.get("amp"), on_gpu=False)
    return step(converted(graph, amp), row["optimizer"], step=row["step"], frozen=frozen(graph, row.get("trained")),
                accumulate=row.get("batches", 1), amp=amp)


def frozen(graph: Graph, trained: str | None) -> frozenset[str]:
    learned = [node.name for node in graph.nodes if node.op.weights(*node.input_shapes)]
    if trained is None:
        return frozenset()
    words = TRAINED.get(trained, learned[-1:])  # the classifier, whatever it is called
    return frozenset(name for name in learned if not any(fnmatchcase(name, word) for word in words))


def fits(row) -> bool:
    above = ABOVE_WITH_ATTENTION if row["network"].startswith(("vit", "swin")) else ABOVE
    return BELOW <= of(row) / row["peak"] <= above


def called(row) -> str:
    return " ".join(str(value) for key, value in row.items() if key not in {"peak", "input"})


# Against PyTorch

def test_enough_is_recorded():
    assert len({row["network"] for row in NETWORKS + FROZEN}) >= 20
    assert {(row["optimizer"], row["step"]) for row in NETWORKS} >= {("adam", "loop"), ("adam", "foreach"), ("adam", "fused")}


@together("row", NETWORKS[::5])
def test_the_peak_of_a_step_is_pytorchs(row):
    assert fits(row), of(row) / row["peak"]


@pytest.mark.parametrize("amp", [None, "bf16"])
def test_forty_networks_are_recorded_at_two_batches(amp):
    rows = [row for row in NETWORKS if row.get("amp") == amp]
    batches = {name: {row["batch"] for row in rows if row["network"] == name} for name in {row["network"] for row in rows}}
    assert len(batches) >= 40
    assert all(len(each) == 2 for each in batches.values())


@pytest.mark.slow
def test_the_peaks_of_all_steps_are_pytorchs():
    assert {called(row): of(row) / row["peak"] for row in NETWORKS if not fits(row)} == {}


@together("row", FROZEN)
def test_the_peak_where_layers_are_frozen_is_pytorchs_with_what_names_hold(row):
    indices = 1.035  # of a pooling's maxima, which the recorded device does not make where nothing is trained
    assert BELOW <= of(row) / row["peak"] <= (indices if row["network"].startswith("squeezenet") else ABOVE)


@pytest.mark.parametrize("row", ACCUMULATED, ids=called)
def test_the_peak_where_gradients_of_batches_are_added_up_is_pytorchs(row):
    assert fits(row), of(row) / row["peak"]
    assert of(row | {"batches": 1}) < of(row)


@pytest.mark.parametrize("row", CHECKPOINTED, ids=called)
def test_the_peak_under_checkpoints_is_no_less_than_pytorchs(row):
    layers = [line for width in row["widths"] for line in (f"conv: {{filters: {width}, kernel: 3, padding: 1}}", "relu")]
    graph = chain(*layers, "global_avg_pool", "flatten", "linear: {units: 10}", shape=(3, 32, 32), batch=row["batch"])
    cuts = tuple(range(4, len(layers), 4))
    assert BELOW <= peak(training_step(course(graph, Choices()), cuts)) / row["peak"] <= 1.15


@pytest.mark.parametrize("row", SHARED, ids=called)
def test_the_peak_where_layers_share_weights_is_pytorchs(row):
    assert 0.9999 <= of(row) / row["peak"] <= 1.0005


def test_a_chain_holds_as_much_more_channels_last_as_in_pytorch():
    rows = [row for row in TURNED if "layers" in row]
    assert sum(row["last"] > row["peak"] for row in rows) >= 3
    for row in rows:
        graph = chain(*row["layers"].split(" -> "), shape=(3, 32, 32), batch=row["batch"])
        ours, last = (step(each, row["optimizer"], step=row["step"]) for each in (graph, channels_last(graph)))
        assert last - ours == row["last"] - row["peak"], row["layers"]
        assert ours == pytest.approx(row["peak"], rel=1e-4)


def test_a_copy_hands_its_gradient_on_and_one_place_is_not_copied():
    graph = channels_last(chain("CONV3-16", "flatten", "FC-1"))
    found = dict(zip((node.name for node in graph.nodes), live(graph, Choices().saving, [4] * len(graph.nodes)), strict=True))
    assert found[copies(graph)[0]].most == 4 * 16 * 8 * 8
    assert copies(channels_last(chain("CONV3-16", "global_avg_pool", "flatten", "FC-1"))) == []


@pytest.mark.slow
def test_networks_hold_as_much_channels_last_as_in_pytorch():
    rows = [row for row in TURNED if "network" in row]
    assert len({row["network"] for row in rows}) >= 10
    for row in rows:
        graph = network(row["network"], row["batch"], "x".join(map(str, row["input"])))
        ours, last = (step(each, row["optimizer"], step=row["step"]) for each in (graph, channels_last(graph)))
        assert last - ours == row["last"] - row["peak"], row["network"]
        assert BELOW <= last / row["last"] <= ABOVE


@pytest.mark.parametrize(("name", "words"), [("gpt2", "without convolutions of images"), ("c3d", "volumes")])
def test_channels_last_is_an_order_of_images(name, words):
    with pytest.raises(ArchcalcError, match=words):
        archcalc.plan(name, channels_last=True)


TOWER = "modules: {tower: {layers: [conv: {filters: 4, kernel: 3}, batch_norm, relu, flatten, linear: {units: 10}]}}\n"


@pytest.mark.parametrize("frozen", [(), ("a/conv1",), ("a/conv1", "a/norm1", "a/fc1", "add1"), ("a/fc1",)], ids=", ".join)
def test_layers_that_share_weights_go_backward_as_those_that_do_not(frozen):
    """The twin: both towers with weights of their own, frozen alike. Only what is held differs."""
    steps = ("tower: {name: a, from: x}", "tower: {name: b, from: y%s}", "add: {from: [a, b]}")
    text = "inputs: {x: [3, 8, 8], y: [3, 8, 8]}\n" + TOWER + "layers:\n" + "".join(f"  - {step}\n" for step in steps)
    shared, own = (build(read(parse(text % share, "net.yaml"), "net"), 2) for share in (", share: a", ""))
    both = frozenset((*frozen, *(f"b{name[1:]}" for name in frozen if name[0] == "a" and "/" in name)))
    assert learning(shared, frozenset(frozen)) == learning(own, both)
    assert saved(shared, Saving(training=True, frozen=frozenset(frozen))) == saved(own, Saving(training=True, frozen=both))
    assert epoch(shared, frozenset(frozen), 6) == epoch(own, both, 6)


def test_gradients_of_a_shared_weight_are_there_side_by_side_until_they_are_added():
    convs = chain("conv: {name: a, filters: 3, kernel: 1, bias: false}", "conv: {filters: 3, kernel: 1, bias: false, share: a}",
                  "conv: {filters: 3, kernel: 1, bias: false, share: a}")
    assert weight_gradients(convs, Choices()) == [(0, 0), (0, 36), (0, 36), (36, 0)]
    linears = chain("linear: {name: a, units: 8}", "linear: {units: 8, share: a}", shape=(8,))
    assert weight_gradients(linears, Choices()) == [(0, 0), (0, 4 * (64 + 8 + 64)), (4 * (64 + 8), 0)]
    assert weight_gradients(linears, Choices(frozen=frozenset({"a"}))) == [(0, 0)] * 3


@pytest.mark.parametrize(("how", "megabytes"), [("loop", 3036.4), ("foreach", 2767.8), ("fused", 2276.4)])
def test_vgg16_takes_with_adam_what_its_step_takes(how, megabytes):
    assert step(network("vgg16"), step=how) == pytest.approx(megabytes * 1e6, rel=1e-4)


@pytest.mark.parametrize(("name", "batch", "optimizer", "how", "megabytes"), [
    ("vgg16", 1, "adamw", "foreach", 2767.8), ("vgg16", 1, "momentum", "loop", 1723.0), ("vgg16", 1, "momentum", "foreach", 1723.0),
    ("resnet50_v1_5", 8, "adam", "loop", 1044.6), ("vit_b16", 8, "adamw", "loop", 2011.1), ("alexnet_owt", 8, "momentum", "loop", 760.8),
    ("resnet18", 8, "adam", "loop", 351.0), ("resnet18", 8, "adam", "foreach", 351.0),
])
def test_the_peak_that_was_measured_by_others(name, batch, optimizer, how, megabytes):
    assert step(network(name, batch), optimizer, step=how) == pytest.approx(megabytes * 1e6, rel=5e-3)


# Laws

@pytest.mark.parametrize("name", ["vgg16", "googlenet", "densenet121", "mobilenet_v2", "vit_b16", "swin_t", "unet"])
@pytest.mark.parametrize("cut", [False, True])
def test_the_parts_at_their_largest_are_no_less_than_the_peak(name, cut):
    made = course(network(name, 2), Choices())
    cuts = best_cuts(made.graph, made.choices) if cut else ()
    for sharding in (Sharding(), Sharding(1, 4), Sharding(2, 4), Sharding(3, 4)):
        events = training_step(made, cuts, sharding)
        moment = largest_moment(events)
        assert moment.bytes == sum(moment.parts.values()) <= sum(moment.largest.values())
        assert all(0 <= size <= moment.largest[part] for part, size in moment.parts.items())
        left = sum(event.bytes for event in events if event.part in {"live_gradients", "saved_indices", "saved_masks", "loss"})
        assert left == 0


def test_where_one_layer_holds_all_the_peak_is_all_parts_together():
    found = need(chain("linear: {units: 7}", shape=(5,)), optimizer="sgd")
    again = 4 * 7                                # scores of the step before, whose name they still have as new ones are made
    assert found.peak == found.total - found.loss - again
    assert found.peak == 4 * (2 * (5 * 7 + 7) + 5 + 7 + 7) + 8  # parameters, gradients, input, scores, theirs; a label


@pytest.mark.parametrize("name", ["vgg16", "resnet50", "vit_b16"])
def test_zero_divides_the_step_too(name):
    made = course(network(name), Choices(step="foreach"))
    peaks = [peak(training_step(made, (), Sharding(stage, 8))) for stage in range(4)]
    assert peaks == sorted(peaks, reverse=True)
    values = need(network(name)).parameters // 4
    temporaries = [largest_moment(training_step(made, (), Sharding(stage, 8))).largest["temporaries"] for stage in range(4)]
    assert temporaries == [4 * values] + 3 * [4 * -(-values // 8)]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 3), st.sampled_from(["sgd", "adam", "adafactor"]),
       st.sampled_from(["loop", "foreach"]))
def test_the_sum_is_a_bound_and_the_peak_no_less_than_what_is_held(widths, batch, optimizer, how):
    layers = [line for width in widths for line in (f"conv: {{filters: {width}, kernel: 3, padding: 1}}", "relu")]
    found = needed(course(chain(*layers, "flatten", "linear: {units: 3}", batch=batch), Choices(optimizer, step=how)))
    held = found.parameters + found.buffers + found.optimizer
    assert held + max(found.gradients + found.temporaries, found.saved.total) <= found.peak <= found.total


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), min_size=1))
def test_the_largest_moment_is_the_largest_of_all(taken):
    events = [Event("", None, part, size) for part, size in taken]
    events += [Event("", None, part, -size) for part, size in taken[::2]]
    found = largest_moment(events)
    sums = [sum(event.bytes for event in events[:i + 1]) for i in range(len(events))]
    assert found.bytes == peak(events) == max(sums) == sum(found.parts.values()) <= sum(found.largest.values())


# Steps of optimizers

@pytest.mark.parametrize("name", optimizers.NAMES.names)
def test_every_optimizer_says_what_its_step_takes(name):
    found = optimizers.load(name)
    assert found.temporaries.keys() <= optimizers.STEPS.keys()
    assert all(0 <= rule([(64, 3, 7, 7), (64,)]) <= 3 * (64 * 3 * 49 + 64) for rule in found.temporaries.values())
    assert all(rule([]) == 0 for rule in found.temporaries.values())


def test_the_step_is_pytorchs_own_where_none_is_asked_for():
    assert archcalc.plan("vgg16").head["step"] == "loop"
    assert archcalc.plan("vgg16", gpu="24GiB").head["step"] == "foreach"
    assert archcalc.plan("vgg16", gpu="24GiB", step="fused").head["step"] == "fused"
    assert archcalc.plan("vgg16", gpu="24GiB", optimizer="adam-8bit").head["step"] == "fused"


@pytest.mark.parametrize(("options", "said"), [
    ({"step": "for-each"}, "did you mean 'foreach'"), ({"optimizer": "adafactor", "step": "fused"}, "adafactor makes no step by 'fused'"),
    ({"optimizer": "adam-8bit", "step": "loop"}, "makes no step by 'loop'"),
])
def test_a_step_that_there_is_not_is_refused(options, said):
    with pytest.raises(ArchcalcError) as told:
        archcalc.plan("lenet5", **options)
    assert said in str(told.value)


def test_a_master_copy_is_stepped_by_gradients_of_its_own_type():
    values = need(network("vgg16")).parameters // 4
    fc6 = 4096 * 25088
    for how, copied in (("loop", fc6), ("foreach", values), ("fused", values)):
        made = {"loop": 2 * fc6 + 4096, "foreach": values, "fused": 0}[how]
        found = needed(course(network("vgg16"), Choices(dtype="mixed", step=how))).temporaries
        assert found == pytest.approx(4 * (copied + made), rel=1e-4)


# Fits, and the largest batch

def test_what_does_not_fit_in_pytorch_does_not_fit():
    for how, needs in (("loop", 3_036_408_588), ("foreach", 2_767_753_132), ("fused", 2_276_423_184)):
        for memory, fits in ((needs - 10**6, "no"), (needs + 10**6, "yes")):
            report = archcalc.plan("vgg16", gpu=f"{memory / 10**9:.9f}GB", step=how)
            assert report.table("ways").rows[0][2] == fits
            assert (report.head["largest_batch"] >= 1) is (fits == "yes")


def test_what_fits_without_a_context_says_so():
    report = archcalc.plan("vgg16", gpu="24GiB")
    assert report.table("ways").column("fits_without") == ["without a CUDA context"] * len(report.table("ways").rows)
    assert set(archcalc.plan("vgg16", gpu="24GiB", reserve="1GiB").table("ways").column("fits_without")) == {None}
    assert set(archcalc.plan("vgg16", gpu="1GiB").table("ways").column("fits_without")) == {None}


def test_what_names_hold_in_inference_is_no_less_than_what_is_read():
    for name, named in (("vgg16", 602_112), ("resnet50_v1_5", 602_112 + 802_816)):
        found = plan(network(name), Choices(), Fleet()).peak
        assert found.named.bytes >= found.best
        assert found.named.bytes >= named + max(prod(node.shape) for node in network(name).nodes)


@pytest.mark.parametrize("by", ["memory", "macs"])
def test_a_device_with_a_stretch_of_layers_has_a_step_of_its_own(by):
    report = archcalc.plan("vgg16", gpus=4, split=by)
    rows = report.table("stages")
    assert all(row[6] >= row[3] for row in rows.rows)                       # no less than what is held
    whole = archcalc.plan("vgg16").head["peak_bytes"]
    assert max(rows.column("bytes")) < whole
    last = rows.rows[-1]
    classifier = need(chain("linear: {units: 4}", shape=(3,)))
    assert last[6] > last[3] + classifier.loss                              # the optimizer's step is among it


def test_weights_that_another_layer_holds_count_once():
    graph = chain("linear: {units: 5, name: a}", "linear: {units: 5, name: b}", shape=(5,))
    tied = graph._replace(nodes=(*graph.nodes[:2], graph.nodes[2]._replace(shared=(Borrowed("weight", "a.weight"),))))
    apart, once = need(graph), need(tied)
    assert (apart.parameters, apart.gradients, apart.optimizer) == (4 * 60, 4 * 60, 8 * 60)
    assert (once.parameters, once.gradients, once.optimizer) == (4 * 35, 4 * 35, 8 * 35)
