"""The order of a volume's axes: channels first in arrays and JSON, last where people read."""

from __future__ import annotations


class Signal(tuple[int, ...]):
    """Channels over one axis: (c, l) or, with the batch, (n, c, l). The same numbers as tokens, but of another kind."""

    __slots__ = ()


class Grouped(tuple[int, ...]):
    """Tokens in groups: (g, t, d) or, with the batch, (n, g, t, d). The same numbers as an image, features last."""

    __slots__ = ()


class Extent(tuple[int, ...]):
    """Sides alone, without channels: those of a receptive field."""

    __slots__ = ()


def channels_last(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes of a shape without its batch: the axes of signals, images and volumes, then their channels."""
    is_spatial = isinstance(shape, Signal) or (len(shape) in (3, 4) and not isinstance(shape, Extent | Grouped))
    return (*shape[1:], *shape[:1]) if is_spatial else tuple(shape)
