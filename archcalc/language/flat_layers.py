"""The flat layers of a network, before their operators are parsed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import Any, Protocol

from archcalc.base.errors import Mistake, Place, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import USUAL_DTYPE
from archcalc.language.text.document import Value


class LentWeight(NamedTuple):
    """One weight that an earlier layer holds: its name here, that layer's full name, and its name there."""

    weight: str
    layer: str
    held: str


class Share(NamedTuple):
    """Weights taken from an earlier layer, by its full name; `wanted` says that there must be some.

    `weights` are those that are taken one by one, of whichever layers; then no others are.
    """

    layer: str
    place: Place | None
    transposed: bool = False
    wanted: bool = True
    weights: tuple[LentWeight, ...] = ()


HeldElsewhere = tuple[str, str, bool]
"""A weight that another layer holds: its name, the full name under which it stands there, whether it is transposed."""


class Layer(NamedTuple):
    """One operator of the network: its full name, its attributes as plain values, and the layers it reads."""

    name: str
    kind: str
    attributes: dict[str, Any]
    inputs: tuple[str, ...]
    path: tuple[str, ...] = ()
    place: Place | None = None
    values: dict[str, Value] = {}
    """The attributes as written, for their places."""
    shared: tuple[HeldElsewhere, ...] = ()
    """Weights that another layer holds."""
    used: Place | None = None
    """Where the module is used in which the layer stands."""
    share: Share | None = None
    """The layer whose weights it takes."""

    def told(self, mistake: Mistake) -> Mistake:
        """A mistake of the layer, told where the module is used in which it stands."""
        return mistake.within(self.name.rpartition("/")[0], self.used)


class Opened(NamedTuple):
    """The beginning of a module call, by its full name: what it reads, the module's own name, its parameters.

    `inputs` are the names that what it reads has inside, `place` is that of the call.
    """

    module: str
    sources: tuple[str, ...]
    kind: str = ""
    parameters: Mapping[str, Any] = {}
    inputs: tuple[str, ...] = ()
    place: Place | None = None


class Closed(NamedTuple):
    """The end of a module call: the layer that its name stands for."""

    module: str
    output: str


Layers = Generator[Layer | Opened | Closed, None, str]
"""Gives layers, between the marks of the module calls that they belong to; returns the name of the last one."""


class Gap(NamedTuple):
    """What a network that comes from elsewhere holds beyond its layers: its totals are at least so much.

    `without` are the nodes that have no rule, operator and name, in their order, and `behind` is the number of those
    that have one, and read what such nodes give. Of the `values` that its arrays hold, `read` stand in layers, all that
    these hold where it is None; `values` are None where it does not tell how many they are. `place` is where they are:
    in the file, in the module.
    """

    without: tuple[tuple[str, str], ...]
    behind: int
    read: int | None
    values: int | None
    place: str = "file"
    stopped: str = ""
    """What was not looked at, where reading it has stopped before its end."""

    @property
    def reason(self) -> str:
        """The first node without a rule, and how many others are not read: no rule for LSTM 'LSTM_79' ..."""
        if self.stopped:
            return self.stopped
        operator, name = self.without[0]
        more = f", nor for {len(self.without) - 1} more" if len(self.without) > 1 else ""
        noun = "1 operator" if self.behind == 1 else f"{self.behind} operators"
        behind = f"; {noun} behind {'them' if more else 'it'} {'is' if self.behind == 1 else 'are'} not read"
        return f"no rule for {quoted(operator, '')} {quoted(name)}{more}{behind if self.behind else ''}"

    @property
    def bound(self) -> str:
        """How much of the values is read: at least 902,512 of 13,520,258 values in the file."""
        if self.values is None or self.read is None:
            untold = f"those of layers whose arrays the {self.place} does not tell"
            return f"at least {self.read or 0:,} values, and {untold}"
        return f"at least {self.read:,} of {self.values:,} values in the {self.place}"


class LeftOut(NamedTuple):
    """A step that is not there, as its `if` is false: its name, or else its kind, and the condition as written."""

    step: str
    condition: str
    place: Place


Told = str | Gap | LeftOut | Opened | Closed
"""What an expansion tells besides layers: notes, what is left out, where module calls begin and end."""


def left_out(told: Iterable[Told]) -> tuple[LeftOut, ...]:
    """The steps that are not there, of what an expansion has told."""
    return tuple(step for step in told if isinstance(step, LeftOut))


def module_calls(told: Iterable[Told]) -> tuple[Opened, ...]:
    """The module calls, of what an expansion has told."""
    return tuple(call for call in told if isinstance(call, Opened))


class Demand(NamedTuple):
    """Demands on a network that comes from elsewhere: its options, its inputs' shapes, the images at once.

    `volume` tells the output shape of a layer that was given out before; `tell` takes a note for the table's foot, or
    what the layers leave out.
    """

    options: Mapping[str, Any]
    inputs: Mapping[str, Value]
    batch: int
    volume: Callable[[str], tuple[int, ...] | None]
    tell: Callable[[str | Gap], object]


class Origin(Protocol):
    """The source of a network's layers that was not written in the specification language."""

    @property
    def dtype(self) -> str:
        """The type of the network's numbers."""

    def layers(self, demand: Demand) -> Iterator[Layer]:
        """The flat layers, each after those that it reads; raises ArchcalcError."""

    def batch(self, asked: int, options: Mapping[str, Any]) -> int:
        """The images at once: those asked for, or as many as the file or an option says where one is asked for."""


def dtype_of(origin: Origin | None) -> str:
    """The type of a network's numbers: a file's own, else the usual one."""
    return origin.dtype if origin else USUAL_DTYPE
