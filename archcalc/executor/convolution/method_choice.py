"""Which fast kernel does which convolution: the first row that fits. All of them give what `im2col` gives.

The borders between methods were measured with tests/benchmarks/executor.py on one thread of an AMD EPYC (Zen 4).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from archcalc.executor.convolution.geometry import Geometry


class Choice(NamedTuple):
    """A method (a module of this package), what it is told besides, and the geometries it is chosen for."""

    method: str
    fits: Callable[[Geometry], bool]
    arguments: tuple[int, ...] = ()

    @property
    def kernel(self) -> ModuleType:
        """The module, with `prepare` and `tasks`."""
        return import_module(f"{__package__}.{self.method}")


def _pointwise(geometry: Geometry) -> bool:
    return geometry.kernel == (1, 1) and geometry.groups == 1 and not any(geometry.sides)


def _depthwise(geometry: Geometry) -> bool:
    return geometry.groups == geometry.channels == geometry.filters


def _picture(geometry: Geometry) -> bool:
    return geometry.channels <= 4 and geometry.groups == 1


def _dense_5x5(geometry: Geometry) -> bool:
    plain = geometry.kernel == (5, 5) and geometry.stride == (1, 1) and geometry.dilation == (1, 1)
    return plain and geometry.channels >= 16 and geometry.filters >= 16 and min(geometry.size) >= 8


def _dense_3x3(geometry: Geometry) -> bool:
    plain = geometry.kernel == (3, 3) and geometry.stride == (1, 1) and geometry.dilation == (1, 1)
    return plain and geometry.channels >= 16 and geometry.filters >= 16


def _wide_image(geometry: Geometry) -> bool:
    return _dense_3x3(geometry) and min(geometry.size) >= 16


def _small_image(geometry: Geometry) -> bool:
    return _dense_3x3(geometry) and min(geometry.size) >= 8


TABLE = (
    Choice("pointwise", _pointwise),
    Choice("depthwise", _depthwise),
    Choice("winograd", _wide_image, (4,)),
    Choice("winograd", _small_image, (2,)),
    Choice("winograd", _dense_5x5, (2,)),
    Choice("few_channels", _picture),
    Choice("blocked_im2col", lambda geometry: True),
)


def chosen(geometry: Geometry) -> Choice:
    """The row for a convolution."""
    return next(choice for choice in TABLE if choice.fits(geometry))
