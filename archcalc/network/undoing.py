"""Layers that undo another one: they name it, and have its attributes and its input in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archcalc.base.errors import Refused, quoted
from archcalc.language.expansion.scopes import Unknown
from archcalc.language.flat_layers import Layer
from archcalc.network.graph import Node
from archcalc.operators.operator import Op, Shape


def undoing(kind: str, layer: Layer, inputs: tuple[int, ...], volumes: Sequence[Shape | None],
            undone: Node | None, parsed: Callable[[Layer], Op | None]) -> tuple[Layer, tuple[int, ...]]:
    """A layer that undoes one of a `kind`, its last input: with that one's attributes, on what went into it.

    With attributes of its own its last input may be what went into that one: then it is as it was.
    Raises Refused for another kind and for other attributes, Unknown where a mistake has left it unknown.
    """
    own = parsed(layer) if layer.attributes else None
    if layer.attributes and (own is None or undone is None or undone.op.kind != kind
                             or not _meant(inputs, volumes, undone)):
        return layer, inputs
    if undone is None:
        raise Unknown
    if undone.op.kind != kind:
        raise Refused("inputs", f"{layer.kind} undoes a {kind}, and {quoted(undone.name)} is a {undone.op.kind}",
                      hint=f"name its {kind} in from, the last")
    for name in layer.attributes:
        if own is not None and own.attributes[name] != undone.op.attributes[name]:
            raise Refused("attribute", f"{layer.kind} has the {name} of {quoted(undone.name)}, which is another one",
                          hint=f"leave {name} out")
    return layer._replace(attributes=undone.op.attributes), (inputs[0], undone.inputs[0])


def _meant(inputs: tuple[int, ...], volumes: Sequence[Shape | None], undone: Node) -> bool:
    """True where a layer that is undone is itself the last input: what goes back has the shape that it gives."""
    return len(inputs) == 1 or volumes[inputs[0]] == undone.shape != undone.op.output(undone.shape)
