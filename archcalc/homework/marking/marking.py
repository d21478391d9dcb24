"""A sheet of answers -> its marks. Every question is prepared once and every different answer to it judged once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import read
from archcalc.homework.marking.feedback import Note, sentence
from archcalc.homework.marking.follow_through import OwnAnswers
from archcalc.homework.marking.judging import ACCEPTED, CORRECT, UNREADABLE, WRONG, Judge, Judgement
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.keys import question
from archcalc.homework.questions.networks import TOO_MUCH, Networks, plain_name
from archcalc.homework.sheets import Entry, Left, Sheet, either

MOST_EFFORT = 100_000
"""So many layers are looked at to explain the wrong answers of one sheet; the rest are marked without a reason."""
MOST_FAULTS = 200
"""So many questions of one sheet may be none: why is worked out for no more."""


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
        """True for correct and accepted answers."""
        return self.verdict in {CORRECT, ACCEPTED}


class Marks(NamedTuple):
    """A sheet marked: its points, and those that could be had."""

    student: str
    verdicts: tuple[Verdict, ...]
    score: Fraction
    max_score: Fraction
    left: tuple[Left, ...] = ()
    """What of the sheet is not marked."""

    @property
    def whole(self) -> bool:
        """True where nothing that was handed in is left out of the marks."""
        return all(each.told for each in self.left)


class _Line(NamedTuple):
    """An entry with what its question and its answer come to when taken by themselves."""

    entry: Entry
    judge: Judge | ArchcalcError
    basic: Judgement
    verdict: Verdict


class Marker:
    """Marks sheets by a rubric. What one student's answer comes to is kept for all who answer the same."""

    def __init__(self, rubric: Rubric, networks: Networks, *, hints_only: bool = False) -> None:
        self.rubric, self.networks, self.hints_only = rubric, networks, hints_only
        self._judges: dict[tuple[str, str], Judge | ArchcalcError] = {}
        self._spelt: dict[tuple[str, str], Judge] = {}
        self._lines: dict[tuple[Entry, str], _Line] = {}
        self._terms: dict[str, dict[str, Terms]] = {}
        self._effort = self._faults = 0

    def mark(self, sheet: Sheet) -> Marks:
        """The marks of a sheet. Raises ArchcalcError where none of its questions is one."""
        self._begin()
        default = self.rubric.network or sheet.network
        lines = [self.line(entry, default) for entry in self.asked(sheet, default)]
        lines = [line for line in lines if not _needless(line)]
        faults = [line.judge for line in lines if isinstance(line.judge, ArchcalcError)]
        if faults and len(faults) == len(lines):
            raise faults[0]
        own = OwnAnswers((line.judge, line.entry.given, line.basic) for line in lines if isinstance(line.judge, Judge))
        verdicts = tuple(self.in_context(line, own) for line in lines)
        return Marks(sheet.student, verdicts, _sum([verdict.points for verdict in verdicts]),
                     _sum([verdict.max_points for verdict in verdicts]), (*sheet.left, *self.unasked(sheet, default)))

    def _begin(self) -> None:
        """A sheet is written by somebody else: what it makes the marker do has bounds, and costs no other sheet."""
        self._effort = self._faults = 0
        if self.networks.renew():
            self._judges, self._spelt, self._lines, self._terms = {}, {}, {}, {}

    def asked(self, sheet: Sheet, default: str) -> list[Entry]:
        """The questions to be marked: the rubric's, each with its answer or a blank one, or else the sheet's."""
        if not self.rubric.questions:
            return list(sheet.entries)
        given: dict[str, Entry] = {}
        for entry in sheet.entries:
            key = self.key(entry.question, default)
            given[key] = either(given.get(key), entry)
        return [given.get(self.key(key, default), Entry(key, "")) for key in self.rubric.questions]

    def unasked(self, sheet: Sheet, default: str) -> Iterator[Left]:
        """What the rubric passes over: another network that a sheet names, and answers to what it does not ask."""
        if sheet.network and plain_name(sheet.network) != plain_name(default):
            yield Left(f"the sheet's own {quoted(sheet.network)}", f"{quoted(default)} is marked instead", told=True)
        if not self.rubric.questions:
            return
        asked = {self.key(key, default) for key in self.rubric.questions}
        for entry in sheet.entries:
            if entry.given and self.key(entry.question, default) not in asked:
                yield Left(f"the answer to {quoted(entry.question)}", "the rubric does not ask it", told=True)

    def key(self, text: str, default: str) -> str:
        """One name for a question, however it is asked."""
        judge = self.judge(text, default)
        return text if isinstance(judge, ArchcalcError) else _name(judge.question)

    def judge(self, key: str, default: str) -> Judge | ArchcalcError:
        """The judge of a question, or why there is no such question."""
        if (key, default) not in self._judges:
            if self._faults >= MOST_FAULTS:
                return ArchcalcError.of(TOO_MUCH, f"more than {MOST_FAULTS} questions of this sheet are none")
            try:
                self._judges[key, default] = self._judge(question(key, self.networks, default), default)
            except ArchcalcError as error:
                self._faults += 1
                if _passes(error):
                    return error
                self._judges[key, default] = error
        return self._judges[key, default]

    def _judge(self, asked: Question, default: str) -> Judge:
        """The one judge of a question, however it is spelt."""
        name = _name(asked), default
        if name not in self._spelt:
            self._spelt[name] = Judge(asked, self.terms(asked, default))
        return self._spelt[name]

    def terms(self, asked: Question, default: str) -> Terms:
        """The terms by which a question is marked."""
        if default not in self._terms:
            self._terms[default] = {_name(question(key, self.networks, default)): terms
                                    for key, terms in self.rubric.questions.items()}
        return self._terms[default].get(_name(asked), self.rubric.terms)

    def line(self, entry: Entry, default: str) -> _Line:
        """An entry judged by itself."""
        if (entry, default) in self._lines:
            return self._lines[entry, default]
        judge, explain = self.judge(entry.question, default), self._effort < MOST_EFFORT
        basic = _basic(judge, entry, explain=explain)
        line = _Line(entry, judge, basic, self.verdict(judge, entry, basic))
        if isinstance(judge, Judge) and basic.verdict == WRONG:
            self._effort += judge.effort
        if explain and not _passes(judge):
            self._lines[entry, default] = line
        return line

    def in_context(self, line: _Line, own: OwnAnswers) -> Verdict:
        """The verdict on a line, in the light of the sheet's other answers."""
        if line.basic.verdict != WRONG or isinstance(line.judge, ArchcalcError) or self._effort >= MOST_EFFORT:
            return line.verdict
        judgement = own.judged(line.judge, line.entry.given, line.basic)
        return line.verdict if judgement is line.basic else self.verdict(line.judge, line.entry, judgement)

    def verdict(self, judge: Judge | ArchcalcError, entry: Entry, judgement: Judgement) -> Verdict:
        """A judgement with the points that it is worth, and what may be told of it."""
        points = judge.terms.points if isinstance(judge, Judge) else self.rubric.terms.points
        expected = judge.expected if isinstance(judge, Judge) and not self.hints_only else ""
        feedback = judgement.note.hint if self.hints_only else judgement.note.says
        return Verdict(entry.question, entry.given, expected, judgement.verdict, points * judgement.credit, points,
                       judgement.misconception, feedback, judgement.convention)


def _sum(points: list[Fraction]) -> Fraction:
    """Their sum, in one fraction: a class has many, and adding them one by one takes longer than marking them."""
    below = lcm(*(share.denominator for share in points))
    return Fraction(sum(share.numerator * (below // share.denominator) for share in points), below)


def _basic(judge: Judge | ArchcalcError, entry: Entry, *, explain: bool) -> Judgement:
    """The judgement of an answer taken by itself."""
    if isinstance(judge, ArchcalcError) or entry.complaint:
        says = sentence(entry.complaint) if entry.complaint else _complaint(judge)
        return Judgement(UNREADABLE, Note(says, says))
    return judge.judge(read(entry.given), explain=explain)


def _passes(judge: Judge | ArchcalcError) -> bool:
    """True where a question is refused on this sheet alone."""
    return isinstance(judge, ArchcalcError) and judge.mistakes[0].code == TOO_MUCH


def _needless(line: _Line) -> bool:
    """True where nothing is asked and nothing answered: a worksheet's stroke for a vector's height."""
    if not isinstance(line.judge, ArchcalcError):
        return False
    return line.judge.mistakes[0].code in {"figure", "unknown-layer"} and line.entry.given in {"", "-"}


def _complaint(fault: Judge | ArchcalcError) -> str:
    """Why there is no such question, in one line."""
    mistake = fault.mistakes[0] if isinstance(fault, ArchcalcError) else None
    return "; ".join(filter(None, (mistake.message, mistake.hint))) if mistake else ""


def _name(asked: Question) -> str:
    layer = "total" if asked.position is None else asked.network.node(asked.position).name
    return f"{asked.network.reference}.{layer}.{asked.figure.name}"
