"""The layer with the most, or the least, of a figure: every layer's, and which of them it is."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.asked_parts.described_layers import described
from archcalc.homework.exercises.build import network
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.operators.written_forms import written


def report(exercise: Exercise) -> Report:
    """A figure of every layer, and the layers with the most of it. Raises ArchcalcError where no layer has any."""
    built = network(exercise)
    asked = AskedNetwork("exercise", built.graph)
    found = [(each.node, answer) for each in described(exercise, built.graph)
             for answer in answers_asked.of_network(exercise, asked, each.position, (exercise.compared,))]
    counted = [(node, answer) for node, answer in found if not isinstance(answer.value, str)]
    if exercise.direction == "more":
        counted = [(node, answer) for node, answer in counted if answer.value]
    if not counted:
        raise ArchcalcError.of("exercise", f"no layer here has {exercise.compared}", hint="ask for parameters")
    extreme = (max if exercise.direction == "more" else min)(answer.target.value for _, answer in counted)
    names = [written(node.op, node.input_shapes) for node, answer in counted if answer.target.value == extreme]
    rows = tuple(answer._replace(told=f"{written(node.op, node.input_shapes)}: {answer.told}")
                 for node, answer in found)
    word = "most" if exercise.direction == "more" else "least"
    others = [answer.target.value for _, answer in counted if answer.target.value]
    beside = f"; of those that have any, {min(others):,}" if not extreme and others else ""
    notes = (f"{word}: {' and '.join(names)}, {extreme:,}{beside}",
             *([f"assumed: {', '.join(built.assumed)}"] if built.assumed else []))
    return answers_asked.report(exercise.text, rows, notes)._replace(head={"layers": names, "answer_value": extreme})
