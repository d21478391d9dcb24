"""Alternatives that stand in one sentence, parted: by or, than, replaced by, compared with."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from archcalc.homework.exercises.reading.scenes.elided import BESIDE, WEAK, is_head
from archcalc.homework.exercises.reading.scenes.told_scene import ENDS
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.homework.exercises.vocabulary import OF_ALL

SETS_AGAINST = frozenset({"fewer", "more", "compare", "proportion"})
_GOES_IN = frozenset({"on", "features", "input", "passage"})
"""Where an alternative says what goes into it, the last one does so, too."""
ASKS = frozenset({"ask", "many", "figure"})
_SUPERLATIVES = {"most": "more", "least": "fewer"}


def with_superlatives(found: Sequence[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms with the most, where no number follows that would be a bound; without the question that and adds."""
    compares = any(term.sense in SETS_AGAINST or term.sense in _SUPERLATIVES for term in found)
    for i, term in enumerate(found):
        numbers = {each.sense for each in found[i + 1:i + 4]} & {"number", "size", "count"}
        figures = {each.sense for each in (*found[max(0, i - 1):i], *found[i + 1:i + 2])} & {"figure", "output"}
        if term.sense in _SUPERLATIVES and figures and not numbers and any(each.sense == "ask" for each in found):
            yield term._replace(sense=_SUPERLATIVES[term.sense], data=OF_ALL)
        elif not (compares and i and term.sense == "many" and i + 1 < len(found) and found[i + 1].sense in ENDS):
            yield term


_ENDING = frozenset({"comma", "then", "is", "on", *ENDS})
"""What the last alternative ends before: what follows is of all of them."""


def parted(text: str, terms: Sequence[SaidTerm]) -> list[tuple[int, int]]:
    """The beginning and the end of each alternative, by what parts them in the first sentence that holds several."""
    for start, end in _stretches(terms):
        heads = [i for i in range(start, end) if is_head(terms, i)]
        heads = heads or [i for i in range(start, end) if terms[i].sense == "size" and len(terms[i].data) > 2]
        heads = _compared_layers(terms, heads)
        if len(heads) < 2:
            continue
        splits = _splits(text, terms, heads, start, end) or _asked_between(text, terms, heads)
        if splits:
            first = _beginning(terms, heads[0], start)
            own = {"on"} if {term.sense for term in terms[first:max(splits)]} & _GOES_IN else set()
            last = next((i for i in range(heads[-1] + 1, end) if _ends(terms, i) and terms[i].sense not in own), end)
            starts = [first, *(split + (terms[split].sense in {"or", "comma", *WEAK}) for split in splits)]
            ends = [_trimmed(terms, *each) for each in zip(starts, [*splits, last], strict=True)]
            return list(zip(starts, ends, strict=True))
    return []


def _compared_layers(terms: Sequence[SaidTerm], heads: list[int]) -> list[int]:
    """The layers without what is said of all of them: of a conv layer, before them; for 3x3 kernels, behind them."""
    while len(heads) > 2 and _is_kind_only(terms, heads[0], heads[1]):
        heads = heads[1:]
    while len(heads) > 2 and terms[heads[-1]].sense == "size" and terms[heads[-1] - 1].sense == "comma" \
            and heads[-1] + 1 < len(terms) and terms[heads[-1] + 1].sense in {"kernel", "filters"}:
        heads = heads[:-1]
    return heads


def _is_kind_only(terms: Sequence[SaidTerm], head: int, after: int) -> bool:
    """True of a name by which figures are asked for, of what is told then: the weights of a conv layer, if a 3x3 ..."""
    parted = any(terms[i].sense in {"or", "and", "then", "arrow", "with", "number", "size"}
                 for i in range(head + 1, _beginning(terms, after, head + 1)))
    alone = head == 0 or terms[head - 1].sense not in BESIDE
    return alone and not parted and terms[head].sense == "layer" and terms[head].data == terms[after].data


def _trimmed(terms: Sequence[SaidTerm], start: int, end: int) -> int:
    """The end without what asks, or compares: larger than."""
    while end - 1 > start and terms[end - 1].sense in SETS_AGAINST | ASKS | {"is", "with"}:
        end -= 1
    return end


def _stretches(terms: Sequence[SaidTerm]) -> Iterator[tuple[int, int]]:
    """The beginning and the end of each sentence."""
    start = 0
    for i, term in enumerate(terms):
        if term.sense in ENDS:
            yield start, i
            start = i + 1
    yield start, len(terms)


_JOINS = frozenset({"与", "和", "跟", "同"})
"""And, or with, as Chinese sets two things against each other before it asks."""


def _with_listed(text: str, terms: Sequence[SaidTerm], heads: list[int], strong: list[int]) -> list[int]:
    """The places where alternatives are parted, by commas too where a list of them ends in or: A, B or C."""
    begins = {_beginning(terms, head, heads[0]) for head in heads}
    commas = [begin - 1 for begin in begins if heads[0] < begin < strong[0] and terms[begin - 1].sense == "comma"]
    if not commas:
        return strong
    counted = {term.data for term in terms if term.sense == "count"} | {
        len(commas) + 2 for term in terms if term.sense in SETS_AGAINST and term.data == OF_ALL}
    if len(commas) + len(strong) + 1 not in counted or len(strong) > 1:
        word = terms[commas[0]].word
        refuse(text, word, "a comma between two layers: two alternatives, or one after the other?", "write or, or then")
    return sorted([*commas, *strong])


def _splits(text: str, terms: Sequence[SaidTerm], heads: list[int], start: int, end: int) -> list[int]:
    """The terms that part alternatives: or, than, replaced by; or else what a word that compares lets part them."""
    inside = range(heads[0] + 1, heads[-1])
    strong = [i for i in inside if terms[i].sense == "or"]
    if strong:
        return _with_listed(text, terms, heads, strong)
    cues = {term.sense for term in terms[start:heads[0]]} & {"compare", "proportion", "replacing"}
    cues |= {term.sense for term in terms[start:end]} & {"replacing"}
    joined = [i for i in inside if terms[i].text in _JOINS]
    if len(joined) == 1 and len(heads) == 2:
        return joined
    if not cues:
        return []
    weak = [i for i in inside if terms[i].sense in WEAK
            and {term.sense for term in terms[i + 1:_beginning(terms, _next(heads, i), i + 1)]} <= {"from"}]
    if len(weak) == 1:
        return weak
    followed = [head for before, head in itertools.pairwise(heads) if not _follows(terms, before, head)]
    return [_beginning(terms, followed[0], heads[0] + 1)] if len(followed) == 1 and "replacing" in cues else []


_DOES = frozenset({"do", "does", "did", "would", "will", "hat", "haben", "a", "ont", "tiene", "tienen"})
"""What stands between two layers, where the figure of one is asked as a part of the other's."""


def _asked_between(text: str, terms: Sequence[SaidTerm], heads: list[int]) -> list[int]:
    """The start of the second of two layers: what fraction of the weights of a 7x7 does a stack of three 3x3 use."""
    if not any(term.sense == "proportion" for term in terms[:heads[0]]):
        return []
    found = [head for before, head in itertools.pairwise(heads)
             if _DOES & {*text[terms[before].end:terms[head].start].lower().split()}]
    return [_beginning(terms, found[0], heads[0] + 1)] if len(found) == 1 else []


def _follows(terms: Sequence[SaidTerm], before: int, head: int) -> bool:
    """True of a layer that follows another in the same alternative."""
    joint = terms[_beginning(terms, head, before + 1) - 1].sense
    return joint == "comma" or any(terms[i].sense in {"then", "arrow"} for i in range(before, head))


def _next(heads: list[int], i: int) -> int:
    return next(head for head in heads if head > i)


def _beginning(terms: Sequence[SaidTerm], head: int, least: int) -> int:
    """The place where the words of a layer begin: two 3x3 convolutions."""
    if terms[head].sense == "passage" and head > least and terms[head - 1].sense == "network":
        return head - 1
    while head > least and terms[head - 1].sense in BESIDE:
        head -= 1
        if terms[head].sense == "count":
            break
    return head


def _ends(terms: Sequence[SaidTerm], i: int) -> bool:
    """True where something begins that is of all alternatives."""
    return terms[i].sense in _ENDING or terms[i].sense in SETS_AGAINST | ASKS
