"""A sheet of answers -> its marks. Every question is prepared once and every different answer to it judged once."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from archcalc.errors import ArchcalcError
from archcalc.homework.answers import read
from archcalc.homework.feedback import Note
from archcalc.homework.figures import Question
from archcalc.homework.following import OwnAnswers
from archcalc.homework.judging import ACCEPTED, CORRECT, UNREADABLE, Judge, Judgement
from archcalc.homework.networks import Networks
from archcalc.homework.questions import question
from archcalc.homework.rubrics import Rubric, Terms
from archcalc.homework.sheets import Entry, Sheet


class Verdict(NamedTuple):
    """An answer marked. `expected` is empty where nothing may be given away."""

    question: str
    given: str
    expected: str
    verdict: str
    points: Fraction
    max_points: Fraction
    misconception: str | None
    feedback: str
    convention: str = ""

    @property
    def right(self) -> bool:
        """Whether it is correct or accepted."""
        return self.verdict in {CORRECT, ACCEPTED}


class Marks(NamedTuple):
    """A sheet marked: its points, and those that could be had."""

    student: str
    verdicts: tuple[Verdict, ...]
    score: Fraction
    max_score: Fraction


class Marker:
    """Marks sheets by a rubric."""

    def __init__(self, rubric: Rubric, networks: Networks, *, hints_only: bool = False) -> None:
        self.rubric, self.networks, self.hints_only = rubric, networks, hints_only
        self._judges: dict[tuple[str, str], Judge | ArchcalcError] = {}
        self._judged: dict[tuple[Judge, str], Judgement] = {}
        self._terms: dict[str, dict[str, Terms]] = {}

    def mark(self, sheet: Sheet) -> Marks:
        """The marks of a sheet. Raises ArchcalcError where none of its questions is one."""
        default = self.rubric.network or sheet.network
        asked = [(entry, self.judge(entry.question, default)) for entry in self.asked(sheet, default)]
        entries = [entry for entry, judge in asked if not _needless(entry, judge)]
        judges = [judge for entry, judge in asked if not _needless(entry, judge)]
        faults = [judge for judge in judges if isinstance(judge, ArchcalcError)]
        if faults and len(faults) == len(judges):
            raise faults[0]
        basics = [self.basic(judge, entry) for judge, entry in zip(judges, entries, strict=True)]
        rows = tuple(zip(judges, entries, basics, strict=True))
        own = OwnAnswers((judge, entry.given, basic) for judge, entry, basic in rows if isinstance(judge, Judge))
        verdicts = tuple(
            self.verdict(judge, entry, own.judged(judge, entry.given, basic) if isinstance(judge, Judge) else basic)
            for judge, entry, basic in rows)
        return Marks(sheet.student, verdicts, sum((verdict.points for verdict in verdicts), Fraction(0)),
                     sum((verdict.max_points for verdict in verdicts), Fraction(0)))

    def asked(self, sheet: Sheet, default: str) -> list[Entry]:
        """The questions to be marked: the rubric's, each with its answer or a blank one, or else the sheet's."""
        if not self.rubric.questions:
            return list(sheet.entries)
        given = {self.key(entry.question, default): entry for entry in sheet.entries}
        return [given.get(self.key(key, default), Entry(key, "")) for key in self.rubric.questions]

    def key(self, text: str, default: str) -> str:
        """One name for a question, however it is asked."""
        judge = self.judge(text, default)
        return text if isinstance(judge, ArchcalcError) else _name(judge.question)

    def judge(self, key: str, default: str) -> Judge | ArchcalcError:
        """The judge of a question, or why there is no such question."""
        if (key, default) not in self._judges:
            try:
                asked = question(key, self.networks, default)
                self._judges[key, default] = Judge(asked, self.terms(asked, default))
            except ArchcalcError as error:
                self._judges[key, default] = error
        return self._judges[key, default]

    def terms(self, asked: Question, default: str) -> Terms:
        """How a question is marked."""
        if default not in self._terms:
            self._terms[default] = {_name(question(key, self.networks, default)): terms
                                    for key, terms in self.rubric.questions.items()}
        return self._terms[default].get(_name(asked), self.rubric.terms)

    def basic(self, judge: Judge | ArchcalcError, entry: Entry) -> Judgement:
        """The judgement of an answer taken by itself."""
        if isinstance(judge, ArchcalcError) or entry.complaint:
            says = entry.complaint or _complaint(judge)
            return Judgement(UNREADABLE, Note(says, says))
        if (judge, entry.given) not in self._judged:
            self._judged[judge, entry.given] = judge.judge(read(entry.given))
        return self._judged[judge, entry.given]

    def verdict(self, judge: Judge | ArchcalcError, entry: Entry, judgement: Judgement) -> Verdict:
        points = judge.terms.points if isinstance(judge, Judge) else self.rubric.terms.points
        expected = judge.expected if isinstance(judge, Judge) and not self.hints_only else ""
        feedback = judgement.note.hint if self.hints_only else judgement.note.says
        return Verdict(entry.question, entry.given, expected, judgement.verdict, points * judgement.credit, points,
                       judgement.misconception, feedback, judgement.convention)


def _needless(entry: Entry, judge: Judge | ArchcalcError) -> bool:
    """Whether nothing is asked and nothing answered: a worksheet's stroke for a vector's height, a line below it."""
    codes = {"figure", "unknown-layer"}
    return isinstance(judge, ArchcalcError) and judge.mistakes[0].code in codes and entry.given in {"", "-"}


def _complaint(fault: Judge | ArchcalcError) -> str:
    """Why there is no such question, in one line."""
    mistake = fault.mistakes[0] if isinstance(fault, ArchcalcError) else None
    return "; ".join(filter(None, (mistake.message, mistake.hint))) if mistake else ""


def _name(asked: Question) -> str:
    layer = "total" if asked.position is None else asked.network.node(asked.position).name
    return f"{asked.network.reference}.{layer}.{asked.figure.name}"
