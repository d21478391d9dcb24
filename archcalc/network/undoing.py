"""Layers that undo another one: they name it, and have its attributes and its input in its place."""

from __future__ import annotations

from archcalc.base.errors import Refused, quoted
from archcalc.language.expansion.scopes import Unknown
from archcalc.language.flat_layers import Layer
from archcalc.network.graph import Node


def undoing(kind: str, layer: Layer, inputs: tuple[int, ...], undone: Node | None) -> tuple[Layer, tuple[int, ...]]:
    """A layer that undoes one of a `kind`, its last input: with that one's attributes, on what went into it.

    Raises Refused for another kind, Unknown where a mistake has left it unknown.
    """
    if undone is None:
        raise Unknown
    if undone.op.kind != kind:
        raise Refused("inputs", f"{layer.kind} undoes a {kind}, and {quoted(undone.name)} is a {undone.op.kind}",
                      hint=f"name its {kind} in from, the last")
    return layer._replace(attributes=undone.op.attributes), (inputs[0], undone.inputs[0])
