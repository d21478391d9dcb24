"""Operators: attributes that parse themselves, and the rules from which every figure is derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, dataclass_transform

from archcalc.base.axis_order import Grouped, Signal
from archcalc.base.errors import Refused, quoted
from archcalc.base.named_tuples import written
from archcalc.operators.attributes import Kind, SameAs, fitted
from archcalc.operators.reading import ALL, UNKNOWN, Along, Reads, aligned, under
from archcalc.operators.rule_results import POINTWISE, Cost, Shape, Weight, Window, plain_window
from archcalc.operators.saved_for_backward import INPUTS, Circumstances, Saved
from archcalc.operators.traits import declared, refuse

if TYPE_CHECKING:
    from archcalc.operators import arrays
    from archcalc.operators.matrices import Matrix

    Array = arrays.Array
    Arrays = arrays.Arrays
else:
    # for the annotations of `forward` alone: a table is made without reading the array surface
    Array = Arrays = Any

__all__ = ["POINTWISE", "Array", "Arrays", "Cost", "Op", "SameAs", "Shape", "Weight", "Window", "plain_window"]


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Op:
    """An operator with its attributes: immutable, comparable, printable.

    A subclass declares attributes by annotation, with kinds of `archcalc.operators.attributes`, and states its rules,
    which take the input shapes as separate arguments.
    """

    __slots__ = ("__dict__", "_hash")
    _hash: int

    known: ClassVar[dict[str, type[Op]]] = {}
    """Every operator loaded so far, by kind."""

    kind: ClassVar[str] = ""
    traits: ClassVar[Set[str]] = frozenset()
    """What it is and does, in words of `archcalc.operators.traits`: its own, its bases', and what they bring along."""
    names: ClassVar[frozenset[str]] = frozenset()
    """Its kind and its traits: the words by which a convention selects it."""
    fields: ClassVar[dict[str, Kind]] = {}
    per_axis: ClassVar[tuple[str, ...]] = ()
    """The attributes that are told axis by axis, or in one number for all axes."""
    on_signals: ClassVar[bool] = False
    """True of an operator settled for a signal, which the axes of an array do not tell from tokens."""
    in_groups: ClassVar[bool] = False
    """True of an operator settled for tokens in groups, which the axes of an array do not tell from an image."""
    defaults: ClassVar[dict[str, Any]] = {}
    inputs: ClassVar[tuple[int, int | None]] = (1, 1)
    """The fewest and the most inputs."""
    reads_also: ClassVar[str] = ""
    """The key by which a step names the last of its inputs, one more layer: memory, state."""
    undoes: ClassVar[str] = ""  # the kind whose way back it is: the layer named last gives its attributes and input
    stem: ClassVar[str] = ""
    """What unnamed layers are called, a number behind it, where that is not their kind: fc1."""
    stem_of_modules: ClassVar[bool] = True  # of a file's own called so, too; not if the second edition brought the name
    keras: ClassVar[str] = ""
    pytorch: ClassVar[str] = ""
    """Its class there, where that is not its kind in capitals: Conv2D, but Softmax."""
    elsewhere: ClassVar[tuple[str, ...]] = ()
    """What else papers and other libraries call it, in small letters alone."""
    sign: ClassVar[str] = ""
    """What papers draw in a circle for it."""
    notations: ClassVar[Mapping[str, Callable[..., dict[str, Any]] | None]] = {}
    """How papers write it, CONV{kernel}-{filters}, and the rule for the attributes that this leaves unsaid."""
    drawn_as: ClassVar[str] = ""
    """The family whose colour it has in drawings, where that is not its own."""
    keeps: ClassVar[str] = INPUTS
    """Which volumes the backward pass needs."""
    writes: ClassVar[bool] = False
    """True where it has a rule `write` of its own."""

    def __init_subclass__(cls, *, registered: bool = True, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: hint.__metadata__[0] for name, hint in cls.__annotations__.items()
               if hasattr(hint, "__metadata__")}
        if taken := [name for name in own if hasattr(Op, name)]:
            refuse(cls, {name: Refused("operator", f"{quoted(name)} is an operator's own word, and no attribute's",
                                       hint=f"write {name}_") for name in taken})
        cls.fields = cls.fields | {name.rstrip("_"): kind for name, kind in own.items()}
        cls.per_axis = tuple(name for name, kind in cls.fields.items() if kind.fit is not None)
        cls.defaults = cls.defaults | {name.rstrip("_"): getattr(cls, name) for name in own if hasattr(cls, name)}
        inherited = frozenset[str]().union(*(getattr(base, "traits", ()) for base in cls.__bases__))
        cls.traits = declared(cls, vars(cls).get("traits", frozenset())) | inherited
        if cls.drawn_as:
            declared(cls, {cls.drawn_as})
        cls.names, cls.writes = frozenset({cls.kind, *cls.traits}), cls.write is not Op.write
        if "kind" in vars(cls):
            if cls.output is Op.output:
                refuse(cls, {cls.__name__: Refused("operator", "there is no rule `output`",
                                                   hint="def output(self, x): return x")})
            if registered:
                Op.known[cls.kind] = cls

    def __init__(self, **attributes: Any) -> None:
        values = self.defaults | attributes
        for name, value in values.items():
            if type(value) is SameAs:
                values[name] = values[value.name]
        object.__setattr__(self, "__dict__", {_stored(name): values[name] for name in self.fields})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self.kind} is immutable: make another one with replace()")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", hash((self.kind, *self.__dict__.values())))
            return self._hash

    def __repr__(self) -> str:
        return written(self.kind, self.attributes.items(), self.defaults)

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes by name, defaults included."""
        return {name: self.__dict__[_stored(name)] for name in self.fields}

    def replace(self, **attributes: Any) -> Self:
        """The same operator with some attributes changed."""
        return type(self)(**self.attributes | attributes).marked(self.on_signals, self.in_groups)

    def for_signals(self, on_signals: bool) -> Self:
        """The same operator, settled for signals or for anything else."""
        return self.marked(on_signals, False)

    def marked(self, on_signals: bool, in_groups: bool) -> Self:
        """The same operator, settled for signals, for tokens in groups, or for what the number of axes alone tells."""
        if on_signals == self.on_signals and in_groups == self.in_groups:
            return self
        settled = type(self)(**self.attributes)
        marks = {"on_signals": on_signals, "in_groups": in_groups}  # the class's are left out: equal ones are equal
        settled.__dict__.update({name: True for name, is_so in marks.items() if is_so})
        return settled

    def settled(self, *inputs: Shape) -> Self:
        """The operator for inputs of these shapes: what is told in one number for all axes is told for each.

        Raises `Refused` where an attribute is told for other axes than there are.
        """
        told = {name: self.__dict__[_stored(name)] for name in self.per_axis}
        changed = fitted(self.kind, self.fields, told, len(inputs[0]) - 2 if inputs else 0)
        return (self.replace(**changed) if changed else self).marked(self.takes_signals(*inputs),
                                                                          bool(inputs) and type(inputs[0]) is Grouped)

    def channel_axis(self, x: Shape) -> int:
        """The axis of the channels; of tokens and vectors, that of their features."""
        return 1 if self.on_signals or (len(x) in (4, 5) and not self.in_groups) else len(x) - 1

    def takes_signals(self, *inputs: Shape) -> bool:
        """True where the channels of its first input are the first of two axes."""
        return len(inputs) > 0 and type(inputs[0]) is Signal

    # The rules where an operator states none; `*inputs: Any, **_: Any` lets it state one for as many as it takes.

    def output(self, *inputs: Any, **_: Any) -> Shape:
        """The shape of the output. Every operator has this rule; it raises `Refused` for inputs that do not fit."""
        raise NotImplementedError

    def weights(self, *inputs: Any, **_: Any) -> dict[str, Weight]:
        """The arrays that it holds, by name: none."""
        return {}

    def matrices(self, *inputs: Any, **_: Any) -> Mapping[str, Matrix]:
        """The weight matrices of an operator that multiplies by several, by name, in their order: none."""
        return {}

    def cost(self, output: Shape, *inputs: Any, **_: Any) -> Cost:
        """Its operations: none."""
        return Cost()

    def window(self, *inputs: Any, **_: Any) -> Window:
        """The inputs that an output sees: that at its own place."""
        return POINTWISE

    def reads(self, output: Shape, *inputs: Any, **_: Any) -> tuple[Reads, ...]:
        """The places that an output value reads, for each input: those under its window, or that at its own place."""
        window, several = self.window(*inputs), len(inputs) > 1
        return tuple(aligned(x, output) if window == POINTWISE and (several or x == output or len(x) != 4)
                     else self._under(window, x, output) for x in inputs)

    def _under(self, window: Window, x: Shape, output: Shape) -> tuple[Along, ...]:
        own = "by-channel" in self.traits and x[1] == output[1]
        mixed = "across-channels" in self.traits and self.attributes.get("groups", 1) == 1
        return under(window, x, output, Along(1) if own else ALL if mixed else UNKNOWN)

    def torch_functions(self, *inputs: Any, **_: Any) -> tuple[str, ...]:
        """The functions of PyTorch that compute it, of those by which autocast chooses the type of its numbers."""
        return (self.kind,)

    def is_view(self, training: bool) -> bool:
        """True where the output is the input's own memory, in training or in use: as the trait `view` says."""
        return "view" in self.traits

    def needs(self, when: Circumstances) -> str:
        """The volumes that the backward pass needs: as `keeps` says, under all circumstances."""
        return self.keeps

    def saved(self, when: Circumstances, output: Shape, *inputs: Any, **_: Any) -> Saved:
        """The values that the backward pass needs besides volumes: none."""
        return Saved()

    def gradients_inside(self, output: Shape, *inputs: Any, **_: Any) -> int:
        """The values of gradients of its own steps that are alive while it goes backward: none."""
        return 0

    def forward(self, xp: Any, *arrays: Any, **weights: Any) -> Any:
        """The output array from those of the inputs, in the array namespace `xp`. Raises `Refused` without a rule."""
        raise Refused("operator", f"{self.kind} has no rule `forward`: it cannot be run",
                      hint="archcalc show counts it")

    def write(self, xp: Any, x: Any, out: Any) -> Any:
        """The output array of one input, written into `out`, which may be the input's own."""
        out[...] = self.forward(xp, x)
        return out

    def channel_factors(self, xp: Any, *_: Any, **weights: Any) -> tuple[Any, Any]:
        """One factor and one addend for each channel, of an operator that is no more than these."""
        raise NotImplementedError

    def reading_note(self, *inputs: Any, **_: Any) -> str:
        """The note under a table that tells how it takes its inputs, where that may not be what was meant: none."""
        return ""

    def summary(self, *inputs: Any, **_: Any) -> str:
        """What it does, in the lecture's words (`96 11x11 filters at stride 4, pad 0`): its name."""
        return self.kind.replace("_", " ")

    def description(self, *inputs: Any) -> str:
        """Its summary, and that it has no bias where it might: all that its figures follow from."""
        unbiased = self.attributes.get("bias") is False
        return f"{self.summary(*inputs)}{', no bias' if unbiased else ''}"

    def notation(self, *inputs: Any, **_: Any) -> str:
        """The lecture's short notation (CONV3-64, POOL2, FC-4096): its name."""
        return self.kind.replace("_", " ").upper()


@cache
def _stored(name: str) -> str:
    """An attribute that bears a rule's name is stored with an underscore after it, as Python does."""
    return f"{name}_" if hasattr(Op, name) else name
