"""The box of a volume: how high, deep and thick it is, and what stands at its edges.

An image is as high and deep as its maps and as thick as it has channels; of a volume in space and time the slices lie
behind each other, of a signal there is no depth. Tokens are a sheet, a row for each; a vector is a column.
"""

from __future__ import annotations

from archcalc.base.axis_order import Signal, channels_last
from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.volume_view import Lengths

_FLAT, _COLUMN, _RULED, _CUT = 6.0, 8.0, 6, 8
"""The depth of what has none, the thickness of a vector; so many lines are drawn at most for tokens and slices."""


class VolumeSize(NamedTuple):
    """A box in pixels, the texts at its edges, and the lines across its front: `rows` lying, `slices` standing."""

    height: float
    depth: float
    thickness: float
    along_height: str
    along_depth: str
    along_thickness: str
    rows: int = 0
    slices: int = 0


def volume_size(shape: tuple[int, ...], lengths: Lengths) -> VolumeSize:
    """The box of a shape for one image."""
    if len(shape) >= 3:
        channels, *inner, high, wide = shape
        deep = inner[0] if inner else 1
        told = f"{deep} × {channels}" if inner else f"{channels}"
        return VolumeSize(lengths.side(high), lengths.side(wide), lengths.channels(channels * deep), f"{high}",
                          f"{wide}", told, slices=min(deep, _CUT))
    if len(shape) == 2:
        along, features = channels_last(shape)
        is_signal = isinstance(shape, Signal)
        return VolumeSize(lengths.vector(along), _FLAT, lengths.features(features), f"{along}", "", f"{features}",
                          rows=0 if is_signal else min(along, _RULED))
    return VolumeSize(lengths.vector(shape[0] if shape else 1), _FLAT, _COLUMN, f"{shape[0]}" if shape else "", "", "")


def maps(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The height and width of an image, and of every slice of a volume; signals, tokens and vectors have none."""
    return shape[-2:] if len(shape) > 2 else ()
