"""Forms in which a network is written for other programs, one to a file, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.network.graph import Graph


class ExportChoices(NamedTuple):
    """Choices for a written network.

    `weights` are drawn, a file, or arrays by their full names; `opset` is the version of the form's operators;
    `dynamic_batch` leaves the number of images open; `library_model` says which model a file is of, timm:resnet50;
    `say` is told what is to be said of that file.
    """

    weights: str | Mapping[str, Any] = "random"
    seed: int = 0
    opset: int = 17
    dynamic_batch: bool = False
    library_model: str | None = None
    say: Callable[[str], object] = lambda note: None


class ExportForm(Protocol):
    """One form of a network for other programs."""

    SUFFIXES: tuple[str, ...]
    """Endings of files that ask for this form, with their dots."""

    def write(self, path: Path, graph: Graph, choices: ExportChoices) -> int:
        """Write the network, whole or not at all, and answer the bytes written. Raises ArchcalcError."""


NAMES = Registry[ExportForm](__name__, __file__, "form")
USUAL = "onnx"
"""The form of what has no ending: standard output."""


def chosen(form: str | None, path: Path) -> ExportForm:
    """The form asked for, or by the file's ending. Raises ArchcalcError."""
    if form is None:
        form = USUAL if path is STANDARD_OUTPUT else NAMES.by_ending(str(path), "--to")
    return NAMES.load(form)
