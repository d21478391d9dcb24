"""A class of students with planted mistakes: right answers are right, wrong ones wrong, and the reasons are found."""

import pytest
from classroom.generator import students

from archcalc.homework.marking import Marker
from archcalc.homework.networks import Networks
from archcalc.homework.rubrics import Rubric
from archcalc.homework.sheets import Entry, Sheet


@pytest.fixture(scope="module")
def marked():
    """Every planted answer of 250 students beside its verdict."""
    marker = Marker(Rubric(), Networks())
    pairs = []
    for name, planted in students(250):
        marks = marker.mark(Sheet(name, "", tuple(Entry(each.question, each.given) for each in planted)))
        pairs += zip(planted, marks.verdicts, strict=True)
    return pairs


def test_every_right_answer_is_marked_right(marked):
    assert [(planted, verdict) for planted, verdict in marked if planted.mistake == "" and not verdict.right] == []


def test_no_planted_mistake_is_marked_right(marked):
    assert [(planted, verdict) for planted, verdict in marked if planted.mistake and verdict.right] == []


def test_no_answer_is_blank_and_nothing_else(marked):
    assert {verdict.verdict for planted, verdict in marked if planted.mistake is None} == {"blank"}


def test_the_planted_mistake_is_named_where_it_is_the_only_explanation(marked):
    only = [(planted, verdict) for planted, verdict in marked if planted.mistake and planted.only]
    missed = [(planted, verdict.misconception, verdict.feedback) for planted, verdict in only
              if verdict.misconception not in {planted.mistake, "follow-through"}]
    assert len(only) > 2000
    assert len(missed) <= 0.02 * len(only), missed
