"""A report as a deck: the parts of its lecture, each on as many slides as it takes, or its tables alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archcalc.base import files
from archcalc.base.lecture import PARTS
from archcalc.base.report import LecturePart, Report, Table
from archcalc.rendering.drawings.sheets import PictureSheet
from archcalc.rendering.slides import presentation_file
from archcalc.rendering.slides.bar_chart_frames import put_charts
from archcalc.rendering.slides.drawing_shapes import put_drawing
from archcalc.rendering.slides.slide_writer import LEAST, SlideRoom, SlideWriter
from archcalc.rendering.slides.table_frames import put_table, sized, stages_of
from archcalc.rendering.tables.layout import Page

if TYPE_CHECKING:
    from pptx.slide import Slide

_GAP = 6.0


def sheet(template: Path) -> PictureSheet:
    """The room for drawings on the slides of a template. Raises ArchcalcError."""
    content = presentation_file.template_content(template)
    with files.guarded(presentation_file.refusal(template)):
        room = SlideWriter(presentation_file.designed(content), plain=False).room
    return PictureSheet("a slide", room.width, room.height, LEAST)


class Deck:
    """The slides of a report while they are made."""

    def __init__(self, writer: SlideWriter, page: Page) -> None:
        self.writer, self.page = writer, page

    def tables(self, report: Report) -> None:
        """Every table of a report, with what is noted of it as the speaker's notes of the first slide."""
        for number, table in enumerate(report.shown):
            title, caption = (table.title or report.heading, "") if number else (report.heading, report.caption)
            self.table(title, table, caption=caption, notes=() if number else report.notes)
        if not report.shown:
            self.writer.say(self.writer.add(report.heading), report.notes)

    def part(self, part: LecturePart) -> None:
        """The slides of a part of a lecture."""
        writer = self.writer
        if part.name == PARTS[0]:
            writer.say(writer.open(part.title, part.lines), part.notes)
            return
        notes = part.notes
        for number, drawing in enumerate(part.drawings, 1):
            count = len(part.drawings)
            slide = writer.add(part.title, f" ({number}/{count})" if count > 1 else "")
            put_drawing(slide, drawing, self.below(slide, part.lines))
            writer.say(slide, notes)
        for table in part.tables:
            self.table(part.title, table, lines=part.lines, notes=notes, caption=part.caption)
            notes = ()
        if part.charts:
            slide = writer.add(part.title)
            put_charts(slide, part.charts, self.below(slide, part.lines), plain=writer.plain)
            writer.say(slide, notes)

    def below(self, slide: Slide, lines: tuple[str, ...]) -> SlideRoom:
        """The room below a part's sentences, which are written."""
        room = self.writer.room
        high = self.writer.write(slide, lines, room)
        return room._replace(top=room.top + high, height=room.height - high)

    def table(self, title: str, table: Table, *, lines: tuple[str, ...] = (), caption: str = "",
              notes: tuple[str, ...] = ()) -> None:
        """A table on its slides, each with what is written above and below it."""
        writer, room = self.writer, self.writer.room
        above = writer.needed(lines, room.width)
        below = writer.needed([caption], room.width) + _GAP if caption else 0.0
        whole, size = sized(table, self.page, room.width)
        parts = whole.parts((room.height - above - below) / size, self.page.rows, stages_of(table))
        size = min(size, (room.height - above - below) / max(part.height for part in parts))
        for number, part in enumerate(parts, 1):
            slide = writer.add(title, f" ({number}/{len(parts)})" if len(parts) > 1 else "")
            place = self.below(slide, lines)
            high = put_table(slide, part, size, place, plain=writer.plain)
            writer.write(slide, [caption], place._replace(top=place.top + high + _GAP, height=below))
            if number == 1:
                writer.say(slide, notes)
