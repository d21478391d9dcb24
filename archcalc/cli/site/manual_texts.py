"""The pages of the manual, and the page of contents."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.cli import manual_pages
from archcalc.cli.site import markdown_html
from archcalc.cli.site.site_frame import SitePage
from archcalc.rendering.drawings.outputs.svg import text
from archcalc.reports import collection_index

_GREETING = """<h1>archcalc: the manual</h1>
<p>A pencil-and-paper calculator for neural network architectures. Begin with <a href="start.html">start</a>.</p>"""


def pages() -> Iterator[SitePage]:
    """The contents, and every page of the manual."""
    yield SitePage("index.html", "The manual", _contents(), "manual")
    for name in manual_pages.names():
        made = markdown_html.made(manual_pages.page(name), name)
        yield SitePage(f"{name}.html", made.title, made.html, "manual", made.sections)


def _contents() -> str:
    """Every page with what it is about, the gallery, and the words."""
    rows = manual_pages.contents().tables[0].rows
    items = "".join(f'<dt><a href="{name}.html">{text(name)}</a></dt><dd>{text(about)}</dd>' for name, about in rows)
    networks = len(collection_index.entries())
    return "\n".join([
        _GREETING, f"<dl class='contents'>{items}</dl>",
        f'<h2>Gallery</h2><p><a href="gallery.html">{networks} networks</a>, each with its drawing and its table.</p>',
        '<h2>Words</h2><p><a href="words.html">Operators, conventions, mistakes and the words of the language</a>, '
        "a page each.</p>"])
