"""Winograd's minimal filtering of volumes along their depth: half the multiplications of a kernel 3 deep.

Six slices of the input are transformed and then convolved as images, each with weights of its own; four slices of the
output come of them. Along rows and columns windows may be any: a video's first layer, of few channels and with a
stride, has nothing else to save, and transforms next to nothing.
Source: Lavin and Gray 2015 (Fast Algorithms for Convolutional Neural Networks), along one axis as in `winograd_signal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import Geometry
from archcalc.executor.convolution.method_choice import Method, chosen
from archcalc.executor.convolution.tiles import Tile, in_turn, row_tiles
from archcalc.executor.convolution.winograd import POINTS, matrices


class SlicesTransformed(NamedTuple):
    """How a transformed slice is convolved, the weights of each, and the matrices B' and A'."""

    method: Method
    image: Geometry
    weights: tuple[Any, ...]
    into: Any
    out_of: Any


def prepare(xp: Any, weight: Any, geometry: Geometry, tile: int) -> SlicesTransformed:
    """(filters, c/groups, 3, kernel, kernel) as the weights of the slices that give `tile` of the output."""
    filters, each, deep, *kernel = weight.shape
    told = matrices(POINTS[tile + deep - 1], deep)
    into, transform, out_of = (xp.asarray(matrix, dtype=weight.dtype) for matrix in told)
    parts = transform @ weight.transpose(2, 0, 1, 3, 4).reshape(deep, -1)
    image = geometry._replace(channels=geometry.channels // deep, depth=None)
    method = chosen(image)
    weights = tuple(method.prepare(xp, part.reshape(filters, each, *kernel), image) for part in parts)
    return SlicesTransformed(method, image, weights, into, out_of)


def tiles(xp: Any, x: Any, prepared: SlicesTransformed, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
          out: Any) -> Iterator[Tile]:
    """(n, d, h, w, c) into `out` (n, d', h', w', filters)."""
    tile, places = prepared.out_of.shape
    depth = geometry.depth
    assert depth is not None

    def some_slices(image: int, some: slice) -> None:
        first = some.start - depth.padding
        seen = slice(max(0, first), max(0, min(x.shape[1], first + places)))
        matrix = prepared.into[:, seen.start - first:seen.stop - first]  # zeros are seen beyond
        sums = _convolved(xp, _transformed(xp, x[image, seen], matrix, prologue), prepared)
        made = xp.empty((some.stop - some.start, *out.shape[2:]), dtype=x.dtype)
        _mix(xp, prepared.out_of[:len(made)], sums, made)
        epilogue.apply(xp, made, out[image, some], (image, some))

    return row_tiles(some_slices, x.shape[0], depth.slices, tile)


def _transformed(xp: Any, x: Any, matrix: Any, prologue: Prologue) -> Any:
    """A matrix (places, d) times slices (d, h, w, c) after the prologue; they lie as those of the input."""
    if not prologue.is_identity:
        given, x = x, xp.empty(x.shape, dtype=x.dtype)
        prologue.apply(xp, given, x)
    (_, h, w, c), places = x.shape, len(matrix)
    planar = x.strides[2] < x.strides[3]
    images = xp.empty((places, c, h, w), dtype=x.dtype).transpose(0, 2, 3, 1) if planar else \
        xp.empty((places, h, w, c), dtype=x.dtype)
    _mix(xp, matrix, x, images)
    return images


def _convolved(xp: Any, images: Any, prepared: SlicesTransformed) -> Any:
    """Each slice with its own weights: (places, h', w', filters)."""
    method, image = prepared.method, prepared.image
    sums = xp.empty((len(images), *image.size, image.filters), dtype=images.dtype)
    for place, weights in enumerate(prepared.weights):
        some = slice(place, place + 1)
        in_turn(method.tiles(xp, images[some], weights, image, Prologue(), Epilogue(), sums[some]))
    return sums


def _mix(xp: Any, matrix: Any, x: Any, y: Any) -> None:
    """A matrix (many, d) times slices (d, h, w, c) into (many, h, w, c), which lie alike."""
    if x.strides[2] < x.strides[3]:
        x, y = (each.transpose(3, 0, 1, 2).reshape(each.shape[3], len(each), -1) for each in (x, y))
    else:
        x, y = (each.reshape(len(each), -1) for each in (x, y))
    xp.matmul(matrix, x, out=y)
