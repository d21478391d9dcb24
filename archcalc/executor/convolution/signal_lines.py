"""Signals of which each channel is by itself: channels as stretches of memory, and the sums of places at their ends.

The signal as it lies has no padding, so that places of the output at either end see less of it than their kernel is
long. These few are convolved by themselves, of all channels at once, with zeros laid out; all others read the signal
where it is. A copy with its padding takes as long as two taps of the kernel.
"""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.operators.sliding_window import rounded_up

FEW = 4
"""So many places are done one by one before zeros are laid out for them."""


class SignalLines(NamedTuple):
    """Channels (c, l) without their padding."""

    array: Any
    geometry: Geometry

    @classmethod
    def of(cls, xp: Any, source: Any, geometry: Geometry, prologue: Prologue) -> SignalLines:
        """Those of (l, 1, c) after the prologue: as they lie, where nothing is to be done to them."""
        if prologue.is_identity and source.strides[0] == source.dtype.itemsize:
            return cls(source[:, 0].transpose(1, 0), geometry)
        array = xp.empty((source.shape[2], source.shape[0]), dtype=source.dtype)
        prologue.apply(xp, source, array.transpose(1, 0)[:, None])
        return cls(array, geometry)

    @property
    def inside(self) -> slice:
        """The places of the output that see nothing but the signal."""
        (long, _), (stride, _), (before, *_) = self.geometry.size, self.geometry.stride, self.geometry.sides
        first, span = min(long, rounded_up(before, stride)), self.geometry.halo_rows(slice(0, 1)).stop
        return slice(first, min(long, max(first, (before + self.array.shape[1] - span) // stride + 1)))

    def seen(self, places: slice) -> Any:
        """The part that some places inside see: (c, long)."""
        halo, (before, *_) = self.geometry.halo_rows(places), self.geometry.sides
        return self.array[:, halo.start - before:halo.stop - before]

    def write_ends(self, xp: Any, weights: Any, made: Any, inside: slice) -> None:
        """The sums of all places (l', c) but those inside, with weights (c, kernel)."""
        for places in (slice(0, inside.start), slice(inside.stop, len(made))):
            if places.stop - places.start > FEW:
                add_taps(xp, windows(xp, self._padded(xp, places), self.geometry), weights, made[places])
                continue
            for place in range(places.start, places.stop):
                taps, seen = self._seen_by(place)
                xp.einsum("ck,ck->c", seen, weights[:, taps], out=made[place])

    def _seen_by(self, place: int) -> tuple[slice, Any]:
        """The taps of the kernel that see the signal from a place, and what they see: (c, taps)."""
        (kernel, _), (stride, _), (spread, _) = self.geometry.kernel, self.geometry.stride, self.geometry.dilation
        start, long = place * stride - self.geometry.sides[0], self.array.shape[1]
        first, last = (min(kernel, max(0, rounded_up(end - start, spread))) for end in (0, long))
        return slice(first, last), self.array[:, start + first * spread:max(0, start + last * spread):spread]

    def _padded(self, xp: Any, places: slice) -> Any:
        """The part that some places see, with zeros around it."""
        halo, (before, *_) = self.geometry.halo_rows(places), self.geometry.sides
        y, first = xp.zeros((len(self.array), halo.stop - halo.start), dtype=self.array.dtype), halo.start - before
        part, begin = self.array[:, max(0, first):max(0, first + y.shape[1])], max(0, -first)
        y[:, begin:begin + part.shape[1]] = part
        return y


def windows(xp: Any, seen: Any, geometry: Geometry) -> Any:
    """The window of each place in lines (c, long): (c, kernel, places)."""
    (line, step), (stride, _), (spread, _) = seen.strides, geometry.stride, geometry.dilation
    places = max(0, (seen.shape[1] - geometry.halo_rows(slice(0, 1)).stop) // stride + 1)
    return xp.lib.stride_tricks.as_strided(
        seen, (len(seen), geometry.kernel[0], places), (line, spread * step, stride * step))


def add_taps(xp: Any, seen: Any, weights: Any, made: Any) -> None:
    """Windows (c, kernel, l') times weights (c, kernel), tap by tap, into (l', c), whose channels are stretches."""
    xp.einsum("ckl,ck->lc", seen, weights, out=made, order="F")
