"""Convolution by a table of connections. LeNet-5 as published: LeCun et al. 1998, section II.B."""

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.attributes import Connections, Flag, Pair
from archcalc.operators.kernels.im2col import convolve
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape, Weight, Window
from archcalc.operators.shapes import image
from archcalc.operators.sliding_window import axis_names, positions


class TableConv(Op):
    """A convolution in which each filter sees only some of the input maps, by a table.

        input    (n, c, h, w)
        output   (n, filters, h', w'),  h' = h - kernel + 1, one filter for each row of `connections`
        weight   (connections in all, kernel, kernel)
        bias     (filters)                                  with `bias`
        macs     h' * w' * kernel * kernel * connections in all

    `connections` lists for every filter its input maps, counted from 0 (LeCun et al. 1998, Table I).

    >>> TableConv(kernel=(5, 5), connections=((0, 1, 2), (1, 2, 3))).output((1, 6, 14, 14))
    (1, 2, 10, 10)
    """

    kind, traits = "table_conv", {"convolution"}

    kernel: Pair
    connections: Connections
    bias: Flag = True

    @property
    def links(self) -> int:
        """The number of connected pairs of a filter and an input map."""
        return sum(map(len, self.connections))

    def torch_functions(self, x: Shape) -> tuple[str, ...]:
        return ("conv2d",)

    def output(self, x: Shape) -> Shape:
        n, c, *sizes = image("table_conv", x)
        last = max(map(max, self.connections))
        if last >= c:
            raise Refused("shape", f"connections name the input map {last}, and the input has {c}, counted from 0",
                          hint=f"the last is {c - 1}")
        h, w = (positions(axis_names(2)[i], sizes[i], self.kernel[i], 1, (0, 0)) for i in (0, 1))
        return n, len(self.connections), h, w

    def weights(self, x: Shape) -> dict[str, Weight]:
        weight = Weight((self.links, *self.kernel))
        return {"weight": weight} | ({"bias": Weight((len(self.connections),), "bias")} if self.bias else {})

    def cost(self, output: Shape, x: Shape) -> Cost:
        n, _, h, w = output
        return Cost(macs=n * (h * w) * prod(self.kernel) * self.links, adds=prod(output) if self.bias else 0)

    def forward(self, xp: Arrays, x: Array, weight: Array, bias: Array | None = None) -> Array:
        maps, first = [], 0
        for number, row in enumerate(self.connections):
            kernels = weight[first:first + len(row)][None]
            one = None if bias is None else bias[number:number + 1]
            seen = xp.take(x, xp.asarray(row), axis=1)
            maps.append(convolve(xp, seen, kernels, one, (0, 0, 0, 0), (1, 1), (1, 1), 1))
            first += len(row)
        return xp.concatenate(maps, axis=1)

    def window(self, x: Shape) -> Window:
        return Window(self.kernel)

    def summary(self, x: Shape) -> str:
        return f"{len(self.connections)} {self.kernel[0]}x{self.kernel[1]} filters by a table, {self.links} connections"
