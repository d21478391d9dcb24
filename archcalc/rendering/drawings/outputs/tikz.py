r"""TikZ, for papers: a document that compiles alone, with a style for every kind of layer, which an author may change.

It needs tikz and geometry, and no font beyond those of LaTeX itself. A text that the document's own font makes wider
than the drawing has room for is made narrower. Every block is a coordinate by its layers' name, to hang arrows on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count

from archcalc.base.errors import printable
from archcalc.base.latex_text import escaped
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.palette import Theme

SUFFIXES = (".tex", ".tikz")
_POINT = 0.75
"""Big points in a pixel."""
_HEAD = r"""\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}
  {\usepackage{fix-cm}\DeclareTextCommand{\textquotedbl}{OT1}{''}}
\usepackage{tikz}
\pagestyle{empty}
\setlength{\parindent}{0pt}"""
_MACROS = r"""\newsavebox\archcalcbox
% a text no wider than there is room: \archcalctext{width}{size}{text}
\newcommand\archcalctext[3]{\sbox\archcalcbox{\fontsize{#2}{#2}\selectfont#3}%
  \ifdim\wd\archcalcbox>#1\resizebox{#1}{\height}{\usebox\archcalcbox}\else\usebox\archcalcbox\fi}"""
_TEXT = "archcalc text/.style={inner sep=0pt, outer sep=0pt, font=\\sffamily}"


def write(picture: Picture, theme: Theme) -> str:
    """A document of one page, as large as the picture."""
    return write_pages([picture], theme)


def write_pages(pictures: Sequence[Picture], theme: Theme) -> str:
    """A document with a page for each picture, all as large as the largest."""
    wide, high = (max(getattr(picture, side) for picture in pictures) * _POINT for side in ("width", "height"))
    body = "\n\\newpage\n".join(environment(picture) for picture in pictures)
    return "\n".join([
        f"% {_comment(pictures[0].title)}, drawn by archcalc; restyle it by the colours and styles below",
        r"\documentclass{article}",
        rf"\usepackage[paperwidth={wide + 0.1:.2f}bp,paperheight={high + 0.1:.2f}bp,margin=0pt]{{geometry}}", _HEAD,
        *definitions(pictures, theme), r"\begin{document}", body, r"\end{document}", ""])


def definitions(pictures: Sequence[Picture], theme: Theme) -> list[str]:
    """The colours and styles of pictures, and what sets their texts, in a document that has tikz."""
    shapes = [shape for picture in pictures for shape in picture.shapes]
    roles = {role for shape in shapes for role in (shape.fill, "" if isinstance(shape, Text) else shape.line)}
    colours = sorted({"paper", *filter(None, roles)})
    styles = ",\n  ".join((_TEXT, *sorted({"archcalc paper fill/.style={fill=archcalc paper}",
                                           *(style for shape in shapes for style in _styles(shape).values())})))
    return [*(rf"\definecolor{{archcalc {role}}}{{HTML}}{{{theme[role].lstrip('#').upper()}}}" for role in colours),
            rf"\tikzset{{{styles}}}", _MACROS]


def _styles(shape: Shape) -> dict[str, str]:
    """The styles of a shape, by name: of a block or a side one for both its colours, else one for each."""
    if isinstance(shape, Text):
        name = f"archcalc {shape.fill} text"
        return {name: f"{name}/.style={{archcalc text, text=archcalc {shape.fill}}}"}
    whose = shape.fill.removesuffix("-side")
    if shape.fill and shape.line == f"{whose}-line":
        name = f"archcalc {whose}" + " side" * (whose != shape.fill)
        return {name: f"{name}/.style={{fill=archcalc {shape.fill}, draw=archcalc {shape.line}}}"}
    pairs = ((shape.fill, "fill", "fill"), (shape.line, "line", "draw"))
    return {f"archcalc {role} {use}": f"archcalc {role} {use}/.style={{{key}=archcalc {role}}}"
            for role, use, key in pairs if role}


def environment(picture: Picture) -> str:
    """The picture alone, in a document that has its definitions."""
    high = f"({_number(picture.width)},{_number(picture.height)})"
    names: set[str] = set()
    return "\n".join([
        rf"\begin{{tikzpicture}}[x={_POINT}bp, y=-{_POINT}bp, line join=round]",
        rf"\path[use as bounding box, archcalc paper fill] (0,0) rectangle {high};",
        *(line for shape in picture.shapes for line in _shape(shape, names)), r"\end{tikzpicture}%"])


def _shape(shape: Shape, names: set[str]) -> Iterator[str]:
    if isinstance(shape, Text):
        yield _text(shape)
        return
    options = [*_styles(shape), *(["dashed"] if shape.dashed else [])]
    if isinstance(shape, Box):
        radius = min(shape.radius, shape.width / 2, shape.height / 2) * _POINT
        options += [f"rounded corners={_number(radius)}bp"] if radius else []
        options += [f"line width={_POINT}bp"] if shape.line else []
        if shape.hint:
            yield f"% {_comment(shape.hint)}"
        corner = _at(shape.x + shape.width, shape.y + shape.height)
        yield rf"\path[{', '.join(options)}] {_at(shape.x, shape.y)} rectangle {corner};"
        if shape.hint:
            middle = _at(shape.x + shape.width / 2, shape.y + shape.height / 2)
            yield rf"\coordinate ({_name(shape.hint, names)}) at {middle};"
        return
    options += [f"line width={_number(shape.width * _POINT)}bp"] if shape.line else []
    yield rf"\path[{', '.join(options)}] {''.join(_steps(shape))}{' -- cycle' if shape.closed else ''};"


def _steps(path: Path) -> Iterator[str]:
    yield _at(*path.steps[0][:2])
    for step in path.steps[1:]:
        points = [_at(*step[i:i + 2]) for i in range(0, len(step), 2)]
        yield f" -- {points[0]}" if len(points) == 1 else f" .. controls {points[0]} and {points[1]} .. {points[2]}"


def _text(shape: Text) -> str:
    anchor = {"start": "base west", "middle": "base", "end": "base east"}[shape.anchor]
    turned = ", rotate=90" if shape.turned else ""
    room = _number(width(shape.text, shape.size, shape.bold) * _POINT)
    words = escaped(shape.text)
    bold = rf"\bfseries {words}" if shape.bold else words
    size = _number(shape.size * _POINT)
    return (rf"\node[{''.join(_styles(shape))}, anchor={anchor}{turned}] at {_at(shape.x, shape.y)} "
            rf"{{\archcalctext{{{room}bp}}{{{size}bp}}{{{bold}}}}};")


def _name(hint: str, names: set[str]) -> str:
    """A name of letters, digits and hyphens that no other has."""
    own = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in hint.partition(":")[0])
    name = next(name for name in chain((own,), (f"{own}-{number}" for number in count(2))) if name not in names)
    names.add(name)
    return name


def _comment(words: str) -> str:
    return printable(words).encode("ascii", "backslashreplace").decode("ascii")


def _at(x: float, y: float) -> str:
    return f"({_number(x)},{_number(y)})"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
