"""Hostile sheets: each is marked or refused within bounds, and nothing in it is run. All of them are recorded."""

import json

import pytest

pytest.importorskip("resource", reason="POSIX measures a process")
from hostile_sheets.answered import OWNED, RECORD, amiss, everything

SAMPLE = ("huge cell.csv", "only commas.csv", "aliases.yaml", "python object.yaml", "deep objects.json", "zeros.xlsx", "deep xml.xlsx", "slip.xlsx",
          "entities.ods", "million cells.ipynb", "code.ipynb", "fifo.csv", "link.csv", "many networks.csv")


def test_every_format_has_hostile_sheets_and_all_were_within_bounds():
    found = json.loads(RECORD.read_text("utf-8"))
    assert amiss(found) == {}
    assert len(found) >= 100
    assert {name.rpartition(".")[2] for name in found} == {"csv", "tsv", "txt", "json", "yaml", "md", "xlsx", "ods", "ipynb"}


@pytest.mark.slow
def test_hostile_sheets_are_answered_and_nothing_is_run():
    found = everything(SAMPLE)
    assert found.keys() == {*SAMPLE}
    assert amiss(found) == {}
    assert not OWNED.exists()
