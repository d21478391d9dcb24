"""Every bundled network is drawn, planned, asked about, written and read back; recorded by tests/oracle/every_network.py."""

import json
import sys
from pathlib import Path

import pytest

from archcalc.loading.library import names

ORACLE = Path(__file__).parents[1] / "oracle"
RECORDED = json.loads((ORACLE / "every_network.json").read_text("utf-8"))


def test_every_network_was_used_for_everything():
    assert RECORDED.keys() == names().keys()
    written = {name: each["read back"] for name, each in RECORDED.items() if each["read back"] is not True}
    assert False not in written.values()
    assert {name for name, why in written.items() if why != "not written"} == {"stylegan2"}, "its styles' lengths are counted alone"
    assert all(each["peak"] > 0 and each["questions"] >= 8 for each in RECORDED.values())


@pytest.mark.parametrize("name", ["lenet5", "mobilenet_v1", "lstm_classifier"])
def test_a_network_is_used_as_recorded(name, monkeypatch):
    pytest.importorskip("onnx")
    monkeypatch.setattr(sys, "path", [str(ORACLE), *sys.path])
    from every_network import used

    assert used(name) == RECORDED[name]
