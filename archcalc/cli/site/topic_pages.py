"""The words that archcalc explains, a page each: from docstrings and declarations, as archcalc explain shows them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from itertools import groupby

from archcalc.api import topics
from archcalc.api.subjects import SUBJECTS, Subject
from archcalc.base.report import Report
from archcalc.cli.site.site_frame import SitePage
from archcalc.rendering.drawings.outputs.svg import text
from archcalc.rendering.formats.html import content
from archcalc.rendering.tables.layout import Page
from archcalc.reports.word_pages import IndexLine

_MANUAL = "manual: archcalc manual "
_QUOTED, _CODE = re.compile(r"`([^`]+)`"), r"<code>\1</code>"


def pages() -> Iterator[SitePage]:
    """The index of all words, and a page for each."""
    entries = {subject: tuple(subject.entries()) for subject in SUBJECTS}
    yield SitePage("words.html", "Words", _index(entries), "words")
    named = {each.name: subject for subject, lines in reversed(entries.items()) for each in lines}
    for name, subject in named.items():
        report = topics.page(name) or subject.page(name)  # the first takes - for standard input
        if report is not None:
            body = _body(report, name, subject)
            line = next(each.line for each in entries[subject] if each.name == name)
            address = f"words/{slug(name)}.html"
            yield SitePage(address, name, body, subject.noun, ((address, name, line),), report=True)


def slug(name: str) -> str:
    """The name of a word's file: letters, digits and hyphens as they are, all else by its number.

    >>> slug("max_pool"), slug("//")
    ('max_pool', '~2f~2f')
    """
    return "".join(each if each.isascii() and (each.isalnum() or each in "-_") else f"~{ord(each):x}" for each in name)


def _index(entries: dict[Subject, tuple[IndexLine, ...]]) -> str:
    parts = ["<h1>Words</h1>", "<p>Everything that <code>archcalc explain NAME</code> has a page on.</p>"]
    for subject, lines in entries.items():
        if lines:
            parts.append(f"<h2>{text(subject.title)}</h2>")
        for family, several in groupby(lines, lambda each: each.family):
            heading = f"<h3>{text(f'{subject.sorted_by} {family}')}</h3>" if family else ""
            parts += [heading, _items(several)]
    return "\n".join(parts)


def _items(lines: Iterable[IndexLine]) -> str:
    items = (f'<dt><a href="words/{slug(each.name)}.html"><code>{text(each.name)}</code></a></dt>'
             f"<dd>{text(each.line)}</dd>" for each in lines)
    return f"<dl class='contents'>{''.join(items)}</dl>"


def _body(report: Report, name: str, subject: Subject) -> str:
    """The notes first, which say what it is, then the tables, then where the manual tells more."""
    told = [note for note in report.notes if not note.startswith(_MANUAL)]
    manuals = [note.removeprefix(_MANUAL) for note in report.notes if note.startswith(_MANUAL)]
    links = ", ".join(f'<a href="../{page}.html">{text(page)}</a>' for page in manuals)
    tables = content(report._replace(notes=(), title=name), Page(cells="value"))
    prompt = f"<code>archcalc explain {text(shlex.quote(name))}</code>"
    return "\n".join([f'<p class="kind">{text(subject.noun)}</p>', f"<h1>{text(name)}</h1>", *_paragraphs(told),
                      *tables, f"<p>In the manual: {links}. At a prompt: {prompt}</p>"])


def _paragraphs(notes: Iterable[str]) -> Iterator[str]:
    """Sentences as paragraphs; lines that are set in, as they stand."""
    for number, (code, lines) in enumerate(groupby(notes, lambda note: note.startswith("    "))):
        if code:
            shown = "\n".join(text(line.removeprefix("    ")) for line in lines)
            yield f'<pre tabindex="0" role="region" aria-label="formula {number}"><code>{shown}</code></pre>'
        else:
            yield from (f"<p>{_QUOTED.sub(_CODE, text(line))}</p>" for line in lines if line)
