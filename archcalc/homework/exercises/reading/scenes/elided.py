"""Layers that go without their names: two 3x3, a 7x7 kernel, a depthwise one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from archcalc.base.errors import quoted
from archcalc.homework.exercises.known_blocks.block_operators import operator_of
from archcalc.homework.exercises.reading.scenes.facts import facts
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.homework.exercises.vocabulary import NamedLayer

NAMES = frozenset({"layer", "notation", "code"})
BESIDE = frozenset({"size", "count", "number", "modifier", "kernel", "numbers"})
"""What stands before a layer's name and is of it."""
WEAK = frozenset({"and", "with", "to", "into", "replacing"})
"""What parts two alternatives where nothing stronger does."""
_WIDEST = 15
"""The widest window: sides beyond are those of a volume."""


def is_head(terms: Sequence[SaidTerm], i: int) -> bool:
    """True of a layer's name, and of a window that stands for one: two 3x3."""
    term = terms[i]
    if term.sense in NAMES:
        return not (i and terms[i - 1].sense == "ordinal")
    widths = term.sense == "passage" and i and terms[i - 1].sense == "network"
    return bool(widths) or is_bare_window(terms, i) or is_pronoun(terms, i) or _is_alone(terms, i)


def _is_alone(terms: Sequence[SaidTerm], i: int) -> bool:
    """True of a modifier without a layer's name beside it: by a depthwise separable, no convolution séparable."""
    after = next((each.sense for each in terms[i + 1:] if each.sense != "modifier"), "")
    behind = i > 0 and terms[i - 1].sense == "layer"
    return terms[i].sense == "modifier" and not behind and after not in _HEADED | {"count"}


def is_bare_window(terms: Sequence[SaidTerm], i: int) -> bool:
    """True of two sides that name no volume, and a layer without a name is known by: two 3x3, a 7x7 kernel."""
    term = terms[i]
    if term.sense != "size" or len(term.data) != 2 or max(term.data) > _WIDEST:
        return False
    first = i
    while first and terms[first - 1].sense in {"number", "count"}:
        first -= 1
    before = terms[first - 1].sense if first else ""
    own = before in {"layer", "notation", "kernel", "filters", "size word", "on", "input", "attribute"}
    if first < i and terms[i - 1].sense == "number":
        own = True
    after = next((each.sense for each in terms[i + 1:] if each.sense != "modifier"), "")
    return not own and after not in {"layer", "notation", "input", "images", "channels"}


def with_names(text: str, terms: Sequence[SaidTerm], start: int, end: int) -> Iterator[SaidTerm]:
    """The terms of an alternative, with a name for each layer that goes without: two 3x3, a 7x7 kernel."""
    kind = next((term for term in terms if term.sense == "layer" and _has_window(term)), None)
    for i in range(start, end):
        if terms[i].sense == "replacing":
            continue
        if is_pronoun(terms, i):
            yield terms[i]._replace(sense="pronoun")
        elif _is_alone(terms, i):
            yield from (terms[i], terms[i]._replace(sense="pronoun"))
        elif terms[i].sense in _STANDING and i > start and is_bare_window(terms, i - 1):
            _check_one(text, terms, i)
            yield _name(kind, terms[i])
        else:
            yield terms[i]
            named = i + 1 < end and (terms[i + 1].sense in _STANDING or is_pronoun(terms, i + 1))
            if is_bare_window(terms, i) and not named:
                yield _name(kind, terms[i])


def _check_one(text: str, terms: Sequence[SaidTerm], i: int) -> None:
    """Raise ArchcalcError for two 3x3 kernels, which may be two layers, or two filters of one."""
    counted = terms[i - 2] if i > 1 and terms[i - 2].sense == "count" else None
    if counted is None or counted.data == 1 or terms[i].sense == "layer noun":
        return
    if not text[counted.end:terms[i - 1].start].strip():
        refuse(text, counted.word, f"{quoted(counted.text)}: so many layers, or so many filters of one?",
               "two 3x3 layers, two stacked 3x3 kernels")


_STANDING = frozenset({"layer noun", "kernel", "filters"})
"""What names no kind of layer and stands for one: two 3x3 kernels, a 7x7 layer."""


def is_pronoun(terms: Sequence[SaidTerm], i: int) -> bool:
    """True of one, where it stands for what is named elsewhere: a depthwise one, than a standard one."""
    if i >= len(terms) or terms[i].sense != "count" or terms[i].data != 1:
        return False
    after = terms[i + 1].sense if i + 1 < len(terms) else ""
    before = terms[i - 1].sense if i else ""
    return after not in _HEADED and before in {"size", "modifier", "or", *WEAK}


_HEADED = frozenset({"layer", "notation", "code", "size", "modifier", "kernel", "filters", "units", "layer noun"})


def _has_window(term: SaidTerm) -> bool:
    return "kernel" in operator_of(term.data.kind if isinstance(term.data, NamedLayer) else term.data).fields


def _name(kind: SaidTerm | None, where: SaidTerm) -> SaidTerm:
    """The name of a layer that goes without, where its window stands."""
    return SaidTerm("layer", kind.data if kind else "conv", where.text, where.start, where.end)


def with_window(own: list[SaidTerm], several: list[list[SaidTerm]], shared: Sequence[SaidTerm]) -> list[SaidTerm]:
    """The terms of a depthwise convolution, or a separable one, with the window of what it stands in the place of."""
    sized = any(term.sense in {"size", "kernel", "code"} for term in (*own, *shared))
    other = next((each for each in several if each is not own), own)
    windows = [term for term in other if term.sense == "size" and len(term.data) == 2]
    if sized or len(windows) != 1 or not any(term.sense == "modifier" for term in own):
        return own
    return [*windows, *own]


def instead(own: list[SaidTerm], several: list[list[SaidTerm]]) -> list[SaidTerm]:
    """The terms that a pronoun stands for: a 3x3 one is what the other is, with another window."""
    if not any(term.sense == "pronoun" for term in own):
        return own
    other = next((each for each in several if each is not own), own)
    said = {fact.role for fact in facts(own, 0, len(own))} | {"kernel"} & {_ROLES.get(term.sense) for term in own}
    told = [fact for fact in facts(other, 0, len(other)) if fact.role in {*said, "times"}]
    cut = {fact.at for fact in told} | {fact.noun for fact in told if other[fact.noun].sense not in NAMES}
    plain = [term for i, term in enumerate(other) if i not in cut and term.sense not in {"modifier", "pronoun"}]
    head = next((i for i, term in enumerate(plain) if term.sense in NAMES), len(plain))
    first = list(itertools.takewhile(lambda term: term.sense != "pronoun", own))
    last = [term for term in own[len(first):] if term.sense != "pronoun"]
    return [*plain[:head], *first, *plain[head:], *last]


_ROLES = {"size": "kernel"}
