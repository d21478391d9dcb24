"""The frame of every page of the site: head, ways to go, the search, the text."""

from __future__ import annotations

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.version import version
from archcalc.cli import manual_pages
from archcalc.rendering.drawings.outputs.svg import text

POLICY = ("default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; "
          "img-src 'self' file: data:; base-uri 'none'; form-action 'none'")
"""Nothing but the site's own files, which a browser that opens them from a disk knows as file: alone."""
_PLACES = (("index.html", "Contents"), ("gallery.html", "Gallery"), ("words.html", "Words"))


class SitePage(NamedTuple):
    """A page: its address within the site, its title, its HTML, and what a search looks through.

    `sections` are parts that are found by themselves: an address, a title, its text. `report` is true where the HTML is
    that of a report, which has a style and a script of its own.
    """

    address: str
    title: str
    body: str
    kind: str
    sections: tuple[tuple[str, str, str], ...] = ()
    report: bool = False


def framed(page: SitePage) -> str:
    """The whole of a page, as it stands in its file."""
    root = "../" * page.address.count("/")
    shared = f'<link rel="stylesheet" href="{root}report.css">'
    title = text(page.title)
    return "\n".join([
        "<!DOCTYPE html>", f'<html lang="en" data-root="{root}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title} - archcalc</title>", shared, f'<link rel="stylesheet" href="{root}site.css">',
        f'<script defer src="{root}site.js"></script></head><body class="archcalc-report">',
        '<a class="skip" href="#text">Skip to the text</a>', _header(root, page), '<div class="columns">',
        _manual(root, page), '<main id="text" tabindex="-1">', page.body,
        f'<script src="{root}report.js"></script>' if page.report else "",
        "</main></div>", f"<footer>{text(_footer())}</footer></body></html>", ""])


def _header(root: str, page: SitePage) -> str:
    places = "".join(_link(root, address, words, page) for address, words in _PLACES)
    return (f'<header><nav aria-label="site"><strong>archcalc</strong> {places}</nav><search><form>'
            '<label for="search">Search</label> <input id="search" type="search" autocomplete="off" '
            'placeholder="resnet50, padding, torchinfo"></form></search></header>\n'
            '<section id="results" aria-label="search results" hidden><p role="status"></p><ol></ol></section>')


def _manual(root: str, page: SitePage) -> str:
    """The list of the manual's pages, which a narrow window folds."""
    pages = "".join(f"<li>{_link(root, f'{name}.html', name, page)}</li>" for name in manual_pages.names())
    return ('<nav class="pages" aria-label="manual"><details open><summary>Manual</summary>'
            f"<ul>{pages}</ul></details></nav>")


def _link(root: str, address: str, words: str, page: SitePage) -> str:
    here = ' aria-current="page"' if address == page.address else ""
    return f'<a href="{root}{address}"{here}>{text(words)}</a> '


def _footer() -> str:
    found = version()
    return f"archcalc {found}" if found[:1].isdigit() else "archcalc"
