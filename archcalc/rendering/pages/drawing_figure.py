"""A picture on a page: it zooms, and a drawing is there at several depths, of which one is shown."""

from __future__ import annotations

from archcalc.base.picture import Picture
from archcalc.rendering.drawings.outputs.html import inline
from archcalc.rendering.drawings.outputs.svg import text

_ZOOM = (("larger", "Larger"), ("smaller", "Smaller"), ("whole", "As wide as the page"))
USUAL = "usual"
"""How the depth is called at which a drawing is shown at first."""


def drawing_figure(picture: Picture, foldings: tuple[tuple[str, Picture], ...]) -> str:
    """The picture with its tools, which a script shows; other depths are made when they are asked for."""
    zoom = "".join(f'<button type="button" data-task="{task}">{words}</button>' for task, words in _ZOOM)
    views = [(USUAL, picture), *foldings] if foldings else []
    buttons = "".join(f'<button type="button" data-view="{i}" aria-pressed="{"false" if i else "true"}">{text(words)}'
                      "</button>" for i, (words, _) in enumerate(views))
    others = "".join(f'<template data-view="{i}">{inline(each)}</template>' for i, (_, each) in enumerate(views) if i)
    told = text(picture.description)
    return (f'<details open><summary>{told}</summary><p class="tools" hidden>{zoom}{buttons}</p>'
            f'<div class="scroll" tabindex="0" role="region" aria-label="{told}">'
            f"<figure>{inline(picture)}</figure></div>{others}</details>")
