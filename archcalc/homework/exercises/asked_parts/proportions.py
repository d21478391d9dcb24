"""By what factor, what percentage, how many times as much: of two layers, of one and all, of what goes in and out."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.errors import quoted
from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.answers_asked import Answered
from archcalc.homework.exercises.asked_parts import what_ifs
from archcalc.homework.exercises.asked_parts.part_answers import of_parts
from archcalc.homework.exercises.asked_parts.two_figures import TwoFigures
from archcalc.homework.exercises.build import Built, network
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.homework.questions.networks import AskedNetwork

_MADE = frozenset({"neurons", "memory", "bytes", "height", "width", "channels", "length"})
"""Figures that what goes in has as well."""
_SIDES = ("height", "width", "length", "channels")
_WITHOUT_GROUPS = frozenset({"params", "weights", "macs", "flops"})

Pair = tuple[str, Answered, str, Answered]


def report(text: str, exercise: Exercise, built: Built) -> Report:
    """Two figures, and how they stand to each other. Raises ArchcalcError where there are no two."""
    token = exercise.proportion or SentenceWord("", "", 0, 1)
    return _report(text, list(_pairs(exercise, built)), token)


def after_change(text: str, exercise: Exercise, built: Built) -> Report:
    """Figures before a change and after it. Raises ArchcalcError where it cannot be made, or asks of no number."""
    names = exercise.asked
    if exercise.parts or not names:
        refuse(text, exercise.change.token, f"{quoted(exercise.change.token.text)}: what becomes of which figure?",
               "ask for the parameters, or the MACs, of one layer")
    other = network(what_ifs.changed(exercise, exercise.change)).graph
    found = [(answers_asked.answers(exercise, built.graph, (name,)), answers_asked.answers(exercise, other, (name,)))
             for name in names]
    return _report(text, [("before", one[0], "after", two[0]) for one, two in found if one and two],
                   exercise.change.token)


def _report(text: str, pairs: list[Pair], token: SentenceWord) -> Report:
    """Pairs of figures, and how they stand to each other. Raises ArchcalcError for what is no number."""
    both = [TwoFigures(f"{one.figure.title}, {first}", one.target.value, f"{other.figure.title}, {second}",
                       other.target.value) for first, one, second, other in pairs]
    if not both or any(isinstance(each.one, tuple) for each in both):
        refuse(text, token, f"{quoted(token.text)}: which two figures are to be set against each other?",
               "name both: how many times more parameters has the last layer than the first")
    rows = [answer._replace(told=f"{name}: {answer.told}") for first, one, second, other in pairs
            for name, answer in ((first, one), (second, other))]
    made = answers_asked.report(text, tuple(rows), tuple(each.sentence for each in both))
    return made._replace(head=both[-1].head if len(both) == 1 else {"pairs": [each.head for each in both]})


def _pairs(exercise: Exercise, built: Built) -> Iterator[Pair]:
    """Pairs of figures, each with its name."""
    names = exercise.asked
    if exercise.parts:
        yield from _of_parts(exercise, built, names)
    elif not answers_asked.is_alone(exercise, built.graph):
        return
    elif names and _WITHOUT_GROUPS.issuperset(names):
        yield from _without_groups(exercise, built, names)
    elif _MADE.issuperset(names) or names == ("output",):
        yield from _through(exercise, built, names)


def _of_parts(exercise: Exercise, built: Built, names: tuple[str, ...]) -> Iterator[Pair]:
    """Two layers, or one of them and the whole."""
    if len(names) != 1:
        return
    found = of_parts(exercise, built.graph, names)
    if len(found) == 2:
        first, second = found
        yield (first.part.token.text, first.answered[0], second.part.token.text, second.answered[0])
    elif len(found) == 1 and exercise.proportion and exercise.proportion.data == "share":
        total = answers_asked.of_network(exercise, AskedNetwork("exercise", built.graph), None, names)
        yield (found[0].part.token.text, found[0].answered[0], "all together", total[0])
    elif len(found) == 1 and len(found[0].positions) == 1 and _MADE.issuperset(names):
        yield from _around(exercise, built, found[0].positions[0], names)


def _through(exercise: Exercise, built: Built, names: tuple[str, ...]) -> Iterator[Pair]:
    """The figure of what goes in and of what comes out; of a size, its sides and its values."""
    last = len(built.graph.nodes) - 1
    wanted = names if names and names != ("output",) else (*_SIDES, "neurons")
    yield from _around(exercise, built, last, wanted, first=0)


def _around(
    exercise: Exercise, built: Built, position: int, names: tuple[str, ...], first: int | None = None
) -> Iterator[Pair]:
    """A figure before a layer and behind it; channels that stay are left out."""
    network = AskedNetwork("exercise", built.graph)
    nodes = built.graph.nodes
    start = nodes[position].inputs[0] if first is None else first
    while nodes[start].op.traits & {"quiet", "beside"} and nodes[start].inputs:
        start = nodes[start].inputs[0]
    for name in names:
        before = answers_asked.of_network(exercise, network, start, (name,))
        after = answers_asked.of_network(exercise, network, position, (name,))
        if before and after and (len(names) == 1 or before[0].value != after[0].value):
            yield ("before", before[0], "behind", after[0])


def _without_groups(exercise: Exercise, built: Built, names: tuple[str, ...]) -> Iterator[Pair]:
    """A grouped convolution, and the same without groups."""
    (layer,) = (each for each in exercise.layers if each.kind != "input")
    if layer.attributes.get("groups", 1) == 1:
        return
    plain = exercise.varied([layer._replace(attributes=layer.attributes | {"groups": 1})])
    other = network(plain).graph
    for name in names:
        grouped, whole = (answers_asked.answers(exercise, graph, (name,)) for graph in (built.graph, other))
        yield (f"{layer.attributes['groups']} groups", grouped[0], "without groups", whole[0])
