"""The text of a block: a layer's own name, its operator, what goes with it, its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archcalc.base import units
from archcalc.counting.measures import figures
from archcalc.network.graph import Node
from archcalc.operators.sliding_window import shown_sizes


def figures_of(nodes: Sequence[Node]) -> str:
    """The tooltip of a block: what it holds and does."""
    counts = [figures(node) for node in nodes]
    weights = sum(count.weight + count.bias + count.affine for count in counts)
    name = nodes[0].name if len(nodes) == 1 else f"{nodes[0].name} to {nodes[-1].name}"
    return f"{name}: {units.count(weights)} parameters, {units.count(sum(count.cost.macs for count in counts))} MACs"


def own_name(node: Node) -> str:
    """A layer's name without those of the modules around it, which stand on their frames.

    Before these may stand the layer that they were put behind in another network, which the frames make plain as well.
    """
    words, modules = node.name.split("/"), list(node.path)
    before = next((i for i in range(len(words)) if modules and words[i:i + len(modules)] == modules), None)
    if before is not None:
        words = words[before + len(modules):] or words[-1:]
    for module in modules:
        if len(words) > 1 and words[0] == module:
            words.pop(0)
    return "/".join(words)


def beside(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Operators that go with a layer in its block: batch norm, relu; a flatten is not worth a word."""
    return tuple(node.op.kind.replace("_", " ") for node in nodes if "reshape" not in node.op.traits)


def _enlarges(node: Node) -> bool:
    """True where a layer's stride makes its image larger, as that of a transposed convolution does."""
    return bool(node.input_shapes) and node.shape[-1] > node.input_shapes[0][-1]


def described(node: Node) -> str:
    """A layer as papers write it into a block: 7x7 conv, 64, /2."""
    attributes = node.op.attributes
    words = [node.op.kind.replace("_", " ")]
    if isinstance(kernel := attributes.get("kernel"), tuple):
        words[0] = f"{'x'.join(map(str, kernel))} {words[0]}"
    words += [str(attributes[key]) for key in ("filters", "units") if key in attributes]
    stride = attributes.get("stride", ())
    if any(step != 1 for step in stride):
        words.append(f"{'×' if _enlarges(node) else '/'}{shown_sizes(stride)}")
    groups = attributes.get("groups", 1)
    if groups != 1 and node.input_shapes:
        words.append("depthwise" if groups == node.input_shapes[0][1] else f"{groups} groups")
    return ", ".join(words)
