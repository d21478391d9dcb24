"""An operator in ONNX: steps, each a standard node, from its inputs and weights to its output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Op, Shape

FIRST = 13
"""The oldest operator set: since then, axes and sizes that a graph may compute are inputs, not attributes."""


class Constant(NamedTuple):
    """Numbers that are written into the model: integers (int64) or reals (float32), rows first."""

    values: tuple[float, ...]
    dims: tuple[int, ...]
    integer: bool


class NodeStep(NamedTuple):
    """A standard node: its type, what it reads, the names of what it gives, its attributes in ONNX's form."""

    type: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: tuple[tuple[str, Any], ...]


class Body:
    """The steps of one operator, while its rule writes them; calling it adds one and answers the name of what it gives.

    The operator's inputs go by `x`, `x2`, `x3` ..., its weights by their own names. `dynamic` says that the batch is
    unknown; `whole` keeps a single step in a function: standing alone it would not tell which operator it is.
    """

    def __init__(self, op: Op, shapes: tuple[Shape, ...], opset: int, dynamic: bool = False) -> None:
        self.weights = {name: weight.shape for name, weight in op.weights(*shapes).items()}
        self.xs = tuple("x" if number == 1 else f"x{number}" for number in range(1, len(shapes) + 1))
        self.opset, self.dynamic, self.whole = opset, dynamic, False
        self.steps: list[NodeStep] = []
        self.constants: dict[str, Constant] = {}
        self.unsaid: dict[str, Any] = {}
        """Attributes of the operator that a standard node cannot say."""
        self.stored: dict[str, Shape] = {}
        """Shapes of weights that a standard node wants otherwise than the operator."""

    def __call__(self, type_: str, *inputs: str, **attributes: Any) -> str:
        return self.several(1, type_, *inputs, **attributes)[0]

    def several(self, count: int, type_: str, *inputs: str, **attributes: Any) -> tuple[str, ...]:
        """One step that gives so many outputs: the names of all."""
        name = f"y{len(self.steps) + 1}"
        outputs = (name, *(f"{name}_{number}" for number in range(2, count + 1)))
        frozen = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in attributes.items())
        self.steps.append(NodeStep(type_, inputs, outputs, frozen))
        return outputs

    @property
    def standard(self) -> bool:
        """True where one standard node says it all."""
        return len(self.steps) == 1 and not self.whole

    @property
    def key(self) -> tuple[Any, ...]:
        """The key that tells two functions apart."""
        return self.xs, tuple(self.weights), tuple(self.steps), tuple(self.constants.items())

    def given(self, *names: str) -> tuple[str, ...]:
        """Those of the named weights that the operator has."""
        return tuple(name for name in names if name in self.weights)

    def integers(self, values: Iterable[int], dims: tuple[int, ...] | None = None) -> str:
        """Integers as a constant, in one row unless `dims` says otherwise."""
        row = tuple(values)
        return self._constant(Constant(row, (len(row),) if dims is None else dims, integer=True))

    def integer(self, value: int) -> str:
        """One integer without an axis."""
        return self.integers((value,), ())

    def number(self, value: float) -> str:
        """One real number without an axis."""
        return self.numbers((value,), ())

    def numbers(self, values: Iterable[float], dims: tuple[int, ...] | None = None) -> str:
        """Real numbers as a constant, in one row unless `dims` says otherwise."""
        row = tuple(map(float, values))
        return self._constant(Constant(row, (len(row),) if dims is None else dims, integer=False))

    def _constant(self, constant: Constant) -> str:
        assert len(constant.values) == prod(constant.dims)
        for name, known in self.constants.items():
            if known == constant:
                return name
        name = f"c{len(self.constants) + 1}"
        self.constants[name] = constant
        return name

    def reshape(self, x: str, shape: Sequence[int]) -> str:
        """The same values in another shape, batch left out."""
        return self("Reshape", x, self.integers((0, *shape)))

    def transpose(self, x: str, *axes: int) -> str:
        """Axes in another order."""
        return self("Transpose", x, perm=axes)

    def section(self, x: str, axis: int, first: int, last: int) -> str:
        """The places of an axis from `first` up to, but not with, `last`."""
        return self("Slice", x, self.integers((first,)), self.integers((last,)), self.integers((axis,)))

    def reduced(self, type_: str, x: str, axis: int) -> str:
        """One value for an axis, which stays with size 1; since opset 18 the axis is an input of the node."""
        return self(type_, x, self.integers((axis,))) if self.opset >= 18 else self(type_, x, axes=(axis,))

    def spliced(self, other: Body, given: Mapping[str, str]) -> str:
        """The steps of another body, whose input and weights are `given`, as steps of this one."""
        names = dict(given) | {name: self._constant(constant) for name, constant in other.constants.items()}
        for step in other.steps:
            inputs = (names.get(name, name) for name in step.inputs)
            made = self.several(len(step.outputs), step.type, *inputs, **dict(step.attributes))
            names |= zip(step.outputs, made, strict=True)
        return names[other.steps[-1].outputs[0]]

    def product(self, x: str, weight: str, bias: str) -> str:
        """Rows times a matrix (outputs, inputs), plus its bias where there is one."""
        y = self("MatMul", x, self.transpose(weight, 1, 0))
        return self("Add", y, bias) if bias in self.weights else y

    def along(self, x: Shape, axis: int, name: str) -> str:
        """A vector laid along an axis: the channels of a volume, the features of tokens."""
        behind = len(x) - axis - 1
        return self("Unsqueeze", name, self.integers(range(1, 1 + behind))) if behind else name
