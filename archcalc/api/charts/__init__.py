"""Charts of layers, a panel for each network, one chart to a file: archcalc plot --chart NAME.

        OPTIONS   the settings that it follows besides the networks
        curves    the chart

A file that is there is found; no list names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import Registry
from archcalc.network.graph import Graph, whole
from archcalc.rendering.drawings.charts.curve_data import Curves

_MOST = 12
"""So many panels can be looked at."""


class ChartSettings(NamedTuple):
    """Settings that a chart may follow: a device, the type of numbers, images at once; None where nothing is said."""

    gpu: str | None = None
    dtype: str | None = None
    batch: int | None = None


class LayerChart(Protocol):
    """A chart of the layers of networks."""

    OPTIONS: tuple[str, ...]

    def curves(self, graphs: Sequence[Graph], settings: ChartSettings) -> Curves:
        """The chart. Raises ArchcalcError."""


NAMES = Registry[LayerChart](__name__, __file__, "chart")


def chart(name: str, graphs: Sequence[Graph], settings: ChartSettings) -> Curves:
    """A chart by name. Raises ArchcalcError, also for settings that it does not follow."""
    made = NAMES.load(name)
    for option, value in settings._asdict().items():
        if value is not None and option not in made.OPTIONS:
            raise ArchcalcError.of("usage", f"--{option} says nothing to --chart {name}", hint="leave it out")
    if not graphs:
        raise ArchcalcError.of("usage", f"--chart {name} wants a network, or several",
                               hint=f"archcalc plot resnet50 --chart {name}")
    if len(graphs) > _MOST:
        told = f"{len(graphs)} networks are more than the {_MOST} panels that one can read"
        raise ArchcalcError.of("too-large", told, hint="name fewer")
    return made.curves([whole(graph, "drawn in a chart") for graph in graphs], settings)
