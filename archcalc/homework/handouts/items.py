"""Items of a quiz: a question in words, its answers with what is said of each, and who judges others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Protocol

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.answers.meanings import read
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import Told, passage, said, sentence
from archcalc.homework.marking import feedback
from archcalc.homework.marking.choice_judging import ChoiceJudge
from archcalc.homework.marking.figure_hints import formula
from archcalc.homework.marking.judging import ACCEPTED, WRONG, Judge, Judgement
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.misconceptions._base import OTHER
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.right_answers import AnswerSettings, Target
from archcalc.homework.questions.worked_lines import plain

TERMS = Terms(settings=AnswerSettings(params=("exact",)))
"""A quiz says whether biases count, and so accepts one count."""
_CHOICES, _MOST_CHOICES, _CHOICE_SHARE, _ALL = 4, 9, 0.35, 100


class AnswerChoice(NamedTuple):
    """An answer that somebody may give: its share of the points in percent, and what is said of it."""

    answer: str
    percent: float
    feedback: str
    misconception: str = ""


class AnswerJudge(Protocol):
    """Whoever judges what is typed."""

    def judge(self, answer: Answer) -> Judgement:
        """The judgement of an answer."""

    def by(self, terms: Terms) -> AnswerJudge:
        """The same judge by other points, tolerance and credits; what is counted stays, for the text says it."""


class Item(NamedTuple):
    """One question. `kind` is number, volume or choice; `choices` begin with the right one, unshuffled.

    `tells` is what its text gives away, and `hides` what no other text should have given away.
    """

    key: str
    text: str
    kind: str
    choices: tuple[AnswerChoice, ...]
    working: str
    order: tuple[int, ...]
    judge: AnswerJudge
    hint: Told
    alike: str = ""
    """The question without the layer's name: two that are alike are one."""
    tells: frozenset[str] = frozenset()
    hides: frozenset[str] = frozenset()
    brief: str = ""
    """The text without the network's and the layer's names."""
    terms: Terms = TERMS

    @property
    def is_keyed(self) -> bool:
        """True where `check` knows the question by its key."""
        return isinstance(self.judge, Judge | ChoiceJudge)

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters under which `check` knows the choices, in the order in which they are shown; or none."""
        if not isinstance(self.judge, ChoiceJudge):
            return ()
        known = {each.text: each.letter for each in self.judge.choices}
        return tuple(known[each.answer] for each in self.shuffled)

    @property
    def slack(self) -> int:
        """So much a number may be off."""
        return int(int(self.right.answer) * self.terms.tolerance) if self.kind == "number" else 0

    @property
    def right(self) -> AnswerChoice:
        """The right answer."""
        return self.choices[0]

    @property
    def spellings(self) -> list[str]:
        """The ways in which a right answer may be typed, also with the channels first, or a square by its side."""
        found = []
        for choice in self.choices:
            if choice.percent == _ALL:
                sides = choice.answer.split("x")
                turned = [[sides[-1], *sides[:-1]]] if len(sides) == 3 else [sides[:1]] if len(set(sides)) == 1 else []
                found += [sign.join(order) for order in (sides, *turned) for sign in ("x", " x ", "×")]
        return list(dict.fromkeys(found))

    @property
    def shuffled(self) -> list[AnswerChoice]:
        """The choices in the order in which they are shown."""
        return [self.choices[i] for i in self.order]


Draft = Callable[[Random, Language], Item | None]
"""A question that may be asked, written when its turn comes; None where there is nothing to work out."""


class Wording(NamedTuple):
    """The words of a question: the facts, with the layer's name and without, and what is asked."""

    facts: Told
    asks: Told
    alike: Told


def item(asked: Question, wording: Wording, rng: Random, language: Language, *,
         tells: Iterable[str] = (), hides: Iterable[str] = ()) -> Item:
    """A question about a number or a volume; a choice, where misconceptions lead to enough wrong answers."""
    judge = Judge(asked, TERMS)
    right = judge.case.targets[0]
    working = feedback.answer_of(asked, right)
    choices = (right_choice(judge, right, language), *wrong_choices(judge, right, language))
    kind = "volume" if isinstance(right.value, tuple) else "number"
    if len(choices) >= _CHOICES and rng.random() < _CHOICE_SHARE:
        kind, choices = "choice", choices[:_CHOICES]
    order = list(range(len(choices)))
    rng.shuffle(order)
    own = {asked.key, *([plain(right)] if isinstance(right.value, tuple) else [])}
    return Item(asked.key, language.text(passage(wording.facts, wording.asks)), kind, choices, language.text(working),
                tuple(order), judge, formula(judge.case),
                ENGLISH.text(passage(wording.alike, wording.asks)), frozenset(tells), frozenset({*own, *hides}),
                language.text(passage(wording.alike, wording.asks)))


def marked_by(terms: Terms, item: Item) -> Item:
    """A question whose answers get what `check` gives them by these terms; none to choose from is right besides one."""
    judge = item.judge.by(terms)
    if judge is item.judge:  # no terms change what it says, and has said of these
        return item._replace(terms=terms)
    credited = [item.right, *(each._replace(percent=_percent(judge.judge(read(each.answer)).credit))
                              for each in item.choices[1:])]
    kept = [place for place, each in enumerate(credited) if not place or item.kind != "choice" or each.percent < _ALL]
    order = tuple(kept.index(place) for place in item.order if place in kept)
    return item._replace(choices=tuple(credited[place] for place in kept), order=order, judge=judge, terms=terms)


def _percent(credit: Fraction) -> float:
    """A share in percent, to the five decimals that Moodle's own shares have."""
    return int(credit * _ALL) if (credit * _ALL).denominator == 1 else round(float(credit * _ALL), 5)


def right_choice(judge: Judge, right: Target, language: Language) -> AnswerChoice:
    """The right answer, with its arithmetic."""
    working = feedback.answer_of(judge.question, right)
    return AnswerChoice(plain(right), _ALL, language.text(said("Right: {answer}.", answer=working)))


def wrong_choices(judge: Judge, right: Target, language: Language) -> list[AnswerChoice]:
    """The likeliest wrong answers that misconceptions lead to, each once; none that would be marked right."""
    return list(islice(_wrong(judge, right, language), _MOST_CHOICES - 1))


def _wrong(judge: Judge, right: Target, language: Language) -> Iterator[AnswerChoice]:
    seen: set[str] = set()
    for row, mistaken in judge.mistaken:
        for each in mistaken if row.rank <= OTHER else ():
            answer = plain(each.target)
            same = each.target.unit == right.unit and type(each.target.value) is type(right.value)
            asked = same and answer not in seen and _possible(each.target)
            if asked and _is_named(judge.judge(read(answer)), row.name):
                seen.add(answer)
                told = passage(sentence(said(row.says)), sentence(said(row.hint)))
                yield AnswerChoice(answer, 0, language.text(told), row.name)
                break


def _is_named(judgement: Judgement, misconception: str) -> bool:
    """True where an answer is not the right one, for this reason; a rubric may accept it."""
    return judgement.verdict in {WRONG, ACCEPTED} and judgement.misconception == misconception


def _possible(target: Target) -> bool:
    sides = target.value if isinstance(target.value, tuple) else (target.value,)
    return all(side > 0 for side in sides)
