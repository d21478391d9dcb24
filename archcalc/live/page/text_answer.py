"""The answer to a text: the figures beside its lines, its mistakes with their places, its totals and options."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archcalc.base.errors import MOST_MISTAKES, Mistake, as_yaml
from archcalc.base.units import volume
from archcalc.live.draft import NetworkDraft
from archcalc.live.line_figures import LineFigures, by_line
from archcalc.live.quick_fixes import fix
from archcalc.network.graph import Graph
from archcalc.reports.network_table import analyze

_MOST_FIXES = 3
"""So many mistakes are told with what mends them: each is tried, and takes as long as the text itself."""


def text_answer(draft: NetworkDraft, beside: Path | None = None) -> dict[str, Any]:
    r"""Figures, mistakes and totals as plain values; lines and columns count from 1, columns in letters.

    `beside` is the folder of the files that the text may extend.

    >>> from archcalc.live.draft import read
    >>> text_answer(read("32x32x3 ->\nCONV3-64", "net"))["lines"][2]
    '32x32x64 · 1,792 params · 1,769,472 MACs'
    """
    figures = by_line(draft)
    told, kind = (draft.mistakes, "error") if draft.mistakes else (draft.warnings, "warning")
    return {"lines": {line: each.text for line, each in figures.items()},
            "layers": {line: list(each.layers) for line, each in figures.items()}, "places": _places(draft, figures),
            "mistakes": [_told(draft, mistake, kind) | (_fix(draft, mistake, beside) if number < _MOST_FIXES else {})
                         for number, mistake in enumerate(told[:MOST_MISTAKES])],
            "isRead": draft.spec is not None, "more": max(0, len(told) - MOST_MISTAKES), "options": _options(draft),
            **(_sums(draft.graph) if draft.graph is not None else {})}


def _told(draft: NetworkDraft, mistake: Mistake, kind: str) -> dict[str, Any]:
    """A mistake; one that lies elsewhere has no line, and says where it lies."""
    own = draft.own(mistake) and mistake.place is not None
    where = f"{mistake.place}: " if mistake.place is not None and not own else ""
    expected = f"expected {mistake.expected}" if mistake.expected else ""
    place = {"line": mistake.place.line, "column": mistake.place.column, "width": mistake.place.width} \
        if own and mistake.place is not None else {}
    return {"kind": kind, "code": mistake.code, "message": where + mistake.message,
            "also": [line for line in (mistake.hint, expected, *mistake.also) if line], **place}


def _fix(draft: NetworkDraft, mistake: Mistake, beside: Path | None) -> dict[str, Any]:
    """The change that mends a mistake, where its own hint names one."""
    found = fix(draft, mistake, beside)
    if found is None:
        return {}
    place, text = found.change
    return {"fix": {"title": found.title, "line": place.line, "column": place.column, "width": place.width,
                    "text": text}}


def _places(draft: NetworkDraft, figures: Mapping[int, LineFigures]) -> dict[str, int]:
    """The line of each layer and of each module that is called in the text."""
    found = {name: line for line, each in figures.items() for name in each.layers}
    own = {node.name: node.place.line for node in (draft.graph.nodes if draft.graph is not None else ())
           if node.place is not None and node.place.source.name == draft.source.name}
    return found | own


def _options(draft: NetworkDraft) -> dict[str, str]:
    return {name: as_yaml(value) for name, value in (draft.spec.options if draft.spec is not None else {}).items()}


def _sums(graph: Graph) -> dict[str, Any]:
    """The title, the totals as they are said, and the input as --input takes it, where there is one."""
    totals = analyze(graph).table("layers").totals or {}
    counts = " · ".join(f"{graph.at_least}{totals.get(key) or 0:,} {words}"
                        for key, words in (("params", "params"), ("macs", "MACs")))
    size = "x".join(map(str, graph.given[0].shape[1:])) if len(graph.given) == 1 else ""
    return {"title": graph.title, "totals": f"{volume(graph.nodes[-1].volume)} · {counts}", "input": size,
            "caveats": list(graph.caveats)}
