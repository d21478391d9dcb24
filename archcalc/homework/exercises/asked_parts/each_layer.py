"""Figures of each of several layers, one after another, and their sum where they have one."""

from __future__ import annotations

from archcalc.base.errors import quoted
from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.answers_asked import Answered
from archcalc.homework.exercises.asked_parts.described_layers import described
from archcalc.homework.exercises.build import Built
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.operators.written_forms import written

_SUMMED = frozenset({"params", "weights", "biases", "macs", "flops", "params_bytes", "weights_bytes"})
"""Figures that layers have together."""


def report(text: str, exercise: Exercise, built: Built) -> Report:
    """The figures of every layer that is described. Raises ArchcalcError for a figure that one of them has not."""
    network = AskedNetwork("exercise", built.graph)
    rows: list[Answered] = []
    for layer in described(exercise, built.graph):
        found = answers_asked.of_network(exercise, network, layer.position, exercise.asked)
        if len(found) < len(exercise.asked) and exercise.each:
            refuse(text, exercise.each, f"{quoted(layer.node.name)} has no such figure: {', '.join(exercise.asked)}",
                   "ask for outputs, or for parameters")
        called = layer.name or written(layer.node.op, layer.node.input_shapes)
        rows += [answer._replace(told=f"{called}: {answer.told}") for answer in found]
    totals = [f"{name} in total: {sum(values):,}" for name in exercise.asked if name in _SUMMED
              and (values := [row.target.value for row in rows if row.figure.name == name])]
    made = answers_asked.report(text, tuple(rows), tuple(totals))
    return made._replace(head={"each": [{"figure": row.figure.name, "value": row.value} for row in rows]})
