"""A page of its own with the picture, light or dark as the reader's system is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archcalc.base.picture import Picture
from archcalc.rendering.drawings import film_style
from archcalc.rendering.drawings.film import Film
from archcalc.rendering.drawings.outputs import svg
from archcalc.rendering.drawings.palette import DARK, LIGHT, Theme

SUFFIXES = (".html", ".htm")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


_STYLE = ("body {margin: 0; background: var(--paper)} "
          ".unseen {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)} "
          "svg {max-width: 100%; height: auto; display: block; margin: auto}")
_BUTTONS = ("body {color: var(--ink); font: 16px Helvetica, Arial, sans-serif} input {margin: 16px 3px 0 12px} "
            "svg {width: min(100vw, 160vh)} g {transition: transform 0.3s} "
            "@media (prefers-reduced-motion: reduce) {g {transition: none}} "
            "@media print {input, label {display: none}}")


def write(picture: Picture, theme: Theme) -> str:
    """One file without scripts; a theme other than the light one is the same for everybody."""
    return write_pages([picture], theme)


def write_pages(pictures: Sequence[Picture], theme: Theme) -> str:
    """The pictures one under the other."""
    return _page(pictures[0].title, theme, _STYLE, map(inline, pictures))


def write_film(film: Film, theme: Theme) -> str:
    """The film with a button for each step, so that the arrow keys go from step to step."""
    steps = (_button(step, f"{step + 1}", "") for step in range(film.steps))
    drawn = svg.film_element(film, _paint, film_style.playing(film, f"{film_style.button(None)}:checked ~ svg "))
    return _page(film.title, theme, f"{_STYLE} {_BUTTONS} {film_style.stepping(film)}", [
        '<div role="radiogroup" aria-label="steps">', _button(None, "play", " checked autofocus"), *steps, drawn,
        "</div>"])


def _button(step: int | None, label: str, also: str) -> str:
    """A button of the one group, with its label."""
    own, kind = film_style.button(step).removeprefix("#"), "" if step is None else f' class="{film_style.STILL}-step"'
    return f'<input type="radio" name="step" id="{own}"{kind}{also}><label for="{own}">{label}</label>'


def _page(title: str, theme: Theme, style: str, parts: Iterable[str]) -> str:
    shown = themed() if theme is LIGHT else colours(theme)
    return "\n".join([
        "<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{svg.text(title)}</title>", f"<style>{shown} {style}</style>", "</head><body><main>",
        f'<h1 class="unseen">{svg.text(title)}</h1>',
        *parts, "</main></body></html>", ""])


def themed(holder: str = ":root") -> str:
    """The colours of either theme, as the reader's system asks for, for what is inside `holder`."""
    return f"{colours(LIGHT, holder)} @media screen and (prefers-color-scheme: dark) {{{colours(DARK, holder)}}}"


def colours(theme: Theme, holder: str = ":root") -> str:
    """A theme as custom properties."""
    return f"{holder} {{{' '.join(f'--{role}: {colour};' for role, colour in theme.items())}}}"


def inline(picture: Picture) -> str:
    """The svg element, painted with the page's custom properties."""
    return svg.element(picture, _paint)


def _paint(attribute: str, role: str) -> str:
    return f'{attribute}="var(--{role})"' if role else f'{attribute}="none"'
