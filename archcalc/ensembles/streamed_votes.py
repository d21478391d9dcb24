"""The rows of a vote, written as they are counted."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.kept_files import kept
from archcalc.ensembles.matched_predictions import Poll
from archcalc.ensembles.vote_report import columns, row
from archcalc.ensembles.voting import VoteOutcome

_ROWS = 1000
"""So many rows are written together."""


def check(path: Path) -> None:
    """Refuse a file of another kind than CSV. Raises ArchcalcError."""
    if path.suffix.lower() != ".csv":
        raise ArchcalcError.of("usage", f"rows are streamed as CSV, not into {quoted(path)}",
                               hint="name a file: --stream votes.csv")


def streamed(path: Path, poll: Poll, outcomes: Iterable[VoteOutcome], rule: str,
             tell: Callable[[int, int, str], None]) -> Iterator[VoteOutcome]:
    """The outcomes as they come, each written down before it is given on. Raises OutputError; those before it stay."""
    left, done = iter(outcomes), 0
    with kept(path) as write:
        write(_text([[column.key for column in columns(poll, rule)]]))
        while some := list(islice(left, _ROWS)):
            write(_text([row(outcome, rule) for outcome in some]))
            done += len(some)
            tell(done, poll.images, "")
            yield from some


def _text(rows: Iterable[Iterable[object]]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogateescape")
