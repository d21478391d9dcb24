"""Keras's own tests of its layers, as tests/oracle/keras_tests.py recorded them: expected shapes, and trained values."""

import json
from collections import Counter

from places import ORACLE
from test_configurations import Case, ours
from together import together

RECORD = json.loads((ORACLE / "keras_tests.json").read_text("utf-8"))


def said(chain, shapes):
    """The last shape of a chain of operators, and the trained values of all of them."""
    values = 0
    for kind, attributes in chain:
        shape, count = ours(Case(kind, attributes, shapes))
        shapes, values = [shape], values + count
    return [list(shapes[0]), values]


@together("layer", sorted({case[0] for case in RECORD["cases"]}))
def test_archcalc_says_what_keras_expects(layer):
    for name, chain, shapes, found, theirs in RECORD["cases"]:
        if name == layer:
            assert (said(chain, [tuple(shape) for shape in shapes]) == theirs) == (found == "agreed"), (chain, shapes, theirs)


def test_nothing_differs_and_what_is_skipped_is_counted_with_its_reason():
    total = sum(map(Counter, RECORD["counts"].values()), Counter())
    assert total["differ"] == 0
    assert total["agreed"] >= 125
    assert sum(RECORD["skipped"].values()) == total["skipped"]
    assert total.total() >= 287
    assert RECORD["stated"] >= 177
