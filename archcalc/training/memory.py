"""The memory of layers in training: what they hold from step to step, and what they keep for the backward pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod
from typing import TypeVar

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean, one_of, unknown
from archcalc.counting.measures.autograd import Saving, readings, saved
from archcalc.network.graph import Graph, Node
from archcalc.operators.operator import Shape
from archcalc.operators.saved_for_backward import Saved
from archcalc.training import optimizers
from archcalc.training.autocast.autocast_policies import Autocast
from archcalc.training.autocast.conversions import volume_widths
from archcalc.training.precision import FOUR_BITS, Precision, precision

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


class Choices(NamedTuple):
    """Choices of a training step: optimizer, type of numbers, and what the framework chooses.

    That is whether activations work in place, whether norms are fused, and the bytes of one value of a dropout mask
    (None: as many as an activation's). `frozen` layers, by name, are not trained. `step` is how the optimizer makes its
    step (None: as PyTorch does on a CPU). Of `accumulate` batches the gradients are added up before a step. Under `amp`
    PyTorch's autocast converts numbers to 16 bits and back. Matrices of `packed` layers are held in 4 bits, as `base`
    says.
    """

    optimizer: str = "adam"
    dtype: str = "float32"
    mode: str = "train"
    in_place: bool = True
    fused: bool = True
    mask_bytes: int | None = None
    frozen: frozenset[str] = frozenset()
    step: str | None = None
    accumulate: int = 1
    amp: Autocast | None = None
    base: str = ""
    packed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, optimizer: str, dtype: str, mode: str, *, in_place: bool, norms: str, masks: str,
           step: str | None = None, on_gpu: bool = False) -> Choices:
        """The choices as they are named. Raises ArchcalcError for names that do not exist.

        A `step` that is not named is the one that PyTorch makes on a GPU, or else on a CPU.
        """
        for option, name, names in (("--norms", norms, NORMS), ("--masks", masks, tuple(MASKS))):
            if name not in names:
                raise ArchcalcError.of("usage", f"{option} takes no {quoted(name)}", hint=did_you_mean(name, names),
                                       expected=one_of(names))
        made = optimizers.load(optimizer).step(step, on_gpu=on_gpu)
        return cls(optimizer, dtype, mode, in_place, norms == "fused", MASKS[masks], step=made)

    @property
    def saving(self) -> Saving:
        """The circumstances of what is saved."""
        return Saving(self.mode == "train", self.in_place, self.fused, self.frozen, self.amp is not None)

    @property
    def precision(self) -> Precision:
        """The bytes of a number in each role."""
        return precision(self.dtype)

    @property
    def made_step(self) -> str | None:
        """The way in which the optimizer makes its step; None where it does not say."""
        return optimizers.load(self.optimizer).step(self.step)

    @property
    def step_words(self) -> str:
        """That way in words."""
        return "unknown" if self.made_step is None else f"{self.made_step}, {optimizers.STEPS[self.made_step]}"

    def checked(self, graph: Graph) -> Choices:
        """The same, if every name in it exists. Raises ArchcalcError."""
        optimizers.load(self.optimizer).step(self.step)
        precision(self.dtype)
        if self.amp is not None and self.dtype != "float32":
            raise ArchcalcError.of("usage", f"--amp converts from float32, found {self.dtype}",
                                   hint="--dtype float32")
        if self.mode not in MODES:
            raise unknown("mode", self.mode, MODES)
        names = {node.name for node in graph.nodes}
        for name in self.frozen - names:
            raise unknown("layer", name, names)
        return self


def held(node: Node, choices: Choices) -> Held:
    """The bytes of a layer from step to step: its parameters, and what goes with them where it is trained.

    Weights that another layer holds are that layer's.
    """
    number, state = choices.precision, optimizers.load(choices.optimizer).state
    own = [weight for name, weight in node.op.weights(*node.input_shapes).items() if name not in node.elsewhere]
    learnable = [weight.shape for weight in own if weight.role != "buffer"]
    values, buffers = sum(map(prod, learnable)), sum(prod(weight.shape) for weight in own if weight.role == "buffer")
    parameters, running = values * number.parameter, buffers * number.state
    if node.name in choices.packed:
        parameters = sum(FOUR_BITS[choices.base].held(prod(weight.shape)) if weight.role == "weight" else
                         prod(weight.shape) * number.parameter for weight in own)
    if node.name in choices.frozen:
        return Held(parameters, running, 0, 0)
    remembered = sum(state(shape, number.state) for shape in learnable)
    return Held(parameters, running, values * number.gradient, remembered + values * number.master)


def unpacked(node: Node, choices: Choices) -> int:
    """The bytes in which a layer's matrix of 4 bits is there while it works; of others none."""
    if node.name not in choices.packed:
        return 0
    matrices = [weight.shape for weight in node.op.weights(*node.input_shapes).values() if weight.role == "weight"]
    return sum(FOUR_BITS[choices.base].unpacked(prod(shape), choices.precision.activation) for shape in matrices)


def trained(node: Node, choices: Choices) -> list[Shape]:
    """The shapes of a layer's arrays that are trained."""
    return [] if node.name in choices.frozen else [
        weight.shape for name, weight in node.op.weights(*node.input_shapes).items()
        if weight.role != "buffer" and name not in node.elsewhere]


def step_temporaries(shapes: Sequence[Shape], choices: Choices) -> int:
    """The bytes that the optimizer's step on some arrays makes for itself at once.

    A master copy is stepped by float32 gradients.
    """
    optimizer, number, step = optimizers.load(choices.optimizer), choices.precision, choices.made_step
    made = optimizer.temporaries[step](shapes) if step else 0
    sizes = list(map(prod, shapes))
    copies = (max(sizes, default=0) if step == "loop" else sum(sizes)) if number.master else 0
    return (made + copies) * number.state


def kept(graph: Graph, choices: Choices, *, outputs: bool = True) -> list[Kept]:
    """The values saved for the backward pass at every node; a shared array is counted where it was made.

    Without `outputs`, what is saved besides them.
    """
    return [_in_bytes(each if outputs else each._replace(output=0), choices, width)
            for each, width in zip(saved(graph, choices.saving), widths(graph, choices), strict=True)]


def widths(graph: Graph, choices: Choices) -> list[int]:
    """For every node, the bytes of a number of its output."""
    return volume_widths(graph, choices.amp, choices.precision.activation)


def made_beside(graph: Graph, choices: Choices) -> list[Kept]:
    """The values that every node makes besides its output, whether or not they are kept for a backward pass."""
    saving = choices.saving
    return [_in_bytes(node.op.saved(saving.at(node), node.shape, *node.input_shapes), choices, width)
            for node, width in zip(graph.nodes, widths(graph, choices), strict=True)]


def _in_bytes(values: Saved, choices: Choices, width: int) -> Kept:
    """The same in bytes, where a number of the layer's volumes takes `width`."""
    return Kept((values.output + values.parts) * width + values.statistics * choices.precision.statistic,
                values.maxima * INDEX, values.masks * (choices.mask_bytes or width))


def unsaved_input(graph: Graph, choices: Choices) -> int:
    """The bytes of the inputs that no layer saves."""
    saves = frozenset[int]().union(*readings(graph, choices.saving))
    return sum(prod(node.shape) for i, node in enumerate(graph.nodes)
               if node.is_entrance and i not in saves) * choices.precision.activation


_Parts = TypeVar("_Parts", Held, Kept)


def total(parts: type[_Parts], rows: Iterable[_Parts]) -> _Parts:
    """The sum of some rows of parts, part by part; nothing of each where there are no rows."""
    return parts(*map(sum, zip(*(parts(), *rows), strict=True)))
