"""Several networks that answer together: what they take one after another, and in parallel.

Source: the lecture, "Model Ensembles": train multiple independent models, and let them vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.counting.convention import unfolded
from archcalc.counting.measures import figures, measured
from archcalc.counting.measures.per_layer import learned
from archcalc.network.graph import Graph, whole
from archcalc.operators.shapes import written


class Member(NamedTuple):
    """One network: its parameters and what it keeps besides, the most values alive in a forward pass, its MACs."""

    name: str
    params: int
    buffers: int
    alive: int
    macs: int

    @property
    def held(self) -> int:
        """The values that a loaded network holds."""
        return self.params + self.buffers


def member(graph: Graph) -> Member:
    """A network's figures for the graph's batch.

    >>> from archcalc import build
    >>> member(build("lenet5"))
    Member(name='lenet5', params=61706, buffers=0, alive=5880, macs=416520)
    """
    counts = [figures(node) for node in graph.nodes]
    return Member(graph.about.name, sum(map(learned, graph.nodes)), sum(count.buffer for count in counts),
                  sum(measured(graph, "alive_at_peak")), sum(count.cost.macs for count in counts))


def report(graphs: Sequence[Graph], bytes_each: int, dtype: str) -> Report:
    """A row for each network, and one for each way to run them. Raises ArchcalcError where they cannot vote."""
    _check_answers(graphs)
    members = [member(whole(graph, "added to others")) for graph in graphs]
    notes = (
        "in turn: one network after another, each loaded for its turn: the memory of the largest",
        "loaded: one network after another, all of them loaded: all weights, and the most activations of one",
        "parallel: all at the same time: all weights and all activations; it takes as long as the largest network",
        f"memory: {dtype}; weights with running statistics; activations: the most alive at once for a batch of "
        f"{graphs[0].batch}, each freed after its last use, activation functions in place",
        *unfolded(dtype, graphs),
    )
    head = {"networks": [each.name for each in members], "batch": graphs[0].batch, "dtype": dtype}
    title = f"An ensemble of {len(members)} networks"
    return Report("archcalc/ensemble/1", (_members(members, bytes_each), _ways(members, bytes_each)), notes, head,
                  title=title)


def _check_answers(graphs: Sequence[Graph]) -> None:
    """Refuse networks whose answers are not about the same things."""
    if len(graphs) < 2:
        raise ArchcalcError.of("usage", "an ensemble is of two networks or more",
                               hint="the same one may stand several times: archcalc ensemble resnet18 resnet18")
    answers = [graph.nodes[graph.outputs[-1]].volume for graph in graphs]
    for graph, answer in zip(graphs, answers, strict=True):
        if answer != answers[0]:
            raise ArchcalcError.of(
                "answers", f"{quoted(graphs[0].about.name)} answers with {_written(answers[0])} and "
                f"{quoted(graph.about.name)} with {_written(answer)}: they cannot vote together",
                hint="--set classes=10 sets the classes of all")


def _written(shape: tuple[int, ...]) -> str:
    return f"{shape[0]:,} numbers" if len(shape) == 1 else f"a volume of {written((1, *shape))}"


def _members(members: Sequence[Member], bytes_each: int) -> Table:
    columns = (Column("name", "network", rank=0), Column("params", "params", "count", rank=0, total=True),
               Column("weight_bytes", "weights", "bytes", rank=0, total=True),
               Column("activation_bytes", "activations", "bytes", rank=1, total=True),
               Column("macs", "MACs", "count", rank=0, total=True))
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (each.name, each.params, each.held * bytes_each, each.alive * bytes_each, each.macs) for each in members)
    totals = {column.key: sum(row[i] for row in rows) for i, column in enumerate(columns) if column.total}
    return Table("networks", columns, rows, totals)


def _ways(members: Sequence[Member], bytes_each: int) -> Table:
    """One after another and in parallel: memory, and MACs in all and of what runs longest."""
    columns = (Column("way", "run", rank=0), Column("weight_bytes", "weights", "bytes", rank=1),
               Column("activation_bytes", "activations", "bytes", rank=1),
               Column("memory_bytes", "memory", "bytes", rank=0), Column("macs", "MACs", "count", rank=0),
               Column("longest_macs", "MACs in a row", "count", rank=0))
    largest = max(members, key=lambda each: each.held + each.alive)
    held, alive, macs = ([each.held for each in members], [each.alive for each in members],
                         [each.macs for each in members])
    ways = {"in turn": (largest.held, largest.alive, sum(macs)), "loaded": (sum(held), max(alive), sum(macs)),
            "parallel": (sum(held), sum(alive), max(macs))}
    rows = tuple((way, weights * bytes_each, values * bytes_each, (weights + values) * bytes_each, sum(macs), longest)
                 for way, (weights, values, longest) in ways.items())
    return Table("ways", columns, rows, title="One after another, and in parallel")
