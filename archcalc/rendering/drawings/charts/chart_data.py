"""Charts as data: figures layer by layer, or networks by two figures and a third."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown

FIGURES = {"memory": "activations", "params": "params", "weights": "weights", "macs": "macs",
           "layers": "weight_layers"}
"""The figures that can be drawn, and the column of the layers' table that holds each."""
TITLES = {"memory": "memory (values held)", "params": "parameters", "weights": "weights", "macs": "MACs",
          "layers": "layers with weights"}
ROLES = {"memory": "memory", "params": "params", "weights": "params", "macs": "macs", "layers": "convolution-line"}
"""The colour of each."""
_MOST_BARS = 100
"""So many rows of a table are drawn."""


class Panel(NamedTuple):
    """One figure of all rows; `marked` are the rows to look at."""

    figure: str
    title: str
    values: tuple[int, ...]
    marked: frozenset[int] = frozenset()


class Bars(NamedTuple):
    """Rows with a bar for each figure; `note` is what the bars show, in words."""

    title: str
    names: tuple[str, ...]
    panels: tuple[Panel, ...]
    note: str = ""


class Bubble(NamedTuple):
    """A network: its place along and up, and its area."""

    name: str
    x: int
    y: int
    size: int


class Bubbles(NamedTuple):
    """Networks by three figures: along, up, and as the area."""

    title: str
    figures: tuple[str, str, str]
    bubbles: tuple[Bubble, ...]


def chosen(table: Table, words: str) -> tuple[str, ...]:
    """The figures named by words with commas between; raises ArchcalcError for one that the table does not have."""
    keys = {column.key for column in table.columns}
    known = [figure for figure, key in FIGURES.items() if key in keys]
    figures = tuple(word.strip().lower() for word in words.split(","))
    for figure in figures:
        if figure not in known:
            raise unknown("figure", figure, known)
    return figures


def bars(report: Report, words: str = "memory,params") -> Bars:
    """The visible rows of a network's table; the note is the report's own on where most of it is."""
    table = report.tables[0]
    figures = chosen(table, words)
    shown = [i for i in range(len(table.rows)) if i not in table.hidden]
    columns = {figure: table.column(FIGURES[figure]) for figure in figures}
    names = table.column("name")
    note = next((note for note in report.notes if note.startswith("most memory")), "")
    return Bars(report.title, tuple(names[i] for i in shown),
                tuple(_panel(figure, [cells[i] for i in shown]) for figure, cells in columns.items()), note)


def _panel(figure: str, values: list[int]) -> Panel:
    """A panel with its total."""
    return Panel(figure, f"{TITLES[figure]}: {units.short(sum(values), 3)}", tuple(values), _largest(values))


def _largest(values: list[int]) -> frozenset[int]:
    """The rows with at least half as much as the largest."""
    most = max(values, default=0)
    return frozenset(i for i, value in enumerate(values) if value and 2 * value >= most)


def of_columns(report: Report, keys: Iterable[str] = ()) -> Bars:
    """The visible rows of any table with a bar for each of some columns; of very many rows, the largest.

    Without `keys`, memory and parameters where these are counted, else the first two columns of whole numbers, those
    that add up before others. Raises ArchcalcError for a column that is not there, or holds no whole numbers.
    """
    table = report.tables[0]
    shown = [i for i in range(len(table.rows)) if i not in table.hidden]
    cells = {column.key: [each[i] for i in shown] for column in table.columns for each in [table.column(column.key)]}
    drawn = {column.key: column for column in table.columns if _holds_counts(cells[column.key])}
    wanted = list(keys) or _usual(drawn)
    for key in wanted:
        if key not in drawn:
            raise unknown("column", key, drawn)
    if not wanted or not shown:
        raise ArchcalcError.of("usage", "there is nothing to draw: no column holds whole numbers",
                              hint="a chart has bars for columns such as params, macs and activations")
    kept = sorted(sorted(range(len(shown)), key=lambda row: -(cells[wanted[0]][row] or 0))[:_MOST_BARS])
    told = f"the {len(kept)} rows with the most {_titled(drawn[wanted[0]])}, of {len(shown):,}"
    names = cells[table.columns[0].key]
    return Bars(report.title, tuple(str(names[row]) for row in kept),
                tuple(_of_column(drawn[key], [cells[key][row] or 0 for row in kept]) for key in wanted),
                told if len(kept) < len(shown) else "")


def _usual(drawn: Mapping[str, Column]) -> list[str]:
    """The columns that are drawn where none are asked for."""
    figures = [FIGURES[figure] for figure in ("memory", "params") if FIGURES[figure] in drawn]
    shown = [key for key, column in drawn.items() if column.rank is not None]
    return figures or sorted(shown, key=lambda key: not drawn[key].total)[:2]


def _holds_counts(cells: list[Any]) -> bool:
    """True of whole numbers, none below zero, of which some may not be there."""
    return all(cell is None or (type(cell) is int and cell >= 0) for cell in cells) and {*cells} != {None}


def _titled(column: Column) -> str:
    return f"{column.title or column.key}{' (bytes)' if column.unit in units.BYTES else ''}"


def _of_column(column: Column, values: list[int]) -> Panel:
    figure = next((figure for figure, key in FIGURES.items() if key == column.key), "")
    title = TITLES.get(figure) or _titled(column)
    sums = f": {units.short(sum(values), 3)}" if column.total else ""
    return Panel(figure or ("memory" if column.unit in units.BYTES else "layers"), f"{title}{sums}", tuple(values),
                 _largest(values))


def networks(report: Report, words: str = "macs,params,memory") -> Bars:
    """The networks of a comparison, as bars."""
    table = report.tables[0]
    return Bars("", tuple(table.column("name")), tuple(
        Panel(figure, TITLES[figure], tuple(table.column(FIGURES[figure]))) for figure in chosen(table, words)))


def bubbles(report: Report, words: str = "macs,params,memory") -> Bubbles:
    """The networks of a comparison, as bubbles; without a third figure all are of one size."""
    table = report.tables[0]
    x, y, size, *_ = (*chosen(table, words), "", "")
    if not y:
        raise ArchcalcError.of("usage", "bubbles want two figures, or three", hint="--figures macs,params,memory")
    areas = table.column(FIGURES[size]) if size else [1] * len(table.rows)
    cells = zip(table.column("name"), table.column(FIGURES[x]), table.column(FIGURES[y]), areas, strict=True)
    return Bubbles(f"{TITLES[x]} and {TITLES[y]}", (x, y, size), tuple(Bubble(*each) for each in cells))
