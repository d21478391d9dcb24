"""Comparisons: the layer of three that has the most parameters, or takes the most multiply-adds."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import islice
from random import Random

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.answer import Answer
from archcalc.homework.handouts.items import TERMS, AnswerChoice, Draft, Item
from archcalc.homework.handouts.layer_questions import is_answerable
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import Spoken, Told, listed, passage, said
from archcalc.homework.marking.feedback import Note, hinted
from archcalc.homework.marking.judging import CORRECT, UNREADABLE, WRONG, Judge, Judgement
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.misconceptions._base import LISTED, Misconception
from archcalc.homework.questions import keys
from archcalc.homework.questions.askable import Question
from archcalc.homework.questions.layer_facts import input_fact, layer_facts, rounding
from archcalc.homework.questions.networks import AskedNetwork, plain_name

_ASKS = {
    "params": "Which of these layers has the most parameters, biases included?",
    "macs": "Which of these layers takes the most multiply-adds, biases left out?",
}
_COMPARED, _MOST_TRIED, _MOST_OF_A_FIGURE = 3, 24, 6


class Named(NamedTuple):
    """A layer that is named as the answer: the misconception that would name it, and what is said."""

    misconception: str
    note: Note
    right: bool = False


class LayerJudge:
    """Judges which layer is named: the answers of all that are compared are known."""

    def __init__(self, named: dict[str, Named]) -> None:
        self._named = {plain_name(layer): told for layer, told in named.items()}

    def judge(self, answer: Answer) -> Judgement:
        """The judgement of a layer's name."""
        told = self._named.get(plain_name(answer.given))
        if told is None:
            return Judgement(UNREADABLE, Note(*2 * (said("This is none of the layers that are compared."),)))
        if told.right:
            return Judgement(CORRECT, told.note, Fraction(1))
        return Judgement(WRONG, told.note, misconception=told.misconception or None)

    def by(self, terms: Terms) -> LayerJudge:
        """Itself: which layer has the most, no terms change."""
        return self


def drafts(network: AskedNetwork) -> Iterator[Draft]:
    """A few comparisons for each figure, of layers that chance draws."""
    often = min(_MOST_OF_A_FIGURE, max(2, len(network.shown) // 2))
    for name in _ASKS:
        yield from [partial(_about, network, name)] * often


def _about(network: AskedNetwork, name: str, rng: Random, language: Language) -> Item | None:
    """A comparison of layers that differ."""
    positions = [i for i in network.shown if len(network.node(i).inputs) == 1]
    rng.shuffle(positions)
    asked = (keys.of(network, i, name) for i in positions)
    by_value: dict[int, Question] = {}
    for each in islice(filter(is_answerable, asked), _MOST_TRIED):
        if value := each.targets(TERMS.settings)[0].value:
            by_value.setdefault(value, each)
    compared = dict(islice(by_value.items(), _COMPARED))
    return _item(network, name, compared, rng, language) if len(compared) == _COMPARED else None


def _item(network: AskedNetwork, name: str, compared: dict[int, Question], rng: Random, language: Language) -> Item:
    """The question, and what is said of each layer that may be named."""
    first, *others = (Judge(compared[value], TERMS) for value in sorted(compared, reverse=True))
    working = listed([said("{layer}: {arithmetic}", layer=_layer(each), arithmetic=_told(each))
                      for each in (first, *others)], "{first}; {others}")
    right = said("Right: {answer}.", answer=working)
    named = {_layer(first): Named("", Note(right, said("Right.")), right=True),
             **{_layer(each): _misled(each, first, right) for each in others}}
    choices = tuple(AnswerChoice(layer, 100 if told.right else 0, language.text(told.note.says), told.misconception)
                    for layer, told in named.items())
    order = list(range(len(choices)))
    rng.shuffle(order)
    text = _text(network, [(first, *others)[i] for i in order], name)
    return Item(f"{network.reference}.{','.join(sorted(named))}.{name}", language.text(text), "choice", choices,
                language.text(working), tuple(order), LayerJudge(named), said(first.question.figure.hint),
                ENGLISH.text(text), frozenset(named))


def _text(network: AskedNetwork, judges: list[Judge], name: str) -> Told:
    """The layers with their facts, and what is asked."""
    nodes = [network.node(judge.question.position or 0) for judge in judges]
    facts = [said("{layer} ({facts}, on {input})", layer=node.name, facts=layer_facts(node),
                  input=input_fact(network, node)) for node in nodes]
    rounded = [told for told in map(rounding, nodes) if told is not None and name == "macs"]
    layers = listed(facts, "{first}; {others}")
    return passage(said("{network}: {layers}.", network=network.graph.about.title, layers=layers), *rounded[:1],
                   said(_ASKS[name]))


def _misled(wrong: Judge, first: Judge, right: Told) -> Named:
    """The answer to who names a layer that is not the first: the misconception by which it would be."""
    row = _misleading(wrong, first)
    why: Spoken | None = said("Perhaps {mistake}.", mistake=said(row.says)) if row else None
    hint = hinted(said(row.hint if row else first.question.figure.hint))
    note = Note(passage(said("Wrong."), why, right), passage(said("Wrong."), why, hint))
    return Named(row.name if row else "", note)


def _layer(judge: Judge) -> str:
    return judge.question.network.node(judge.question.position or 0).name


def _told(judge: Judge) -> Told:
    asked = judge.question
    return asked.figure.told(asked.network, asked.position or 0, judge.case.targets[0])


def _misleading(wrong: Judge, right: Judge) -> Misconception | None:
    """The likeliest misconception by which the wrong layer would have the most."""
    of_right = {row.name: mistaken for row, mistaken in right.mistaken if mistaken}
    for row, mistaken in wrong.mistaken:
        if mistaken and row.rank <= LISTED and row.name in of_right \
                and mistaken[0].target.value > of_right[row.name][0].target.value:
            return row
    return None
