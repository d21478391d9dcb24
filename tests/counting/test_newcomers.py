"""Networks as a newcomer writes them, to the digit against PyTorch: tests/oracle/newcomers.py recorded it."""

import json

import pytest
from places import ORACLE
from together import together

from archcalc import build
from archcalc.reports.network_table import analyze

RECORDED = json.loads((ORACLE / "newcomers.json").read_text("utf-8"))


@pytest.mark.slow
@together("name", RECORDED)
def test_parameters_and_macs_are_those_of_pytorch(name):
    totals = analyze(build(str(ORACLE / "newcomers" / f"{name}.yaml"))).tables[0].totals
    assert [totals["weights"] + totals["biases"] + totals["affine"], totals["macs"]] == RECORDED[name]
