"""Two towers, one above the other: an input each, layers of their own, and only their outputs compared.

Source: Bromley et al. 1993, Signature Verification using a Siamese Time Delay Neural Network, figure 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame, Part, blocks_of
from archcalc.rendering.drawings.layout.nested_frames import FrameLayer
from archcalc.rendering.drawings.shapes._folded_rows import in_rows
from archcalc.rendering.drawings.shapes._two_sides import seen, sides

_LEAST = 3


def fits(diagram: Diagram) -> bool:
    """True where both sides have layers of their own, and what joins them is no module and shorter than either."""
    made = sides(diagram)
    if made is None or any(map(seen, made.both)):
        return False
    lengths = [sum(len(blocks_of(part)) for part in parts) for parts in (made.first, made.second, made.both)]
    return min(lengths[:2]) >= max(_LEAST, lengths[2])


def laid(diagram: Diagram) -> Laid:
    """Each tower from left to right, the first one above."""
    made = sides(diagram)
    assert made is not None
    frames = (DiagramFrame("", made.first), DiagramFrame("", made.second), *made.both)
    return FrameLayer(diagram._replace(root=DiagramFrame("", frames)), across=True).laid(DiagramFrame("", frames), ())


def wrapped(diagram: Diagram, width: float) -> Laid | None:
    """The same in rows no wider than that, if there are such: where a tower itself is wider, without its frame."""
    return in_rows(diagram, width) or in_rows(_without_frames(diagram), width)


def _without_frames(diagram: Diagram) -> Diagram:
    """The diagram with the parts of each frame in its place, named after it; a row may break between them."""
    opened = (_parts(part) if isinstance(part, DiagramFrame) and part.times == 1 else (part,)
              for part in diagram.root.parts)
    return diagram._replace(root=DiagramFrame("", tuple(chain.from_iterable(opened))))


def _parts(frame: DiagramFrame) -> Iterator[Part]:
    return (part._replace(name=f"{frame.name}/{part.name}") for part in frame.parts)
