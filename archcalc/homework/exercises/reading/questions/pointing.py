"""Layers that a question points at: the second convolution, the dense layer, the first or the last one."""

from __future__ import annotations

from archcalc.homework.exercises.asked_parts.asked_part import (
    AFTER,
    ALL,
    BEFORE,
    LAST,
    OF,
    ONE,
    AskedPart,
    is_of_a_kind,
)
from archcalc.homework.exercises.reading.scenes.told_scene import ENDS, Told, ToldScene

_ANY = frozenset({"layer noun", "this", "layers"})
"""What stands for a layer of any kind."""
_LEVELS = frozenset({"level", "stage", "niveau", "stufe", "ebene", "etapa", "nivel"})
"""What holds several layers."""
_RELATIONS = {"after": AFTER, "before": BEFORE}


def parts(scene: ToldScene, pointing: list[Told], begin: int) -> tuple[AskedPart, ...]:
    """The layers that are pointed at from the term `begin` on, in the order in which they are."""
    named = {each.at: each for each in pointing}
    described = {each.at for each in scene.layers} - named.keys()
    found: list[tuple[int, AskedPart]] = []
    for i in range(begin, len(scene.terms)):
        if i in named:
            found.append((i, _named(scene, named[i])))
        elif scene.sense(i) == "option" and scene.terms[i].text[-1:].isdigit():
            number = int(scene.terms[i].text.split()[-1])
            found.append((i, AskedPart(scene.terms[i].word, "", number, relation=_relation(scene, i))))
        elif scene.sense(i) == "ordinal" and scene.terms[min(i + 1, len(scene.terms) - 1)].text.lower() in _LEVELS:
            scene.used.add(i)
        elif scene.sense(i) == "ordinal" and i not in scene.used and i + 1 not in named and i + 1 not in described:
            found.append((i, _placed(scene, i)))
    found += _left_open(scene)
    kinds = [each.kind for _, each in found if each.kind not in {"", _SAME}]
    meant = [each for _, each in found if each.place is not None or not _is_kind_of(each, found)]
    return tuple(each._replace(kind=kinds[0] if kinds else "") if each.kind == _SAME else each for each in meant)


def _left_open(scene: ToldScene) -> list[tuple[int, AskedPart]]:
    """The layers of code in whose place for what goes in a question mark stands."""
    if scene.limits:
        return []
    numbers = [sum(other.kind == each.kind for other in scene.layers[:i]) for i, each in enumerate(scene.layers, 1)]
    return [(each.at, AskedPart(each.term.word, each.kind, number))
            for each, number in zip(scene.layers, numbers, strict=True) if each.is_open]


_ASKS = frozenset({"ask", "many", "figure", "output", "proportion"})
_PARTS = frozenset({"is", "then", "arrow", "comma"})


def points(scene: ToldScene, told: Told) -> bool:
    """True of a name that only points at a layer which is told elsewhere: the conv layer, the second one, the relu."""
    if told.points or told.own:
        return told.points
    others = [each for each in scene.layers if each is not told]
    alike = [each for each in others if each.kind == told.kind or _is_any_pooling(told, each)]
    needs = bool({"filters", "units", "kernel", "heads", "entries"} & {*told.op.fields})
    if told.implied or (needs and any(each.own for each in alike)):
        return True
    return bool(alike) and (told.ordinal is not None or _is_asked_of(scene, told, alike))


def _is_any_pooling(told: Told, other: Told) -> bool:
    """True of the pooling, where one of any kind is told."""
    return "window-pooling" in told.op.traits & other.op.traits and not is_of_a_kind(told.term.text)


def _is_asked_of(scene: ToldScene, told: Told, alike: list[Told]) -> bool:
    """True of what stands right behind a question, where one of its kind stands elsewhere."""
    for i in range(told.at - 1, -1, -1):
        if scene.sense(i) in {*ENDS, *_PARTS}:
            return False
        if scene.sense(i) in _ASKS:
            return not any(i < each.at < told.at for each in alike)
    return False


def _named(scene: ToldScene, told: Told) -> AskedPart:
    several = told.plural and told.ordinal is None
    pooling = told.kind == "max_pool" and not is_of_a_kind(told.term.text)
    scene.used.add(told.at)
    return AskedPart(told.term.word, told.kind, LAST if told.ordinal == 0 else told.ordinal, ALL if several else ONE,
                     relation=_relation(scene, told.at), any_pooling=pooling)


def _placed(scene: ToldScene, i: int) -> AskedPart:
    """The second, the last layer."""
    place = scene.terms[i].data
    counted = scene.sense(i + 1) == "count" and scene.sense(i + 2) in _ANY
    end = i + 2 if counted else i + 1 if scene.sense(i + 1) in _ANY or _is_one(scene, i + 1) else i
    scene.used |= {*range(i, end + 1)}
    first, last = scene.terms[i], scene.terms[end]
    word = first.word._replace(text=scene.text[first.start:last.end], end=last.end)
    kind = "" if scene.sense(end) in _ANY else _SAME
    many = scene.terms[i + 1].data if counted else ONE
    return AskedPart(word, kind, LAST if place == 0 else place, many, relation=_relation(scene, i))


_SAME = "the same"
"""The kind of a layer that is called the second, or the second one: that of the other that is named."""


def _is_one(scene: ToldScene, i: int) -> bool:
    return scene.sense(i) == "count" and scene.terms[i].data == 1


def _relation(scene: ToldScene, i: int) -> str:
    """The word before it which says that what lies behind or before it is meant."""
    for j in range(i - 1, max(-1, i - 3), -1):
        if scene.sense(j) in _RELATIONS:
            scene.used.add(j)
            return _RELATIONS[scene.sense(j)]
    return OF


def _is_kind_of(part: AskedPart, found: list[tuple[int, AskedPart]]) -> bool:
    """True of a name that says of what kind the others are: which convolution has more, the first or the second."""
    return any(other is not part and other.kind == _SAME for _, other in found)
