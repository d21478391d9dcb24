"""Results, sums and figures that an exercise states, against what its layers give."""

from __future__ import annotations

from archcalc.base import units
from archcalc.base.errors import quoted
from archcalc.homework.exercises.answers_asked import answers
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.network.graph import Graph

_BESIDE_A_SUM = frozenset({"params", "weights", "biases", "macs", "output", "height", "width", "channels",
                           "params_bytes", "weights_bytes"})
"""Figures that a sum of two volumes leaves as they are."""


def check_target(exercise: Exercise, graph: Graph) -> None:
    """Refuse a result that is said, and is another."""
    if exercise.target is None:
        return
    volume = graph.nodes[-1].volume
    last = (*volume[1:], volume[0]) if len(volume) > 1 else volume
    if exercise.target.sides not in {last, last[:-1], volume}:
        refuse(
            exercise.text,
            exercise.target.token,
            f"the output is {units.volume(volume)}, not {quoted(exercise.target.token.text, '')}",
            "what is asked for, so that this is the result?",
        )


def check_residual(exercise: Exercise, graph: Graph) -> None:
    """Refuse what is added to a volume of another size, and figures that the sum changes."""
    if exercise.residual is None:
        return
    if graph.nodes[0].volume != graph.nodes[-1].volume:
        refuse(exercise.text, exercise.residual, f"{units.volume(graph.nodes[0].volume)} goes in, and "
               f"{units.volume(graph.nodes[-1].volume)} comes out: no sum", "a projection is a layer of its own; leave "
               "the shortcut out")
    if not {*exercise.asked} <= _BESIDE_A_SUM:
        refuse(exercise.text, exercise.residual, "that changes with the sum", "leave the shortcut out")


def check_bound(exercise: Exercise, graph: Graph) -> None:
    """Refuse a figure that is said, where nothing is asked that leads to it, and it is another."""
    limit = exercise.limit
    found = answers(exercise, graph, (limit.figure,)) if limit and limit.figure else ()
    if limit and (limit.bound.sign or not found or found[0].target.value != limit.bound.value):
        taken = f"{quoted(limit.token.text)} is taken for what comes out"
        told = f"{taken}, and that is {found[0].told}" if found else f"{taken}: what is asked for, so that it does?"
        refuse(exercise.text, limit.token, told, "ask for what leads to it: which stride gives it? or say what goes "
               "in: on 32x32x3")
