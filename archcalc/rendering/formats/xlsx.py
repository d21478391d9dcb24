"""An Excel workbook: numbers as numbers, totals as sums, cells with arithmetic behind them as formulas.

A formula is a cell's arithmetic, in which {row:key} stands for another cell. Whatever else stands in a cell is text:
no name can become a formula or a link.
"""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from re import Match
from typing import TYPE_CHECKING, Any

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, printable, terminal_width
from archcalc.base.report import Column, Report, Table
from archcalc.rendering.formats._inert_workbook import inert_workbook
from archcalc.rendering.formats._sheet_charts import MOST_CHARTED, put_charts
from archcalc.rendering.tables.cell_arithmetic import ARITHMETIC, CELL
from archcalc.rendering.tables.layout import Page, at_right, columns_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SUFFIXES = (".xlsx",)
LIVE = True
"""Its cells can be computed from other cells."""
_FORMATS = {"count": "#,##0", "answer": "#,##0", "values": "#,##0", "bytes": "#,##0", "binary": "#,##0",
            "short": "#,##0", "thousands": "#,##0,", "millions": "#,##0,,", "MB": "#,##0.00,,",
            "KiB": "#,##0", "MiB": "#,##0.00"}
"""How Excel shows the numbers of a unit; a comma at the end leaves out three digits."""
_DIVIDED = {"KiB": 2**10, "MiB": 2**20}
"""Units that no number format can make of bytes."""
_BARS = {"activations": "#F2B868", "weights": "#B79BE3", "params": "#B79BE3", "macs": "#8CCFC8"}
"""The colours of the bars in some columns' cells."""
_WIDEST, _MEASURED, _MOST_TEXT, _MOST_ROWS = 60, 500, 32_000, 1_048_000


def render(report: Report, page: Page) -> bytes:
    """A sheet for every table, the notes below the first. Raises ArchcalcError where the library is missing."""
    out = BytesIO()
    with inert_workbook(out, _text(report.heading)) as book:
        tables, charted = list(report.shown), None
        for number, table in enumerate(tables):
            alike = [each.name for each in tables[:number]].count(table.name)
            sheet = book.add_worksheet(f"{table.name[:26]} {alike + 1}" if alike else table.name[:31])
            head = table.title or report.heading if number else report.heading
            notes = [] if number else [report.caption, *report.notes]
            filled = _Sheet(book, sheet, table, page)
            filled.fill(head, notes)
            charted = charted or (filled if number == 0 and filled.charted else None)
        if charted is not None:
            put_charts(book, charted.sheet.get_name(), charted.positions, (charted.first, charted.last))
    return out.getvalue()


def _text(words: str) -> str:
    return printable(words)[:_MOST_TEXT]


class _Formula(str):
    """A formula without functions that are younger than the format.

    XlsxWriter looks for thirty of them in each formula, unless their mark is there; it takes longer than to write it.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "_xlfn." or str.__contains__(self, str(part))


class _Sheet:
    """A worksheet while it is filled: a title, a header that stays in view, the rows, the totals."""

    def __init__(self, book: Workbook, sheet: Worksheet, table: Table, page: Page) -> None:
        from xlsxwriter.utility import xl_col_to_name

        self.book, self.sheet, self.table, self.page = book, sheet, table, page
        self.columns = [table.columns[j] for j in columns_of(table)]
        self.places = {column.key: j for j, column in enumerate(table.columns)}
        self.positions = {column.key: i for i, column in enumerate(self.columns)}
        self.letters = {key: xl_col_to_name(i) for key, i in self.positions.items()}
        shown = [i for i in range(len(table.rows)) if i not in table.hidden]
        if len(shown) > _MOST_ROWS:
            raise ArchcalcError.of("too-large", f"{len(shown)} rows are too many for a worksheet",
                                   hint="--depth 1 folds them")
        self.first = 2
        self.lines = {row: self.first + number for number, row in enumerate(shown)}
        self.formats: dict[tuple[str, bool, bool], Format] = {}

    def fill(self, head: str, notes: list[str]) -> None:
        """Write everything."""
        self.sheet.write_string(0, 0, _text(head), self.book.add_format({"bold": True, "font_size": 14}))
        headers = {side: self.book.add_format({"bold": True, "bottom": 1, "align": side}) for side in ("left", "right")}
        for i, column in enumerate(self.columns):
            self.sheet.write_string(self.first - 1, i, column.title or column.key,
                                    headers["right" if at_right(column) else "left"])
            self.sheet.set_column(i, i, self.width(column))
        self.sheet.freeze_panes(self.first, 1)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        for row, line in self.lines.items():
            for i, column in enumerate(self.columns):
                self.write(line, i, row, column)
        last = self.first + len(self.lines)
        self.totals(last)
        self.bars(last - 1)
        for number, note in enumerate(filter(None, notes)):
            self.sheet.write_string(last + 2 + number, 0, _text(note))

    @property
    def last(self) -> int:
        """The line of the last row."""
        return self.first + len(self.lines) - 1

    @property
    def charted(self) -> bool:
        """True where the sheet is of layers, and not too many to be charted."""
        return self.table.name == "layers" and 0 < len(self.lines) <= MOST_CHARTED

    def value(self, row: int, column: Column) -> Any:
        """A cell's value: a number where it is one, else the text that the other formats have."""
        value = self.table.rows[row][self.places[column.key]]
        if column.unit == "truth" and value is not None:
            return value
        if not isinstance(value, int) or column.unit not in _FORMATS:
            return units.cell(column.worded(value), column.unit, self.page.layout)
        return value / _DIVIDED[column.unit] if column.unit in _DIVIDED else value

    def width(self, column: Column) -> int:
        """The width of a column in digits: that of its title, its cells and its total."""
        values = [self.value(row, column) for row in islice(self.lines, _MEASURED)]
        cells = (*values, (self.table.totals or {}).get(column.key) or "", column.title or column.key)
        texts = [cell if isinstance(cell, str) else f"{cell:,.0f}" for cell in cells]
        return min(_WIDEST, 3 + max(map(terminal_width, texts)))

    def write(self, line: int, i: int, row: int, column: Column) -> None:
        """One cell: a formula, a number, or text."""
        value, place = self.value(row, column), (row, column.key)
        style = self.style(column, marked=place in self.table.marks, still=place in self.table.still)
        arithmetic = self.table.formulas.get((row, column.key), "")
        if isinstance(value, str):
            self.sheet.write_string(line, i, value[:_MOST_TEXT], style)
        elif arithmetic and not arithmetic.isdecimal() and ARITHMETIC.fullmatch(arithmetic):
            formula = CELL.sub(self.address, arithmetic)
            divided = f"({formula})/{_DIVIDED[column.unit]}" if column.unit in _DIVIDED else formula
            self.sheet.write_formula(line, i, _Formula(divided), style, value)
        elif isinstance(value, bool):
            self.sheet.write_boolean(line, i, value, style)
        else:
            self.sheet.write_number(line, i, value, style)

    def address(self, match: Match[str]) -> str:
        """The address of a cell that a formula names."""
        return f"{self.letters[match[2]]}{self.lines[int(match[1])] + 1}"

    def totals(self, last: int) -> None:
        """Sums below the columns that add up."""
        from xlsxwriter.utility import xl_range

        if not self.table.totals or not self.lines:
            return
        self.sheet.write_string(last, 0, self.table.total, self.style(self.columns[0], marked=True))
        for i, column in enumerate(self.columns):
            if i and column.key in self.table.totals and column.unit in _FORMATS:
                total = self.table.totals[column.key] / _DIVIDED.get(column.unit, 1)
                column_sum = _Formula(f"SUM({xl_range(self.first, i, last - 1, i)})")
                self.sheet.write_formula(last, i, column_sum, self.style(column, marked=True), total)

    def bars(self, last: int) -> None:
        """Bars in the cells of memory and parameters; red where a row says that the sheet does not hold."""
        for i, column in enumerate(self.columns):
            if column.unit == "truth":
                wrong = self.book.add_format({"bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True})
                cell = f"{self.letters[column.key]}{self.first + 1}"  # an empty cell is no FALSE, but equals it
                rule = {"type": "formula", "criteria": f"=AND(ISLOGICAL({cell}),NOT({cell}))", "format": wrong}
                self.sheet.conditional_format(self.first, i, last, i, rule)
        for key, colour in _BARS.items():
            if (place := self.positions.get(key)) is not None:
                self.sheet.conditional_format(self.first, place, last, place, {"type": "data_bar", "bar_color": colour,
                                                                               "bar_solid": True})

    def style(self, column: Column, *, marked: bool, still: bool = False) -> Format:
        """The format of a column's cells; marked ones are bold, those that do not follow grey and slanted."""
        unit, align = column.unit, "right" if at_right(column) else "left"
        key = unit, marked, still
        if key not in self.formats:
            looks: dict[str, Any] = {"num_format": _FORMATS[unit]} if unit in _FORMATS else {}
            looks |= {"italic": True, "font_color": "#808080"} if still else {}
            self.formats[key] = self.book.add_format(looks | {"bold": marked, "align": align})
        return self.formats[key]
