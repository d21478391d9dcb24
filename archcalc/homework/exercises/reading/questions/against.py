"""Figures of one network set against each other: a layer and the whole, two layers, what goes in and what comes out."""

from __future__ import annotations

from archcalc.base.errors import quoted
from archcalc.base.report import Report
from archcalc.homework.exercises import alternatives
from archcalc.homework.exercises.asked_parts import proportions
from archcalc.homework.exercises.asked_parts.asked_part import AskedPart
from archcalc.homework.exercises.build import network
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.reading.questions.asking import AskedQuestion
from archcalc.homework.exercises.reading.questions.changes import Change, changed
from archcalc.homework.exercises.reading.questions.parting import SETS_AGAINST
from archcalc.homework.exercises.reading.questions.unsaid import settled
from archcalc.homework.exercises.reading.scenes.told_scene import ToldScene
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.homework.exercises.vocabulary import OF_ALL

_EXTREMES = frozenset({"fewer", "more"})
_OF_EACH = frozenset({"output", "params", "weights", "biases", "macs", "flops", "neurons", "receptive_field", "memory",
                      "bytes", "height", "width", "channels"})

_DROPS = frozenset({"drop", "drops"})
"""What a figure does; elsewhere what is done with biases."""


class Cue:
    """A question that sets two things against each other: the term that says it, and the one that asks of each."""

    def __init__(self, scene: ToldScene, asked: AskedQuestion) -> None:
        self.scene, self.figures = scene, asked.figures
        places = [i for i, term in enumerate(scene.terms) if term.sense in SETS_AGAINST]
        if not places:
            self._check_joints()
        self.term: SaidTerm | None = next(
            (scene.terms[i] for i in places if scene.sense(i) == "proportion"),
            scene.terms[places[0]] if places else None)
        self.joined = self._joints(places)
        scene.used |= {*places, *self.joined, *self._conditions()}
        scene.used |= {i for i, term in enumerate(scene.terms) if places and term.text.lower() in _DROPS}
        each = [i for i, term in enumerate(scene.terms) if term.sense == "each" and i >= asked.start]
        each = [i for i in each if i not in scene.used]
        self.each = scene.terms[each[0]] if each and asked.figures and {*asked.figures} <= _OF_EACH else None
        scene.used |= {*each[:1]} if self.each else set()

    def _check_joints(self) -> None:
        """Refuse a layer or another, where nothing is compared."""
        layers = [each.at for each in self.scene.layers]
        for i, term in enumerate(self.scene.terms):
            if term.sense == "or" and layers and layers[0] < i < layers[-1]:
                refuse(self.scene.text, term.word, f"{quoted(term.text)} between two layers: what is to be compared?",
                       "which has fewer parameters ...")

    def _conditions(self) -> set[int]:
        """Terms of what would be, where that is all that is asked: beside another question, it is of another thing."""
        questions = sum(term.sense in {"many", "ask"} for term in self.scene.terms)
        return {i for i, term in enumerate(self.scene.terms) if term.sense == "would" and questions < 2}

    def _joints(self, places: list[int]) -> set[int]:
        """The terms between two layers that are set against each other: than, or."""
        return {i for i, term in enumerate(self.scene.terms) if term.sense == "or"} if places else set()

    def set_against(self, made: Exercise) -> Exercise:
        """The exercise with what is set against what. Raises ArchcalcError where that is not to be seen."""
        if self.term is None:
            return self._of_each(made)
        if made.unknown or len(self.figures) != 1 or (self.term.sense == "compare" and not made.parts):
            self._refuse()
        if self.term.sense in _EXTREMES and (self.term.data == OF_ALL or self._is_of_a_layer(made)):
            if made.parts or made.number < 2:
                self._refuse()
            figure = {"output": "neurons"}.get(self.figures[0], self.figures[0])
            return made._replace(compared=figure, direction=self.term.sense, asked=())
        if self.joined and len(made.parts) < 2:
            self._refuse()
        kind = str(self.term.data) if self.term.sense == "proportion" else "difference"
        both = _both(made) if self.term.sense == "proportion" else ()
        made = made._replace(proportion=self.term.word._replace(data=kind), parts=made.parts or both)
        return settled(made, _proportion, lambda each: each)

    def _is_of_a_layer(self, made: Exercise) -> bool:
        """True of which layer has more, where none is set against another."""
        asks = [i for i, term in enumerate(self.scene.terms) if term.sense == "ask"]
        named = any(self.scene.sense(i + 1) == "layer noun" for i in asks)
        return named and not made.parts and not self.joined and made.number > 1

    def _of_each(self, made: Exercise) -> Exercise:
        """The exercise with what asks of every layer. Raises ArchcalcError where it asks of something else."""
        if self.each is None or made.unknown:
            return made
        if made.number < 2:
            refuse(self.scene.text, self.each.word, f"{quoted(self.each.text)}: that is asked of a part",
                   "ask of all layers together, or write the part as a layer of its own")
        return made._replace(each=self.each.word)

    def _refuse(self) -> None:
        assert self.term is not None
        refuse(self.scene.text, self.term.word, f"{quoted(self.term.text)}: which of which two, and in what?",
               "which has fewer parameters, a 3x3 convolution with 64 filters or one of 5x5 with 32")


def _both(made: Exercise) -> tuple[AskedPart, ...]:
    """Two layers of a kind, where no other is told, as those that are set against each other."""
    kinds = [layer.kind for layer in made.layers for _ in range(layer.times)]
    if len(kinds) != 2 or kinds[0] != kinds[1] or any(layer.implied for layer in made.layers):
        return ()
    tokens = [layer.token for layer in made.layers] * (2 // len(made.layers))
    return tuple(AskedPart(token, kinds[0], place) for place, token in enumerate(tokens, 1))


def _proportion(made: Exercise) -> Report:
    return proportions.report(made.text, made, network(made))


def after_change(made: Exercise, change: Change) -> Exercise:
    """The figure that is asked for, before a change and after it. Raises ArchcalcError where it cannot be made."""
    if len(made.asked) != 1 or made.parts or made.unknown:
        refuse(made.text, change.term.word, f"{quoted(change.term.text)}: what becomes of which figure?",
               "ask for the parameters, or the MACs, of one layer")
    before = made._replace(compared=made.asked[0], asked=(), direction="more", name="before")
    return settled(before, alternatives.report, lambda each: each._replace(
        others=(changed(each, change)._replace(name="after"),)))
