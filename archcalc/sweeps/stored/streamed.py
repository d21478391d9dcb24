"""Rows of a sweep that stream into a file: as they come beside it, and in their order into it when all are there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archcalc.base.version import version
from archcalc.sweeps.axes import INPUT, Axis
from archcalc.sweeps.network_totals import FIGURES
from archcalc.sweeps.report import Swept
from archcalc.sweeps.stored import row_files
from archcalc.sweeps.stored.fingerprint import fingerprint
from archcalc.sweeps.stored.partial_file import PartialFile, told_of
from archcalc.sweeps.stored.row_files import RowColumn
from archcalc.sweeps.sweep import Answer


class Streamed:
    """A file of rows to come, and the one beside it in which a sweep can be gone on with."""

    def __init__(self, path: Path, swept: Swept, *, resume: bool = False) -> None:
        """Begin, or go on. Raises ArchcalcError for an ending that no kind of file has, or another sweep's file."""
        self.path, self.kind = path, row_files.of(path)
        self.partial = PartialFile(path, dict(_told(swept)), resume=resume)
        self._written: set[int] = {start for start, _ in self.partial.portions()} if swept.search else set()

    def add(self, start: int, answers: list[Answer]) -> None:
        """Write a portion down. Raises OutputError; those before it stay."""
        if start not in self._written:
            self.partial.add(start, answers)

    def finish(self, swept: Swept) -> None:
        """Write the rows, all of them, and take away what was beside them. Raises OutputError; then that stays."""
        self.kind.write(self.path, tuple(_columns(swept)), self._rows(swept))
        self.partial.remove()

    def _rows(self, swept: Swept) -> Iterator[tuple[Any, ...]]:
        """The rows that are wanted, in the order of the points, with the front marked, and those refused."""
        front = swept.kept.front().points
        refused = swept.choice.where is None and not swept.choice.bounds
        nothing = (None,) * len(swept.sweep.figures)
        for start, answers in self.partial.portions():
            points = swept.sweep.points(start, start + len(answers))
            for point, row in zip(points, swept.rows(start, answers), strict=True):
                if isinstance(row, str):
                    if refused:
                        yield _plain((*swept.settings(point), *nothing, None, row))
                elif swept.wants(row):
                    yield _plain((*row, swept.pair(row) in front, None))


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Cells as a file holds them: sizes as they are written, the input's and the output's."""
    return tuple(["x".join(map(str, cell)) if isinstance(cell, tuple) else cell for cell in row])


def _columns(swept: Swept) -> Iterator[RowColumn]:
    yield RowColumn("network", "text")
    for (key, axis), cells in zip(swept.axes.items(), swept.cells, strict=True):
        yield RowColumn(key, _kind(axis, [cells[text] for text in axis.values]))
    for figure in swept.sweep.figures:
        yield RowColumn(figure, "text" if FIGURES[figure].unit == "volume" else "integer")
    yield RowColumn("pareto", "flag")
    yield RowColumn("refused", "text")


def _kind(axis: Axis, cells: list[Any]) -> str:
    """The kind of an axis's values."""
    found = set(map(type, cells))
    if axis.kind == INPUT:
        return "text"
    return ("integer" if found == {int} else "number" if found <= {int, float} else "flag" if found == {bool}
            else "text")


def _told(swept: Swept) -> Iterator[tuple[str, str]]:
    """All that tells a sweep from others, by the words under which a difference is told."""
    sweep, search = swept.sweep, swept.search
    yield "archcalc", version()
    yield "the networks", told_of([spec.about.name for spec in sweep.networks])
    for spec in sweep.networks:
        yield f"the specification of {spec.about.name}", fingerprint(spec)
    for axis in sweep.axes:
        yield f"{axis.kind} {axis.name}", told_of(axis.values)
    yield "the figures", told_of(sweep.figures)
    yield "--convention", told_of(dict(sorted(sweep.choice.items())))
    yield "--dtype", sweep.dtype
    yield "--fold", str(sweep.fold)
    yield "--sample", swept.choice.sampled
    if search is not None:
        best = swept.choice.best
        yield "--search", told_of([search.name, search.seed, search.tries, best])
        yield "--where and --under", told_of([each.text for each in filter(None, (swept.choice.where,
                                                                                 *swept.choice.bounds))])
