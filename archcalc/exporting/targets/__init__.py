"""Forms in which a network is written for other programs, one to a file, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from archcalc.base.errors import ArchcalcError
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
    IS_TEXT: bool
    """True of source text, which has no weights, and goes to standard output where no file is named."""

    def write(self, path: Path, graph: Graph, choices: ExportChoices) -> int:
        """Write the network, whole or not at all, and answer the bytes written. Raises ArchcalcError."""


NAMES = Registry[ExportForm](__name__, __file__, "form")
USUAL = "onnx"
"""The form of what has no ending: standard output."""
_OF_WEIGHTS = {"weights": "--weights", "seed": "--seed", "opset": "--opset", "dynamic_batch": "--dynamic-batch",
               "library_model": "--library-model"}
"""The choices that say nothing to source text, by their options."""


def chosen(form: str | None, path: Path | None) -> ExportForm:
    """The form asked for, or by the file's ending. Raises ArchcalcError."""
    if form is None:
        form = USUAL if path is None or path is STANDARD_OUTPUT else NAMES.by_ending(str(path), "--to")
    return NAMES.load(form)


def written(path: Path, form: str | None, graph: Graph, choices: ExportChoices) -> int:
    """Write a network in a form, and answer the bytes written. Raises ArchcalcError."""
    chosen_form = chosen(form, path)
    refuse_unread(chosen_form, choices)
    return chosen_form.write(path, graph, choices)


def refuse_unread(form: ExportForm, choices: ExportChoices) -> None:
    """Refuse choices that a form does not read. Raises ArchcalcError."""
    usual = ExportChoices()
    for name, option in _OF_WEIGHTS.items() if form.IS_TEXT else ():
        if getattr(choices, name) != getattr(usual, name):
            raise ArchcalcError.of("usage", f"{option} says nothing to source text, which holds no weights and takes "
                                            "any batch", hint="leave it out; archcalc weights writes weights to a file")
