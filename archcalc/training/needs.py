"""The memory that one step of training needs, part by part, and at its largest moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Graph
from archcalc.training.course import Course, course
from archcalc.training.memory import Choices, Kept
from archcalc.training.moments import Event, Moment, largest_moment
from archcalc.training.training_step import SAVED, training_step


class Need(NamedTuple):
    """The memory of one training step in bytes, part by part, each at its largest.

    `saved` holds the input, too, where a layer keeps it; `input` is what is there besides. `live_gradients` are the
    most gradients of activations at once, and of shared weights before they are added up. Gradients of parameters and
    the optimizer's state are those of the layers that are trained. `volumes` are outputs that are read or have a name,
    but are not saved, and labels; `loss` what cross entropy makes; `temporaries` what the optimizer makes in its step.
    Not all of them meet: `moment` is the largest moment of the step, which holds less than all parts together.
    """

    parameters: int
    buffers: int
    gradients: int
    optimizer: int
    saved: Kept
    live_gradients: int
    input: int
    volumes: int
    loss: int
    temporaries: int
    moment: Moment

    @property
    def peak(self) -> int:
        """The most bytes that are held at once."""
        return self.moment.bytes

    @property
    def total(self) -> int:
        """All parts together, each at its largest: an upper bound of the peak."""
        return sum(self.moment.largest.values())


def need(graph: Graph, *, optimizer: str = "adam", dtype: str = "float32", mode: str = "train",
         frozen: Collection[str] = ()) -> Need:
    """The needs of a training step, with the layers named in `frozen` fixed. Raises ArchcalcError for unknown names.

    Frozen layers have neither gradients nor state; below the lowest trained layer nothing is saved.

    >>> from archcalc import build
    >>> parts = need(build("vgg16"), optimizer="momentum")
    >>> parts.parameters, parts.saved.indices, parts.peak
    (553430176, 12242944, 1722996872)
    """
    return needed(course(graph, Choices(optimizer, dtype, mode, frozen=frozenset(frozen)).checked(graph)))


def needed(made: Course) -> Need:
    """The needs of a training step."""
    return needed_for(training_step(made))


def needed_for(events: Sequence[Event]) -> Need:
    """The needs of a training step that has these events."""
    moment = largest_moment(events)
    most = {**dict.fromkeys((*Need._fields, *SAVED), 0), **moment.largest}
    saved = Kept(*(most[part] for part in SAVED))
    return Need(most["parameters"], most["buffers"], most["gradients"], most["optimizer"], saved,
                most["live_gradients"], most["input"], most["volumes"], most["loss"], most["temporaries"], moment)
