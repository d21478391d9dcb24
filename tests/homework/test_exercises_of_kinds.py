"""Kinds of exercises that strangers wrote, in words of our own: votes, dropout, branches, exchanged heads, chains with settings.

Of 80 exercises of another writer, 17 were answered right and one wrongly before these kinds were read. Every kind has traps:
one word more that changes the answer, or a number that is missing.
"""

from pathlib import Path
from time import perf_counter

import pytest

from archcalc.base.errors import ArchcalcError
from archcalc.homework.exercises import solve

ROWS = [line.split("\t") for line in (Path(__file__).parent / "exercises_of_kinds.tsv").read_text("utf-8").splitlines()]


def told(text):
    """Every number that an answer gives, in order; refused for a refusal."""
    try:
        head = solve(text.replace("\\n", "\n")).head
    except ArchcalcError:
        return "refused"
    ends = [(each["first"], each["last"]) for each in head.get("solutions", ())]
    solutions = [first if first == last else f"{first}..{last}" for first, last in ends]
    found = head.get("parts") or head.get("values") or [*head.get("answers", {}).values()] or solutions
    return ", ".join(map(str, found))


@pytest.mark.parametrize("rows", [ROWS[::6], pytest.param(ROWS, marks=pytest.mark.slow)], ids=["some", "all"])
def test_kinds_are_answered_and_their_traps_refused(rows):
    assert {text: found for text, expected in rows if (found := told(text)) != expected} == {}


HOSTILE = ["a " * 700, " " * 3990 + "x", "the its all " * 110, "three say cat, " * 90, "input hidden and one output neuron " * 110, "all the outputs are then " * 55, "x" * 5000]


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_runs_of_words_are_bounded(text):
    """Patterns that repeat took minutes for 2,000 articles: seconds are a hundred times what is measured."""
    before = perf_counter()
    assert told(text) == "refused"
    assert perf_counter() - before < 30
