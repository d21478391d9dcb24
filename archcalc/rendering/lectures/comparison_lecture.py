"""Several networks as one lecture: side by side first, as a table and as bars, then each by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archcalc.base.lecture import BarChart
from archcalc.base.report import LecturePart, Report
from archcalc.network.graph import Graph
from archcalc.rendering.drawings.charts.chart_data import TITLES, networks
from archcalc.rendering.drawings.sheets import PictureSheet
from archcalc.rendering.lectures.network_lecture import LectureSubject, of_network
from archcalc.rendering.tables.selection import at_depth
from archcalc.reports.network_table import analyze

_MOST = 4
"""Of more networks, each has its drawing alone, unless parts are picked."""
_OWN = ("drawing", "table", "charts", "why")
"""The parts that each network of several has."""
_CHARTED, _MOST_BARS = ("params", "macs", "memory"), 20


def of_networks(graphs: Sequence[Graph], report: Report, wanted: Collection[str], convention: Sequence[str],
                sheet: PictureSheet) -> tuple[LecturePart, ...]:
    """The parts that are wanted, or all; none that would be empty."""
    names = ", ".join(graph.title for graph in graphs)
    few = f"Each of these {len(graphs)} has its drawing; --only drawing,table,charts,why adds the others of each."
    notes = (*report.notes, *([few] if len(graphs) > _MOST and not wanted else []))
    parts = [LecturePart("title", report.heading, (names,), notes=notes), *_side_by_side(report)]
    own = [part for part in _OWN if part in wanted] if wanted else _OWN if len(graphs) <= _MOST else _OWN[:1]
    kept = [part for part in parts if not wanted or part.name in wanted]
    for graph in graphs if own else ():
        kept += of_network(_subject(graph, convention, sheet), own)
    return (*kept, *(part for part in _printed(report) if not wanted or part.name in wanted))


def _subject(graph: Graph, convention: Sequence[str], sheet: PictureSheet) -> LectureSubject:
    whole = analyze(graph, convention=convention)
    return LectureSubject(graph, whole, at_depth(whole, None, "pptx"), convention, sheet=sheet)


def _side_by_side(report: Report) -> list[LecturePart]:
    """The totals of all networks, and a chart of each figure; of very many networks, the first."""
    table = report.tables[0]
    parts = [LecturePart("networks", report.heading, tables=(table,), notes=report.notes, caption=report.caption)]
    bars = networks(report, ",".join(_CHARTED))
    charts = tuple(BarChart(TITLES[panel.figure], panel.figure, bars.names[:_MOST_BARS], panel.values[:_MOST_BARS],
                            whole=False) for panel in bars.panels if any(panel.values))
    said = () if len(bars.names) <= _MOST_BARS else (f"the first {_MOST_BARS} of {len(bars.names)} networks",)
    return [*parts, LecturePart("networks", report.heading, said, charts=charts)]


def _printed(report: Report) -> list[LecturePart]:
    """What papers printed of one network against another."""
    return [LecturePart("claims", table.title, tables=(table,), notes=report.notes)
            for table in report.shown if table.name == "published"]
