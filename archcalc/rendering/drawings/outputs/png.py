"""PNG, drawn from the SVG by resvg, at twice its size or less, in a font that comes along.

The font is Arimo, as wide as Helvetica, by whose widths pictures are laid out. Letters that it does not have are taken
from the fonts of the machine; where none has them, there is no picture.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from html import escape
from math import ceil, sqrt
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError, printable, quoted
from archcalc.base.picture import Picture, Text
from archcalc.rendering.drawings.font_widths import FAMILY
from archcalc.rendering.drawings.outputs import svg
from archcalc.rendering.drawings.palette import Theme
from archcalc.rendering.drawings.sheets import resized

SUFFIXES = (".png",)
_ZOOM, _MOST, _PIXELS = 2.0, 16_000, 12_000_000
"""At most twice its size; so many pixels on a side; so many pixels, but never for less than the picture's own size."""
_LEAST = 0.5
"""A picture that would be smaller than so many times its own size cannot be read."""
_FOLDER = Path(__file__).parents[1] / "arimo"
_NOBODYS = "\U000f0000"
"""A letter that no font has: it is drawn as every other that is missing."""
_ALONE = ('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" font-family="Arimo">'
          '<text x="9" y="20" font-size="16">{}</text></svg>')
_TOLD = 10
"""So many missing letters are told."""


def write(picture: Picture, theme: Theme) -> bytes:
    """The picture in pixels; raises ArchcalcError where the library for it, or a letter, is missing."""
    scale = _scale(picture)
    if scale < _LEAST:
        raise ArchcalcError.of("too-large", f"{picture.width:.0f} x {picture.height:.0f} is too large for PNG",
                               hint="write SVG or PDF, fold with --depth 1, or draw a module with --part")
    if scale < 1:
        return drawn(resized(picture, scale), theme, 1)
    sharp = min(_ZOOM, _MOST / max(picture.width, picture.height), sqrt(_PIXELS / picture.width / picture.height))
    return drawn(picture, theme, max(1.0, sharp))


def reduction(picture: Picture) -> str:
    """A sentence on how much smaller a picture is drawn than it is; empty where it has room."""
    scale = _scale(picture)
    return "" if scale == 1 else (f"drawn at {100 * scale:.0f} % of its size, as a PNG has at most {_MOST:,} pixels on "
                                  "a side: SVG and PDF have it whole")


def _scale(picture: Picture) -> float:
    return min(1.0, (_MOST - 1) / max(picture.width, picture.height))


def drawn(picture: Picture, theme: Theme, zoom: float) -> bytes:
    """The picture in so many pixels for each of its own, whole ones in all. Raises ArchcalcError."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise ArchcalcError.of("missing-library", "PNG needs a library that is not installed",
                               hint="pip install 'archcalc[pictures]'") from None
    letters = {letter for shape in picture.shapes if isinstance(shape, Text) for letter in printable(shape.text)}
    shown = svg.write(picture, theme).replace(FAMILY, f"Arimo, {FAMILY}", 1)
    size = tuple(map(ceil, (picture.width, picture.height)))
    old, new = (f'width="{wide}" height="{high}"' for wide, high in (size, [int(zoom * side) for side in size]))
    shown = shown.replace(f"{old} viewBox", f'{new} preserveAspectRatio="none" viewBox', 1)
    return bytes(svg_to_bytes(svg_string=shown, **_fonts(svg_to_bytes, letters)))


def _fonts(draw: Callable[..., bytes], letters: Collection[str]) -> dict[str, Any]:
    """The fonts that have all these letters: ours alone, or the machine's as well. Raises ArchcalcError."""
    asked = {"A", *(letter for letter in letters if not letter.isascii())}
    fonts: dict[str, Any] = {"font_files": [str(path) for path in sorted(_FOLDER.glob("*.ttf"))]}
    for alone in (True, False):
        fonts["skip_system_fonts"] = alone
        asked = _missing(draw, asked, fonts)
        if not asked:
            return fonts
    shown = quoted("".join(sorted(asked)[:_TOLD]))
    more = f" and {len(asked) - _TOLD} more" if len(asked) > _TOLD else ""
    raise ArchcalcError.of("font", f"no font on this machine has the letters {shown}{more} of this picture",
                           hint="install one that has them, such as Noto, or write SVG, which the reader's fonts draw")


def _missing(draw: Callable[..., bytes], letters: Collection[str], fonts: dict[str, Any]) -> set[str]:
    """The letters that none of the fonts has."""
    def drawn(letter: str) -> bytes:
        return bytes(draw(svg_string=_ALONE.format(escape(letter)), **fonts))

    nothing = drawn(_NOBODYS)
    return {letter for letter in letters if drawn(letter) == nothing}
