"""Relations between shapes: what an operator may demand of its inputs."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from archcalc.base.axis_order import Grouped, Signal, channels_last
from archcalc.base.errors import Refused
from archcalc.base.units import volume
from archcalc.operators.operator import Shape
from archcalc.operators.shape_kinds import Undecided, axes_undecided, is_spatial, like, one_image
from archcalc.operators.sliding_window import axis_names

_AXES = {2: ("values",), 3: ("tokens", "features"), 4: ("groups", "tokens", "features")}
"""Of what is no channels over axes."""
_MOST_PARTS = 10_000
"""Divisors are sought among so many numbers: a hint is not worth a second."""
_MANY = 1000
"""Inputs that are too many to compare one by one."""
TO_OTHER_KIND = "transpose: {order: [0, 2, 1]} makes a signal of tokens, and tokens of a signal"
_FORMS = {2: "a vector", 3: "tokens", 4: "an image", 5: "a volume"}
_CHANNELS_FIRST = "transpose puts the features before the places, or reshape to [channels, height, width]"
_TO_SPATIAL = {2: "reshape to [channels, length] or [channels, height, width] first", 3: TO_OTHER_KIND,
               4: _CHANNELS_FIRST, 5: _CHANNELS_FIRST}
_TO_IMAGE = {2: "reshape to [channels, height, width] first", 3: "reshape to [channels, height, width] first",
             4: _CHANNELS_FIRST}
"""The ways to the shape that is wanted, by the axes that there are."""


def written(shape: Shape) -> str:
    """A shape as the lecture writes it, batch left out: height x width x channels.

    >>> written((1, 96, 55, 55)), written((1, 197, 768)), written((1, 1000)), written(Signal((1, 1, 16000)))
    ('55x55x96', '197x768', '1000', '16000x1')
    """
    return volume(one_image(shape))


def axes_as_written(shape: Shape) -> tuple[str, ...]:
    """What the axes behind the batch are called, in the order in which a shape is written.

    >>> axes_as_written((1, 96, 55, 55)), axes_as_written((1, 197, 768)), axes_as_written((1, 1000))
    (('height', 'width', 'channels'), ('tokens', 'features'), ('values',))
    """
    if is_spatial(shape):
        return *axis_names(len(shape) - 2), "channels"
    others = tuple(f"axis {axis}" for axis in range(1, len(shape)))
    return _AXES.get(len(shape), others)


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
    return prod(channels_last(one_image(shape)))


def image(kind: str, shape: Shape) -> Shape:
    """The shape, if it is (n, c, h, w)."""
    if len(shape) != 4 or isinstance(shape, Grouped):
        raise Refused("shape", f"{kind} takes an image (height x width x channels), found {written(shape)}, "
                               f"{form(shape)}", hint=_TO_IMAGE.get(len(shape), ""))
    if isinstance(shape, Undecided):
        raise shape.wanted(tuple)
    return shape


def spatial(kind: str, shape: Shape) -> Shape:
    """The shape, if it is (n, c, l) of a signal, (n, c, h, w) or (n, c, d, h, w)."""
    if isinstance(shape, Undecided):
        raise shape.wanted(Signal if len(shape) == 3 else tuple)
    if is_spatial(shape):
        return shape
    raise Refused("shape", f"{kind} takes a signal, an image or a volume (channels last in tables), found "
                           f"{written(shape)}, {form(shape)}", hint=_TO_SPATIAL.get(len(shape), ""))


def over_axes(n: int, channels: int, sizes: Iterable[int]) -> Shape:
    """Channels over axes of these sizes: a signal where there is one axis."""
    shape = (n, channels, *sizes)
    return Signal(shape) if len(shape) == 3 else shape


def featured(kind: str, shape: Shape) -> Shape:
    """The shape, if its last axis holds features: a vector, or tokens, also in groups."""
    if isinstance(shape, Undecided) and (len(shape) == 3 or shape.decision.has_channels_last):
        raise shape.wanted(tuple if len(shape) == 3 else Grouped)
    if is_spatial(shape):
        by_place = f", or {TO_OTHER_KIND}" if len(shape) == 3 else \
            f"; of features on the last axis, reshape: {{shape: [{prod(shape[1:-1])}, {shape[-1]}]}} makes tokens" \
            if isinstance(shape, Undecided) else ""
        raise Refused("shape", f"{kind} takes a vector or tokens, found {written(shape)}, {form(shape)}",
                      hint=f"put flatten before it{by_place}")
    return shape


_TO_TOKENS = {2: "reshape: {shape: [tokens, features]} first", 3: TO_OTHER_KIND}
"""The ways to tokens from a vector and from a signal; images and volumes go by to_tokens."""


def tokens(kind: str, shape: Shape) -> Shape:
    """The shape, if it is (n, t, d)."""
    if isinstance(shape, Undecided):
        raise shape.wanted(tuple)
    if len(shape) != 3 or is_spatial(shape):
        raise Refused("shape", f"{kind} takes tokens (tokens x features), found {written(shape)}, {form(shape)}",
                      hint=_TO_TOKENS.get(len(shape), "put to_tokens before it"))
    return shape


def form(shape: Shape) -> str:
    """What a shape is, in a word."""
    if isinstance(shape, Grouped):
        return "tokens in groups"
    return "a signal" if type(shape) is Signal else _FORMS.get(len(shape), f"{len(shape) - 2} axes beside the first")


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


def shown_span(noun: str, first: int, end: int) -> str:
    """So many numbered things, from the first up to, but not with, the end, in words.

    >>> shown_span("channel", 1, 4), shown_span("place", 3, 4)
    ('channels 1 to 3', 'place 3')
    """
    return f"{noun}s {first} to {end - 1}" if end - first > 1 else f"{noun} {first}"


def alike(kind: str, shapes: tuple[Shape, ...], free_axis: int | None = None) -> None:
    """Refuse unless all shapes agree, but for `free_axis`."""
    # Thousands of inputs have few shapes. Looking them up wants plain numbers, which pins those of a workbook.
    first, *others = dict.fromkeys(shapes) if len(shapes) > _MANY else shapes
    if 2 < len(first) < 6:
        one_kind(kind, shapes)
    for other in others:
        same = len(other) == len(first) and all(
            a == b for axis, (a, b) in enumerate(zip(first, other, strict=True)) if axis != free_axis)
        if not same:
            whole = "all inputs must have the same volume" if free_axis is None else \
                "give the branches the same height and width" if len(first) == 4 else \
                "the branches must agree along every axis but the one that is joined"
            raise Refused("shape", f"{kind} cannot join {apart(first, other)}", hint=whole if first[1:] != other[1:]
                          else "the batch differs: a shape that holds it is for one batch alone")


def one_kind(kind: str, shapes: tuple[Shape, ...]) -> None:
    """Refuse signals beside tokens; what is undecided beside one of them, or tokens in groups, is of its kind."""
    kinds = {type(shape) for shape in shapes if len(shape) == len(shapes[0])}
    if len(kinds) < 2:
        return
    if len(shapes[0]) != 3:
        if {Grouped, Undecided} <= kinds:
            raise next(shape for shape in shapes if isinstance(shape, Undecided)).wanted(Grouped)
        return
    decided = kinds - {Undecided}
    if len(decided) == 1:
        raise next(shape for shape in shapes if isinstance(shape, Undecided)).wanted(decided.pop())
    first, other = (next(shape for shape in shapes if type(shape) is wanted) for wanted in (Signal, tuple))
    raise Refused("shape", f"{kind} cannot join {written(first)}, a signal, and {written(other)}, tokens",
                  hint=TO_OTHER_KIND)


def joined(shapes: tuple[Shape, ...]) -> Shape:
    """The shape of several that agree: of an image beside what may be tokens in groups, what reads it decides."""
    first = shapes[0]
    if len(first) == 3 or all(type(shape) is type(first) for shape in shapes):
        return first
    return axes_undecided(first)


def of_features(shape: Shape) -> Shape:
    """The shape, for an operator that in PyTorch takes the last axis, if that is where channels were moved."""
    if isinstance(shape, Undecided) and shape.decision.has_channels_last:
        raise shape.wanted(Grouped)
    return shape


def channels_guessed(shape: Shape) -> str:
    """The note that an operator took the first axis for channels, where the last may be meant: of an image, none."""
    if not isinstance(shape, Undecided) or len(shape) < 4:
        return ""
    return (f"nothing decides whether the axes {listed(shape)} that it reads are an image or tokens in groups; it "
            f"takes the first after the batch, {shape[1]:,}, for the channels. reshape: {{shape: [{prod(shape[1:-1])}, "
            f"{shape[-1]}]}} before it makes tokens with features on the last axis")


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
    largest = (max(sizes) for sizes in zip(*padded, strict=True))
    return like(next((shape for shape in shapes if len(shape) == longest and type(shape) is not tuple), ()), largest)


def listed(shape: Shape) -> str:
    """A shape with every axis, as it is: [1, 96, 55, 55]."""
    return f"[{', '.join(map(str, shape))}]"
