"""Keras's model.summary(): every layer with its class, its shape with an open batch, and all that it keeps."""

from archcalc.base import units
from archcalc.base.report import Column, Report
from archcalc.operators import find
from archcalc.rendering.presets import Layer, Preset, Shown, capitals


def _class(layer: Layer) -> str:
    op = find(layer["op"])
    name = op.keras if op and op.keras else capitals(layer["op"])
    return f"{layer['name']} ({name})"


def _shape(layer: Layer) -> str:
    channels, *rest = layer["output_shape"]
    axes = (*rest, channels) if len(rest) == 2 else (channels, *rest)
    return f"(None, {', '.join(map(str, axes))})"


def _lines(report: Report) -> tuple[str, ...]:
    totals = report.tail["totals"]
    return tuple(f"{noun}: {units.count(count)} ({units.mebibytes(4 * count)})" for noun, count in (
        ("Total params", totals["params"]), ("Trainable params", totals["params"] - totals["buffers"]),
        ("Non-trainable params", totals["buffers"])))


PRESET = Preset(
    source="keras.Model.summary(), Keras 3; its MB are of 2^20 and stand here as MiB, 4 bytes a parameter",
    convention=("keras",),
    every=True,
    columns=(
        Shown(Column("name", "Layer (type)", rank=0), _class),
        Shown(Column("shape", "Output Shape", rank=0), _shape),
        Shown(Column("params", "Param #", "count", rank=0, total=True)),
    ),
    lines=_lines,
)
