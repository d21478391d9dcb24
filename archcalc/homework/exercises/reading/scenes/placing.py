"""Facts find their layers: a number stands beside the layer that it is of, before it or behind."""

from __future__ import annotations

from archcalc.homework.exercises.reading.scenes.attribute_facts import put_at_layer
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.told_scene import ENDS, ToldScene

_IN = frozenset({"input", "on", "features", "from", "images", "colour"})
_OUT = frozenset({"output", "gives", "to", "filters"})
_OWN = {"filters": {"filters"}, "input": {"input"}, "layer": {"times"}}
"""The number that a noun is of, where it opens slots for others besides."""


def place(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    """A fact at the layer, or the volume, that it is of."""
    scene.used |= {fact.at, fact.noun, *_words_for_each(scene, fact, start)}
    if fact.role in _OWN.get(scene.sense(fact.noun), {fact.role}):
        scene.filled.add(fact.noun)
    fact = fact._replace(role="units") if fact.role == "state" else fact
    if _is_read(scene, fact):
        fact = fact._replace(role="channels in")
    rule = _RULES.get(fact.role)
    if rule is not None:
        rule(scene, fact, start, number)
    elif not fact.role:
        _unplaced(scene, fact, number)
    elif scene.sense(fact.noun) in {"layer", "hidden"}:
        _at_its_name(scene, fact, number)
    else:
        put_at_layer(scene, fact, number)


def _words_for_each(scene: ToldScene, fact: SaidNumber, start: int) -> list[int]:
    """The words near a number that say it of each, where nothing is asked of each."""
    first, last = sorted((fact.at, fact.noun))
    near = range(max(start, first - 2), min(len(scene.terms), last + 3))
    return [i for i in near if scene.sense(i) == "each" and scene.sense(i + 1) not in {"many", "ask"}]


def _is_read(scene: ToldScene, fact: SaidNumber) -> bool:
    """True of a width of what goes in, though its noun is mostly one of what comes out: on 64 feature maps."""
    maps = scene.terms[fact.noun].text.endswith("maps") and scene.sense(fact.at - 1) in {"to", "on"}
    return (fact.role == "filters" and maps) or (fact.role == "units" and _is_of_attention(scene, fact))


_LARGEST_BARE = 11
"""Sides that are a window's where nothing else is said of them."""


def _is_of_attention(scene: ToldScene, fact: SaidNumber) -> bool:
    """True of a hidden size where attention reads it: it is the width of the tokens."""
    mixes = any(each.op.traits & {"attention"} for each in scene.layers)
    return mixes and scene.terms[fact.noun].data != "output" and not any(each.takes("units") for each in scene.layers)


def _unplaced(scene: ToldScene, fact: SaidNumber, number: int) -> None:
    """A number without a noun: a word, one of two, is none; sides are those of what goes in."""
    window = isinstance(fact.value, tuple) and max(fact.value) <= _LARGEST_BARE
    waiting = [each for each in scene.layers if each.takes("kernel")]
    if window and (waiting or not scene.layers):
        put_at_layer(scene, fact._replace(role="kernel"), number)
    elif window and scene.sense(fact.at + 1) in {"modifier", "layer"}:
        scene.loose.append(fact)
    elif isinstance(fact.value, tuple):
        scene.inputs.append((fact.value, scene.terms[fact.at]))
    elif scene.sense(fact.at) != "count":
        scene.loose.append(fact)


def _at_its_name(scene: ToldScene, fact: SaidNumber, number: int) -> None:
    """3x3 convolution, FC 120."""
    owner = next((each for each in scene.layers if each.at == fact.noun), None)
    if owner is not None and owner.takes(fact.role):
        owner.put(fact.role, fact.value, scene.terms[fact.at])
    else:
        scene.loose.append(fact)


def _times(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    owner = next((each for each in scene.layers if each.at == fact.noun), None)
    if owner is None:
        return
    owner.times = owner.said_times = fact.value


def _batch(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    scene.batch = max(scene.batch, fact.value)


def _input(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    if isinstance(fact.value, int) and any(scene.sense(i) == "channels" and i not in scene.filled
                                           for i in range(max(start, fact.at - 4), fact.at)):
        _channels_in(scene, fact, start, number)
        return
    if isinstance(fact.value, tuple) and _is_made(scene, min(fact.at, fact.noun)):
        scene.results.append(("target", fact.value, scene.terms[fact.at]))
    else:
        scene.inputs.append((fact.value, scene.terms[fact.at]))


def _is_made(scene: ToldScene, i: int) -> bool:
    """True of a map, or an image, that comes out: right behind a word for that."""
    before = next((j for j in range(i - 1, -1, -1) if scene.sense(j) not in {"article", "with", "from"}), -1)
    end = next((j for j in range(i, len(scene.terms)) if scene.sense(j) in ENDS), len(scene.terms))
    leads = sum(scene.sense(j) in {"size", "to"} for j in range(i, end)) > 1
    return scene.sense(before) == "gives" and not leads


def _result(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    scene.results.append((fact.role, fact.value, scene.terms[fact.at]))


def _limit(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    if scene.terms[fact.noun].data == "width" and _is_of_attention(scene, fact):
        scene.features.append(fact)
    else:
        scene.limits.append(fact)


def _channels_in(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    scene.features.append(fact)


def _biases(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    """So many vectors of biases: of each gate; one of a layer without gates is what it has in any case."""
    gated = [each for each in scene.layers if each.takes("biases")]
    gated = [each for each in gated if each.own] or gated
    for each in gated:
        each.put("biases", fact.value, scene.terms[fact.at])
    if not gated and fact.value != 1:
        scene.loose.append(fact)
    beside = range(max(start, fact.at - 3), min(len(scene.terms), fact.noun + 3))
    scene.hear(*(i for i in beside if scene.sense(i) in {"part", "each", "exact"}))


def _branches(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    scene.branches = fact


def _steps(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    table = next((each for each in scene.layers if each.kind == "embedding" and each.takes("entries")), None)
    if table is not None and not any(term.data == "entries" for term in scene.terms if term.sense == "attribute"):
        table.put("entries", fact.value, scene.terms[fact.at])
    else:
        scene.steps = fact.value


def _width(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    """W, which may be the other side of an H that has been said, or all sides."""
    term = scene.terms[fact.at]
    if scene.height is None:
        scene.inputs.append((fact.value, term))
    else:
        scene.inputs[scene.inputs.index(scene.height)] = ((scene.height[0], fact.value), term)


def _height(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    term = scene.terms[fact.at]
    before = next((each for each in scene.inputs if not isinstance(each[0], tuple)), None)
    scene.height = (fact.value, term)
    if before is None:
        scene.inputs.append(scene.height)
    else:
        scene.inputs[scene.inputs.index(before)] = ((fact.value, before[0]), term)


def _layer_count(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    scene.counted = fact.value
    last = next((each for each in reversed(scene.layers) if each.sentence == number), None)
    if fact.value == sum(each.times for each in scene.layers) > 1:
        return
    if last is None:
        scene.loose.append(fact)
    elif last.times == 1:
        last.times = fact.value


def _size(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    """A size, of the nearest thing before it that has one."""
    for i in range(fact.noun, start - 1, -1):
        sense = scene.sense(i)
        if sense in {"kernel", "filters", "layer"}:
            put_at_layer(scene, fact._replace(role="kernel"), number)
            return
        if sense in _IN:
            break
        if sense == "output":
            _side_out(scene, fact, start, number)
            return
    _input(scene, fact, start, number)


def _side_out(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    """A side of what comes out, and no width of a layer."""
    sides = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    scene.results.append(("target", sides, scene.terms[fact.at]))


def _channels(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    """Channels that go in, or come out: by the words around them, or by what is known already."""
    if not isinstance(fact.value, int):
        scene.loose.append(fact)
        return
    around = (*range(max(start, fact.at - 2), fact.at), *range(fact.at, fact.noun), fact.noun + 1)
    near = {scene.sense(i) for i in around if scene.sense(i) != "to" or i < fact.at}
    if scene.sense(fact.at - 1) in {"on", "input"} or scene.sense(fact.noun + 1) == "input":
        scene.features.append(fact)
        return
    if scene.terms[fact.noun].data == "both" or "each" in near or (near & _IN and near & _OUT):
        scene.features.append(fact)
        put_at_layer(scene, fact._replace(role="filters"), number)
        return
    waiting = [each for each in scene.layers if each.takes("filters") and not each.depthwise]
    known = scene.features or scene.colour or any(isinstance(value, tuple) and len(value) > 2
                                                  for value, _ in scene.inputs)
    if scene.sense(fact.noun + 1) in {"to", "arrow"}:
        scene.features.append(fact)
    elif near & _OUT or (waiting and known and not near & _IN):
        put_at_layer(scene, fact._replace(role="filters"), number)
    else:
        scene.features.append(fact)


def _dimensional(scene: ToldScene, fact: SaidNumber, start: int, number: int) -> None:
    """So many features: of an embedding that is made, or of what goes in."""
    waiting = [each for each in scene.layers if each.kind == "embedding" and each.takes("features")]
    named = scene.terms[fact.noun].text.lower() == "entries"
    if named and waiting and waiting[-1].takes("entries"):
        waiting[-1].put("entries", fact.value, scene.terms[fact.at])
    elif waiting:
        waiting[-1].put("features", fact.value, scene.terms[fact.at])
    else:
        scene.features.append(fact)


_RULES = {
    "dimensional": _dimensional,
    "times": _times, "batch": _batch, "input": _input, "volume": _input, "target": _result, "from": _result,
    "to": _result, "limit": _limit, "channels in": _channels_in, "channels": _channels, "steps": _steps,
    "biases": _biases, "layers": _layer_count, "size": _size, "branches": _branches, "side": _size,
    "side out": _side_out, "width": _width, "height": _height,
}
