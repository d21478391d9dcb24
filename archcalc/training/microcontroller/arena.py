"""Buffers laid into one arena of memory, as TensorFlow Lite for Microcontrollers plans it.

Source: tensorflow/tflite-micro, micro/memory_planner/greedy_memory_planner.cc and micro_allocation_info.cc.
"""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.named_tuples import NamedTuple

ALIGNMENT = 16
"""The bytes to whose multiples a buffer is rounded up (MicroArenaBufferAlignment)."""


class Buffer(NamedTuple):
    """A buffer's bytes, and the first and the last step in which it is used; both are its own."""

    size: int
    first: int
    last: int


class Arena(NamedTuple):
    """The bytes of an arena, and where each buffer begins in it."""

    bytes: int
    offsets: tuple[int, ...]


def aligned(size: int) -> int:
    """Bytes rounded up to the alignment.

    >>> aligned(10), aligned(32)
    (16, 32)
    """
    return -(-size // ALIGNMENT) * ALIGNMENT


def greedy(buffers: Sequence[Buffer]) -> Arena:
    """The largest buffer first, each at the lowest place that is free while it is used; of equal ones the last first.

    >>> greedy([Buffer(32, 0, 1), Buffer(16, 1, 2), Buffer(48, 2, 3)])
    Arena(bytes=64, offsets=(0, 48, 0))
    """
    sizes = [aligned(buffer.size) for buffer in buffers]
    by_size = sorted(range(len(buffers)), key=lambda i: (-sizes[i], -i))
    offsets: dict[int, int] = {}
    for i in by_size:
        beside = sorted((offset, offset + sizes[j]) for j, offset in offsets.items() if _meet(buffers[i], buffers[j]))
        place = 0
        for start, end in beside:
            if start - place >= sizes[i]:
                break
            place = max(place, end)
        offsets[i] = place
    return Arena(max((offset + sizes[i] for i, offset in offsets.items()), default=0),
                 tuple(offsets[i] for i in range(len(buffers))))


def alive(buffers: Sequence[Buffer]) -> list[int]:
    """The bytes in use in every step: no arena is smaller than the most of them, however it is planned."""
    during = [0] * (max((buffer.last for buffer in buffers), default=-1) + 1)
    for buffer in buffers:
        for step in range(buffer.first, buffer.last + 1):
            during[step] += aligned(buffer.size)
    return during


def _meet(one: Buffer, other: Buffer) -> bool:
    return one.first <= other.last and other.first <= one.last
