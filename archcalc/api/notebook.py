"""A report as a Python program and a notebook hold it: printed, shown as a table, turned into a data frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from archcalc.api.arguments import public
from archcalc.api.notebook_pictures import SvgText
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import cut
from archcalc.base.report import Report, Table
from archcalc.rendering import formats
from archcalc.rendering.tables.layout import Page
from archcalc.rendering.tables.presentation import Presentation

if TYPE_CHECKING:
    import pandas

_MOST_ROWS = 200
"""So many rows of a table are shown in a notebook; a data frame holds them all."""
_WIDE = 120
"""Characters of a table's line there."""
_WIDEST = 2**63 - 1


@public
def render(report: Report, format: str = "text", page: Page | None = None) -> str | bytes:
    """The report in a format: text, markdown, csv, json ...; xlsx and pptx are bytes. Raises ArchcalcError."""
    return formats.render(report, format, page)


class NotebookReport(Report):
    """The answer of every function: tables of exact integers, notes under them, and ways to look at both.

    Printed, it is what the command prints into a pipe; as the last line of a notebook's cell, it is a table.
    """

    __slots__ = ()

    @property
    def totals(self) -> dict[str, Any]:
        """The sums of the first table's columns, by key: params, macs, activations (values), activation_bytes ...

        >>> import archcalc
        >>> archcalc.analyze("vgg16").totals["params"]
        138357544
        """
        return dict(self.tables[0].totals or {})

    def to_pandas(self, table: str | None = None, *, hidden: bool = True) -> pandas.DataFrame:
        """A table as a data frame, the first unless one is named: a column for each key, a row for each layer.

        Integers stay integers: int64, Int64 where a cell is empty, Python's own beyond 2^63 - 1. Memory is in values
        (`activations`) and bytes (`activation_bytes`), shapes are tuples without the batch: (channels, height, width).
        `hidden` rows are those that the printed table leaves out, such as ReLU; with them the columns add up.
        Raises ArchcalcError for a table that does not exist, and where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise ArchcalcError.of("missing-library", "to_pandas needs pandas, which is not installed",
                                   hint="pip install 'archcalc[pandas]'") from None
        chosen = self.table(table) if table is not None else self.tables[0]
        rows = [row for i, row in enumerate(chosen.rows) if hidden or i not in chosen.hidden]
        columns = zip(*rows, strict=True) if rows else ((),) * len(chosen.columns)
        return pandas.DataFrame({column.key: pandas.Series(list(cells), dtype=_dtype(cells))
                                 for column, cells in zip(chosen.columns, columns, strict=True)})

    def plot(self, *columns: str) -> SvgText:
        """The first table as bars, which a notebook shows: of these columns, by key, or of those that matter most.

        Modules are folded as in the table, and of more than 100 rows the largest are drawn. It is the text of an SVG
        file. Raises ArchcalcError for a column that is not there, or holds no whole numbers.

        >>> import archcalc
        >>> "memory (bytes): 1.21G" in archcalc.plan("vgg16", optimizer="sgd").plot("bytes")
        True
        """
        from archcalc.rendering.drawings import chart, written
        from archcalc.rendering.drawings.charts.chart_data import of_columns

        return SvgText(written(chart(of_columns(self._shown(), columns)), "svg"))

    def _repr_html_(self) -> str:
        """A notebook's table: the rows that the command shows, at most 200, and its columns that fit.

        What is told with bars in a terminal, as the parts of a plan, is drawn under it.
        """
        from archcalc.rendering.formats import html

        shown = self._shown()
        table = html.fragment(self._replace(tables=tuple(map(_beginning, shown.tables))), _WIDE)
        drawn = any(column.unit == "bar" for column in shown.tables[0].columns)
        return f"{table}<div>{self.plot()}</div>" if drawn else table

    def _repr_markdown_(self) -> str:
        """The same as GitHub's tables, all rows."""
        return cast("str", render(self._shown(), "markdown", Presentation().page()))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The text that IPython prints at its prompt."""
        printer.text(str(self))

    def __str__(self) -> str:
        return cast("str", render(self._shown(), "text", Presentation().page()))

    def __repr__(self) -> str:
        tables = ", ".join(f"{table.name} {len(table.rows)} x {len(table.columns)}" for table in self.tables)
        return cut(f"<Report {self.title or self.schema!r}: {tables}>")

    def _shown(self) -> Report:
        """The report as the command shows it: deep networks folded to fit a screen."""
        return Presentation().shown(self)


def _dtype(cells: Sequence[Any]) -> str | None:
    """The data frame's type of a column; None lets pandas choose one, for texts."""
    kinds = {type(cell) for cell in cells}
    empty = type(None) in kinds
    kinds.discard(type(None))
    if kinds == {int}:
        fits = all(abs(cell) <= _WIDEST for cell in cells if cell is not None)
        return "object" if not fits else "Int64" if empty else "int64"
    if kinds == {bool}:
        return "boolean" if empty else "bool"
    if kinds == {float}:
        return "float64"
    return None if kinds == {str} else "object"


def _beginning(table: Table) -> Table:
    """The table with no more visible rows than a notebook shows, and a title that says so."""
    visible = [i for i in range(len(table.rows)) if i not in table.hidden]
    if len(visible) <= _MOST_ROWS:
        return table
    title = f"{table.title} (the first {_MOST_ROWS} of {len(visible):,} rows; to_pandas() has all)".strip()
    return table._replace(title=title, hidden=table.hidden | frozenset(visible[_MOST_ROWS:]))
