"""Choices of a shown table: rows and columns, wording, units, page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.lecture import PARTS
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.rendering.tables import selection
from archcalc.rendering.tables.layout import CELLS, Page

if TYPE_CHECKING:
    from archcalc.rendering.presets import Preset

UNITS = ("auto", "raw", "MB", "MiB")
LAYOUTS = ("hwc", "chw")
_OF_FORMATS = ("title", "caption", "rows", "standalone", "template", "embed")
_VOLUMES, _BYTES, _WORDS = frozenset({"volume", "part"}), units.BYTES | {"size"}, frozenset({"text", "prose"})


class Presentation(NamedTuple):
    """The choices, as the options of the command line name them; None is the report's own."""

    preset: str | None = None
    columns: str | None = None
    depth: str | None = None
    only: str | None = None
    top: int | None = None
    by: str = selection.LARGEST_IN
    cells: str | None = None
    units: str = "auto"
    layout: str = "hwc"
    title: str | None = None
    caption: str | None = None
    rows: int | None = None
    standalone: bool = False
    template: Path | None = None
    embed: bool = False

    @property
    def convention(self) -> tuple[str, ...]:
        """The conventions that the preset counts by."""
        return _preset(self.preset).convention if self.preset else ()

    def with_formulas(self, *, wanted: bool) -> Presentation:
        """The same, with the arithmetic in the cells if it is `wanted` and nothing else was said."""
        return self._replace(cells="both") if wanted and self.cells is None else self

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a lecture that are picked; none where it is whole."""
        words = [word.strip().lower() for word in self.only.split(",")] if self.only else []
        return tuple(part for part in PARTS if part in words)

    @property
    def kinds(self) -> str | None:
        """The kinds of layers that are picked, as they were said."""
        words = self.only.split(",") if self.only is not None else []
        kinds = ",".join(word for word in words if word.strip().lower() not in PARTS)
        return kinds or (None if self.parts else self.only)

    @property
    def whole(self) -> bool:
        """True where the table is shown as it is, all rows and columns."""
        return not any((self.preset, self.columns, self.depth, self.kinds, self.top))

    @property
    def said(self) -> dict[str, object]:
        """What the user has said, by the names of the options."""
        return {f"--{name}": value for name, value in self._asdict().items() if value != self._field_defaults[name]}

    def wants_formulas(self, form: str) -> bool:
        """True where the arithmetic behind the cells will be shown, or can be looked at."""
        return self._cells != "value" or form in {"xlsx", "html"}

    def page(self) -> Page:
        """The page that a format writes on. Raises ArchcalcError for a choice that does not exist."""
        _one_of("--units", self.units, UNITS)
        _one_of("--layout", self.layout, LAYOUTS)
        return Page(layout=self.layout, raw=self.units == "raw", cells=_one_of("--cells", self._cells, CELLS),
                    rows=self.rows, standalone=self.standalone, template=self.template, embed=self.embed,
                    parts=self.parts,
                    chosen=tuple(name for name in _OF_FORMATS if getattr(self, name) not in {None, False}))

    def shown(self, report: Report, form: str = "text") -> Report:
        """The report with these choices made on its first table; `form` is the format that it is for."""
        report = self._rows(report, form)
        if self.preset:
            from archcalc.rendering.presets import applied

            report = applied(report, _preset(self.preset))
        report = selection.with_columns(report, self.columns)
        self._check_units(report)
        report = selection.in_units(report, self.units)
        title = report.title if self.title is None else self.title
        return report._replace(title=title, caption=self.caption or report.caption)

    def _check_units(self, report: Report) -> None:
        """Refuse a way to write volumes, or bytes, where there are none. Raises ArchcalcError."""
        found = {column.unit for table in report.tables for column in table.columns}
        if self.layout != LAYOUTS[0] and found.isdisjoint(_VOLUMES):
            raise _nothing_to("--layout", "volumes")
        if self.units in units.DIVISORS and found.isdisjoint(_BYTES):
            raise _nothing_to("--units", "bytes")
        if self.units == "raw" and found <= _WORDS:
            raise _nothing_to("--units", "numbers")

    def _rows(self, report: Report, form: str) -> Report:
        """Layers first, then folded rows, then the largest of these; the largest layers are not folded unasked."""
        report = selection.only(report, self.kinds)
        depth = "all" if self.depth is None and self.top is not None else self.depth
        if any(column.key == "path" for column in report.tables[0].columns):
            report = selection.at_depth(report, depth, form)
        return selection.largest(report, self.top, self.by)

    @property
    def _cells(self) -> str:
        return self.cells or (_preset(self.preset).cells if self.preset else "value")


def _preset(name: str) -> Preset:
    from archcalc.rendering.presets import load

    return load(name)


def _nothing_to(option: str, noun: str) -> ArchcalcError:
    return ArchcalcError.of("usage", f"{option} says nothing here: no column holds {noun}", hint="leave it out")


def _one_of(option: str, word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise ArchcalcError.of("usage", f"{option} takes no {quoted(word)}", expected=f"one of: {', '.join(words)}")
    return word
