"""Choices made on a report's tables: which columns, in which order."""

from __future__ import annotations

from archcalc.registry import unknown
from archcalc.report import Report


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
