"""Applications of Keras run with their own weights: the recorded differences from Keras's predictions, and one of them made again."""

import json
import sys
from importlib.util import find_spec

import pytest
from places import ORACLE

RECORDED = json.loads((ORACLE / "keras_values.json").read_text())


def test_values_are_keras_own():
    """Every third application by name; NASNetMobile is none where PyTorch is below Keras."""
    assert len(RECORDED) >= 13
    assert {name: row for name, row in RECORDED.items() if row["error"] > 1e-5} == {}


@pytest.mark.slow
@pytest.mark.skipif(find_spec("keras") is None or find_spec("torch") is None, reason="Keras is not installed")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_recorded_difference_is_found_again(monkeypatch):
    monkeypatch.syspath_prepend(str(ORACLE))
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    proved = __import__("keras_values").proved
    assert proved("MobileNetV3Large")["params"] == RECORDED["MobileNetV3Large"]["params"]
    sys.modules.pop("keras_values")
