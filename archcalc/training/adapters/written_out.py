"""Layers of several matrices written out as layers of one each, so that each matrix may get an adapter of its own.

An attention becomes matrices of queries, keys and values, their heads, and a matrix behind; a linear layer with a gated
unit behind it becomes two, values and gates.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import ClassVar

from archcalc.operators.attention.attention import Attention
from archcalc.operators.attention.rotary import Rotary
from archcalc.operators.matrices import Matrix
from archcalc.operators.operator import Cost, Op, Shape, Weight
from archcalc.operators.saved_for_backward import INPUTS_AND_OUTPUT, Circumstances, Saved


class SeparateHeads(Attention, registered=False):
    """What an attention does with queries, keys and values that other layers make."""

    kind = "heads"
    inputs: ClassVar[tuple[int, int | None]] = (3, 3)

    def needs(self, when: Circumstances) -> str:
        return INPUTS_AND_OUTPUT

    def output(self, query: Shape, key: Shape, value: Shape) -> Shape:  # type: ignore[override]
        return query

    def matrices(self, *xs: Shape) -> dict[str, Matrix]:  # type: ignore[override]
        return {}

    def weights(self, *xs: Shape) -> dict[str, Weight]:
        return {}

    def saved(self, when: Circumstances, output: Shape, *xs: Shape) -> Saved:
        """Besides volumes a sum for each row of scores, and a mask that is no plain causal one."""
        rows, t, s = prod(output[:-1]), output[-2], xs[1][-2]
        mask = rows // t * s * self.heads if self.mask == "padding" else t * s if self.window_ else 0
        return Saved(parts=mask, statistics=rows * self.heads)

    def gradients_inside(self, output: Shape, *xs: Shape) -> int:
        return sum(map(prod, xs))


class JointHeads(SeparateHeads, registered=False):
    """The same with queries, keys and values that one layer makes side by side: all of them are kept for the values."""

    kind = "joint_heads"
    inputs: ClassVar[tuple[int, int | None]] = (1, 1)

    def output(self, x: Shape) -> Shape:  # type: ignore[override]
        return *x[:-1], x[-1] // 3

    def cost(self, output: Shape, *xs: Shape) -> Cost:
        return super().cost(output, *(output,) * 3)

    def saved(self, when: Circumstances, output: Shape, *xs: Shape) -> Saved:
        """Queries and keys, too, where they are turned, with cosines and sines."""
        kept = super().saved(when, output, *(output,) * 3)
        turned = 2 * prod(output) + 2 * output[-2] * self.width(output[-1]) if self.rotary else 0
        return kept._replace(parts=kept.parts + turned)

    def gradients_inside(self, output: Shape, *xs: Shape) -> int:
        """Of queries, keys and values, before they lie side by side."""
        return 3 * prod(output)


class TurnedAlike(Rotary, registered=False):
    """Keys turned by the angles of the queries, which are there once."""

    kind = "rotary"

    def saved(self, when: Circumstances, output: Shape, x: Shape) -> Saved:
        return Saved()


class Gated(Op, registered=False):
    """Values times an activation of gates, which two layers make."""

    kind, traits = "gated", {"quiet", "own-volume"}
    inputs: ClassVar[tuple[int, int | None]] = (2, 2)

    def output(self, values: Shape, gates: Shape) -> Shape:
        return values

    def saved(self, when: Circumstances, output: Shape, values: Shape, gates: Shape) -> Saved:
        """Besides both inputs the activations of the gates."""
        return Saved(parts=prod(output))

    def gradients_inside(self, output: Shape, values: Shape, gates: Shape) -> int:
        return 2 * prod(output)


def matrices_of(op: Attention, xs: Sequence[Shape], *, joint: bool) -> dict[str, Matrix]:
    """The matrices of an attention; queries, keys and values each have their own, unless they are to stay `joint`."""
    matrices = dict(op.matrices(*xs))
    if "qkv" not in matrices or joint:
        return matrices
    third = matrices.pop("qkv")
    return dict.fromkeys(("q", "k", "v"), third._replace(units=third.units // 3)) | matrices
