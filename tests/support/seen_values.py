"""The pixels that every value of an array sees, found by moving the pixels themselves: reshapes, products, attention.

An array holds the first and the last row and column that each value sees. What moves values moves these; what mixes
them takes the smallest and the largest of what it mixes. `random_values(chance)` makes a random chain of such steps and
compares every field.

    python tests/support/seen_values.py 10000
"""

import random
import sys
import time
from math import prod

import numpy

from archcalc.base.errors import ArchcalcError
from archcalc.counting.columns import receptive_field
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build

MOVES = {"reshape", "regroup", "flatten", "transpose", "to_tokens", "token", "select", "slice", "identity"}
SIGNS = numpy.array((1, -1, 1, -1))
"""First row, last row, first column, last column: of the last ones, the negatives, so that all are joined by the least."""
NOTHING = 10**6


def _mixed(held, axes):
    """Each value sees what all along some axes see."""
    return numpy.broadcast_to(held.min(axis=tuple(axis + 1 for axis in axes), keepdims=True), held.shape)


def _conv(op, held):
    """A convolution without padding, over all channels."""
    (kh, kw), (sh, sw) = op.kernel, op.stride
    whole = _mixed(held, (1,))
    h, w = (whole.shape[3] - kh) // sh + 1, (whole.shape[4] - kw) // sw + 1
    parts = [whole[:, :, :1, i:i + sh * (h - 1) + 1:sh, j:j + sw * (w - 1) + 1:sw] for i in range(kh) for j in range(kw)]
    return numpy.repeat(numpy.minimum.reduce(parts), op.filters, axis=2)


def _class_token(op, held):
    return numpy.concatenate((numpy.full_like(held[:, :, :1], NOTHING), held), axis=2)


def _matmul(op, held, other):
    rows, columns = held.min(axis=-1, keepdims=True), other.min(axis=-2, keepdims=True)
    return numpy.minimum(rows, columns)


def _reduce(op, held):
    return held.min(axis=tuple(axis + 1 for axis in op.axes), keepdims=op.kept)


MIXES = {
    "conv": _conv, "matmul": _matmul, "reduce": _reduce, "class_token": _class_token,
    "attention": lambda op, held: _mixed(held, (held.ndim - 3, held.ndim - 2)),
    "softmax": lambda op, held: _mixed(held, (op.axis or (1 if held.ndim == 5 else held.ndim - 2),)),
    "layer_norm": lambda op, held: _mixed(held, (op.channel_axis(held.shape[:-1]),)),
    "linear": lambda op, held: numpy.repeat(held.min(axis=-1, keepdims=True), op.units, axis=-1),
    "add": lambda op, *held: numpy.minimum.reduce(held), "arithmetic": lambda op, *held: numpy.minimum(*held),
    "concat": lambda op, *held: numpy.concatenate(held, axis=op.axis + 1),
    "positions": lambda op, held: held, "relu": lambda op, held: held,
    "global_avg_pool": lambda op, held: held.min(axis=(3, 4), keepdims=True),
}


def seen(graph):
    """For each node the pixels that its values see: (4, *shape)."""
    found = []
    for node in graph.nodes:
        held = [found[i] for i in node.inputs]
        if not held:
            rows, columns = numpy.indices(node.shape[2:])
            ends = numpy.stack((rows, -rows, columns, -columns))
            found.append(numpy.broadcast_to(ends[:, None, None], (4, *node.shape)))
        elif node.op.kind in MOVES:
            found.append(numpy.stack([node.op.forward(numpy, side) for side in held[0]]))
        else:
            found.append(MIXES[node.op.kind](node.op, *held))
    return found


def compared(graph):
    """What differs between the told fields of a graph and what its values see; and how many were only bounded."""
    wrong, bounded = [], 0
    for node, held, (told,) in zip(graph.nodes, seen(graph), receptive_field.cells(graph), strict=True):
        first_row, last_row, first_column, last_column = SIGNS.reshape(4, *[1] * (held.ndim - 1)) * held
        some = held[0] != NOTHING
        if not some.any():
            continue
        size = [int((last_row - first_row + 1)[some].max()), int((last_column - first_column + 1)[some].max())]
        bound = bool(told.get("at_most"))
        bounded += bound
        if told["size"] != size and not (bound and all(mine >= other for mine, other in zip(told["size"], size, strict=True))):
            wrong.append((node.name, node.op.kind, node.shape, told, size))
    return wrong, bounded


def _factors(chance, number):
    """Two random factors of a number."""
    one = chance.choice([factor for factor in range(1, number + 1) if number % factor == 0])
    return [one, number // one]


def _step(chance, shape):
    """A random step on an array of a shape, the batch first."""
    axes = [*range(1, len(shape))] or [0]
    kind = chance.choice(("split", "merge", "order", "order", "cut", "linear", "softmax", "norm", "reduce", "tokens", "attention",
                          "token", "conv", "stack", "pick", "group"))
    axis = chance.choice(axes)
    if kind == "split":
        return f"reshape: {{shape: {[*shape[1:axis], *_factors(chance, shape[axis]), *shape[axis + 1:]]}}}"
    if kind == "merge" and axis < len(shape) - 1:
        return f"reshape: {{shape: {[*shape[1:axis], shape[axis] * shape[axis + 1], *shape[axis + 2:]]}}}"
    if kind == "order":
        return f"transpose: {{order: {[0, *chance.sample(axes, len(axes))]}}}"
    if kind == "cut":
        whole = prod(shape[1:])
        return f"reshape: {{shape: {_factors(chance, whole)}}}"
    if kind == "group" and len(shape) > 2:
        return f"regroup: {{shape: {[*_factors(chance, shape[0] * shape[1]), *shape[2:]]}}}"
    if kind == "pick":
        start = chance.randint(0, shape[axis] - 1)
        return f"select: {{axis: {axis}, places: [{start}, {chance.randint(start + 1, shape[axis])}], step: {chance.choice((1, 1, 2))}}}"
    if kind == "reduce":
        return f"reduce: {{function: sum, axes: [{axis}], kept: {chance.choice(('true', 'false'))}}}"
    return {"linear": "linear: {units: 3}", "softmax": f"softmax: {{axis: {axis}}}", "norm": "layer_norm", "tokens": "to_tokens",
            "attention": "attention: {heads: 1}", "token": chance.choice(("class_token", "positions", "flatten", "token: {index: 1}")),
            "conv": f"conv: {{filters: 2, kernel: {[chance.randint(1, 3), chance.randint(1, 3)]}, stride: {chance.randint(1, 2)}}}",
            "stack": "concat: {axis: 1}"}.get(kind, "relu")


def random_values(chance):
    """The text of a random chain, what differs, and how many fields were only bounded."""
    layers = [f"input: [{chance.choice((1, 2, 4))}, {chance.choice((4, 6, 8))}, {chance.choice((4, 6, 12))}]\nlayers:\n  - relu\n"]
    graph = build(read(parse(layers[0], "random.yaml"), "random"))
    for number in range(chance.randint(2, 8)):
        shape = graph.nodes[-1].shape
        step = _step(chance, shape)
        if chance.random() < 0.2 and len(shape) > 2:
            order = [*range(len(shape) - 2), len(shape) - 1, len(shape) - 2]
            last = graph.nodes[-1].name
            step = f"transpose: {{name: turned{number}, order: {order}}}\n  - matmul: {{from: [{last}, turned{number}]}}"
        text = "".join([*layers, f"  - {step}\n"])
        try:
            tried = build(read(parse(text, "random.yaml"), "random"))
        except ArchcalcError:
            continue
        if max(prod(node.shape) for node in tried.nodes) <= 20_000 and tried.nodes[-1].shape[0] <= 64:
            layers, graph = [*layers, f"  - {step}\n"], tried
    wrong, bounded = compared(graph)
    return "".join(layers), wrong, bounded


def main(count, seed=0):
    """Compare `count` random chains; how many were compared, bounded and different."""
    bounds = differences = 0
    started = time.perf_counter()
    for number in range(count):
        text, wrong, bounded = random_values(random.Random(f"{seed} {number}"))
        bounds, differences = bounds + bounded, differences + len(wrong)
        if wrong:
            print(f"--- {number}\n{text}")
            for each in wrong[:3]:
                print(each)
    return {"networks": count, "bounds": bounds, "differences": differences, "seconds": round(time.perf_counter() - started)}


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
