"""Exercises of one sentence, solved: what layers give, which layer gives what is wanted, which of two has less."""

from __future__ import annotations

import re
from itertools import zip_longest

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Report
from archcalc.counting import conventions
from archcalc.counting.derivations import derive
from archcalc.homework.exercises import (
    alternatives,
    answers_asked,
    batch_shapes,
    bytes_of_volumes,
    inverse_report,
    named_networks,
    recurrent_biases,
    stated_facts,
)
from archcalc.homework.exercises.answers_asked import SCHEMA, STORED, answers, is_alone
from archcalc.homework.exercises.asked_parts import each_layer, extreme_layers, part_report, proportions
from archcalc.homework.exercises.build import Built, network
from archcalc.homework.exercises.composed import (
    other_readings,
    plain_forms,
    settings_of_all,
    stories,
    unheard_questions,
)
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.exercise_text import read
from archcalc.homework.exercises.inverse import solve as inverse
from archcalc.homework.exercises.known_blocks import concatenations, named_blocks
from archcalc.homework.exercises.pasted_code import separate_layers
from archcalc.homework.exercises.reading.read import left_out
from archcalc.homework.exercises.reading.read import read as by_terms
from archcalc.homework.exercises.sentence_words import SentenceWord, check_length, refuse
from archcalc.homework.exercises.unanswered import unanswered
from archcalc.homework.exercises.vocabulary import everyday
from archcalc.network.graph import Graph
from archcalc.operators.written_forms import written
from archcalc.reports import network_table

_ROWS = {
    "params": ("weights", "biases", "scale and shift", "parameters"),
    "weights": ("weights",), "biases": ("biases",), "macs": ("MACs",),
    "memory": ("memory", ""), "bytes": ("memory", ""), "receptive_field": ("receptive field",),
}
"""The lines of a derivation that lead to a figure."""
_CHOICES = re.compile(r"(?:\s\(?[A-E][).]\s*[0-9][^?()]{0,24}){2,}\s*$")
"""Answers to choose among, behind the question."""
_BLANKS = re.compile(r"[^\S\n]{9,}")
"""More blanks than anybody means."""
_NOT_UNDERSTOOD = re.compile("^I do not know|^\\D*is not understood|is asked of a part|changes what is asked|not said$|"
                             "^there is no operator")
"""Refusals of words that the rules do not understand, and not of what is asked."""


def solve(text: str) -> Report:
    """The answer to an exercise. Raises ArchcalcError where it cannot be read, or says too little.

    >>> solve("what padding keeps 63x63 under 7x7?").tables[0].rows[0][1]
    '3'
    """
    check_length(text)
    text = _BLANKS.sub(" ", text)
    choices = _CHOICES.search(text)
    if choices:
        left = solve(text[:choices.start()])
        return left._replace(notes=(*left.notes, f"not read: the choices {' '.join(choices[0].split())}"))
    try:
        report = other_readings.report(text, _whole)
    except ArchcalcError as error:
        report = _by_terms(text, error)
    return report._replace(notes=(*report.notes, *unanswered(text)))


def _by_terms(text: str, refused: ArchcalcError) -> Report:
    """The answer where every number finds its noun. Raises what the rules refused where it does not.

    A rule that refuses what it has understood is not overruled; of a bundled network an exercise tells a part.
    """
    if not all(_NOT_UNDERSTOOD.search(mistake.message) for mistake in refused.mistakes) or (
            named_networks.is_named(text) and named_networks.told_in_full(text) is None):
        raise refused
    try:
        report = _answered(text, by_terms(text))
    except ArchcalcError:
        raise refused from None
    return report._replace(notes=(*report.notes, *left_out(text)))


def _whole(text: str) -> Report:
    """The answer to a text as it stands: of a block with a name, of a network of the collection, of layers told."""
    settings_of_all.check(text)
    plain_forms.check(text)
    named = named_blocks.report(text)
    named = named or (None if concatenations.joins(text) else _of_the_collection(text))
    report = named if named is not None else _read_and_solved(text)
    unheard_questions.check(text, report)
    return report


def _of_the_collection(text: str) -> Report | None:
    """The answer about a network that is named; where the exercise tells its layers itself, about those."""
    try:
        return named_networks.report(text)
    except ArchcalcError as error:
        rest = named_networks.told_in_full(text)
        if rest is None:
            raise
        try:
            report = _read_and_solved(rest)
        except ArchcalcError:
            raise error from None
        if not named_networks.is_complete(report.notes, report.head.get("answers", {"": 0})):
            raise
        return report._replace(title=text.strip())


def _read_and_solved(text: str) -> Report:
    """The answer to an exercise that tells its layers: as rules read it, or else as a story."""
    try:
        return _answered(text, read(text))
    except ArchcalcError as error:
        try:
            return _answered(text, stories.read(text))
        except ArchcalcError:
            raise error from None


def _answered(text: str, exercise: Exercise) -> Report:
    """The answer to an exercise that is read."""
    if exercise.together:
        return concatenations.report(text, exercise.together)
    if exercise.compared:
        return alternatives.report(exercise) if exercise.others else extreme_layers.report(exercise)
    return _of_layers(text, exercise)


def _of_layers(text: str, exercise: Exercise) -> Report:
    """The figures of a volume or of layers, or the number that is asked for."""
    if not exercise.layers and exercise.chain is None:
        return bytes_of_volumes.report(exercise)
    if exercise.unknown:
        return inverse_report.report(text, exercise, inverse(exercise))
    try:
        return _worked_out(text, exercise)
    except ArchcalcError:
        learned = answers_asked.of_parameters(exercise)
        if learned is None:
            raise
        return _worked_out(text, learned)


def _worked_out(text: str, exercise: Exercise) -> Report:
    """The figures of the layers that an exercise names."""
    if separate_layers.are_asked(exercise):
        return separate_layers.report(text, exercise)
    built = network(exercise)
    graph = built.graph
    stated_facts.check(exercise, graph)
    if exercise.each and exercise.asked and exercise.number > 1 and not exercise.parts:
        return _with_notes(each_layer.report(text, exercise, built), exercise, built)
    if exercise.change:
        return _with_notes(proportions.after_change(text, exercise, built), exercise, built)
    if exercise.proportion or exercise.parts:
        return _with_notes(_of_a_part(text, exercise, built), exercise, built)
    _check_asked(exercise)
    names = exercise.asked or (("output", "params") if built.sized else ("params",))
    found = answers(exercise, graph, names)
    _check_answered(exercise, names, len(found))
    alone = is_alone(exercise, graph)
    report = _layer(built, exercise) if alone else network_table.analyze(graph, dtype=exercise.number_type or None)
    unsized = not built.sized and (not alone or not _is_shown(report, names))
    if unsized or STORED.keys() & {*names}:
        report = answers_asked.report(text, found, ())
    asked = [each.sentence for each in found] if exercise.asked and not alone else []
    fitting = [f"{'it fits' if even else 'it does not fit'}: {told}" for even, told in _fitting(graph)] * exercise.fits
    note, whole = batch_shapes.told(exercise, graph, names) or ("", {})
    head = {**report.head, "answers": {each.figure.name: each.value for each in found} | whole}
    noted = _with_notes(report._replace(title=text.strip(), notes=(), head=head), exercise, built)
    return noted._replace(notes=(*asked, *[note] * bool(note), *fitting, *noted.notes, *report.notes))


def _of_a_part(text: str, exercise: Exercise, built: Built) -> Report:
    """The figures of the layers that are pointed at, or two of them set against each other."""
    if exercise.proportion:
        return proportions.report(text, exercise, built)
    made = part_report.report(text, exercise, built, exercise.asked or ("output",))
    note, whole = batch_shapes.of_parts(exercise, built.graph)
    head = {**made.head, **({"answers": {**made.head["answers"], **whole}} if whole else {})}
    return made._replace(notes=(*made.notes, *[note] * bool(note)), head=head)


def _with_notes(report: Report, exercise: Exercise, built: Built) -> Report:
    """The report with what was assumed, and with what was read."""
    notes = (
        *([f"assumed: {', '.join(built.assumed)}"] if built.assumed else []),
        *recurrent_biases.note(exercise, built),
        *([] if exercise.chain else [f"read as: {_in_notation(built.graph)}"]),
    )
    return report._replace(notes=(*report.notes, *notes))


def _fitting(graph: Graph) -> list[tuple[bool, str]]:
    """True for each layer whose windows reach the last value, and its arithmetic: floor((7 - 3)/3) + 1 leaves some."""
    told = [derive.sides(node) for node in graph.nodes[1:]]
    return [("floor" not in each, each) for each in told if each]


def _is_shown(report: Report, names: tuple[str, ...]) -> bool:
    """True where a derivation shows no more than what is asked for: of a size that is not known, nothing is told."""
    rows = {row for name in names for row in _ROWS.get(name, ())}
    return bool(rows) and rows >= {row[0] for row in report.tables[0].rows if row[0]}


def _check_asked(exercise: Exercise) -> None:
    """Refuse everyday words where no figure is asked for: it may be one of them, the accuracy of a layer."""
    if exercise.asked or exercise.limit or exercise.fits or exercise.change or exercise.chain:
        return
    for match in re.finditer(r"[^\W\d_]+", exercise.text):
        if match[0].lower() in everyday():
            word = SentenceWord("", match[0], *match.span())
            refuse(exercise.text, word, f"what is asked? I do not know {quoted(match[0])}",
                   "ask for a figure: the output, or the parameters")


def _check_answered(exercise: Exercise, names: tuple[str, ...], count: int) -> None:
    """Refuse a figure that is asked for, and that these layers have not: no answer stands in its place."""
    if exercise.asked and count < len(names):
        raise ArchcalcError.of("exercise", f"these layers have no such figure: {', '.join(names)}",
                               hint="ask for the output, or for parameters")


def _in_notation(graph: Graph) -> str:
    """The layers as a file's step, CONV11-96 stride 4 pad 0 -> FC-10; what flattens a volume says so by itself."""
    said = [node for node, after in zip_longest(graph.nodes[1:], graph.nodes[2:])
            if not (after and "flattened" in after.op.traits and "reshape" in node.op.traits)]
    return " -> ".join(written(node.op, node.input_shapes) for node in said)


def _layer(built: Built, exercise: Exercise) -> Report:
    """The derivation of the one layer; of the figures that are asked for."""
    graph = built.graph
    rule = conventions.rules(conventions.DEFAULTS)["memory"]
    dtype = exercise.number_type or units.USUAL_DTYPE
    report = derive.explain_layer(graph, graph.nodes[-1], rule, units.VALUE_BYTES[dtype], dtype)
    table = report.tables[0]
    asked = exercise.asked or (() if built.sized else ("params",))
    wanted = {row for name in asked for row in _ROWS.get(name, ())} if {*asked} <= _ROWS.keys() else set()
    rows = tuple(row for row in table.rows if row[0] in wanted) if wanted else table.rows
    if wanted == {"receptive field"} and not rows:
        rows = table.rows[-1:]
    notes = tuple(note for note in report.notes if not note.startswith("memory:") and built.sized)
    return report._replace(schema=SCHEMA, tables=(table._replace(rows=rows or table.rows),), notes=notes)
