"""A scene as a film: what stays, what slides over the input, and what is written into the cells from step to step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from archcalc.base.picture import Box, Path, Shape, Text
from archcalc.rendering.animations.examples import Place
from archcalc.rendering.animations.play import Cells, Play, SceneStep
from archcalc.rendering.animations.stage import BOTTOM, HEIGHT, LETTER, MARGIN, TOP, WIDTH, Placed, PlacedGrids
from archcalc.rendering.drawings.film import Appearance, Film, Sliding
from archcalc.rendering.drawings.font_widths import cut, width

SECONDS = 1.2
_ROOM = WIDTH - 2 * MARGIN
_LINES, _LINE, _SIZE = 2, 19.0, 13.5
"""So many lines of arithmetic at most, their height, and their letters."""
_WINDOW, _FACTOR, _WRITTEN = "convolution", "attention", "linear"
"""The roles of what is read, multiplied by or decides, and is written."""


def filmed(play: Play, stage: PlacedGrids, title: str, lines: Sequence[str]) -> Film:
    """The film of a scene on its stage, with lines below the title."""
    grids, signs = stage
    by_grid = {placed.grid: placed for placed in grids}
    source, outcome, products = by_grid[play.source], by_grid[play.outcome], grids[-2]
    still = (*_head(title, lines), *signs, *(each for grid in grids for each in grid.still()))
    parts: list[Appearance | Sliding] = [Appearance(still)]
    parts.append(_sliding(source, [step.window for step in play.steps], _WINDOW))
    if play.factors is not None:
        parts += _cells(grids[1], [step.factors for step in play.steps], _FACTOR)
    parts += _cells(products, [step.products for step in play.steps], "", [step.lit for step in play.steps])
    parts += _cells(outcome, list(_cumulated(play.steps)), _WRITTEN)
    parts.append(_sliding(outcome, [step.targets for step in play.steps], "", "mark"))
    parts.append(Appearance(tuple(source.text(place, text, fill="ink" if source.grid.is_inner(place) else "muted")
                             for place, text in play.numbers.items() if text)))
    for number, step in enumerate(play.steps):
        last = number + 1 == len(play.steps)
        parts.append(Appearance(tuple(_told(step, number, len(play.steps))), number, None if last else number + 1))
    return Film(title, "The window slides over the input, the output fills", WIDTH, HEIGHT, tuple(parts),
                len(play.steps), SECONDS, (TOP - 8, HEIGHT))


def _head(title: str, lines: Sequence[str]) -> Iterator[Text]:
    yield Text(MARGIN, 34, cut(title, 20, _ROOM, bold=True), 20, bold=True)
    for number, line in enumerate(lines):
        yield Text(MARGIN, 58 + 19 * number, cut(line, 13.5, _ROOM), 13.5, fill="muted")


def _sliding(grid: Placed, places: Sequence[Sequence[Place]], fill: str, line: str = "") -> Sliding:
    """Cells that move together: as they are in the first step, and how far they go."""
    corners = [grid.corner(some[0]) for some in places]
    x, y = corners[0]
    edge = line or f"{fill}-line"
    shapes: list[Shape] = [grid.cell(place, fill, edge) for place in places[0]] if fill else []
    for _, sheet in groupby(places[0], lambda place: place[0]):
        shapes += _outlined([grid.cell(place) for place in sheet], edge)
    return Sliding(tuple(shapes), tuple((a - x, b - y) for a, b in corners))


def _outlined(boxes: Sequence[Box], line: str) -> Iterator[Path]:
    """A thick line around cells."""
    left, top = min(box.x for box in boxes) - 1, min(box.y for box in boxes) - 1
    right, bottom = max(box.x + box.width for box in boxes) + 1, max(box.y + box.height for box in boxes) + 1
    yield Path(((left, top), (right, top), (right, bottom), (left, bottom)), line, width=2.4, closed=True)


def _cumulated(steps: Sequence[SceneStep]) -> Iterator[Cells]:
    """The texts in the output after each step."""
    all_so_far: dict[Place, str] = {}
    for step in steps:
        all_so_far |= step.written
        yield {**all_so_far}


def _cells(grid: Placed, texts: Sequence[Cells], fill: str,
           lit: Sequence[Sequence[Place]] = ()) -> Iterator[Appearance]:
    """Texts in cells, each as long as it stands there; cells that share their times are one part.

    `lit` are, for each step, the cells that decide.
    """
    spans: dict[tuple[int, int | None], list[Shape]] = {}
    for place in dict.fromkeys(place for some in texts for place in some):
        at, decides = 0, [place in some for some in lit] or [False] * len(texts)
        for (text, is_lit), run in groupby(zip((some.get(place, "") for some in texts), decides, strict=True)):
            until = at + len(list(run))
            if text:
                spans.setdefault((at, None if until == len(texts) else until), []).extend(
                    _filled(grid, place, text, _FACTOR if is_lit else fill, bold=is_lit))
            at = until
    return (Appearance(tuple(shapes), *span) for span, shapes in spans.items())


def _filled(grid: Placed, place: Place, text: str, fill: str, *, bold: bool) -> Iterator[Shape]:
    """A cell with its text; in the padding it stays empty of colour."""
    inner = grid.grid.is_inner(place)
    cell = grid.empty(place)
    yield cell._replace(fill=fill, line=f"{fill}-line") if inner and fill else cell
    yield grid.text(place, text, bold=bold, fill="ink" if inner else "muted")


def _told(step: SceneStep, number: int, count: int) -> Iterator[Text]:
    """The arithmetic of a step under the grids, in the longest way that has room."""
    y = BOTTOM + 24
    counted = f"step {number + 1} of {count}"
    yield Text(MARGIN, y, step.named, 14, bold=True)
    yield Text(WIDTH - MARGIN, y, counted, LETTER, "end", fill="muted")
    lines = next(filter(None, map(_broken, step.working)), [])
    for line in [*lines, *filter(None, [step.result])]:
        y += _LINE
        yield Text(MARGIN, y, line, _SIZE)


def _broken(words: str) -> list[str]:
    """The arithmetic in lines, cut before its signs; none where it takes too many."""
    lines, line = [], ""
    for word in words.split(" "):
        longer = f"{line} {word}".strip()
        if line and width(longer, _SIZE) > _ROOM:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    return lines if len(lines) <= _LINES else []
