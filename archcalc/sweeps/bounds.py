"""Bounds that a network must meet: a memory in which it is trained or run, and conditions, each on its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph
from archcalc.sweeps.filters import Condition, parted
from archcalc.sweeps.network_totals import FIGURES, NUMBERS, Counting
from archcalc.training import checkpointing
from archcalc.training.autocast.conversions import converted
from archcalc.training.course import course
from archcalc.training.memory import Choices, Held, held, total
from archcalc.training.moments import peak
from archcalc.training.training_step import inference, training_step

if TYPE_CHECKING:
    from archcalc.training.adapters.lora import Lora


class Work(NamedTuple):
    """The work of a network: a step of training under some choices, checkpointed or not, or a forward pass alone.

    With `lora` adapters are trained.
    """

    choices: Choices
    checkpoint: str | None = None
    forward: bool = False
    lora: Lora | None = None

    def memory(self, graph: Graph) -> int:
        """The bytes at the largest moment: of the step; of a forward pass with parameters and running statistics."""
        self.choices.checked(graph)
        graph = converted(graph, self.choices.amp)
        if self.forward:
            fixed = total(Held, [held(node, self.choices) for node in graph.nodes])
            return inference(graph, self.choices).bytes + fixed.parameters + fixed.buffers
        choices = self.choices
        if self.lora is not None:
            from archcalc.training.adapters.adapted import adapted

            tuned = adapted(graph, self.lora)
            graph, choices = tuned.graph, tuned.chosen(choices)
        cuts = checkpointing.cuts(graph, choices, self.checkpoint) if self.checkpoint else ()
        return peak(training_step(course(graph, choices), cuts))


class FitBounds(NamedTuple):
    """The bytes of a memory, or None, and conditions that all must hold."""

    limit: int | None
    conditions: tuple[Condition, ...] = ()

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that decide, memory first where there is a limit."""
        asked = dict.fromkeys(name for each in self.conditions for name in sorted(each.names))
        return tuple(dict.fromkeys([*([MEMORY] if self.limit is not None else []), *asked]))

    def broken(self, figures: Mapping[str, Any]) -> Iterator[str]:
        """The bounds that these figures break, in words."""
        if self.limit is not None and figures[MEMORY] > self.limit:
            yield f"memory {units.mebibytes(figures[MEMORY])} of {units.mebibytes(self.limit)}"
        for each in self.conditions:
            if not each.holds(figures):
                found = ", ".join(f"{name} {_shown(name, figures[name])}" for name in sorted(each.names))
                yield f"{each.text}: {found}"


MEMORY = "memory_bytes"
"""The name of a network's memory at work among the figures."""


def _shown(name: str, value: Any) -> str:
    return units.mebibytes(value) if name == MEMORY or FIGURES[name].unit == "bytes" else units.count(value)


def bounds(limit: int | None, under: str | None) -> FitBounds:
    """FitBounds from words: conditions joined by `and` are taken one by one. Raises ArchcalcError.

    >>> [each.text for each in bounds(None, "params < 3M and (macs < 1G or depth < 9)").conditions]
    ['params < 3M', '(macs < 1G or depth < 9)']
    """
    return FitBounds(limit, parted(under, [*NUMBERS, MEMORY]))


def figures(graph: Graph, wanted: Collection[str], work: Work, counting: Counting) -> dict[str, Any]:
    """The figures of a network by name."""
    return {name: work.memory(graph) if name == MEMORY else FIGURES[name].of(graph, counting) for name in wanted}


class SizeVerdict(NamedTuple):
    """A size, judged: its figures, and the bounds that it breaks; or why there is no such network."""

    figures: Mapping[str, Any]
    broken: tuple[str, ...] = ()
    refused: ArchcalcError | None = None

    @property
    def fits(self) -> bool:
        """True where there is one, and it breaks nothing."""
        return not self.broken and self.refused is None
