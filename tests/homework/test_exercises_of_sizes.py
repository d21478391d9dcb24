"""Models that are told by their sizes alone, in six languages; with a word more they are refused, or another number."""

from pathlib import Path

import pytest
from exercise_verdicts import verdict

ROWS = [line.split("\t") for line in (Path(__file__).parent / "exercises_of_sizes.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("rows", [ROWS[::9], pytest.param(ROWS, marks=pytest.mark.slow)], ids=["some", "all"])
def test_models_of_sizes_are_worked_out_as_with_a_pencil(rows):
    assert {text: told for _, text, expected in rows if (told := verdict(text, expected)) != "right"} == {}
