"""Signals, each by itself, times a band: stretches of a signal give some outputs at once, as one product.

Rows of a product may not overlap, as stretches do; so every second one, or every third, is multiplied at a time.
"""

from __future__ import annotations

from archcalc.operators.operator import Array, Arrays


def multiply_bands(xp: Arrays, signals: Array, bands: Array, step: int, out: Array) -> None:
    """Stretches of signals (..., c, l), `step` places apart, times bands (c, seen, given) into (..., c, l')."""
    _, seen, given = bands.shape
    stretches, rest = divmod(out.shape[-1], given)
    apart = -(-seen // step)
    for first in range(min(apart, stretches)):
        many = len(range(first, stretches, apart))
        xp.matmul(_blocks(xp, signals[..., first * step:], many, seen, apart * step), bands,
                  out=_blocks(xp, out[..., first * given:], many, given, apart * given))
    if rest:
        last = signals[..., None, stretches * step:stretches * step + seen]
        xp.matmul(last, bands[:, :last.shape[-1], :rest], out=out[..., None, stretches * given:])


def _blocks(xp: Arrays, signals: Array, many: int, size: int, step: int) -> Array:
    """So many stretches of each signal, `step` apart: (..., c, many, size)."""
    *lines, place = signals.strides
    return xp.lib.stride_tricks.as_strided(
        signals, (*signals.shape[:-1], many, size), (*lines, step * place, place))
