"""A page in one file that loads nothing: tables to sort and fold, the drawing, the charts, the arithmetic at hand.

Cells carry their style themselves, so that a table that is copied into Google Docs, Slides or Notion keeps it. Without
its script the page shows everything. Names are text: they stand in no script and no address, and a policy in the page
forbids whatever it does not hold itself.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from unicodedata import bidirectional

from archcalc.base.report import Report, Table
from archcalc.rendering.drawings.outputs.html import themed
from archcalc.rendering.drawings.outputs.svg import text
from archcalc.rendering.pages.drawing_figure import drawing_figure
from archcalc.rendering.pages.live_form import live_form
from archcalc.rendering.pages.live_script import page_file, page_script
from archcalc.rendering.pages.row_stretches import PageRow, stretched
from archcalc.rendering.tables.layout import Grid, Page, columns_of, grid
from archcalc.rendering.tables.outline import TableOutline, outline

SUFFIXES = (".html", ".htm")
FOLLOWS = frozenset({"title", "caption", "embed"})
PICTURES = True
"""It shows a report's pictures."""
ROOT = "archcalc-report"
"""The class of what a report is in; its style is for what is inside alone."""
_CELL = "padding:3px 9px;border-bottom:1px solid rgba(128,138,152,.45);white-space:nowrap"
_PROSE = "padding:3px 9px;border-bottom:1px solid rgba(128,138,152,.45);min-width:14em"
_SUMMED = ' title="the sum of the column"'
_TOOLS = '<p class="tools" hidden>{}</p>'


def render(report: Report, page: Page) -> str:
    """The page: title, pictures, tables, notes; or, of a page that is not ours, the part that holds them."""
    script = page_script(report.live, page.layout)
    title = text(report.heading)
    style = page_style()
    if page.embed:
        return "\n".join([f'<div class="{ROOT}">', f"<style>{style}</style>", *_headed(report, "h2"),
                          *content(report, page), f"<script>{script}</script></div>", ""])
    digest = b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return "\n".join([
        "<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', f"<title>{title}</title>",
        f'<style>{style}\n{page_file("document.css")}</style></head><body class="{ROOT}"><main>',
        *_headed(report, "h1"), *content(report, page), f"</main><script>{script}</script></body></html>", ""])


def _headed(report: Report, tag: str) -> Iterator[str]:
    """The title; where there is none, what stands in its place, unseen."""
    kind = _direction(report.title) if report.title else ' class="unseen"'
    yield f"<{tag}{kind}>{text(report.heading)}</{tag}>"


def page_style() -> str:
    """The style of what a report is in, light and dark."""
    return f"{themed(f'.{ROOT}')}\n.{ROOT} {{\n{page_file('page.css')}}}"


def content(report: Report, page: Page) -> Iterator[str]:
    """Tables, pictures and notes, for what has the class `ROOT`, beside its style and the page's script."""
    sections = [_section(report, table, page) for table in report.shown]
    yield from _panel(report)
    yield from sections[:1]
    yield from (drawing_figure(each, () if number else report.foldings) for number, each in enumerate(report.pictures))
    yield from sections[1:]
    yield from _notes(report)


def fragment(report: Report, width: int | None = None) -> str:
    """The tables and notes alone, for a page that is not ours, as a notebook's is: no script, no style sheet.

    Where it is so many characters wide, columns are left out as on a terminal, and named under their table.
    """
    page = Page(width, cells="value")
    title = f'<div style="font-weight:600;font-size:1.1em">{text(report.title)}</div>' if report.title else ""
    notes = "".join(f"<li>{text(note)}</li>" for note in report.notes)
    return "\n".join(["<div>", title, *(_plain(table, page) for table in report.shown),
                      f'<ul style="opacity:.75;font-size:.9em">{notes}</ul>' if notes else "", "</div>"])


def _plain(table: Table, page: Page) -> str:
    """A table that stands still: nothing in it can be clicked."""
    shown = grid(table, page)
    heads = "".join(f'<th scope="col" style="{_CELL};text-align:{_side(shown, i)}">{text(column.title)}</th>'
                    for i, column in enumerate(shown.columns))
    caption = f'<caption style="text-align:left;font-weight:600">{text(table.title)}</caption>' if table.title else ""
    body = _rows(TableOutline(table, (0,) * len(table.rows), frozenset(), 0), shown)
    return "\n".join(['<div style="overflow-x:auto">', '<table style="border-collapse:collapse">', caption,
                      f"<thead><tr>{heads}</tr></thead>", "<tbody>", *(row.element for row in body), "</tbody>",
                      *_totals(shown), "</table></div>", *_unseen(table, shown)])


def _unseen(table: Table, shown: Grid) -> Iterator[str]:
    """The columns for which there is no room."""
    keys = {column.key for column in shown.columns}
    left = [column.title or column.key for column in map(table.columns.__getitem__, columns_of(table))
            if column.key not in keys]
    if left:
        yield f'<div style="opacity:.75;font-size:.9em">not shown for want of room: {text(", ".join(left))}</div>'


def _notes(report: Report) -> Iterator[str]:
    if report.notes:
        items = "".join(f"<li{_direction(note)}>{text(note)}</li>" for note in report.notes)
        yield f'<section><h2>How it was counted</h2><ul class="notes">{items}</ul></section>'


def _direction(words: str) -> str:
    """What lets words of a right-to-left script run so; other words run as the page does."""
    rightwards = not words.isascii() and any(bidirectional(letter) in {"R", "AL"} for letter in words)
    return ' dir="auto"' if rightwards else ""


def _section(report: Report, table: Table, page: Page) -> str:
    """A table with its tools, in a region that scrolls where the window is narrow."""
    made = outline(table)
    shown = grid(made.table, page._replace(width=None))
    first = table is report.tables[0]
    caption = text(report.caption if first else table.title)
    folding = [("open", "Unfold all"), ("fold", "Fold all")] if made.modules else []
    buttons = [("copy", "Copy the table"), *folding]
    tools = "".join(f'<button type="button" data-task="{task}">{words}</button>' for task, words in buttons)
    rows, waiting = stretched(list(_rows(made, shown)), made.fits, len(shown.columns))
    unseen = "<noscript><p>Rows inside modules are made by the page's script.</p></noscript>" if waiting else ""
    return "\n".join([
        "<section>", _TOOLS.format(tools) if first else "",
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption or text(report.title) or "table"}">',
        f'<table data-fits="{made.fits}">', f"<caption>{caption}</caption>" if caption else "",
        f"<thead><tr>{''.join(_heads(shown))}</tr></thead>", "<tbody>",
        *rows, "</tbody>", *_totals(shown), "</table></div>", unseen, *waiting,
        '<p class="why" role="status" aria-live="polite"></p>' if first else "", "</section>"])


def _panel(report: Report) -> Iterator[str]:
    """The input's sizes, the batch and the options, to be changed, where the page works the figures out."""
    if report.live is not None:
        yield live_form(report.live, report.tables[0].column("name"))


def _heads(shown: Grid) -> Iterator[str]:
    for i, column in enumerate(shown.columns):
        style = f"{_CELL};text-align:{_side(shown, i)}"
        yield (f'<th scope="col" data-key="{text(column.key)}" aria-sort="none" style="{style}">'
               f'<button type="button">{text(column.title or column.key)}</button></th>')


def _side(shown: Grid, position: int) -> str:
    return "right" if shown.right(position) else "left"


def _rows(made: TableOutline, shown: Grid) -> Iterator[PageRow]:
    """Every row, with the first cell as its head."""
    visible = [i for i in range(len(made.table.rows)) if i not in made.table.hidden]
    places = [made.table.columns.index(column) for column in shown.columns]
    for number, row in enumerate(visible):
        first, *others = shown.rows[number]
        cells = [_head(made, row, first)]
        cells += [_cell(made.table, row, place, words, marked=(number, i) in shown.marks, right=shown.right(i))
                  for i, (place, words) in enumerate(zip(places[1:], others, strict=True), 1)]
        kind = ' class="module"' if row in made.modules else ""
        element = f'<tr tabindex="-1" data-level="{made.levels[row]}"{kind}>{"".join(cells)}</tr>'
        yield PageRow(made.levels[row], row in made.modules, element)


def _head(made: TableOutline, row: int, words: str) -> str:
    """The first cell of a row; a module's has a button that folds it."""
    button, indent, name = "", 9 + 16 * made.levels[row], text(words)
    if row in made.modules:
        button = f'<button type="button" class="fold" aria-expanded="true" aria-label="{name}"></button>'
    elif made.modules:
        indent += 18
    direction = _direction(words)
    style = f"{_CELL};text-align:{'start' if direction else 'left'};font-weight:inherit;padding-left:{indent}px"
    tag, end = ('th scope="row"', "th") if name else ("td", "td")  # the next line of what the row above tells
    return f'<{tag}{direction} style="{style}">{button}{name}</{end}>'


def _cell(table: Table, row: int, place: int, words: str, *, marked: bool, right: bool) -> str:
    """A cell with its value for sorting, and the arithmetic behind it for who points at it."""
    column, value = table.columns[place], table.rows[row][place]
    number = f' data-v="{value}"' if isinstance(value, int) else ""
    arithmetic = table.formulas.get((row, column.key), "")
    told = arithmetic if "=" in arithmetic else f"{arithmetic} = {words}"
    hint = f' title="{text(told)}"' if arithmetic and arithmetic not in words else ""
    direction = _direction(words)
    side = "right" if right else "start" if direction else "left"
    style = f"{_PROSE if column.unit == 'prose' else _CELL};text-align:{side}"
    strong = ' class="marked"' if marked else ""
    bold = ";font-weight:600" if marked else ""
    return f'<td{number}{hint}{strong}{direction} style="{style}{bold}">{text(words)}</td>'


def _totals(shown: Grid) -> Iterator[str]:
    if shown.totals:
        cells = (f'<td{_SUMMED if words and i else ""} style="{_CELL};font-weight:600;text-align:{_side(shown, i)}">'
                 f"{text(words)}</td>" for i, words in enumerate(shown.totals))
        yield f"<tfoot><tr>{''.join(cells)}</tr></tfoot>"
