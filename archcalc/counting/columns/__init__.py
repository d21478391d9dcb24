"""Graph in, columns out: one analysis to a file; being there is being registered.

An analysis may say the `PLACE` of its columns in the lecture's table; one without stands after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.plugins import Plugin
from archcalc.base.registry import Registry
from archcalc.base.report import Column
from archcalc.counting.convention import Rule
from archcalc.network.graph import Graph

_LAST = 100


class Ways(NamedTuple):
    """A table's ways of counting: the rule of every kind of figure, and the bytes of one value."""

    rules: Mapping[str, Rule]
    value_bytes: int


class Analysis(Protocol):
    """One analysis of a network."""

    COLUMNS: tuple[Column, ...]
    """Its columns, whose keys no other analysis has."""

    def cells(self, graph: Graph, ways: Ways) -> Iterable[tuple[Any, ...]]:
        """A row for every node of the graph, in its order: a cell for each column."""


class _Analyses(Registry[Analysis]):
    """Every analysis by name."""

    def mistakes(self, plugin: Plugin) -> Iterator[Mistake]:
        """Everything that is wrong with the analysis of a plugin; a key of its columns may be another's, too."""
        found = list(super().mistakes(plugin))
        yield from found
        others = {column.key: name for name in self.names if name != plugin.name for column in self.load(name).COLUMNS}
        for column in () if found else plugin.module.COLUMNS:
            if column.key in others:
                yield plugin.mistake(column.key, f"{quoted(column.key)} is a column of {others[column.key]}",
                                     hint="give the column another key")


NAMES = _Analyses(__name__, __file__, "analysis", ("COLUMNS", "cells"))


def in_order() -> list[Analysis]:
    """Every analysis that is known so far, by its `PLACE`."""
    brought = {id(plugin.module): plugin for plugin in plugins.loaded}
    analyses = sorted(map(NAMES.load, NAMES), key=lambda analysis: getattr(analysis, "PLACE", _LAST))
    return [_Checked(brought[id(each)], each) if id(each) in brought else each for each in analyses]


def look_for(words: Iterable[str]) -> None:
    """Ask plugins where a word is no column's key or title that is known. Raises ArchcalcError."""
    known = {name.lower() for analysis in in_order() for column in analysis.COLUMNS
             for name in (column.key, column.title)}
    if any(word.strip().lower() not in known for word in words):
        plugins.look()


class _Checked:
    """The analysis of a plugin, whose rows are looked at before they stand in a table."""

    def __init__(self, plugin: Plugin, analysis: Analysis) -> None:
        self.plugin, self.analysis, self.COLUMNS = plugin, analysis, analysis.COLUMNS

    def cells(self, graph: Graph, ways: Ways) -> list[tuple[Any, ...]]:
        """The rows. Raises ArchcalcError where there are more or fewer than nodes, or cells than columns."""
        rows: list[Any] = list(self.analysis.cells(graph, ways))
        wrong = next((row for row in rows if not isinstance(row, tuple) or len(row) != len(self.COLUMNS)), None)
        if wrong is not None or len(rows) != len(graph.nodes):
            from archcalc.base.requirements import shown

            found = f"{len(rows)} rows" if wrong is None else f"the row {shown(wrong)}"
            raise ArchcalcError([self.plugin.mistake("cells", f"cells gave {found}", expected=(
                f"{len(graph.nodes)} tuples, one for each node, of {len(self.COLUMNS)} cells"))])
        return rows
