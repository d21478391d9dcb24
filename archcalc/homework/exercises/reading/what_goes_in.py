"""Sizes that go into the layers of an exercise, and that come out: volumes, sequences, or channels alone."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.exercise import InputSides
from archcalc.homework.exercises.known_blocks import attention_figures
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse

LEARNED = frozenset({"params", "weights", "biases", "params_bytes", "weights_bytes"})
"""Figures on which the length of a sequence has no bearing."""


class GoesIn(NamedTuple):
    """The sides of what goes in, where they are known, and channels that are told by themselves."""

    sides: InputSides | None
    features: int = 0


def take_widths(scene: ToldScene, layers: list[Told]) -> None:
    """Numbers that lead from one width to another: 4096 in, 1000 out; a volume of 512 channels that comes out."""
    for each in [*scene.results]:
        role, value, term = each
        if not isinstance(value, int):
            continue
        dense = next((layer for layer in layers if layer.takes("units")), None)
        convolution = next((layer for layer in layers if layer.takes("filters")), None)
        if dense is not None and role != "from":
            dense.put("units", value, term)
        elif role == "from" and not scene.features:
            scene.features.append(SaidNumber("channels in", value, 0, 0))
        elif convolution is not None:
            convolution.put("filters", value, term)
        else:
            continue
        scene.results.remove(each)


def ends(scene: ToldScene, unknown: str) -> tuple[InputSides | None, InputSides | None]:
    """The volume that goes in, and the one that comes out. Raises ArchcalcError where both may be either."""
    sources: list[tuple[Any, SaidTerm]] = list(scene.inputs)
    results = list(scene.results)
    if not sources and results:
        if results[0][0] == "from" or len(results) > 1 or (not unknown and _is_put_out(scene, results[0][2])):
            _, value, term = results.pop(0)
            sources.append((value, term))
    elif len(sources) > 1 and unknown and not results:
        value, term = sources.pop()
        results.append(("target", value, term))
    _check_ends(scene, sources, results)
    if results and not unknown and not _ends_chain(scene, results[-1][2]):
        term = results[0][2]
        refuse(scene.text, term.word, f"{term.text} is given for what comes out: what is asked for?", "")
    target = _sides(results[-1][1], results[-1][2]) if results else None
    return (_sides(*sources[0]) if sources else None), target


def _check_ends(
    scene: ToldScene, sources: list[tuple[Any, SaidTerm]], results: list[tuple[str, Any, SaidTerm]]
) -> None:
    """Refuse two volumes that go in, or come out, and are not the same."""
    if len({str(value) for value, _ in sources}) > 1 or len(results) > 1:
        term = sources[1][1] if len(sources) > 1 else results[1][2]
        refuse(scene.text, term.word, f"{term.text}: which goes in, and which comes out?", "")


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


def entry(scene: ToldScene, layers: list[Told], figures: tuple[str, ...], sides: InputSides | None) -> GoesIn:
    """The sizes that go in, as they are told: a volume, a sequence of so many steps, or channels alone."""
    features = _features(scene, sides)
    if not layers:
        return GoesIn(sides, features)
    first = layers[0]
    if sides is not None and first.library == "keras":
        sides = sides._replace(token=sides.token._replace(text=sides.token.text.strip("()[]")))
    if sides is None and scene.steps and first.kind == "embedding":
        sides = InputSides((scene.steps,), first.term.word)
    if sides is None and scene.steps and (features or {*figures} & attention_figures.TITLES.keys()):
        sides = InputSides((scene.steps, features or first.attributes.get("heads", 1)), first.term.word)
    return GoesIn(sides, features)


def _features(scene: ToldScene, sides: InputSides | None) -> int:
    if scene.features:
        return int(scene.features[0].value)
    return scene.colour if not (sides and len(sides.sides) > 2) else 0


def fitted(told: GoesIn, layers: list[Told], figures: tuple[str, ...], *, limited: bool) -> tuple[list[Told], GoesIn]:
    """The layers, and what goes in as they read it: with the sides and the channels that follow from them."""
    sides, features = _as_volume(layers, told)
    layers, features = _behind_filters(layers, features)
    flattened = any(each.kind == "flatten" for each in layers)
    if sides is None and layers and not limited and {*figures} <= LEARNED and not flattened:
        sides = _any_length(layers[0], features)
    return layers, GoesIn(sides, features)


def _as_volume(layers: list[Told], told: GoesIn) -> GoesIn:
    """A volume of three sides, and its channels, where windows of three sides slide over it."""
    sides, features = told
    kernel = layers[0].attributes.get("kernel") if layers else None
    deep = layers and (layers[0].axes == 3 or (isinstance(kernel, list) and len(kernel) == 3))
    if not deep or sides is None or len(sides.sides) != 3 or not features or features in sides.sides[-1:]:
        return told
    layers[0].axes = 3
    return GoesIn(sides._replace(sides=(*sides.sides, features)))


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
