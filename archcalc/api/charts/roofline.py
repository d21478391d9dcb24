"""The roofline: how many operations a second each layer can reach at most, by its operations for each byte moved.

Source: Williams, Waterman and Patterson 2009 (Roofline). The figures are those of `archcalc plan --roofline`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archcalc.api.charts import ChartSettings
from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.network.graph import Graph
from archcalc.network.number_type import number_type
from archcalc.rendering.drawings.charts.curve_data import (
    ChartDot,
    ChartLine,
    CurvePanel,
    Curves,
    logarithmic_scale,
)
from archcalc.rendering.drawings.palette import role
from archcalc.training.gpus import DEVICES, Device, device
from archcalc.training.memory import Choices
from archcalc.training.precision import PRECISIONS
from archcalc.training.roofline import Bound, Roofline, roofline

OPTIONS = ("gpu", "dtype", "batch")
_NAMED = 5
"""So many layers are named: those that take longest at least."""
_ABOVE = 3
"""So many times as high as the highest roof the chart reaches at least."""


def curves(graphs: Sequence[Graph], settings: ChartSettings) -> Curves:
    """A panel for each network: each layer a dot on the roof, as large as its part of the time.

    Raises ArchcalcError.
    """
    card = _card(settings.gpu)
    found = []
    for graph in graphs:
        choices = Choices(dtype=number_type(graph, settings.dtype, PRECISIONS).name, mode="eval")
        made = roofline(graph, card, choices)
        if not any(bound.operations for bound in made.layers):
            raise ArchcalcError.of("figure", f"{graph.about.name} multiplies nothing: a roofline has no layer of it",
                                   hint="archcalc plot resnet50 --chart roofline --gpu a100")
        found.append((graph, made, choices.dtype))
    ridges = [card.rate(bound.number) / card.bandwidth for _, made, _ in found for bound in made.layers]
    intensities = [bound.intensity for _, made, _ in found for bound in made.layers if bound.operations]
    x = logarithmic_scale("operations for each byte moved (FLOP/byte)", [*intensities, *ridges, 10 * max(ridges)])
    y = logarithmic_scale("operations a second, at most (FLOP/s)", [
        *(_rate(bound) for _, made, _ in found for bound in made.layers if bound.operations),
        *(_ABOVE * card.rate(bound.number) for _, made, _ in found for bound in made.layers)])
    y = y._replace(ticks=tuple((value, units.short(round(value), 1)) for value, _ in y.ticks))
    start = max(x.low, y.low / card.bandwidth)
    panels = tuple(_panel(graph, made, dtype, [_roof(card, number, start, x.high) for number in _numbers(made)])
                   for graph, made, dtype in found)
    return Curves(f"Roofline of {card.name}: memory at {units.short(card.bandwidth, 3)}B/s", x, y, panels, _NOTE)


_NOTE = ("2 FLOPs a MAC. A bound and no measurement: no layer is faster than the roof, and each stands on it. "
         "A dot's area is its layer's part of the time that a forward pass takes at least; the largest are named.")


def _card(name: str | None) -> Device:
    """The device, whose bandwidth has to be known. Raises ArchcalcError."""
    if name is None:
        raise ArchcalcError.of("usage", "a roofline is that of a device, and none is named", hint="--gpu a100",
                               expected=f"one of: {', '.join(sorted(DEVICES))}")
    card = device(name)
    if not card.bandwidth:
        raise ArchcalcError.of("usage", f"of {name} only the memory is known, and a roofline wants its speed",
                               hint="--gpu a100", expected=f"one of: {', '.join(sorted(DEVICES))}")
    return card


def _rate(bound: Bound) -> float:
    return bound.operations / bound.seconds


def _numbers(made: Roofline) -> Iterable[str]:
    """The types of the products, each once."""
    return dict.fromkeys(bound.number for bound in made.layers if bound.operations)


def _panel(graph: Graph, made: Roofline, dtype: str, roofs: Sequence[ChartLine]) -> CurvePanel:
    drawn = [bound for bound in made.layers if bound.operations]
    places: dict[tuple[float, float], list[Bound]] = {}
    for bound in drawn:
        places.setdefault((bound.intensity, _rate(bound)), []).append(bound)
    longest = sorted(places.values(), key=lambda some: -sum(bound.seconds for bound in some))
    dots = [_dot(graph, some, made.seconds, is_named=number < _NAMED) for number, some in enumerate(longest)]
    images = graph.nodes[0].shape[0]
    title = f"{graph.title}: {dtype}, {images} image{'s' if images > 1 else ''}"
    return CurvePanel(title, tuple(dots), tuple(roofs), _note(made, drawn))


def _dot(graph: Graph, bounds: Sequence[Bound], seconds: float, *, is_named: bool) -> ChartDot:
    """The layers at one place: the first is named, the others are counted."""
    first = bounds[0]
    node, part = graph.nodes[first.layer], sum(bound.seconds for bound in bounds) / seconds
    name = node.name if len(bounds) == 1 else f"{node.name} and {len(bounds) - 1} more"
    told = (f"{name}: {first.intensity:.3g} FLOP/byte, {units.short(round(_rate(first)), 3)}FLOP/s, "
            f"{100 * part:.1f} % of the time")
    return ChartDot(first.intensity, _rate(first), name, role(node.op), told, part, is_named)


def _roof(card: Device, number: str, start: float, end: float) -> ChartLine:
    """The roof of a type of numbers: as steep as memory is fast, then flat from the ridge on."""
    rate = card.rate(number)
    ridge = rate / card.bandwidth
    name = f"{number}: {units.short(rate, 3)}FLOP/s, ridge at {ridge:.3g} FLOP/byte"
    return ChartLine(((start, start * card.bandwidth), (ridge, rate), (end, rate)), name)


def _note(made: Roofline, drawn: Sequence[Bound]) -> str:
    """How many layers are bound by what, and what is not drawn."""
    memory = sum(bound.by == "memory" for bound in drawn)
    told = f"bound by memory: {memory} layer{'s' * (memory != 1)}, by arithmetic: {len(drawn) - memory}"
    others = [bound for bound in made.layers if not bound.operations]
    part = sum(bound.seconds for bound in others) / made.seconds
    rest = f"; not drawn, as nothing is multiplied: {len(others)}, {100 * part:.0f} % of the time" if others else ""
    return f"{told}{rest}"
