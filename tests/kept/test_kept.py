"""Files of the version before load still, and give what they gave: weights, worksheets, rubrics, quizzes, sweeps, layers' paths.

What differs on purpose stands here with its reason.
"""

import json

import first_edition
import pytest

FIGURES = json.loads((first_edition.HERE / "figures.json").read_text())


@pytest.mark.parametrize("sheet", first_edition.MARKED)
def test_a_sheet_gets_the_marks_it_had(sheet):
    assert first_edition.marks(sheet) == FIGURES["marks"][sheet]


def test_weights_load_and_give_the_same_values():
    now = first_edition.values()
    assert [row[0] for row in now] == [row[0] for row in FIGURES["values"]]
    assert [row[1:] for row in now] == [pytest.approx(row[1:], rel=1e-5) for row in FIGURES["values"]]


def test_a_sweep_is_the_same_row_by_row():
    assert first_edition.told(*first_edition.SWEEP) == (first_edition.HERE / "sweep.csv").read_text()


def test_every_bundled_path_stays():
    now = {name: first_edition.paths(name) for name in FIGURES["paths"]}
    assert {name for name in now if now[name] != FIGURES["paths"][name]} == set()
