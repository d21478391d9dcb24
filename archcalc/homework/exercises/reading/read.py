"""An exercise from what is told and what is asked."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.exercises import bytes_of_volumes, recurrent_biases
from archcalc.homework.exercises.assembling.stated_results import separated
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, InputSides, Limit
from archcalc.homework.exercises.known_blocks import attention_figures
from archcalc.homework.exercises.reading.questions import changes, choices, doubts
from archcalc.homework.exercises.reading.questions.against import Cue, after_change
from archcalc.homework.exercises.reading.questions.asking import AskedQuestion, question
from archcalc.homework.exercises.reading.questions.comparing import comparison
from archcalc.homework.exercises.reading.questions.parting import with_superlatives
from archcalc.homework.exercises.reading.questions.pointing import points
from archcalc.homework.exercises.reading.scenes import blocks, branches
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber, facts
from archcalc.homework.exercises.reading.scenes.flags import set_flags, slides
from archcalc.homework.exercises.reading.scenes.naming import name_layers, number_layers
from archcalc.homework.exercises.reading.scenes.passages import (
    place_passages,
    with_passages,
    with_rounds,
    with_table_rows,
)
from archcalc.homework.exercises.reading.scenes.placing import IMPLIED, place
from archcalc.homework.exercises.reading.scenes.scene import Told, ToldScene, sentences
from archcalc.homework.exercises.reading.wording import articles
from archcalc.homework.exercises.reading.wording.order import in_order
from archcalc.homework.exercises.reading.wording.terms import SaidTerm, terms
from archcalc.homework.exercises.said import SaidBound
from archcalc.homework.exercises.sentence_words import Amount, SentenceWord, refuse

_HEARD = frozenset({
    "", "is", "comma", "and", "then", "or", "stop", "question", "with", "of", "layer noun", "network", "hidden", "total",
    "ask", "many", "on", "gives", "from", "to", "input", "output", "size word", "u", "this", "arrow", "after", "colour",
    "number type", "library", "with bias", "without bias", "valid", "keeps", "unit stride", "images",
    "number", "count", "size", "numbers", "layer", "code", "figure", "label", "channels", "features", "filters",
    "per image", "pixels", "kernel", "units", "attribute", "steps", "bias", "batch", "square", "exact",
    "side", "layers", "true", "dimensional", "dimension", "option", "together", "least", "most",
    "receives", "uses", "called", "open", "letter", "notation", "state", "left out",
})
"""Senses that an exercise may hold besides what it is worked out from."""


def read(text: str) -> Exercise:
    """An exercise from a text. Raises ArchcalcError for what is not understood, with a caret under it."""
    found = in_order(text, list(with_superlatives(list(articles.counted(list(terms(text)))))))
    found = list(with_table_rows(list(with_passages(text, list(with_rounds(found))))))
    if several := choices.choices(text, found):
        return comparison(text, found, several, _alternative)
    found, change = changes.scaled(text, found)
    scene = _scene(text, found)
    layers, pointing = _apart(scene)
    _count_once(scene, layers)
    _check_pointed(scene, layers, pointing)
    branches.part(scene, layers)
    asked = question(scene, pointing)
    layers = layers or _asked_layer(scene, asked)
    if {*asked.figures} <= bytes_of_volumes.ASKED and asked.figures and not any(each.own or not each.needs for each in layers):
        layers = _volume_alone(scene, layers)
    cue = Cue(scene, asked)
    _check_heard(scene)
    doubts.check(scene, layers, pointing, asked.figures, asked.start)
    if not layers and not (scene.inputs and {*asked.figures} & bytes_of_volumes.ASKED):
        raise ArchcalcError.of("exercise", f"there is no layer in {quoted(text)}")
    made = _exercise(scene, layers, asked)
    return after_change(made, change) if change else cue.set_against(made)


def left_out(text: str) -> tuple[str, ...]:
    """A note for each sentence that says nothing of a network, and holds a word that nobody knows."""
    return tuple(f"not read: {quoted(term.text)}" for term in terms(text) if term.sense == "left out")


def _volume_alone(scene: ToldScene, layers: list[Told]) -> list[Told]:
    """No layer, where a volume is told that a layer puts out, of which no more is known."""
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


def _alternative(text: str, choice: choices.SaidChoice, figures: tuple[str, ...]) -> tuple[Exercise, frozenset[int]]:
    """One of several alternatives, with what is said of all of them; and where that begins which is not of it."""
    scene = _scene(text, choice.terms)
    dropped = choices.settle(scene, choice)
    layers, _ = _apart(scene)
    _count_once(scene, layers)
    _check_heard(scene)
    if not layers and not (scene.inputs and {*figures} <= bytes_of_volumes.ASKED):
        raise ArchcalcError.of("exercise", f"there is no layer in {quoted(choice.name)}")
    made = _exercise(scene, layers, AskedQuestion(figures, "", (), 0))._replace(name=choice.name)
    alone = made.layers and not made.input and not made.features
    return made._replace(features=made.layers[0].features) if alone else made, dropped


def _scene(text: str, found: list[SaidTerm]) -> ToldScene:
    scene = ToldScene(text, found)
    for number, (start, end) in enumerate(sentences(found)):
        name_layers(scene, start, end, number)
        place_passages(scene, start, end, number)
        told = sorted(facts(found, start, end), key=lambda fact: (fact.role not in IMPLIED, fact.at))
        for fact in told:
            place(scene, fact, start, number)
        number_layers(scene, start, end, number)
        set_flags(scene, start, end, number)
    waiting, scene.loose = scene.loose, []
    for fact in waiting:
        if sum(each.takes(fact.role) for each in scene.layers) == 1:
            place(scene, fact, 0, len(found))
        else:
            scene.loose.append(fact)
    return scene


def _apart(scene: ToldScene) -> tuple[list[Told], list[Told]]:
    """The layers, and names that only point at one of them: the conv layer, of which something was told."""
    _take_biases(scene)
    pointing = [each for each in scene.layers if points(scene, each)]
    layers = [each for each in scene.layers if each not in pointing]
    return _in_order(scene, layers), pointing


def _take_biases(scene: ToldScene) -> None:
    """What is said of the biases of a kind of layer is of the layer itself, which is told elsewhere."""
    for each in scene.layers:
        known = next((other for other in scene.layers if other.kind == each.kind and "units" in other.attributes), None)
        if known is not None and known is not each and {*each.attributes} == {"biases"}:
            known.attributes["biases"] = each.attributes.pop("biases")
            each.own = False


def _in_order(scene: ToldScene, layers: list[Told]) -> list[Told]:
    """The layers as values pass through them: a pooling after a convolution comes second, wherever it is named."""
    for i in range(len(layers) - 1):
        between = [scene.sense(j) for j in range(layers[i].at + 1, layers[i + 1].at)]
        if "after" in between and not {"comma", "and", "then", "stop"} & {*between[:between.index("after")]}:
            layers[i], layers[i + 1] = layers[i + 1], layers[i]
    return layers


def _check_pointed(scene: ToldScene, layers: list[Told], pointing: list[Told]) -> None:
    """Refuse a second convolution of one that is told."""
    for each in pointing:
        count = sum(other.times for other in layers if other.kind == each.kind)
        if each.ordinal is not None and each.ordinal > count:
            refuse(scene.text, each.term.word, f"{quoted(each.term.text)}: {count} such layers are told", "")


def _count_once(scene: ToldScene, layers: list[Told]) -> None:
    """Two layers, of which each is told then, are not twice as many. Raises ArchcalcError where the numbers differ."""
    for i, each in enumerate(layers):
        told = [other for other in layers[i + 1:] if other.kind == each.kind and other.implied and not other.is_output
                and other.sentence - each.sentence < 2]
        if each.times < 2 or not told:
            continue
        if each.times != len(told) + 1:
            refuse(scene.text, each.term.word, f"{each.times} are said, and {len(told) + 1} are told", "")
        each.times = 1


def _check_heard(scene: ToldScene) -> None:
    """Refuse a number that belongs to nothing, and a word that changes what is asked."""
    if scene.loose:
        term = scene.terms[scene.loose[0].at]
        refuse(scene.text, term.word, f"{term.text} of what?", "say it beside what it is: 3 channels, stride 2")
    for i, term in enumerate(scene.terms):
        if i not in scene.used and term.sense not in _HEARD:
            refuse(scene.text, term.word, f"{quoted(term.text)} is not understood here", "")


def _exercise(scene: ToldScene, layers: list[Told], asked: AskedQuestion) -> Exercise:
    unknown, figures = asked.unknown, asked.figures
    if not unknown and not figures and asked.asks:
        refuse(scene.text, scene.terms[-1].word, "what is asked for?", "ask for a figure: the output, or the parameters")
    if {*figures} & bytes_of_volumes.ASKED and asked.of_input is not None:
        refuse(scene.text, asked.of_input.word, f"{quoted(asked.of_input.text)}: of what goes in?", "ask of a layer")
    _take_widths(scene, layers)
    source, target = _ends(scene, layers, unknown)
    kept = scene.kept is not None or (unknown == "padding" and any(
        each.attributes.get("padding") == "same" for each in layers))
    if unknown and not (scene.limits or target or kept):
        refuse(scene.text, (layers[-1].term if layers else scene.terms[0]).word, f"the {unknown} for what? The result is not said", "")
    if unknown and (scene.limits or target or kept) and not (figures and unknown in {"batch", "layers"}):
        figures = ()
    else:
        unknown = ""
    if not unknown and scene.limits:
        term = scene.terms[scene.limits[0].at]
        refuse(scene.text, term.word, f"{term.text} is given, and what is asked for?", "")
    layers = blocks.settled(scene, layers, figures)
    features = _features(scene, layers, source)
    if source is not None and layers and layers[0].library == "keras":
        source = source._replace(token=source.token._replace(text=source.token.text.strip("()[]")))
    if source is None and scene.steps and layers and layers[0].kind == "embedding":
        source = InputSides((scene.steps,), layers[0].term.word)
    if source is None and scene.steps and (features or {*figures} & attention_figures.TITLES.keys()):
        source = InputSides((scene.steps, features or layers[0].attributes.get("heads", 1)), layers[0].term.word)
    if "bytes" in figures and source is None and layers and "linear" in layers[0].op.traits:
        stored = "weights_bytes" if scene.bias is False else "params_bytes"
        figures = tuple(stored if name == "bytes" else name for name in figures)
    figures = blocks.figures_of(scene, layers, figures)
    alone = scene.bias is False and not any("norm" in each.op.traits or each.kind == "embedding" for each in layers)
    figures = tuple(_WITHOUT_BIASES.get(name, name) for name in figures) if alone else figures
    if scene.projections == blocks.THREE_OF_FOUR and features:
        layers = [_three_projections(each, features) for each in layers]
    source, features = _as_volume(layers, source, features)
    layers, features = _behind_filters(layers, features)
    if source is None and layers and not scene.limits and {*figures} <= _LEARNED:
        source = _any_length(layers[0], features) if not any(each.kind == "flatten" for each in layers) else None
    layers = [*(each for each in layers if not each.is_output), *(each for each in layers if each.is_output)]
    if "receptive_field" in figures and not source:
        _count_windows(layers)
    made = tuple(half for each in layers for half in separated(_layer(each, scene)))
    made = recurrent_biases.of_library(made, scene.library, "")
    parts = asked.parts if len(layers) > 1 and not unknown else ()
    return Exercise(scene.text, made, source, features, target, kept and bool(unknown),
                    unknown, figures, _limit(scene) if unknown else None, scene.batch, scene.number_type, parts=parts,
                    join=scene.join, residual=_adds(scene, layers, figures))


def _adds(scene: ToldScene, layers: list[Told], figures: tuple[str, ...]) -> SentenceWord | None:
    """The word that says that what goes in is added, where a figure depends on it; no layer is its own shortcut."""
    term = scene.residual
    if term is None or scene.join == "add" or {*figures} <= _LEARNED or (len(layers) == 1 and term.start < layers[0].term.start
                                                  and layers[0].times == 1):
        return None
    return term.word


def _three_projections(told: Told, features: int) -> Told:
    """Queries, keys and values alone: a linear layer three times as wide."""
    if told.kind != "attention":
        return told
    made = Told("linear", told.at, told.term, told.sentence)
    made.put("units", blocks.THREE_OF_FOUR * features, told.term)
    return made


def _take_widths(scene: ToldScene, layers: list[Told]) -> None:
    """Numbers that lead from one width to another: 4096 in, 1000 out; a volume of 512 channels that comes out."""
    for each in [*scene.results]:
        role, value, term = each
        waiting = [layer for layer in layers if layer.takes("units")]
        if isinstance(value, int) and waiting and role != "from":
            waiting[0].put("units", value, term)
            scene.results.remove(each)
        elif isinstance(value, int) and role == "from" and not scene.features:
            scene.features.append(SaidNumber("channels in", value, 0, 0))
            scene.results.remove(each)
        elif isinstance(value, int) and [layer for layer in layers if layer.takes("filters")]:
            next(layer for layer in layers if layer.takes("filters")).put("filters", value, term)
            scene.results.remove(each)


_LEARNED = frozenset({"params", "weights", "biases", "params_bytes", "weights_bytes"})
"""Figures on which the length of a sequence has no bearing."""


def _behind_filters(layers: list[Told], features: int) -> tuple[list[Told], int]:
    """A norm, or a pooling, behind a convolution of which only the filters are told: they are what goes in."""
    if len(layers) != 2 or features or {*layers[0].attributes} != {"filters"} or layers[1].needs:
        return layers, features
    width = layers[0].attributes["filters"]
    return (layers[1:], width) if isinstance(width, int) else (layers, features)


def _any_length(first: Told, features: int) -> InputSides | None:
    """One token, for what is learned from tokens."""
    if first.kind == "embedding":
        return InputSides((1,), first.term.word)
    if "recurrent" in first.op.traits and features:
        return InputSides((1, features), first.term.word)
    return None


def _as_volume(layers: list[Told], source: InputSides | None, features: int) -> tuple[InputSides | None, int]:
    """A volume of three sides, and its channels, where windows of three sides slide over it."""
    kernel = layers[0].attributes.get("kernel") if layers else None
    deep = layers and (layers[0].axes == 3 or (isinstance(kernel, list) and len(kernel) == 3))
    if not deep or source is None or len(source.sides) != 3 or not features or features in source.sides[-1:]:
        return source, features
    layers[0].axes = 3
    return source._replace(sides=(*source.sides, features)), 0


_WITHOUT_BIASES = {"params": "weights", "params_bytes": "weights_bytes"}
"""What parameters are where no bias is."""


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


def _ends(scene: ToldScene, layers: list[Told], unknown: str) -> tuple[InputSides | None, InputSides | None]:
    """What goes in and what comes out."""
    sources: list[tuple[Any, SaidTerm]] = list(scene.inputs)
    results = list(scene.results)
    if not sources and results:
        if results[0][0] == "from" or len(results) > 1 or (not unknown and _is_put_out(scene, results[0][2])):
            _, value, term = results.pop(0)
            sources.append((value, term))
    elif len(sources) > 1 and unknown and not results:
        value, term = sources.pop()
        results.append(("target", value, term))
    if len(sources) > 1 or len(results) > 1:
        kept = {str(value) for value, _ in sources}
        if len(kept) > 1 or len(results) > 1:
            term = (sources[1][1] if len(sources) > 1 else results[1][2])
            refuse(scene.text, term.word, f"{term.text}: which goes in, and which comes out?", "")
    if results and not unknown and not _ends_chain(scene, results[-1][2]):
        refuse(scene.text, results[0][2].word, f"{results[0][2].text} is given for what comes out: what is asked for?", "")
    target = _sides(results[-1][1], results[-1][2]) if results else None
    return (_sides(*sources[0]) if sources else None), target


def _is_put_out(scene: ToldScene, term: SaidTerm) -> bool:
    """True of the output of a layer of which no more is told, 6x6x256: it goes into the next."""
    i = scene.terms.index(term)
    return "gives" not in {scene.sense(j) for j in range(max(0, i - 3), i)}


def _ends_chain(scene: ToldScene, term: SaidTerm) -> bool:
    """True of a volume behind the last arrow: what comes out, as it is said."""
    i = scene.terms.index(term)
    arrows = [j for j, each in enumerate(scene.terms) if each.sense == "arrow"]
    return term.sense == "size" and bool(arrows) and arrows[-1] == i - 1


def _sides(value: Any, term: SaidTerm) -> InputSides:
    return InputSides(value if isinstance(value, tuple) else (value,), term.word)


def _features(scene: ToldScene, layers: list[Told], source: InputSides | None) -> int:
    if scene.features:
        return int(scene.features[0].value)
    return scene.colour if not (source and len(source.sides) > 2) else 0


def _sign(scene: ToldScene, fact: SaidNumber) -> int:
    """-1 of at most, 1 of at least, 0 of exactly."""
    near = {scene.sense(i) for i in range(max(0, fact.at - 3), fact.at)}
    return -1 if "most" in near else 1 if "least" in near else 0


def _limit(scene: ToldScene) -> Limit | None:
    for fact in scene.limits:
        noun, term = scene.terms[fact.noun], scene.terms[fact.at]
        unit = term.data.unit if isinstance(term.data, Amount) else ""
        value = fact.value[0] if isinstance(fact.value, tuple) else fact.value
        return Limit(noun.data if noun.sense == "figure" else "", SaidBound(_sign(scene, fact), value, unit), term.word)
    return None
