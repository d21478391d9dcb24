"""The places of its inputs that one output value of an operator reads, axis by axis: whence receptive fields."""

from __future__ import annotations

from math import gcd

from archcalc.base.named_tuples import NamedTuple
from archcalc.operators.rule_results import Shape, Window
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.sliding_window import rounded_up

MOST_PHASES = 4096
"""A pattern that repeats later than this is not written down: all places then stand for those that are read."""


class Taps(NamedTuple):
    """The places of an axis that each place of an output's axis reads, in a pattern that repeats.

    Output place q*len(places) + r reads `places[r]`, each moved by q*advance.
    """

    places: tuple[range, ...]
    advance: int = 1


class Along(NamedTuple):
    """One axis of an input: an output value reads those of its places that `taps` tell for its place on the axis `to`.

    Without `taps`, that place itself. Without `to`, every output value reads the same: the first of `taps`, or all.
    Only output places `within` a range read the input, where one is told. What is not `exact` is read at most.
    """

    to: int | None = None
    taps: Taps | None = None
    within: range | None = None
    exact: bool = True


class Moved(NamedTuple):
    """An input's values in another shape: its axes in this `order`, then row by row."""

    order: tuple[int, ...]


ALL = Along()
UNKNOWN = Along(exact=False)
Reads = tuple[Along, ...] | Moved
"""An input's axes, one by one; or its values moved."""


def pattern(start: int, places: int, step: int = 1, advance: int = 1) -> Taps:
    """The same for every output place: so many places, `step` apart.

    >>> pattern(-1, 3, advance=2)
    Taps(places=(range(-1, 2),), advance=2)
    """
    return Taps((range(start, start + step * (places - 1) + 1, step),), advance)


def one_place(place: int) -> Taps:
    """One place alone, the output's own moved by so many."""
    return pattern(place, 1)


def windowed(axis: int, kernel: int, stride: int, padding: int, dilation: int) -> Along:
    """The places of an axis under a window."""
    return Along(axis, pattern(-padding, kernel, dilation, stride))


def painted(axis: int, size: int, kernel: int, stride: int, cut: int, dilation: int) -> Along:
    """The places of an axis of a `size` that paint each place of an enlarged one, by the phase of its place.

    >>> painted(2, 8, 3, 2, 1, 1).taps
    Taps(places=(range(0, 1), range(0, 2)), advance=1)
    """
    if size == 1 or stride > MOST_PHASES:
        return ALL if size == 1 else UNKNOWN
    return Along(axis, Taps(tuple(painting(phase + cut, kernel, stride, dilation) for phase in range(stride))))


def painting(place: int, kernel: int, stride: int, step: int) -> range:
    """The inputs that paint one place: input j paints j*stride, and kernel - 1 places after it, `step` apart.

    >>> painting(4, 3, 2, 1), painting(5, 3, 2, 1), painting(1, 1, 2, 1)
    (range(1, 3), range(2, 3), range(0, 0))
    """
    apart = stride // gcd(stride, step)
    first = next((k for k in range(min(kernel, apart)) if (place - step * k) % stride == 0), None)
    if first is None:
        return range(0)
    last = first + (kernel - 1 - first) // apart * apart
    return range((place - step * last) // stride, (place - step * first) // stride + 1, max(1, step * apart // stride))


def binned(axis: int, size: int, bins: int) -> Along:
    """The places of an axis in each bin.

    >>> binned(2, 10, 4).taps
    Taps(places=(range(0, 3), range(2, 5)), advance=5)
    """
    phases = bins // gcd(size, bins)
    if bins == 1 or phases > MOST_PHASES:
        return ALL if bins == 1 else UNKNOWN
    taps = (range(phase * size // bins, rounded_up((phase + 1) * size, bins)) for phase in range(phases))
    return Along(axis, Taps(tuple(taps), phases * size // bins))


def under(window: Window, x: Shape, output: Shape, channels: Along) -> tuple[Along, ...]:
    """An input's axes under a window, of which every output reads some `channels`; of a volume that becomes none, all.

    What becomes of a signal, an image or a volume under a window that does not cover it is not known.
    """
    if not (is_spatial(x) and is_spatial(output)):
        whole = is_spatial(x) and all(kernel >= size for kernel, size in zip(window.kernel, x[2:], strict=True))
        return (ALL if whole else UNKNOWN,) * len(x)
    axes = zip(range(2, len(x)), *window[:4], strict=True)
    return Along(0), channels, *(painted(axis, x[axis], *values) if window.transposed else windowed(axis, *values)
                                 for axis, *values in axes)


def aligned(x: tuple[int, ...], output: tuple[int, ...]) -> tuple[Along, ...]:
    """Value by value: an axis of size 1 is repeated, and so are axes that are missing in front.

    >>> aligned((1, 8, 1, 1), (1, 8, 6, 6))[1:3]
    (Along(to=1, taps=None, within=None, exact=True), Along(to=None, taps=None, within=None, exact=True))
    """
    missing = len(output) - len(x)
    return tuple(Along(missing + axis) if missing + axis >= 0 and size == output[missing + axis] else
                 Along(exact=size == 1) for axis, size in enumerate(x))


def shared_by(axis: int, readers: int, shares: int) -> Along:
    """An axis of shares, each read by as many places side by side of the output's axis.

    >>> shared_by(1, 4, 2).taps
    Taps(places=(range(0, 1), range(0, 1)), advance=1)
    """
    if readers == shares:
        return Along(axis)
    return Along(axis, Taps((range(1),) * (readers // shares))) if readers // shares <= MOST_PHASES else UNKNOWN


def mixed(x: tuple[int, ...], axes: tuple[int, ...]) -> tuple[Along, ...]:
    """Every value of some axes together; the others value by value."""
    return tuple(ALL if axis in axes else Along(axis) for axis in range(len(x)))
