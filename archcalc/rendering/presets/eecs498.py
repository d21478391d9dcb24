"""The AlexNet table of EECS 498 / DL4CV: sizes in and out, and memory, parameters and operations in one unit each."""

from typing import Any

from archcalc.base.report import Column
from archcalc.rendering.presets import Layer, Preset, Shown, square


def _attribute(name: str, column: Column) -> Shown:
    def cell(layer: Layer) -> Any:
        value = layer["attributes"].get(name)
        return square(value) if isinstance(value, tuple) and len(value) == 2 else _side(value)

    return Shown(column, cell)


def _side(value: Any) -> str | None:
    """A padding: 1 where it is the same on all four sides."""
    if isinstance(value, tuple):
        return str(value[0]) if len(set(value)) == 1 else ",".join(map(str, value))
    return None if value is None else str(value)


def _size(shape: tuple[int, ...]) -> str:
    return square((shape[1], shape[2])) if len(shape) == 3 else ""


def _channels(shape: tuple[int, ...]) -> int | None:
    return shape[0] if shape else None


PRESET = Preset(
    source="EECS 498-007 / 598-005, University of Michigan, lecture 8 (2019); memory in KiB, flop are multiply-adds",
    convention=("memory=lecture", "params=eecs498", "operations=eecs498"),
    columns=(
        Shown(Column("name", "Layer", rank=0)),
        Shown(Column("input_channels", "C in", "size", rank=0), lambda layer: _channels(layer["input_shape"])),
        Shown(Column("input_size", "H/W in", "size", rank=0), lambda layer: _size(layer["input_shape"])),
        _attribute("filters", Column("filters", "filters", "size", rank=1)),
        _attribute("kernel", Column("kernel", "kernel", "size", rank=1)),
        _attribute("stride", Column("stride", "stride", "size", rank=1)),
        _attribute("padding", Column("padding", "pad", "size", rank=1)),
        Shown(Column("output_channels", "C out", "size", rank=0), lambda layer: _channels(layer["output_shape"])),
        Shown(Column("output_size", "H/W out", "size", rank=0), lambda layer: _size(layer["output_shape"])),
        Shown(Column("activation_bytes", "memory (KiB)", "KiB", rank=0, total=True)),
        Shown(Column("params", "params (k)", "thousands", rank=0, total=True)),
        Shown(Column("macs", "flop (M)", "millions", rank=0, total=True)),
    ),
)
