"""JSON, with a schema's name, exact integers, and every operator, also those that the table hides.

A record stands on one line, so that files can be searched and compared by line.
"""

from __future__ import annotations

import json

from archcalc.base.report import Report, Table
from archcalc.rendering.tables.layout import Page

SUFFIXES = (".json",)
FOLLOWS = frozenset[str]()
_encode = json.JSONEncoder().encode
"""Without indentation it is the library's compiled encoder that writes: five times as fast."""


def render(report: Report, page: Page) -> str:
    """One object: the head, a list of records for each table's name, the rest."""
    head = {"schema": report.schema, **report.head}
    names = dict.fromkeys(table.name for table in report.tables)
    parts = {key: _encode(value) for key, value in head.items()}
    parts |= {name: _records(report.table(name)) for name in names}
    parts |= {key: _encode(value) for key, value in report.tail.items()}
    return "{\n " + ",\n ".join(f"{_encode(key)}: {text}" for key, text in parts.items()) + "\n}\n"


def _records(table: Table) -> str:
    optional = {column.key for column in table.columns if column.optional}
    records = ({key: value for key, value in record.items() if value is not None or key not in optional}
               for record in table.records()) if optional else table.records()
    lines = ",\n  ".join(map(_encode, records))
    return f"[\n  {lines}\n ]" if lines else "[]"
