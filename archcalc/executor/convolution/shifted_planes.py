"""A convolution of volumes whose groups have few channels: products of matrices with planes that are shifted.

A plane shifted by whole rows is one stretch of memory, and so is, but for its last columns, one shifted along its rows.
So the planes that a row of the kernel sees are copied once for each of its places down, and those of a group lie one
upon another, slice after slice; then each column of the kernel, as a matrix, times these is one product. With a
stride, planes are put apart first: every second row, every second column, in a plane of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile
from archcalc.operators.sliding_window import extent, rounded_up

BLOCK = 2 * CACHE
"""Values of the planes that are laid out and made together."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c/groups, kernel, kernel, kernel) as (kernel across, groups, filters/groups, deep, down, c/groups)."""
    parts = weight.reshape(geometry.groups, geometry.filters // geometry.groups, *weight.shape[1:])
    return xp.ascontiguousarray(parts.transpose(5, 0, 1, 3, 4, 2))


def tiles(xp: Any, x: Any, weights: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, d, h, w, c) into `out` (n, d', h', w', filters)."""
    planes = _Planes(xp, geometry)
    _, groups, filters, *_, each = weights.shape
    slices = out.shape[1]

    def tile(image: int, some: slice, deep: slice) -> None:
        read, made = (slice(some.start * many, some.stop * many) for many in (each, filters))
        apart = planes.apart(x[image, ..., read], deep, prologue.of_channels(read))
        sums = planes.products(planes.seen(apart, each), weights[:, some], deep.stop - deep.start)
        epilogue.of_channels(made).apply(xp, sums.transpose(1, 2, 3, 0), out[image, deep, ..., made], (image, deep))

    many, thick = planes.at_once(each, filters, slices)
    for image, first, top in product(range(x.shape[0]), range(0, groups, many), range(0, slices, thick)):
        yield partial(tile, image, slice(first, min(groups, first + many)), slice(top, min(slices, top + thick)))


class _Part(NamedTuple):
    """Every second place, say, of a padded axis: where it begins in the axis without padding, and where it is put."""

    first: int
    into: int

    @classmethod
    def of(cls, number: int, stride: int, padding: int) -> _Part:
        """The part that begins at a place of the padded axis."""
        into = max(0, rounded_up(padding - number, stride))
        return cls(into * stride + number - padding, into)


class _Planes:
    """The planes of some groups of channels, from the padded ones to those that are multiplied."""

    def __init__(self, xp: Any, geometry: Geometry) -> None:
        self.xp, self.geometry = xp, geometry
        assert geometry.depth is not None
        self.depth = geometry.depth
        (down, across), h = geometry.stride, geometry.size[0]
        self.high = rounded_up(geometry.halo_rows(slice(0, h)).stop, down)
        self.wide = rounded_up(geometry.halo_width, across)

    def seen_by(self, slices: int) -> int:
        """The slices that so many of the output see."""
        return (slices - 1) * self.depth.stride + extent(self.depth.kernel, self.depth.dilation)

    def at_once(self, each: int, filters: int, slices: int) -> tuple[int, int]:
        """The groups, and the slices of the output, that are done together."""
        laid_out = self.geometry.kernel[0] * self.geometry.stride[1] * each
        plane = self.geometry.size[0] * self.wide
        groups = BLOCK // (plane * (self.seen_by(slices) * laid_out + slices * filters))
        if groups:
            return groups, slices
        return 1, max(1, BLOCK // (plane * (self.depth.stride * laid_out + filters)))

    def apart(self, x: Any, deep: slice, prologue: Prologue) -> Any:
        """(d, h, w, c) padded, those rows and columns together that are a stride apart: (c, d, down, across, h, w)."""
        (down, across), (top, _, left, _) = self.geometry.stride, self.geometry.sides
        slices, first = self.seen_by(deep.stop - deep.start), deep.start * self.depth.stride - self.depth.padding
        y = self.xp.zeros((x.shape[-1], slices, down, across, self.high, self.wide), dtype=x.dtype)
        x, inside = x[max(0, first):first + slices], y[:, max(0, -first):]
        for row in range(down):
            for column in range(across):
                rows, columns = _Part.of(row, down, top), _Part.of(column, across, left)
                room = inside[:, :x.shape[0], row, column, rows.into:, columns.into:].transpose(1, 2, 3, 0)
                seen = x[:, rows.first::down, columns.first::across][:, :room.shape[1], :room.shape[2]]
                prologue.apply(self.xp, seen, room[:, :seen.shape[1], :seen.shape[2]])
        return y

    def seen(self, apart: Any, each: int) -> Any:
        """Stretches of planes, as each row of the kernel sees them: (groups, across, d, kernel down, each, h' * w)."""
        c, slices, down, across, _, wide = apart.shape
        kernel, dilation, h = self.geometry.kernel[0], self.geometry.dilation[0], self.geometry.size[0]
        channel, slice_, _, column, line, step = apart.strides
        y = self.xp.empty((c // each, across, slices, kernel, each, h, wide), dtype=apart.dtype)
        for tap in range(min(kernel, down)):  # it and every `down`-th tap behind it see the same part
            first, row = divmod(tap * dilation, down)
            part = y[:, :, :, tap::down]
            part[...] = self.xp.lib.stride_tricks.as_strided(
                apart[:, :, row, :, first:], part.shape,
                (each * channel, column, slice_, dilation * line, channel, line, step))
        return y.reshape(c // each, across, slices, kernel, each, h * wide)

    def products(self, seen: Any, weights: Any, slices: int) -> Any:
        """The sums of the products, (kernel across, groups, filters, deep, down, each) times these: (c, d', h', w')."""
        xp, depth, (h, w) = self.xp, self.depth, self.geometry.size
        (kernel, groups, filters, deep, down, each), across = weights.shape, self.geometry.stride[1]
        made = xp.empty((groups, filters, slices, h * self.wide), dtype=seen.dtype)
        places = (h - 1) * self.wide + w
        sums, part = made.transpose(0, 2, 1, 3)[..., :places], None
        together = deep if depth.dilation == 1 else 1
        for first in range(0, deep, together):
            rows = weights[:, :, :, first:first + together].reshape(kernel, groups, 1, filters, together * down * each)
            stretches = self._stretches(seen, first, rows.shape[4], slices)
            if across == filters == 1 < kernel:
                every = xp.matmul(rows[:, :, :, 0].transpose(1, 2, 0, 3), stretches[:, 0])
                self._add(every[..., None, :], sums, begun=first > 0)
                continue
            for tap in range(kernel):
                shift, column = divmod(tap * self.geometry.dilation[1], across)
                met = stretches[:, column, ..., shift:shift + places]
                if tap == first == 0:
                    xp.matmul(rows[tap], met, out=sums)
                    continue
                part = xp.empty(sums.shape, dtype=seen.dtype) if part is None else part
                xp.matmul(rows[tap], met, out=part)
                sums += part
        return made.reshape(groups * filters, slices, h, self.wide)[..., :w]

    def _add(self, every: Any, sums: Any, *, begun: bool) -> None:
        """The products of all columns of the kernel, (c, d', kernel, 1, h' * w), shifted and added to the sums."""
        places, step = sums.shape[-1], self.geometry.dilation[1]
        shifted = [every[:, :, tap, :, tap * step:tap * step + places] for tap in range(every.shape[2])]
        first, *others = [sums, *shifted] if begun else shifted
        for other in others:
            first = self.xp.add(first, other, out=sums)

    def _stretches(self, seen: Any, tap: int, many: int, slices: int) -> Any:
        """Stretches that some rows of the kernel meet, from a tap in depth on: (groups, across, d', rows, h' * w)."""
        groups, across, *_, plane = seen.shape
        group, column, slice_, _, row, step = seen.strides
        return self.xp.lib.stride_tricks.as_strided(
            seen[:, :, tap * self.depth.dilation:], (groups, across, slices, many, plane),
            (group, column, self.depth.stride * slice_, row, step))
