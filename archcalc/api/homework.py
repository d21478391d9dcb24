"""check, solve."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archcalc.api.arguments import Answers, AnyNetwork, SaidRubric, public
from archcalc.api.network import build
from archcalc.api.notebook import NotebookReport
from archcalc.base.errors import ArchcalcError, quoted

__all__ = ["check", "solve"]


@public
def solve(exercise: str) -> NotebookReport:
    """A layer or a chain in course notation, or an inverse question, worked out. Raises ArchcalcError.

    >>> solve("what padding keeps 63x63 under 7x7?").tables[0].column("value")
    ['3']
    """
    from archcalc.homework import exercises

    return NotebookReport(*exercises.solve(exercise))


@public
def check(answers: Answers, *, network: AnyNetwork | None = None, rubric: SaidRubric | None = None,
          hints_only: bool = False, language: str | None = None) -> NotebookReport:
    """Answers marked, with reasons: those of a sheet's file, or a mapping from questions. Raises ArchcalcError.

    `network` is what questions that name none are about; `rubric` is a
    file, or its keys with their values; `hints_only` gives nothing away;
    `language` is that of the feedback: ar, de ...

    >>> check({"vgg16.conv1_2.params": 1728}).table("verdicts").column("misconception")
    ['previous-layer']
    """
    from archcalc.homework import languages, sheets
    from archcalc.homework.marking import check, reports

    said = rubric if rubric is None or isinstance(rubric, Mapping) else Path(rubric)
    marker = check.marker(said, build(network) if network is not None else None,
                          hints_only=hints_only, language=languages.language(language))
    read = (check.sheet(answers),) if isinstance(answers, Mapping) else sheets.read(Path(answers))
    if len(read) > 1:
        raise ArchcalcError.of("sheet", f"{len(read)} students are named in {quoted(str(answers))}, and one is marked",
                               hint="archcalc check marks them all")
    (sheet,) = read
    named = reports.title(marker.rubric, marker.language)
    return NotebookReport(*reports.of_sheet(marker.mark(sheet), named, marker.language))
