"""The command that shows every way to count: slips, JSON, and the list without a network."""

import json
import subprocess
import sys

import pytest

from archcalc.counting import conventions
from archcalc.counting.convention import KINDS


def run(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", *words], capture_output=True, text=True, check=False)


@pytest.mark.quick(cases=3)
@pytest.mark.parametrize(("words", "said"), [
    (["conventions", "vgg16", "--difference", "torchinf", "thop"], "did you mean 'torchinfo'?"),
    (["conventions", "vgg16", "--difference", "peak", "macs"], "count nothing of the same kind"),
    (["conventions", "vgg16", "--kind", "memry"], "did you mean 'memory'?"),
    (["conventions", "vgg166"], "did you mean 'vgg16'?"),
    (["vgg16", "--convention", "torchsumary"], "did you mean 'torchsummary'?"),
    (["vgg16", "--convention", "params=peak"], "the convention 'peak' does not say how to count params"),
])
def test_a_slip_is_answered_with_what_was_meant(words, said):
    result = run(*words)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_json_is_the_contract():
    found = json.loads(run("conventions", "vgg16_torchvision", "--format", "json").stdout)
    assert found["schema"] == "archcalc/conventions/1"
    (row,) = [row for row in found["rows"] if (row["kind"], row["convention"]) == ("memory", "torchinfo")]
    assert {key: row[key] for key in ("value", "bytes", "unit", "printed")} == {
        "value": 13_556_712, "bytes": 108_453_696, "unit": "MB", "printed": "108.45 MB"}
    assert {(row["kind"], row["convention"]) for row in found["rows"]} == {
        (kind, name) for kind in KINDS for name in conventions.NAMES if conventions.rule(kind, name)}
    assert all(row["source"] and (row["bytes"] is None or row["unit"][-1] == "B") for row in found["rows"])


def test_without_a_network_the_ways_are_listed():
    listed = run("conventions", "--kind", "memory").stdout
    assert "the lecture's rows, and every convolution's input once more" in listed
    assert "ptflops" not in listed
