"""The fast method for a convolution: the first row that fits. All of them give what `im2col` gives.

The borders between methods were measured with tests/benchmarks/executor.py on one thread of an AMD EPYC (Zen 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from math import prod
from types import ModuleType
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.convolution.fused_operators import Epilogue, Prologue
from archcalc.executor.convolution.geometry import DepthWindow, Geometry
from archcalc.executor.convolution.tiles import Tile


class Rounding(NamedTuple):
    """How a method rounds beside plain sums of products: by a larger factor, and by all values of a tile.

    On the collection Winograd's errors stay below a sixth of what plain sums are allowed, but beside far larger values.
    """

    factor: float = 1.0
    tile: int = 1
    """The outputs along an axis that are computed together, of all that any of them sees."""


class Method(NamedTuple):
    """A method (a module of this package), its further arguments, and the geometries that it is chosen for."""

    name: str
    fits: Callable[[Geometry], bool]
    arguments: tuple[int, ...] = ()
    rounding: Rounding = Rounding()
    whole: bool = False
    """True where signals and volumes are taken as they are, not slice by slice as images."""
    planar: bool = False
    """True where volumes are written plane by plane, not channels last."""
    reads_planes: bool = False
    """True where images may as well lie plane by plane as channels last."""
    lies: bool = False
    """True where `prepare` gives the weights as they lie: products take a tenth longer, laying them out several."""

    @property
    def module(self) -> ModuleType:
        """The module, with `prepare` and `tiles`."""
        return _module(self.name)

    def prepare(self, xp: Any, weight: Any, geometry: Geometry, often: bool = True) -> Any:
        """The weights as the method wants them, for runs that are many, or one."""
        made = self.module.prepare(xp, weight, geometry, *self.arguments)
        return xp.ascontiguousarray(made) if self.lies and often else made

    def tiles(self, xp: Any, x: Any, weights: Any, geometry: Geometry, prologue: Prologue, epilogue: Epilogue,
              out: Any) -> Iterable[Tile]:
        """The work on (n, h, w, c), in tiles, that fills `out`, (n, h', w', filters)."""
        tiles: Iterable[Tile] = self.module.tiles(xp, x, weights, geometry, prologue, epilogue, out)
        return tiles


@cache
def _module(name: str) -> ModuleType:
    """A module of this package, found once: each time takes as long as a small product."""
    return import_module(f"{__package__}.{name}")


def _pointwise(geometry: Geometry) -> bool:
    return geometry.kernel == (1, 1) and geometry.groups == 1 and not any(geometry.sides)


def _depthwise(geometry: Geometry) -> bool:
    return geometry.groups == geometry.channels == geometry.filters


_NO_DEPTH = DepthWindow(1, 1, 1, 1, 0)
LONG = 256
"""A signal of so many places gives each of several products enough rows."""
TILED = 16
"""A dilated signal of so many places for each that its taps are apart fills its tiles, but for a quarter."""
SHORTEST_BAND, LONGEST_BAND = 5, 64
"""A shorter kernel is as fast tap by tap, if not strided; a longer one as well, and takes memory by the band."""
WORKED = 2**20
"""Multiplications that each slice of a volume of few channels is worth, to be transformed before it is convolved."""
NARROW = 8
"""Groups of so few channels of a volume give matrices that are too small, slice by slice.

Of exactly so many, rows are transformed in two thirds to half the time of planes; of fewer, that takes longer.
"""
TALL = 24
"""Fewer rows of a volume are as fast copied as transformed."""

FEW_PLACES = 128
"""Slices of so many places, each by itself, would read weights more often than they multiply by them."""


def _signal(geometry: Geometry) -> bool:
    return geometry.size[1] == geometry.kernel[1] == 1 and not any(geometry.sides[2:])


def _plain_signal(geometry: Geometry) -> bool:
    alone = geometry.groups == geometry.dilation[0] == 1 and geometry.channels > 4
    return _signal(geometry) and alone and geometry.size[0] >= LONG


def _winograd_signal(geometry: Geometry) -> bool:
    plain = geometry.kernel[0] == 3 and geometry.stride[0] == geometry.groups == 1
    wide = min(geometry.channels, geometry.filters) >= 16
    return _signal(geometry) and plain and wide and geometry.size[0] >= max(LONG, TILED * geometry.dilation[0])


def _few_channels(geometry: Geometry) -> bool:
    return geometry.channels <= 4 and geometry.groups == 1


def _few_channels_deep(geometry: Geometry) -> bool:
    depth = geometry.depth or _NO_DEPTH
    plain = depth.kernel == 3 and depth.stride == depth.dilation == 1 and depth.slices >= 3
    products = prod((geometry.filters, geometry.channels // depth.kernel, *geometry.kernel, *geometry.size))
    return plain and geometry.groups == 1 and geometry.channels <= 4 * depth.kernel and products >= WORKED


def _patches(geometry: Geometry) -> bool:
    depth = geometry.depth or _NO_DEPTH
    spread = (geometry.dilation, depth.dilation) != ((1, 1), 1)
    apart = (geometry.kernel, depth.kernel) != (geometry.stride, depth.stride)
    inside = not any(geometry.sides) and depth.padding == 0
    return inside and geometry.groups == 1 and not spread and not apart


def _banded_signal(geometry: Geometry) -> bool:
    (stride, _), (kernel, _) = geometry.stride, geometry.kernel
    spread, short = geometry.dilation[0] > 1 or stride > 8, stride == 1 and kernel < SHORTEST_BAND
    return _depthwise(geometry) and _signal(geometry) and kernel <= LONGEST_BAND and not spread and not short


def _depthwise_signal(geometry: Geometry) -> bool:
    return _depthwise(geometry) and _signal(geometry) and geometry.stride[0] == 1


def _winograd_rows(geometry: Geometry) -> bool:
    depth, (h, w), (down, across), (_, _, left, right) = geometry.depth, geometry.size, geometry.kernel, geometry.sides
    plain = geometry.stride == geometry.dilation == (1, 1) and down == 3 and left + right == across - 1 < w
    deep = depth is not None and depth.kernel > 1 == depth.dilation
    return deep and plain and _narrow(geometry) and not _narrow(geometry, NARROW - 1) and h >= TALL


def _narrow(geometry: Geometry, most: int = NARROW) -> bool:
    depth = geometry.depth
    return depth is not None and not _depthwise(geometry) and geometry.channels <= most * geometry.groups * depth.kernel


def _shifted_planes(geometry: Geometry) -> bool:
    return (geometry.depth is not None and _depthwise(geometry)) or _narrow(geometry)


def _small_slices(geometry: Geometry) -> bool:
    several = geometry.depth is not None and geometry.depth.slices > 1 and geometry.groups == 1
    return several and prod(geometry.size) < FEW_PLACES


def _dense_5x5(geometry: Geometry) -> bool:
    plain = geometry.kernel == (5, 5) and geometry.stride == (1, 1) and geometry.dilation == (1, 1)
    return plain and geometry.channels >= 16 and geometry.filters >= 16 and min(geometry.size) >= 8


def _dense_3x3(geometry: Geometry) -> bool:
    plain = geometry.kernel == (3, 3) and geometry.stride == (1, 1) and geometry.dilation == (1, 1)
    return plain and geometry.channels >= 16 and geometry.filters >= 16


def _dense_2x2(geometry: Geometry) -> bool:
    plain = geometry.kernel == (2, 2) and geometry.stride == (1, 1) and geometry.dilation == (1, 1)
    return plain and geometry.channels >= 16 and geometry.filters >= 16 and min(geometry.size) >= 8


def _wide_image(geometry: Geometry) -> bool:
    return _dense_3x3(geometry) and min(geometry.size) >= 16


def _small_image(geometry: Geometry) -> bool:
    return _dense_3x3(geometry) and min(geometry.size) >= 8


TABLE = (
    Method("pointwise", _pointwise, reads_planes=True, lies=True),
    Method("patches", _patches, whole=True),
    Method("banded_signal", _banded_signal, whole=True, planar=True),
    Method("depthwise_signal", _depthwise_signal, whole=True, planar=True),
    Method("winograd_depth", _few_channels_deep, (4,), Rounding(2, 4), whole=True),
    Method("winograd_rows", _winograd_rows, (4,), Rounding(2, 4), whole=True, planar=True),
    Method("shifted_planes", _shifted_planes, whole=True, planar=True),
    Method("depthwise", _depthwise),
    Method("winograd", _wide_image, (4,), Rounding(2, 4)),
    Method("winograd", _small_image, (2,), Rounding(2, 2)),
    Method("winograd", _dense_5x5, (2,), Rounding(2, 2)),
    Method("winograd", _dense_2x2, (3,), Rounding(2, 3)),
    Method("winograd_signal", _winograd_signal, (4,), Rounding(2, 4)),
    Method("phased_rows", _plain_signal),
    Method("volume_columns", _small_slices, whole=True),
    Method("signal_columns", _signal, whole=True, planar=True),
    Method("few_channels", _few_channels, reads_planes=True),
    Method("blocked_im2col", lambda geometry: True),
)


def chosen(geometry: Geometry) -> Method:
    """The row for a convolution."""
    return next(method for method in TABLE if method.fits(geometry))
