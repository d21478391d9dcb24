"""The manual as a site: one folder of pages that link to each other and load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archcalc.cli.site import gallery_pages, manual_texts, search_words, site_folder, site_frame, topic_pages
from archcalc.cli.site.site_frame import SitePage
from archcalc.rendering.formats.html import page_style
from archcalc.rendering.pages.live_script import page_script

_HERE = Path(__file__).parent


def write_site(folder: Path) -> int:
    """Write the site into a folder, whole or not at all, and give the number of its pages. Raises ArchcalcError."""
    site_folder.refuse_others(folder)
    pages = list(_pages())
    files = {page.address: site_frame.framed(page) for page in pages}
    site_folder.put(folder, {**files, **_shared(pages)})
    return len(pages)


def _pages() -> Iterator[SitePage]:
    yield from manual_texts.pages()
    yield from topic_pages.pages()
    yield from gallery_pages.pages()


def _shared(pages: list[SitePage]) -> dict[str, str]:
    """The files that every page has in common, by name."""
    return {"site.css": (_HERE / "site.css").read_text("utf-8"), "report.css": page_style(),
            "site.js": (_HERE / "site.js").read_text("utf-8"), "report.js": page_script(None, "hwc"),
            "search.js": search_words.script(pages)}
