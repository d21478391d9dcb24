"""archcalc plan: its table, its JSON, and slips."""

import json
import subprocess
import sys

import jsonschema
import pytest
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application

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
