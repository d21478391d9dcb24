"""A page of its own with the picture, light or dark as the reader's system is."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.picture import Picture
from archcalc.rendering.drawings.outputs import svg
from archcalc.rendering.drawings.palette import DARK, LIGHT, Theme

SUFFIXES = (".html", ".htm")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


_STYLE = ("body {margin: 0; background: var(--paper)} "
          ".unseen {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)} "
          "svg {max-width: 100%; height: auto; display: block; margin: auto}")


def write(picture: Picture, theme: Theme) -> str:
    """One file without scripts; a theme other than the light one is the same for everybody."""
    return write_pages([picture], theme)


def write_pages(pictures: Sequence[Picture], theme: Theme) -> str:
    """The pictures one under the other."""
    shown = themed() if theme is LIGHT else colours(theme)
    return "\n".join([
        "<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{svg.text(pictures[0].title)}</title>", f"<style>{shown} {_STYLE}</style>", "</head><body><main>",
        f'<h1 class="unseen">{svg.text(pictures[0].title)}</h1>',
        *map(inline, pictures), "</main></body></html>", ""])


def themed() -> str:
    """The colours of either theme, as the reader's system asks for."""
    return f"{colours(LIGHT)} @media screen and (prefers-color-scheme: dark) {{{colours(DARK)}}}"


def colours(theme: Theme) -> str:
    """A theme as custom properties."""
    return f":root {{{' '.join(f'--{role}: {colour};' for role, colour in theme.items())}}}"


def inline(picture: Picture) -> str:
    """The svg element, painted with the page's custom properties."""
    def paint(attribute: str, role: str) -> str:
        return f'{attribute}="var(--{role})"' if role else f'{attribute}="none"'

    return svg.element(picture, paint)
