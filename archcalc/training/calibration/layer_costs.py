"""The seconds of a layer by what it does: so many for each product, for each byte, and for being there.

    seconds = a * MACs + b * bytes read and written + c

with a, b and c not below 0, by least squares of errors, each over the root of the seconds. Each kind of layer has its
own a, b and c; a kind that was not measured often enough has those of a wider one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.measures.operator_counts import figures
from archcalc.counting.measures.per_layer import outputs
from archcalc.network.graph import Graph, Node

Rates = tuple[float, float, float]
"""Seconds a product, a byte, and a layer."""

_LEAST = 6
"""The fewest layers from which a kind has rates of its own; they are of two networks at least."""
_FLOAT32 = 4
EVERY = ("layers with products", "layers without")
"""The widest kinds, one of which every layer is of."""


class LayerWork(NamedTuple):
    """The work of a layer: the kinds that it is of, the narrowest first; its products; the bytes that it moves."""

    kinds: tuple[str, ...]
    macs: int
    bytes: int


class Sample(NamedTuple):
    """The work of a layer, of a network by name, and the seconds that it took."""

    network: str
    work: LayerWork
    seconds: float


def works(graph: Graph) -> list[LayerWork | None]:
    """The work of every node in use, by position; None of what does nothing."""
    return [None if not node.inputs or node.op.is_view(False) else _work(graph, node) for node in graph.nodes]


def _work(graph: Graph, node: Node) -> LayerWork:
    weights = sum(prod(weight.shape) for weight in node.op.weights(*node.input_shapes).values())
    moved = weights + outputs(node) + sum(outputs(graph.nodes[position]) for position in node.inputs)
    macs = figures(node).cost.macs
    return LayerWork((*_kinds(node), EVERY[macs == 0]), macs, _FLOAT32 * moved)


def _kinds(node: Node) -> tuple[str, ...]:
    kind = node.op.kind
    if "plain-convolution" not in node.op.traits:
        return (kind,)
    attributes = node.op.attributes
    alone = attributes["groups"] > 1
    size = "x".join(map(str, attributes["kernel"]))
    stride = " at a stride" if max(attributes["stride"]) > 1 else ""
    return f"{kind} {size}{stride}{' in groups' if alone else ''}", f"{kind}{' in groups' if alone else ''}"


def rates(samples: Iterable[Sample]) -> dict[str, Rates]:
    """The rates of every kind that was measured often enough."""
    kinds = defaultdict[str, list[Sample]](list)
    for sample in samples:
        for kind in sample.work.kinds:
            kinds[kind].append(sample)
    return {kind: fitted(measured) for kind, measured in kinds.items() if kind in EVERY or (
        len(measured) >= _LEAST and len({sample.network for sample in measured}) > 1)}


def seconds(work: LayerWork, known: Mapping[str, Rates]) -> float:
    """The seconds that a layer takes, by the rates of the narrowest kind that has some."""
    a, b, c = known[next(kind for kind in work.kinds if kind in known)]
    return a * work.macs + b * work.bytes + c


def fitted(samples: Sequence[Sample]) -> Rates:
    """The rates under which the squares of errors, each over the seconds, add up to least, and none is negative.

    Relative errors would be least where long layers are told too short: what disturbs a measurement makes it longer.

    >>> found = fitted([Sample("", LayerWork((), macs, size), 2e-9 * macs + 1e-10 * size + 1e-6)
    ...                 for macs, size in ((1000, 10**6), (10**6, 10**5), (500, 10**4))])
    >>> [round(each * 10**10, 6) for each in found]
    [20.0, 1.0, 10000.0]
    """
    roots = [each.seconds ** 0.5 for each in samples]
    rows = [(each.work.macs / root, each.work.bytes / root, 1 / root)
            for each, root in zip(samples, roots, strict=True)]
    found = []
    for size in (1, 2, 3):
        for used in combinations(range(3), size):
            solved = _solved([[sum(row[i] * row[j] for row in rows) for j in used] for i in used],
                             [sum(row[i] * root for row, root in zip(rows, roots, strict=True)) for i in used])
            if solved is not None and min(solved) >= 0:
                all_of_it = [0.0] * 3
                for i, value in zip(used, solved, strict=True):
                    all_of_it[i] = value
                error = sum((sum(x * y for x, y in zip(row, all_of_it, strict=True)) - root) ** 2
                            for row, root in zip(rows, roots, strict=True))
                found.append((error, tuple(all_of_it)))
    a, b, c = min(found)[1]
    return a, b, c


def _solved(matrix: list[list[float]], right: list[float]) -> list[float] | None:
    """The solution of a small system of equations by elimination, scaled by its diagonal; None where there is none."""
    if min(matrix[i][i] for i in range(len(right))) <= 0:
        return None
    scale = [matrix[i][i] ** 0.5 for i in range(len(right))]
    rows = [[matrix[i][j] / (scale[i] * scale[j]) for j in range(len(right))] + [right[i] / scale[i]]
            for i in range(len(right))]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda row: abs(rows[row][i]))
        rows[i], rows[best] = rows[best], rows[i]
        if abs(rows[i][i]) < 1e-12:
            return None
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for other in range(len(rows)):
            if other != i:
                rows[other] = [value - rows[other][i] * own for value, own in zip(rows[other], rows[i], strict=True)]
    return [row[-1] / scale[i] for i, row in enumerate(rows)]
