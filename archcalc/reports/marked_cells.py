"""The cells of a network's table to look at."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.report import Table


def marked(table: Table) -> Table:
    """The table with the rows marked that are at least half as large as the largest, in memory and in weights."""
    keys = {column.key for column in table.columns} & {"activations", "weights"}
    return table._replace(marks=frozenset((i, key) for key in keys for i in large(table.column(key))))


def large(cells: Sequence[int]) -> list[int]:
    """The numbers of the cells that are at least half as large as the largest, where there is anything in one."""
    largest = max(cells, default=0)
    return [i for i, cell in enumerate(cells) if 2 * cell >= largest] if largest else []
