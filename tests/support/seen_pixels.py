"""The pixels that every value of a network sees, found one by one: what receptive fields are held against.

`seen(graph, node, axis)` gives, for each place of a volume along height (0) or width (1), the set of pixels as the bits
of an integer, by each operator's definition. Nothing of archcalc's own rules is asked but attributes and shapes. A map
goes on beyond its edges, as literature has it; what reads a whole map reads the places that there are.

`random_network(chance)` is a specification with branches, enlargements of any ratio, and whatever mixes places.

    python tests/support/seen_pixels.py 10000     # compares so many random networks, and says what differs
"""

import random
import sys
import time
from fractions import Fraction
from functools import cache
from math import ceil, floor

from archcalc.base.errors import ArchcalcError
from archcalc.counting.columns import receptive_field
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build

ORIGIN = 20_000
"""The bit of pixel 0: fields begin before the image."""
LARGEST = 3000
"""Maps are not larger, so that all fields fit into the bits."""


def span(bits):
    """The first and the last pixel of a set; None of an empty one."""
    return (((bits & -bits).bit_length() - 1 - ORIGIN, bits.bit_length() - 1 - ORIGIN) if bits else None)


def _sides(op, axis, size):
    if op.padding != "same":
        return op.padding[2 * axis]
    dilation = getattr(op, "dilation", (1, 1))[axis]
    over = (ceil(size / op.stride[axis]) - 1) * op.stride[axis] + (op.kernel[axis] - 1) * dilation + 1 - size
    return max(0, over) // 2


def _conv(op, axis, size, wanted, i):
    dilation = getattr(op, "dilation", (1, 1))[axis]
    start = i * op.stride[axis] - _sides(op, axis, size)
    return [start + dilation * k for k in range(op.kernel[axis])]


def _conv_transpose(op, axis, size, wanted, i):
    kernel, stride, dilation = op.kernel[axis], op.stride[axis], op.dilation[axis]
    cut = max(0, dilation * (kernel - 1) + 1 - stride) // 2 if op.padding == "same" else op.padding[2 * axis]
    places = [i + cut - dilation * k for k in range(kernel)]
    return [place // stride for place in places if place % stride == 0] if size > 1 else [0]


def _upsample(op, axis, size, wanted, i):
    if size == 1:
        return [0]
    step = 1 / Fraction(str(op.scale[axis])) if any(op.scale) else Fraction(size, wanted)
    if op.mode == "area":
        return _adaptive(op, axis, size, wanted, i)
    if op.mode.startswith("nearest"):
        return [floor((i + Fraction(op.mode == "nearest-exact", 2)) * step)]
    place = Fraction(i * (size - 1), max(1, wanted - 1)) if op.corners else (i + Fraction(1, 2)) * step - Fraction(1, 2)
    further = op.mode == "bicubic" and place.denominator > 1
    return range(floor(place) - further, ceil(place) + further + 1)


def _adaptive(op, axis, size, wanted, i):
    return range(i * size // wanted, -(-(i + 1) * size // wanted)) if wanted > 1 else range(size)


def _whole(op, axis, size, wanted, i):
    return range(size)


def _own(op, axis, size, wanted, i):
    return [i]


def _windows(op, axis, size, wanted, i):
    block, filled = op.size[axis], -(-size // op.size[axis])
    shift = op.shift[axis] if filled > 1 else 0
    return [place for place in range(i - block + 1, i + block) if (place - shift) // block == (i - shift) // block]


RULES = {
    "conv": _conv, "max_pool": _conv, "avg_pool": _conv, "table_conv": _conv, "conv_transpose": _conv_transpose,
    "upsample": _upsample, "adaptive_avg_pool": _adaptive, "adaptive_max_pool": _adaptive, "global_avg_pool": _whole,
    "global_max_pool": _whole, "instance_norm": _whole, "group_norm": _whole, "window_attention": _windows,
    "subsample": lambda op, axis, size, wanted, i: range(i * op.kernel[axis], (i + 1) * op.kernel[axis]),
    "pad": lambda op, axis, size, wanted, i: [i - op.sides[2 * axis]],
    "crop": lambda op, axis, size, wanted, i: [i + ((size - wanted) // 2 if any(op.size) else op.sides[2 * axis])],
    "merge_patches": lambda op, axis, size, wanted, i: range(i * op.factor, (i + 1) * op.factor),
    "pixel_shuffle": lambda op, axis, size, wanted, i: [i // op.factor if size > 1 else 0],
    "reduce": lambda op, axis, size, wanted, i: range(size) if 2 + axis in op.axes else [i],
    "select": lambda op, axis, size, wanted, i: [op.places[0] + i * op.step if op.axis == 2 + axis else i],
    **dict.fromkeys(("relu", "add", "concat", "multiply", "arithmetic", "batch_norm", "lrn", "softmax", "identity"), _own),
}
"""The places of an input of a `size` along an axis that place i of an output of a size `wanted` reads."""
WHOLE = {"global_avg_pool", "global_max_pool", "instance_norm", "group_norm"}


def seer(graph):
    """A function of a node's position, an axis and a place: the pixels that it sees, as bits."""
    @cache
    def seen(position, axis, place):
        node = graph.nodes[position]
        if not node.inputs:
            return 1 << (place + ORIGIN)
        bits = 0
        for number, i in enumerate(node.inputs):
            size, wanted = node.input_shapes[number][2 + axis], node.shape[2 + axis]
            if node.op.kind in {"multiply", "arithmetic"} and size == 1 != wanted:
                read_places = [0]
            else:
                read_places = RULES[node.op.kind](node.op, axis, size, wanted, place)
            for read_place in read_places:
                bits |= seen(i, axis, read_place)
        return bits

    return seen


def compared(graph):
    """What differs between the told fields of a graph and what its values see; and how many were only bounded."""
    seen, wrong, bounded, fields = seer(graph), [], 0, list(receptive_field.cells(graph))
    for position, node in enumerate(graph.nodes):
        told = fields[position][0]
        bounded += bool(told and told.get("at_most"))
        both = [[found for place in range(node.shape[2 + axis]) if (found := span(seen(position, axis, place)))] for axis in (0, 1)]
        for axis, spans in enumerate(both):
            size = max((last - first + 1 for first, last in spans), default=0)
            first = min((first for first, _ in spans), default=0)
            if told is None:
                right = not all(both)
            elif told.get("at_most"):
                right = told["size"][axis] >= size
            else:
                right = (told["size"][axis], told["padding"][axis]) == (size, -first)
            if not right:
                wrong.append((node.name, node.op.kind, axis, told, size, -first))
    return wrong, bounded


def _pair(chance, low, high):
    return [chance.randint(low, high), chance.randint(low, high)]


def _random_layer(chance, shape):
    """An operator with attributes that may stand on a volume of a shape (c, h, w)."""
    _, h, w = shape
    kernel = _pair(chance, 1, 5)
    kind = chance.choice(("conv", "conv", "pool", "conv_transpose", "conv_transpose", "nearest", "bilinear", "size", "size",
                          "adaptive", "pixel", "merge", "windows", "pad", "crop", "whole", "norm", "subsample", "select", "reduce"))
    if kind == "conv":
        padding = chance.choice(("same", [chance.randint(0, 2) for _ in range(4)]))
        filters, stride, dilation = chance.choice((1, 4)), _pair(chance, 1, 3), _pair(chance, 1, 3)
        return f"conv: {{filters: {filters}, kernel: {kernel}, stride: {stride}, padding: {padding}, dilation: {dilation}}}"
    if kind == "pool":
        pool, stride, ceiling = chance.choice(("max", "avg")), _pair(chance, 1, 3), chance.choice(("true", "false"))
        return f"{pool}_pool: {{kernel: {kernel}, stride: {stride}, padding: {(min(kernel) - 1) // 2}, ceil: {ceiling}}}"
    if kind == "conv_transpose":
        filters, stride, padding = chance.choice((1, 4)), _pair(chance, 1, 4), chance.choice((0, 0, 1, "same"))
        window = f"kernel: {kernel}, stride: {stride}, padding: {padding}, dilation: {_pair(chance, 1, 2)}"
        return f"conv_transpose: {{filters: {filters}, {window}}}"
    if kind in {"nearest", "bilinear"}:
        scales, mode = [_pair(chance, 1, 4), [1.5, 0.5], [2.5, 0.75]], {"nearest": "nearest-exact", "bilinear": "bicubic"}[kind]
        return f"upsample: {{scale: {chance.choice(scales)}, mode: {chance.choice((kind, mode))}}}"
    if kind == "size":
        size = [chance.randint(1, 2 * h), chance.randint(1, 2 * w)]
        corners = [f"{mode}, corners: true" for mode in ("bilinear", "bicubic")]
        mode = chance.choice(("nearest", "bilinear", "nearest-exact", "bicubic", "area", *corners))
        return f"upsample: {{size: {size}, mode: {mode}}}"
    if kind == "adaptive":
        return f"adaptive_{chance.choice(('avg', 'max'))}_pool: {{output: {_pair(chance, 1, 12)}}}"
    if kind == "select":
        axis = chance.choice((2, 3))
        size = shape[axis - 1]
        start = chance.randint(0, size - 1)
        return f"select: {{axis: {axis}, places: [{start}, {chance.randint(start + 1, size)}], step: {chance.randint(1, 3)}}}"
    return {"pixel": "pixel_shuffle: {factor: 2}", "merge": "merge_patches: {factor: 2}",
            "windows": f"window_attention: {{heads: 1, size: {kernel}, shift: {[side // 2 for side in kernel]}}}",
            "pad": f"pad: {{sides: {[chance.randint(0, 3) for _ in range(4)]}}}",
            "crop": f"crop: {{sides: {[chance.randint(0, 2) for _ in range(4)]}}}",
            "whole": chance.choice(("global_avg_pool", "global_max_pool")),
            "norm": chance.choice(("instance_norm", "group_norm: {groups: 1}", "relu", "batch_norm", "lrn")),
            "subsample": f"subsample: {{kernel: {_pair(chance, 1, 3)}}}",
            "reduce": f"reduce: {{function: mean, axes: [{chance.choice((2, 3))}], kept: true}}"}[kind]


def _built(layers, size):
    text = f"input: [4, {size[0]}, {size[1]}]\nlayers:\n" + "".join(f"  - {layer}\n" for layer in layers)
    return text, build(read(parse(text, "random.yaml"), "random"))


def _named(layer, name, source):
    """A layer with a name, and where it reads."""
    kind, _, attributes = layer.partition(": ")
    inner = attributes.strip()[1:-1] if attributes else ""
    return f"{kind}: {{{', '.join(filter(None, [inner, f'name: {name}', f'from: {source}']))}}}"


def _join(chance, graph):
    """A join of the last layer with an earlier one that fits, or that is cut to fit."""
    last = graph.nodes[-1]
    for node in chance.sample(graph.nodes[:-1], len(graph.nodes) - 1):
        if node.shape == last.shape:
            return [f"add: {{from: [{node.name}, {last.name}]}}"]
        if node.shape[2:] == last.shape[2:]:
            return [f"concat: {{from: [{node.name}, {last.name}]}}"]
        if node.shape[1] == last.shape[1] and node.shape[2:] == (1, 1):
            return [f"multiply: {{from: [{last.name}, {node.name}]}}"]
        if all(mine >= other for mine, other in zip(node.shape, last.shape, strict=True)) and node.shape[1] == last.shape[1]:
            return [f"crop: {{name: cut{len(graph.nodes)}, from: {node.name}, size: [{last.shape[2]}, {last.shape[3]}]}}",
                    f"add: {{from: [cut{len(graph.nodes)}, {last.name}]}}"]
    return None


def random_network(chance):
    """The text and the graph of a random network."""
    size = _pair(chance, 1, 40)
    layers = [_named("relu", "layer0", "input")]
    text, graph = _built(layers, size)
    for number in range(1, chance.randint(3, 12)):
        source = chance.choice(graph.nodes[-3:]).name if chance.random() < 0.3 else graph.nodes[-1].name
        made = _join(chance, graph) if chance.random() < 0.35 else None
        if made is None:
            made = [_named(_random_layer(chance, graph.node(source).shape[1:]), f"layer{number}", source)]
        try:
            tried = [*layers, *made]
            new_text, new = _built(tried, size)
        except ArchcalcError:
            continue
        if max(new.nodes[-1].shape[2:]) <= 200 and new.nodes[-1].shape[1] <= 64:
            layers, text, graph = tried, new_text, new
    return text, graph


def main(count, seed=0):
    """Compare `count` random networks; the number of networks, nodes, bounds and differences."""
    nodes = bounds = differences = 0
    started = time.perf_counter()
    for number in range(count):
        text, graph = random_network(random.Random(f"{seed} {number}"))
        wrong, bounded = compared(graph)
        nodes, bounds, differences = nodes + len(graph.nodes), bounds + bounded, differences + len(wrong)
        if wrong:
            print(f"--- {number}\n{text}")
            for each in wrong[:3]:
                print(each)
    return {"networks": count, "layers": nodes, "bounds": bounds, "differences": differences,
            "seconds": round(time.perf_counter() - started)}


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
