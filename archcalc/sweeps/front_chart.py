"""The fronts of a sweep as a chart: a panel for each network, its own front, and the front of all behind it."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.rendering.drawings.charts.curve_data import (
    ChartDot,
    ChartLine,
    ChartScale,
    CurvePanel,
    Curves,
    linear_scale,
    logarithmic_scale,
)
from archcalc.sweeps.network_totals import FIGURES
from archcalc.sweeps.pareto import GrowingFront, Pair
from archcalc.sweeps.report import Swept
from archcalc.sweeps.shown_columns import RowOrder

_MOST = 12
"""So many panels can be looked at."""
_MOST_DOTS = 400
"""A front of more points is a line alone."""


def curves(swept: Swept) -> Curves:
    """The chart. Raises ArchcalcError where there is no point, or there are too many networks."""
    fronts = swept.kept.fronts
    if not fronts:
        raise ArchcalcError.of("usage", "no point is left to be drawn", hint="a wider --where or --under")
    if len(fronts) > _MOST:
        told = f"{len(fronts)} networks are more than the {_MOST} panels that one can read"
        raise ArchcalcError.of("too-large", told, hint="name fewer")
    one, other = swept.choice.pareto
    together = swept.kept.front()
    pairs = [_seen(pair, one, other) for front in fronts.values() for pair in front.order]
    x, y = (_scale(order, [pair[place] for pair in pairs]) for place, order in enumerate((one, other)))
    panels = tuple(_panel(swept, name, front, together) for name, front in fronts.items())
    return Curves(f"{one.words} and {other.words}", x, y, panels, "Dots are the points that no other of their own "
                  "network betters in both figures; large ones no point of any network.", has_key=False)


def _panel(swept: Swept, name: str, front: GrowingFront, together: GrowingFront) -> CurvePanel:
    one, other = swept.choice.pareto
    dots = [_dot(swept, front, pair, together) for pair in front.order] if len(front.order) <= _MOST_DOTS else []
    lines = [ChartLine(tuple(_seen(pair, one, other) for pair in front.order))] if len(front.order) > 1 else []
    if len(swept.kept.fronts) > 1 and len(together.order) > 1:
        lines.append(ChartLine(tuple(_seen(pair, one, other) for pair in together.order), dashed=True))
    shared = sum(pair in together.points for pair in front.order)
    note = f"{front.count:,} points on its front" + (
        f", {shared:,} places on the front of all (dashed)" if len(swept.kept.fronts) > 1 else "")
    return CurvePanel(name, tuple(dots), tuple(lines), note)


def _dot(swept: Swept, front: GrowingFront, pair: Pair, together: GrowingFront) -> ChartDot:
    one, other = swept.choice.pareto
    x, y = _seen(pair, one, other)
    row = next(iter(front.points[pair].rows.values()))
    settings = ", ".join(f"{axis.name} {_written(cell)}" for axis, cell in
                         zip(swept.sweep.axes, row[1:], strict=False) if len(axis.values) > 1)
    told = f"{row[0]} {settings}: {units.count(int(x))} {FIGURES[one.key].title}, " \
           f"{units.count(int(y))} {FIGURES[other.key].title}"
    return ChartDot(x, y, settings or str(row[0]), "module", told, 0.05 if pair in together.points else 0.0)


def _written(cell: object) -> str:
    return "x".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)


def _seen(pair: Pair, one: RowOrder, other: RowOrder) -> Pair:
    """The two figures, of which the most may have been wanted."""
    return one.sign * pair[0], other.sign * pair[1]


def _scale(order: RowOrder, values: Sequence[float]) -> ChartScale:
    return (logarithmic_scale if min(values) > 0 else linear_scale)(FIGURES[order.key].title, values)
