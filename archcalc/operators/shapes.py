"""Relations between shapes: what an operator may demand of its inputs."""

from __future__ import annotations

from math import prod

from archcalc.base.errors import Refused
from archcalc.operators.operator import Shape

_MOST_PARTS = 10_000
"""Divisors are sought among so many numbers: a hint is not worth a second."""
_FORMS = {2: "a vector", 3: "tokens", 5: "a volume of three axes, which no operator slides over"}
_AS_IMAGE = {2: "reshape to [channels, height, width] first",
             3: "a signal is an image of height 1, [channels, 1, length], under kernels [1, k]"}
"""The ways to an image, by the axes that there are."""


def written(shape: Shape) -> str:
    """A shape as the lecture writes it, batch left out: height x width x channels.

    >>> written((1, 96, 55, 55)), written((1, 197, 768)), written((1, 1000))
    ('55x55x96', '197x768', '1000')
    """
    _, *axes = shape
    return "x".join(map(str, [*axes[1:], axes[0]] if len(axes) == 3 else axes))


def apart(first: Shape, other: Shape) -> str:
    """Two shapes that differ, with the batch where that is what differs.

    >>> apart((1, 4, 8, 8), (1, 4, 8, 9)), apart((2, 4, 8, 8), (1, 4, 8, 8))
    ('8x8x4 and 8x9x4', '8x8x4 of batch 2 and 8x8x4 of batch 1')
    """
    texts = written(first), written(other)
    if texts[0] == texts[1]:
        return f"{texts[0]} of batch {first[0]} and {texts[1]} of batch {other[0]}"
    return " and ".join(texts)


def size(shape: Shape) -> int:
    """The number of values of one image, multiplied in the lecture's order: height, width, channels."""
    _, *axes = shape
    return prod([*axes[1:], axes[0]] if len(axes) == 3 else axes)


def image(kind: str, shape: Shape) -> Shape:
    """The shape, if it is (n, c, h, w)."""
    if len(shape) != 4:
        raise Refused("shape", f"{kind} takes a volume (height x width x channels), found {written(shape)}, "
                               f"{_FORMS.get(len(shape), 'something else')}",
                      hint=_AS_IMAGE.get(len(shape), ""))
    return shape


def divides(kind: str, what: str, number: int, parts: int) -> None:
    """Refuse unless `parts` divides `number`."""
    if number % parts:
        near = largest_divisor(number, parts)
        raise Refused("groups", f"{kind}: {number} {what} do not divide into {parts} groups",
                      hint=f"{near} would divide them" if near > 1 else "leave the groups out")


def largest_divisor(number: int, most: int) -> int:
    """The largest number up to `most`, or 10,000, that divides another.

    >>> largest_divisor(12, 5)
    4
    """
    return next(part for part in range(min(most, number, _MOST_PARTS), 0, -1) if number % part == 0)


def alike(kind: str, shapes: tuple[Shape, ...], free_axis: int | None = None) -> None:
    """Refuse unless all shapes agree, but for `free_axis`."""
    first, *others = shapes
    for other in others:
        same = len(other) == len(first) and all(
            a == b for axis, (a, b) in enumerate(zip(first, other, strict=True)) if axis != free_axis)
        if not same:
            whole = "give the branches the same height and width" if free_axis is not None else \
                "all inputs must have the same volume"
            raise Refused("shape", f"{kind} cannot join {apart(first, other)}", hint=whole if first[1:] != other[1:]
                          else "the batch differs: a shape that holds it is for one batch alone")


def broadcast(kind: str, *shapes: Shape) -> Shape:
    """The shape that several have together: axes of size 1 are repeated, and so are those missing in front.

    >>> broadcast("add", (1, 96, 56, 56), (96, 1, 1))
    (1, 96, 56, 56)
    """
    longest = max(map(len, shapes))
    padded = [(1,) * (longest - len(shape)) + tuple(shape) for shape in shapes]
    for shape in padded[1:]:
        if any(a not in (1, b) and b != 1 for a, b in zip(padded[0], shape, strict=True)):
            raise Refused("shape", f"{kind} cannot join {listed(shapes[0])} and {listed(shape)}",
                          hint="axes must agree, or be 1")
    return tuple(max(sizes) for sizes in zip(*padded, strict=True))


def listed(shape: Shape) -> str:
    """A shape with every axis, as it is: [1, 96, 55, 55]."""
    return f"[{', '.join(map(str, shape))}]"
