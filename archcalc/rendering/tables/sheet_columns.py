"""The columns of a network's spreadsheet: sizes as numbers of their own, the figures, the receptive field."""

from __future__ import annotations

from archcalc.base.report import Column
from archcalc.network.graph import Graph
from archcalc.operators.shape_kinds import is_spatial
from archcalc.operators.sliding_window import axis_names

BATCH, HOLDS, OPTION = "batch", "holds", "set_"
"""How many images there are at once, beside the first input alone; whether a row holds; how an option's key begins."""
KEPT_BEFORE = ("name", "notation", "summary")
KEPT_AFTER = ("activations", "activation_bytes", "weights", "biases", "affine", "macs")
"""The columns of a network's table that stay as they are."""
FIELD = {"size": "sees", "stride": "step", "padding": "edge"}
"""The numbers of a receptive field, by their names in JSON, and how their columns are called along each side."""
_KERNELS = {"length": "K long", "depth": "K deep", "height": "K high", "width": "K wide"}
_SIDES = {"length": "L", "depth": "D", "height": "H", "width": "W"}
_ALWAYS = ("height", "width")
"""Sides that have columns in every sheet; a signal's length and a volume's depth have some where there are any."""


def field_key(number: str, axis: str) -> str:
    """The column of a receptive field's size, stride or padding along a side."""
    return f"field_{number}_{axis}"


def of_sizes(graph: Graph) -> tuple[Column, ...]:
    """The columns of sizes as numbers of their own: those of images, and of other axes that there are."""
    there = {axis for node in graph.nodes if is_spatial(node.shape) for axis in axis_names(len(node.shape) - 2)}
    axes = [axis for axis in _SIDES if axis in there or axis in _ALWAYS]
    titles = {f"kernel_{axis}": _KERNELS[axis] for axis in axes} | {"stride": "stride", "padding": "pad"}
    titles |= {axis: _SIDES[axis] for axis in axes} | {"channels": "C"}
    return (Column(BATCH, "batch", "count", rank=0),
            *(Column(key, title, "count", rank=0) for key, title in titles.items()),
            Column(HOLDS, "holds", "truth", rank=0))


def of_fields(graph: Graph) -> tuple[Column, ...]:
    """The columns of receptive fields: along every side that an input has, the size, its stride and its padding."""
    axes = {axis: None for node in graph.given if is_spatial(node.shape) for axis in axis_names(len(node.shape) - 2)}
    return tuple(Column(field_key(number, axis), f"{title} {_SIDES[axis]}", "count", rank=0)
                 for number, title in FIELD.items() for axis in axes)
