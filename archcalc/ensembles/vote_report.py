"""A vote as a report: what each image was taken for, who was right how often, and who agrees with whom."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import eq

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.ensembles.matched_predictions import Poll
from archcalc.ensembles.voting import VoteOutcome
from archcalc.rendering.tables.folding import SCREEN

RULES = {
    "hard": "hard voting: every model votes, times its weight, for its likeliest class",
    "soft": "soft voting: the class with the largest mean of the models' probabilities, by weight",
}
TIES = "ties go to the first class in order: by number where all classes are numbers, else by name"
_ENSEMBLE = "ensemble"
_KEYS = frozenset({"image", _ENSEMBLE, "votes", "probability", "tied", "truth"})
"""Columns beside those of the models."""


def report(poll: Poll, outcomes: Sequence[VoteOutcome], rule: str, weights: Sequence[Decimal] | None) -> Report:
    """Tables of images, of accuracies if the right classes are known, and of agreement."""
    ties, whole = sum(outcome.tie for outcome in outcomes), len(outcomes)
    torn = sum(len(set(outcome.answers)) > 1 for outcome in outcomes)
    notes = (RULES[rule], f"{TIES}; tied: {ties} of {whole} images",
             f"the models were of one mind on {whole - torn} of {whole} images")
    tables = [_images(poll, outcomes, rule), *([_accuracies(poll, outcomes, weights)] if poll.truth else [])]
    if len(poll.names) > 1:
        tables.append(_agreement(poll, outcomes))
    shown = [str(weight) for weight in weights or [Decimal(1)] * len(poll.names)]
    head = {"rule": rule, "models": poll.names, "weights": shown, "voted": whole, "ties": ties}
    return Report("archcalc/vote/1", tuple(tables), notes, head, title=f"{rule.title()} voting: "
                  f"{_many(len(poll.names), 'model')}, {_many(whole, 'image')}")


def _many(count: int, noun: str) -> str:
    return f"{units.count(count)} {noun}{'' if count == 1 else 's'}"


def shortened(report: Report) -> Report:
    """The report with as many images as fit a screen."""
    table, *others = report.tables
    if len(table.rows) <= SCREEN:
        return report
    short = table._replace(rows=table.rows[:SCREEN], marks=frozenset(mark for mark in table.marks if mark[0] < SCREEN))
    note = f"the first {SCREEN} of {len(table.rows)} images are shown; -o votes.csv writes them all"
    return report._replace(tables=(short, *others), notes=(note, *report.notes))


def _images(poll: Poll, outcomes: Sequence[VoteOutcome], rule: str) -> Table:
    """Classes by every model and by the ensemble; wrong answers of the ensemble are marked."""
    columns = (Column("image", "image", rank=0),
               *(Column(f"{name} (model)" if name in _KEYS else name, name, rank=2) for name in poll.names),
               Column(_ENSEMBLE, _ENSEMBLE, rank=0),
               *([Column("votes", "votes", rank=1)] if rule == "hard" else
                 [Column("probability", "probability", "real", rank=1)]),
               Column("tied", "tied", rank=1), Column("truth", "truth", rank=0))
    rows = tuple((outcome.image, *outcome.answers, outcome.chosen,
                  f"{outcome.score:f} of {outcome.whole:f}" if rule == "hard" else float(outcome.share),
                  ", ".join(outcome.tied) if outcome.tie else "", outcome.truth) for outcome in outcomes)
    marks = frozenset((i, _ENSEMBLE) for i, outcome in enumerate(outcomes)
                      if outcome.truth not in {None, outcome.chosen})
    return Table("images", columns, rows, marks=marks)


def _accuracies(poll: Poll, outcomes: Sequence[VoteOutcome], weights: Sequence[Decimal] | None) -> Table:
    """Accuracies of each model and of the ensemble."""
    answers = [*zip(*(outcome.answers for outcome in outcomes), strict=True),
               tuple(outcome.chosen for outcome in outcomes)]
    truth = [outcome.truth for outcome in outcomes]
    right = [sum(map(eq, given, truth)) for given in answers]
    columns = (Column("model", "model", rank=0), Column("weight", "weight", rank=2),
               Column("right", "right", "count", rank=1), Column("images", "of", "count", rank=1),
               Column("accuracy", "accuracy", "part", rank=0))
    shown = [*(str(weight) for weight in weights), ""] if weights else [""] * len(right)
    rows = tuple((name, weight, count, len(outcomes), count / len(outcomes))
                 for name, weight, count in zip((*poll.names, _ENSEMBLE), shown, right, strict=True))
    return Table("accuracy", columns, rows, title="Right answers")


def _agreement(poll: Poll, outcomes: Sequence[VoteOutcome]) -> Table:
    """On which part of the images two models give the same class, and a model and the ensemble."""
    answers = [*zip(*(outcome.answers for outcome in outcomes), strict=True),
               tuple(outcome.chosen for outcome in outcomes)]
    names = (*poll.names, _ENSEMBLE)
    columns = (Column("model", "", rank=0), *(Column(f"with_{i}", name, "part", rank=1)
                                              for i, name in enumerate(names, 1)))
    rows = tuple((name, *(sum(map(eq, own, other)) / len(outcomes) for other in answers))
                 for name, own in zip(names, answers, strict=True))
    return Table("agreement", columns, rows, title="Agreement")
