"""Normalisation: shift and divide by statistics, running or the values' own, then scale and shift as learned."""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays


def by_statistics(xp: Arrays, x: Array, axis: int, mean: Array, variance: Array, weight: Array | None,
                  bias: Array | None, epsilon: float) -> Array:
    """Each channel, which are those of an `axis`, by running statistics, as one factor and one addend."""
    factor, addend = folded(xp, mean, variance, weight, bias, epsilon)
    y = x * along(x, factor, axis)
    y += along(x, addend, axis)
    return y


def folded(xp: Arrays, mean: Array, variance: Array, weight: Array | None, bias: Array | None,
           epsilon: float) -> tuple[Array, Array]:
    """A normalisation by running statistics as one factor and one addend for each channel."""
    factor = 1 / xp.sqrt(variance + epsilon)
    if weight is not None:
        factor = factor * weight
    addend = -mean * factor
    return factor, addend if bias is None else addend + bias


def by_own(xp: Arrays, x: Array, axes: tuple[int, ...], epsilon: float) -> Array:
    """Zero mean and unit variance over some axes."""
    y = x - xp.mean(x, axis=axes, keepdims=True)
    y /= xp.sqrt(xp.mean(xp.square(y), axis=axes, keepdims=True) + epsilon)
    return y


def by_own_line(xp: Arrays, x: Array, axis: int, epsilon: float) -> Array:
    """Zero mean and unit variance along one axis, which is put last.

    Means are a product with a vector, and squares are summed up without being laid out: three passes over all values in
    place of five, two thirds of the time.
    """
    last = len(x.shape) - 1
    lines = x.transpose(*(each for each in range(last + 1) if each != axis), axis)
    y = lines - (lines @ xp.full(lines.shape[-1:], 1 / lines.shape[-1], dtype=x.dtype))[..., None]
    variance = xp.einsum("...i,...i->...", y, y) / y.shape[-1]
    y *= (1 / xp.sqrt(variance + epsilon))[..., None]
    return y.transpose(*range(axis), last, *range(axis, last))


def by_root_mean_square(xp: Arrays, x: Array, axis: int, epsilon: float) -> Array:
    """A mean square of one along an axis."""
    return x / xp.sqrt(xp.mean(xp.square(x), axis=axis, keepdims=True) + epsilon)


def scaled(x: Array, axis: int, weight: Array | None, bias: Array | None) -> Array:
    """Each channel times its weight, plus its bias, where there are any; x is this operator's own and is changed."""
    if weight is not None:
        x *= along(x, weight, axis)
    if bias is not None:
        x += along(x, bias, axis)
    return x


def along(x: Array, vector: Array, axis: int) -> Array:
    """A vector laid along an axis: the channels of a volume, the features of tokens."""
    behind = len(x.shape) - axis - 1
    return vector.reshape(-1, *(1,) * behind) if behind else vector
