"""Alternatives that an exercise sets against each other: this layer or that, option A and option B, one in place of another.

Each is read as an exercise of its own: as the text is with the other alternatives left out of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.reading import changes
from archcalc.homework.exercises.reading.scene import ENDS, Scene
from archcalc.homework.exercises.reading.terms import Term
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.operators import find

SETS_AGAINST = frozenset({"fewer", "more", "compare", "proportion"})
_NAMES = frozenset({"layer", "notation", "code"})
_WIDEST = 15
"""The widest window: sides beyond are those of a volume."""
_ASKS = frozenset({"ask", "many", "figure"})
_BESIDE = frozenset({"size", "count", "number", "modifier", "kernel", "numbers"})
"""What stands before a layer's name and is of it."""
_ENDING = frozenset({"comma", "then", "is", "on", *ENDS})
"""What the last alternative ends before: what follows is of all of them."""
_WEAK = frozenset({"and", "with", "to", "into", "replacing"})
"""What parts two alternatives where nothing stronger does."""


_COUNTED = frozenset({"channels", "filters", "features", "units", "attribute", "input", "images", "batch"})


class Choice(NamedTuple):
    """One of the alternatives: its name as the exercise has it, its own terms, and those that all of them share."""

    name: str
    own: tuple[Term, ...]
    before: tuple[Term, ...]
    behind: tuple[Term, ...]

    @property
    def terms(self) -> list[Term]:
        """The exercise with the other alternatives left out."""
        return [*self.before, *self.own, *self.behind]


def choices(text: str, terms: Sequence[Term]) -> tuple[Choice, ...]:
    """The alternatives of an exercise that sets some against each other; none where it does not."""
    if not any(term.sense in SETS_AGAINST for term in terms):
        return ()
    setting = changes.replaced(terms)
    if setting is not None:
        return tuple(_settings(terms, setting))
    named = _labelled(text, terms)
    spans = [(start, end) for _, start, end in named] or _parted(text, terms)
    if len(spans) < 2:
        return ()
    labels = [label for label, _, _ in named] or [""] * len(spans)
    before = tuple(_shared(terms[:_label_of(terms, spans[0][0], labelled=bool(named))]))
    behind = tuple(_shared(terms[spans[-1][1]:]))
    own = [list(with_names(terms, start, end)) for start, end in spans]
    return tuple(
        Choice(label or _written(text, terms, start, end), tuple(_instead(each, own)), before, behind)
        for label, (start, end), each in zip(labels, spans, own, strict=True)
    )


def _settings(terms: Sequence[Term], setting: changes.Replaced) -> Iterator[Choice]:
    """One exercise with each of two values."""
    before = tuple(_shared([term for i, term in enumerate(terms[:setting.start]) if i != setting.noun]))
    behind = tuple(_shared(terms[setting.end:]))
    for own in setting.values:
        yield Choice(" ".join(term.text for term in own if term.sense != "is"), own, before, behind)


def _instead(own: list[Term], several: list[list[Term]]) -> list[Term]:
    """The terms that a pronoun stands for: a 3x3 one is what the other is, with another window."""
    if not any(term.sense == "pronoun" for term in own):
        return own
    other = next((each for each in several if each is not own), own)
    kept = {term.sense for term in own} & {"size"}
    plain = [term for term in other if term.sense not in {"modifier", "count", "pronoun"} | kept]
    head = next((i for i, term in enumerate(plain) if term.sense in _NAMES), len(plain))
    first = [term for term in own if term.sense in _BESIDE]
    return [*plain[:head], *first, *plain[head:], *(term for term in own if term.sense not in _BESIDE | {"pronoun"})]


def with_names(terms: Sequence[Term], start: int, end: int) -> Iterator[Term]:
    """The terms of an alternative, with a name for each layer that goes without: two 3x3, a 7x7 kernel."""
    kind = next((term for term in terms if term.sense == "layer" and _has_window(term)), None)
    for i in range(start, end):
        if is_pronoun(terms, i):
            yield terms[i]._replace(sense="pronoun")
        elif _is_alone(terms, i):
            yield from (terms[i], terms[i]._replace(sense="pronoun"))
        elif terms[i].sense in _STANDING and i > start and is_bare_window(terms, i - 1):
            yield _name(kind, terms[i])
        else:
            yield terms[i]
            named = i + 1 < end and (terms[i + 1].sense in _STANDING or is_pronoun(terms, i + 1))
            if is_bare_window(terms, i) and not named:
                yield _name(kind, terms[i])


_STANDING = frozenset({"layer noun", "kernel", "filters"})
"""What names no kind of layer and stands for one: two 3x3 kernels, a 7x7 layer."""


def is_pronoun(terms: Sequence[Term], i: int) -> bool:
    """True of one, where it stands for what is named elsewhere: a depthwise one, than a standard one."""
    if i >= len(terms) or terms[i].sense != "count" or terms[i].data != 1:
        return False
    after = terms[i + 1].sense if i + 1 < len(terms) else ""
    before = terms[i - 1].sense if i else ""
    return after not in _HEADED and before in {"size", "modifier", "or", *_WEAK}


_HEADED = frozenset({"layer", "notation", "code", "size", "modifier", "kernel", "filters", "units", "layer noun"})


def _has_window(term: Term) -> bool:
    op = find(term.data.kind if isinstance(term.data, NamedLayer) else term.data)
    return op is not None and "kernel" in op.fields


def _name(kind: Term | None, where: Term) -> Term:
    """The name of a layer that goes without, where its window stands."""
    return Term("layer", kind.data if kind else "conv", where.text, where.start, where.end)


def _label_of(terms: Sequence[Term], i: int, *, labelled: bool) -> int:
    """Where the label of an alternative begins, or itself where it has none."""
    while labelled and i and terms[i - 1].sense in _TELLS | _SUBJECT | {"option"}:
        i -= 1
    return i


def _labelled(text: str, terms: Sequence[Term]) -> list[tuple[str, int, int]]:
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


def _subjects(text: str, terms: Sequence[Term]) -> Iterator[tuple[str, int, int]]:
    """What begins a clause, and is said to be, or to use, some layers: plain block = two 3x3 convolutions."""
    for i, term in enumerate(terms):
        if term.sense not in _TELLS or (term.sense == "is" and term.text not in {"=", "is", "ist", "est", "es"}):
            continue
        start = i
        while start and terms[start - 1].sense in _SUBJECT:
            start -= 1
        opened = not start or terms[start - 1].sense in {"comma", "then", "is", "and", *ENDS}
        label = text[terms[start - 1].end if start else 0:term.start].strip(" \n:;,.")
        after = next((j for j in range(i + 1, len(terms)) if terms[j].sense in {*ENDS, "uses"}), len(terms))
        if opened and len(label) > 2 and any(_is_head(terms, j) or terms[j].sense == "filters" for j in range(i, after)):
            yield label, start, i + 1


def _parted(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where each alternative begins and ends, by what parts them in the first sentence that holds several."""
    for start, end in _stretches(terms):
        heads = [i for i in range(start, end) if _is_head(terms, i)]
        heads = heads or [i for i in range(start, end) if terms[i].sense == "size" and len(terms[i].data) > 2]
        if len(heads) < 2:
            continue
        splits = _splits(terms, heads, start) or _asked_between(text, terms, heads)
        if splits:
            first = _beginning(terms, heads[0], start)
            last = next((i for i in range(heads[-1] + 1, end) if _ends(terms, i)), end)
            starts = [first, *(split + (terms[split].sense in {"or", *_WEAK}) for split in splits)]
            ends = [_trimmed(terms, *each) for each in zip(starts, [*splits, last], strict=True)]
            return list(zip(starts, ends, strict=True))
    return []


def _trimmed(terms: Sequence[Term], start: int, end: int) -> int:
    """The end without what asks, or compares: larger than."""
    while end - 1 > start and terms[end - 1].sense in SETS_AGAINST | _ASKS | {"is", "with"}:
        end -= 1
    return end


def _stretches(terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for i, term in enumerate(terms):
        if term.sense in ENDS:
            yield start, i
            start = i + 1
    yield start, len(terms)


def _is_head(terms: Sequence[Term], i: int) -> bool:
    """True of a layer's name, and of a window that stands for one: two 3x3."""
    term = terms[i]
    if term.sense in _NAMES:
        return not (i and terms[i - 1].sense == "ordinal")
    return is_bare_window(terms, i) or is_pronoun(terms, i) or _is_alone(terms, i)


def _is_alone(terms: Sequence[Term], i: int) -> bool:
    """True of a modifier without a layer's name behind it: by a depthwise separable."""
    after = next((each.sense for each in terms[i + 1:] if each.sense not in {"modifier", "size"}), "")
    return terms[i].sense == "modifier" and after not in _HEADED | {"count"}


def is_bare_window(terms: Sequence[Term], i: int) -> bool:
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


def _splits(terms: Sequence[Term], heads: list[int], start: int) -> list[int]:
    """The terms that part alternatives: or, than, replaced by; or else what a word that compares lets part them."""
    inside = range(heads[0] + 1, heads[-1])
    strong = [i for i in inside if terms[i].sense == "or"]
    if strong:
        return strong
    cues = {term.sense for term in terms[start:heads[0]]} & {"compare", "proportion", "replacing"}
    if not cues and (heads[-1] + 1 == len(terms) or terms[heads[-1] + 1].sense != "or"):
        return []
    weak = [i for i in inside if terms[i].sense in _WEAK and _beginning(terms, _next(heads, i), i + 1) == i + 1]
    if len(weak) == 1:
        return weak
    followed = [head for before, head in itertools.pairwise(heads) if not _follows(terms, before, head)]
    return [_beginning(terms, followed[0], heads[0] + 1)] if len(followed) == 1 and "replacing" in cues else []


_DOES = frozenset({"do", "does", "did", "would", "will", "hat", "haben", "a", "ont", "tiene", "tienen"})
"""What stands between two layers, where the figure of one is asked as a part of the other's."""


def _asked_between(text: str, terms: Sequence[Term], heads: list[int]) -> list[int]:
    """Where the second of two layers begins: what fraction of the weights of a 7x7 does a stack of three 3x3 use."""
    if not any(term.sense == "proportion" for term in terms[:heads[0]]):
        return []
    found = [head for before, head in itertools.pairwise(heads)
             if _DOES & {*text[terms[before].end:terms[head].start].lower().split()}]
    return [_beginning(terms, found[0], heads[0] + 1)] if len(found) == 1 else []


def _follows(terms: Sequence[Term], before: int, head: int) -> bool:
    """True of a layer that follows another in the same alternative."""
    return any(terms[i].sense in {"then", "arrow", "comma"} for i in range(before, head))


def _next(heads: list[int], i: int) -> int:
    return next(head for head in heads if head > i)


def _beginning(terms: Sequence[Term], head: int, least: int) -> int:
    """Where the words of a layer begin: two 3x3 convolutions."""
    while head > least and terms[head - 1].sense in _BESIDE:
        head -= 1
    return head


def _ends(terms: Sequence[Term], i: int) -> bool:
    """True where something begins that is of all alternatives."""
    return terms[i].sense in _ENDING or terms[i].sense in SETS_AGAINST | _ASKS


def _shared(terms: Sequence[Term]) -> Iterator[Term]:
    """The terms that are of all alternatives, without those that ask."""
    for term, after in itertools.zip_longest(terms, terms[1:]):
        counts = term.sense == "count" and (after is None or after.sense not in _COUNTED)
        if not counts and term.sense not in SETS_AGAINST | _ASKS | {"or", "option", "replacing", "alike", "scaled"}:
            yield term


_ADJECTIVES = frozenset("single standard normal regular ordinary plain usual full".split())
"""What tells nothing of a layer, and is a part of its name all the same."""


def _written(text: str, terms: Sequence[Term], start: int, end: int) -> str:
    """The words of an alternative, as they stand there."""
    first = terms[start - 1].end if start and terms[start - 1].sense in {"or", *_WEAK} else terms[start].start
    while (words := text[:first].split()) and words[-1].lower() in _ADJECTIVES:
        first = text[:first].rstrip().rindex(words[-1])
    written = text[first:terms[end - 1].end].strip(" \n\t,;:.¿?()（）")
    return written + ")" * (written.count("(") > written.count(")"))


def direction(terms: Sequence[Term]) -> str:
    """Whether fewer or more is asked for."""
    return next((term.sense for term in terms if term.sense in {"fewer", "more"}), "fewer")


def compared(terms: Sequence[Term], several: tuple[Choice, ...]) -> tuple[str, ...]:
    """The figures in which alternatives are compared."""
    own = {term.start for each in several for term in each.own}
    shared = [term for term in terms if term.start not in own]
    figures = [str(term.data) for term in shared if term.sense == "figure"]
    return tuple(dict.fromkeys(figures or ("output" for term in shared if term.sense == "output")))


def settle(scene: Scene, choice: Choice) -> None:
    """Take out of an alternative what stands among the words of all, and is not of it: layers named again."""
    own = {term.start for term in choice.own}
    mine = [each for each in scene.layers if each.term.start in own]
    if mine:
        scene.layers[:] = mine
    scene.used |= {i for i, term in enumerate(scene.terms) if term.sense in {"each", "alike"}}
    scene.loose[:] = [fact for fact in scene.loose if scene.terms[fact.at].start in own]
    inside = [(value, term) for value, term in scene.inputs if term.start in own]
    scene.inputs[:] = inside or scene.inputs
