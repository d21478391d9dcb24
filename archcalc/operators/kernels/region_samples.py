"""Regions of an image averaged in bins: at evenly spaced places, each between its four neighbours.

The weights of a bin's places are products of one weight along each axis. Along an axis place h has the weight
max(0, 1 - |y - h|) in a sample at y. So many samples in a row have a sum in closed form: that of the distances by which
they lie beyond a place, an arithmetic series; its second difference is the sum of the weights. Nothing depends on how
many samples there are, which adaptive sampling decides by the region's size. A sample before -1 or behind the end
counts as 0; one between an end and the image is taken from the last place.
Source: He et al. 2017 (Mask R-CNN), section 3; torchvision.ops.roi_align.
"""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.operator import Array, Arrays


class Samples(NamedTuple):
    """The samples of each bin of an axis: where the bin begins, how far samples are apart, how many there are."""

    start: Array
    apart: Array
    number: Array


def samples(xp: Arrays, first: Array, last: Array, bins: int, ratio: int, least: float) -> Samples:
    """The samples of regions from `first` to `last` (k, 1), whose size is `least` or more: (k, bins, 1).

    A bin has `ratio` samples; or, where that is 0, as many as it has places, rounded up.
    """
    size = xp.maximum(last - first, least) / bins
    count = xp.full_like(size, float(ratio)) if ratio else xp.ceil(xp.maximum(size, 0.0))
    start = (first + size * xp.arange(bins, dtype=xp.float64)).reshape(-1, bins, 1)
    return Samples(start, (size / xp.maximum(count, 1.0)).reshape(-1, 1, 1), count.reshape(-1, 1, 1))


def weights(xp: Arrays, found: Samples, places: int) -> Array:
    """The weight of each of an axis's places in the mean of each bin: (k, bins, places)."""
    sums = beyond(xp, found, xp.arange(-1, places + 1, dtype=xp.float64))
    inside = found.number - before(xp, found, -1.0)
    outside = found.number - up_to(xp, found, float(places))
    if places == 1:
        total = inside - outside
    else:
        first = inside - sums[..., 1:2] + sums[..., 2:3]
        last = sums[..., -3:-2] - sums[..., -2:-1] - outside
        inner = sums[..., 1:-3] - 2 * sums[..., 2:-2] + sums[..., 3:-1]
        total = xp.concatenate([first, inner, last], axis=-1)
    return total / xp.maximum(found.number, 1.0)


def beyond(xp: Arrays, found: Samples, places: Array) -> Array:
    """The sum of how far a bin's samples lie behind each place; sample j lies at start + (j + 1/2)*apart."""
    skipped = before(xp, found, places)
    others = found.number - skipped
    return others * (found.start - places) + found.apart * (found.number + skipped) * others / 2


def before(xp: Arrays, found: Samples, places: Array | float) -> Array:
    """The number of a bin's samples before each place."""
    return xp.minimum(xp.maximum(xp.ceil(_number(xp, found, places)), 0.0), found.number)


def up_to(xp: Arrays, found: Samples, place: float) -> Array:
    """The number of a bin's samples at a place or before it."""
    return xp.minimum(xp.maximum(xp.floor(_number(xp, found, place)) + 1, 0.0), found.number)


def _number(xp: Arrays, found: Samples, places: Array | float) -> Array:
    """The sample, counted from 0, that lies at each place."""
    return xp.clip((places - found.start) / xp.maximum(found.apart, _SMALL), -_LARGE, _LARGE) - 0.5


_SMALL, _LARGE = 1e-200, 1e15
"""Samples of a region without size are this far apart; and so many are no longer told apart."""


def averaged(xp: Arrays, x: Array, down: Array, across: Array) -> Array:
    """(n, c, h, w) by weights of regions (n*r, bins, h) and (n*r, bins, w): (n*r, c, bins, bins), region by region."""
    each = down.shape[0] // x.shape[0]
    y = xp.empty((down.shape[0], x.shape[1], down.shape[1], across.shape[1]), x.dtype)
    for number in range(y.shape[0])[:getattr(xp, "rounds", y.shape[0])]:
        y[number] = (down[number] @ x[number // each]) @ across[number].swapaxes(0, 1)
    return y
