"""DeepSpeed's estimate of model states, to the digit: its own functions' answers, version 0.19.8, run for these numbers."""

import json

import pytest
from places import ORACLE

import archcalc
from archcalc.training.estimators.deepspeed import estimates, largest_module

RECORDED = json.loads((ORACLE / "deepspeed_estimates.json").read_text())


def test_the_estimates_are_deepspeeds():
    for case in RECORDED:
        found = [[each.stage, each.device, each.host] for each in estimates(case["parameters"], case["largest"], case["devices"])]
        assert found == case["estimates"], case


@pytest.mark.parametrize(("name", "values"), [("vgg16", 25088 * 4096 + 4096), ("llama3_8b", 128256 * 4096), ("gpt2", 50257 * 768)])
def test_the_largest_module_is_a_layer_of_pytorchs(name, values):
    assert largest_module(archcalc.build(name)) == values


def test_a_plan_shows_them_where_it_plans_what_they_estimate():
    shown = archcalc.plan("vgg16", gpus=8, dtype="mixed").table("deepspeed")
    assert shown.column("bytes")[2] == 4 * (25088 * 4096 + 4096) + 18 * 138357544 // 8
    for choices in ({"gpus": 8}, {"dtype": "mixed"}, {"gpus": 8, "dtype": "mixed", "optimizer": "momentum"}):
        assert "deepspeed" not in [table.name for table in archcalc.plan("vgg16", **choices).tables]
