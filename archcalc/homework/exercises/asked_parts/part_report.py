"""Figures of one of several layers as a report, with the layers that are meant."""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.asked_parts.part_answers import PartAnswer, of_parts
from archcalc.homework.exercises.build import Built
from archcalc.homework.exercises.exercise import Exercise
from archcalc.operators.written_forms import written


def report(text: str, exercise: Exercise, built: Built, names: tuple[str, ...]) -> Report:
    """The figures of the parts that are asked of. Raises ArchcalcError where there is no such part."""
    found = of_parts(exercise, built.graph, names)
    told = [f"{each.part.token.text}: {_told(built, each)}" for each in found]
    same = {tuple(one.target.value for one in each.answered) for each in found}
    if len(same) > 1:
        return _several(text, found, told)
    return answers_asked.report(text, found[0].answered, tuple(told))


def _several(text: str, found: tuple[PartAnswer, ...], told: list[str]) -> Report:
    """The figures of several parts, side by side."""
    rows = [one._replace(told=f"{each.part.token.text}: {one.told}") for each in found for one in each.answered]
    made = answers_asked.report(text, tuple(rows), tuple(told))
    values = [[one.value for one in each.answered] for each in found]
    return made._replace(head={"parts": [row[0] if len(row) == 1 else row for row in values]})


def _told(built: Built, answer: PartAnswer) -> str:
    """The layers of a part as they are written in a file."""
    nodes = [built.graph.nodes[i] for i in answer.positions]
    return " and ".join(written(node.op, node.input_shapes) if node.inputs else "what goes in" for node in nodes)
