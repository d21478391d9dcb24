"""Figures that papers and slides print, and that the arithmetic does not give."""

from __future__ import annotations

from functools import lru_cache

from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.meanings import read
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.misconceptions._base import LISTED, Case, Misconception
from archcalc.homework.questions.askable import FIGURES, Figure, known
from archcalc.homework.questions.matching import match
from archcalc.language.about import Published


def _copied(case: Case, answer: Answer) -> Told | None:
    """A number or volume that was printed of this very figure; it is wrong, or it would have been accepted."""
    network, position = case.question.network, case.question.position
    for published in network.graph.about.published if network.graph.batch == 1 else ():
        same_layer = published.layer == ("" if position is None else network.node(position).name)
        same_figure = _figure(published.figure) == case.question.figure
        if same_layer and same_figure and _equal(answer, published) and not _right(case, published):
            told = said("{source} prints {figure}", source=published.where, figure=published.printed)
            known = published.erratum not in {"", "unknown"}
            return said("{way}: {result}", way=told, result=published.erratum) if known else told
    return None


@lru_cache(maxsize=1024)
def _figure(name: str) -> Figure | None:
    return known(name)


def _right(case: Case, published: Published) -> bool:
    return any(match(read(published.printed), target) is not None for target in case.targets)


def _equal(answer: Answer, published: Published) -> bool:
    printed = read(published.printed)
    if printed.shape and printed.shape == answer.shape:
        return True
    readings = [*answer.numbers, *read(f"{answer.given}M").numbers] if answer.given.isdecimal() else answer.numbers
    return any(reading.value == written.value and reading.unit in {"", written.unit}
               for written in printed.numbers for reading in readings)


ROWS = (
    Misconception("slide-copied", "this figure is printed somewhere, and it is wrong",
                  "work it out yourself: print can be wrong",
                  frozenset(FIGURES), matches=_copied, rank=LISTED + 8),
)
