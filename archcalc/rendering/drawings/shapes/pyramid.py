"""Pyramids: a row for each resolution, and the outputs of all resolutions at the side.

Source: Lin et al. 2017, Feature Pyramid Networks, figure 3; Liu et al. 2016, SSD, figure 2.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram
from archcalc.rendering.drawings.shapes._banded_levels import CellPlace, compact_rows, laid_in_rows, places
from archcalc.rendering.drawings.shapes._gathered_parts import CompactForm
from archcalc.rendering.drawings.shapes._resolutions import levels


def fits(diagram: Diagram) -> bool:
    """True where outputs have three resolutions or more."""
    made = levels(diagram)
    return len({made.parts[number].band for number in made.outputs} - {None}) > 2


def laid(diagram: Diagram) -> Laid:
    """A column for each turn of the way from resolution to resolution, then one for what ends in its own."""
    return laid_in_rows(diagram, _places(diagram))


def compact(diagram: Diagram) -> Iterator[CompactForm]:
    """The same with several parts in one block."""
    return compact_rows(diagram, _places(diagram))


def _places(diagram: Diagram) -> list[CellPlace]:
    made = levels(diagram)
    last = max(level.phase for level in made.parts) + 1
    return places(made, [last if level.aside and level.band is not None else level.phase for level in made.parts])
