"""An ONNX file as a specification, whose layers the file gives instead of steps.

    file -> structure (wire) -> records -> layers (translation) -> Graph

Arrays are shapes here: their values are skipped, and files of external data are never opened. Neither ONNX's own
shape inference nor onnxruntime has a part in it: archcalc's rules say every shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Source, printable, quoted
from archcalc.base.gc_pause import paused
from archcalc.language.about import About
from archcalc.language.flat_layers import Demand, Layer
from archcalc.language.spec import Spec
from archcalc.loading.onnx import record_reader
from archcalc.loading.onnx.input_sizes import Sizes, asked, open_sizes, written
from archcalc.loading.onnx.notes import Ledger
from archcalc.loading.onnx.number_types import number_types
from archcalc.loading.onnx.records import ModelRecord, remark
from archcalc.loading.onnx.tensors import Tensor
from archcalc.loading.onnx.translation import Translation
from archcalc.network.builder import build
from archcalc.network.graph import Graph


@paused()
def read(path: Path) -> Spec:
    """The network of an ONNX file; sizes that it leaves open are options. Raises ArchcalcError."""
    return of_model(record_reader.read(path), path.stem, str(path))


def of_model(model: ModelRecord, name: str, source: str) -> Spec:
    """The network of a file's records, called `name` where the file has no name that archcalc gave it."""
    if not model.nodes:
        raise ArchcalcError([Mistake("onnx", f"{quoted(source, '')}: there are no nodes in it", None,
                                     "export the network again, with its graph")])
    options: dict[str, Any] = open_sizes(model)
    inputs = written(model, Source(source, ""), options)
    return Spec(_about(model, name), inputs, options, {}, (), origin=_Origin(model))


def sources(path: Path, like: Graph | None = None) -> tuple[ModelRecord, dict[str, Tensor]]:
    """A file's records, and for every weight of its network the array that it is: {"conv1.weight": ...}.

    Sizes that the file leaves open are those of the graph `like`, where it is of such a file. Raises ArchcalcError.
    """
    model = record_reader.read(path)
    spec, origin = of_model(model, path.stem, str(path)), _Origin(model)
    spec = spec._replace(origin=origin)
    if like is None or not like.options.keys() >= spec.options.keys():
        build(spec)
    else:
        shapes = {node.name: node.shape[1:] for node in like.nodes if "input" in node.op.traits}
        inputs = {name: asked(value, shapes[name]) if name in shapes else value for name, value in spec.inputs.items()}
        options = {name: like.options[name] for name in spec.options}
        build(spec._replace(inputs=inputs, options=options), like.batch)
    return model, origin.sources


def _about(model: ModelRecord, name: str) -> About:
    """The description of the network in the file: archcalc's own exports tell all."""
    description = remark(model.remarks, "archcalc.description")
    own = model.remarks.get("archcalc.name", "")
    title = {"title": printable(model.name)[:200]} if model.name and not own else {}
    return About(printable(own)[:200] or name, description if isinstance(description, dict) else title)


class _Origin:
    """The layers of a file's records."""

    def __init__(self, model: ModelRecord) -> None:
        self.model = model
        self.types = number_types(model)
        self.ledger = Ledger(model)
        """The findings of the last reading."""

    @property
    def sources(self) -> dict[str, Tensor]:
        """Where each weight of the last reading comes from, by its full name."""
        return self.ledger.sources

    @property
    def dtype(self) -> str:
        """The number type of most of the file."""
        return self.types.own

    def layers(self, demand: Demand) -> Iterator[Layer]:
        """The flat layers, in the file's order."""
        sizes = Sizes(self.model, demand.options, demand.batch)
        decide = {printable(name)[:60] for name in sizes.switches}
        left_open = {name: sizes.options[name] for name in demand.options if name not in decide}
        if decide:
            told = ", ".join(f"{name} = {demand.options[name]}" for name in sorted(decide))
            demand.tell(f"inputs that decide which nodes run: {told} (--set {min(decide)}=N)")
        if left_open:
            told = ", ".join(f"{name} = {size}" for name, size in left_open.items())
            demand.tell(f"sizes that the file leaves open: {told} (--set {next(iter(left_open))}=N)")
        translation = Translation(self.model, sizes, demand)
        yield from translation.layers()
        self.ledger = translation.ledger
        if self.types.note:
            demand.tell(self.types.note)

    def batch(self, asked: int, options: Any) -> int:
        """The images at once: those asked for, or as many as the file or an option fixes where one is asked for."""
        if asked != 1:
            return asked
        sizes = Sizes(self.model, options, asked)
        return int(options[sizes.symbol]) if sizes.symbol else sizes.images
