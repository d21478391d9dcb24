"""The places of the grids of a scene: side by side, or one below the other for signals, in cells as large as fit."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Box, Shape, Text
from archcalc.rendering.animations.examples import Place
from archcalc.rendering.animations.play import NumberGrid, Play
from archcalc.rendering.drawings.font_widths import width

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 24.0
TOP, BOTTOM = 100.0, 452.0
"""The room of the grids; above it stands the title, below it the arithmetic."""
LETTER, CELL = 12.0, 15.0
"""The smallest letters, and the smallest cells that hold one."""
_NAMES, _GAP = 60.0, 8.0
"""The room for signs at the left of grids below each other, and between sheets without names."""
_LARGEST, _LEAST_OUTPUT, _CAPTION, _SHEET, _SIGN, _PAD = 40.0, 28.0, 22.0, 17.0, 28.0, 5.0


class Placed(NamedTuple):
    """A grid where it stands: its left and top edge, and the width and height of its cells."""

    grid: NumberGrid
    x: float
    y: float
    wide: float
    high: float

    @property
    def size(self) -> float:
        """The size of the letters."""
        return max(LETTER, min(17.0, 0.56 * self.high))

    def corner(self, place: Place) -> tuple[float, float]:
        """The upper left corner of a cell."""
        sheet, row, column = place
        below = sheet * (self.grid.rows * self.high + (_SHEET if self.has_names else _GAP))
        first = self.y + below + (_SHEET if self.has_names else 0)
        return self.x + (column - self.grid.left) * self.wide, first + (row - self.grid.top) * self.high

    @property
    def has_names(self) -> bool:
        """True where its sheets have names above them."""
        return len(self.grid.sheets) > 1 and any(self.grid.sheets)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + _height(self.grid, self.high) / 2

    def cell(self, place: Place, fill: str = "", line: str = "", *, dashed: bool = False) -> Box:
        """A cell."""
        return Box(*self.corner(place), self.wide, self.high, fill, line, dashed=dashed)

    def text(self, place: Place, words: str, *, bold: bool = False, fill: str = "ink") -> Text:
        """A text in a cell."""
        x, y = self.corner(place)
        return Text(x + self.wide / 2, y + self.high / 2 + 0.36 * self.size, words, self.size, "middle", bold, fill)

    def still(self) -> Iterator[Shape]:
        """The empty cells, with captions: the padding dashed."""
        yield Text(self.x, self.y - 9, self.grid.caption, 13, bold=True)
        for sheet, name in enumerate(self.grid.sheets if self.has_names else ()):
            x, y = self.corner((sheet, self.grid.top, self.grid.left))
            yield Text(x, y - 5, name, LETTER, fill="muted")
        places = sorted(self.grid.places(), key=self.grid.is_inner)
        yield from map(self.empty, places)

    def empty(self, place: Place) -> Box:
        """A cell with nothing in it, dashed in the padding."""
        inner = self.grid.is_inner(place)
        return self.cell(place, "paper", "edge" if inner else "frame-line", dashed=not inner)


class PlacedGrids(NamedTuple):
    """Grids where they stand, and the signs between them."""

    grids: tuple[Placed, ...]
    signs: tuple[Text, ...]


def _height(grid: NumberGrid, high: float) -> float:
    count = len(grid.sheets)
    named = count > 1 and any(grid.sheets)
    return count * grid.rows * high + (count * _SHEET if named else (count - 1) * _GAP)


def placed(play: Play) -> PlacedGrids | None:
    """The grids in the largest cells that fit, and the signs between them; None where the smallest do not."""
    flat = all(grid.rows == 1 for grid in play.grids)
    widest = [_widest(play, number) for number in range(len(play.grids))]
    size = _LARGEST
    while size >= CELL:
        made = _below(play, widest, size) if flat else _beside(play, widest, size)
        if made is not None:
            return made
        size -= 0.5
    return None


def _widest(play: Play, number: int) -> int:
    """The letters of the longest text of a grid."""
    grid = play.grids[number]
    if grid is play.source:
        return max(map(len, play.numbers.values()))
    texts = (step.written if grid is play.outcome else step.factors if grid is play.factors else step.products
             for step in play.steps)
    return max(len(text) for some in texts for text in some.values())


def _wide(letters: int, high: float) -> float:
    size = max(LETTER, min(17.0, 0.56 * high))
    return max(high, width("0" * letters, size) + _PAD)


def _beside(play: Play, widest: list[int], high: float) -> PlacedGrids | None:
    """From left to right, their middles on one line; the output in larger cells where the others are very small."""
    grids, signs = play.grids, play.signs
    highs = [max(high, _LEAST_OUTPUT) if grid is play.outcome else high for grid in grids]
    wide = [_wide(letters, each) for letters, each in zip(widest, highs, strict=True)]
    widths = [max(grid.columns * each, width(grid.caption, 13, bold=True)) for grid, each in
              zip(grids, wide, strict=True)]
    gaps = [width(sign, 15, bold=True) + _SIGN for sign in signs]
    total = sum(widths) + sum(gaps)
    tall = max(_height(grid, each) for grid, each in zip(grids, highs, strict=True))
    if total > WIDTH - 2 * MARGIN or tall + _CAPTION > BOTTOM - TOP:
        return None
    x, middle, made, said = (WIDTH - total) / 2, TOP + (_CAPTION + BOTTOM - TOP) / 2, list[Placed](), list[Text]()
    for number, (grid, each) in enumerate(zip(grids, highs, strict=True)):
        made.append(Placed(grid, x, middle - _height(grid, each) / 2, wide[number], each))
        x += widths[number]
        if number < len(signs):
            said.append(Text(x + gaps[number] / 2, middle + 5, signs[number], 15, "middle", bold=True))
            x += gaps[number]
    return PlacedGrids(tuple(made), tuple(said))


def _below(play: Play, widest: list[int], high: float) -> PlacedGrids | None:
    """One below the other, the signs at the left."""
    grids, signs = play.grids, ("", *play.signs)
    wide = _wide(max(widest), high)
    total = _NAMES + max(max(grid.columns * wide, width(grid.caption, 13, bold=True)) for grid in grids)
    gap = _CAPTION + _GAP
    tall = sum(_height(grid, high) for grid in grids) + gap * len(grids) - _GAP
    if total > WIDTH - 2 * MARGIN or tall > BOTTOM - TOP:
        return None
    x, y = (WIDTH - total) / 2 + _NAMES, TOP + (BOTTOM - TOP - tall) / 2 + _CAPTION
    made, said = list[Placed](), list[Text]()
    for grid, sign in zip(grids, signs, strict=True):
        made.append(Placed(grid, x, y, wide, high))
        said.append(Text(x - 12, made[-1].middle + 5, sign, 15, "end", bold=True))
        y += _height(grid, high) + gap
    return PlacedGrids(tuple(made), tuple(text for text in said if text.text))

