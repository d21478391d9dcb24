"""Blocks of an array that stay in a processor's cache through several passes; a GPU takes the whole array at once.

A pass over a whole array goes to memory and back; in blocks, with room that is kept, all passes stay in the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archcalc.operators.operator import Array, Arrays

BLOCK = 2**15
"""Values at once: enough that a call is short beside its work."""

BlockFunction = Callable[[Arrays, Array, Array, Sequence[Array]], None]
"""A function of some values, written to others, with room for as many: (xp, x, out, room)."""


def values_at_once(xp: Arrays, x: Array) -> int:
    """So many values of an array are worked on at once: on a GPU every pass over a block is one more launch."""
    return min(BLOCK, x.size) if getattr(xp, "__name__", "") == "numpy" else x.size


def by_blocks(xp: Arrays, function: BlockFunction, x: Array, out: Array | None, rooms: int) -> Array:
    """A function of every value along all of an array as it lies, with room for a block so many times."""
    made = xp.empty_like(x) if out is None else out
    order, many = sorted(range(len(x.shape)), key=lambda axis: -x.strides[axis]), values_at_once(xp, x)
    room = xp.empty((rooms, many), x.dtype)
    for some, into in _parts(*_joined(x.transpose(*order), made.transpose(*order)), many):
        function(xp, some, into, [room[each, :some.size].reshape(some.shape) for each in range(rooms)])
    return made


def _joined(x: Array, y: Array) -> tuple[Array, Array]:
    """Both with those axes joined along which either lies in one piece: blocks are then as long as they may be."""
    shape = list(x.shape[:1])
    for axis in range(1, len(x.shape)):
        if all(each.strides[axis - 1] == each.shape[axis] * each.strides[axis] for each in (x, y)):
            shape[-1] *= x.shape[axis]
        else:
            shape.append(x.shape[axis])
    return x.reshape(*shape), y.reshape(*shape)


def _parts(x: Array, y: Array, many: int) -> Iterator[tuple[Array, Array]]:
    """The same parts of both, of so many values at most."""
    if x.size <= many:
        yield x, y
        return
    axis = next(axis for axis, size in enumerate(x.shape) if size > 1)
    long, front = x.shape[axis], (slice(None),) * axis
    at_once = max(1, many * long // x.size)
    for first in range(0, long, at_once):
        some = (*front, slice(first, min(long, first + at_once)))
        yield x[some], y[some]
