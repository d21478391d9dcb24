"""Sheets that drawings go onto: slides and pages, with the smallest letters that can be read there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Path, Picture, Shape, Text
from archcalc.base.suggestions import unknown
from archcalc.rendering.drawings.blocks import Laid, Line, moved
from archcalc.rendering.drawings.font_widths import cut, width
from archcalc.rendering.drawings.legend import legend
from archcalc.rendering.drawings.palette import ROLES

POINT, LETTER = 0.75, 12.0
"""Points in a pixel; the smallest letters of a drawing for a sheet, in pixels before it is put there."""
_LARGEST, _FEWEST, _MOST, _READ = 18.0, 3.0, 40.0, 8.0
_UNSEEN, _NAMED = 0.05, 8
"""Nobody sees that letters are so many points smaller; so many pages are named at most."""
_MARGIN, _TITLE, _NOTE, _GAP, _NARROWEST = 6.0, 22.0, 20.0, 9.0, 320.0


class PictureSheet(NamedTuple):
    """The room for a picture, and the smallest letters, in points."""

    name: str
    width: float
    height: float
    least: float

    @property
    def room(self) -> tuple[float, float]:
        """The largest picture whose smallest letters are large enough here, in pixels before it is put there."""
        scale = LETTER / self.least
        return self.width * scale, self.height * scale


class Pages(NamedTuple):
    """The pages of a network, and what is to be said of them."""

    pictures: tuple[Picture, ...]
    notes: tuple[str, ...]


SHEETS: Mapping[str, PictureSheet] = {sheet.name: sheet for sheet in (
    PictureSheet("16:9", 900, 480, 10), PictureSheet("4:3", 660, 480, 10), PictureSheet("a4", 450, 690, 6),
    PictureSheet("column", 240, 640, 6))}
"""A slide of 960 x 540 or 720 x 540 points with its title, a page of 210 x 297 mm, a column of a paper of two."""


def sheet(name: str | None, least: float | None = None) -> PictureSheet | None:
    """A sheet by name, if one is named, with other smallest letters if they are told. Raises ArchcalcError."""
    if name is None:
        if least is not None:
            raise ArchcalcError.of("usage", "--min-pt is the size of letters on a sheet, and no sheet is named",
                                   hint="--slide 16:9 --min-pt 12")
        return None
    if name not in SHEETS:
        raise unknown("sheet", name, SHEETS)
    if least is not None and not _FEWEST <= least <= _MOST:
        raise ArchcalcError.of("usage", f"--min-pt takes {_FEWEST:.0f} to {_MOST:.0f} points, found {quoted(least)}",
                               hint="10 can be read on a slide, 6 in print")
    return SHEETS[name] if least is None else SHEETS[name]._replace(least=least)


def letters(picture: Picture, on: PictureSheet) -> float:
    """The size of a picture's smallest letters in points, where it fills a sheet."""
    scale = min(on.width / picture.width, on.height / picture.height)
    return scale * min((shape.size for shape in picture.shapes if isinstance(shape, Text)), default=LETTER)


def warnings(picture: Picture) -> Iterator[str]:
    """What is said of a picture that was made for no sheet, where nobody could read it on a slide."""
    size = letters(picture, SHEETS["16:9"])
    if size < _READ:
        yield (f"on a slide the letters are {size:.1f} pt high, and under {_READ:g} nobody reads them: "
               "--slide 16:9 puts it on pages that can be read")


def too_small(pictures: Sequence[Picture], on: PictureSheet, cause: str) -> Iterator[str]:
    """What is said of pages whose letters are smaller than the sheet's own, for all that was tried."""
    sizes = {number: letters(picture, on) for number, picture in enumerate(pictures, 1)}
    small = [str(number) for number, size in sizes.items() if size < on.least - _UNSEEN]
    if small:
        named = f"page{'s' if len(small) > 1 else ''} {', '.join(small)}" if len(small) <= _NAMED else \
            f"{len(small)} pages"
        where = f" on {named}" if len(pictures) > 1 else ""
        yield f"{cause} for {on.name}: letters are {min(sizes.values()):.1f} pt high{where}"


def roles_in(laid: Laid) -> Iterable[str]:
    """The roles that need a word in a legend."""
    return dict.fromkeys(shape.fill for shape in laid.shapes if shape.fill in ROLES)


def inner(on: PictureSheet) -> tuple[float, float]:
    """The width of a drawing on a sheet, and its height without a legend."""
    wide, high = on.room
    return wide - 2 * _MARGIN, high - 2 * _MARGIN - _TITLE - _NOTE - _GAP


def fits(laid: Laid, on: PictureSheet) -> bool:
    """True where a drawing has room on a sheet, with its title, a note and its legend."""
    wide, high = on.room
    _, keys = legend(roles_in(laid), 0, 0, max(laid.width, _NARROWEST), LETTER)
    return laid.width <= wide - 2 * _MARGIN and laid.height + _TITLE + _NOTE + _GAP + keys <= high - 2 * _MARGIN


def put(laid: Laid, title: str, note: str, on: PictureSheet, told: str) -> Picture:
    """A drawing as large as a sheet, as large as it can be there, but for letters as large as titles."""
    room = on.room[0] - 2 * _MARGIN
    words = max(width(title, 15, bold=True), width(note, LETTER), _NARROWEST)
    sheet = max(laid.width, min(room, words))
    keys, height = legend(roles_in(laid), 0, _TITLE + _NOTE + laid.height + _GAP, sheet, LETTER)
    head = Line(cut(title, 15, sheet, bold=True), 15, bold=True)
    shapes = [Text(0, 14, head.text, head.size, bold=True),
              Text(0, _TITLE + 12, cut(note, LETTER, sheet), LETTER, fill="muted"),
              *moved(laid.shapes, (sheet - laid.width) / 2, _TITLE + _NOTE), *keys]
    total = (sheet + 2 * _MARGIN, _TITLE + _NOTE + laid.height + _GAP + height + 2 * _MARGIN)
    full, tall = on.width / POINT, on.height / POINT
    scale = min(full / total[0], tall / total[1], max(_LARGEST, on.least) / LETTER / POINT)
    left = (full - total[0] * scale) / 2 + _MARGIN * scale
    return Picture(title, told, full, tall, tuple(moved(scaled(shapes, scale), left, _MARGIN * scale)))


def scaled(shapes: Iterable[Shape], by: float) -> list[Shape]:
    """The shapes, larger."""
    return [_scaled(shape, by) for shape in shapes]


def resized(picture: Picture, by: float) -> Picture:
    """The whole picture, larger or smaller."""
    return picture._replace(width=picture.width * by, height=picture.height * by,
                            shapes=tuple(scaled(picture.shapes, by)))


def _scaled(shape: Shape, by: float) -> Shape:
    if isinstance(shape, Path):
        return shape._replace(steps=tuple(tuple(value * by for value in step) for step in shape.steps),
                              width=shape.width * by)
    if isinstance(shape, Text):
        return shape._replace(x=shape.x * by, y=shape.y * by, size=shape.size * by)
    return shape._replace(x=shape.x * by, y=shape.y * by, width=shape.width * by, height=shape.height * by,
                          radius=shape.radius * by)
