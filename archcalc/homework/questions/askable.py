"""Figures that can be asked of a layer or of a whole network, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.homework.languages.spoken import Told
from archcalc.homework.questions import right_answers as of
from archcalc.homework.questions import worked_lines as how
from archcalc.homework.questions.choices import FIGURE as CHOICE
from archcalc.homework.questions.networks import AskedNetwork, plain_name
from archcalc.homework.questions.right_answers import AnswerSettings, Asked, Local, Target
from archcalc.homework.questions.worked_lines import Way, Working
from archcalc.network.graph import Node


class Figure(NamedTuple):
    """A figure that can be asked for.

    `look` says how its answers look: volume, count, memory, products or field. `targets` are its right answers;
    `local` its values for one operator, from which misconceptions are made; `work` their arithmetic, and `way` that of
    a figure which no operator alone decides. `hint` is the formula without a number. `given` is the figure from which
    this one is to be found, where it is asked the other way round. `adds_up` says that of several layers it is a sum.
    """

    name: str
    title: str
    aliases: str
    look: str
    question: str
    hint: str
    targets: Asked
    local: Local
    work: Working
    way: Way | None = None
    given: str = ""
    adds_up: bool = False
    of_axes: Mapping[int, str] = MappingProxyType({})
    """The question, where the axes that a layer works along ask for other words."""

    def question_about(self, node: Node) -> str:
        """The question in the words for a layer."""
        return self.of_axes.get(len(node.shape) - 2, self.question)

    def told(self, network: AskedNetwork, position: int | None, target: Target) -> Told:
        """A right answer with its arithmetic: that of a layer, or the sum of what several have."""
        if position is None:
            return how.total(self.targets, network, target) if self.adds_up else how.shown(target)
        if self.way is not None:
            return self.way(network, position, target)
        return how.at_node(self.work, network, position, target)


_SIZE = ("(size + 2*padding - kernel)/stride + 1 along each axis, rounded down unless the layer rounds up; the "
         "channels are the filters, and a pooling keeps them")
_WEIGHTS = "kernel height * kernel width * input channels, for every filter"
_BYTES = "height * width * channels of the output, times the bytes of a value (four in float32)"
_PRODUCTS = "every output value takes as many multiply-adds as a filter has weights"

_ROWS = (
    Figure("output", "volume", "shape output_shape output_volume output_size output_dimensions dimensions "
           "activation_map_dimensions feature_map_size feature_map activation_shape",
           "volume", "What is the output volume (height x width x channels)?", _SIZE,
           of.volume, of.of_volume, how.volume),
    Figure("height", "height", "output_height h",
           "count", "How high is the output?", _SIZE,
           of.axis("height"), of.of_axis("height"), how.axis("height")),
    Figure("width", "width", "output_width w",
           "count", "How wide is the output?", _SIZE,
           of.axis("width"), of.of_axis("width"), how.axis("width")),
    Figure("length", "length", "output_length l",
           "count", "How long is the output?", _SIZE,
           of.axis("length"), of.of_axis("length"), how.axis("length")),
    Figure("slices", "slices", "frames output_depth",
           "count", "How many slices, or frames, does the output have?", _SIZE,
           of.axis("depth"), of.of_axis("depth"), how.axis("depth")),
    Figure("channels", "channels", "output_channels depth c",
           "count", "How many channels does the output have?", "every filter makes one channel",
           of.axis("channels"), of.of_axis("channels"), how.axis("channels")),
    Figure("params", "params", "parameters number_of_parameters param",
           "count", "How many parameters does it have?", f"{_WEIGHTS}; and one bias for every filter, if it has biases",
           of.params, of.of_params, how.arrays("weight", "affine", "bias"), adds_up=True),
    Figure("weights", "weights", "number_of_weights weight",
           "count", "How many weights does it have, biases left out?", _WEIGHTS,
           of.of_roles("weight"), of.of_role("weight"), how.arrays("weight"), adds_up=True),
    Figure("biases", "biases", "number_of_biases bias",
           "count", "How many biases does it have?", "one bias for every filter",
           of.of_roles("bias"), of.of_role("bias"), how.arrays("bias"), adds_up=True),
    Figure("affine", "scale and shift", "affine_parameters",
           "count", "How many scales and shifts does it learn?", "a scale and a shift for every channel",
           of.of_roles("affine"), of.of_role("affine"), how.arrays("affine"), adds_up=True),
    Figure("buffers", "running statistics", "statistics non_trainable",
           "count", "How many running statistics does it keep?", "a mean and a variance for every channel",
           of.of_roles("buffer"), of.of_role("buffer"), how.arrays("buffer"), adds_up=True),
    Figure("memory", "memory", "mem mem. activations activation_memory",
           "memory", "How much memory does its output take?", _BYTES,
           of.memory, of.of_memory, how.memory, adds_up=True),
    Figure("bytes", "bytes", "memory_bytes activation_bytes memory_in_bytes",
           "memory", "How many bytes does its output take?", _BYTES,
           of.in_bytes, of.of_memory, how.memory, adds_up=True),
    Figure("neurons", "neurons", "values output_values activation_units activation_size units",
           "count", "How many values does its output have?", "height * width * channels of the output",
           of.neurons, of.of_neurons, how.memory),
    Figure("macs", "MACs", "mult_adds multadds multiply_adds multiply_accumulates operations",
           "products", "How many multiply-adds does it take?", _PRODUCTS,
           of.macs, of.of_macs, how.macs, adds_up=True),
    Figure("flops", "FLOPs", "flop",
           "products", "How many FLOPs does it take, two for a multiply-add?", f"{_PRODUCTS}, of two FLOPs each",
           of.flops, of.of_macs, how.macs, adds_up=True),
    Figure("receptive_field", "receptive field", "sees rf field receptive receptive_field_size",
           "field", "How large is its receptive field?",
           "1, and for each layer dilation * (kernel - 1) times the product of the strides before it",
           of.field("size"), of.of_none, how.number, how.field),
    Figure("effective_stride", "effective stride", "jump total_stride",
           "field", "How many pixels of the input lie between neighbours of its output?",
           "the product of all strides so far",
           of.field("stride"), of.of_none, how.number),
    Figure("layers", "weight layers", "number_of_layers",
           "count", "How many layers with weights does it have?", "convolutions and fully connected layers",
           of.weight_layers, of.of_none, how.number),
)
FIGURES = {figure.name: figure for figure in _ROWS}
_ALIASES = {alias: row for row in _ROWS for alias in (row.name, plain_name(row.title), *row.aliases.split())}


def known(name: str) -> Figure | None:
    """The figure of a name, or None."""
    return _ALIASES.get(plain_name(name).removeprefix("#").strip("_?"))


def is_asked(name: str) -> bool:
    """True where a key that ends in a name is a question's: a figure's, or one of choice."""
    return plain_name(name) == CHOICE or known(name) is not None


def figure(name: str) -> Figure:
    """The figure of a name. Raises ArchcalcError, with the nearest."""
    found = known(name)
    if found is None:
        raise unknown("figure", name, tuple(FIGURES))
    return found


class Question(NamedTuple):
    """A figure of a layer of a network (position None: of the network itself), and the key under which it is asked."""

    key: str
    network: AskedNetwork
    position: int | None
    figure: Figure

    def targets(self, settings: AnswerSettings) -> tuple[Target, ...]:
        """The right answers, the one expected first. Raises ArchcalcError where there is none."""
        known, asked = self.network.found, (self.figure.name, self.position, settings)
        if asked not in known:
            known[asked] = tuple(self.figure.targets(self.network, self.position, settings))
        found: tuple[Target, ...] = known[asked]
        if not found:
            whose = "such a layer" if self.position is not None else "such a network"
            raise ArchcalcError.of("figure", f"{self.key}: {whose} has no {self.figure.title}",
                                   hint="ask for another figure, or mark the cell -")
        return found
