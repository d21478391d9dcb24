"""A sheet of answers -> its marks. Every question is prepared once and every different answer to it judged once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.meanings import read
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import said, sentence
from archcalc.homework.marking.choice_judging import ChoiceJudge
from archcalc.homework.marking.feedback import Note
from archcalc.homework.marking.follow_through import OwnAnswers
from archcalc.homework.marking.judging import UNREADABLE, WRONG, Judge, Judgement
from archcalc.homework.marking.marks import Marks, Verdict
from archcalc.homework.marking.refused_questions import complaint, needless, passes, without_code
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.keys import canonical, question
from archcalc.homework.questions.networks import SHARE, TOO_MUCH, Networks, plain_name, share_of
from archcalc.homework.sheets import Entry, Left, Sheet, either

MOST_EFFORT = 100_000
"""So many layers are looked at to explain the wrong answers of one sheet; the rest are marked without a reason."""
MOST_FAULTS = 200
"""So many questions of one sheet may be none: why is worked out for no more."""
_FEW_FAULTS = 40
"""Fewer than so many come near no bound, whatever networks they name."""


AnyJudge = Judge | ChoiceJudge


class _Line(NamedTuple):
    """An entry with what its question and its answer come to when taken by themselves."""

    entry: Entry
    judge: AnyJudge | ArchcalcError
    basic: Judgement
    verdict: Verdict


class Marker:
    """Marks sheets by a rubric. What one student's answer comes to is kept for all who answer the same."""

    def __init__(self, rubric: Rubric, networks: Networks, *, hints_only: bool = False,
                 language: Language = ENGLISH) -> None:
        self.rubric, self.networks, self.hints_only, self.language = rubric, networks, hints_only, language
        self._judges: dict[tuple[str, str], AnyJudge | ArchcalcError] = {}
        self._chosen = {key.strip().casefold(): (key, terms) for key, terms in rubric.questions.items() if terms.choice}
        self._spelt: dict[tuple[str, str], Judge] = {}
        self._lines: dict[tuple[Entry, str], _Line] = {}
        self._terms: dict[str, dict[str, Terms]] = {}
        self._effort = self._faults = 0
        self._asked: set[tuple[str, str]] = set()
        self._is_new = True

    def mark(self, sheet: Sheet) -> Marks:
        """The marks of a sheet. Raises ArchcalcError where none of its questions is one.

        They are the same whatever was marked before: a sheet that comes near a bound is marked as if it were the first.
        """
        alone, self._is_new = self._is_new, False
        try:
            marks = self._marked(sheet)
        except ArchcalcError:
            if alone or not self._is_near_a_bound():
                raise
        else:
            if alone or not self._is_near_a_bound():
                return marks
        return self.fresh()._marked(sheet)

    def fresh(self) -> Marker:
        """A marker by the same rubric that has worked out nothing yet."""
        return Marker(self.rubric, Networks(self.networks.given), hints_only=self.hints_only, language=self.language)

    def _is_near_a_bound(self) -> bool:
        """True where what earlier sheets had worked out may have kept this one from a bound, or not."""
        judges = [self._judges.get(key) for key in self._asked]
        questions = [judge.question for judge in judges if isinstance(judge, Judge)]
        named = {asked.network.reference: asked.network for asked in questions}
        faults = sum(judge is None or isinstance(judge, ArchcalcError) for judge in judges)
        return (self._effort >= MOST_EFFORT or faults >= _FEW_FAULTS
                or sum(map(share_of, named.values())) >= SHARE // 2)

    def _marked(self, sheet: Sheet) -> Marks:
        """The marks of a sheet, with what was worked out for others."""
        self._begin()
        sheet = without_code(sheet)
        default = self.rubric.network or sheet.network
        lines = [self.line(entry, default) for entry in self.asked(sheet, default)]
        lines = [line for line in lines if not needless(line.judge, line.entry)]
        faults = [line.judge for line in lines if isinstance(line.judge, ArchcalcError)]
        if faults and len(faults) == len(lines):
            raise ArchcalcError(dict.fromkeys(mistake for fault in faults for mistake in fault.mistakes))
        own = OwnAnswers((line.judge, line.entry.given, line.basic) for line in lines if isinstance(line.judge, Judge))
        verdicts = tuple(self.in_context(line, own) for line in lines)
        return Marks(sheet.student, verdicts, _sum([verdict.points for verdict in verdicts]),
                     _sum([verdict.max_points for verdict in verdicts]), (*sheet.left, *self.unasked(sheet, default)))

    def _begin(self) -> None:
        """A sheet is written by somebody else: what it makes the marker do has bounds, and costs no other sheet."""
        self._effort, self._faults, self._asked = 0, 0, set()
        if self.networks.renew():
            self._judges, self._spelt, self._lines, self._terms = {}, {}, {}, {}

    def asked(self, sheet: Sheet, default: str) -> list[Entry]:
        """The questions to be marked: the rubric's, each with its answer or a blank one, or else the sheet's."""
        if not self.rubric.questions:
            return list(sheet.entries)
        given: dict[str, Entry] = {}
        for entry in sheet.entries:
            key = self.key_of(entry, default)
            given[key] = either(given.get(key), entry)
        return [given.get(self.key(key, default), Entry(key, "")) for key in self.rubric.questions]

    def unasked(self, sheet: Sheet, default: str) -> Iterator[Left]:
        """What the rubric passes over: another network that a sheet names, and answers to what it does not ask."""
        if sheet.network and plain_name(sheet.network) != plain_name(default):
            yield Left(said("the sheet's own {network}", network=quoted(sheet.network)),
                       said("{network} is marked instead", network=quoted(default)), told=True)
        asked = {self.key(key, default) for key in self.rubric.questions}
        for entry in sheet.entries if asked else ():
            if entry.given and self.key_of(entry, default) not in asked:
                what = said("the answer to {question}", question=quoted(entry.question))
                yield Left(what, said("the rubric does not ask it"), told=True)

    def key(self, text: str, default: str) -> str:
        """One name for a question, however it is asked."""
        judge = self.judge(text, default)
        return text if isinstance(judge, ArchcalcError) else judge.key

    def key_of(self, entry: Entry, default: str) -> str:
        """One name for the question of an entry."""
        judge = self.judge_of(entry, default)
        return entry.question if isinstance(judge, ArchcalcError) else judge.key

    def judge_of(self, entry: Entry, default: str) -> AnyJudge | ArchcalcError:
        """The judge of an entry's question: by the layer's name, or else by its place."""
        faults = self._faults
        judge = self.judge(entry.question, default)
        if not entry.otherwise or not isinstance(judge, ArchcalcError):
            return judge
        by_place = self.judge(entry.otherwise, default)
        if isinstance(by_place, ArchcalcError):
            return judge
        self._faults = faults
        return by_place

    def judge(self, key: str, default: str) -> AnyJudge | ArchcalcError:
        """The judge of a question, or why there is no such question."""
        self._asked.add((key, default))
        if (key, default) not in self._judges:
            if self._faults >= MOST_FAULTS:
                return ArchcalcError.of(TOO_MUCH, f"more than {MOST_FAULTS} questions of this sheet are none")
            try:
                self._judges[key, default] = self.choice(key) or self._judge(
                    question(key, self.networks, default), default)
            except ArchcalcError as error:
                self._faults += 1
                if passes(error):
                    return error
                self._judges[key, default] = error
        return self._judges[key, default]

    def choice(self, key: str) -> ChoiceJudge | None:
        """The judge of a question of choice; None where the rubric has none of that key."""
        own, terms = self._chosen.get(key.strip().casefold(), ("", None))
        return ChoiceJudge(own, terms.choice, terms) if terms and terms.choice else None

    def _judge(self, asked: Question, default: str) -> Judge:
        """The one judge of a question, however it is spelt."""
        name = canonical(asked), default
        if name not in self._spelt:
            self._spelt[name] = Judge(asked, self.terms(asked, default))
        return self._spelt[name]

    def terms(self, asked: Question, default: str) -> Terms:
        """The terms by which a question is marked."""
        if default not in self._terms:
            self._terms[default] = {canonical(question(key, self.networks, default)): terms
                                    for key, terms in self.rubric.questions.items() if not terms.choice}
        return self._terms[default].get(canonical(asked), self.rubric.terms)

    def line(self, entry: Entry, default: str) -> _Line:
        """An entry judged by itself."""
        line = self._lines.get((entry, default))
        if line is None:
            judge, explain = self.judge_of(entry, default), self._effort < MOST_EFFORT
            basic = _basic(judge, entry, explain=explain)
            line = _Line(entry, judge, basic, self.verdict(judge, entry, basic))
            if explain and not passes(judge):
                self._lines[entry, default] = line
        else:
            self._asked.add((entry.question, default))
        if not isinstance(line.judge, ArchcalcError) and line.basic.verdict == WRONG:
            self._effort += line.judge.effort
        return line

    def in_context(self, line: _Line, own: OwnAnswers) -> Verdict:
        """The verdict on a line, in the light of the sheet's other answers."""
        if line.basic.verdict != WRONG or not isinstance(line.judge, Judge) or self._effort >= MOST_EFFORT:
            return line.verdict
        judgement = own.judged(line.judge, line.entry.given, line.basic)
        return line.verdict if judgement is line.basic else self.verdict(line.judge, line.entry, judgement)

    def verdict(self, judge: AnyJudge | ArchcalcError, entry: Entry, judgement: Judgement) -> Verdict:
        """A judgement with the points that it is worth, and what may be told of it."""
        asked = None if isinstance(judge, ArchcalcError) else judge
        points = asked.terms.points if asked else self.rubric.terms.points
        expected = asked.expected if asked and not self.hints_only else ""
        chosen = judge.text(judgement.misconception) if isinstance(judge, ChoiceJudge) else ""
        feedback = self.language.text(judgement.note.hint if self.hints_only else judgement.note.says)
        return Verdict(entry.question, entry.given, expected, judgement.verdict, points * judgement.credit, points,
                       judgement.misconception, feedback, judgement.convention, chosen)


def _sum(points: list[Fraction]) -> Fraction:
    """Their sum, in one fraction: a class has many, and adding them one by one takes longer than marking them."""
    below = lcm(*(share.denominator for share in points))
    return Fraction(sum(share.numerator * (below // share.denominator) for share in points), below)


def _basic(judge: AnyJudge | ArchcalcError, entry: Entry, *, explain: bool) -> Judgement:
    """The judgement of an answer taken by itself."""
    if isinstance(judge, ArchcalcError) or entry.complaint:
        says = sentence(entry.complaint) if entry.complaint else complaint(judge)
        return Judgement(UNREADABLE, Note(says, says))
    return judge.judge(read(entry.given), explain=explain)
