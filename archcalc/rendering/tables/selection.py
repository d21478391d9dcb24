"""Choices made on a report's first table: which rows, which columns, in which units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Column, Report, Table
from archcalc.base.suggestions import unknown

_MOST_NAMED = 4
"""Steps that a sentence names."""
WHOLE = frozenset({"json", "csv", "csv-excel", "tsv", "xlsx", "html"})
"""Formats in which the reader can fold for himself; they get every layer unless a depth is asked for."""


LARGEST_IN = "memory"
"""The column in which rows are the largest, unless another is named."""


def with_columns(report: Report, keys: str | None) -> Report:
    """The report with only these columns (by key or title, separated by commas) in its first table."""
    if keys is None:
        return report
    table, *others = report.tables
    chosen = dict.fromkeys(key_of(table, word) for word in keys.split(","))
    return report._replace(tables=(table.selected(list(chosen)), *others))


def key_of(table: Table, word: str) -> str:
    """The key of the column that is called so, by its key or its title."""
    known = {alias: column.key for column in table.columns for alias in (column.title.lower(), column.key) if alias}
    name = word.strip().lower()
    if name not in known:
        raise unknown("column", word.strip(), {column.key for column in table.columns})
    return known[name]


def at_depth(report: Report, depth: str | None, form: str) -> Report:
    """The report with its first table folded: to fit a screen, to a depth, or (`all`) not at all."""
    table, *others = report.tables
    if depth == "all":
        return report._replace(notes=(*report.notes, *_left_out(report.tail.get("left_out", ()))))
    if form == "json" or (depth is None and form in WHOLE):
        return report
    if depth is not None and not (depth.isdecimal() and len(depth) < 3 and 0 < int(depth) <= 64):
        raise ArchcalcError.of("usage", f"--depth takes a number from 1 to 64, or all, found {quoted(depth)}")
    from archcalc.rendering.tables.folding import fitting, fold
    from archcalc.reports.marked_cells import marked

    folded = fitting(table) if depth is None else fold(table, int(depth))
    if folded is table:
        return report
    notes = (f"{len(table.rows)} operators in {len(folded.rows)} rows; --depth all shows each", *report.notes)
    return report._replace(tables=(marked(folded), *others), notes=notes)


def _left_out(steps: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Sentences on steps that are not there as their `if` is false, one for each line of the file."""
    lines: dict[tuple[int, str], list[str]] = {}
    for each in steps:
        lines.setdefault((each["line"], each["if"]), []).append(each["step"])
    for (line, condition), names in lines.items():
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        named = quoted(", ".join(names[:_MOST_NAMED]), "", most=200)
        yield f"left out at line {line}, if {quoted(condition, '')}: {named}{more}"


def only(report: Report, kinds: str | None) -> Report:
    """The report with only the layers of these operators or families (conv,linear) in its first table."""
    if kinds is None:
        return report
    from archcalc.operators import find
    from archcalc.operators.traits import FAMILIES

    table, *others = report.tables
    words = [word.strip().lower().replace("-", "_") for word in kinds.split(",")]
    ops = table.column("op")
    names = {op: (kind.names & FAMILIES.keys() if (kind := find(op)) else frozenset()) | {op} for op in set(ops)}
    known = frozenset().union(*names.values())
    for word in words:
        if word not in known:
            raise unknown("layer kind", word, known)
    kept = [i for i, op in enumerate(ops) if not names[op].isdisjoint(words)]
    return report._replace(tables=(_rows(table, kept, frozenset()), *others))


def largest(report: Report, count: int | None, by: str) -> Report:
    """The report with only the `count` rows that are largest in a column, largest first, in its first table."""
    if count is None:
        if by != LARGEST_IN:
            raise ArchcalcError.of("usage", f"--by {quoted(by, '')} says where rows are largest, and all are shown",
                                   hint="--top 10 shows the ten largest")
        return report
    table, *others = report.tables
    key = key_of(table, by)
    cells = table.column(key)
    if not all(isinstance(cell, int) for cell in cells):
        numbers = {column.key for column in table.columns if column.total}
        raise ArchcalcError.of("usage", f"--by wants a column of numbers, found {quoted(by)}",
                               expected=f"one of: {', '.join(sorted(numbers))}")
    order = sorted((i for i in range(len(cells)) if i not in table.hidden), key=lambda i: -cells[i])[:count]
    return report._replace(tables=(_rows(table, order, table.hidden), *others))


def _rows(table: Table, kept: list[int], hidden: frozenset[int]) -> Table:
    """The table with only these rows; the total is theirs, and says so."""
    numbers = {old: new for new, old in enumerate(kept)}
    rows = tuple(table.rows[i] for i in kept)
    totals = {column.key: sum(row[j] for row in rows) for j, column in enumerate(table.columns) if column.total}
    shown = len(table.rows) - len(table.hidden)
    return table._replace(
        rows=rows, totals=totals or None, total=f"these {len(kept)} of {shown}",
        hidden=frozenset(numbers[i] for i in hidden if i in numbers),
        marks=frozenset((numbers[i], key) for i, key in table.marks if i in numbers),
        formulas={(numbers[i], key): text for (i, key), text in table.formulas.items() if i in numbers})


def in_units(report: Report, unit: str) -> Report:
    """The report with every column of bytes in MB or MiB, and not the first to go where it is narrow."""
    if unit not in units.DIVISORS:
        return report
    return report._replace(tables=tuple(table._replace(columns=tuple(_in_unit(table.columns, unit)))
                                        for table in report.tables))


def _in_unit(columns: Iterable[Column], unit: str) -> Iterable[Column]:
    return (column._replace(unit=unit, title=unit, rank=min(column.rank or 0, 1))
            if column.unit in units.BYTES else column for column in columns)
