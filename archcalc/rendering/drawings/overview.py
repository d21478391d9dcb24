"""A network for a lecture: as deep as fits a slide, folded modules without pages of their own, blocks that move."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.lecture import MovableDrawing
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Picture
from archcalc.network.graph import Graph
from archcalc.rendering.drawings import rewrites, sheets
from archcalc.rendering.drawings.diagram import at_depths
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame, with_blocks
from archcalc.rendering.drawings.movable import movable
from archcalc.rendering.drawings.page_stretches import fitting
from archcalc.rendering.drawings.paging import Draft, Paging
from archcalc.rendering.drawings.sheets import LETTER, PictureSheet
from archcalc.rendering.drawings.simple_links import with_simple_links

_MOST = 20_000
"""A larger network is not drawn."""
_SHALLOW, _HEAD = 2, 42.0
"""So many diagrams, the most folded ones, are tried in few words; a picture's own title and note, in pixels."""


class Overview(NamedTuple):
    """The same drawings twice: as blocks that can be moved, and as pictures."""

    drawings: tuple[MovableDrawing, ...] = ()
    pictures: tuple[Picture, ...] = ()


class _Overview(Paging):
    """Pages of a network alone, none of its modules."""

    def marked(self, diagram: Diagram) -> Diagram:
        return rewrites.rewritten(diagram._replace(least=LETTER))

    def folded(self, diagram: Diagram) -> tuple[int, ...]:
        return ()

    def overview(self, tries: Sequence[Diagram]) -> list[Draft]:
        """One page: with all words, or else with names and volumes alone; only where none holds it, several."""
        drafts = list(self.drafts(tries))
        if len(drafts) > 1:
            for made in map(_in_few_words, map(self.marked, tries[-_SHALLOW:])):
                if (found := fitting(self.all_layouts(made), self.sheet)) is not None:
                    return [Draft(made.path, "", found.laid, (), diagram=made)]
        return drafts


def overview(graph: Graph, sheet: PictureSheet, depth: str | None = None) -> Overview:
    """A network on one slide, or on several where even its folded modules do not fit one; none of a very large one."""
    if len(graph.nodes) > _MOST:
        return Overview()
    taller = sheet._replace(height=sheet.height + _HEAD * sheet.least / LETTER)
    paging = _Overview(graph, taller, depth)
    drafts = [draft for draft in paging.overview(list(at_depths(graph, depth, None)))
              if sheets.fits(draft.laid, taller)]
    return Overview(tuple(_movable(draft, sheet) for draft in drafts), tuple(_pictures(graph, drafts, taller)))


def _in_few_words(diagram: Diagram) -> Diagram:
    """The diagram with no more in a block than its name and its volume."""
    root = with_blocks(diagram.root, lambda block: block._replace(before=(), kind="", after=()))
    assert isinstance(root, DiagramFrame)
    return diagram._replace(root=root)


def _movable(draft: Draft, sheet: PictureSheet) -> MovableDrawing:
    assert draft.diagram is not None
    return with_simple_links(movable(draft.diagram, draft.laid, sheet))


def _pictures(graph: Graph, drafts: Sequence[Draft], sheet: PictureSheet) -> list[Picture]:
    parts = [f"part {draft.stretch}" if draft.stretch else "" for draft in drafts]
    return [sheets.put(draft.laid, graph.title, part, sheet, f"The layers of {graph.title}")
            for draft, part in zip(drafts, parts, strict=True)]
