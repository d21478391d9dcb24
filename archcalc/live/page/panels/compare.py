"""The network beside another one: a bundled one, or a file of one's own."""

from __future__ import annotations

from pathlib import Path

from archcalc.api.comparing import compare, diff
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.live.page.page_question import PageQuestion
from archcalc.live.page.panels import said
from archcalc.loading import library
from archcalc.network.builder import build
from archcalc.network.graph import Graph
from archcalc.rendering.formats.html import fragment

TITLE, PLACE, FOLLOWS = "Compare", 8, False
_FILES = (".yaml", ".yml")


def shown(question: PageQuestion, graph: Graph) -> str:
    """Both side by side with their ratios, then what differs. Raises ArchcalcError."""
    if not question.other:
        return said("Name a bundled network above, or a .yaml file, to compare with.")
    other = build(library.load(_permitted(question)), question.batch)
    return fragment(compare(graph, other)) + fragment(diff(graph, other))


def _permitted(question: PageQuestion) -> str:
    """The name to load; a page may ask for bundled networks, and for files where it is its owner's.

    Other names run code (torch:), or wait for standard input. Raises ArchcalcError.
    """
    name = question.other.strip()
    path = Path(name.partition("#")[0])
    if path.suffix in _FILES and question.trusted:
        return name if path.is_absolute() else str((question.beside or Path()) / name)
    if library.normalised(name) in library.names():
        return library.normalised(name)
    wanted = "a bundled network, or a .yaml file" if question.trusted else "a bundled network"
    raise ArchcalcError.of("unknown-network", f"there is nothing to compare with called {quoted(name)}",
                           expected=wanted, hint="archcalc list shows the bundled ones")
