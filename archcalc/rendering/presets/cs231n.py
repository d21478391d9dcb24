"""The VGG table of CS231n: every cell its product and its value."""

from archcalc.base import units
from archcalc.base.report import Column, Report
from archcalc.rendering.presets import Preset, Shown


def _lines(report: Report) -> tuple[str, ...]:
    totals = report.tail["totals"]
    values, size = totals["activations"], totals["activation_bytes"]
    each = "image" if report.head["batch"] == 1 else f"{report.head['batch']} images"
    held = f"{units.short(values, 3)} * {size // max(values, 1)} bytes"
    return (f"TOTAL memory: {held} = {units.megabytes(size)} / {each} (only forward)",
            f"TOTAL params: {units.short(totals['weights'], 3)} parameters (not counting biases)")


PRESET = Preset(
    source="CS231n, lecture 7 (2016), and its notes on convolutional networks",
    convention=("lecture",),
    cells="both",
    columns=(
        Shown(Column("notation", "layer", rank=0), lambda layer: layer["notation"] or layer["name"]),
        Shown(Column("output_shape", "volume", "volume", rank=0)),
        Shown(Column("activations", "memory", "values", rank=0, total=True)),
        Shown(Column("weights", "params", "count", rank=0, total=True)),
    ),
    lines=_lines,
)
