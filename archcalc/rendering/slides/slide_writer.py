"""A presentation while slides are added: titles in their placeholders, and the room that these leave for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from importlib import import_module
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import printable
from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.font_widths import cut
from archcalc.rendering.slides.presentation_file import POINT, size_of
from archcalc.rendering.slides.slide_table import LEADING, line_count

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

LEAST, NOTE = 12.0, 14.0
"""Sizes of the smallest letters of a deck, and of sentences, in points."""
MARGIN, INSET = 36.0, 7.2
"""Beside what stands on a slide, and within a box of text, in points."""
FONT = "Arial"
_INK, _ACCENT = "1F2A44", "2F6FBF"
_TOP, _FOOT, _TITLE_TOP, _TITLE_HIGH = 86.4, 21.6, 20.0, 58.0
_TITLES = 28, 20, 14, 12
"""Sizes of a title of one line, of two, three and four; a longer one is cut."""
_MOST_TEXT = 2000
_TITLE_KINDS, _SUBTITLE, _FOOTERS = frozenset({1, 3}), 4, frozenset({13, 15, 16})
"""The types of placeholders: titles, what stands below one, and numbers, footers and dates."""


class SlideRoom(NamedTuple):
    """A free rectangle of a slide, in points."""

    left: float
    top: float
    width: float
    height: float


class SlideWriter:
    """Adds slides; `plain` where there is no template."""

    def __init__(self, show: Presentation, *, plain: bool) -> None:
        self.show, self.plain = show, plain
        self.wide, self.high = size_of(show)
        self.layout = min(show.slide_layouts, key=_unsuitable)
        openings = [layout for layout in show.slide_layouts if _kinds(layout) >= {3, _SUBTITLE}]
        self.opening = openings[0] if openings else None
        self.room = self._room()

    def add(self, title: str, place: str = "") -> Slide:
        """A slide with its title, and nothing else that the layout would have filled in but its number and footer."""
        slide: Slide = self.show.slides.add_slide(self.layout)
        head = slide.shapes.title
        for holder in list(slide.placeholders):
            if head is None or holder.placeholder_format.idx != head.placeholder_format.idx:
                holder._element.getparent().remove(holder._element)
        if head is not None:
            head.text_frame.text = text(title + place)
            if self.plain:
                self._place(head, title, place)
        self._keep_footers(slide)
        return slide

    def open(self, title: str, lines: Iterable[str]) -> Slide:
        """The first slide: the title, and sentences below it, in the layout that is made for it, if there is one."""
        if self.opening is None:
            first = self.add(title)
            self.write(first, lines, self.room)
            return first
        slide: Slide = self.show.slides.add_slide(self.opening)
        head = slide.shapes.title
        below = next(each for each in slide.placeholders if each.placeholder_format.type == _SUBTITLE)
        for holder in list(slide.placeholders):
            if holder.placeholder_format.idx not in {0, below.placeholder_format.idx}:
                holder._element.getparent().remove(holder._element)
        below.text_frame.text = "\n".join(map(text, lines))
        assert head is not None
        head.text_frame.text = text(title)
        if self.plain:
            self._open_plain(head, below, title)
        self._keep_footers(slide)
        return slide

    def write(self, slide: Slide, lines: Iterable[str], room: SlideRoom, size: float = NOTE) -> float:
        """Sentences in a box at the top of the room; answers how high they are."""
        told = [text(line) for line in lines if line]
        if not told:
            return 0.0
        high = self.needed(told, room.width, size)
        box = slide.shapes.add_textbox(*lengths(room.left, room.top, room.width, high))
        frame = box.text_frame
        frame.word_wrap = True
        frame.text = "\n".join(told)
        for paragraph in frame.paragraphs:
            self.style(paragraph, size, bold=False)
        return high

    def needed(self, lines: Iterable[str], width: float, size: float = NOTE) -> float:
        """The height that sentences take in a box of a width."""
        count = sum(line_count(text(line), (width - 2 * INSET) / size) for line in lines if line)
        return count * size * LEADING + 2 * INSET if count else 0.0

    def style(self, paragraph: Any, size: float, *, bold: bool | None, ink: str = "") -> None:
        """Letters of a size, also where there are none yet, on lines of one height; in a template's design, its font.

        A paragraph without letters that does not say its size is laid out at 18 points.
        """
        from pptx.util import Pt

        length = Pt(int(size * 2) / 2)
        paragraph.line_spacing = Pt(size * LEADING)
        paragraph._p.get_or_add_endParaRPr().set("sz", str(length.centipoints))
        for run in paragraph.runs:
            run.font.size, run.font.bold = length, bold
            if self.plain:
                run.font.name = FONT
                if ink:
                    run.font.color.rgb = colour(ink)

    def say(self, slide: Slide, notes: Iterable[str]) -> None:
        """What the speaker is told."""
        if told := [text(note) for note in notes if note]:
            frame = slide.notes_slide.notes_text_frame
            assert frame is not None
            frame.text = "\n".join(told)

    def _room(self) -> SlideRoom:
        """The room below the title and above what stands at the foot."""
        whole = SlideRoom(MARGIN, _TOP, self.wide - 2 * MARGIN, self.high - _TOP - _FOOT)
        if self.plain:
            return whole
        layout: Any = self.layout
        spots = [(holder.placeholder_format.type, spot) for holder in layout.placeholders
                 if (spot := _spot(holder)) is not None]
        titles = [spot for kind, spot in spots if kind in _TITLE_KINDS]
        feet = [spot.top for kind, spot in spots if kind in _FOOTERS and spot.top > self.high / 2]
        if not titles:
            return whole
        top = titles[0].top + titles[0].height + 4
        foot = min([*feet, self.high - _FOOT])
        if foot - top < self.high / 2:
            return whole
        return SlideRoom(MARGIN, top, self.wide - 2 * MARGIN, foot - top - 2)

    def _keep_footers(self, slide: Slide) -> None:
        """The number, footer and date of a template's layout, as its own slides have them."""
        if self.plain:
            return
        layout: Any = slide.slide_layout
        for holder in layout.placeholders:
            if holder.placeholder_format.type in _FOOTERS:
                copied = deepcopy(holder._element)
                slide.shapes._spTree.append(copied)

    def _place(self, title: Any, words: str, place: str) -> None:
        """A title over the whole width; the plain design is made for narrower slides."""
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

        room, whole = self.wide - 2 * MARGIN - 2 * INSET, text(words + place)
        fitting = [size for count, size in enumerate(_TITLES, 1) if line_count(whole, room / size) <= count]
        size = fitting[0] if fitting else _TITLES[-1]
        if not fitting:
            title.text_frame.text = cut(text(words), size, 0.8 * room * len(_TITLES), bold=True) + place
        title.left, title.top, title.width, title.height = lengths(MARGIN, _TITLE_TOP, self.wide - 2 * MARGIN,
                                                                   _TITLE_HIGH)
        title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        for paragraph in title.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            self.style(paragraph, size, bold=True, ink=_INK)

    def _open_plain(self, head: Any, below: Any, title: str) -> None:
        """The first slide of the plain design: a large title at the left, a line, the sentences."""
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

        wide, middle = self.wide - 4 * MARGIN, self.high * 0.42
        head.left, head.top, head.width, head.height = lengths(2 * MARGIN, middle - 130, wide, 124)
        below.left, below.top, below.width, below.height = lengths(2 * MARGIN, middle + 10, wide, 220)
        size = next((size for size in (44, 36, 28, 20) if line_count(text(title), (wide - 2 * INSET) / size) < 3), 16)
        line = head._parent.add_shape(MSO_SHAPE.RECTANGLE, *lengths(2 * MARGIN + INSET, middle, 96, 4))
        line.fill.solid()
        line.fill.fore_color.rgb = colour(_ACCENT)
        line.line.fill.background()
        line.name = "rule"
        frames = (head.text_frame, MSO_ANCHOR.BOTTOM, size), (below.text_frame, MSO_ANCHOR.TOP, 18)
        for frame, anchor, letters in frames:
            frame.vertical_anchor, frame.word_wrap = anchor, True
            for paragraph in frame.paragraphs:
                paragraph.alignment = PP_ALIGN.LEFT
                self.style(paragraph, letters, bold=letters > 18, ink=_INK)


def text(words: str) -> str:
    """Words that can be shown, and no more of them than a slide is for."""
    return printable(words)[:_MOST_TEXT]


def lengths(*points: float) -> list[Any]:
    """Points as lengths of the file."""
    from pptx.util import Emu

    return [Emu(round(point * POINT)) for point in points]


def colour(written: str) -> Any:
    """A colour by its six hexadecimal digits."""
    RGBColor: Any = import_module("pptx.dml.color").RGBColor  # noqa: N806
    return RGBColor.from_string(written)


def _kinds(layout: Any) -> set[int]:
    return {int(kind) for holder in layout.placeholders if (kind := holder.placeholder_format.type) is not None}


def _spot(holder: Any) -> SlideRoom | None:
    """The place of a placeholder, its own or its master's; None where nothing says it."""
    found = (holder.left, holder.top, holder.width, holder.height)
    return None if None in found else SlideRoom(*(length / POINT for length in found))


def _unsuitable(layout: Any) -> tuple[bool, int]:
    """The distance of a layout from a title and nothing else."""
    kinds = [holder.placeholder_format.type for holder in layout.placeholders]
    others = [kind for kind in kinds if kind is not None and int(kind) not in _TITLE_KINDS | _FOOTERS]
    return not any(kind is not None and int(kind) in _TITLE_KINDS for kind in kinds), len(others)


