"""The output of a whole batch, in the order of axes that an exercise asks for, or that its library has."""

from __future__ import annotations

import re
from typing import Any

from archcalc.homework.exercises.exercise import Exercise
from archcalc.network.graph import Graph
from archcalc.operators.operator import Shape

_CHANNELS_FIRST = re.compile(
    r"\bNCD?HW\b|\(\s*N\s*,\s*C\s*,|\b(?:nn|torch|pytorch)\b|channels?[- ]first", re.IGNORECASE)
_CHANNELS_LAST = re.compile(r"\bND?HWC\b|\(\s*N\s*,\s*H\s*,|\b(?:keras|tensorflow|tf)\b|channels?[- ]last",
                            re.IGNORECASE)
_ASKED = re.compile(r"\bNCD?HW\b|\bND?HWC\b")


def told(exercise: Exercise, graph: Graph, asked: tuple[str, ...]) -> tuple[str, dict[str, Any]] | None:
    """A note with the shape of the batch, and the shape by itself; None where neither batch nor order is told."""
    ordered = bool(_ASKED.search(exercise.text))
    if "output" not in asked or (graph.batch < 2 and not ordered):
        return None
    shape = graph.nodes[-1].shape
    first = bool(_CHANNELS_FIRST.search(exercise.text)) and not _CHANNELS_LAST.search(exercise.text)
    written = "x".join(map(str, shape if first else _channels_last(shape)))
    order = " (channels first)" if first and len(shape) > 2 else ""
    return f"the whole batch: {written}{order}", {"output_of_batch": written}


def of_parts(exercise: Exercise, graph: Graph) -> tuple[str, dict[str, Any]]:
    """A note, and the shape of the batch of one layer alone, where layers are pointed at; both may be empty."""
    if len(graph.nodes) == 2:
        return told(exercise, graph, exercise.asked) or ("", {})
    return (f"an output is of one image of the batch of {graph.batch:,}" if graph.batch > 1 else ""), {}


def _channels_last(shape: Shape) -> Shape:
    """The shape with its channels behind the sides; tokens have their features there already."""
    return (shape[0], *shape[2:], shape[1]) if len(shape) > 3 else shape
