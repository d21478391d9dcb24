"""A vote as a report: what each image was taken for, who was right how often, and who agrees with whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.report import Column, Report, Table
from archcalc.ensembles.bootstrap import Resampling, interval
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


MOST_HELD = 2_000_000
"""So many rows are held at once, for formats that show them all."""


class _Tally:
    """Counts over all images, whose rows need not be held."""

    def __init__(self, models: int) -> None:
        self.images = self.ties = self.torn = 0
        self.right = [0] * (models + 1)
        self.alike = [[0] * (models + 1) for _ in range(models + 1)]
        self._unanimous = 0

    def add(self, outcome: VoteOutcome) -> None:
        """One more image."""
        self.images += 1
        self.ties += outcome.tie
        answers = (*outcome.answers, outcome.chosen)
        if outcome.truth is not None:
            self.right = [count + (answer == outcome.truth) for count, answer in zip(self.right, answers, strict=True)]
        if len(set(outcome.answers)) == 1:
            self._unanimous += 1
            return
        self.torn += 1
        for counts, own in zip(self.alike, answers, strict=True):
            for place, other in enumerate(answers):
                counts[place] += own == other

    def agreement(self) -> list[list[float]]:
        """The part of the images on which two are of one mind."""
        return [[(count + self._unanimous) / self.images for count in counts] for counts in self.alike]


def report(poll: Poll, outcomes: Iterable[VoteOutcome], rule: str, weights: Sequence[Decimal] | None = None,
           most: int | None = None, resampling: Resampling | None = None) -> Report:
    """Tables of images (at most so many of them), of accuracies if the right classes are known, and of agreement.

    Raises ArchcalcError where all rows are wanted, and are too many to be held.
    """
    if most is None and poll.images > MOST_HELD:
        raise ArchcalcError.of("too-large", f"there are {poll.images:,} images, and at most {MOST_HELD:,} are held for "
                               "a table", hint="--stream votes.csv writes them as they come")
    tally = _Tally(len(poll.names))
    rows: list[VoteOutcome] = []
    for outcome in outcomes:
        tally.add(outcome)
        if most is None or len(rows) < most:
            rows.append(outcome)
    whole = tally.images
    notes = [RULES[rule], f"{TIES}; tied: {tally.ties} of {whole} images",
             f"the models were of one mind on {whole - tally.torn} of {whole} images", *poll.told]
    if len(rows) < whole:
        notes.insert(0, f"the first {len(rows)} of {whole} images are shown; -o votes.csv writes them all")
    tables = [_images(poll, rows, rule)]
    shown = [str(weight) for weight in weights or [Decimal(1)] * len(poll.names)]
    head = {"rule": rule, "models": poll.names, "weights": shown, "voted": whole, "ties": tally.ties}
    if poll.has_truth:
        tables.append(_accuracies(poll, tally, weights, resampling))
        notes += [resampling.words] if resampling else []
        head |= {"bootstrap": resampling._asdict()} if resampling else {}
    if len(poll.names) > 1:
        tables.append(_agreement(poll, tally))
    return Report("archcalc/vote/1", tuple(tables), tuple(notes), head, title=f"{rule.title()} voting: "
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


def columns(poll: Poll, rule: str) -> tuple[Column, ...]:
    """The columns of the images' rows."""
    return (Column("image", "image", rank=0),
            *(Column(f"{name} (model)" if name in _KEYS else name, name, rank=2) for name in poll.names),
            Column(_ENSEMBLE, _ENSEMBLE, rank=0),
            *([Column("votes", "votes", rank=1)] if rule == "hard" else
              [Column("probability", "probability", "real", rank=1)]),
            Column("tied", "tied", rank=1), Column("truth", "truth", rank=0))


def row(outcome: VoteOutcome, rule: str) -> tuple[Any, ...]:
    """An image's row."""
    return (outcome.image, *outcome.answers, outcome.chosen,
            f"{outcome.score:f} of {outcome.whole:f}" if rule == "hard" else float(outcome.share),
            ", ".join(outcome.tied) if outcome.tie else "", outcome.truth)


def _images(poll: Poll, outcomes: Sequence[VoteOutcome], rule: str) -> Table:
    """Classes by every model and by the ensemble; wrong answers of the ensemble are marked."""
    marks = frozenset((i, _ENSEMBLE) for i, outcome in enumerate(outcomes)
                      if outcome.truth not in {None, outcome.chosen})
    return Table("images", columns(poll, rule), tuple(row(outcome, rule) for outcome in outcomes), marks=marks)


def _accuracies(poll: Poll, tally: _Tally, weights: Sequence[Decimal] | None, resampling: Resampling | None) -> Table:
    """Accuracies of each model and of the ensemble, and their intervals."""
    found = [Column("model", "model", rank=0), Column("weight", "weight", rank=2),
             Column("right", "right", "count", rank=1), Column("images", "of", "count", rank=1),
             Column("accuracy", "accuracy", "part", rank=0)]
    shown = [*(str(weight) for weight in weights), ""] if weights else [""] * len(tally.right)
    rows: list[tuple[Any, ...]] = [(name, weight, count, tally.images, count / tally.images)
                                   for name, weight, count in zip((*poll.names, _ENSEMBLE), shown, tally.right,
                                                                  strict=True)]
    if resampling is not None:
        found += [Column("low", "from", "part", rank=1), Column("high", "to", "part", rank=1)]
        rows = [(*cells, *interval(count, tally.images, resampling))
                for cells, count in zip(rows, tally.right, strict=True)]
    return Table("accuracy", tuple(found), tuple(rows), title="Right answers")


def _agreement(poll: Poll, tally: _Tally) -> Table:
    """On which part of the images two models give the same class, and a model and the ensemble."""
    names = (*poll.names, _ENSEMBLE)
    found = (Column("model", "", rank=0), *(Column(f"with_{i}", name, "part", rank=1)
                                            for i, name in enumerate(names, 1)))
    rows = tuple((name, *parts) for name, parts in zip(names, tally.agreement(), strict=True))
    return Table("agreement", found, rows, title="Agreement")
