"""Mistakes that are mended by one word, as their own hints say: kernel for kernal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from archcalc.base.errors import Mistake, Place, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.live.draft import NetworkDraft, read
from archcalc.live.text_changes import TextChange, changed

_MEANT = re.compile(r"\bdid you mean '([^']+)'\?")
_QUOTED = re.compile(r"(?<!\w)'([^']+)'")


class QuickFix(NamedTuple):
    """A change that mends a mistake, and its title."""

    title: str
    change: TextChange


def fix(draft: NetworkDraft, mistake: Mistake, beside: Path | None = None) -> QuickFix | None:
    r"""The change that a mistake's own hint names, if that mends it; None where there is none.

    The text is read again with it: the mistake must be gone, and the text one that can be read.

    >>> from archcalc.live.draft import read
    >>> draft = read("input: [3, 8, 8]\nlayers:\n- conv: {filters: 4, kernal: 3}", "net")
    >>> fix(draft, draft.mistakes[0]).change.text
    'kernel'
    """
    meant = _MEANT.search(mistake.hint)
    if meant is None or mistake.place is None or not draft.own(mistake):
        return None
    for place in _places(draft, mistake, mistake.place):
        change = TextChange(place, meant[1])
        after = read(changed(draft.source.text, [change]), draft.source.name, beside)
        left = {(each.code, each.message, each.place.line) for each in (*after.mistakes, *after.warnings) if each.place}
        if after.document is not None and (mistake.code, mistake.message, place.line) not in left:
            return QuickFix(f"write {quoted(meant[1], '')}", change)
    return None


def _places(draft: NetworkDraft, mistake: Mistake, place: Place) -> Iterator[Place]:
    """The stretches of the text that a mistake may be about: words that it quotes, where they stand once."""
    line = draft.source.line(place.line)
    start = place.column - 1
    stretch = line[start: start + max(1, place.width)]
    for word in dict.fromkeys(_QUOTED.findall(mistake.message)):
        found = [*re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", stretch)]
        if len(found) == 1:
            yield place._replace(column=place.column + found[0].start(), width=len(word))
