"""SVG: text stays text and every colour is an attribute, so that PowerPoint and Inkscape can take it apart."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import ceil

from archcalc.base.errors import printable
from archcalc.base.picture import Box, Path, Picture, Shape, Text
from archcalc.rendering.drawings import film_style
from archcalc.rendering.drawings.film import Appearance, Film, Sliding
from archcalc.rendering.drawings.font_widths import FAMILY
from archcalc.rendering.drawings.palette import Theme

SUFFIXES = (".svg",)

Paint = Callable[[str, str], str]
"""The attribute that paints `fill` or `stroke` with a role's colour."""


def write(picture: Picture, theme: Theme) -> str:
    """A file of its own, with a background."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{embedded(picture, theme)}\n'


def embedded(picture: Picture, theme: Theme) -> str:
    """The svg element with its colours, for a page that is not ours."""
    def paint(attribute: str, role: str) -> str:
        return f'{attribute}="{theme[role]}"' if role else f'{attribute}="none"'

    return element(picture, paint)


def element(picture: Picture, paint: Paint) -> str:
    """The svg element, of whole pixels: in a PNG the rest of one would be an edge that lets the page through."""
    width, height = ceil(picture.width), ceil(picture.height)
    sheet = f'<rect width="{width}" height="{height}" {paint("fill", "paper")}/>'
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{FAMILY}">',
        f"<title>{text(picture.title)}</title>", f"<desc>{text(picture.description)}</desc>", sheet,
        *(_shape(shape, paint) for shape in picture.shapes), "</svg>"])


def write_film(film: Film, theme: Theme) -> str:
    """A file of its own that moves by CSS alone; where nothing may move, it is the last step."""
    def paint(attribute: str, role: str) -> str:
        return f'{attribute}="{theme[role]}"' if role else f'{attribute}="none"'

    return '<?xml version="1.0" encoding="UTF-8"?>\n' + film_element(film, paint, film_style.playing(film)) + "\n"


def film_element(film: Film, paint: Paint, style: str) -> str:
    """The svg element of a film, whose parts have classes for a style; without one it is the last step."""
    parts = (_part(part, film, paint) for part in film.parts)
    still = element(film.picture(film.steps - 1)._replace(shapes=()), paint).removesuffix("\n</svg>")
    return "\n".join([still, f"<style>{style}</style>", *parts, "</svg>"])


def _part(part: Appearance | Sliding, film: Film, paint: Paint) -> str:
    drawn = "\n".join(_shape(shape, paint) for shape in part.shapes)
    return f"<g{film_style.attributes(part, film)}>\n{drawn}\n</g>"


def text(words: str) -> str:
    """Text that is safe in an element or an attribute."""
    return escape(printable(words))


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _shape(shape: Shape, paint: Paint) -> str:
    if isinstance(shape, Text):
        return _text(shape, paint)
    dashed = ' stroke-dasharray="5 4"' if shape.dashed else ""
    if isinstance(shape, Box):
        rounded = f' rx="{number(shape.radius)}"' if shape.radius else ""
        return _hinted("rect", f'x="{number(shape.x)}" y="{number(shape.y)}" width="{number(shape.width)}" '
                       f'height="{number(shape.height)}"{rounded} {_painted(shape, paint)}{dashed}', shape.hint)
    painted = f'{_painted(shape, paint)} stroke-width="{number(shape.width)}"{dashed}'
    return _hinted("path", f'd="{outline(shape)}" {painted}', shape.hint)


def _painted(shape: Box | Path, paint: Paint) -> str:
    line = f' {paint("stroke", shape.line)}' if shape.line else ""
    return paint("fill", shape.fill) + line


def _hinted(name: str, attributes: str, hint: str) -> str:
    return f"<{name} {attributes}><title>{text(hint)}</title></{name}>" if hint else f"<{name} {attributes}/>"


def _text(shape: Text, paint: Paint) -> str:
    x, y = number(shape.x), number(shape.y)
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    bold = ' font-weight="bold"' if shape.bold else ""
    turned = f' transform="rotate(-90 {x} {y})"' if shape.turned else ""
    return (f'<text x="{x}" y="{y}" font-size="{number(shape.size)}"{anchor}{bold}{turned} {paint("fill", shape.fill)}>'
            f"{text(shape.text)}</text>")


def outline(path: Path) -> str:
    """A path's steps in SVG's letters."""
    letters = ("M", *("L" if len(step) == 2 else "C" for step in path.steps[1:]))
    steps = [letter + " ".join(map(number, step)) for letter, step in zip(letters, path.steps, strict=True)]
    return "".join(steps) + ("Z" if path.closed else "")
