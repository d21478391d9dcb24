"""A program: classes with parameters and steps, those that others use first, the network's own last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.exporting.source.forms import HelperSource, OperatorForm
from archcalc.network.graph import Node


class ArgumentExpression(NamedTuple):
    """A value that follows from a class's parameters, as source text: width, 4 * width, width // 2."""

    text: str


class StepInput(NamedTuple):
    """Something that a step reads: an output of an earlier step, or, of step -1, one of the class's inputs."""

    step: int
    output: int = 0


class LoopRounds(NamedTuple):
    """A step done several times, each round reading what the one before gave.

    Its names are `before`, a number from `first` upwards, `after`; with `shared` all use the first round's weights.
    `carried` are the inputs that come from the round before. `growth` is what each argument grows by, round by round.
    """

    before: str
    first: int
    after: str
    count: Any
    carried: tuple[int, ...]
    growth: tuple[int, ...]
    shared: bool = False


class BlockStep(NamedTuple):
    """One step of a class: an operator, or a call of another class, by its number in the program.

    `member` is the step whose weights it uses, most often itself. `arguments` are values or expressions. `node` is the
    last layer that it stands for, in the class's first use. `lenders` are the weights that other steps hold, by the
    names under which they stand there: full ones, without what all of them in the class begin with.
    """

    name: str
    made: OperatorForm | int
    arguments: tuple[Any, ...]
    reads: tuple[StepInput, ...]
    outputs: int
    member: str
    node: Node
    rounds: LoopRounds | None = None
    lenders: tuple[tuple[str, str], ...] = ()


class BlockClass(NamedTuple):
    """A class: its parameters, the names of its inputs, its steps, and which of them it gives.

    `uses` are the full names of the calls that it stands for; none for the network itself. `parameters` are names.
    `entering` and `leaving` are the volumes of its first use.
    """

    name: str
    parameters: tuple[str, ...]
    inputs: tuple[str, ...]
    steps: tuple[BlockStep, ...]
    outputs: tuple[StepInput, ...]
    uses: tuple[str, ...]
    entering: tuple[tuple[int, ...], ...]
    leaving: tuple[tuple[int, ...], ...]


class TiedWeight(NamedTuple):
    """A weight that is another layer's: the layer, the weight's name in the operator, and those of its holder."""

    layer: Node
    weight: str
    holder: Node
    held: str


class NamedPart(NamedTuple):
    """A layer or call by its name within the call around it, and a word for what it is: conv, bottleneck."""

    name: str
    word: str


class SourceProgram(NamedTuple):
    """The classes, the network's own last; the weights that layers of different calls share; the helpers used."""

    classes: tuple[BlockClass, ...]
    tied: tuple[TiedWeight, ...]
    helpers: tuple[HelperSource, ...]
    paths: Mapping[str, tuple[NamedPart, ...]]
    """For every layer the calls that it stands in and its own name, each with a word for what it is."""
    forms: Mapping[str, OperatorForm]
    """For every layer its form."""

    @property
    def network(self) -> BlockClass:
        """The class of the whole network."""
        return self.classes[-1]
