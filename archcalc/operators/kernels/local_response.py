"""Local response normalisation: squares summed over neighbouring channels, one shifted sum for each neighbour."""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays


def normalised(xp: Arrays, x: Array, size: int, alpha: float, beta: float, offset: float) -> Array:
    """X / (offset + alpha * the squares of `size` channels around)^beta; channels past the ends count as zero."""
    c = x.shape[1]
    squares = xp.square(x)
    sums = xp.zeros_like(x)
    for shift in range(-(size // 2), (size + 1) // 2):
        first, last = max(0, -shift), min(c, c - shift)
        if first < last:
            sums[:, first:last] += squares[:, first + shift:last + shift]
    sums *= alpha
    sums += offset
    return x / xp.power(sums, beta)
