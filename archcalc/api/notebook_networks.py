"""Networks as a notebook holds them: their table and their drawing, or the mistakes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import cut
from archcalc.language.spec import Spec
from archcalc.network.graph import Graph
from archcalc.network.nearest_input import build_or_suggest

if TYPE_CHECKING:
    from archcalc.api.notebook import NotebookReport

_HIGH = "max-height:40em;overflow:auto"


class NotebookGraph(Graph):
    """A graph that shows itself in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The table, at most 200 rows of it, and the drawing, if it is not too large to be looked at."""
        return _shown(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The table as text, at IPython's prompt; among other values, its short form."""
        printer.text(str(_report(self)) if len(printer.stack) == 1 else repr(self))

    def __repr__(self) -> str:
        return repr(Graph(*self))


class NotebookNetwork(Spec):
    """A specification that shows its network in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The table and the drawing of the network for one image; where it is none, its mistakes."""
        from archcalc.rendering.drawings.outputs.svg import text

        try:
            return _shown(build_or_suggest(self, 1))
        except ArchcalcError as error:
            return f"<pre>{text(error.text)}</pre>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The same as text, at IPython's prompt; among other values, its short form."""
        if len(printer.stack) > 1:
            printer.text(repr(self))
            return
        try:
            printer.text(str(_report(build_or_suggest(self, 1))))
        except ArchcalcError as error:
            printer.text(error.text)

    def __repr__(self) -> str:
        return cut(f"<Network {self.about.name!r}: {self.about.title}>")


def _report(graph: Graph) -> NotebookReport:
    from archcalc.api.notebook import NotebookReport
    from archcalc.reports.network_table import analyze

    return NotebookReport(*analyze(graph))


def _shown(graph: Graph) -> str:
    """Both in one part of a page, without script or style sheet."""
    from archcalc.rendering.drawings import at_sight
    from archcalc.rendering.drawings.outputs import svg
    from archcalc.rendering.drawings.palette import LIGHT

    table, drawing = _report(graph)._repr_html_(), at_sight(graph)
    if drawing is None:
        return f"{table}<p>The drawing is left out, as it is too large to be looked at: draw(network, depth=1).</p>"
    return f'{table}<div style="{_HIGH}">{svg.embedded(drawing, LIGHT)}</div>'
