"""A convolution of volumes whose groups have few channels: products of matrices with planes that are shifted.

A plane shifted by whole rows is one stretch of memory, and so is, but for its last columns, one shifted along its rows.
So the planes that a row of the kernel sees are copied once for each of its places down, and those of a group lie one
upon another, slice after slice; then each column of the kernel, as a matrix, times these is one product. With a
stride, planes are put apart first: every second row, every second column, in a plane of their own.

Where rows of the output are as long as those of the planes, they are not padded: of a product the places that a shift
would take from one row to the next are made 0, and sums are made where they are to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from math import prod
from typing import Any

from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.tiles import CACHE, Tile
from archcalc.operators.sliding_window import extent, rounded_up

BLOCK = 4 * CACHE
"""Values of the planes that are laid out and made together."""


TOGETHER = 2
"""Slices of the output that one product gives where each filter has its own matrix: one row is multiplied slowly."""


def prepare(xp: Any, weight: Any, geometry: Geometry) -> Any:
    """(filters, c/groups, kernel, ...) as (kernel across, groups, filters/groups * slices, deep, down, c/groups).

    Of several slices at once each row has the weights of one of them, and zeros for what only the others see.
    """
    parts = weight.reshape(geometry.groups, geometry.filters // geometry.groups, *weight.shape[1:])
    parts = parts.transpose(5, 0, 1, 3, 4, 2)
    together, depth = _together(geometry), geometry.depth
    assert depth is not None
    if together == 1:
        return xp.ascontiguousarray(parts)
    kernel, groups, _, deep, *others = parts.shape
    banded = xp.zeros((kernel, groups, together, (together - 1) * depth.stride + deep, *others), dtype=weight.dtype)
    for place in range(together):
        banded[:, :, place, place * depth.stride:place * depth.stride + deep] = parts[:, :, 0]
    return banded


def _together(geometry: Geometry) -> int:
    """The slices of the output that one product gives."""
    depth = geometry.depth
    assert depth is not None
    banded = geometry.groups == geometry.filters and depth.kernel > 1 == depth.dilation
    return TOGETHER if banded and depth.slices % TOGETHER == 0 else 1


def tiles(xp: Any, x: Any, weights: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, d, h, w, c) into `out` (n, d', h', w', filters)."""
    planes = _Planes(xp, geometry, x.shape[3])
    (_, groups, *_, each), slices = weights.shape, out.shape[1]
    filters = geometry.filters // groups

    def tile(image: int, some: slice, deep: slice) -> None:
        read, made = (slice(some.start * many, some.stop * many) for many in (each, filters))
        seen = planes.seen(x[image, ..., read], deep, prologue.of_channels(read), each)
        place = out[image, deep, ..., made]
        sums = planes.products(seen, weights[:, some], planes.room(place, x.dtype))
        y = place if planes.fits(place) else sums[..., :place.shape[2]].transpose(1, 2, 3, 0)
        epilogue.of_channels(made).apply(xp, y, place, (image, deep))

    many, thick = planes.at_once(each, filters, slices)
    for image, first, top in product(range(x.shape[0]), range(0, groups, many), range(0, slices, thick)):
        yield partial(tile, image, slice(first, min(groups, first + many)), slice(top, min(slices, top + thick)))


class _Planes:
    """The planes of some groups of channels, from the padded ones to those that are multiplied."""

    def __init__(self, xp: Any, geometry: Geometry, width: int) -> None:
        self.xp, self.geometry = xp, geometry
        assert geometry.depth is not None
        self.depth = geometry.depth
        across, (_, w), self.left = geometry.stride[1], geometry.size, geometry.sides[2]
        self.wide = rounded_up(geometry.halo_width, across)
        self.kept = rounded_up(width, across) == w and any(shift == 0 for shift, _ in self._shifts(self.left))
        if self.kept:
            self.wide = w
        shifts = self._shifts(self.left if self.kept else 0)
        self.taps = sorted(((tap, *each) for tap, each in enumerate(shifts)), key=lambda tap: abs(tap[1]))
        """Columns of the kernel, how far each is shifted, which planes put apart it sees; unshifted ones first."""
        self.farthest = max(abs(shift) for _, shift, _ in self.taps)
        self.left = 0 if self.kept else self.left

    def _shifts(self, left: int) -> list[tuple[int, int]]:
        return [divmod(tap * self.geometry.dilation[1] - left, self.geometry.stride[1])
                for tap in range(self.geometry.kernel[1])]

    def fits(self, place: Any) -> bool:
        """True where sums can be made in a part of the output (d', h', w', filters) itself."""
        _, row, step, _ = place.strides
        return self.kept and step == place.dtype.itemsize and row == place.shape[2] * step

    def room(self, place: Any, dtype: Any) -> Any:
        """Where the sums for a part of the output (d', h', w', filters) are made: (filters, d', h', w or wider)."""
        slices, h, _, filters = place.shape
        return place.transpose(3, 0, 1, 2) if self.fits(place) else \
            self.xp.empty((filters, slices, h, self.wide), dtype=dtype)

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
        together = _together(self.geometry)
        return 1, together * max(1, BLOCK // (plane * (self.depth.stride * laid_out + filters) * together))

    def seen(self, x: Any, deep: slice, prologue: Prologue, each: int) -> Any:
        """Stretches of planes of (d, h, w, c), as each row of the kernel sees them, for some slices of the output.

        (groups, across, d, kernel down, each, h' * w') lie one after another, with zeros for what is shifted beyond the
        first and the last.
        """
        slices, first = self.seen_by(deep.stop - deep.start), deep.start * self.depth.stride - self.depth.padding
        apart = self._apart(x[max(0, first):first + slices], prologue)
        (c, many, across, high, _), (h, _), (kernel, _) = apart.shape, self.geometry.size, self.geometry.kernel
        shape = c // each, across, slices, kernel, each, h, self.wide
        stretches = self.xp.empty(prod(shape) + 2 * self.farthest, dtype=apart.dtype)
        stretches[:self.farthest], stretches[self.farthest + prod(shape):] = 0, 0
        y, begin = stretches[self.farthest:self.farthest + prod(shape)].reshape(shape), max(0, -first)
        y[:, :, :begin], y[:, :, begin + many:] = 0, 0
        parts = apart.reshape(c // each, each, many, across, high, self.wide).transpose(0, 3, 2, 1, 4, 5)
        down, top = self.geometry.stride[0], self.geometry.sides[0]
        for tap in range(kernel):
            room, before = y[:, :, begin:begin + many, tap], top - tap * self.geometry.dilation[0]
            rows = slice(min(h, max(0, rounded_up(before, down))), max(0, min(h, rounded_up(high + before, down))))
            room[..., :rows.start, :], room[..., rows.stop:, :] = 0, 0
            if rows.start < rows.stop:
                room[..., rows, :] = parts[..., rows.start * down - before:rows.stop * down - before:down, :]
        return stretches

    def _apart(self, x: Any, prologue: Prologue) -> Any:
        """(d, h, w, c) with those columns together that are a stride apart: (c, d, across, h, w')."""
        across = self.geometry.stride[1]
        if self.kept and across == 1 and prologue.is_identity and x.strides[2] == x.dtype.itemsize:
            return x.transpose(3, 0, 1, 2)[:, :, None]
        y = self.xp.zeros((x.shape[3], x.shape[0], across, x.shape[1], self.wide), dtype=x.dtype)
        for column in range(across):
            into = max(0, rounded_up(self.left - column, across))
            seen = x[:, :, into * across + column - self.left::across]
            room = y[:, :, column, :, into:].transpose(1, 2, 3, 0)
            many = min(seen.shape[2], room.shape[2])
            prologue.apply(self.xp, seen[:, :, :many], room[:, :, :many])
        return y

    def products(self, seen: Any, weights: Any, made: Any) -> Any:
        """The sums of these times weights (kernel across, groups, rows, deep, down, each), into (c, d', h', w')."""
        kernel, groups, rows, deep, *_ = weights.shape
        sums, part = self._by_slices(made, groups, rows), None
        at_once = deep if self.depth.dilation == 1 else 1
        for first in range(0, deep, at_once):
            matrices = weights[:, :, :, first:first + at_once].reshape(kernel, groups, 1, rows, -1)
            for number, (tap, shift, column) in enumerate(self.taps):
                met = self._stretches(seen, (column, first, shift), matrices.shape[-1], made.shape[1], weights)
                if first == number == 0:
                    self.xp.matmul(matrices[tap], met, out=sums)
                    continue
                if part is None:  # as the sums lie, so that they are added in one stretch
                    part = self._by_slices(self.xp.empty(made.shape, dtype=made.dtype), groups, rows)
                self.xp.matmul(matrices[tap], met, out=part)
                if self.kept and shift:  # what has come from another row
                    lines = part.reshape(*part.shape[:-1], -1, self.wide)
                    lines[..., slice(-shift) if shift < 0 else slice(max(0, self.wide - shift), self.wide)] = 0
                sums += part
        return made

    def _by_slices(self, volume: Any, groups: int, rows: int) -> Any:
        """(c, d', h', w') as products give it: (groups, d' or fewer, rows, h' * w')."""
        places = volume.shape[2] * volume.shape[3]
        if rows == _together(self.geometry):
            return volume.reshape(groups, -1, rows, places)
        return volume.reshape(groups, rows, -1, places).transpose(0, 2, 1, 3)

    def _stretches(self, seen: Any, start: tuple[int, int, int], rows: int, slices: int, weights: Any) -> Any:
        """Stretches from a column of planes, a tap in depth and a shift on: (groups, d' or fewer, rows, h' * w')."""
        _, groups, _, _, down, each = weights.shape
        (column, tap, shift), together = start, _together(self.geometry)
        plane, step = self.geometry.size[0] * self.wide, seen.strides[0]
        slice_ = down * each * plane
        columns = self.seen_by(slices) * slice_
        first = self.farthest + column * columns + tap * self.depth.dilation * slice_ + shift
        return self.xp.lib.stride_tricks.as_strided(
            seen[first:], (groups, slices // together, rows, plane),
            (self.geometry.stride[1] * columns * step, together * self.depth.stride * slice_ * step, plane * step,
             step))
