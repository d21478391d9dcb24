"""PowerPoint: real tables that can be edited, sized to the slide and split over several; in a template's own design.

The notes of a report, which say how it was counted, are the speaker's notes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from archcalc.base import files
from archcalc.base.containers import Budget, check_zip
from archcalc.base.errors import ArchcalcError, printable, quoted
from archcalc.base.report import Report
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.formats._slide_table import LEADING, SlideTable, laid_out, line_count
from archcalc.rendering.tables.layout import Grid, Page, grid

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

SUFFIXES = (".pptx",)
FOLLOWS = frozenset({"title", "caption", "rows", "template"})
"""It takes the design of another file."""
_WIDE, _HIGH = 13.333, 7.5
"""The slide in inches, where there is no template."""
_USUAL = 10, 7.5
"""The slide in inches of a template that does not say."""
_SHEET = 118
"""So many characters stand beside each other before they would be too small to read from the last row."""
_INCH = 914_400
_MARGIN, _TOP, _FOOT, _PAD, _INSET = 0.5, 1.2, 0.3, 0.07, 0.1
_LARGEST, _READABLE, _SMALLEST, _NOTE = 16.0, 11.0, 7.0, 12.0
"""Sizes of letters in points: rows are split over slides before they would be smaller than the second."""
_TITLES = 28, 20, 14, 10
"""Sizes of a title of one line, of two, three and four; a longer one is cut."""
_FONT = "Arial"
_MOST_TEXT = 2000
_LARGEST_TEMPLATE = 256 << 20
_MOST_PARTS, _MOST_UNPACKED, _TIGHTEST = 10_000, 256 << 20, 200
"""The parts of a template, their bytes unpacked, and the bytes that a packed byte of one may give: XML gives 20."""


def render(report: Report, page: Page) -> bytes:
    """A slide, or several, for every table. Raises ArchcalcError where the library, or the template, is missing."""
    tables = [grid(table, page._replace(width=_SHEET)) for table in report.shown]
    if page.template is None:
        return _filled(_plain(), report, tables, page)
    content = BytesIO(files.content(page.template, _LARGEST_TEMPLATE))
    check_zip(content, page.template, Budget(_MOST_PARTS, _MOST_UNPACKED, _TIGHTEST))
    refusal = ArchcalcError.of("template", f"{quoted(page.template)} is no presentation that slides can be added to",
                               hint="save it as .pptx in PowerPoint, with a layout that has a title")
    with files.guarded(refusal):
        return _filled(_designed(content), report, tables, page)


def _filled(show: Presentation, report: Report, tables: list[Grid], page: Page) -> bytes:
    """The presentation with the slides of the tables, and the notes, as a file."""
    for number, table in enumerate(tables):
        title, caption = (table.title or report.heading, "") if number else (report.heading, report.caption)
        _Slides(show, title, caption, plain=page.template is None).fill(table, page.rows)
    if not tables:
        _Slides(show, report.heading, "", plain=page.template is None).add()
    show.slides[0].notes_slide.notes_text_frame.text = "\n".join(map(_text, report.notes))
    out = BytesIO()
    show.save(out)
    return _undated(out)


def _undated(packed: BytesIO) -> bytes:
    """A packed file whose parts have no date: the same figures make the same bytes."""
    out = BytesIO()
    with ZipFile(packed) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(ZipInfo(part.filename), old.read(part), ZIP_DEFLATED)
    return out.getvalue()


def _text(words: str) -> str:
    return printable(words)[:_MOST_TEXT]


def _presentation(content: BytesIO | None = None) -> Presentation:
    """A presentation as python-pptx reads it, or its own. Raises ArchcalcError where the library is missing."""
    try:
        from pptx import Presentation
    except ImportError:
        raise ArchcalcError.of("missing-library", "pptx needs a library that is not installed",
                               hint="pip install 'archcalc[slides]'") from None
    return Presentation(content)


def _plain() -> Presentation:
    """A presentation without slides, in the shape of today's screens."""
    show = _presentation()
    _sized(show, _WIDE, _HIGH)
    return show


def _designed(content: BytesIO) -> Presentation:
    """A presentation without slides in a template's design; the standard does not demand that a size is said."""
    show = _presentation(content)
    if show.slide_width is None:
        _sized(show, *_USUAL)
    _without_slides(show)
    return show


def _sized(show: Presentation, wide: float, high: float) -> None:
    """Give slides a size, in inches."""
    show.slide_width, show.slide_height = int(wide * _INCH), int(high * _INCH)  # type: ignore[assignment]


def _without_slides(show: Presentation) -> None:
    """Take a template's own slides out; its masters and layouts stay."""
    numbers = show.slides._sldIdLst
    for number in list(numbers):
        show.part.drop_rel(number.rId)
        numbers.remove(number)


class _Slides:
    """The slides of one table."""

    def __init__(self, show: Presentation, title: str, caption: str, *, plain: bool) -> None:
        self.show, self.title, self.caption, self.plain = show, title, caption, plain
        self.wide, self.high = (int(length or 0) / _INCH for length in (show.slide_width, show.slide_height))
        self.layout = min(show.slide_layouts, key=_unsuitable)
        lines = line_count(_text(caption), (self.wide - 2 * _MARGIN - 2 * _INSET) * 72 / _NOTE)
        self.caption_high = lines * _NOTE * LEADING / 72 + 2 * _INSET if caption else 0.0
        self.room = self.high - _TOP - _FOOT - self.caption_high

    def fill(self, table: Grid, rows: int | None) -> None:
        """Split the table, and put each part on a slide."""
        inner = max(_LARGEST, (self.wide - 2 * _MARGIN - 2 * _PAD * len(table.columns)) * 72)
        whole = laid_out(table, inner / _SMALLEST)
        widest = max(_SMALLEST, min(_LARGEST, inner / sum(whole.widths)))
        parts = whole.parts(self.room * 72 / min(widest, _READABLE), rows)
        size = min(widest, self.room * 72 / max(part.height for part in parts))
        for number, part in enumerate(parts, 1):
            slide = self.add(f" ({number}/{len(parts)})" if len(parts) > 1 else "")
            self.note(slide, self.draw(slide, part, size))

    def add(self, place: str = "") -> Slide:
        """A slide with its title, and nothing else that the layout would have filled in."""
        slide: Slide = self.show.slides.add_slide(self.layout)
        title = slide.shapes.title
        for holder in list(slide.placeholders):
            if title is None or holder.placeholder_format.idx != title.placeholder_format.idx:
                holder._element.getparent().remove(holder._element)
        if title is not None:
            title.text_frame.text = _text(self.title + place)
            if self.plain:
                self.place(title, place)
        return slide

    def place(self, title: Any, place: str) -> None:
        """A title over the whole width; the plain design is made for narrower slides."""
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches

        room, words = (self.wide - 2 * _MARGIN - 2 * _INSET) * 72, _text(self.title + place)
        fitting = [size for count, size in enumerate(_TITLES, 1) if line_count(words, room / size) <= count]
        size = fitting[0] if fitting else _TITLES[-1]
        if not fitting:
            title.text_frame.text = cut(_text(self.title), size, 0.8 * room * len(_TITLES), bold=True) + place
        title.left, title.top, title.width, title.height = map(Inches, (_MARGIN, 0.3, self.wide - 2 * _MARGIN, 0.8))
        for paragraph in title.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            self.style(paragraph, size, bold=None)

    def draw(self, slide: Slide, part: SlideTable, size: float) -> float:
        """The table on its slide; answers where it ends."""
        from pptx.util import Inches

        table, high = part.grid, part.height * size / 72
        widths = [each * size / 72 + 2 * _PAD for each in part.widths]
        left = max(_MARGIN, (self.wide - sum(widths)) / 2)
        place = map(Inches, (left, _TOP, sum(widths), high))
        drawn = slide.shapes.add_table(len(part.lines), len(widths), *place).table
        drawn.last_row = bool(table.totals)
        for number, each in enumerate(widths):
            drawn.columns[number].width = Inches(each)
        for number, (row, cells, rises) in enumerate(zip(list(drawn.rows), part.lines, part.heights, strict=True)):
            row.height = Inches(rises * size / 72)
            strong = number == 0 or number > len(table.rows)
            for position, (cell, words) in enumerate(zip(list(row.cells), cells, strict=True)):
                paragraph = _written(cell, words, right=table.right(position))
                self.style(paragraph, size, bold=strong or (number - 1, position) in table.marks)
        return _TOP + high

    def style(self, paragraph: Any, size: float, *, bold: bool | None) -> None:
        """Letters of a size, also where there are none yet, on lines of one height; in a template's design, its font.

        A paragraph without letters that does not say its size is laid out at 18 points, and its row grows.
        """
        from pptx.util import Pt

        length = Pt(int(size * 2) / 2)
        paragraph.line_spacing = Pt(size * LEADING)
        paragraph._p.get_or_add_endParaRPr().set("sz", str(length.centipoints))
        for run in paragraph.runs:
            run.font.size, run.font.bold = length, bold
            if self.plain:
                run.font.name = _FONT

    def note(self, slide: Slide, bottom: float) -> None:
        """The caption below the table."""
        from pptx.util import Inches

        if not self.caption:
            return
        place = _MARGIN, bottom, self.wide - 2 * _MARGIN, self.caption_high
        box = slide.shapes.add_textbox(*map(Inches, place))
        box.text_frame.word_wrap = True
        box.text_frame.text = _text(self.caption)
        self.style(box.text_frame.paragraphs[0], _NOTE, bold=False)


def _unsuitable(layout: Any) -> tuple[bool, int]:
    """The distance of a layout from a title and nothing else."""
    kinds = [holder.placeholder_format.type for holder in layout.placeholders]
    others = [kind for kind in kinds if kind is not None and int(kind) not in {1, 3, 13, 15, 16}]
    return not any(kind is not None and int(kind) in {1, 3} for kind in kinds), len(others)


def _written(cell: Any, words: str, *, right: bool) -> Any:
    """A cell's text, numbers at the right, in the middle; answers its paragraph."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches

    cell.margin_left = cell.margin_right = Inches(_PAD)
    cell.margin_top = cell.margin_bottom = Inches(0.01)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    if words:
        paragraph.add_run().text = _text(words)
    return paragraph
