"""An exercise from what is told and what is asked."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.exercises import bytes_of_volumes
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.reading.questions import changes, doubts, said_choices
from archcalc.homework.exercises.reading.questions.against import Cue, after_change
from archcalc.homework.exercises.reading.questions.asking import AskedQuestion, question
from archcalc.homework.exercises.reading.questions.compared_choices import comparison
from archcalc.homework.exercises.reading.questions.parting import with_superlatives
from archcalc.homework.exercises.reading.scenes import branches_side_by_side
from archcalc.homework.exercises.reading.scenes.passages import with_passages, with_rounds, with_table_rows
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.reading.told_layers import apart, check_heard, check_pointed, told_scene
from archcalc.homework.exercises.reading.wording import articles
from archcalc.homework.exercises.reading.wording.order import in_order
from archcalc.homework.exercises.reading.wording.terms import SaidTerm, terms
from archcalc.homework.exercises.reading.worked_exercise import worked


def read(text: str) -> Exercise:
    """An exercise from a text. Raises ArchcalcError for what is not understood, with a caret under it."""
    found = _terms(text)
    if several := said_choices.choices(text, found):
        return comparison(text, found, several, _alternative)
    found, change = changes.scaled(text, found)
    scene = told_scene(text, found)
    layers, pointing = apart(scene)
    check_pointed(scene, layers, pointing)
    branches_side_by_side.part(scene, layers)
    asked = question(scene, pointing)
    layers = _without_volumes(scene, layers or _asked_layer(scene, asked), asked.figures)
    cue = Cue(scene, asked)
    check_heard(scene)
    doubts.check(doubts.Understood(scene, layers, pointing, asked.figures, asked.start))
    if not layers and not (scene.inputs and {*asked.figures} & bytes_of_volumes.ASKED):
        raise _without_layer(text)
    made = worked(scene, layers, asked)
    return after_change(made, change) if change else cue.set_against(made)


def left_out(text: str) -> tuple[str, ...]:
    """A note for each sentence that says nothing of a network, and holds a word that nobody knows."""
    return tuple(f"not read: {quoted(term.text)}" for term in terms(text) if term.sense == "left out")


def _terms(text: str) -> list[SaidTerm]:
    """The terms of a text, in the order in which an exercise tells them; what values pass through is one of them."""
    found = in_order(text, list(with_superlatives(list(articles.counted(list(terms(text)))))))
    return list(with_table_rows(list(with_passages(text, list(with_rounds(found))))))


def _without_volumes(scene: ToldScene, layers: list[Told], figures: tuple[str, ...]) -> list[Told]:
    """The layers; none, where the bytes of a volume are asked for that one puts out of which no more is known."""
    if not figures or not {*figures} <= bytes_of_volumes.ASKED or any(each.own or not each.needs for each in layers):
        return layers
    volumes = [(value, term) for _, value, term in scene.results if isinstance(value, tuple)]
    if volumes and not scene.inputs:
        scene.inputs.append(volumes[0])
        scene.results.clear()
    return [] if scene.inputs else layers


_OF_WINDOW = frozenset({"kernel", "stride", "padding", "dilation", "filters"})


def _asked_layer(scene: ToldScene, asked: AskedQuestion) -> list[Told]:
    """The layer whose window, or filters, are asked for, where no other is told: which pool size ..."""
    if asked.unknown not in _OF_WINDOW or not (scene.results or scene.limits):
        return []
    term = next((term for term in scene.terms if term.sense in {"kernel", "filters", "attribute"}), scene.terms[0])
    kind = "max_pool" if term.data == "pool" else "conv"
    return [Told(kind, 0, term, 0, implied=True)]


def _without_layer(text: str) -> ArchcalcError:
    return ArchcalcError.of("exercise", f"there is no layer in {quoted(text)}", hint="name one: conv, pooling, dense")


def _alternative(
    text: str, choice: said_choices.SaidChoice, figures: tuple[str, ...]
) -> tuple[Exercise, frozenset[int]]:
    """One of several alternatives, with what is said of all of them; and where that begins which is not of it."""
    scene = told_scene(text, choice.terms)
    dropped = said_choices.settle(scene, choice)
    layers, _ = apart(scene)
    check_heard(scene)
    if not layers and not (scene.inputs and {*figures} <= bytes_of_volumes.ASKED):
        raise _without_layer(choice.name)
    made = worked(scene, layers, AskedQuestion(figures, "", (), 0))._replace(name=choice.name)
    alone = made.layers and not made.input and not made.features
    return made._replace(features=made.layers[0].features) if alone else made, dropped
