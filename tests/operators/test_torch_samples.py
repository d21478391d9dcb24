"""PyTorch's own samples of its operators and modules, as tests/oracle/torch_samples.py recorded them."""

import json
from collections import Counter

from places import ORACLE
from test_configurations import Case, ours, shaped
from together import together

RECORD = json.loads((ORACLE / "torch_samples.json").read_text("utf-8"))
KINDS = sorted({case[0] for case in RECORD["cases"]})


@together("kind", KINDS)
def test_archcalc_says_what_pytorch_does(kind):
    for *case, found, theirs in RECORD["cases"]:
        if case[0] == kind:
            mine = ours(Case(case[0], case[1], [tuple(shape) for shape in case[2]]))
            assert (mine == shaped(theirs)) == (found in {"agreed", "refused"}), f"{case}: {mine}, PyTorch {theirs}"


def test_nothing_differs_and_what_is_skipped_is_counted_with_its_reason():
    total = sum(map(Counter, RECORD["counts"].values()), Counter())
    assert total["differ"] == 0
    assert total["agreed"] + total["refused"] >= 700
    assert sum(RECORD["skipped"].values()) >= total["skipped"]
