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


_SIDES: tuple[object, ...] = (1, [1], [1, 1], [1, 1, 1])
"""Kernels that need no padding."""


def check(exercise: Exercise, graph: Graph) -> None:
    """Refuse what is said, and is otherwise, or of one layer where it may be of all."""
    _check_target(exercise, graph)
    _check_residual(exercise, graph)
    _check_bound(exercise, graph)
    _check_padding(exercise)


def _check_padding(exercise: Exercise) -> None:
    """Refuse same padding that is said last, behind what goes in, where a convolution before has none said."""
    layers = [each for each in exercise.layers if "convolution" in each.op.traits and each.attributes.get("kernel")]
    said = [each.places.get("padding") for each in layers if each.attributes.get("padding") == "same"]
    last = said[-1] if said and exercise.input else None
    silent = [each for each in layers if "padding" not in each.attributes and each.attributes["kernel"] not in _SIDES]
    if last and exercise.input and silent and last.start > exercise.input.token.end:
        refuse(exercise.text, last, f"{quoted(last.text)}: of the last layer, or of all?",
               "say it beside each layer, or of all: all convolutions have same padding")


def _check_target(exercise: Exercise, graph: Graph) -> None:
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


def _check_residual(exercise: Exercise, graph: Graph) -> None:
    """Refuse what is added to a volume of another size, and figures that the sum changes."""
    if exercise.residual is None:
        return
    if graph.nodes[0].volume != graph.nodes[-1].volume:
        refuse(exercise.text, exercise.residual, f"{units.volume(graph.nodes[0].volume)} goes in, and "
               f"{units.volume(graph.nodes[-1].volume)} comes out: no sum", "a projection is a layer of its own; leave "
               "the shortcut out")
    if not {*exercise.asked} <= _BESIDE_A_SUM:
        refuse(exercise.text, exercise.residual, "that changes with the sum", "leave the shortcut out")


def _check_bound(exercise: Exercise, graph: Graph) -> None:
    """Refuse a figure that is said, where nothing is asked that leads to it, and it is another."""
    limit = exercise.limit
    found = answers(exercise, graph, (limit.figure,)) if limit and limit.figure else ()
    if limit and (limit.bound.sign or not found or found[0].target.value != limit.bound.value):
        taken = f"{quoted(limit.token.text)} is taken for what comes out"
        told = f"{taken}, and that is {found[0].told}" if found else f"{taken}: what is asked for, so that it does?"
        refuse(exercise.text, limit.token, told, "ask for what leads to it: which stride gives it? or say what goes "
               "in: on 32x32x3")
