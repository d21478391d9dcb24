"""The gallery: every bundled network with its drawing, its table and its paper, made by all processors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from typing import Any

from archcalc.base.gc_pause import paused
from archcalc.base.processes import can_share, in_processes, processors
from archcalc.base.units import cell
from archcalc.cli.site.site_frame import SitePage
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.rendering.drawings import draw
from archcalc.rendering.drawings.outputs.svg import text
from archcalc.rendering.formats.html import content
from archcalc.rendering.tables.layout import Page
from archcalc.rendering.tables.presentation import Presentation
from archcalc.reports import collection
from archcalc.reports.network_table import analyze

_PART = 8
"""So many networks are handed to a process at once."""
_HEADS = ("network", "title", "year", "input", "params", "MACs")


def pages() -> Iterator[SitePage]:
    """The list of all networks, and a page for each."""
    entries = _entries()
    yield SitePage("gallery.html", "Gallery", _index(entries), "gallery")
    for entry, body in zip(entries, _bodies([entry["name"] for entry in entries]), strict=True):
        address = f"networks/{entry['name']}.html"
        words = " ".join(str(entry[key] or "") for key in ("name", "family", "task", "year"))
        yield SitePage(address, entry["title"], body, "network", ((address, entry["title"], words),), report=True)


def _entries() -> list[dict[str, Any]]:
    """What is known of every network, as archcalc list has it."""
    return list(collection.listing(collection.Filter(), None).tables[0].records())


def _index(entries: list[dict[str, Any]]) -> str:
    """Tables by what networks are for."""
    heads = "".join(f'<th scope="col"{" class=number" * (i > 2)}>{each}</th>' for i, each in enumerate(_HEADS))
    parts = ["<h1>Gallery</h1>", f"<p>{len(entries)} networks. <code>archcalc NAME</code> shows one at a prompt.</p>"]
    for task, several in groupby(entries, lambda entry: entry["task"]):
        name = text(str(task or "others"))
        parts += [f"<h2>{name}</h2>", f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">',
                  f"<table><thead><tr>{heads}</tr></thead><tbody>", *map(_row, several), "</tbody></table></div>"]
    return "\n".join(parts)


def _row(entry: dict[str, Any]) -> str:
    name = text(str(entry["name"]))
    cells = [f"<td>{text(str(entry[key] or ''))}</td>" for key in ("title", "year")]
    cells += [f'<td class="number">{text(cell(entry[key], unit))}</td>'
              for key, unit in (("input", "volume"), ("params", "count"), ("macs", "count"))]
    return f'<tr><th scope="row"><a href="networks/{name}.html">{name}</a></th>{"".join(cells)}</tr>'


def _bodies(names: Sequence[str]) -> list[str]:
    """The pages of networks in their order. Raises ArchcalcError."""
    jobs = processors()
    if jobs == 1 or not can_share():
        return [_body(name) for name in names]
    parts = [range(start, min(start + _PART, len(names))) for start in range(0, len(names), _PART)]
    with closing(in_processes(jobs, _several, json.dumps(list(names)).encode("utf-8"), parts, shared=True)) as found:
        made = dict(found)
    return [body for start in sorted(made) for body in made[start]]


def _several(names: bytes, start: int, stop: int) -> list[str]:
    return [_body(name) for name in json.loads(names)[start:stop]]


@paused()
def _body(name: str) -> str:
    """A network's page: its table as a screen shows it, its drawing, its paper."""
    graph = build(library.load(name))
    report = Presentation(cells="value").shown(analyze(graph))._replace(pictures=(draw(graph),))
    about = collection.about(graph)
    whole = report._replace(tables=(*report.tables, about.tables[0]._replace(title="About")))
    return "\n".join([f"<h1>{text(report.heading)}</h1>", f"<p><code>archcalc {text(name)}</code></p>",
                      *content(whole, Page(cells="value"))])
