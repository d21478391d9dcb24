"""Figures of the layers that a question points at, one by one or together."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.answers_asked import OF_A_LAYER, Answered
from archcalc.homework.exercises.asked_parts import asked_part
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart
from archcalc.homework.exercises.asked_parts.described_layers import pointed_at
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.network.graph import Graph

INPUTS = "inputs"
"""What goes into a layer, asked for as if it were a figure of it."""
_MADE = OF_A_LAYER | {"neurons", "memory", "bytes"}
"""Figures of what a layer makes, which is what lies before the next one."""
_SUMMED = frozenset({"params", "weights", "biases", "affine", "macs", "flops", "memory", "bytes", "neurons"})


class PartAnswer(NamedTuple):
    """The positions that one phrase points at, and the figures asked of them."""

    part: AskedPart
    positions: tuple[int, ...]
    answered: tuple[Answered, ...]


def of_parts(exercise: Exercise, graph: Graph, names: tuple[str, ...]) -> tuple[PartAnswer, ...]:
    """The figures of every part that is asked of. Raises ArchcalcError where a part is not one."""
    network = AskedNetwork("exercise", graph)
    return tuple(_of_part(exercise, network, part, names) for part in exercise.parts)


def _of_part(exercise: Exercise, network: AskedNetwork, part: AskedPart, names: tuple[str, ...]) -> PartAnswer:
    """The figures of one part, the same by every reading of its words."""
    _check_relation(exercise, part, names)
    readings = pointed_at(exercise, network.graph, part)
    several = [(positions, _answered(exercise, network, part, positions, names)) for positions in readings]
    if len({tuple(each.target.value for each in found) for _, found in several}) > 1:
        told = " or ".join(dict.fromkeys(_named(network, positions) for positions, _ in several))
        refuse(exercise.text, part.token, f"{quoted(part.token.text)}: {told}?", "say its kind: the second convolution")
    positions, found = several[0]
    _check_quiet(exercise, network, part, positions, names)
    return PartAnswer(part, positions, found)


def _named(network: AskedNetwork, positions: tuple[int, ...]) -> str:
    return ", ".join(network.graph.nodes[i].name for i in positions)


def _check_relation(exercise: Exercise, part: AskedPart, names: tuple[str, ...]) -> None:
    """Refuse parameters behind a layer, or before it, which are those of no layer that is named."""
    if part.relation in {asked_part.AFTER, asked_part.BEFORE} and not _MADE.issuperset(names):
        refuse(exercise.text, part.token, f"{quoted(part.token.text)}: of which layer is that asked?",
               "name the layer itself: the parameters of the second convolution")


def _check_quiet(
    exercise: Exercise, network: AskedNetwork, part: AskedPart, positions: tuple[int, ...], names: tuple[str, ...]
) -> None:
    """Refuse the layer before another where that is an activation, and the one with weights may be meant."""
    node = network.graph.nodes[positions[0]]
    if {"memory", "bytes"} & {*names} and any(network.graph.nodes[i].op.traits & {"quiet"} for i in positions):
        refuse(exercise.text, part.token, f"{quoted(part.token.text)} writes over what it reads, as lectures count it",
               "ask for its number of values, or of the layer before it")
    beside = part.relation in {asked_part.ITS_LAST, asked_part.ITS_NEXT}
    if beside and node.op.traits & {"quiet", "beside"}:
        refuse(exercise.text, part.token, f"{quoted(part.token.text)} is {node.name}, which has no size of its own",
               "name the layer that is asked of")


def _answered(
    exercise: Exercise, network: AskedNetwork, part: AskedPart, positions: tuple[int, ...], names: tuple[str, ...]
) -> tuple[Answered, ...]:
    """The figures of some layers: of one, or the sum."""
    if len(positions) == 1:
        found = [one for name in names for one in _of_layer(exercise, network, positions[0], name)]
        if len(found) < len(names):
            raise ArchcalcError.of("exercise", f"{quoted(part.token.text)} has no such figure: {', '.join(names)}",
                                   hint="ask for its output, or for its parameters")
        return tuple(found)
    if not _SUMMED.issuperset(names):
        refuse(exercise.text, part.token, f"{quoted(part.token.text)}: one at a time is asked of",
               "ask of one layer, or for parameters, MACs or memory of all of them")
    return tuple(_sum([_of_layer(exercise, network, i, name) for i in positions]) for name in names)


def _of_layer(exercise: Exercise, network: AskedNetwork, position: int, name: str) -> tuple[Answered, ...]:
    """A figure of one layer; of what goes in, that of what comes out of the one before."""
    if name != INPUTS:
        return answers_asked.of_network(exercise, network, position, (name,))
    node = network.graph.nodes[position]
    before = node.inputs[0] if node.inputs else position
    flat = len(node.input_shapes[0]) == 2 if node.input_shapes else True
    return answers_asked.of_network(exercise, network, before, ("neurons" if flat else "output",))


def _sum(found: list[tuple[Answered, ...]]) -> Answered:
    """Figures of several layers together."""
    several = [each for one in found for each in one]
    total = sum(each.target.value for each in several)
    told = " + ".join(f"{each.target.value:,}" for each in several)
    return several[0]._replace(target=several[0].target._replace(value=total), told=f"{told} = {total:,}")
