"""archcalc manual: the pages of text inside the package."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc.base.errors import quoted
from archcalc.cli import options
from archcalc.cli.output import answer, chosen_format, complain, on_screen, show
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
    site: Annotated[Path | None, typer.Option(
        "--site", metavar="DIR", parser=options.folder,
        help="Write all pages, networks and words as a web site into a folder.")] = None,
) -> None:
    """Read the manual: one of its pages, or the list of them all."""
    from archcalc.cli.manual_pages import contents, page

    if site is not None:
        from archcalc.cli.site import write_site

        options.refuse_beside("a site, which has every page", {f"the page {quoted(name)}": name})
        count = write_site(site)
        first = quoted(site / "index.html", "", most=200)
        complain(f"wrote {count} pages in {quoted(site, '', most=200)}; open {first} in a browser")
        return
    if name is None:
        answer(contents())
        return
    text, screen = page(name), on_screen(Page())
    if chosen_format(None) == "terminal":
        from archcalc.cli.page_layout import laid_out

        text = laid_out(text, screen.width or 80, colour=screen.colour)
    show(text)
