"""Keras 3: functions that build a model, as readable source text. https://keras.io."""

from __future__ import annotations

from pathlib import Path

from archcalc.exporting.keras.model_file import source
from archcalc.exporting.targets import ExportChoices
from archcalc.exporting.targets._source_text import write_text
from archcalc.network.graph import Graph

SUFFIXES, IS_TEXT = (), True
"""A file that ends in .py is PyTorch's, unless --to says otherwise."""


def write(path: Path, graph: Graph, choices: ExportChoices) -> int:
    """Write a network's source, which has no weights; the bytes written. Raises ArchcalcError."""
    return write_text(path, graph, source)
