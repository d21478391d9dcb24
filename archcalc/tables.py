"""Choices made on a report's tables: which columns, in which order."""

from __future__ import annotations

from archcalc.errors import ArchcalcError, quoted
from archcalc.analysis import marked
from archcalc.folding import fitting, fold
from archcalc.registry import unknown
from archcalc.report import Report

WHOLE = frozenset({"json", "csv"})
"""Formats for machines, which get every layer unless a depth is asked for."""


def with_columns(report: Report, keys: str | None) -> Report:
    """The report with only these columns (by key or title, separated by commas) in its first table."""
    if keys is None:
        return report
    table, *others = report.tables
    known = {alias: column.key for column in table.columns for alias in (column.title.lower(), column.key) if alias}
    wanted = [word.strip().lower() for word in keys.split(",")]
    for word in wanted:
        if word not in known:
            raise unknown("column", word, {column.key for column in table.columns})
    return report._replace(tables=(table.selected([known[word] for word in wanted]), *others))


def at_depth(report: Report, depth: str | None, form: str) -> Report:
    """The report with its first table folded: to fit a screen, to a depth, or (`all`) not at all."""
    table, *others = report.tables
    if depth == "all" or form == "json" or (depth is None and form in WHOLE):
        return report
    if depth is not None and not (depth.isdecimal() and 0 < int(depth) <= 64):
        raise ArchcalcError.of("usage", f"--depth takes a number from 1 to 64, or all, found {quoted(depth)}")
    folded = fitting(table) if depth is None else fold(table, int(depth))
    if folded is table:
        return report
    notes = (f"{len(table.rows)} operators in {len(folded.rows)} rows; --depth all shows each", *report.notes)
    return report._replace(tables=(marked(folded), *others), notes=notes)
