"""The step in time: it adds up to the plan, in every format; checkpoints as they are asked for."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.rendering.drawings.charts.step_in_time import picture
from archcalc.training.moments import Event, largest_moment
from archcalc.training.timeline import timeline

NETWORKS = ("lenet5", "vgg16", "resnet18", "densenet121", "vit_b16", "gpt2", "lstm_classifier", "unet")
PARTS = ("parameters", "buffers", "gradients", "optimizer", "saved_values", "saved_indices", "saved_masks", "live_gradients",
         "input", "volumes", "loss", "temporaries")
EVENTS = st.lists(st.builds(Event, st.sampled_from(["before", "forward", "backward"]), st.sampled_from([None, 1, 2]),
                            st.sampled_from(["saved", "volumes"]), st.integers(-5, 9)), min_size=1, max_size=20)


@given(EVENTS)
def test_the_largest_stand_is_the_peak_and_a_stand_is_the_sum_of_its_parts(events):
    events = [Event("before", None, "saved", 100), *events]
    stands, most = list(timeline(events)), largest_moment(events)
    top = max(stands, key=lambda stand: stand.bytes)
    assert (top.phase, top.bytes) == (most.phase, most.bytes)
    assert {part: held for part, held in top.parts.items() if held} == {part: held for part, held in most.parts.items() if held}
    assert all(sum(stand.parts.values()) == stand.bytes for stand in stands)


@pytest.mark.parametrize("options", [{}, {"batch": 4, "optimizer": "momentum", "accumulate": 3}, {"checkpoint": "sqrt"}], ids=str)
def test_the_timeline_adds_up_to_the_plan(options):
    for name in NETWORKS:
        report = archcalc.plan(name, **options)
        rows = list(report.table("timeline").records())
        assert all(row["bytes"] == sum(row[f"{part}_bytes"] for part in PARTS) for row in rows), name
        top = max(rows, key=lambda row: row["bytes"])
        assert (top["bytes"], top["phase"], top["layer"]) == tuple(report.head[f"peak_{key}"] for key in ("bytes", "phase", "layer"))
        phases = list(dict.fromkeys(row["phase"] for row in rows))
        assert phases == [phase for phase in ("before", "forward", "loss", "backward", "forward again", "optimizer") if phase in phases]
        assert rows[0]["gradients_bytes"] == (0 if options.get("accumulate", 1) == 1 else report.head["gradients_bytes"])


def plan(*words):
    return CliRunner().invoke(application("plan"), ["plan", *words])


def test_the_command_shows_it_first_where_it_is_asked_for_and_json_always_has_it():
    shown, without = plan("lenet5", "--timeline").stdout, plan("lenet5").stdout
    assert shown.index("The step in time") < shown.index("Ways to train it")
    assert "The step in time" not in without
    assert json.loads(plan("lenet5", "--format", "json").stdout)["timeline"][0]["phase"] == "before"
    assert plan("lenet5", "--timeline", "--format", "csv").stdout.startswith("phase,layer,bytes")
    assert "<svg" in plan("lenet5", "--timeline", "--format", "html").stdout


@pytest.mark.slow
def test_the_picture_has_the_peak_and_its_layer_and_stays_small():
    report = archcalc.plan("vgg16", batch=8, optimizer="momentum")
    made = picture(report.table("timeline"))
    told = [shape.text for shape in made.shapes if hasattr(shape, "text")]
    assert any(text.startswith("peak ") and report.head["peak_layer"] in text for text in told)
    wide = picture(archcalc.plan("cifar_resnet1202").table("timeline"))
    assert max(len(shape.steps) for shape in wide.shapes if hasattr(shape, "steps")) <= 8000


# Checkpoints

def test_blocks_are_the_outermost_modules_or_the_groups_of_a_network_without():
    ends = archcalc.plan("resnet18", checkpoint="blocks").head["checkpoints"]
    assert ends == [f"conv{stage}_{block}/relu2" for stage in (2, 3, 4, 5) for block in (1, 2)]
    assert archcalc.plan("vgg16", checkpoint="blocks").head["checkpoints"] == ["pool1", "pool2", "pool3", "pool4", "pool5"]
    with pytest.raises(ArchcalcError, match="no modules"):
        archcalc.plan("lenet5", checkpoint="blocks")


def test_as_many_parts_as_the_root_of_the_layers():
    report = archcalc.plan("cifar_resnet110", checkpoint="sqrt")
    layers = len(report.table("timeline").rows) // 2
    assert abs(len(report.head["checkpoints"]) + 1 - layers**0.5) < 8


@pytest.mark.parametrize("how", ["best", "sqrt", "blocks"])
def test_a_checkpointed_step_is_what_is_planned(how):
    report = archcalc.plan("resnet18", batch=16, gpu="8GiB", checkpoint=how)
    kept, checkpointed = report.table("ways").records()
    assert report.head["peak_bytes"] == checkpointed["bytes"] < kept["bytes"]
    assert report.head["largest_batch"] == checkpointed["largest_batch"] > kept["largest_batch"]
    assert "forward again" in report.table("timeline").column("phase")
    assert "checkpointed" in report.title


@pytest.mark.parametrize(("words", "said"), [
    (["vgg16", "--checkpoint", "blcks"], "did you mean 'blocks'?"), (["vgg16", "--accumulate", "0"], "0 is not in the range"),
    (["vgg16", "--checkpoint", "best", "--gpus", "2", "--split", "memory"], "not planned beside --split"),
])
def test_what_cannot_be_is_refused(words, said):
    result = plan(*words)
    assert said in " ".join((result.output if result.exit_code == 2 else str(result.exception)).split())
