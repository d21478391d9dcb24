"""Layers of a module without its forward pass: what each of them learns follows from its own arguments."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.answers_asked import Answered
from archcalc.homework.exercises.build import network
from archcalc.homework.exercises.exercise import Exercise
from archcalc.operators.written_forms import written

_LEARNED = frozenset({"params", "weights", "biases"})
_LEARNS = frozenset({"weight-layer", "norm"})


def are_asked(exercise: Exercise) -> bool:
    """True of layers that code calls, each with what goes into it, where no size is said and no figure needs one."""
    layers = exercise.layers
    called = len(layers) > 1 and all(layer.token.code == "c" and layer.kind != "input" for layer in layers)
    plain = not (exercise.input or exercise.unknown or exercise.parts or exercise.change or exercise.proportion)
    told = all(layer.features or layer.kind == "embedding" for layer in layers
               if layer.op.traits & _LEARNS or layer.is_block)
    if not (called and plain and told and exercise.asked and _LEARNED.issuperset(exercise.asked)):
        return False
    try:
        network(exercise)
    except ArchcalcError:
        return True
    return False


def report(text: str, exercise: Exercise) -> Report:
    """The figures of each layer, and their sum."""
    rows: list[Answered] = []
    totals = []
    for name in exercise.asked:
        found = []
        for layer in exercise.layers:
            if layer.op.traits & _LEARNS or layer.is_block:
                alone = exercise.varied([layer])
                graph = network(alone).graph
                node = graph.nodes[-1]
                called = layer.kind if layer.is_block else written(node.op, node.input_shapes)
                found += [each._replace(told=f"{called}: {each.told}")
                          for each in answers_asked.answers(alone, graph, (name,))]
        rows += found
        total = sum(each.target.value for each in found)
        totals.append((name, total, " + ".join(f"{each.target.value:,}" for each in found)))
    notes = [f"{name}: {told} = {total:,}" for name, total, told in totals]
    notes.append("read as: the layers by themselves, each with its own arguments, for the size that goes in is not "
                 "said")
    made = answers_asked.report(text, tuple(rows), tuple(notes))
    return made._replace(head={"answers": {name: total for name, total, _ in totals}})
