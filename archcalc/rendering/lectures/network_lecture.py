"""One network as a lecture: whose it is, drawing, table, charts, the largest layer worked out, what was printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from archcalc.base import units
from archcalc.base.lecture import PARTS, BarChart
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import LecturePart, Report, Table
from archcalc.counting.convention import value_bytes
from archcalc.network.graph import Graph
from archcalc.rendering.drawings.charts.chart_data import FIGURES, TITLES
from archcalc.rendering.drawings.overview import overview
from archcalc.rendering.drawings.sheets import PictureSheet
from archcalc.rendering.tables.selection import at_depth
from archcalc.reports import claim_verdicts
from archcalc.reports.explain import derived

SLIDE = PictureSheet("a slide", 888, 432, 12)
"""The room of a slide of 960 x 540 points below its title, and the smallest letters of a deck."""
_ROWS = 20
"""So many bars a chart has at most; the others are one bar."""
_MANY = 10
"""Of more printed figures, those that are simply reproduced are not shown."""
_CLAIM_RANKS = {"layer": 1, "figure": 0, "printed": 0, "computed": 0, "verdict": 0, "off": 3, "source": 2, "erratum": 0}


class LectureSubject(NamedTuple):
    """A network, its whole report, and the report as it is shown: folded, with the columns that were chosen."""

    graph: Graph
    whole: Report
    shown: Report
    convention: Sequence[str] = ()
    depth: str | None = None
    sheet: PictureSheet = SLIDE

    @property
    def dtype(self) -> str:
        """The type of its numbers."""
        return str(self.whole.head["dtype"])


def of_network(subject: LectureSubject, wanted: Collection[str] = ()) -> tuple[LecturePart, ...]:
    """The parts that are wanted, or all; none that would be empty."""
    return tuple(part for name in PARTS if name in _MAKERS and (not wanted or name in wanted)
                 for part in _MAKERS[name](subject))


def _title(subject: LectureSubject) -> Iterator[LecturePart]:
    graph, report = subject.graph, subject.shown
    source = graph.about.description.get("source") or {}
    totals = report.tail["totals"]
    each = f"for {graph.batch} images" if graph.batch > 1 else "an image"
    memory = units.megabytes(totals["activation_bytes"])
    inputs = ", ".join(units.volume(node.volume) for node in graph.nodes if node.is_entrance)
    told = (str(source.get(key, "")) for key in ("authors", "title", "url"))
    params, macs = (f"{graph.at_least}{units.count(totals[key])}" for key in ("params", "macs"))
    lines = (*told, f"{params} parameters, {macs} MACs {each}, {memory} of activations in {subject.dtype}, "
                    f"input {inputs}")
    yield LecturePart("title", report.heading, tuple(filter(None, lines)), notes=report.notes)


def _drawing(subject: LectureSubject) -> Iterator[LecturePart]:
    graph = subject.graph
    made = overview(graph, subject.sheet, subject.depth)
    if made.drawings:
        pages = len(made.drawings)
        notes = ("Every block is a shape of its own; its links follow where it is moved.",
                 *([f"Too large for one slide: drawn in {pages} parts, from the input on."] if pages > 1 else []))
        yield LecturePart("drawing", f"{graph.title}: the layers", drawings=made.drawings, pictures=made.pictures,
                          notes=notes)


def _table(subject: LectureSubject) -> Iterator[LecturePart]:
    report = subject.shown
    for number, table in enumerate(report.shown):
        if table.name != "published":
            notes, caption = ((), "") if number else (report.notes, report.caption)
            yield LecturePart("table", table.title or report.heading, tables=(table,), notes=notes, caption=caption)


def _charts(subject: LectureSubject) -> Iterator[LecturePart]:
    folded = at_depth(subject.whole, subject.depth, "text")
    charts = tuple(filter(None, (_bars(folded.tables[0], figure) for figure in ("memory", "params"))))
    if charts:
        said = tuple(note for note in subject.whole.notes if note.startswith("most "))
        yield LecturePart("charts", f"{subject.graph.title}: where it is", said, charts=charts)


def _bars(table: Table, figure: str) -> BarChart | None:
    """The visible rows that hold something; of very many the largest, and one bar for the others."""
    cells = zip(table.column("name"), table.column(FIGURES[figure]), range(len(table.rows)), strict=True)
    rows = [(name, value) for name, value, i in cells if value and i not in table.hidden]
    if not rows:
        return None
    if len(rows) > _ROWS:
        kept = {*sorted(range(len(rows)), key=lambda i: -rows[i][1])[:_ROWS - 1]}
        others = [value for i, (_, value) in enumerate(rows) if i not in kept]
        rows = [row for i, row in enumerate(rows) if i in kept] + [(f"{len(others)} others", sum(others))]
    names, values = zip(*rows, strict=True)
    return BarChart(TITLES[figure], figure, names, values)


def _why(subject: LectureSubject) -> Iterator[LecturePart]:
    graph, table = subject.graph, subject.whole.tables[0]
    key, noun = next(((key, noun) for key, noun in (("params", "parameters"), ("activations", "memory"))
                      if any(table.column(key))), ("", ""))
    if not key:
        return
    cells = table.column(key)
    row = max(range(len(cells)), key=lambda i: cells[i])
    name = graph.nodes[row].name
    report = derived(graph, name, None, subject.convention, subject.dtype)
    whole = (table.totals or {})[key]
    said = f"the layer with the most {noun}: {units.count(cells[row])} of {units.count(whole)}, " \
           f"{units.percent(cells[row], whole)}"
    steps = report.tables[0]
    yield LecturePart("why", f"Why this number? {steps.title}", (said,), tables=(steps,),
                      notes=(*report.notes, f"archcalc explain {graph.about.name} {name}"))


def _claims(subject: LectureSubject) -> Iterator[LecturePart]:
    graph = subject.graph
    if not graph.about.published or graph.gap or graph.batch > 1:
        return
    found = claim_verdicts.judged(graph, value_bytes(subject.dtype))
    report = claim_verdicts.verdicts(found, brief=len(found) > _MANY)
    table = report.tables[0]
    if len(table.hidden) == len(table.rows):
        layers = table.column("layer")
        order = sorted(range(len(layers)), key=lambda i: layers[i] is not None)
        table = table._replace(hidden=frozenset(order[_MANY:]))
    said = ". ".join([report.notes[0], *_listed(table)])
    yield LecturePart("claims", f"{graph.title}: what was printed, and what is true", (said,),
                      tables=(_narrowed(table),), notes=(*claim_verdicts.verdicts(found, brief=False).notes[1:],
                                                         f"archcalc claims {graph.about.name}"))


def _listed(table: Table) -> Iterator[str]:
    """The count of listed rows, where some are not."""
    if table.hidden:
        listed = len(table.rows) - len(table.hidden)
        yield f"Listed here: {listed}; the other {units.count(len(table.hidden))} are reproduced"


def _narrowed(table: Table) -> Table:
    """The columns of claims that a slide has, with what goes first where it is narrow."""
    chosen = table.selected(_CLAIM_RANKS)
    return chosen._replace(columns=tuple(column._replace(rank=_CLAIM_RANKS[column.key], unit="prose")
                                         if column.unit == "text" and column.key in {"printed", "verdict"}
                                         else column._replace(rank=_CLAIM_RANKS[column.key])
                                         for column in chosen.columns))


_MAKERS: dict[str, Callable[[LectureSubject], Iterable[LecturePart]]] = {
    "title": _title, "drawing": _drawing, "table": _table, "charts": _charts, "why": _why, "claims": _claims}
"""The maker of every part that a single network has."""
