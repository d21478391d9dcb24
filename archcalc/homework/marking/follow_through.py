"""A student's own answers, held together: a wrong one may be right arithmetic on an earlier mistake."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.meanings import read
from archcalc.homework.languages.spoken import Told, passage, said
from archcalc.homework.marking import feedback, own_volumes
from archcalc.homework.marking.diagnosis import on_own_shapes
from archcalc.homework.marking.feedback import Note
from archcalc.homework.marking.judging import ACCEPTED, CORRECT, WRONG, Judge, Judgement, explained
from archcalc.homework.marking.own_volumes import Own
from archcalc.homework.marking.rubrics import FOLLOW_THROUGH
from archcalc.homework.misconceptions._base import OTHER
from archcalc.homework.questions import matching
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import Target
from archcalc.homework.questions.worked_lines import shown, varied
from archcalc.operators.operator import Shape

_HINT = said("The arithmetic is right, but it starts from an earlier answer of yours, which is wrong.")


class _Line(NamedTuple):
    """One answer of the sheet: its question's judge, what was written, and its judgement taken by itself."""

    judge: Judge
    given: str
    basic: Judgement


class OwnAnswers:
    """The answers of one sheet. What follows from wrong ones is worked out only where there are any."""

    def __init__(self, lines: Iterable[tuple[Judge, str, Judgement]]) -> None:
        self.lines = tuple(_Line(*line) for line in lines)
        self._outputs = [line for line in self.lines if line.judge.question.figure.name == "output"]
        self._layers: dict[AskedNetwork, dict[int, Own]] = {}

    def judged(self, judge: Judge, given: str, basic: Judgement) -> Judgement:
        """The judgement of a wrong answer, in the light of the other answers: these take no points away."""
        found = self._carried(judge, read(given), basic)
        return found._replace(credit=max(found.credit, basic.credit)) if found else basic

    def _carried(self, judge: Judge, answer: Answer, basic: Judgement) -> Judgement | None:
        if judge.question.position is None:
            return self._summed(judge, answer)
        own = self.layers(judge.question.network).get(judge.question.position)
        return self._followed(judge, answer, own, basic) if own else None

    def layers(self, network: AskedNetwork) -> dict[int, Own]:
        """Every layer of a network that the student's wrong volumes change."""
        if network not in self._layers:
            volumes = self._volumes(network)
            self._layers[network] = own_volumes.carried(network, volumes) if volumes else {}
        return self._layers[network]

    def _volumes(self, network: AskedNetwork) -> dict[int, Shape]:
        """The volumes as the student has them; nothing where all of them are right."""
        volumes: dict[int, Shape] = {}
        wrong = False
        for judge, given, basic in self._outputs:
            asked = judge.question
            if asked.network is not network or asked.position is None:
                continue
            if basic.verdict in {CORRECT, ACCEPTED}:
                volumes[asked.position] = network.node(asked.position).shape
            elif basic.verdict == WRONG and (volume := own_volumes.own_volume(asked, read(given))):
                volumes[asked.position] = volume
                wrong = True
        return volumes if wrong else {}

    def _followed(self, judge: Judge, answer: Answer, own: Own, basic: Judgement) -> Judgement | None:
        """Right arithmetic on the student's own volumes, or a misconception on top of them."""
        cases = list(own_volumes.cases(judge.case, own))
        for case in cases:
            for target in case.targets:
                if matching.match(answer, target) is not None:
                    told = varied(judge.question.figure.work, case.op, case.inputs, case.output, target)
                    return self._follows(judge, told)
        for case in cases if basic.rank >= OTHER else ():
            rows = on_own_shapes(case, below=OTHER)  # a rare mistake on top of another would explain anything
            judgement = explained(case._replace(targets=judge.case.targets), judge.terms, rows, answer, carried=True)
            if judgement is not None:
                return judgement
        return None

    def _summed(self, judge: Judge, answer: Answer) -> Judgement | None:
        """The sum of the student's own answers, some of which are wrong."""
        own = {line.judge.question.position: line for line in self.lines
               if line.judge.question.figure == judge.question.figure and line.basic.verdict == WRONG
               and line.judge.question.network is judge.question.network and line.judge.question.position is not None}
        values = {position: reading.low for position, line in own.items() for reading in read(line.given).numbers[:1]
                  if reading.low == reading.high}
        for target in judge.case.targets if values else ():
            if not isinstance(target.value, int):
                continue
            total = target.value - sum(_share(line.judge.question, judge, target) - values[position]
                                       for position, line in own.items() if position in values)
            if matching.match(answer, target._replace(value=total)) is not None:
                result = shown(target._replace(value=total))
                return self._follows(judge, said("the sum of your own answers = {result}", result=result))
        return None

    def _follows(self, judge: Judge, told: Told) -> Judgement:
        you = said("You: {arithmetic}.", arithmetic=told)
        note = Note(passage(_HINT, you, feedback.right(judge.case)), _HINT)
        return Judgement(WRONG, note, judge.terms.follow_through, FOLLOW_THROUGH)


def _share(layer: Question, judge: Judge, target: Target) -> int:
    """The share of a layer in a total."""
    shares = [each.value for each in layer.targets(judge.terms.settings)
              if (each.unit, each.convention) == (target.unit, target.convention)]
    return int(shares[0]) if shares else 0
