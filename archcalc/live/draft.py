"""A text that somebody is writing -> what it says now: the network, or the mistakes in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archcalc.base.errors import ArchcalcError, Mistake, Source
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.spec import Spec
from archcalc.language.text.document import Document
from archcalc.loading import library, written_text
from archcalc.network.builder import build
from archcalc.network.graph import Graph


class Asked(NamedTuple):
    """Demands on a text beside what it says: a variant, other options, another input, so many images."""

    variant: str = ""
    options: Mapping[str, str] = {}
    input_size: str | None = None
    batch: int = 1


_NOTHING = Asked()


class NetworkDraft(NamedTuple):
    """A text as far as it could be read; the rest is None, and `mistakes` say why; with a graph there are none."""

    source: Source
    document: Document | None = None
    spec: Spec | None = None
    graph: Graph | None = None
    mistakes: tuple[Mistake, ...] = ()

    @property
    def warnings(self) -> tuple[Mistake, ...]:
        """Things that are understood, and yet to be looked at."""
        return self.graph.warnings if self.graph is not None else self.spec.warnings if self.spec is not None else ()

    def own(self, mistake: Mistake) -> bool:
        """True where a mistake lies in the text itself, and not in a file that it extends, or in no file."""
        return mistake.place is not None and mistake.place.source.name == self.source.name


def read(text: str, name: str, beside: Path | None = None, asked: Asked = _NOTHING) -> NetworkDraft:
    """Read a text as far as it can be read; `beside` is the folder of the files that it may extend.

    >>> draft = read("32x32x3 -> CONV3-64 -> POLL2", "net")
    >>> draft.graph is None, [mistake.code for mistake in draft.mistakes]
    (True, ['unknown-operator'])
    """
    draft = NetworkDraft(Source(name, text))
    try:
        document = written_text.document(text, name)
        draft = draft._replace(document=document, source=document.source)
        spec = library.adapted(library.of_document(document, asked.variant, beside), asked.options, asked.input_size)
        draft = draft._replace(spec=spec)
        return draft._replace(graph=build(spec, asked.batch))
    except ArchcalcError as error:
        return draft._replace(mistakes=error.mistakes)
