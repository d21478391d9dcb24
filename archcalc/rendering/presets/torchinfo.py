"""torchinfo's summary(): every layer with its class, shape with the batch first, parameters and mult-adds."""

from archcalc.base import units
from archcalc.base.report import Column, Report
from archcalc.operators import find
from archcalc.rendering.presets import Layer, Preset, Shown, capitals


def _class(layer: Layer) -> str:
    op = find(layer["op"])
    name = op.pytorch if op and op.pytorch else capitals(layer["op"])
    return f"{name}: {layer['name']}"


def _shape(layer: Layer) -> str:
    return f"[{', '.join(map(str, (layer['batch'], *layer['output_shape'])))}]"


def _lines(report: Report) -> tuple[str, ...]:
    totals = report.tail["totals"]
    return (
        f"Total params: {units.count(totals['params'])}", f"Trainable params: {units.count(totals['params'])}",
        "Non-trainable params: 0", f"Total mult-adds: {units.count(totals['macs'])}",
        f"Forward/backward pass size: {units.megabytes(totals['activation_bytes'])}",
        f"Params size: {units.megabytes(4 * totals['params'])}",
    )


PRESET = Preset(
    source="torchinfo 1.8, summary() with output_size, num_params and mult_adds",
    convention=("torchinfo",),
    every=True,
    columns=(
        Shown(Column("name", "Layer (type)", rank=0), _class),
        Shown(Column("shape", "Output Shape", rank=0), _shape),
        Shown(Column("params", "Param #", "count", rank=0, total=True), lambda layer: layer["params"] or None),
        Shown(Column("macs", "Mult-Adds", "count", rank=0, total=True), lambda layer: layer["macs"] or None),
    ),
    lines=_lines,
)
