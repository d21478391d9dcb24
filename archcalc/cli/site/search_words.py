"""Every section of the site in one script, which a page loads when its reader begins to search."""

from __future__ import annotations

from collections.abc import Iterable
from json import dumps

from archcalc.cli.site.site_frame import SitePage


def script(pages: Iterable[SitePage]) -> str:
    """The sections as data: address, title, kind, text in small letters. Browsers read no data file from a disk."""
    found = [[address, title, page.kind, " ".join(words.split()).lower()]
             for page in pages for address, title, words in page.sections]
    return f"window.SECTIONS = {dumps(found, ensure_ascii=True, separators=(',', ':'))};\n"
