"""JSON, with a schema's name, exact integers, and every operator, also those that the table hides."""

from __future__ import annotations

import json

from archcalc.layout import Page
from archcalc.report import Report

SUFFIXES = (".json",)


def render(report: Report, page: Page) -> str:
    """One object: the head, a list of records for each table's name, the rest."""
    tables = {name: list(report.table(name).records()) for name in dict.fromkeys(each.name for each in report.tables)}
    return json.dumps({"schema": report.schema, **report.head, **tables, **report.tail}, indent=1) + "\n"
