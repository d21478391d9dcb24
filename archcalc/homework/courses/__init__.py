"""Ready-made courses, a folder each: a rubric of 25 questions, and a network where it is about one of its own."""

from __future__ import annotations

import os
from pathlib import Path

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.homework.marking import check
from archcalc.homework.marking.judging import Judge
from archcalc.homework.marking.rubrics import Rubric

_HERE = Path(__path__[0])
NAMES = tuple(sorted(entry.name for entry in os.scandir(_HERE) if (_HERE / entry.name / "rubric.yaml").is_file()))
"""The courses there are."""


class ReadyCourse(NamedTuple):
    """A ready-made course: its name, its rubric, and the folder in which both files lie."""

    name: str
    rubric: Rubric
    folder: Path

    @property
    def networks(self) -> tuple[str, ...]:
        """The networks that it is about, in the order of the questions."""
        questions = check.marker(self.folder / "rubric.yaml")
        found = (questions.judge(key, questions.rubric.network) for key in self.rubric.questions)
        return tuple(dict.fromkeys(judge.question.network.reference for judge in found if isinstance(judge, Judge)))


def course(name: str) -> ReadyCourse:
    """A course by its name. Raises ArchcalcError."""
    key = name.strip().lower().replace("_", "-")
    if key not in NAMES:
        raise unknown("course", name, NAMES)
    folder = _HERE / key
    return ReadyCourse(key, check.read_rubric(folder / "rubric.yaml"), folder)
