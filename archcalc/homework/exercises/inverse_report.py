"""Solutions of an inverse question as a report: every number that fits, and what was assumed."""

from __future__ import annotations

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.solutions import Solution
from archcalc.operators.attributes import LARGEST


def report(text: str, exercise: Exercise, solutions: tuple[Solution, ...]) -> Report:
    """All solutions, or none and why."""
    columns = (
        Column("axis", "along", rank=0),
        Column("value", exercise.unknown, rank=0),
        Column("why", "because", "prose", rank=0),
    )
    rows = tuple((each.axis, _range(each), each.why) for each in solutions)
    head = {
        "unknown": exercise.unknown,
        "solutions": [
            {"axis": each.axis or None, "first": each.first, "last": each.last} if each.first <= each.last else None
            for each in solutions
        ],
    }
    table = Table("solutions", columns, rows)
    return Report(SCHEMA, (table,), tuple(_notes(exercise, solutions)), head, title=text.strip())


def _range(found: Solution) -> str:
    if found.first > found.last:
        return "none"
    if found.last >= LARGEST:
        return f"{units.count(found.first)} or more"
    last = f" to {units.count(found.last)}" if found.last > found.first else ""
    return f"{units.count(found.first)}{last}"


def _notes(exercise: Exercise, solutions: tuple[Solution, ...]) -> list[str]:
    """Assumptions, and the solution that is meant where a limit is asked for."""
    notes = [f"assumed: {', '.join(told)}"] if (told := _assumed(exercise)) else []
    limit = exercise.limit
    if limit and limit.bound.sign < 0 and solutions[0].first <= solutions[0].last < LARGEST:
        notes.append(f"at most {units.count(solutions[0].last)}")
    return notes


def _assumed(exercise: Exercise) -> list[str]:
    """The stride and the padding that are usual, where the sentence does not say them and a window has them."""
    usual = {"stride": "stride 1", "padding": "padding 0"}
    told: dict[str, None] = {}
    for layer in exercise.layers:
        if "convolution" in layer.op.traits and layer.form is None and layer.token.code != "c":
            told |= dict.fromkeys(
                text for name, text in usual.items() if name not in {*layer.attributes, exercise.unknown}
            )
    return list(told)
