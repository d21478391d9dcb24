"""What an operator is: attributes that parse themselves, and the rules from which every figure is derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Kind
from archcalc.operators.saved_for_backward import INPUTS, Circumstances, Saved

Shape = tuple[int, ...]
"""Every axis, batch first: (n, c, h, w) for volumes, (n, t, d) for tokens, (n, d) for vectors."""


class Weight(NamedTuple):
    """A named array that an operator holds: its shape, and its role, which decides where it is counted.

    Roles: weight, bias, affine (a norm's scale and shift), buffer (not trainable: running statistics).
    """

    shape: Shape
    role: str = "weight"


class Cost(NamedTuple):
    """Operations by kind. One multiply with its add is one mac; the others are counted apart.

    `paired` says how many of the macs multiply two values that depend on the input: attention's scores and mixtures.
    """

    macs: int = 0
    adds: int = 0
    compares: int = 0
    divides: int = 0
    exponentials: int = 0
    paired: int = 0


class Window(NamedTuple):
    """Which inputs one output sees along height and width; an upsampling operator is `transposed`."""

    kernel: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    dilation: tuple[int, int] = (1, 1)
    transposed: bool = False


POINTWISE = Window((1, 1))


class SameAs(NamedTuple):
    """A default that is another attribute's value: `stride: Pair = same_as("kernel")`."""

    name: str


def same_as(name: str) -> Any:
    """The default that follows the attribute `name`."""
    return SameAs(name)


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
    family: ClassVar[str] = ""
    fields: ClassVar[dict[str, Kind]] = {}
    defaults: ClassVar[dict[str, Any]] = {}
    inputs: ClassVar[tuple[int, int | None]] = (1, 1)
    """The fewest and the most inputs."""
    batched: ClassVar[bool] = False
    """Whether the output's first axis is as long as there are images at once, whatever the rule says."""
    view: ClassVar[bool] = False
    """Whether the output is the input's own memory: its values in another shape, or some of them."""
    in_place: ClassVar[bool] = False
    """Whether PyTorch's own networks write the output over the input."""
    keeps: ClassVar[str] = INPUTS
    """Which volumes the backward pass needs."""
    counted: ClassVar[bool] = True
    """Whether the rules tell all that the operator does; where not, totals say that they are incomplete."""

    output: ClassVar[Callable[..., Shape]]
    weights: ClassVar[Callable[..., dict[str, Weight]]]
    cost: ClassVar[Callable[..., Cost]]
    window: ClassVar[Callable[..., Window]]
    is_view: ClassVar[Callable[..., bool]]
    """Whether it is so in training, or in use: `view`, unless an operator says otherwise."""
    needs: ClassVar[Callable[..., str]]
    """Which volumes the backward pass needs under some circumstances: `keeps`, unless an operator says otherwise."""
    saved: ClassVar[Callable[..., Saved]]
    """What the backward pass needs besides volumes: saved(circumstances, output, *inputs)."""
    forward: ClassVar[Callable[..., Any]]
    """The output array from those of the inputs: forward(xp, *arrays, **weights), in the array namespace `xp`."""
    summary: ClassVar[Callable[..., str]]
    """What the operator does, in the lecture's words: `96 11x11 filters at stride 4, pad 0`."""
    notation: ClassVar[Callable[..., str]]
    """The lecture's short notation: CONV3-64, POOL2, FC-4096."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: hint.__metadata__[0] for name, hint in cls.__annotations__.items()
               if hasattr(hint, "__metadata__")}
        cls.fields = cls.fields | {name.rstrip("_"): kind for name, kind in own.items()}
        cls.defaults = cls.defaults | {name.rstrip("_"): getattr(cls, name) for name in own if hasattr(cls, name)}
        if cls.kind:
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
        return f"{self.kind}({', '.join(f'{name}={value!r}' for name, value in self.attributes.items())})"

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes by name, defaults included."""
        return {name: self.__dict__[_stored(name)] for name in self.fields}

    def replace(self, **attributes: Any) -> Self:
        """The same operator with some attributes changed."""
        return type(self)(**self.attributes | attributes)


def _stored(name: str) -> str:
    """An attribute that bears a rule's name is stored with an underscore after it, as Python does."""
    return f"{name}_" if name == "output" else name


def _nothing(self: Op, *inputs: Shape) -> dict[str, Weight]:
    """No arrays."""
    return {}


def _free(self: Op, output: Shape, *inputs: Shape) -> Cost:
    """No arithmetic."""
    return Cost()


def _pointwise(self: Op, *inputs: Shape) -> Window:
    """Each output sees the input at its own place."""
    return POINTWISE


def _view(self: Op, training: bool) -> bool:
    """In training as in use."""
    return self.view


def _keeps(self: Op, when: Circumstances) -> str:
    """Always the same."""
    return self.keeps


def _unsaved(self: Op, when: Circumstances, output: Shape, *inputs: Shape) -> Saved:
    """Nothing besides volumes."""
    return Saved()


def _plain(self: Op, *inputs: Shape) -> str:
    """What the lecture writes beside a layer: nothing but the operator's name."""
    return self.kind.replace("_", " ")


def _short(self: Op, *inputs: Shape) -> str:
    """The operator's name."""
    return self.kind.replace("_", " ").upper()


Op.weights, Op.cost, Op.window, Op.summary, Op.notation = _nothing, _free, _pointwise, _plain, _short
Op.is_view, Op.needs, Op.saved = _view, _keeps, _unsaved


def parse_attribute(op: type[Op], name: str, value: Any) -> Any:
    """One attribute from a plain value; raises `Refused` with what was expected."""
    try:
        return op.fields[name].parse(value)
    except Refused as fact:
        raise Refused(fact.code, f"{op.kind}'s {name}: {fact.message}", hint=fact.hint) from None


def missing_attributes(op: type[Op], given: Mapping[str, object]) -> list[str]:
    """The attributes without a default that were not given."""
    return [name for name in op.fields if name not in op.defaults and name not in given]
