"""ONNX, the Open Neural Network Exchange: what runtimes and other frameworks read. https://onnx.ai."""

from __future__ import annotations

from pathlib import Path

from archcalc.base.units import USUAL_DTYPE
from archcalc.executor.weights.load import each
from archcalc.exporting.onnx.file import write as write_file
from archcalc.exporting.onnx.model import model
from archcalc.exporting.targets import ExportChoices
from archcalc.network.graph import Graph, with_values

SUFFIXES, IS_TEXT = (".onnx",), False


def write(path: Path, graph: Graph, choices: ExportChoices) -> int:
    """Write a network with its weights; the bytes written. Raises ArchcalcError."""
    if graph.dtype != USUAL_DTYPE:
        choices.say(f"numbers are written as {USUAL_DTYPE}, and {graph.dtype} is the file's own type")
    made = model(with_values(graph, "exported"), choices.opset, choices.dynamic_batch)
    return write_file(path, made, each(graph, choices.weights, choices.seed, model=choices.library_model,
                                       say=choices.say))
