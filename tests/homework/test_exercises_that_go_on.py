"""Questions that follow another: of what the first finds, or with one thing otherwise; what cannot change is refused."""

from pathlib import Path

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.homework.exercises import solve

ROWS = [line.split("\t") for line in (Path(__file__).parent / "exercises_of_follow_ups.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_the_second_question_is_answered_by_what_the_first_leaves(text, expected):
    try:
        parts = solve(text).head["parts"]
    except ArchcalcError:
        parts = ["refused"]
    assert ", ".join(map(str, parts)) == expected
