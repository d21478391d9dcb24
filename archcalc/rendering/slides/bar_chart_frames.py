"""Bar charts of PowerPoint: with a sheet of the exact numbers behind them, so that they can be edited there."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from archcalc.base import units
from archcalc.base.lecture import BarChart
from archcalc.rendering.drawings.palette import LIGHT
from archcalc.rendering.slides.slide_writer import FONT, LEAST, SlideRoom, colour, lengths, text

if TYPE_CHECKING:
    from pptx.slide import Slide

_TITLE, _GAP, _LARGEST = 14.0, 16.0, 14.0
_FORMATS = ((10**9, '[>=1000000000]#,##0.00,,,"G";[>=1000000]#,##0.0,,"M";#,##0'),
            (0, '[>=1000000]#,##0.0,,"M";[>=1000]#,##0.0,"k";#,##0'))
"""How numbers are shown beside bars, by the largest of them; a comma at the end leaves out three digits."""
_ROW = 1.32
"""The height of a row, in sizes of its letters."""


def most_rows(room: SlideRoom) -> int:
    """The rows that a chart has room for in the smallest letters."""
    return int((room.height - 2 * _TITLE) / (LEAST * _ROW)) - 1


def put_charts(slide: Slide, charts: Sequence[BarChart], room: SlideRoom, *, plain: bool) -> None:
    """Charts side by side; in a template's design in its colours and font."""
    wide = (room.width - _GAP * (len(charts) - 1)) / len(charts)
    for number, chart in enumerate(charts):
        spot = SlideRoom(room.left + number * (wide + _GAP), room.top, wide, room.height)
        _put_chart(slide, chart, spot, plain=plain)


def _put_chart(slide: Slide, bars: BarChart, room: SlideRoom, *, plain: bool) -> None:
    from pptx.util import Pt

    chart = _added(slide, bars, room)
    size = max(LEAST, min(_LARGEST, (room.height - 2 * _TITLE) / (len(bars.names) + 1) / _ROW))
    chart.font.size = Pt(int(size * 2) / 2)
    if plain:
        chart.font.name = FONT
    chart.has_legend = False
    chart.has_title = True
    whole = f": {units.short(sum(bars.values), 4)}" if bars.whole else ""
    chart.chart_title.text_frame.text = f"{bars.title}{whole}"
    _title(chart.chart_title.text_frame.paragraphs[0], plain=plain)
    most = max((*bars.values, 1))
    _set_axes(chart, most)
    _label(chart.plots[0], most)
    if plain:
        _paint(chart.plots[0].series[0], bars.figure)


def _added(slide: Slide, bars: BarChart, room: SlideRoom) -> Any:
    """The chart as PowerPoint makes it, no higher than its rows need."""
    chart_data: Any = import_module("pptx.chart.data")
    from pptx.enum.chart import XL_CHART_TYPE

    data = chart_data.CategoryChartData(number_format="#,##0")
    data.categories = [text(name) or " " for name in bars.names]
    data.add_series(bars.title, bars.values)
    needed = len(bars.names) * LEAST * _ROW * 1.6 + 3 * _TITLE
    place = lengths(room.left, room.top, room.width, min(room.height, max(180.0, needed)))
    shapes: Any = slide.shapes
    return shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data).chart


def _set_axes(chart: Any, most: int) -> None:
    """The first row above all others, no lines behind the bars, room for the numbers beside them."""
    rows, values = chart.category_axis, chart.value_axis
    rows.reverse_order, rows.has_major_gridlines = True, False
    rows.format.line.fill.background()
    values.visible, values.has_major_gridlines = False, False
    values.minimum_scale, values.maximum_scale = 0, most * 1.2


def _label(plot: Any, most: int) -> None:
    """The number beside every bar."""
    from pptx.enum.chart import XL_LABEL_POSITION

    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.number_format = next(form for least, form in _FORMATS if most >= least)
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _title(paragraph: Any, *, plain: bool) -> None:
    from pptx.util import Pt

    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(_TITLE), True
        if plain:
            run.font.name = FONT


def _paint(series: Any, figure: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(LIGHT[figure][1:].upper())
