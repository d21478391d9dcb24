"""The cells of a network's table to look at."""

from __future__ import annotations

from archcalc.base.report import Table


def marked(table: Table) -> Table:
    """The table with the rows marked that are at least half as large as the largest, in memory and in weights."""
    marks: set[tuple[int, str]] = set()
    for key in {column.key for column in table.columns} & {"activations", "weights"}:
        cells = table.column(key)
        largest = max(cells, default=0)
        marks |= {(i, key) for i, cell in enumerate(cells) if largest and 2 * cell >= largest}
    return table._replace(marks=frozenset(marks))
