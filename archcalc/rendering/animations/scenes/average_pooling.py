"""Average pooling: of each window, the mean, with the zeros of the padding or without them, as the layer counts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from archcalc.rendering.animations.examples import LayerExample, Place
from archcalc.rendering.animations.play import Play, added
from archcalc.rendering.animations.scenes._pooling import Spots, pooled
from archcalc.rendering.animations.scenes._windows import Windows, one_channel

OPERATORS = ("avg_pool", "global_avg_pool")

examples = one_channel


def played(example: LayerExample) -> Play:
    """A step for every window."""
    counts_padding = example.op.attributes.get("count_padding", False)

    def counted(read: Windows, values: Mapping[Place, int], spots: Spots) -> tuple[str, str, tuple[Place, ...]]:
        top, bottom, left, right = read.sides if counts_padding else (0, 0, 0, 0)
        (high, wide) = read.sizes
        taken = [values.get(spot, 0) for spot, _ in spots
                 if -top <= spot[1] < high + bottom and -left <= spot[2] < wide + right]
        mean = Fraction(sum(taken), len(taken))
        told = f"({added(taken)})/{len(taken)} = {sum(taken)}/{len(taken)}"
        rest = "" if f"{mean}" == f"{sum(taken)}/{len(taken)}" else f" = {mean}"
        return f"{mean}", f"{told}{rest}{_decimal(mean)}", ()

    return pooled(example, "0" if counts_padding else "", "mean", counted)


def _decimal(mean: Fraction) -> str:
    """A fraction with two decimals, which may be all it has."""
    if mean.denominator == 1:
        return ""
    return f" = {float(mean):g}" if 100 % mean.denominator == 0 else f", about {float(mean):.2f}"
