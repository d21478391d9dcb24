"""Alternatives that an exercise sets against each other: this layer or that, option A and option B, one for another.

Each is read as an exercise of its own: as the text is with the other alternatives left out of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.reading.questions import changes
from archcalc.homework.exercises.reading.questions.labels import label_of, labelled
from archcalc.homework.exercises.reading.questions.parting import ASKS, SETS_AGAINST, parted
from archcalc.homework.exercises.reading.scenes.elided import WEAK, instead, with_names, with_window
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.reading.wording.terms import SaidTerm

_COUNTED = frozenset({"channels", "filters", "features", "units", "attribute", "input", "images", "batch"})


class SaidChoice(NamedTuple):
    """One of the alternatives: its name as the exercise has it, its own terms, and those that all of them share."""

    name: str
    own: tuple[SaidTerm, ...]
    before: tuple[SaidTerm, ...]
    behind: tuple[SaidTerm, ...]

    @property
    def terms(self) -> list[SaidTerm]:
        """The exercise with the other alternatives left out."""
        return [*self.before, *self.own, *self.behind]


def choices(text: str, terms: Sequence[SaidTerm]) -> tuple[SaidChoice, ...]:
    """The alternatives of an exercise that sets some against each other; none where it does not."""
    if not any(term.sense in SETS_AGAINST for term in terms):
        return ()
    setting = changes.replaced(terms)
    if setting is not None:
        return tuple(_settings(terms, setting))
    named = labelled(text, terms)
    spans = [(start, end) for _, start, end in named] or parted(text, terms)
    if len(spans) < 2:
        return ()
    labels = [label for label, _, _ in named] or [""] * len(spans)
    before = tuple(_shared(terms[:label_of(terms, spans[0][0], labelled=bool(named))]))
    behind = tuple(_shared(terms[spans[-1][1]:]))
    own = [list(with_names(text, terms, start, end)) for start, end in spans]
    whole = [tuple(with_window(instead(each, own), own, (*before, *behind))) for each in own]
    return tuple(SaidChoice(label or _written(text, terms, *span), each, before, behind)
                 for label, span, each in zip(labels, spans, whole, strict=True))


def _settings(terms: Sequence[SaidTerm], setting: changes.Replaced) -> Iterator[SaidChoice]:
    """One exercise with each of two values."""
    noun, values = terms[setting.noun].sense, [term.data for own in setting.values for term in own]
    told = {i for i in range(setting.start - 1) if terms[i].sense in {"size", "number"} and terms[i].data in values
            and terms[i + 1].sense in {noun, "filters"} and noun == "kernel"}
    told |= {i + 1 for i in told} | {setting.noun}
    before = tuple(_shared([term for i, term in enumerate(terms[:setting.start]) if i not in told]))
    behind = tuple(_shared(terms[setting.end:]))
    for own in setting.values:
        yield SaidChoice(" ".join(term.text for term in own if term.sense != "is"), own, before, behind)


def _shared(terms: Sequence[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms that are of all alternatives, without those that ask."""
    for term, after in itertools.zip_longest(terms, terms[1:]):
        counts = term.sense == "count" and (after is None or after.sense not in _COUNTED)
        drops = term.text.lower() in {"drop", "drops"}  # what a figure does, and not what is done with biases
        does = after is not None and after.sense == "replacing" and term.sense == "joins"  # Inception factorizes
        if not counts and not drops and not does and term.sense not in SETS_AGAINST | ASKS | _SAID:
            yield term


_SAID = frozenset({"among", "or", "option", "replacing", "alike", "scaled"})
"""What parts alternatives, and says nothing of any."""


_ADJECTIVES = frozenset({"single", "standard", "normal", "regular", "ordinary", "plain", "usual", "full"})
"""What tells nothing of a layer, and is a part of its name all the same."""


def _written(text: str, terms: Sequence[SaidTerm], start: int, end: int) -> str:
    """The words of an alternative, as they stand there."""
    first = terms[start - 1].end if start and terms[start - 1].sense in {"or", *WEAK} else terms[start].start
    while (words := text[:first].split()) and words[-1].lower() in _ADJECTIVES:
        first = text[:first].rstrip().rindex(words[-1])
    written = text[first:terms[end - 1].end].strip(" \n\t,;:.¿?()（）")
    return written + ")" * (written.count("(") > written.count(")"))


def direction(terms: Sequence[SaidTerm]) -> str:
    """The direction that is asked for: fewer, or more."""
    return next((term.sense for term in terms if term.sense in {"fewer", "more"}), "fewer")


def compared(terms: Sequence[SaidTerm], several: tuple[SaidChoice, ...]) -> tuple[str, ...]:
    """The figures in which alternatives are compared."""
    own = {term.start for each in several for term in each.own}
    shared = [term for term in terms if term.start not in own]
    figures = [str(term.data) for term in shared if term.sense == "figure"]
    return tuple(dict.fromkeys(figures or ("output" for term in shared if term.sense == "output")))


def _give(told: Told, mine: list[Told]) -> bool:
    """True where what is told of no layer by name is of those of this alternative, to which it is given."""
    takers = [(name, each) for name in told.attributes for each in mine if told.implied and each.takes(name)]
    for name, each in takers:
        each.put(name, told.attributes[name], told.places[name])
    return bool(takers)


def settle(scene: ToldScene, choice: SaidChoice) -> frozenset[int]:
    """Take out of an alternative what stands among the words of all, and is not of it; where that begins in the text.

    That is what another alternative may need: filters of a pooling, what goes in where this one says it itself.
    """
    own = {term.start for term in choice.own}
    dropped = {scene.terms[fact.at].start for fact in scene.loose} - own
    scene.loose[:] = [fact for fact in scene.loose if scene.terms[fact.at].start in own]
    mine = [each for each in scene.layers if each.term.start in own]
    if mine:
        dropped |= {each.term.start for each in scene.layers if each not in mine and each.own and not _give(each, mine)}
        scene.layers[:] = mine
    inside = [(value, term) for value, term in scene.inputs if term.start in own]
    if inside or any(each.features and each.op.traits & {"linear", "recurrent"} for each in mine[:1]):
        dropped |= {term.start for _, term in scene.inputs} - own
        scene.inputs[:] = inside
    scene.used |= {i for i, term in enumerate(scene.terms) if term.sense in {"each", "alike"}}
    return frozenset(dropped)
