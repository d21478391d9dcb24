"""No silent drop: what silent_pieces.json recorded of each reader, and some of them again."""

import json

import pytest
import silent_pieces

RECORDED = json.loads(silent_pieces.RECORD.read_text("utf-8"))


def test_every_reader_was_tried_and_drops_nothing_in_silence():
    assert {*RECORDED} == {*silent_pieces.READERS}
    assert [name for name, found in RECORDED.items() if found["silent"] or not found["changes"]] == []
    assert sum(len(found["rightly"]) for found in RECORDED.values()) < 0.15 * sum(found["changes"] for found in RECORDED.values())


@pytest.mark.parametrize("name", ["questions", "text", "labels"])
def test_no_piece_is_dropped_in_silence(name, monkeypatch):
    monkeypatch.setattr("sys.argv", ["archcalc"])
    assert silent_pieces.tried(silent_pieces.READERS[name]).silent == []


def test_a_piece_that_is_dropped_is_found(monkeypatch):
    monkeypatch.setattr("sys.argv", ["archcalc"])
    reader = silent_pieces.READERS["labels"]._replace(silent="(?!)")
    assert {each.rpartition(": ")[2] for each in silent_pieces.tried(reader).silent} >= {"image nonsense", "class left out"}
