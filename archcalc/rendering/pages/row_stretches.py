"""The rows of a large table that are made when they are looked at: a page of 20,000 layers opens at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple

MOST_MADE = 500
"""So many rows are there when a page opens, and so many are made at once later on."""


class PageRow(NamedTuple):
    """A row of a table: how deep it stands, whether it is a module's, and its element."""

    level: int
    is_module: bool
    element: str


def stretched(rows: Sequence[PageRow], fits: int, columns: int) -> tuple[list[str], list[str]]:
    """The rows that are there at once, and scripts that hold the others as text, a button in the place of each.

    All rows of a table that is not large are there; of others the first that are not inside a folded module.
    """
    if len(rows) <= 2 * MOST_MADE:
        return [row.element for row in rows], []
    shown: list[str] = []
    scripts: list[str] = []
    waiting: list[PageRow] = []
    made = 0
    for row, seen in zip(rows, _seen(rows, fits), strict=True):
        if seen and made < MOST_MADE:
            _put(waiting, shown, scripts, columns)
            shown.append(row.element)
            made += 1
            continue
        if waiting and (row.level < waiting[0].level or len(waiting) == MOST_MADE):
            _put(waiting, shown, scripts, columns)
        waiting.append(row)
    _put(waiting, shown, scripts, columns)
    return shown, scripts


def _seen(rows: Sequence[PageRow], fits: int) -> Iterator[bool]:
    """True of each row outside folded modules; those at `fits` and deeper are folded."""
    closed: int | None = None
    for row in rows:
        if closed is not None and row.level <= closed:
            closed = None
        yield closed is None
        if row.is_module and closed is None and row.level >= fits:
            closed = row.level


def _put(waiting: list[PageRow], shown: list[str], scripts: list[str], columns: int) -> None:
    """Put rows that wait into a script, and a button in their place."""
    if not waiting:
        return
    number, count = len(scripts), f"{len(waiting):,} more row{'s' if len(waiting) > 1 else ''}"
    shown.append(f'<tr tabindex="-1" data-level="{waiting[0].level}" data-rest="{number}"><td colspan="{columns}">'
                 f'<button type="button">{count}</button></td></tr>')
    scripts.append(f'<script type="text/plain" data-rows="{number}">{"".join(row.element for row in waiting)}</script>')
    waiting.clear()
