"""A worksheet with bar charts of the layers, which follow the cells that they show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

MOST_CHARTED = 400
"""So many bars under each other can still be scrolled through."""
_CHARTS = (("activations", "memory (values held)", "#D98C1F"), ("weights", "weights", "#8250C8"),
           ("macs", "MACs", "#2A8F86"))
"""The columns that are charted, the titles and the colours."""
_ROW, _LEAST, _WIDE, _GAP = 18, 300, 620, 20


def put_charts(book: Workbook, sheet: str, positions: Mapping[str, int], lines: tuple[int, int]) -> None:
    """A sheet `charts`, with a chart for each of these columns that there is; `lines` are the first and the last."""
    shown = [chart for chart in _CHARTS if chart[0] in positions]
    if "name" not in positions or not shown:
        return
    first, last = lines
    charts = book.add_worksheet("charts")
    charts.hide_gridlines(2)
    charts.set_landscape()
    charts.fit_to_pages(1, 0)
    for number, (key, title, colour) in enumerate(shown):
        chart = book.add_chart({"type": "bar"})
        assert chart is not None
        places = {name: [sheet, first, positions[column], last, positions[column]]
                  for name, column in (("categories", "name"), ("values", key))}
        chart.add_series({"name": title, **places, "fill": {"color": colour}, "gap": 40})
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "interval_unit": 1})
        chart.set_x_axis({"num_format": '[>=1000000]#,##0.0,,"M";#,##0', "major_gridlines": {"visible": True,
                          "line": {"color": "#DDE3EA"}}})
        chart.set_size({"width": _WIDE, "height": max(_LEAST, _ROW * (last - first + 1) + 90)})
        charts.insert_chart(0, 0, chart, {"x_offset": number * (_WIDE + _GAP)})
