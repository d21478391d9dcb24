"""Everything that can be measured in a picture: texts in their boxes and on the sheet, boxes apart, links beside boxes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import dist

from archcalc.base.picture import Box, Path, Picture, Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.palette import ROLES

Rectangle = tuple[float, float, float, float]
Line = list[tuple[float, float]]


def room(text: Text) -> Rectangle:
    """The rectangle of a text's letters."""
    wide = width(text.text, text.size, text.bold)
    left = text.x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.anchor]
    return left, text.y - 0.74 * text.size, left + wide, text.y + 0.2 * text.size


def edges(box: Box) -> Rectangle:
    return box.x, box.y, box.x + box.width, box.y + box.height


def overlaps(one: Rectangle, other: Rectangle, slack: float = 0.3) -> bool:
    return (one[0] < other[2] - slack and other[0] < one[2] - slack and one[1] < other[3] - slack
            and other[1] < one[3] - slack)


def colliding(rectangles: Sequence[Rectangle]) -> tuple[Rectangle, Rectangle] | None:
    """The first two that overlap, found by a sweep from the left."""
    active: list[Rectangle] = []
    for rectangle in sorted(rectangles):
        active = [other for other in active if other[2] > rectangle[0]]
        found = next((other for other in active if overlaps(rectangle, other)), None)
        if found:
            return found, rectangle
        active.append(rectangle)
    return None


def along(path: Path, count: int = 6) -> Iterator[tuple[float, ...]]:
    """Points on a path."""
    here = path.steps[0]
    for step in path.steps[1:]:
        for i in range(1, count):
            t = i / count
            if len(step) == 2:
                yield tuple(a + (b - a) * t for a, b in zip(here, step, strict=True))
            else:
                a, b, c, d = here, step[:2], step[2:4], step[4:]
                yield tuple((1 - t)**3 * p + 3 * (1 - t)**2 * t * q + 3 * (1 - t) * t**2 * r + t**3 * s
                            for p, q, r, s in zip(a, b, c, d, strict=True))
        here = step[-2:]


def blocks_in(picture: Picture) -> list[Box]:
    """The boxes of layers and modules, and circles: no swatches, and of a stack the one in front."""
    boxes = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.fill in ROLES
             and (abs(shape.width - shape.height) > 0.01 or shape.radius > shape.width / 3)]
    return [box for box, after in zip(boxes, [*boxes[1:], None], strict=False) if after is None or not (
        after.width == box.width and after.height == box.height and 0 <= box.x - after.x < 8 and 0 <= box.y - after.y < 8)]


def links_in(picture: Picture) -> list[Path]:
    return [shape for shape in picture.shapes if isinstance(shape, Path) and shape.line == "edge"]


def faults(picture: Picture) -> Iterator[str]:
    """Everything that is wrong with a picture, in words."""
    texts = [shape for shape in picture.shapes if isinstance(shape, Text) and not shape.turned]
    blocks = blocks_in(picture)
    if two := colliding([room(text) for text in texts]):
        yield f"two texts overlap: {two}"
    if two := colliding([edges(block) for block in blocks]):
        yield f"two blocks overlap: {two}"
    columns: dict[int, list[Box]] = {}
    for block in blocks:
        for number in range(int(block.x // 80), int((block.x + block.width) // 80) + 1):
            columns.setdefault(number, []).append(block)
    yield from _texts_outside(picture, texts, columns)
    for link in links_in(picture):
        for x, y in along(link):
            for block in columns.get(int(x // 80), ()):
                if block.x + 1 < x < block.x + block.width - 1 and block.y + 1 < y < block.y + block.height - 1:
                    yield f"a link runs behind a block at {x:.0f}, {y:.0f}: {block}"


def _texts_outside(picture: Picture, texts: Sequence[Text], columns: dict[int, list[Box]]) -> Iterator[str]:
    for text in texts:
        left, top, right, bottom = room(text)
        if not (-0.1 <= left <= right <= picture.width + 0.1 and -0.1 <= top <= bottom <= picture.height + 0.1):
            yield f"not on the sheet: {text}"
        middle, centre = (left + right) / 2, (top + bottom) / 2
        for block in columns.get(int(middle // 80), ()):
            if block.x < middle < block.x + block.width and block.y < centre < block.y + block.height and not (
                    block.x <= left and right <= block.x + block.width and block.y <= top
                    and bottom <= block.y + block.height):
                yield f"not in its box: {text} {block}"


def check(picture: Picture) -> None:
    """No two texts or blocks overlap, all is on the sheet and in its box, and no link goes through a block."""
    assert list(faults(picture)) == []


def smallest(picture: Picture) -> float:
    """The smallest letters, in points."""
    return min(shape.size for shape in picture.shapes if isinstance(shape, Text)) * 0.75


def polylines(picture: Picture) -> list[Line]:
    """The links, as straight pieces."""
    return [[(link.steps[0][-2], link.steps[0][-1]), *_points(link)] for link in links_in(picture)]


def _points(link: Path) -> Iterator[tuple[float, float]]:
    here = link.steps[0][-2:]
    for step in link.steps[1:]:
        if len(step) > 2:
            yield from along(Path((here, step)), 8)
        here = step[-2:]
        yield here


def length(lines: Sequence[Line]) -> float:
    """The length of all lines, where several lie on each other that of one."""
    pieces = {tuple(sorted(((round(a[0], 1), round(a[1], 1)), (round(b[0], 1), round(b[1], 1)))))
              for line in lines for a, b in pairwise(line)}
    straight: dict[tuple[int, float], list[tuple[float, float]]] = {}
    total = 0.0
    for (x0, y0), (x1, y1) in pieces:
        if x0 == x1 or y0 == y1:
            across = int(x0 == x1)
            straight.setdefault((across, x0 if across else y0), []).append((y0, y1) if across else (x0, x1))
        else:
            total += dist((x0, y0), (x1, y1))
    return total + sum(map(_covered, straight.values()))


def _covered(stretches: Sequence[tuple[float, float]]) -> float:
    """The length of what stretches cover together."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted((min(each), max(each)) for each in stretches):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def crossings(lines: Sequence[Line]) -> int:
    """Pairs of lines that cross: counted once for each point, none where they meet at an end or run together."""
    pieces = sorted((min(a[0], b[0]), max(a[0], b[0]), number, a, b)
                    for number, line in enumerate(lines) for a, b in pairwise(line))
    active: list[tuple[float, float, int, tuple[float, float], tuple[float, float]]] = []
    found = set()
    for piece in pieces:
        active = [other for other in active if other[1] >= piece[0]]
        for other in active:
            if other[2] != piece[2] and (point := _crossing(piece[3], piece[4], other[3], other[4])):
                found.add((*sorted((piece[2], other[2])), round(point[0] / 3), round(point[1] / 3)))
        active.append(piece)
    return len(found)


def _crossing(a, b, c, d):
    """The point in which two straight pieces cross, ends left out; None where they do not."""
    across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if abs(across) < 1e-9:
        return None
    s = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across
    t = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across
    edge = 1e-3
    if not (edge < s < 1 - edge and edge < t < 1 - edge):
        return None
    return a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])
