r"""Frames for beamer: a lecture's parts, or tables, each as large as its frame allows, in the middle of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archcalc.base.latex_text import set_text
from archcalc.base.picture import Picture
from archcalc.base.report import LecturePart, Report, Table
from archcalc.rendering.drawings.charts.bars import of_chart
from archcalc.rendering.tables.layout import Grid, Page, grid

_FRAME = 84
"""So many characters stand beside each other before they would be too small to read."""
FIT = r"""\newsavebox\archcalctable
% as wide as the line or half as large again, and no higher than the frame has room: \archcalcfit{share of height}{box}
\newcommand\archcalcfit[2]{\sbox\archcalctable{#2}\dimen0=\linewidth
  \ifdim1.5\wd\archcalctable<\dimen0 \dimen0=1.5\wd\archcalctable\fi
  \dimen2=\dimexpr(\ht\archcalctable+\dp\archcalctable)*\number\dimen0/\number\wd\archcalctable\relax
  \ifdim\dimen2>#1\textheight\resizebox*{!}{#1\textheight}{\usebox\archcalctable}\else
  \resizebox{\dimen0}{!}{\usebox\archcalctable}\fi}"""

Written = Callable[[Grid], str]
"""A table as a tabular."""


def frames(report: Report, page: Page, tabular: Written) -> Iterator[str]:
    """The frames of a lecture's parts, or of every table; what the report notes is the speaker's note on the last."""
    if report.parts:
        for part in report.parts:
            yield from _part(part, page, tabular)
        return
    for number, table in enumerate(report.shown):
        title, caption = (table.title or report.heading, "") if number else (report.heading, report.caption)
        last = number == len(report.shown) - 1
        yield from _table(title, table, page, tabular, caption=caption, notes=report.notes if last else ())


def pictures(report: Report) -> list[Picture]:
    """The drawings and charts of a lecture, for whose colours a document has styles."""
    return [*(picture for part in report.parts for picture in part.pictures),
            *(of_chart(chart) for part in report.parts for chart in part.charts)]


def _part(part: LecturePart, page: Page, tabular: Written) -> Iterator[str]:
    from archcalc.rendering.drawings.outputs.tikz import environment

    if part.name == "title":
        lines = "\\\\[1ex]\n".join(set_text(line) for line in part.lines)
        yield _frame("", [rf"{{\Large\bfseries {set_text(part.title)}\par}}\bigskip", lines], part.notes)
        return
    for picture in part.pictures:
        yield _frame("", [_fitted(0.92, environment(picture))], part.notes)
    for table in part.tables:
        yield from _table(part.title, table, page, tabular, caption=part.caption, lines=part.lines, notes=part.notes)
    if part.charts:
        wide = f"{0.98 / len(part.charts):.2f}"
        start = rf"\begin{{column}}{{{wide}\textwidth}}"
        columns = [f"{start}{_fitted(0.75, environment(of_chart(chart)))}" + r"\end{column}" for chart in part.charts]
        yield _frame(part.title, [*map(_small, part.lines), r"\begin{columns}", *columns, r"\end{columns}"], part.notes)


def _table(title: str, table: Table, page: Page, tabular: Written, *, caption: str = "", lines: tuple[str, ...] = (),
           notes: tuple[str, ...] = ()) -> Iterator[str]:
    whole = grid(table, page._replace(width=_FRAME))
    wordy = any(column.unit == "prose" for column in whole.columns)  # whose rows are of several lines
    parts = whole.parts(max(1, (page.rows or 1) // (1 + wordy)))
    for place, part in enumerate(parts, 1):
        count = f" ({place}/{len(parts)})" if len(parts) > 1 else ""
        below = [rf"\par\medskip {set_text(caption)}"] if caption else []
        high = 0.78 - 0.08 * (len(lines) + bool(caption))
        fitted = _fitted(high, tabular(part))
        yield _frame(title + count, [*map(_small, lines), fitted, *below], notes if place == len(parts) else ())


def _fitted(share: float, box: str) -> str:
    return rf"\archcalcfit{{{share:.2f}}}{{{box}" + "\n}"


def _small(line: str) -> str:
    return rf"{{\footnotesize {set_text(line)}\par}}\medskip"


def _frame(title: str, body: list[str], notes: tuple[str, ...]) -> str:
    said = [rf"\note[item]{{{set_text(note)}}}" for note in notes if note]
    start = rf"\begin{{frame}}{{{set_text(title)}}}" if title else r"\begin{frame}[plain]"
    return "\n".join([start, r"\centering", *body, *said, r"\end{frame}"])
