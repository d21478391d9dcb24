"""PDF to print, written here, in Helvetica: A4 pages with name line, code, and a line for every answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.picture import Path, Picture, Shape, Text
from archcalc.homework.classes.paper import Paper
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.outputs.pdf import write_pages
from archcalc.rendering.drawings.palette import PRINT

SUFFIXES = (".pdf",)
_WIDE, _HIGH, _MARGIN = 794.0, 1123.0, 68.0
"""A4, in pixels of a 96th of an inch."""
_SIZE, _SMALL, _LARGE, _LEADING = 14.0, 11.5, 20.0, 1.35
_ROOM = 34.0
"""The room for an answer."""


def render(paper: Paper) -> bytes:
    """A page, or as many as it takes. Raises ArchcalcError for letters that Helvetica has not."""
    return bound_together([paper])


def bound_together(papers: Sequence[Paper]) -> bytes:
    """All papers in one document: each begins on a page of its own."""
    return write_pages([page for paper in papers for page in _Sheets(paper).pages()], PRINT)


class _Sheets:
    """The pages of one paper while they are filled."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.y = paper, _MARGIN
        self.filled: list[list[Shape]] = [[]]

    def pages(self) -> Iterator[Picture]:
        """Every page, with whose it is at its foot."""
        paper = self.paper
        self.head()
        for number, item in enumerate(paper.items, 1):
            self.item(number, f"{item.text} [{item.points}]", item.lettered,
                      f"{item.right}: {item.working}" if paper.keyed else None)
        for table in paper.tables:
            self.lines([table.title], _SIZE, bold=True, before=18)
            for name, does, reads in table.rows:
                told = f"; {paper.reads(reads)}" if reads else ""
                self.lines(_broken(f"{name}: {does}{told}", _SMALL, _WIDE - 2 * _MARGIN), _SMALL)
        for number, shapes in enumerate(self.filled, 1):
            foot = f"{paper.student}   {paper.identifier}   {paper.code}   {number} / {len(self.filled)}"
            yield Picture(paper.title, "", _WIDE, _HIGH, (*shapes, self.text(_MARGIN, _HIGH - 36, foot, 10.5)))

    def head(self) -> None:
        """The title, the name and the code."""
        paper = self.paper
        self.lines(_broken(paper.title, _LARGE, _WIDE - 2 * _MARGIN), _LARGE, bold=True)
        self.y += 8
        self.lines([f"{paper.told('Name')}: {paper.student}"], _SIZE, bold=True)
        self.lines([f"{paper.identifier}   {paper.code}"], _SIZE)
        self.rule()
        self.y += 16

    def item(self, number: int, text: str, choices: Sequence[str], answer: str | None) -> None:
        """A question that no page's end cuts, with its choices, and a line for the answer, or the answer."""
        lines = [line for each in (f"{number}.  {text}", *choices)
                 for line in _broken(each, _SIZE, _WIDE - 2 * _MARGIN)]
        told = _broken(answer, _SIZE, _WIDE - 2 * _MARGIN) if answer is not None else []
        self.make_room((len(lines) + len(told)) * _SIZE * _LEADING + _ROOM)
        self.lines(lines, _SIZE)
        self.lines(told, _SIZE, bold=True)
        if answer is None:
            self.y += _ROOM - 8
            self.rule(dashed=True)
        self.y += 12

    def lines(self, lines: Iterable[str], size: float, *, bold: bool = False, before: float = 0) -> None:
        """Lines of text, one below the other."""
        self.y += before
        for line in lines:
            self.make_room(size * _LEADING)
            self.y += size * _LEADING
            self.filled[-1].append(self.text(_MARGIN, self.y, line, size, bold=bold))

    def rule(self, *, dashed: bool = False) -> None:
        """A line across the page."""
        self.y += 8
        ends = (_MARGIN, self.y), (_WIDE - _MARGIN, self.y)
        self.filled[-1].append(Path(ends, line="ink", width=0.8, dashed=dashed))

    def make_room(self, height: float) -> None:
        """Begin another page where this one has no more room."""
        if self.y + height > _HIGH - _MARGIN:
            self.filled.append([])
            self.y = _MARGIN

    def text(self, x: float, y: float, words: str, size: float, *, bold: bool = False) -> Text:
        """A text. Raises ArchcalcError for letters that the font has not."""
        try:
            words.encode("cp1252")
        except UnicodeEncodeError:
            raise ArchcalcError.of("format",
                                   f"pdf has the letters of Western Europe alone, and not all of {quoted(words)}",
                                   hint="html has all, and a browser prints it") from None
        return Text(x, y, words, size, bold=bold)


def _broken(text: str, size: float, room: float) -> list[str]:
    """A text in lines that have room; a word that has none is cut."""
    lines, line = list[str](), ""
    for word in (part for each in text.split() for part in _cut(each, size, room)):
        if line and width(f"{line} {word}", size) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines or [""]


def _cut(word: str, size: float, room: float) -> Iterator[str]:
    """A word in parts that have room."""
    while width(word, size) > room:
        kept = next(n for n in range(len(word), 0, -1) if width(word[:n], size) <= room)
        yield word[:kept]
        word = word[kept:]
    yield word
