"""Every rule, kernel and reader has a sabotage, and a proof that notices it, as sabotages.json has recorded; some are tried."""

import json

import sabotages

RECORDED = json.loads(sabotages.RECORD.read_text("utf-8"))
ROWS = sabotages.rows()
QUICK = ("run", "contract", "worked out by hand", "receptive fields", "check", "written over", "PyTorch's values", "by pencil")
TRIED = [name for name, by in RECORDED.items() if by.startswith(QUICK)][::17]
"""Some of each room, as the names are sorted; the script tries all."""


def test_nothing_is_without_a_sabotage_that_is_noticed():
    assert {*ROWS} == {*RECORDED}, "run tests/support/sabotages.py"
    assert [name for name, by in RECORDED.items() if not by] == []


def test_the_proofs_notice():
    assert len(TRIED) > 15
    for name in TRIED:
        proof = ROWS[name].proofs[RECORDED[name]]
        with sabotages.sabotaged(ROWS[name]):
            assert sabotages.notices(proof), name
        assert not sabotages.notices(proof), name
