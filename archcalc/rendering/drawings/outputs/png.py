"""PNG, drawn from the SVG by resvg, at twice its size."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.base.picture import Picture
from archcalc.rendering.drawings.outputs import svg
from archcalc.rendering.drawings.palette import Theme

SUFFIXES = (".png",)
_ZOOM, _MOST = 2, 16_000


def write(picture: Picture, theme: Theme) -> bytes:
    """The picture in pixels; raises ArchcalcError where the library for it is not installed."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise ArchcalcError.of("missing-library", "PNG needs a library that is not installed",
                               hint="pip install 'archcalc[pictures]'") from None
    if max(picture.width, picture.height) > _MOST:
        raise ArchcalcError.of("too-large", f"{picture.width:.0f} x {picture.height:.0f} is too large for PNG",
                               hint="write SVG or PDF, fold with --depth 1, or draw a module with --part")
    zoom = _ZOOM if max(picture.width, picture.height) * _ZOOM <= _MOST else 1
    return bytes(svg_to_bytes(svg_string=svg.write(picture, theme), zoom=zoom))
