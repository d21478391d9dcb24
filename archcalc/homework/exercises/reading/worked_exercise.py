"""An exercise that can be worked out, from the layers that are told and from what is asked of them."""

from __future__ import annotations

from archcalc.base.errors import quoted
from archcalc.homework.exercises import bytes_of_volumes, recurrent_biases
from archcalc.homework.exercises.assembling.stated_results import separated
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, Limit
from archcalc.homework.exercises.reading.questions.asking import AskedQuestion
from archcalc.homework.exercises.reading.scenes import blocks
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.flags import slides
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.reading.what_goes_in import LEARNED, ends, entry, fitted, take_widths
from archcalc.homework.exercises.said import SaidBound
from archcalc.homework.exercises.sentence_words import Amount, SentenceWord, refuse


def worked(scene: ToldScene, layers: list[Told], asked: AskedQuestion) -> Exercise:
    """The exercise of these layers. Raises ArchcalcError where it is not clear what is given, or what is asked for."""
    _check_question(scene, asked)
    take_widths(scene, layers)
    source, target = ends(scene, asked.unknown)
    kept = scene.kept is not None or (asked.unknown == "padding" and any(
        each.attributes.get("padding") == "same" for each in layers))
    figures, unknown = _wanted(scene, layers, asked, given=bool(scene.limits or target or kept))
    layers = blocks.settled(scene, layers, figures)
    told = entry(scene, layers, figures, source)
    figures = _figures_meant(scene, layers, figures, sized=told.sides is not None)
    layers = _projected(scene, layers, told.features)
    layers, told = fitted(told, layers, figures, limited=bool(scene.limits))
    layers = sorted(layers, key=lambda each: each.is_output)
    if "receptive_field" in figures and not told.sides:
        _count_windows(layers)
    made = tuple(half for each in layers for half in separated(_layer(each, scene)))
    return Exercise(
        scene.text, recurrent_biases.of_library(made, scene.library, ""), told.sides, told.features, target,
        kept and bool(unknown), unknown, figures, _limit(scene) if unknown else None, scene.batch, scene.number_type,
        parts=asked.parts if len(layers) > 1 and not unknown else (), join=scene.join,
        residual=_added(scene, layers, figures))


def _check_question(scene: ToldScene, asked: AskedQuestion) -> None:
    """Refuse a question that asks for nothing, and one of the bytes of what goes in."""
    if asked.asks and not asked.unknown and not asked.figures:
        refuse(scene.text, scene.terms[-1].word, "what is asked for?",
               "ask for a figure: the output, or the parameters")
    if {*asked.figures} & bytes_of_volumes.ASKED and asked.of_input is not None:
        refuse(scene.text, asked.of_input.word, f"{quoted(asked.of_input.text)}: of what goes in?", "ask of a layer")


def _wanted(scene: ToldScene, layers: list[Told], asked: AskedQuestion, *, given: bool) -> tuple[tuple[str, ...], str]:
    """The figures that are asked for, or the attribute that is to be found for a result that is `given`."""
    if asked.unknown and not given:
        term = layers[-1].term if layers else scene.terms[0]
        refuse(scene.text, term.word, f"the {asked.unknown} for what? The result is not said", "")
    if asked.unknown and not (asked.figures and asked.unknown in {"batch", "layers"}):
        return (), asked.unknown
    if scene.limits:
        term = scene.terms[scene.limits[0].at]
        refuse(scene.text, term.word, f"{term.text} is given, and what is asked for?", "")
    return asked.figures, ""


_WITHOUT_BIASES = {"params": "weights", "params_bytes": "weights_bytes"}
"""The figures that parameters are where no bias is."""


def _figures_meant(scene: ToldScene, layers: list[Told], figures: tuple[str, ...], *, sized: bool) -> tuple[str, ...]:
    """The figures that are asked for, as these layers have them: bytes of what is learned, weights without biases."""
    if "bytes" in figures and not sized and layers and "linear" in layers[0].op.traits:
        stored = "weights_bytes" if scene.bias is False else "params_bytes"
        figures = tuple(stored if name == "bytes" else name for name in figures)
    figures = blocks.figures_of(scene, layers, figures)
    more = any("norm" in each.op.traits or each.kind == "embedding" for each in layers)
    alone = scene.bias is False and not more
    return tuple(_WITHOUT_BIASES.get(name, name) for name in figures) if alone else figures


def _projected(scene: ToldScene, layers: list[Told], features: int) -> list[Told]:
    """Queries, keys and values alone, where no more of attention is asked of: a linear layer three times as wide."""
    if scene.projections != blocks.THREE_OF_FOUR or not features:
        return layers
    return [_three_projections(each, features) if each.kind == "attention" else each for each in layers]


def _three_projections(told: Told, features: int) -> Told:
    made = Told("linear", told.at, told.term, told.sentence)
    made.put("units", blocks.THREE_OF_FOUR * features, told.term)
    return made


def _count_windows(layers: list[Told]) -> None:
    """Two 5x5 kernels that see something are two layers."""
    for each in layers:
        if each.implied and each.times == 1 and each.attributes.get("filters", 99) < 20:
            each.times = each.attributes.pop("filters")


def _layer(told: Told, scene: ToldScene) -> ExerciseLayer:
    attributes = dict(told.attributes)
    if scene.bias is not None and told.called("bias"):
        attributes.setdefault("bias", scene.bias)
    for role, (value, _) in scene.everywhere.items():
        if slides(told, role):
            attributes[role] = value
    if told.pointwise and told.called("kernel"):
        attributes.setdefault("kernel", 1)
    places = {name: term.word for name, term in told.places.items()}
    return ExerciseLayer(told.kind, told.term.word, attributes, places, told.form, told.times, told.features, told.axes,
                         told.depthwise, told.implied, told.separable, branch=told.branch)


def _added(scene: ToldScene, layers: list[Told], figures: tuple[str, ...]) -> SentenceWord | None:
    """The word that says that what goes in is added, where a figure depends on it; no layer is its own shortcut."""
    term = scene.residual
    if term is None or scene.join == "add" or {*figures} <= LEARNED:
        return None
    own = len(layers) == 1 and term.start < layers[0].term.start and layers[0].times == 1
    return None if own else term.word


def _limit(scene: ToldScene) -> Limit | None:
    """The first bound of a figure."""
    if not scene.limits:
        return None
    fact = scene.limits[0]
    noun, term = scene.terms[fact.noun], scene.terms[fact.at]
    unit = term.data.unit if isinstance(term.data, Amount) else ""
    value = fact.value[0] if isinstance(fact.value, tuple) else fact.value
    return Limit(noun.data if noun.sense == "figure" else "", SaidBound(_sign(scene, fact), value, unit), term.word)


def _sign(scene: ToldScene, fact: SaidNumber) -> int:
    """-1 of at most, 1 of at least, 0 of exactly."""
    near = {scene.sense(i) for i in range(max(0, fact.at - 3), fact.at)}
    return -1 if "most" in near else 1 if "least" in near else 0
