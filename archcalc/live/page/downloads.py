"""Files that a page hands out: table, drawing, charts and model of a network, in every format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from archcalc.api.network import analyze
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.base.units import mebibytes
from archcalc.exporting import targets
from archcalc.live.page.page_question import PageQuestion
from archcalc.network.graph import Graph
from archcalc.rendering import drawings, formats
from archcalc.rendering.drawings import drawn, illustrated, outputs
from archcalc.rendering.drawings.charts import chart_data
from archcalc.rendering.tables.presentation import Presentation
from archcalc.rendering.tables.selection import at_depth

_MOST_WEIGHTS, _BYTES = 64 << 20, 4
"""A model with more bytes of weights is written by the command line alone; each weight takes four."""


class DownloadFile(NamedTuple):
    """A file by its name and bytes."""

    name: str
    content: bytes


def offered() -> dict[str, list[str]]:
    """The formats of each kind of file, as a page offers them.

    >>> offered()["model"]
    ['keras', 'onnx', 'torch']
    """
    shown = {name: outputs.NAMES.load(name) for name in outputs.NAMES if outputs.NAMES.load(name).SUFFIXES}
    flat = [name for name, form in shown.items() if isinstance(form, (outputs.HoldsPictures, outputs.HoldsGraphs))]
    boxes = [name for name, form in shown.items() if isinstance(form, (outputs.HoldsPictures, outputs.HoldsScenes))]
    charts = [name for name, form in shown.items() if isinstance(form, outputs.HoldsPictures)]
    return {"table": [*formats.NAMES], "drawing": flat, "volumes": boxes, "charts": charts,
            "model": [*targets.NAMES]}


def made(question: PageQuestion) -> DownloadFile:
    """The file that a question asks for: `form` is its kind and its format, `drawing svg`. Raises ArchcalcError."""
    draft = question.draft()
    if draft.graph is None:
        raise ArchcalcError(draft.mistakes)
    kind, _, form = question.form.partition(" ")
    known = offered()
    if form not in known.get(kind, ()):
        raise unknown("format", question.form, [f"{kind} {form}" for kind, names in known.items() for form in names])
    content, suffixes = _WRITERS[kind](draft.graph, form, question)
    ending = suffixes[0] if suffixes else ".py"
    return DownloadFile(f"{Path(question.name).stem or 'net'}{ending}",
                        content.encode("utf-8") if isinstance(content, str) else content)


_Written = tuple[str | bytes, tuple[str, ...]]
"""A file's content, and the endings that suit it, the first of which it gets."""


def _table(graph: Graph, form: str, question: PageQuestion) -> _Written:
    report = analyze(graph, batch=question.batch, formulas=form == "html")
    if formats.shows_pictures(form):
        report = report._replace(pictures=illustrated(graph, report).pictures)
    return formats.render(report, form, Presentation().page()), (formats.ending(form),)


def _drawing(graph: Graph, form: str, question: PageQuestion) -> _Written:
    return drawn(graph, form), outputs.NAMES.load(form).SUFFIXES


def _charts(graph: Graph, form: str, question: PageQuestion) -> _Written:
    shown = chart_data.bars(at_depth(analyze(graph, batch=question.batch), None, "text"))
    return drawings.written(drawings.chart(shown), form), outputs.NAMES.load(form).SUFFIXES


def _volumes(graph: Graph, form: str, question: PageQuestion) -> _Written:
    return drawn(graph, form, "volumes"), outputs.NAMES.load(form).SUFFIXES


def _model(graph: Graph, form: str, question: PageQuestion) -> _Written:
    """The model; with weights, random ones as archcalc export draws them. Raises ArchcalcError for one too large."""
    target = targets.NAMES.load(form)
    size = _BYTES * (analyze(graph).totals["params"] or 0)
    if not target.IS_TEXT and size > _MOST_WEIGHTS:
        told = f"a page hands out models of at most {mebibytes(_MOST_WEIGHTS)} of weights, not of {mebibytes(size)}"
        raise ArchcalcError.of("too-large", told, hint=f"archcalc export FILE -o net{target.SUFFIXES[0]}")
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"net{target.SUFFIXES[0] if target.SUFFIXES else '.py'}"
        targets.written(file, form, graph, targets.ExportChoices())
        return file.read_bytes(), target.SUFFIXES


_WRITERS: Mapping[str, Callable[[Graph, str, PageQuestion], _Written]] = {
    "table": _table, "drawing": _drawing, "volumes": _volumes, "charts": _charts, "model": _model}
