"""PyTorch: a module as readable source text. https://pytorch.org."""

from __future__ import annotations

from pathlib import Path

from archcalc.exporting.targets import ExportChoices
from archcalc.exporting.targets._source_text import write_text
from archcalc.exporting.torch.source_file import source
from archcalc.network.graph import Graph

SUFFIXES, IS_TEXT = (".py",), True


def write(path: Path, graph: Graph, choices: ExportChoices) -> int:
    """Write a network's source, which has no weights; the bytes written. Raises ArchcalcError."""
    return write_text(path, graph, source)
