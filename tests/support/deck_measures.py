"""What is wrong with a deck, measured in its file: letters that are too small, shapes that leave a slide or lie on each other.

Run by itself it measures the decks of all networks, or of those that are named.
"""

import sys
from io import BytesIO
from itertools import combinations, pairwise

from pptx import Presentation

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
POINT = 12_700
LEAST = 1200
FOOTERS = {13, 15, 16}


def faults(content):
    """Sentences on everything that is wrong."""
    show = Presentation(BytesIO(content))
    size = show.slide_width / POINT, show.slide_height / POINT
    return [f"slide {number}: {told}" for number, slide in enumerate(show.slides, 1) for told in _of_slide(slide, size)]


def _of_slide(slide, size):
    shapes = [shape for shape in slide.shapes if not (shape.is_placeholder and shape.placeholder_format.type in FOOTERS)]
    boxes = {shape.shape_id: _box(shape) for shape in shapes if not _is_link(shape)}
    assert len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes), "numbers of shapes repeat"
    for shape in shapes:
        ways = list(_way(shape)) if _is_link(shape) else _corners(boxes[shape.shape_id])
        if any(x < -0.1 or y < -0.1 or x > size[0] + 0.1 or y > size[1] + 0.1 for x, y in ways):
            yield f"{shape.name} leaves it: {ways}"
    trees = [slide._element, *(shape.chart._chartSpace for shape in shapes if shape.has_chart)]
    small = [(each.get("sz"), "".join(each.getparent().itertext())[:30]) for tree in trees
             for each in tree.iter(f"{A}rPr", f"{A}endParaRPr", f"{A}defRPr") if each.get("sz") and int(each.get("sz")) < LEAST]
    if small:
        yield f"letters of {small[:3]}"
    for one, other in combinations([shape for shape in shapes if not _is_link(shape)], 2):
        if _meet(boxes[one.shape_id], boxes[other.shape_id]):
            yield f"{one.name} and {other.name} lie on each other"
    for shape in shapes:
        if shape.has_table:
            rows, place = sum(row.height for row in shape.table.rows), shape.top
            if (place + rows) / POINT > size[1]:
                yield "the table leaves it"
    yield from _links(shapes, boxes)


def _links(shapes, boxes):
    """Links start and end at the blocks that they hold on to, and those that bend little cross none."""
    for shape in shapes:
        if not _is_link(shape):
            continue
        way = list(_way(shape))
        for tag, corner in (("stCxn", way[0]), ("endCxn", way[-1])):
            held = shape._element.find(f".//{A}{tag}")
            if held is not None and not _touches(boxes[int(held.get("id"))], corner):
                yield f"{shape.name} does not reach its block: {corner}, {boxes[int(held.get('id'))]}"
        own = {int(each.get("id")) for each in shape._element.iter(f"{A}stCxn", f"{A}endCxn")}
        inside = [number for number, box in boxes.items() if number not in own and own and not _holds(box, boxes, own)
                  for step in pairwise(way) if _crosses(step, box)]
        if inside and len(way) <= 4:
            yield f"{shape.name} crosses {inside}"


def _holds(box, boxes, own):
    """True for a frame around one of the blocks."""
    return any(_within(boxes[number], box) for number in own)


def _is_link(shape):
    return shape._element.tag == f"{P}cxnSp"


def _box(shape):
    return tuple(each / POINT for each in (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height))


def _corners(box):
    return [(box[0], box[1]), (box[2], box[3])]


def _within(one, other):
    return all(one[i] >= other[i] - 1 and one[i + 2] <= other[i + 2] + 1 for i in (0, 1))


def _meet(one, other):
    over = [min(one[i + 2], other[i + 2]) - max(one[i], other[i]) for i in (0, 1)]
    return min(over) > 1.5 and not _within(one, other) and not _within(other, one)


def _touches(box, corner):
    x, y = corner
    near = min(abs(x - box[0]), abs(x - box[2]), abs(y - box[1]), abs(y - box[3]))
    return near < 2.5 and box[0] - 2.5 < x < box[2] + 2.5 and box[1] - 2.5 < y < box[3] + 2.5


def _crosses(step, box):
    (x0, y0), (x1, y1) = step
    return max(x0, x1) > box[0] + 1 and min(x0, x1) < box[2] - 1 and max(y0, y1) > box[1] + 1 and min(y0, y1) < box[3] - 1


def _way(shape):
    """The corners of a connector by the formulas of ECMA-376's presetShapeDefinitions: flips first, then the turn."""
    frame = shape._element.spPr.find(f"{A}xfrm")
    left, top = (int(frame.find(f"{A}off").get(key)) / POINT for key in "xy")
    w, h = (int(frame.find(f"{A}ext").get(key)) / POINT for key in ("cx", "cy"))
    own = shape._element.spPr.find(f"{A}custGeom")
    if own is not None:
        for point in own.iter(f"{A}pt"):
            yield left + int(point.get("x")) / POINT, top + int(point.get("y")) / POINT
        return
    preset = shape._element.spPr.find(f"{A}prstGeom")
    bends = [int(each.get("fmla").split()[1]) / 100_000 for each in preset.iter(f"{A}gd")]
    for along, aside in PRESETS[preset.get("prst")](w, h, *bends):
        u = (w - along if frame.get("flipH") == "1" else along) - w / 2
        v = (h - aside if frame.get("flipV") == "1" else aside) - h / 2
        x, y = (-v, u) if frame.get("rot") == "5400000" else (u, v)
        yield left + w / 2 + x, top + h / 2 + y


PRESETS = {
    "straightConnector1": lambda w, h: [(0, 0), (w, h)],
    "bentConnector2": lambda w, h: [(0, 0), (w, 0), (w, h)],
    "bentConnector3": lambda w, h, a: [(0, 0), (w * a, 0), (w * a, h), (w, h)],
    "bentConnector4": lambda w, h, a, b: [(0, 0), (w * a, 0), (w * a, h * b), (w, h * b), (w, h)],
    "bentConnector5": lambda w, h, a, b, c: [(0, 0), (w * a, 0), (w * a, h * b), (w * c, h * b), (w * c, h), (w, h)],
}


def main():
    """Measure every network's deck."""
    from typer.testing import CliRunner

    from archcalc.cli.application import application
    from archcalc.loading import library

    wrong = 0
    for name in sys.argv[1:] or library.names():
        made = CliRunner().invoke(application("show"), ["show", name, "--format", "pptx"])
        found = faults(made.stdout_bytes) if made.exit_code == 0 else [f"{made.exception!r} {made.output[:300]}"]
        wrong += bool(found)
        for told in found[:4]:
            print(f"{name}: {told}", flush=True)
    print(f"{wrong} decks with faults")


if __name__ == "__main__":
    main()
