"""PDF, written here: lines stay lines and text stays text, in Helvetica, which every reader has."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from archcalc.base.errors import printable
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.palette import Theme

SUFFIXES = (".pdf",)
_POINT = 0.75
"""Points in a pixel."""
_CURVE = 0.5523
"""How far a Bezier curve's control points are from the corner of a quarter circle, in radii, taken from 1."""


def write(picture: Picture, theme: Theme) -> bytes:
    """One page, as large as the picture."""
    return write_pages([picture], theme)


def write_pages(pictures: Sequence[Picture], theme: Theme) -> bytes:
    """A page for each picture, as large as it."""
    pages = [page for number, picture in enumerate(pictures) for page in _page(picture, theme, 5 + 2 * number)]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pictures)))
    return _file([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pictures)} >>".encode("ascii"),
        _font("Helvetica"), _font("Helvetica-Bold"), *pages,
        f"<< /Title {_string(pictures[0].title)} /Producer (archcalc) >>".encode("latin-1")])


def _page(picture: Picture, theme: Theme, number: int) -> Iterator[bytes]:
    """A page, as the object of this number, and its content, as the next one."""
    wide, high = picture.width * _POINT, picture.height * _POINT
    sheet = Box(0, 0, picture.width, picture.height, "paper")
    lines = [f"{_POINT} 0 0 -{_POINT} 0 {high:.2f} cm", *(line for shape in (sheet, *picture.shapes)
                                                          for line in _shape(shape, theme))]
    content = zlib.compress("\n".join(lines).encode("latin-1"))
    fonts = "/Font << /F1 3 0 R /F2 4 0 R >>"
    yield (f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] /Resources << {fonts} >> "
           f"/Contents {number + 1} 0 R >>").encode("ascii")
    yield f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode("ascii") + content + b"\nendstream"


def _font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode("ascii")


def _file(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, with the table that says where each begins; the last one describes the file."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode("ascii") + content + b"\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def _encoded(words: str) -> str:
    """Text in the letters that the font has, as one character each; others are told by their number."""
    return printable(words).encode("cp1252", "backslashreplace").decode("latin-1")


def _string(words: str) -> str:
    """A string of a PDF file."""
    escaped = _encoded(words).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"


def _colour(role: str, theme: Theme, operator: str) -> str:
    digits = theme[role].lstrip("#")
    parts = (f"{int(digits[i:i + 2], 16) / 255:.3f}" for i in (0, 2, 4))
    return f"{' '.join(parts)} {operator}"


def _shape(shape: Shape, theme: Theme) -> Iterator[str]:
    if isinstance(shape, Text):
        yield from _text(shape, theme)
        return
    if shape.fill:
        yield _colour(shape.fill, theme, "rg")
    if shape.line:
        yield f"{_colour(shape.line, theme, 'RG')} {1.0 if isinstance(shape, Box) else shape.width:.2f} w"
        yield "[5 4] 0 d" if shape.dashed else "[] 0 d"
    yield from _corners(shape) if isinstance(shape, Box) else _steps(shape)
    closed = isinstance(shape, Box) or shape.closed
    yield ("b" if closed else "B") if shape.fill and shape.line else "f" if shape.fill else "s" if closed else "S"


def _steps(path: Path) -> Iterator[str]:
    for number, step in enumerate(path.steps):
        yield f"{' '.join(f'{value:.2f}' for value in step)} {'c' if len(step) == 6 else 'l' if number else 'm'}"


def _corners(box: Box) -> Iterator[str]:
    """A rectangle, with its corners rounded where it has a radius."""
    x, y, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    r = min(box.radius, box.width / 2, box.height / 2)
    if not r:
        yield f"{x:.2f} {y:.2f} {box.width:.2f} {box.height:.2f} re"
        return
    k = r * (1 - _CURVE)
    corners = ((right, y, -1, 1), (right, bottom, -1, -1), (x, bottom, 1, -1), (x, y, 1, 1))
    yield f"{x + r:.2f} {y:.2f} m"
    for number, (px, py, inwards, down) in enumerate(corners):
        flat, steep = (px + inwards * r, py), (px, py + down * r)
        near_flat, near_steep = (px + inwards * k, py), (px, py + down * k)
        way = (flat, near_flat, near_steep, steep) if number % 2 == 0 else (steep, near_steep, near_flat, flat)
        start, *curve = (f"{a:.2f} {b:.2f}" for a, b in way)
        yield f"{start} l {' '.join(curve)} c"


def _text(shape: Text, theme: Theme) -> Iterator[str]:
    """Text stands upright on a page whose y goes downwards; one with letters told by number is made narrower."""
    room = width(shape.text, shape.size, shape.bold)
    needed = width(shape.text.encode("cp1252", "backslashreplace").decode("cp1252"), shape.size, shape.bold)
    before = min(room, needed) * {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
    font = f"/{'F2' if shape.bold else 'F1'} {shape.size:.2f} Tf {min(100.0, 100 * room / (needed or 1)):.1f} Tz"
    if shape.turned:
        place = f"0 -1 -1 0 {shape.x:.2f} {shape.y + before:.2f} Tm"
    else:
        place = f"1 0 0 -1 {shape.x - before:.2f} {shape.y:.2f} Tm"
    yield f"BT {_colour(shape.fill, theme, 'rg')} {font} {place} {_string(shape.text)} Tj ET"
