"""The fully connected layer."""

from math import prod

from archcalc.operators.attributes import Flag, Positive
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight
from archcalc.operators.reading import Reads, mixed
from archcalc.operators.saved_for_backward import for_weights_alone
from archcalc.operators.shape_kinds import like
from archcalc.operators.shapes import featured


class Linear(Op):
    """`units` weighted sums of all inputs; on tokens, of each token's features.

        input    (n, d) or (n, t, d)
        output   (n, units) or (n, t, units)
        weight   (units, d)
        bias     (units)                                    with `bias`
        macs     d * units, for each token

    A volume wants `flatten` first.

    >>> Linear(units=4096).output((1, 25088))
    (1, 4096)
    """

    kind, traits = "linear", {"linear", "flattened", "row-by-row", "plain-product"}
    stem = "fc"
    keras = "Dense"
    elsewhere = ("fc", "fullyconnected", "gemm", "innerproduct")

    notations = dict.fromkeys(("FC-{units}", "FC{units}", "DENSE-{units}", "DENSE{units}", "LINEAR-{units}",
                               "LINEAR{units}"))

    units: Positive
    bias: Flag = True

    needs = for_weights_alone

    def output(self, x: Shape) -> Shape:
        return like(x, (*featured("linear", x)[:-1], self.units))

    def weights(self, x: Shape) -> dict[str, Weight]:
        weight = Weight((self.units, x[-1]))
        return {"weight": weight} | ({"bias": Weight((self.units,), "bias")} if self.bias else {})

    def cost(self, output: Shape, x: Shape) -> Cost:
        return Cost(macs=prod(x[:-1]) * (x[-1] * self.units), adds=prod(output) if self.bias else 0)

    def reads(self, output: Shape, x: Shape) -> tuple[Reads, ...]:
        return (mixed(x, (len(x) - 1,)),)

    def forward(self, xp: Arrays, x: Array, weight: Array, bias: Array | None = None) -> Array:
        from archcalc.operators.kernels.matrix_product import product

        return product(x, weight, bias)

    def summary(self, x: Shape) -> str:
        return f"{self.units} neurons"

    def notation(self, x: Shape) -> str:
        return f"FC-{self.units}"
