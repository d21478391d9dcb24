"""Charts as data: figures layer by layer, or networks by two figures and a third."""

from __future__ import annotations

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report, Table
from archcalc.base.suggestions import unknown

FIGURES = {"memory": "activations", "params": "params", "weights": "weights", "macs": "macs",
           "layers": "weight_layers"}
"""The figures that can be drawn, and the column of the layers' table that holds each."""
TITLES = {"memory": "memory (values held)", "params": "parameters", "weights": "weights", "macs": "MACs",
          "layers": "layers with weights"}
ROLES = {"memory": "memory", "params": "params", "weights": "params", "macs": "macs", "layers": "convolution-line"}
"""The colour of each."""


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
    """A panel with its total; rows with at least half as much as the largest are marked."""
    most = max(values, default=0)
    marked = frozenset(i for i, value in enumerate(values) if value and 2 * value >= most)
    return Panel(figure, f"{TITLES[figure]}: {units.short(sum(values), 3)}", tuple(values), marked)


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
