"""A text that is open in an editor: what it says now, and what it said when it could be read last."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from archcalc.base.errors import Mistake
from archcalc.live import line_figures, text_names
from archcalc.live.draft import NetworkDraft, read
from archcalc.live.kept_figures import kept
from archcalc.live.line_figures import LineFigures
from archcalc.live.text_lines import TextLines
from archcalc.live.text_names import TextNames
from archcalc.live.variant_totals import OfVariants, of_variants
from archcalc.loading import written_text

_SPECIFICATION = re.compile(r"(?:\ufeff|^)(?:layers|extends|inputs?|modules)[ \t]*:", re.MULTILINE)



class TextState:
    """One state of a text; each of its answers is worked out when it is first asked for."""

    def __init__(self, text: str, name: str, beside: Path | None, encoding: str, readable: TextState | None = None,
                 built: TextState | None = None) -> None:
        """`readable` is the last state that could be read as a specification, `built` the last that was a network."""
        self.text, self.name, self.beside = text, name, beside
        self.lines = TextLines(text, encoding)
        self._readable, self._built = readable, built

    @property
    def is_specification(self) -> bool:
        """True of a text with a key that only a specification has at its beginning, and of notation."""
        return _SPECIFICATION.search(self.text) is not None or written_text.is_notation(self.text)

    @cached_property
    def draft(self) -> NetworkDraft:
        """The text as far as it can be read."""
        return read(self.lines.text, self.name, self.beside)

    @cached_property
    def names(self) -> TextNames:
        """The words of the text and their meanings."""
        return text_names.names(self.draft)

    @property
    def readable(self) -> TextState:
        """The last state that could be read as a specification; this one, if there was none."""
        return self if self.draft.spec is not None else self._readable or self

    @cached_property
    def figures(self) -> dict[int, LineFigures]:
        """The figures beside each line; while the text is no network, those of lines that have not changed."""
        if self.draft.graph is not None:
            return line_figures.by_line(self.draft)
        before = self._built
        return kept(before.figures, before.lines.lines, self.lines.lines) if before is not None else {}

    @cached_property
    def variants(self) -> OfVariants:
        """The totals and mistakes of its variants."""
        return of_variants(self.draft, self.beside)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The mistakes of the text, and those of its other variants where they have been looked for."""
        more = self.__dict__["variants"].mistakes if "variants" in self.__dict__ else ()
        return (*self.draft.mistakes, *more)

    def after(self, text: str) -> TextState:
        """The next state. One that nobody asked for is not read for its sake."""
        known = self.__dict__.get("draft")
        readable = self if known is not None and known.spec is not None else self._readable
        built = self if known is not None and known.graph is not None else self._built
        state = TextState(text, self.name, self.beside, self.lines.encoding, readable, built)
        self._readable = None if readable is self else self._readable
        self._built = None if built is self else self._built
        return state
