"""A network as a file of TensorFlow Lite has it: norms folded, activations fused, padding that `SAME` is not by itself.

Every layer of it has a buffer of its own: the runtime on a microcontroller neither writes over an input nor has views.
Source: David et al. 2021 (TensorFlow Lite Micro), section 4.4; TensorFlow, lite/kernels/padding.h.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from archcalc.network.folded_norms import fold_norms
from archcalc.network.graph import Graph, Node
from archcalc.operators.layout.pad import Pad
from archcalc.operators.operator import Op, Shape
from archcalc.operators.sliding_window import both_sides, extent, rounded_up, same_sides
from archcalc.training.microcontroller.tflite_operators import does_nothing, fuses


def deployed(graph: Graph, *, pads: bool = True) -> Graph:
    """The network's operators in a file; without `pads`, all padding is inside of the operators that slide.

    >>> from archcalc import build
    >>> graph = build("lenet5")
    >>> len(graph.nodes), len(deployed(graph).nodes)
    (13, 13)
    """
    folded = fold_norms(graph)
    readers = Counter(position for node in folded.nodes for position in node.inputs)
    place: list[int] = []
    nodes: list[Node] = []
    for node in folded.nodes:
        inputs = tuple(place[position] for position in node.inputs)
        alone = len(inputs) > 0 and readers[node.inputs[0]] == 1
        if inputs and (does_nothing(node) or (alone and fuses(node, folded.nodes[node.inputs[0]]))):
            place.append(inputs[0])
            continue
        nodes += _with_pad(node._replace(inputs=inputs), len(nodes)) if pads else [node._replace(inputs=inputs)]
        place.append(len(nodes) - 1)
    return folded._replace(nodes=tuple(nodes), outputs=tuple(dict.fromkeys(place[i] for i in folded.outputs)))


def _with_pad(node: Node, position: int) -> Iterator[Node]:
    """The layer, behind a padding that is to stand at `position` where its own is neither none nor `SAME`."""
    if not {"plain-convolution", "window-pooling"} & node.op.traits:
        yield node
        return
    x = node.input_shapes[0]
    axes = list(_axes(node.op, x, node.shape))
    if all(valid for valid, _, _ in axes) or all(same for _, same, _ in axes):
        yield node
        return
    pad = Pad(sides=tuple(side for _, _, sides in axes for side in sides))
    padded = pad.output(x)
    yield Node(f"(padding of {node.name})", pad, node.inputs, node.input_shapes, padded, node.path, node.place)
    yield node._replace(op=_unpadded(node.op), inputs=(position,), input_shapes=(padded,))


def _axes(op: Op, x: Shape, output: Shape) -> Iterator[tuple[bool, bool, tuple[int, int]]]:
    """For each axis: whether windows lie as `VALID` has them, as `SAME` has them, and the values around them."""
    window = op.window(x)
    sizes = x[2:]
    sides = both_sides(op.attributes["padding"], sizes, window.kernel, window.stride, window.dilation)
    for size, count, kernel, stride, dilation, before, after in zip(
            sizes, output[2:], window.kernel, window.stride, window.dilation, sides[::2], sides[1::2], strict=True):
        span = extent(kernel, dilation)
        reached = max(0, (count - 1) * stride + span - before - size)
        same = before == same_sides(size, kernel, stride, dilation)[0] and count == rounded_up(size, stride)
        yield before == 0 and reached == 0, same, (before, max(after, reached))


def _unpadded(op: Op) -> Op:
    without: dict[str, Any] = {"padding": (0,) * len(op.attributes["padding"])}
    return op.replace(**without | ({"ceil": False} if "ceil" in op.attributes else {}))
