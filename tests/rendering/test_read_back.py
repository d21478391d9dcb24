"""The record of tests/oracle/read_back.py, of bundled networks in every format, and a sample of it anew."""

import json
from pathlib import Path

import pytest
from tables_read_back import READERS, measure

from archcalc.reports.collection_index import entries

RECORDED = json.loads((Path(__file__).parents[1] / "oracle" / "read_back.json").read_text("utf-8"))


def test_networks_were_read_back_in_every_format():
    assert RECORDED.keys() <= {entry["name"] for entry in entries()}
    assert len(RECORDED) > 90
    for name, forms in RECORDED.items():
        assert forms.keys() == READERS.keys(), name
        assert all(each["figures"] and not each["wrong_rows"] for each in forms.values()), name


@pytest.mark.slow
def test_some_are_read_back_anew():
    for name in ("lenet5", "dqn", "bert_base"):
        for form, found in measure(name).items():
            assert found["figures"], (name, form)
            assert not found["wrong_rows"], (name, form)
