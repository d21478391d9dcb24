"""Results as data: typed columns of exact integers, not a character of formatting."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown

if TYPE_CHECKING:
    from archcalc.base.lecture import BarChart, MovableDrawing
    from archcalc.base.picture import Picture

Row = tuple[Any, ...]


class Column(NamedTuple):
    """A column: its key in JSON, its title for people, the unit of its cells, and how dear it is.

    `rank` 0 is always shown; where the terminal is too narrow, the highest rank goes first; None is for JSON alone.
    `total` says that the cells add up. A JSON record leaves out an `optional` cell that is None. `words` are the texts
    that people read for those of the data.
    """

    key: str
    title: str = ""
    unit: str = "text"
    rank: int | None = None
    total: bool = False
    optional: bool = False
    words: tuple[tuple[str, str], ...] = ()

    def worded(self, value: Any) -> Any:
        """A cell as people read it."""
        return dict(self.words).get(value, value) if self.words and isinstance(value, str) else value


class Rows(Sequence[Row]):
    """Rows of a table that are put together when they are looked at; for who reads a table, they are a tuple."""

    @abstractmethod
    def column(self, position: int) -> Sequence[Any]:
        """The cells at a position of every row: a list, unless these are made when they are looked at, too."""


class Table(NamedTuple):
    """Rows under columns.

    `hidden` rows are for JSON alone; `marks` are cells to look at; `formulas` are the arithmetic behind some cells:
    (3*3*64)*64; `still` are cells of a spreadsheet that do not follow a change of the others. Rows and cells are known
    by row number and column key.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Mapping[str, Any] | None = None
    title: str = ""
    hidden: frozenset[int] = frozenset()
    marks: frozenset[tuple[int, str]] = frozenset()
    formulas: Mapping[tuple[int, str], str] = {}
    total: str = "total"
    """What the row of totals is called."""
    still: frozenset[tuple[int, str]] = frozenset()

    def records(self) -> Iterator[dict[str, Any]]:
        """Every row, hidden ones too, as a mapping from key to value."""
        keys = [column.key for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)

    def column(self, key: str) -> list[Any]:
        """One column's cells."""
        return [*self.cells([column.key for column in self.columns].index(key))]

    def cells(self, position: int) -> Sequence[Any]:
        """The cells of the column at a position: a list, unless they are made when they are looked at."""
        return self.rows.column(position) if isinstance(self.rows, Rows) else [row[position] for row in self.rows]

    def selected(self, keys: Iterable[str]) -> Table:
        """The same table with only these columns, in this order."""
        positions = {column.key: position for position, column in enumerate(self.columns)}
        order = [positions[key] for key in keys]
        columns = tuple(self.columns[i]._replace(rank=0) for i in order)
        return self._replace(columns=columns, rows=tuple(tuple(row[i] for i in order) for row in self.rows))


class LecturePart(NamedTuple):
    """One part of a lecture, by the name that picks it; what it holds goes on as many slides as it takes.

    `title` stands above it, `lines` below the title, `caption` below its tables; `notes` are for the speaker.
    `pictures` are the drawings for those who cannot move blocks.
    """

    name: str
    title: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[BarChart, ...] = ()
    drawings: tuple[MovableDrawing, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()
    caption: str = ""


class LiveOption(NamedTuple):
    """An option of a network as --set has it; where it follows, the key of its cell."""

    name: str
    value: str
    whole: bool = True
    key: str = ""


class LiveCells(NamedTuple):
    """Figures that follow the input's size: a row's cells by number and key, constant or worked out in JavaScript.

    `inputs` may be changed, and so may the `batch` and `options`, whose cells stand in a row of their own; `sizes` has
    for each visible row the keys of its volume, channels first, and `fields` those of its receptive field, where it
    follows; a formula of the key `holds` says whether the row is as it is. `network` is what --input counts where one
    does not hold.
    """

    inputs: tuple[tuple[int, str], ...]
    values: Mapping[tuple[int, str], int | float]
    formulas: Mapping[tuple[int, str], str]
    sizes: tuple[tuple[int, tuple[str, ...]], ...]
    network: str
    fields: tuple[tuple[int, tuple[str, ...]], ...] = ()
    ends: tuple[int, ...] = ()
    """Of each module in order, the row of its last layer, which may be hidden."""
    hidden: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The volumes of such hidden rows, as `sizes` has the others."""
    batch: tuple[int, str] | None = None
    options: tuple[LiveOption, ...] = ()
    row_of_options: int = 0


class Report(NamedTuple):
    """The answer of a command: tables, notes under them, and for JSON a schema's name and its head.

    `caption` is what the user wrote for the first table; `pictures` are for formats that can show them, `parts` for
    those that make a lecture of it, `live` for those that work figures out; `foldings` are the first picture at other
    depths, each with its words. `subject` says what it is about where it
    has no title: text does without one, slides and sheets cannot.
    """

    schema: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    head: Mapping[str, Any] = {}
    tail: Mapping[str, Any] = {}
    title: str = ""
    caption: str = ""
    pictures: tuple[Picture, ...] = ()
    subject: str = ""
    parts: tuple[LecturePart, ...] = ()
    live: LiveCells | None = None
    foldings: tuple[tuple[str, Picture], ...] = ()

    @property
    def shown(self) -> tuple[Table, ...]:
        """The tables for people: those that have a row, and a column that is not for JSON alone."""
        return tuple(table for table in self.tables
                     if table.rows and any(column.rank is not None for column in table.columns))

    @property
    def heading(self) -> str:
        """The title, or what stands in its place: never nothing."""
        return self.title or self.subject or next((table.title for table in self.tables if table.title), "archcalc")

    def table(self, name: str) -> Table:
        """The table called `name`: the rows of all tables that are called so, one part after another."""
        named = [table for table in self.tables if table.name == name]
        if not named:
            raise unknown("table", name, {table.name for table in self.tables})
        first, *others = named
        for table in others:
            start = len(first.rows)
            first = first._replace(rows=first.rows + table.rows, totals=None, formulas={}, marks=frozenset(),
                                   hidden=first.hidden | {start + row for row in table.hidden})
        return first
