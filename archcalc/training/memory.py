"""The memory that one step of training needs, part by part."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import prod
from typing import NamedTuple, TypeVar

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.suggestions import did_you_mean, one_of, unknown
from archcalc.counting.measures.autograd import Saving, readings, saved
from archcalc.network.graph import Graph, Node
from archcalc.training import optimizers
from archcalc.training.live_gradients import live
from archcalc.training.precision import Precision, precision

MODES = ("train", "eval")
NORMS = ("fused", "composed")
MASKS = {"values": None, "bytes": 1}
"""What a dropout mask takes: PyTorch multiplies by values on the CPU, and keeps a byte for each on CUDA."""
INDEX = 8
"""The bytes of a place of a maximum, an int64 in PyTorch."""


class Kept(NamedTuple):
    """Bytes saved for the backward pass, by kind: values, places of maxima, masks of dropout."""

    floats: int = 0
    indices: int = 0
    masks: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


class Held(NamedTuple):
    """Bytes that are held from step to step: parameters, running statistics, gradients, the optimizer's state."""

    parameters: int = 0
    buffers: int = 0
    gradients: int = 0
    optimizer: int = 0


class Need(NamedTuple):
    """The memory of one training step in bytes, part by part.

    `saved` holds the input, too, where a layer keeps it; `input` is what is there besides. `live_gradients` are the
    most gradients of activations at once. Gradients of parameters and the optimizer's state are those of the layers
    that are trained.
    """

    parameters: int
    buffers: int
    gradients: int
    optimizer: int
    saved: Kept
    live_gradients: int
    input: int

    @property
    def total(self) -> int:
        """All parts."""
        return (self.parameters + self.buffers + self.gradients + self.optimizer + self.saved.total
                + self.live_gradients + self.input)

    @property
    def parts(self) -> dict[str, int]:
        """The parts of the total, by name."""
        return {**self._asdict(), "saved": self.saved.total}


class Choices(NamedTuple):
    """Choices of a training step: optimizer, type of numbers, and what the framework chooses.

    That is whether activations work in place, whether norms are fused, and the bytes of one value of a dropout mask
    (None: as many as an activation's). `frozen` layers, by name, are not trained.
    """

    optimizer: str = "adam"
    dtype: str = "float32"
    mode: str = "train"
    in_place: bool = True
    fused: bool = True
    mask_bytes: int | None = None
    frozen: frozenset[str] = frozenset()

    @classmethod
    def of(cls, optimizer: str, dtype: str, mode: str, *, in_place: bool, norms: str, masks: str) -> Choices:
        """The choices as they are named. Raises ArchcalcError for names that do not exist."""
        for option, name, names in (("--norms", norms, NORMS), ("--masks", masks, tuple(MASKS))):
            if name not in names:
                raise ArchcalcError.of("usage", f"{option} takes no {quoted(name)}", hint=did_you_mean(name, names),
                                       expected=one_of(names))
        return cls(optimizer, dtype, mode, in_place, norms == "fused", MASKS[masks])

    @property
    def saving(self) -> Saving:
        """The circumstances of what is saved."""
        return Saving(self.mode == "train", self.in_place, self.fused, self.frozen)

    @property
    def precision(self) -> Precision:
        """The bytes of a number in each role."""
        return precision(self.dtype)

    def checked(self, graph: Graph) -> Choices:
        """The same, if every name in it exists. Raises ArchcalcError."""
        optimizers.load(self.optimizer)
        precision(self.dtype)
        if self.mode not in MODES:
            raise unknown("mode", self.mode, MODES)
        names = {node.name for node in graph.nodes}
        for name in self.frozen - names:
            raise unknown("layer", name, names)
        return self


def need(graph: Graph, *, optimizer: str = "adam", dtype: str = "float32", mode: str = "train",
         frozen: Collection[str] = ()) -> Need:
    """The needs of a training step, with the layers named in `frozen` fixed. Raises ArchcalcError for unknown names.

    Frozen layers have neither gradients nor state; below the lowest trained layer nothing is saved.

    >>> from archcalc import build
    >>> parts = need(build("vgg16"), optimizer="momentum")
    >>> parts.parameters, parts.saved.indices, parts.total
    (553430176, 12242944, 1759235552)
    """
    return needed(graph, Choices(optimizer, dtype, mode, frozen=frozenset(frozen)).checked(graph))


def needed(graph: Graph, choices: Choices) -> Need:
    """The needs of a training step under some choices, which exist."""
    return Need(*total(Held, (held(node, choices) for node in graph.nodes)), total(Kept, kept(graph, choices)),
                live_bytes(graph, choices), unsaved_input(graph, choices))


def live_bytes(graph: Graph, choices: Choices) -> int:
    """The bytes of the largest live gradients of activations."""
    return max(live(graph, choices.saving)) * choices.precision.activation


def held(node: Node, choices: Choices) -> Held:
    """The bytes of a layer from step to step: its parameters, and what goes with them where it is trained."""
    number, state = choices.precision, optimizers.load(choices.optimizer).state
    weights = node.op.weights(*node.input_shapes).values()
    trained = [weight.shape for weight in weights if weight.role != "buffer"]
    values, buffers = sum(map(prod, trained)), sum(prod(weight.shape) for weight in weights if weight.role == "buffer")
    parameters, running = values * number.parameter, buffers * number.state
    if node.name in choices.frozen:
        return Held(parameters, running, 0, 0)
    remembered = sum(state(shape, number.state) for shape in trained)
    return Held(parameters, running, values * number.gradient, remembered + values * number.master)


def kept(graph: Graph, choices: Choices, *, outputs: bool = True) -> list[Kept]:
    """The values saved for the backward pass at every node; a shared array is counted where it was made.

    Without `outputs`, what is saved besides them.
    """
    number = choices.precision
    mask = choices.mask_bytes or number.activation
    return [Kept((outputs * each.output + each.parts) * number.activation + each.statistics * number.statistic,
                 each.maxima * INDEX, each.masks * mask) for each in saved(graph, choices.saving)]


def unsaved_input(graph: Graph, choices: Choices) -> int:
    """The bytes of the inputs that no layer saves."""
    saves = frozenset[int]().union(*readings(graph, choices.saving))
    return sum(prod(node.shape) for i, node in enumerate(graph.nodes)
               if not node.inputs and i not in saves) * choices.precision.activation


_Parts = TypeVar("_Parts", Held, Kept)


def total(parts: type[_Parts], rows: Iterable[_Parts]) -> _Parts:
    """The sum of some rows of parts, part by part; nothing of each where there are no rows."""
    return parts(*map(sum, zip(*(parts(), *rows), strict=True)))
