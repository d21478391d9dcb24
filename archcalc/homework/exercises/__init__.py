"""One-line exercises, solved: what a layer gives, or which layer gives what is wanted."""

from __future__ import annotations

from itertools import zip_longest

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.counting import conventions
from archcalc.counting.derivations import derive
from archcalc.homework.exercises.build import network
from archcalc.homework.exercises.exercise import Exercise, read
from archcalc.homework.exercises.inverse import Solution
from archcalc.homework.exercises.inverse import solve as inverse
from archcalc.network.graph import Graph
from archcalc.operators.attributes import LARGEST
from archcalc.operators.written_forms import written
from archcalc.reports import network_table

_SCHEMA = "archcalc/solution/1"


def solve(text: str) -> Report:
    """The answer to an exercise. Raises ArchcalcError where it cannot be read, or says too little.

    >>> solve("what padding keeps 63x63 under 7x7?").tables[0].rows[0][1]
    '3'
    """
    exercise = read(text)
    if exercise.unknown:
        return _found(text, exercise, inverse(exercise))
    graph, assumed = network(exercise)
    notes = (*([f"assumed: {', '.join(assumed)}"] if assumed else []),
             *([] if exercise.chain else [f"read as: {_in_notation(graph)}"]))
    alone = len(exercise.layers) == 1 or (exercise.chain and len(graph.nodes) == 2)
    report = _layer(graph, exercise) if alone else network_table.analyze(graph)
    return report._replace(title=text.strip(), notes=(*notes, *report.notes))


def _in_notation(graph: Graph) -> str:
    """The layers as a file's step, CONV11-96 stride 4 pad 0 -> FC-10; what flattens a volume says so by itself."""
    said = [node for node, after in zip_longest(graph.nodes[1:], graph.nodes[2:])
            if not (after and "flattened" in after.op.traits and "reshape" in node.op.traits)]
    return " -> ".join(written(node.op, node.input_shapes) for node in said)


def _layer(graph: Graph, exercise: Exercise) -> Report:
    """The derivation of the one layer; of one figure, if that is asked for."""
    rule = conventions.rules(conventions.DEFAULTS)["memory"]
    report = derive.explain_layer(graph, graph.nodes[-1], rule, 4, "float32")
    table = report.tables[0]
    names = {"params": ("weights", "biases", "parameters"), "macs": ("MACs",), "memory": ("memory", "")}
    wanted = names.get(exercise.figure)
    rows = tuple(row for row in table.rows if row[0] in wanted) if wanted else table.rows
    notes = tuple(note for note in report.notes if not note.startswith("memory:"))
    return report._replace(schema=_SCHEMA, tables=(table._replace(rows=rows or table.rows),), notes=notes)


def _found(text: str, exercise: Exercise, solutions: tuple[Solution, ...]) -> Report:
    """All solutions, or none and why."""
    columns = (Column("axis", "along", rank=0), Column("value", exercise.unknown, rank=0),
               Column("why", "because", "prose", rank=0))
    rows = tuple((each.axis, _range(each), each.why) for each in solutions)
    head = {"unknown": exercise.unknown, "solutions": [
        {"axis": each.axis or None, "first": each.first, "last": each.last} if each.first <= each.last else None
        for each in solutions]}
    table = Table("solutions", columns, rows)
    return Report(_SCHEMA, (table,), tuple(_notes(exercise, solutions)), head, title=text.strip())


def _range(found: Solution) -> str:
    if found.first > found.last:
        return "none"
    if found.last >= LARGEST:
        return f"{units.count(found.first)} or more"
    last = f" to {units.count(found.last)}" if found.last > found.first else ""
    return f"{units.count(found.first)}{last}"


def _notes(exercise: Exercise, solutions: tuple[Solution, ...]) -> list[str]:
    """Assumptions, and the solution that is meant where a limit is asked for."""
    layer = exercise.layers[-1]
    usual = {"stride": "stride 1", "padding": "padding 0"}
    said = {*layer.attributes, exercise.unknown}
    assumed = [told for name, told in usual.items() if name not in said]
    notes = [f"assumed: {', '.join(assumed)}"] if assumed and not exercise.limit else []
    if exercise.limit and exercise.limit.sign < 0 and solutions[0].first <= solutions[0].last < LARGEST:
        notes.append(f"at most {units.count(solutions[0].last)}")
    return notes
