"""A function of every value, of those that are no activation."""

from collections.abc import Callable
from math import prod

from archcalc.operators.function_words import Function
from archcalc.operators.kernels.erf import erf
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape

_FUNCTIONS: dict[str, tuple[Callable[[Arrays, Array], Array], Cost]] = {
    "abs": (lambda xp, x: xp.abs(x), Cost(compares=1)),
    "atan": (lambda xp, x: xp.arctan(x), Cost(exponentials=1)),
    "ceil": (lambda xp, x: xp.ceil(x), Cost()),
    "cos": (lambda xp, x: xp.cos(x), Cost(exponentials=1)),
    "cosh": (lambda xp, x: (xp.exp(x) + xp.exp(-x)) / 2, Cost(exponentials=1)),
    "erf": (erf, Cost(exponentials=1)),
    "exp": (lambda xp, x: xp.exp(x), Cost(exponentials=1)),
    "floor": (lambda xp, x: xp.floor(x), Cost()),
    "is_infinite": (lambda xp, x: xp.isinf(x).astype(x.dtype), Cost(compares=1)),
    "is_nan": (lambda xp, x: xp.isnan(x).astype(x.dtype), Cost(compares=1)),
    "log": (lambda xp, x: xp.log(x), Cost(exponentials=1)),
    "negate": (lambda xp, x: -x, Cost()),
    "not": (lambda xp, x: xp.equal(x, 0).astype(x.dtype), Cost(compares=1)),
    "reciprocal": (lambda xp, x: 1 / x, Cost(divides=1)),
    "round": (lambda xp, x: xp.rint(x), Cost()),
    "sign": (lambda xp, x: xp.sign(x), Cost(compares=1)),
    "sin": (lambda xp, x: xp.sin(x), Cost(exponentials=1)),
    "sinh": (lambda xp, x: xp.sinh(x), Cost(exponentials=1)),
    "softplus": (lambda xp, x: xp.clip(x, 0, float("inf")) + xp.log(1 + xp.exp(-xp.abs(x))),
                 Cost(adds=1, exponentials=2)),
    "sqrt": (lambda xp, x: xp.sqrt(x), Cost(exponentials=1)),
    "square": (lambda xp, x: xp.square(x), Cost(divides=1)),
    "tan": (lambda xp, x: xp.tan(x), Cost(exponentials=1)),
    "truncate": (lambda xp, x: xp.trunc(x), Cost()),
}
"""Each function, and the cost of one value; roots and logarithms count as exponentials, products as divisions."""


class Elementwise(Op):
    """One `function` of every value.

        input    any shape
        output   the same

    Functions: abs, atan, ceil, cos, cosh, erf, exp, floor, is_infinite, is_nan, log, negate, not, reciprocal, round,
    sign, sin, sinh, softplus, sqrt, square, tan, truncate. What is true is 1, what is false 0; `round` takes halves to
    the even number. No parameters.

    >>> Elementwise(function="sqrt").output((1, 64, 56, 56))
    (1, 64, 56, 56)
    """

    kind, traits = "elementwise", {"activation"}
    elsewhere = ("neg",)

    function: Function

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return (self.function,)

    def output(self, x: Shape) -> Shape:
        return x

    def cost(self, output: Shape, x: Shape) -> Cost:
        values = prod(output)
        return Cost(*(values * count for count in _FUNCTIONS[self.function][1]))

    def forward(self, xp: Arrays, x: Array) -> Array:
        return _FUNCTIONS[self.function][0](xp, x)

    def summary(self, x: Shape) -> str:
        return self.function
