"""A report as lines of text, for pipes and files as for terminals, each with its own style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from archcalc.base.errors import printable, printable_lines, terminal_width
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report, Table
from archcalc.rendering.tables.layout import PROSE, Grid, Page, grid, left_out, padded

_GAP = "  "
_LINE, _NARROWEST = 120, 20
"""Sentences are wrapped at the first where no terminal says how wide it is, tables never; at the second on any."""
_WORD = re.compile(r"\s*\S+\s*")
_UNMARKED: frozenset[int] = frozenset()


class TextStyle(NamedTuple):
    """How the parts of a report are set apart.

    `rule` is the letter of the line below headings. It goes `through` all columns, and a blank line alone stands above
    totals; or each column has its own, also above totals. `star` stands in the gap behind a marked cell. `heading`,
    `aside` and `mark` are the terminal's codes for titles and headings, notes, and marked cells; `marks` are those of
    columns, by key, that have their own.
    """

    rule: str = "-"
    through: bool = False
    star: str = "*"
    heading: str = ""
    aside: str = ""
    mark: str = ""
    marks: Mapping[str, str] = {}

    def below_headings(self, widths: list[int]) -> str:
        """The line below headings."""
        return (self.rule * len(_GAP) if self.through else _GAP).join(self.rule * width for width in widths)

    def above_totals(self, widths: list[int]) -> str:
        """The line above totals."""
        return "" if self.through else self.below_headings(widths)


def written(report: Report, page: Page, style: TextStyle) -> str:
    """Title, tables, notes, a blank line between them; a line that is wider than the page has digits that would go."""
    notes = "\n".join(line for note in below(report) for line in _sentences(printable_lines(note), page))
    title = printable(report.title)
    parts = [[_styled(line, style.heading) for line in (_sentences(title, page) if page.width else [title]) if line],
             *(list(_lines(table, page, style)) for table in report.shown),
             [_styled(line, style.aside) for line in notes.rstrip().split("\n") if notes]]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def below(report: Report) -> tuple[str, ...]:
    """What stands below the tables."""
    return (report.caption, *report.notes) if report.caption else report.notes


def wrapped(text: str, room: int, *, folds: bool = True) -> list[str]:
    """The lines of a text, each of so many columns of a terminal; a word that is longer goes on in the next, or stays.

    >>> wrapped("what counts, 卷积", 8), wrapped("--convention", 8), wrapped("--convention", 8, folds=False)
    (['what', 'counts,', '卷积'], ['--conven', 'tion'], ['--convention'])
    """
    if terminal_width(text) <= room and "\n" not in text:
        return [text]
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _WORD.findall(paragraph):
            if terminal_width(line) + terminal_width(word.rstrip()) <= room:
                line += word
                continue
            pieces = [*_folded(word, room)] if folds else [word]
            *whole, line = [line, *pieces] if line else pieces
            lines += map(str.rstrip, whole)
        lines.append(line.rstrip())
    return lines


def _folded(word: str, room: int) -> Iterator[str]:
    """A word in pieces of so many columns; the blanks after it stay with the last."""
    letters = word.rstrip()
    start = taken = 0
    for position, letter in enumerate(letters):
        taken += terminal_width(letter)
        if taken > room and position > start:
            yield letters[start:position]
            start, taken = position, terminal_width(letter)
    yield word[start:]


def _styled(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text


def _sentences(text: str, page: Page) -> list[str]:
    return wrapped(text, max(page.width or _LINE, _NARROWEST), folds=page.width is not None)


def _lines(shown: Table, page: Page, style: TextStyle) -> Iterator[str]:
    room = page.width and page.width - len(style.star)  # there may be one behind the last column
    table = grid(shown, page._replace(width=room))
    if table.title:
        yield table.title
    widths = _widths(table, room)
    rows = _Rows(table, widths, style)
    if any(column.title for column in table.columns):
        for line in rows.lines(tuple(column.title for column in table.columns)):
            yield _styled(line, style.heading)
        yield style.below_headings(widths)
    marked = {position for _, position in table.marks}
    for number, row in enumerate(table.rows):
        yield from rows.lines(row, frozenset([position for position in marked if (number, position) in table.marks]))
    if table.totals:
        yield style.above_totals(widths)
        for line in rows.lines(table.totals):
            yield _styled(line, style.heading)
    if page.width is not None and table.left:
        yield _styled(left_out(table, page.width), style.aside)


def _widths(table: Grid, width: int | None) -> list[int]:
    """Each column as wide as its cells; where they do not fit, the widest prose gives way, down to `PROSE`."""
    widths = table.widths
    prose = [i for i, column in enumerate(table.columns) if column.unit == "prose"] if width is not None else []
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - (width or 0)
    while prose and excess > 0 and max(widths[i] for i in prose) > PROSE:
        widths[max(prose, key=widths.__getitem__)] -= 1
        excess -= 1
    return widths


class _Rows:
    """The lines of a table's rows, each of one line, or of several where prose is wrapped in it."""

    def __init__(self, table: Grid, widths: list[int], style: TextStyle) -> None:
        self._style, self._widths = style, widths
        self._keys = [column.key for column in table.columns]
        self._right = [table.right(position) for position in range(len(widths))]
        self._narrowed = any(own < needed for own, needed in zip(widths, table.widths, strict=True))
        self._forms: dict[frozenset[int], tuple[str, str]] = {}

    def lines(self, cells: tuple[str, ...], marked: frozenset[int] = _UNMARKED) -> tuple[str, ...]:
        """The lines of a row, of whose cells some are marked."""
        if not self._narrowed:
            return (self._line(cells, marked),)
        parts = [wrapped(cell, width) for cell, width in zip(cells, self._widths, strict=True)]
        return tuple(self._line(line, frozenset(position for position in marked if number < len(parts[position])))
                     for number, line in enumerate(zip_longest(*parts, fillvalue="")))

    def _line(self, cells: tuple[str, ...], marked: frozenset[int]) -> str:
        form, padded_form = self._forms.get(marked) or self._made(marked)
        line = form % cells
        if not line.isascii():  # its places are as wide as they say where each letter takes one column
            line = padded_form % tuple(map(self._padded, range(len(cells)), cells))
        return line.rstrip()

    def _made(self, marked: frozenset[int]) -> tuple[str, str]:
        """The forms of rows in which these cells are marked: for texts as they are, and for texts that are padded."""
        aligned = ("" if right else "-" for right in self._right)
        places = [f"%{sign}{width}s" for sign, width in zip(aligned, self._widths, strict=True)]
        forms = self._forms[marked] = self._form(places, marked), self._form(["%s"] * len(places), marked)
        return forms

    def _padded(self, position: int, cell: str) -> str:
        return padded(cell, self._widths[position], right=self._right[position])

    def _form(self, places: list[str], marked: frozenset[int]) -> str:
        """A row's line with places for its texts."""
        star, codes = self._style.star, [self._style.marks.get(key, self._style.mark) for key in self._keys]
        return "".join(_styled(place, codes[position]) + star + _GAP[len(star):] if position in marked else place + _GAP
                       for position, place in enumerate(places))
