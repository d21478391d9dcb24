"""Ways to hold a network while it is trained: on one device or copied on several, sharded, checkpointed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from archcalc.base.named_tuples import NamedTuple
from archcalc.training.checkpointing import Cuts, recomputed
from archcalc.training.course import Course, on_batch
from archcalc.training.memory import Held, total
from archcalc.training.moments import peak
from archcalc.training.sharding import STAGES, Sharding
from archcalc.training.training_step import training_step


class Strategy(NamedTuple):
    """One device under a strategy: its largest moment in bytes, bytes sent, MACs computed again, the largest batch.

    `stage` is ZeRO's, 0 where every device holds everything; `held` is there from step to step, with all gradients;
    `largest_batch` is None where no limit was given.
    """

    stage: int
    checkpointed: bool
    held: Held
    peak: int
    sent: int
    recomputed: int
    largest_batch: int | None = None


def sent(whole: Held, stage: int, devices: int) -> int:
    """The bytes that a device sends in a step: gradients summed in a ring; in stage 3, parameters gathered twice.

    Source: Rajbhandari et al. 2020, section 7.
    """
    moved = whole.gradients + (2 * whole.parameters if stage >= 3 else whole.parameters if stage else whole.gradients)
    return moved * (devices - 1) // devices


def ways(made: Course, cuts: Cuts, devices: int = 1, limit: int | None = None) -> Iterator[Strategy]:
    """Every way to train on so many devices, of `limit` bytes each, with the graph's batch on every one.

    Each is there twice if there are cuts at which to checkpoint.
    """
    graph = made.graph
    whole, widest = total(Held, made.held), max(layer.parameters for layer in made.held)
    batches = cache(lambda images: made if images == graph.batch else _rebatched(made, images))
    for at in ((), cuts) if cuts else ((),):
        for stage in STAGES if devices > 1 else (0,):
            sharding = Sharding(stage, devices)
            size = cache(partial(_peak, batches, at, sharding))
            yield Strategy(stage, bool(at), sharding.held(whole, widest), size(graph.batch),
                           sent(whole, stage, devices), recomputed(graph, at),
                           _largest(size, limit))


def _rebatched(made: Course, images: int) -> Course:
    from archcalc.training.largest_batch import rebatched

    return on_batch(made, rebatched(made.graph, images))


def _largest(size: Callable[[int], int], limit: int | None) -> int | None:
    if limit is None:
        return None
    from archcalc.training.largest_batch import largest

    return largest(size, limit)


def _peak(batches: Callable[[int], Course], cuts: Cuts, sharding: Sharding, images: int) -> int:
    return peak(training_step(batches(images), cuts, sharding))
