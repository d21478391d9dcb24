"""One answer to one question -> a judgement: right, right in another way, or wrong and why."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.languages.spoken import sentence
from archcalc.homework.marking import feedback
from archcalc.homework.marking.diagnosis import Prepared, likeliest, prepared
from archcalc.homework.marking.feedback import Note
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.misconceptions._base import Case
from archcalc.homework.questions import matching
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.keys import canonical
from archcalc.homework.questions.matching import Match
from archcalc.homework.questions.right_answers import BITS, Target
from archcalc.homework.questions.worked_lines import plain

CORRECT, ACCEPTED, WRONG, BLANK, UNREADABLE = VERDICTS = ("correct", "accepted", "wrong", "blank", "unreadable")
CHANNELS_FIRST = "channels-first"
UNEXPLAINED = 1000


class Judgement(NamedTuple):
    """A judged answer: verdict, share of the points, misconception, way of counting.

    `rank` tells how unlikely the misconception is.
    """

    verdict: str
    note: Note
    credit: Fraction = Fraction(0)
    misconception: str | None = None
    convention: str = ""
    rank: int = 0


class Judge:
    """Judges the answers to one question; what its misconceptions lead to is worked out at the first wrong answer."""

    def __init__(self, question: Question, terms: Terms) -> None:
        self.question, self.terms = question, terms
        node = question.network.node(question.network.last if question.position is None else question.position)
        targets = question.targets(terms.settings)
        self.case = Case(question, terms.settings, targets, node.op, node.input_shapes, node.shape)

    def by(self, terms: Terms) -> Judge:
        """A judge of the same question, counted in the same way, by other points, tolerance and credits."""
        return Judge(self.question, terms._replace(settings=self.terms.settings))

    @cached_property
    def key(self) -> str:
        """The one key of its question."""
        return canonical(self.question)

    @cached_property
    def mistaken(self) -> Prepared:
        """The answers that misconceptions lead to here."""
        return prepared(self.case)

    @property
    def expected(self) -> str:
        """The right answer as digits, and the bytes where memory may be told in either."""
        first = self.case.targets[0]
        if self.question.figure.look != "memory":
            return plain(first)
        return " = ".join(f"{plain(target)} {target.unit}" for target in self.case.targets
                          if target.convention == first.convention and target.unit != BITS)

    def judge(self, answer: Answer, *, explain: bool = True) -> Judgement:
        """The judgement of an answer taken by itself; why it is wrong is looked for only with `explain`."""
        if answer.complaint:
            says = sentence(answer.complaint)
            return Judgement(UNREADABLE, Note(says, says))
        for target in () if answer.blank else self._stated(answer):
            slack = int(target.value * self.terms.tolerance) if isinstance(target.value, int) else 0
            match = matching.match(answer, target, slack)
            if match is not None:
                doubt = feedback.doubt(self.question, answer)
                return Judgement(UNREADABLE, Note(doubt, doubt)) if doubt else self._matched(answer, target, match)
        if answer.blank or answer.dash:
            return Judgement(BLANK, feedback.blank(self.case))
        if answer.biases is not None and any(matching.match(answer, target) for target in self.case.targets):
            return Judgement(WRONG, feedback.other_biases(self.case, counted=not answer.biases), rank=UNEXPLAINED)
        found = explained(self.case, self.terms, self.mistaken, answer) if explain else None
        return found or Judgement(WRONG, feedback.unexplained(self.case, sought=explain), rank=UNEXPLAINED)

    def _stated(self, answer: Answer) -> tuple[Target, ...]:
        """The right answers that an answer may give which says whether it counts the biases."""
        if answer.biases is None or self.question.figure.name != "params":
            return self.case.targets
        position = self.question.position
        counted = self.question.network.counts("params", "weights")
        bare = sum(counted) if position is None else counted[position]
        return tuple(target for target in self.case.targets if not feedback.biases(self.case)
                     or (target.value != bare) is answer.biases)

    @property
    def effort(self) -> int:
        """The layers looked at, about, to explain a wrong answer: for a sum all of them, a dozen times."""
        return 200 + len(self.question.network.graph.nodes) * (1 if self.question.position is not None else 12)

    def _matched(self, answer: Answer, target: Target, match: Match) -> Judgement:
        """A right answer; accepted, where it is told or counted in another way than expected."""
        first, reading = self.case.targets[0], match.reading
        usual = target.convention == first.convention and (target.unit == first.unit or bool(reading and reading.unit))
        unusual = match.channels_first or answer.dash or bool(answer.within or (reading and reading.grouped))
        note = feedback.matched(self.case, target, answer, match)
        return Judgement(CORRECT if usual and not unusual else ACCEPTED, note, Fraction(1),
                         CHANNELS_FIRST if match.channels_first else None, target.convention)


def explained(case: Case, terms: Terms, rows: Prepared, answer: Answer, *, carried: bool = False) -> Judgement | None:
    """The judgement of a wrong answer by the likeliest misconception; None where none leads to it."""
    found = likeliest(rows, case, answer)
    if found is None:
        return None
    row = found[0].misconception
    return Judgement(ACCEPTED if row.name in terms.accept else WRONG, feedback.wrong(case, *found, carried=carried),
                     terms.credit(row.name), row.name, rank=row.rank)
