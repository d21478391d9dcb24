"""Sums of products over axes that letters name."""

from math import prod
from typing import ClassVar

from archcalc.base.errors import Refused, quoted
from archcalc.operators.attributes import Equation
from archcalc.operators.kernels.einsum import contracted, ordered, summed
from archcalc.operators.operator import Array, Arrays, Cost, Op, Shape
from archcalc.operators.reading import ALL, Along, Reads
from archcalc.operators.saved_for_backward import INPUTS, NOTHING, Circumstances
from archcalc.operators.shapes import listed


class Einsum(Op):
    """One input's axes summed and ordered, or two inputs multiplied and summed, by the letters of an `equation`.

        inputs   an axis for each letter, the batch too: nthd,nshd->nhts
        output   the sizes of the letters behind the arrow
        macs     output * the sizes of the letters that both inputs have and the output has not

    Letters that one input alone has, and not the output, are summed first. Without a letter to sum over, products of
    values count as in multiply. No parameters. Source: Einstein 1916; numpy.einsum.

    >>> Einsum(equation="nthd,nshd->nhts").output((1, 16, 4, 8), (1, 20, 4, 8))
    (1, 4, 16, 20)
    """

    kind, traits = "einsum", {"product", "written-out"}
    inputs: ClassVar[tuple[int, int | None]] = (1, 2)

    equation: Equation

    @property
    def terms(self) -> tuple[str, ...]:
        """The letters of each input."""
        return tuple(self.equation.partition("->")[0].split(","))

    @property
    def result(self) -> str:
        """The letters of the output."""
        return self.equation.partition("->")[2]

    def sizes(self, *xs: Shape) -> dict[str, int]:
        """The size of every letter. Raises Refused where inputs and letters do not agree."""
        if len(xs) != len(self.terms):
            raise Refused("inputs", f"{quoted(self.equation)} has {len(self.terms)} terms, for {len(xs)} inputs",
                          hint="a term for each input, with commas between")
        found: dict[str, int] = {}
        for term, x in zip(self.terms, xs, strict=True):
            if len(term) != len(x):
                raise Refused("shape", f"einsum's {quoted(term)} names {len(term)} axes, and {listed(x)} has {len(x)}",
                              hint="the first letter is the batch")
            for letter, size in zip(term, x, strict=True):
                if found.setdefault(letter, size) != size:
                    raise Refused("shape", f"einsum's {quoted(letter)} is {found[letter]} in one place and {size} in "
                                           "another", hint="one letter has one size")
        return found

    def needs(self, when: Circumstances) -> str:
        """Both of what is multiplied; of one volume, whose values are added up, nothing."""
        return INPUTS if len(self.terms) > 1 else NOTHING

    def output(self, *xs: Shape) -> Shape:
        sizes = self.sizes(*xs)
        return tuple(sizes[letter] for letter in self.result)

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        sizes = self.sizes(*xs)
        alone = sum(prod(x) for term, x, others in zip(self.terms, xs, (self.terms[1:], self.terms[:1]), strict=False)
                    if not set(term) <= set("".join(others) + self.result))
        if len(xs) == 1:
            return Cost(adds=alone)
        inner = [sizes[letter] for letter in sizes if all(letter in term for term in self.terms)
                 and letter not in self.result]
        macs = prod(output) * prod(inner) if inner else 0
        return Cost(macs=macs, adds=alone, divides=0 if inner else prod(output), paired=macs)

    def is_view(self, training: bool) -> bool:
        """Axes in another order alone are a view."""
        return len(self.terms) == 1 and len(self.terms[0]) == len(self.result)

    def reads(self, output: Shape, *xs: Shape) -> tuple[Reads, ...]:
        return tuple(tuple(Along(self.result.index(letter)) if letter in self.result else ALL for letter in term)
                     for term in self.terms)

    def forward(self, xp: Arrays, *xs: Array) -> Array:
        if len(xs) == 1:
            return ordered(*summed(xs[0], self.terms[0], self.result), self.result)
        return contracted(xp, xs[0], xs[1], (self.terms[0], self.terms[1]), self.result)

    def summary(self, *xs: Shape) -> str:
        return self.equation
