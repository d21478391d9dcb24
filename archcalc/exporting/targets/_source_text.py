"""Source text as a form: written to a file, or to standard output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archcalc.base import standard_output
from archcalc.base.atomic_files import write as write_file
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.network.graph import Graph, with_values


def write_text(path: Path, graph: Graph, source: Callable[[Graph], str]) -> int:
    """Write a network's source, which has no weights; the bytes written. Raises ArchcalcError."""
    text = source(with_values(graph, "exported"))
    if path is STANDARD_OUTPUT:
        with standard_output.text() as stream:
            stream.write(text)
    else:
        write_file(path, text)
    return len(text.encode())
