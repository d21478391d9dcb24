"""The memory of a rank: of each stage of a pipeline, with as many micro-batches on their way as it has.

A pipeline has one micro-batch forward, one backward, as soon as it can: of P stages the first waits for P micro-batches
to come back, the last for one. Each that is on its way has saved what its backward pass wants.
Source: Narayanan et al. 2021 (Efficient Large-Scale Language Model Training on GPU Clusters), section 2.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph
from archcalc.operators.shapes import largest_divisor
from archcalc.training.course import Course, ExpertPart, course
from archcalc.training.memory import Choices, Held, held, total, trained
from archcalc.training.moments import Event
from archcalc.training.parallel.expert_share import ExpertsAlone, ExpertShare
from archcalc.training.sharding import STAGES, Sharding
from archcalc.training.training_step import SAVED, stretch_of_step


class RankNeed(NamedTuple):
    """The bytes of a rank of a stage, from the first to the last of its layers, by position.

    `saved` is what one micro-batch saves, of which `on_the_way` are there at once; `held` is there from step to step,
    some of it `of_experts`;
    `peaks` are the most at once, by ZeRO's stage; `passed` goes to the next stage for each micro-batch.
    """

    first: int
    last: int
    on_the_way: int
    held: Held
    saved: int
    peaks: tuple[int, ...]
    passed: int
    of_experts: Held


def stages_of(graph: Graph, pipeline: int) -> list[tuple[int, int]]:
    """The first and the last layer of each stage, by position: as many blocks in each. Raises ArchcalcError."""
    starts = [i for i, node in enumerate(graph.nodes)
              if node.path and (not graph.nodes[i - 1].path or graph.nodes[i - 1].path[0] != node.path[0])]
    begin = next(i for i, node in enumerate(graph.nodes) if node.inputs)
    if pipeline == 1:
        return [(begin, len(graph.nodes) - 1)]
    if len(starts) % pipeline:
        near = largest_divisor(len(starts), pipeline)
        raise ArchcalcError.of("pipeline", f"{len(starts)} blocks do not divide among {pipeline} stages",
                               hint=f"--pipeline {near}" if near > 1 else "--split memory cuts anywhere")
    if not starts:
        raise ArchcalcError.of("pipeline", "the network has no blocks, between which --pipeline cuts",
                               hint="--split memory cuts anywhere")
    each = len(starts) // pipeline
    firsts = [begin, *starts[each::each]]
    return [*zip(firsts, [first - 1 for first in firsts[1:]] + [len(graph.nodes) - 1], strict=True)]


def untied(graph: Graph, stages: Sequence[tuple[int, int]]) -> Graph:
    """The graph in which no stage borrows a weight of another: it has one of its own."""
    if len(stages) == 1:
        return graph
    stage = {graph.nodes[i].name: number for number, (first, last) in enumerate(stages) for i in range(first, last + 1)}
    return graph._replace(nodes=tuple(
        node._replace(shared=tuple(each for each in node.shared if stage.get(each.lender) == stage.get(node.name)))
        for node in graph.nodes))


def rank_needs(graph: Graph, choices: Choices, pipeline: int, data: int, zero: Sequence[int] = STAGES,
               expert: int = 1) -> Iterator[RankNeed]:
    """The needs of a rank of every stage, where `data` ranks have each its own batches. Raises ArchcalcError.

    Of the ranks of data so many `expert` ranks share the experts of a mixture.
    """
    stages = stages_of(graph, pipeline)
    made = course(untied(graph, stages), choices)._replace(experts=_experts(graph, choices))
    for number, (first, last) in enumerate(stages):
        many = min(pipeline - number, choices.accumulate)
        steps = [stretch_of_step(made, first, last, Sharding(stage, data, expert)) for stage in zero]
        saved = sum(event.bytes for event in steps[0] if event.part in SAVED and event.phase in {"before", "forward"})
        yield RankNeed(first, last, many, total(Held, made.held[first:last + 1]), saved,
                       tuple(_peak(step, (many - 1) * saved) for step in steps), _passed(made, last),
                       made.of_experts(first - 1, last))


def _experts(graph: Graph, choices: Choices) -> dict[int, ExpertPart]:
    """The part of every layer that is of experts which ranks share, by position."""
    alone = {i: node._replace(op=ExpertsAlone(**node.op.attributes)) for i, node in enumerate(graph.nodes)
             if isinstance(node.op, ExpertShare)}
    return {i: ExpertPart(held(node, choices), sum(map(prod, trained(node, choices)))) for i, node in alone.items()}


def _peak(step: Sequence[Event], others: int) -> int:
    """The most at once, with what other micro-batches have saved until the optimizer makes its step."""
    there = most = 0
    for event in step:
        there += event.bytes
        most = max(most, there + (others if event.phase != "optimizer" else 0))
    return most


def _passed(made: Course, last: int) -> int:
    return sum(made.sizes[owner] for owner, readers in made.readers.items()
               if made.start < owner <= last and any(reader > last for reader in readers))
