"""Papers, one format to a file; being there is being registered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol, runtime_checkable

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.registry import Registry
from archcalc.homework.classes.paper import Paper


class PaperFormat(Protocol):
    """One format of papers."""

    SUFFIXES: tuple[str, ...]
    """Endings of its files, with their dots; a paper's file has the first."""

    def render(self, paper: Paper) -> str | bytes:
        """One paper."""


@runtime_checkable
class PrintedFormat(PaperFormat, Protocol):
    """A format to print: one file holds the papers of a class, each from a page of its own on."""

    def bound_together(self, papers: Sequence[Paper]) -> str | bytes:
        """All papers, one after another."""


NAMES = Registry[PaperFormat](__name__, __file__, "format")


def printed(path: PurePath) -> PrintedFormat | None:
    """The format of one file for a whole class, by its ending; None where the path is a folder's.

    Raises ArchcalcError for a file that holds one paper only.
    """
    suffix = path.suffix.lower()
    form = next((NAMES.load(name) for name in NAMES if suffix in NAMES.load(name).SUFFIXES), None)
    if form is None or isinstance(form, PrintedFormat):
        return form
    raise ArchcalcError.of("usage", f"{quoted(path)} would hold one student's paper, and there are several",
                           hint=f"name a folder, -o papers/ --format {suffix.lstrip('.')}; html, latex and pdf hold "
                                "a class")
