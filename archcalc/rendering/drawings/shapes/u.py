"""Encoders and decoders as a U: down the left, up the right, every skip a level arrow, the bottleneck between.

Source: Ronneberger, Fischer, Brox 2015, U-Net, figure 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram
from archcalc.rendering.drawings.shapes._banded_levels import CellPlace, compact_rows, laid_in_rows, places
from archcalc.rendering.drawings.shapes._gathered_parts import CompactForm
from archcalc.rendering.drawings.shapes._resolutions import levels


def fits(diagram: Diagram) -> bool:
    """True where the resolution falls and then rises, and links lead across at two resolutions or more."""
    made = levels(diagram)
    ends = {made.parts[number].band for number in made.outputs}
    return max((level.phase for level in made.parts), default=0) == 1 and len(made.across()) > 1 and len(ends) == 1


def laid(diagram: Diagram) -> Laid:
    """A row for each resolution, and in it what falls on the left, what rises on the right."""
    return laid_in_rows(diagram, _places(diagram))


def compact(diagram: Diagram) -> Iterator[CompactForm]:
    """The same with several parts in one block."""
    return compact_rows(diagram, _places(diagram), from_below=True)


def _places(diagram: Diagram) -> list[CellPlace]:
    made = levels(diagram)
    return places(made, [level.phase for level in made.parts])
