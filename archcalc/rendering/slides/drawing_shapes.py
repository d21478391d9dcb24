"""A drawing as PowerPoint's own shapes: a box for every block, and connectors that follow when it is moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from archcalc.base.lecture import Corner, MovableBlock, MovableDrawing, MovableLink
from archcalc.base.picture import Path, Shape, Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.palette import LIGHT
from archcalc.rendering.slides.connectors import Connector, connector
from archcalc.rendering.slides.presentation_file import POINT
from archcalc.rendering.slides.slide_writer import FONT, SlideRoom, text

if TYPE_CHECKING:
    from pptx.slide import Slide

_SPACES = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
           'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"')
_THIN = 1.25
_ROUNDED = 9_000
"""The radius of a block's corners, in hundred-thousandths of its shorter side."""
_QUARTER = 5_400_000
_TOP, _LEFT, _BOTTOM, _RIGHT = range(4)
_ROUND_SITES = {_TOP: 0, _LEFT: 2, _BOTTOM: 4, _RIGHT: 6}
"""The places of a circle that a connector may hold on to; a rectangle has its four sides."""


def put_drawing(slide: Slide, drawing: MovableDrawing, room: SlideRoom) -> None:
    """The drawing in the middle of the room, smaller where it is too large."""
    from pptx.oxml import parse_xml

    tree = slide.shapes._spTree
    first = max((shape.shape_id for shape in slide.shapes), default=1) + 1
    made = _ShapeWriter(drawing, room, first)
    for written in made.shapes():
        tree.append(parse_xml(written))


class _ShapeWriter:
    """Writes shapes by number, in their place on the slide."""

    def __init__(self, drawing: MovableDrawing, room: SlideRoom, first: int) -> None:
        self.drawing, self.first, self.next = drawing, first, first + len(drawing.blocks)
        self.scale = min(1.0, room.width / drawing.width, room.height / drawing.height)
        self.left = room.left + (room.width - drawing.width * self.scale) / 2
        self.top = room.top + (room.height - drawing.height * self.scale) / 2

    def shapes(self) -> Iterator[str]:
        """Frames, loose lines, links, blocks, words."""
        blocks = list(enumerate(self.drawing.blocks))
        yield from (self.block(i, block) for i, block in blocks if block.frame)
        yield from (self.loose(shape) for shape in self.drawing.loose if isinstance(shape, Path))
        yield from map(self.link, self.drawing.links)
        yield from (self.block(i, block) for i, block in blocks if not block.frame)
        yield from (self.loose(shape) for shape in self.drawing.loose if not isinstance(shape, Path))

    def at(self, corner: Corner) -> Corner:
        """A place of the drawing on the slide."""
        return self.left + corner[0] * self.scale, self.top + corner[1] * self.scale

    def number(self) -> int:
        self.next += 1
        return self.next - 1

    def block(self, i: int, block: MovableBlock) -> str:
        x, y = self.at((block.x, block.y))
        wide, high = block.width * self.scale, block.height * self.scale
        shape = "ellipse" if block.round else "rect" if block.frame else "roundRect"
        size = block.size * self.scale
        anchor, align = ("t", "l") if block.frame else ("ctr", "ctr")
        name = text(" ".join(words for words, _ in block.lines)) or "frame"
        colour = LIGHT["muted" if block.frame else "ink"]
        told = "".join(_paragraph(words, size, align, colour, bold=bold) for words, bold in block.lines)
        adjusted = f'<a:gd name="adj" fmla="val {_ROUNDED}"/>' if shape == "roundRect" else ""
        corners = f"<a:avLst>{adjusted}</a:avLst>"
        return (f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{self.first + i}" name="{_name(name)}"/><p:cNvSpPr/><p:nvPr/>'
                f'</p:nvSpPr><p:spPr>{_box(x, y, wide, high)}<a:prstGeom prst="{shape}">{corners}</a:prstGeom>'
                f"{_fill(block.fill)}{_stroke(block.line, _THIN)}</p:spPr>{_words(told, anchor, size / 3)}</p:sp>")

    def link(self, link: MovableLink) -> str:
        corners = [self.at(corner) for corner in link.corners]
        ends = [self.glue("stCxn", link.source, link.corners[0]), self.glue("endCxn", link.target, link.corners[-1])]
        return _line(self.number(), corners, "".join(ends), "edge", _THIN, arrow=True, dashed=link.dashed)

    def glue(self, word: str, i: int, corner: Corner) -> str:
        """The place of a block that a link holds on to: the middle of the side that it touches."""
        block = self.drawing.blocks[i]
        x, y = corner[0] - block.x, corner[1] - block.y
        away = {_TOP: abs(y), _LEFT: abs(x), _BOTTOM: abs(block.height - y), _RIGHT: abs(block.width - x)}
        side = min(away, key=lambda side: away[side])
        return f'<a:{word} id="{self.first + i}" idx="{_ROUND_SITES[side] if block.round else side}"/>'

    def loose(self, shape: Shape) -> str:
        if isinstance(shape, Text):
            return self.words(shape)
        if isinstance(shape, Path):
            corners = [self.at((step[-2], step[-1])) for step in shape.steps]
            return _line(self.number(), corners, "", shape.line or shape.fill, _THIN, arrow=False, dashed=shape.dashed)
        x, y = self.at((shape.x, shape.y))
        wide, high = shape.width * self.scale, shape.height * self.scale
        number = self.number()
        return (f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="key {number}"/><p:cNvSpPr/><p:nvPr/>'
                f"</p:nvSpPr><p:spPr>{_box(x, y, wide, high)}"
                f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(shape.fill)}'
                f"{_stroke(shape.line, 1.0)}</p:spPr></p:sp>")

    def words(self, shape: Text) -> str:
        """A line of text in a box that is a little wider than it."""
        size = shape.size * self.scale
        wide, high = width(shape.text, size, shape.bold) * 1.08 + 4, size * 1.3
        x, y = self.at((shape.x, shape.y))
        x -= {"start": 1.0, "middle": wide / 2, "end": wide - 1}[shape.anchor]
        align = {"start": "l", "middle": "ctr", "end": "r"}[shape.anchor]
        told = _paragraph(shape.text, size, align, LIGHT[shape.fill or "ink"], bold=shape.bold)
        number = self.number()
        return (f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="word {number}"/><p:cNvSpPr txBox="1"/>'
                f"<p:nvPr/></p:nvSpPr><p:spPr>{_box(x, y - size, wide, high)}"
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
                f'{_words(told, "ctr", 0, wrap=False)}</p:sp>')


def _line(number: int, corners: Sequence[Corner], ends: str, role: str, wide: float, *, arrow: bool,
          dashed: bool) -> str:
    """A connector, or where none goes such a way, a line of its own shape that holds on to the same blocks."""
    made = connector(corners)
    geometry = _preset(made) if made is not None else _own(corners)
    return (f'<p:cxnSp {_SPACES}><p:nvCxnSpPr><p:cNvPr id="{number}" name="link {number}"/><p:cNvCxnSpPr>{ends}'
            f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{geometry}{_stroke(role, wide, arrow=arrow, dashed=dashed)}"
            "</p:spPr></p:cxnSp>")


def _preset(made: Connector) -> str:
    flips = ' flipH="1"' * made.across + ' flipV="1"' * made.upright
    turned = f' rot="{_QUARTER}"' * made.quarter
    bends = "".join(f'<a:gd name="adj{i}" fmla="val {bend}"/>' for i, bend in enumerate(made.bends, 1))
    return (f"{_box(made.left, made.top, made.width, made.height, turned + flips)}"
            f'<a:prstGeom prst="{made.preset}"><a:avLst>{bends}</a:avLst></a:prstGeom>')


def _own(corners: Sequence[Corner]) -> str:
    """A line through corners."""
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
    points = [f'<a:pt x="{_units(x - left)}" y="{_units(y - top)}"/>' for x, y in corners]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return (f"{_box(left, top, wide, high)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{_units(wide)}" h="{_units(high)}" fill="none">'
            f"<a:moveTo>{points[0]}</a:moveTo>{lines}</a:path></a:pathLst></a:custGeom>")


def _units(points: float) -> int:
    return round(points * POINT)


def _box(x: float, y: float, wide: float, high: float, turned: str = "") -> str:
    return (f'<a:xfrm{turned}><a:off x="{_units(x)}" y="{_units(y)}"/><a:ext cx="{_units(wide)}" cy="{_units(high)}"/>'
            "</a:xfrm>")


def _colour(role: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{LIGHT[role][1:].upper()}"/></a:solidFill>'


def _fill(role: str) -> str:
    return _colour(role) if role else "<a:noFill/>"


def _stroke(role: str, wide: float, *, arrow: bool = False, dashed: bool = False) -> str:
    if not role:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
    return f'<a:ln w="{_units(wide)}">{_colour(role)}{dash}<a:round/>{head}</a:ln>'


def _paragraph(words: str, size: float, align: str, colour: str, *, bold: bool) -> str:
    points = int(size * 10) * 10
    return (f'<a:p><a:pPr algn="{align}"><a:lnSpc><a:spcPts val="{round(size * 128)}"/></a:lnSpc></a:pPr><a:r>'
            f'<a:rPr lang="en-US" sz="{points}" b="{int(bold)}" dirty="0"><a:solidFill>'
            f'<a:srgbClr val="{colour[1:].upper()}"/></a:solidFill><a:latin typeface="{FONT}"/></a:rPr>'
            f"<a:t>{escape(text(words), quote=False)}</a:t></a:r></a:p>")


def _words(told: str, anchor: str, inset: float, *, wrap: bool = True) -> str:
    edges = "".join(f' {side}="{_units(inset) if side in {"lIns", "rIns"} else 0}"'
                    for side in ("lIns", "tIns", "rIns", "bIns"))
    empty = '<a:p><a:endParaRPr lang="en-US" sz="1200" dirty="0"/></a:p>'
    return (f'<p:txBody><a:bodyPr wrap="{"square" if wrap else "none"}"{edges} anchor="{anchor}" rtlCol="0"/>'
            f"<a:lstStyle/>{told or empty}</p:txBody>")


def _name(words: str) -> str:
    return escape(words[:80])
