"""GIF: a film, a frame for each step, drawn as PNG is and put together by Pillow."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO

from archcalc.base.errors import ArchcalcError
from archcalc.rendering.drawings.film import HELD, Film
from archcalc.rendering.drawings.outputs import png
from archcalc.rendering.drawings.palette import Theme
from archcalc.rendering.drawings.sheets import resized

SUFFIXES = (".gif",)
_COLOURS, _WIDE = 64, 1280.0
"""So many colours have the flat ones of a film and the edges of its letters; so many pixels wide it is."""


def write_film(film: Film, theme: Theme) -> bytes:
    """The film, again and again; the last step longer. Raises ArchcalcError where a library is missing."""
    try:
        image = import_module("PIL.Image")
    except ImportError:
        raise ArchcalcError.of("missing-library", "GIF needs Pillow, which is not installed",
                               hint="pip install 'archcalc[images,pictures]'") from None
    frames = [image.open(BytesIO(png.drawn(resized(film.picture(step), _WIDE / film.width), theme, 1))).convert("RGB")
              for step in range(film.steps)]
    colours = frames[-1].quantize(_COLOURS)
    first, *others = (frame.quantize(palette=colours, dither=image.Dither.NONE) for frame in frames)
    written, step = BytesIO(), round(1000 * film.seconds)
    first.save(written, "GIF", save_all=True, append_images=others, loop=0, disposal=1,
               duration=[*[step] * len(others), HELD * step])
    return written.getvalue()
