"""Windows over a volume: convolutions and pooling, each value from the window that its place sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.executor.reference.reference_values import (
    At,
    Reference,
    Volume,
    each,
    gathered,
    inside,
    mesh,
    numpy,
    offsets,
    or_zero,
    plus,
    product,
    products,
    spread,
    times,
    total,
)
from archcalc.executor.reference.rules import Rule
from archcalc.operators.sliding_window import first_side, rounded_up


def _biased(found: Reference, at: At, bias: Volume | None) -> Reference:
    return found if bias is None else plus(found, bias[(at[1],)])


def _conv(op: Any, at: At, x: Volume, weight: Volume, bias: Volume | None = None, tile: int = 1) -> Reference:
    """A method that works in tiles rounds by the largest values of the tile that an output is in."""
    channels, filters = x.shape[1] // op.groups, op.filters // op.groups
    n, f, i, j = spread(at, 3)
    maps, down, across = offsets(channels, *op.kernel)
    first = maps if op.groups == 1 else f // filters * channels + maps

    def window(spot: Any, more: Any, axis: int) -> Any:
        before = first_side(op.padding, axis, x.shape[2 + axis], op.kernel[axis], op.stride[axis], op.dilation[axis])
        return (spot * op.stride[axis] - before) + more * op.dilation[axis]

    kernels = weight[at[1:2]]
    if op.groups == 1:
        found = products(_all_channels(x, at[0], window(i, down, 0)[:, 0], window(j, across, 1)[:, 0]),
                         kernels._replace(value=kernels.value.transpose(0, 2, 3, 1)))
    else:
        found = products(or_zero(x, (n, first, window(i, down, 0), window(j, across, 1)), 2, 3), kernels)
    if tile > 1:
        _, rows, columns = offsets(1, *(tile + size - 1 for size in op.kernel))
        around = or_zero(x, (n, first, window(i // tile * tile, rows, 0), window(j // tile * tile, columns, 1)), 2, 3)
        sizes = around.size.max(axis=(2, 3)) * abs(kernels.value).sum(axis=(2, 3))
        found = found._replace(sizes=sizes.sum(axis=1))
    return _biased(found, at, bias)


def _all_channels(x: Volume, n: Any, rows: Any, columns: Any) -> Reference:
    """Windows of all channels, (places, kernel, kernel, c): where channels lie last, they are read in one go."""
    held, kept = inside((n[:, None, None], slice(None), rows, columns), x.shape, (2, 3))
    found = x[held]
    kept = kept[..., None]
    return Reference(found.value * kept, None if found.sizes is None else found.sizes * kept, found.terms)


def _conv_transpose(op: Any, at: At, x: Volume, weight: Volume, bias: Volume | None = None) -> Reference:
    channels, filters = x.shape[1] // op.groups, op.filters // op.groups

    def painters(i: int, place: int) -> tuple[list[int], list[int]]:
        """The inputs along an axis that paint a place, and the places of the kernel that they paint it with."""
        pairs = [divmod(place + op.cut(i) - k * op.dilation[i], op.stride[i]) for k in range(op.kernel[i])]
        hits = [(p, k) for k, (p, rest) in enumerate(pairs) if rest == 0 and 0 <= p < x.shape[2 + i]]
        return [p for p, _ in hits], [k for _, k in hits]

    def one(n: int, f: int, *place: int) -> Reference:
        (rows, down), (columns, across) = painters(0, place[0]), painters(1, place[1])
        group, part = divmod(f, filters)
        maps = range(group * channels, (group + 1) * channels)
        (i, row, column), (_, k, m) = mesh(maps, rows, columns), mesh(maps, down, across)
        return product(x[n, i, row, column], weight[i, part, k, m])

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
    return gathered(joined(x[n, c, stretch(0, i), stretch(1, j)]) for n, c, i, j in each(at))


def _slid(op: Any, at: At, x: Volume) -> tuple[Any, Any]:
    """The values that each window sees, (places, kernel, kernel), and which of them lie in the image."""
    n, c, i, j = spread(at, 2)
    down, across = offsets(*op.kernel)
    before = [first_side(op.padding, axis, x.shape[2 + axis], op.kernel[axis], op.stride[axis]) for axis in (0, 1)]
    seen = (n, c, i * op.stride[0] - before[0] + down, j * op.stride[1] - before[1] + across)
    held, kept = inside(seen, x.shape, (2, 3))
    return x[held].value, kept


def _max_pool(op: Any, at: At, x: Volume) -> Reference:
    values, kept = _slid(op, at, x)
    return Reference(numpy.where(kept, values, -numpy.inf).max(axis=(1, 2)))


def _largest(window: Reference) -> Reference:
    return Reference(window.value.max())


def _mean(window: Reference) -> Reference:
    found = total(window)
    return Reference(found.value / window.value.size, found.size / window.value.size, found.terms)


def _avg_pool(op: Any, at: At, x: Volume) -> Reference:
    sides = op.grid(x.shape).sides

    def counted(axis: int) -> Any:
        """The places along an axis that count in each window's mean."""
        size, before, after = x.shape[2 + axis], sides[2 * axis], sides[2 * axis + 1]
        starts = at[2 + axis] * op.stride[axis] - before
        first, last = (-before, size + after) if op.count_padding else (0, size)
        return numpy.minimum(starts + op.kernel[axis], last) - numpy.maximum(starts, first)

    values, kept = _slid(op, at, x)
    values, counts = numpy.where(kept, values, 0.0), counted(0) * counted(1)
    return Reference(values.sum(axis=(1, 2)) / counts, abs(values).sum(axis=(1, 2)) / counts, values[0].size)


def _subsample(op: Any, at: At, x: Volume, weight: Volume, bias: Volume) -> Reference:
    sums = _pooled(at, x, lambda axis, place: slice(place * op.kernel[axis], (place + 1) * op.kernel[axis]),
                   total)
    return plus(times(sums, weight[(at[1],)]), bias[(at[1],)])


def _bin(op: Any, x: Volume) -> Callable[[int, int], slice]:
    def stretch(axis: int, place: int) -> slice:
        size, count = x.shape[2 + axis], op.attributes["output"][axis]
        return slice(place * size // count, rounded_up((place + 1) * size, count))

    return stretch


def _everything(axis: int, place: int) -> slice:
    return slice(None)


RULES: dict[str, Rule] = {
    "adaptive_avg_pool": lambda op, at, x: _pooled(at, x, _bin(op, x), _mean),
    "adaptive_max_pool": lambda op, at, x: _pooled(at, x, _bin(op, x), _largest),
    "avg_pool": _avg_pool,
    "conv": _conv,
    "conv_transpose": _conv_transpose,
    "global_avg_pool": lambda op, at, x: _pooled(at, x, _everything, _mean),
    "global_max_pool": lambda op, at, x: _pooled(at, x, _everything, _largest),
    "max_pool": _max_pool,
    "subsample": _subsample,
    "table_conv": _table_conv,
}
