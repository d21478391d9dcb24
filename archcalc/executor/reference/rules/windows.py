"""Windows over a volume: convolutions and pooling, each value from the window that its place sees."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product as combinations
from math import prod
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.executor.reference.reference_values import (
    At,
    Later,
    Reference,
    Volume,
    each,
    gathered,
    inside,
    mesh,
    numpy,
    offsets,
    plus,
    product,
    products,
    remembered,
    spread,
    times,
    total,
)
from archcalc.executor.reference.rules import Rule
from archcalc.operators.axis_attributes import Sides
from archcalc.operators.sliding_window import both_sides, rounded_up


def _biased(found: Reference, at: At, bias: Volume | None) -> Reference:
    return found if bias is None else plus(found, bias[(at[1],)])


def _conv(op: Any, at: At, x: Volume, weight: Volume, bias: Volume | None = None, tile: int = 1) -> Later:
    """A method that works in tiles rounds by the largest values of the tile that an output is in."""
    windows = _windows_of(op, at, x)
    seen = (_all_channels if op.groups == 1 else _channels_by_one)(op, at, x, windows)
    around, axes = None if tile == 1 else _tiles(op, at, x, tile), len(op.kernel)

    def later() -> Reference:
        kernels = weight[at[1:2]]
        last = Reference(numpy.moveaxis(kernels.found, -1 - axes, -1)) if op.groups == 1 else kernels
        found = products(seen(), last, axes + 1)
        if around:
            found.sizes = lambda: (around().size.max(axis=_window_axes(op)) *
                                   abs(kernels.value).sum(axis=_window_axes(op))).sum(axis=-1)
        return _biased(found, at, bias)

    return later


def _tiles(op: Any, at: At, x: Volume, tile: int) -> Later:
    """All that any output of the tile sees in which a place is, (..., c, height, width); they are a dilation apart."""
    along = min(2, len(op.kernel))
    starts = *at[:-along], *(place // (tile * apart) * tile * apart + place % apart
                             for place, apart in zip(at[-along:], op.dilation[-along:], strict=True))
    size = *op.kernel[:-along], *(tile + taps - 1 for taps in op.kernel[-along:])
    return _channels_by_one(op, at, x, _windows_of(op, starts, x, size))


class _Windows(NamedTuple):
    """Windows in a volume: the places along each axis, as rows (..., height, 1), and what lies outside, if any do."""

    places: At
    outside: Any


def _windows_of(op: Any, at: At, x: Volume, size: tuple[int, ...] = ()) -> _Windows:
    """Of an operator's windows those that places look through, or larger ones from there on."""
    dilation = getattr(op, "dilation", (1,) * len(op.kernel))
    return _windows(at[2:], size or op.kernel, op.kernel, op.stride, dilation, op.padding, x.shape[2:])


@remembered
def _windows(at: At, size: tuple[int, ...], kernel: tuple[int, ...], stride: tuple[int, ...],
             dilation: tuple[int, ...], padding: Sides | str, image: tuple[int, ...]) -> _Windows:
    before = both_sides(padding, image, kernel, stride, dilation)[::2]
    places = tuple(place * step + (offset * spread_by - first) for place, step, offset, spread_by, first in
                   zip(spread(at, len(size)), stride, offsets(*size), dilation, before, strict=True))
    held, kept = inside(places, image, range(len(size)))
    return _Windows(held, None if kept.all() else ~kept)


def _all_channels(op: Any, at: At, x: Volume, windows: _Windows) -> Later:
    """Windows of all channels, (..., height, width, c): where channels lie last, they are read in one go."""
    seen = x[*spread(at[:1], len(windows.places)), slice(None), *windows.places]
    return lambda: _within(seen, None if windows.outside is None else windows.outside[..., None])


def _channels_by_one(op: Any, at: At, x: Volume, windows: _Windows) -> Later:
    """Windows of the channels of each place's group, (..., c, height, width)."""
    channels, filters, axes = x.shape[1] // op.groups, op.filters // op.groups, len(windows.places)
    maps = offsets(channels, *(1,) * axes)[0]
    n, f = spread(at[:2], axes + 1)
    first = maps if op.groups == 1 else f // filters * channels + maps
    behind = (..., None, *(slice(None),) * axes)
    seen = x[n, first, *(place[behind] for place in windows.places)]
    return lambda: _within(seen, None if windows.outside is None else windows.outside[behind])


def _within(seen: Reference, outside: Any) -> Reference:
    """What windows see: zeros outside the image."""
    if outside is None:
        return seen
    return Reference(numpy.where(outside, 0, seen.value), lambda: numpy.where(outside, 0, seen.size), seen.terms)


def _conv_transpose(op: Any, at: At, x: Volume, weight: Volume, bias: Volume | None = None) -> Reference:
    channels, filters, cuts = x.shape[1] // op.groups, op.filters // op.groups, op.cuts()

    def painters(i: int, place: int) -> tuple[list[int], list[int]]:
        """The inputs along an axis that paint a place, and the places of the kernel that they paint it with."""
        pairs = [divmod(place + cuts[i] - k * op.dilation[i], op.stride[i]) for k in range(op.kernel[i])]
        hits = [(p, k) for k, (p, rest) in enumerate(pairs) if rest == 0 and 0 <= p < x.shape[2 + i]]
        return [p for p, _ in hits], [k for _, k in hits]

    def one(n: int, f: int, *places: int) -> Reference:
        inputs, taps = zip(*(painters(i, place) for i, place in enumerate(places)), strict=True)
        group, part = divmod(f, filters)
        maps = range(group * channels, (group + 1) * channels)
        i, *seen = mesh(maps, *inputs)
        _, *painted = mesh(maps, *taps)
        return product(x[n, i, *seen], weight[i, part, *painted])

    return _biased(gathered(one(*place) for place in each(at)), at, bias)


def _table_conv(op: Any, at: At, x: Volume, weight: Volume, bias: Volume | None = None) -> Reference:
    def one(n: int, f: int, i: int, j: int) -> Reference:
        first, row = sum(map(len, op.connections[:f])), op.connections[f]
        maps, down, across = mesh(row, range(i, i + op.kernel[0]), range(j, j + op.kernel[1]))
        return product(x[n, maps, down, across], weight[first:first + len(row), :, :])

    return _biased(gathered(one(*place) for place in each(at)), at, bias)


def _pooled(at: At, x: Volume, stretch: Callable[[int, int], slice],
            joined: Callable[[Reference], Reference]) -> Reference:
    """Each window of its channel, `stretch(axis, place)` along an axis, joined to a value."""
    return gathered(joined(x[n, c, *(stretch(axis, place) for axis, place in enumerate(places))])
                    for n, c, *places in each(at))


def _slid(op: Any, at: At, x: Volume, outside: float) -> Callable[[], Any]:
    """The values that each window sees, (..., kernel, kernel), and another one outside the image."""
    windows = _windows_of(op, at, x)
    seen = x[*spread(at[:2], len(op.kernel)), *windows.places]
    return lambda: seen.value if windows.outside is None else numpy.where(windows.outside, outside, seen.value)


def _max_pool(op: Any, at: At, x: Volume) -> Later:
    seen = _slid(op, at, x, -numpy.inf)
    return lambda: Reference(seen().max(axis=_window_axes(op)))


def _window_axes(op: Any) -> tuple[int, ...]:
    """The last axes of what windows see."""
    return tuple(range(-len(op.kernel), 0))


def _largest(window: Reference) -> Reference:
    return Reference(window.value.max())


def _mean(window: Reference) -> Reference:
    found = total(window)
    return Reference(found.value / window.value.size, lambda: found.size / window.value.size, found.terms)


def _avg_pool(op: Any, at: At, x: Volume) -> Later:
    sides = op.grid(x.shape).sides

    def counted(axis: int) -> Any:
        """The places along an axis that count in each window's mean."""
        size, before, after = x.shape[2 + axis], sides[2 * axis], sides[2 * axis + 1]
        starts = at[2 + axis] * op.stride[axis] - before
        first, last = (-before, size + after) if op.count_padding else (0, size)
        return numpy.minimum(starts + op.kernel[axis], last) - numpy.maximum(starts, first)

    seen, counts = _slid(op, at, x, 0.0), prod(map(counted, range(len(op.kernel))))
    return lambda: _mean_of(seen(), counts, len(op.kernel))


def _global_avg_pool(op: Any, at: At, x: Volume) -> Later:
    seen, axes = x[at[0], at[1], *(slice(None),) * len(x.shape[2:])], len(x.shape[2:])
    return lambda: _mean_of(seen.value, prod(x.shape[2:]), axes)


def _global_max_pool(op: Any, at: At, x: Volume) -> Later:
    seen, axes = x[at[0], at[1], *(slice(None),) * len(x.shape[2:])], len(x.shape[2:])
    return lambda: Reference(seen.value.max(axis=tuple(range(-axes, 0))))


def _mean_of(values: Any, counts: Any, axes: int) -> Reference:
    """The means along the last axes, of so many values each."""
    last = tuple(range(-axes, 0))
    return Reference(values.sum(axis=last) / counts, lambda: abs(values).sum(axis=last) / counts,
                     prod(values.shape[-axes:]))


def _subsample(op: Any, at: At, x: Volume, weight: Volume, bias: Volume) -> Reference:
    sums = _pooled(at, x, lambda axis, place: slice(place * op.kernel[axis], (place + 1) * op.kernel[axis]),
                   total)
    return plus(times(sums, weight[(at[1],)]), bias[(at[1],)])


def _bin(op: Any, x: Volume) -> Callable[[int, int], slice]:
    def stretch(axis: int, place: int) -> slice:
        size, count = x.shape[2 + axis], op.attributes["output"][axis]
        return slice(place * size // count, rounded_up((place + 1) * size, count))

    return stretch


def _max_unpool(op: Any, at: At, x: Volume, source: Volume) -> Reference:
    """A value where a window that holds the place has its largest there, the last such window's."""
    sizes = source.shape[2:]
    starts = both_sides(op.padding, sizes, op.kernel, op.stride, op.dilation)[::2]

    def windows(axis: int, place: int) -> list[tuple[int, range]]:
        """The windows that hold a place of an axis, and which places each sees."""
        first = (number * op.stride[axis] - starts[axis] for number in range(x.shape[2 + axis]))
        rate = op.dilation[axis]
        found = [(number, range(begin, begin + op.kernel[axis] * rate, rate)) for number, begin in enumerate(first)]
        return [(number, range(seen.start if seen.start >= 0 else seen.start % rate, min(sizes[axis], seen.stop), rate))
                for number, seen in found if place in seen]

    def one(n: int, c: int, *places: int) -> Reference:
        value = 0.0
        for held in combinations(*(windows(axis, place) for axis, place in enumerate(places))):
            seen = source[n, c, *(slice(stretch.start, stretch.stop, stretch.step) for _, stretch in held)].value
            largest = numpy.unravel_index(int(seen.argmax()), seen.shape)
            if all(stretch[i] == place for (_, stretch), i, place in zip(held, largest, places, strict=True)):
                value = float(x[n, c, *(number for number, _ in held)].value)
        return Reference(value)

    return gathered(one(*place) for place in each(at))


RULES: dict[str, Rule] = {
    "adaptive_avg_pool": lambda op, at, x: _pooled(at, x, _bin(op, x), _mean),
    "adaptive_max_pool": lambda op, at, x: _pooled(at, x, _bin(op, x), _largest),
    "avg_pool": _avg_pool,
    "conv": _conv,
    "conv_transpose": _conv_transpose,
    "global_avg_pool": _global_avg_pool,
    "global_max_pool": _global_max_pool,
    "max_pool": _max_pool,
    "max_unpool": _max_unpool,
    "subsample": _subsample,
    "table_conv": _table_conv,
}
AHEAD = frozenset({"avg_pool", "conv", "global_avg_pool", "global_max_pool", "max_pool"})
ONE_BY_ONE = frozenset(RULES) - AHEAD
BY_VALUE = frozenset({"max_unpool"})
