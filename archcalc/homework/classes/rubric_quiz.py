"""The questions of a rubric as a quiz, so that a homework goes into every format of questions."""

from __future__ import annotations

from random import Random

from archcalc.homework.classes.bound_marker import BoundMarker, PaperQuestion
from archcalc.homework.classes.paper import Paper, PaperItem, paper
from archcalc.homework.classes.question_texts import text
from archcalc.homework.classes.roster import Enrolled
from archcalc.homework.handouts.items import AnswerChoice, Item, marked_by, right_choice, wrong_choices
from archcalc.homework.handouts.quiz import Quiz
from archcalc.homework.languages import Language
from archcalc.homework.languages.spoken import said
from archcalc.homework.marking import feedback
from archcalc.homework.marking.choice_judging import ChoiceJudge
from archcalc.homework.marking.figure_hints import formula
from archcalc.homework.marking.judging import Judge
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.questions.right_answers import VALUES, Target
from archcalc.homework.questions.worked_lines import plain

_NOBODY = Enrolled("", "")


def rubric_quiz(marker: BoundMarker) -> Quiz:
    """Every question of a rubric, about the networks' own sizes, with the rubric's points and credits.

    Raises ArchcalcError.
    """
    shown = paper(marker, _NOBODY, keyed=True)
    items = tuple(_item(marker, own, told, shown) for own, told in zip(marker.questions, shown.items, strict=True))
    about = marker.rubric.network or "".join(marker.about[:1])
    return Quiz(marker.rubric.title, about, items, marker.language)


def _item(marker: BoundMarker, own: PaperQuestion, told: PaperItem, shown: Paper) -> Item:
    """A question with its answers: what else counts as right, and what misconceptions lead to."""
    given = marker.asked(own, _NOBODY)
    if isinstance(given, ChoiceJudge):
        return _choice_item(given, told, marker.language)
    judge = _unambiguous(given, own.terms)
    language, (first, *others) = marker.language, judge.case.targets
    asked = language.text(text(judge.question, judge.terms.settings))
    if told.table is not None:
        asked = f"{asked} {shown.layers(told.table)}"
    choices = (right_choice(judge, first, language), *_also_right(judge, others, marker),
               *wrong_choices(judge, first, language))
    order = list(range(len(choices)))
    Random(f"archcalc/{own.key}").shuffle(order)  # noqa: S311 - the same order each time, no secret
    kind = "volume" if isinstance(first.value, tuple) else "number"
    item = Item(f"{own.network}.{own.about}", asked, kind, choices, told.working, tuple(order), judge,
                formula(judge.case), brief=_brief(judge, asked) if told.table is None else "")
    return marked_by(judge.terms, item)


def _choice_item(judge: ChoiceJudge, told: PaperItem, language: Language) -> Item:
    """A question of choice, with what is said of each choice; they stand in the order of the paper."""
    asked = judge.question
    in_order = sorted(judge.choices, key=lambda each: bool(each.misconception))
    choices = tuple(AnswerChoice(each.text, 0 if each.misconception else 100,
                                 language.text(judge.said_of(each)), each.misconception)
                    for each in in_order)
    order = tuple(in_order.index(each) for each in judge.choices)
    return marked_by(judge.terms, Item(judge.key, asked.asks, "choice", choices, told.working, order, judge, judge.hint,
                                       brief=""))


def _brief(judge: Judge, asked: str) -> str:
    """The text without the names of network and layer, where it begins with both."""
    network, position = judge.question.network, judge.question.position or 0
    names = f"{network.graph.about.title}, {network.node(position).name}: "
    return asked.removeprefix(names) if asked.startswith(names) else ""


def _unambiguous(judge: Judge, terms: Terms) -> Judge:
    """The same question; memory, which may be told in values or in bytes, is asked for in values."""
    settings = terms.settings
    if judge.question.figure.name == "memory" and not settings.unit:
        settings = settings._replace(unit=VALUES)
    return Judge(judge.question, terms._replace(settings=settings))


def _also_right(judge: Judge, others: list[Target], marker: BoundMarker) -> list[AnswerChoice]:
    """The answers in other conventions that the rubric accepts."""
    first = judge.case.targets[0]
    found = {plain(each): each for each in others if each.unit == first.unit and each.bare}
    found.pop(plain(first), None)
    return [AnswerChoice(answer, 100, marker.language.text(said("Right: {answer}.", answer=feedback.answer_of(
        judge.question, each)))) for answer, each in found.items()]
