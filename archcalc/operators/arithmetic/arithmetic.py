"""Two operands, value by value: volumes that fit together, a number, or a learned array."""

from collections.abc import Callable
from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused
from archcalc.operators.attributes import NONE, Flag, OptionalNumber, Sizes
from archcalc.operators.function_words import Operation
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.reading import Reads, aligned
from archcalc.operators.saved_for_backward import NOTHING, Circumstances
from archcalc.operators.shapes import broadcast, one_kind

_COMPARISONS: dict[str, Callable[[Arrays, Array, Array], Array]] = {
    "equal": lambda xp, x, y: xp.equal(x, y), "not_equal": lambda xp, x, y: xp.not_equal(x, y),
    "less": lambda xp, x, y: xp.less(x, y), "less_or_equal": lambda xp, x, y: xp.less_equal(x, y),
    "greater": lambda xp, x, y: xp.greater(x, y), "greater_or_equal": lambda xp, x, y: xp.greater_equal(x, y),
    "and": lambda xp, x, y: xp.logical_and(x, y), "or": lambda xp, x, y: xp.logical_or(x, y),
    "xor": lambda xp, x, y: xp.logical_xor(x, y),
}
_FUNCTIONS: dict[str, Callable[[Arrays, Array, Array], Array]] = {
    "add": lambda xp, x, y: x + y, "subtract": lambda xp, x, y: x - y, "multiply": lambda xp, x, y: x * y,
    "divide": lambda xp, x, y: x / y, "power": lambda xp, x, y: xp.power(x, y),
    "maximum": lambda xp, x, y: xp.maximum(x, y), "minimum": lambda xp, x, y: xp.minimum(x, y),
    "modulo": lambda xp, x, y: xp.remainder(x, y),
    "remainder": lambda xp, x, y: xp.sign(x) * xp.remainder(xp.abs(x), xp.abs(y)),
} | {name: lambda xp, x, y, compare=compare: compare(xp, x, y).astype(x.dtype)
     for name, compare in _COMPARISONS.items()}
_COSTS = {"add": Cost(adds=1), "subtract": Cost(adds=1), "power": Cost(exponentials=1),
          **dict.fromkeys(("multiply", "divide", "modulo", "remainder"), Cost(divides=1)),
          **dict.fromkeys(("maximum", "minimum", *_COMPARISONS), Cost(compares=1))}
"""Of one value; a product counts as a division, as where branches are multiplied."""
_DIVISIONS = frozenset({"divide", "modulo", "remainder"})


class Arithmetic(Op):
    """One `function` of two operands, value by value; axes of size 1 are repeated, missing ones in front as well.

        inputs   one, with a `number` or a learned array of the shape `learned`; or two
        output   the shape that the operands have together
        operand  the shape `learned`, which counts as a bias where it is added and as a weight elsewhere

    Functions: add, subtract, multiply, divide, power, maximum, minimum; modulo, whose sign is that of the divisor, and
    remainder, whose sign is that of the dividend; equal, not_equal, less, less_or_equal, greater, greater_or_equal,
    and, or, xor, which give 1 for what is true and 0 for what is false. `turned` takes the input as the second operand:
    number - x. Where two branches have one shape, `add` and `multiply` say it better.

    >>> Arithmetic(function="divide", number=8.0).output((1, 12, 197, 197))
    (1, 12, 197, 197)
    """

    kind, traits = "arithmetic", {"merge"}
    elsewhere = ("div", "pow", "sub")
    inputs: ClassVar[tuple[int, int | None]] = (1, 2)

    function: Operation
    number: OptionalNumber = NONE
    learned: Sizes = ()
    turned: Flag = False

    def torch_functions(self, *xs: Shape) -> tuple[str, ...]:
        return ({"power": "pow"}.get(self.function, self.function),)

    def output(self, *xs: Shape) -> Shape:
        one_kind(self.function, xs)
        self._one_operand_beside(len(xs))
        return broadcast(self.function, *xs, *([self.learned] if self.learned and len(xs) == 1 else []))

    def _one_operand_beside(self, inputs: int) -> None:
        """Refuse what would be left unread, a second operand that nobody says, and a division by 0. Raises Refused."""
        told = (inputs > 1) + (self.number != NONE) + bool(self.learned)
        if told > 1:
            raise Refused("inputs", f"{self.function} takes two operands, and {told + 1} are given",
                          hint="a number, a learned array or a second input: one of the three")
        if not told:
            raise Refused("inputs", f"{self.function} takes two operands, and one is given",
                          hint="number: 8, a learned array, learned: [64], or a second input, from: [a, b]")
        if self.number == 0 and self.function in _DIVISIONS and not self.turned:
            raise Refused("inputs", f"{self.function}: 0 is said to divide by", hint="number: 8")

    def weights(self, *xs: Shape) -> dict[str, Weight]:
        if len(xs) > 1 or not self.learned:
            return {}
        return {"operand": Weight(self.learned, "bias" if self.function in {"add", "subtract"} else "weight")}

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        values = prod(output)
        return Cost(*(values * count for count in _COSTS[self.function]))

    def reads(self, output: Shape, *xs: Shape) -> tuple[Reads, ...]:
        return tuple(aligned(x, output) for x in xs)

    def needs(self, when: Circumstances) -> str:
        """Sums need nothing, nor does what is multiplied or divided by a number."""
        scaled = self.number not in {NONE, 0} and not self.learned and (
            self.function == "multiply" or (self.function == "divide" and not self.turned))
        return NOTHING if scaled or self.function in {"add", "subtract"} else self.keeps

    def forward(self, xp: Arrays, *xs: Array, operand: Array | None = None) -> Array:
        first = xs[0]
        second = xs[1] if len(xs) > 1 else xp.asarray(self.number, dtype=first.dtype) if operand is None else operand
        return _FUNCTIONS[self.function](xp, *((second, first) if self.turned else (first, second)))

    def summary(self, *xs: Shape) -> str:
        if len(xs) > 1:
            return self.function
        other = f"learned {'x'.join(map(str, self.learned))}" if self.learned else f"{self.number:g}"
        return f"{self.function}, {other} first" if self.turned else f"{self.function} {other}"
