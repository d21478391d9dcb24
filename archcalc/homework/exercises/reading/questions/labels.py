"""Names of alternatives: option 1, layer B, AlexNet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.homework.exercises.reading.scenes.elided import is_head
from archcalc.homework.exercises.reading.scenes.told_scene import ENDS
from archcalc.homework.exercises.reading.wording.terms import SaidTerm


def label_of(terms: Sequence[SaidTerm], i: int, *, labelled: bool) -> int:
    """The place where the label of an alternative begins, or it itself where it has none."""
    while labelled and i and terms[i - 1].sense in _TELLS | _SUBJECT | {"option"}:
        i -= 1
    return i


def labelled(text: str, terms: Sequence[SaidTerm]) -> list[tuple[str, int, int]]:
    """Option 1: ...; AlexNet uses ...: the label of each, and where its own terms begin and end."""
    first: dict[str, tuple[int, int]] = {}
    for i, term in enumerate(terms):
        if term.sense == "option":
            first.setdefault(term.text.strip(" :=").lower(), (i, i + 1))
    labels = [(terms[i].text.strip(" :="), i, after) for i, after in sorted(first.values())]
    labels = labels if len(labels) > 1 else [*_subjects(text, terms)]
    if len(labels) < 2:
        return []
    starts = [start for _, start, _ in labels]
    last = next((i for i in range(starts[-1], len(terms)) if terms[i].sense in ENDS), len(terms))
    last = next((i for i in range(starts[-1], last) if terms[i].sense == "then"), last) if not first else last
    return [(label, after, end) for (label, _, after), end in zip(labels, [*starts[1:], last], strict=True)]


_TELLS = frozenset({"uses", "is"})
_SUBJECT = frozenset({"residual", "network", "layer noun", "modifier"})
"""What the name of an alternative may hold."""


def _subjects(text: str, terms: Sequence[SaidTerm]) -> Iterator[tuple[str, int, int]]:
    """Names that begin a clause, of what is said to be, or to use, some layers: plain block = two 3x3 convolutions."""
    for i, term in enumerate(terms):
        if term.sense not in _TELLS or (term.sense == "is" and term.text not in {"=", "is", "ist", "est", "es"}):
            continue
        start = i
        while start and terms[start - 1].sense in _SUBJECT:
            start -= 1
        opened = not start or terms[start - 1].sense in {"comma", "then", "is", "and", *ENDS}
        label = text[terms[start - 1].end if start else 0:term.start].strip(" \n:;,.")
        after = next((j for j in range(i + 1, len(terms)) if terms[j].sense in {*ENDS, "uses"}), len(terms))
        if opened and len(label) > 2 and any(is_head(terms, j) or terms[j].sense == "filters" for j in range(i, after)):
            yield label, start, i + 1
