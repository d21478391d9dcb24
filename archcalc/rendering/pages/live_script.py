"""The script of a page that works its figures out: the formulas of a network's cells, and live.js, which shows them."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from pathlib import Path

from archcalc.base.report import LiveCells

_HOLDS = "holds"
_FUNCTIONS = """const INT = Math.floor, MAX = Math.max, MOD = (a, b) => a - b * Math.floor(a / b);
const IF = (is, a, b) => is ? a : b, AND = (...all) => all.every(Boolean);
const COUNT = (v, from, to) => Object.keys(v).filter(row => row >= from && row <= to && v[row].holds).length;"""
"""A spreadsheet's functions, by the names that formulas have for them."""


def page_file(name: str) -> str:
    """A file of this folder: a style, a script."""
    return Path(__file__).with_name(name).read_text("utf-8")


def page_script(live: LiveCells | None, layout: str) -> str:
    """The page's JavaScript, with nothing of it known outside; no name stands in it as code.

    Where figures follow what a reader changes: constants, what is worked out of them in order, and what shows it.
    """
    parts = [page_file("page.js"), *(_live_parts(live, layout) if live else ())]
    return "\n".join(["(() => {", '"use strict";', *parts, "})();", ""])


def _live_parts(live: LiveCells, layout: str) -> Iterator[str]:
    start: dict[int, dict[str, int | float]] = {row: {} for row, _ in (*live.sizes, *live.hidden)}
    for (row, key), value in live.values.items():
        start.setdefault(row, {})[key] = value
    about = {"start": start, "sizes": dict(live.sizes), "fields": dict(live.fields), "ends": live.ends,
             "hidden": dict(live.hidden), "layout": layout,
             "network": live.network, "inputs": sorted({row for row, _ in live.inputs})}
    yield f"const LIVE = {_inert(dumps(about, separators=(',', ':')))};"
    yield _FUNCTIONS
    yield from ("LIVE.follow = v => {", *_statements(live), "};", page_file("live.js"))


def _inert(data: str) -> str:
    """Data in which nothing ends the script."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _statements(live: LiveCells) -> Iterator[str]:
    """Every formula after those that it reads: figures as they were built, then what each row holds, then the whole."""
    figures = [cell for cell in live.formulas if cell[1] != _HOLDS]
    first = live.sizes[0][0]
    holds = sorted((cell for cell in live.formulas if cell[1] == _HOLDS), key=lambda cell: cell[0] == first)
    yield from (f"v[{row}].{key}={live.formulas[row, key]};" for row, key in (*figures, *holds))
    yield f"return v[{first}].holds!==false;"
