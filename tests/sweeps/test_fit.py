"""The largest size that fits: what trying every size says, what the plan says, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError, Mistake
from archcalc.cli.application import application
from archcalc.sweeps.axes import values
from archcalc.sweeps.bounds import SizeVerdict, bounds
from archcalc.sweeps.largest_size import largest_size


def fit(*words):
    return CliRunner().invoke(application("fit"), ["fit", *words])


# The search

@given(st.integers(0, 400), st.integers(1, 400), st.sets(st.integers(0, 399), max_size=20))
def test_the_search_finds_what_trying_every_size_finds(limit, count, impossible):
    def judge(place):
        if place in impossible:
            return SizeVerdict({}, refused=ArchcalcError([Mistake("shape", "no such size")]))
        return SizeVerdict({}, ("too large",) if place >= limit else ())

    possible = [place for place in range(count) if place not in impossible]
    found = largest_size(count, judge)
    assert found.place == max((place for place in possible if place < limit), default=-1)
    assert found.next == min((place for place in possible if place >= limit), default=None)


def test_few_sizes_of_many_are_tried():
    tried = set()
    largest_size(2**31 - 1, lambda place: tried.add(place) or SizeVerdict({}, ("too large",) if place > 123_456 else ()))
    assert len(tried) <= 2 * 17 + 2


# Against the plan, and against a sweep over all sizes

@pytest.mark.parametrize("options", [
    {"gpu": "24GiB"}, {"gpu": "rtx4090", "optimizer": "momentum", "dtype": "mixed"}, {"gpu": "8GiB", "reserve": "1GiB", "step": "fused"}], ids=str)
def test_the_largest_batch_is_the_plans(options):
    for name in ("resnet18", "vgg16", "mobilenet_v2", "gpt2"):
        row, = archcalc.fit(name, **options).table("sizes").records()
        planned = archcalc.plan(name, **options)
        assert row["batch"] == planned.head["largest_batch"], name
        assert row["memory_bytes"] == archcalc.plan(name, batch=row["batch"], **options).head["peak_bytes"]


@pytest.mark.parametrize("checkpoint", ["best", "sqrt", "blocks"])
def test_the_largest_batch_of_a_checkpointed_step(checkpoint):
    row, = archcalc.fit("resnet18", gpu="4GiB", checkpoint=checkpoint).table("sizes").records()
    assert row["batch"] == archcalc.plan("resnet18", gpu="4GiB", checkpoint=checkpoint).head["largest_batch"]


UNDER = "params < 1.5M and macs < 200M"


def test_the_largest_width_under_conditions_is_that_of_a_sweep_over_all():
    grid = {"width": "0.1..1.5..0.05"}
    row, = archcalc.fit("mobilenet_v1", options=grid, under=UNDER).table("sizes").records()
    swept = archcalc.sweep("mobilenet_v1", options=grid, where=UNDER, columns="params,macs").table("points").records()
    best = max(swept, key=lambda each: each["width"])
    assert (float(row["width"]), row["params"], row["macs"]) == (best["width"], best["params"], best["macs"])
    assert row["binding"].startswith("params < 1.5M: params ")


def test_several_axes_give_a_front_that_a_sweep_confirms():
    widths, inputs = values("0.2..1..0.1", "--set"), values("3x96x96..3x224x224..32", "--input")
    found = archcalc.fit("mobilenet_v1", options={"width": list(widths)}, input_size=list(inputs), under=UNDER).table("sizes")
    swept = archcalc.sweep("mobilenet_v1", options={"width": list(widths)}, input_size=list(inputs), where=UNDER).table("points")
    fitting = {(row["width"], row["input"]) for row in swept.records()}
    front = {one for one in fitting if not any(one != other and one[0] <= other[0] and one[1] <= other[1] for other in fitting)}
    rows = list(found.records())
    assert {(float(row["width"]), row["input"]) for row in rows if row["front"]} == front
    largest = {width: max((size for own, size in fitting if own == width), default=None) for width in map(float, widths)}
    assert {float(row["width"]): row["input"] for row in rows} == largest


# What is said

def test_what_binds_is_named_and_where_none_fits_that_is_said():
    assert "memory 24.03 GiB of 24.00 GiB" in fit("resnet50", "--gpu", "rtx4090").stdout
    none = fit("vgg16", "--memory", "1GiB")
    assert none.exit_code == 0
    assert "none fits: 1 has memory 2.83 GiB of 1.00 GiB" in none.stdout
    both = archcalc.fit("vgg16", memory="1GiB", under="params < 1M").table("sizes").column("binding")
    assert both == ["none fits: 1 has memory 2.83 GiB of 1.00 GiB; params < 1M: params 138,357,544"]
    whole = fit("gpt2", "--memory", "24GiB", "--input", "64..1024..64")
    assert "nothing: it is the largest that was asked about" in whole.stdout


def test_the_json_is_data():
    told = json.loads(fit("lenet5", "--memory", "1MiB", "--forward", "--format", "json").stdout)
    assert told["schema"] == "archcalc/fit/1"
    assert (told["memory_bytes"], told["grows"], told["under"]) == (2**20, ["batch"], [])
    assert type(told["sizes"][0]["batch"]) is int


def test_conditions_are_taken_one_by_one():
    parts = [each.text for each in bounds(None, "params < 3M and (macs < 1G or depth < 9) and peak_bytes < 512KiB").conditions]
    assert parts == ["params < 3M", "(macs < 1G or depth < 9)", "peak_bytes < 512KiB"]
    either = "params < 3M and macs < 1G or depth < 9"
    assert [each.text for each in bounds(None, either).conditions] == [either]


@pytest.mark.parametrize(("words", "said"), [
    (["resnet50"], "--gpu rtx4090, --memory 24GiB"),
    (["resnet50", "--gpu", "rtx409"], "did you mean 'rtx4090'?"),
    (["resnet50", "--gpu", "rtx4090", "--memory", "3GiB"], "are two memories"),
    (["resnet50", "--memory", "24"], "24GiB (2^30 bytes each) or 24GB (10^9)?"),
    (["resnet50", "--reserve", "1GiB", "--under", "params < 1G"], "--memory 24GiB --reserve 1GiB"),
    (["resnet50", "--memory", "1GiB", "--reserve", "2GiB"], "nothing is left of 1GiB"),
    (["resnet50", "--under", "parms < 3M"], "did you mean 'params'?"),
    (["resnet50", "--under", "params"], "--under wants what is true or false"),
    (["resnet50", "--under", "params < 3M and"], "--under: "),
    (["resnet50", "--memory", "24GiB", "--batch", "8"], "a range: --set width=0.25..2..0.05"),
    (["resnet50", "--memory", "24GiB", "--set", "block=a,b"], "archcalc sweep tries values that are no numbers"),
    (["mobilenet_v1", "--under", "params < 3M", "--set", "width=0.1..1..0.1", "--optimizer", "sgd"], "--optimizer says nothing to figures without a memory"),
    (["resnet50", "--memory", "24GiB", "--forward", "--checkpoint", "best"], "--checkpoint says nothing to a forward pass"),
    (["resnet50", "--memory", "24GiB", "--checkpoint", "bst"], "did you mean 'best'?"),
    (["resnet50", "--memory", "24GiB", "--dtype", "int8"], "int8 values have no gradient"),
    (["mobilenet_v1", "--memory", "24GiB", "--set", "wdth=0.1..1..0.1"], "did you mean 'width'?"),
    (["mobilenet_v1", "--memory", "1GiB", "--set", "width=0.001..1..0.001", "--change", "fc.units=1..1000", "--input", "3x64x64,3x96x96"], "10,000 combinations"),
])
def test_a_slip_is_answered(words, said):
    result = fit(*words)
    told = result.output if result.exit_code == 2 else str(result.exception)
    assert isinstance(result.exception, (ArchcalcError, SystemExit))
    assert said in " ".join(told.split())


def test_a_smallest_size_that_cannot_be_is_told():
    told = archcalc.fit("alexnet", input_size="3x8x8..3x512x512..8", memory="4GiB")
    assert [note for note in told.notes if note.startswith("sizes that cannot be are passed over: input 3x8x8: layer 'conv1'")]
    whole = archcalc.fit("alexnet", input_size="3x128x128..3x512x512..8", memory="4GiB")
    assert not any("passed over" in note for note in whole.notes)


def test_an_empty_name_of_a_network_is_refused(tmp_path):
    result = CliRunner().invoke(application("calibrate"), ["calibrate", str(tmp_path / "d.json"), "--networks", "lenet5,,dqn"])
    assert "--networks has an empty name" in str(result.exception)
