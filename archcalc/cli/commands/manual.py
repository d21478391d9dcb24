"""archcalc manual: the pages of text inside the package."""

from __future__ import annotations

from typing import Annotated

import typer

from archcalc.cli.output import answer, chosen_format, on_screen, put
from archcalc.rendering.tables.layout import Page

EXAMPLE = "archcalc manual homework"
PAGE = "start"


def page_names(incomplete: str) -> list[str]:
    """The pages that begin so, for the shell's completion."""
    from archcalc.cli.manual_pages import names

    return [name for name in names() if name.startswith(incomplete.lower())]


def command(
    name: Annotated[str | None, typer.Argument(metavar="[PAGE]", autocompletion=page_names,
                                               help="A page; or a command, for the page about it.")] = None,
) -> None:
    """Read the manual: one of its pages, or the list of them all."""
    from archcalc.cli.manual_pages import contents, page

    if name is None:
        answer(contents())
        return
    text, screen = page(name), on_screen(Page())
    if chosen_format(None) == "terminal":
        from archcalc.cli.page_layout import laid_out

        text = laid_out(text, screen.width or 80, colour=screen.colour)
    put(text)
