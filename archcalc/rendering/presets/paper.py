"""An architecture table as papers print it (GoogLeNet's Table 1): type, patch size and stride, output, params, ops."""

from archcalc.base.report import Column
from archcalc.rendering.presets import Layer, Preset, Shown, square


def _patch(layer: Layer) -> str:
    """3x3/2: the window and its stride."""
    attributes = layer["attributes"]
    if "kernel" not in attributes:
        return ""
    height, width = attributes["kernel"]
    return f"{height}x{width}/{square(attributes.get('stride', (1, 1)))}"


def _type(layer: Layer) -> str:
    return str(layer["summary"] or layer["op"]) if layer["op"] == "module" else str(layer["op"]).replace("_", " ")


PRESET = Preset(
    source="Szegedy et al. 2014, Table 1; Howard et al. 2017, Table 1",
    columns=(
        Shown(Column("name", "layer", rank=0)),
        Shown(Column("type", "type", rank=1), _type),
        Shown(Column("patch", "patch size/stride", "size", rank=0), _patch),
        Shown(Column("output_shape", "output size", "volume", rank=0)),
        Shown(Column("params", "params", "short", rank=0, total=True)),
        Shown(Column("macs", "mult-adds", "short", rank=0, total=True)),
    ),
)
