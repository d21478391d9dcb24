"""Alternatives, each read by itself, as one comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archcalc.base.errors import quoted
from archcalc.homework.exercises import alternatives
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.reading.questions import said_choices
from archcalc.homework.exercises.reading.questions.parting import SETS_AGAINST
from archcalc.homework.exercises.reading.questions.unsaid import settled
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse

Read = Callable[[str, said_choices.SaidChoice, tuple[str, ...]], tuple[Exercise, frozenset[int]]]
"""How one alternative is read: the exercise, and where that begins which is not of it."""


def comparison(
    text: str, found: Sequence[SaidTerm], several: tuple[said_choices.SaidChoice, ...], read: Read
) -> Exercise:
    """Alternatives, each an exercise of its own. Raises ArchcalcError where nobody says in what they are compared."""
    figures = said_choices.compared(found, several)
    cue = next(term for term in found if term.sense in SETS_AGAINST)
    if len(figures) != 1:
        refuse(text, cue.word, f"{quoted(cue.text)}: in which figure?", "for example: which has fewer parameters")
    made, dropped = zip(*(read(text, each, figures) for each in several), strict=True)
    _check_used(text, found, frozenset.intersection(*dropped))
    if len({repr(_content(each)) for each in made}) == 1:
        refuse(text, cue.word, f"{quoted(cue.text)}: what are compared are the same", "say what one of them has more")
    whole = made[0]._replace(others=made[1:], compared=figures[0], direction=said_choices.direction(found), asked=())
    order = not any(term.sense == "proportion" for term in found)
    return settled(whole, alternatives.report, lambda each: each, order=order)


def _content(each: Exercise) -> object:
    """Everything that an alternative is worked out from."""
    layers = [(layer.kind, layer.attributes, layer.times, layer.depthwise, layer.separable) for layer in each.layers]
    return layers, each.input and each.input.sides, each.features, each.batch, each.number_type


def _check_used(text: str, found: Sequence[SaidTerm], dropped: frozenset[int]) -> None:
    """Refuse what is said of all alternatives, and is of none."""
    for term in found:
        if term.start in dropped:
            refuse(text, term.word, f"{quoted(term.text)}: of which of them?", "say it beside the one that it is of")
