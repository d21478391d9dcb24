"""Seconds of every layer of a network, run several times by itself."""

from __future__ import annotations

from archcalc.executor import threads
from archcalc.executor.backends import Backend
from archcalc.executor.program import Program
from archcalc.executor.run import RunSettings, drawn_inputs, held, mode
from archcalc.network.graph import Graph, with_values


def layer_seconds(graph: Graph, device: Backend, settings: RunSettings, runs: int) -> list[float]:
    """The least seconds of every node in so many runs, after one that is not counted. Raises ArchcalcError.

    What else a machine does makes a run longer, and never shorter.
    """
    with_values(graph, "run")
    weights = held(graph, device, settings).arrays
    with threads.using(settings.threads) as schedule:
        program = Program(graph, weights, device.namespace(), mode(device, settings, keep=True), (), schedule,
                          device.clock())
        given = drawn_inputs(graph, device, settings)
        rounds = [[made.seconds for made in program.steps(given)] for _ in range(runs + 1)]
    return [min(each) for each in zip(*rounds[1:], strict=True)]
