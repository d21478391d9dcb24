"""Layers that a question points at: the second convolution, the dense layer, the first or the last one."""

from __future__ import annotations

from archcalc.homework.exercises.asked_parts.asked_part import AFTER, ALL, BEFORE, LAST, OF, ONE, AskedPart
from archcalc.homework.exercises.reading.scene import Scene, Told

_ANY = frozenset({"layer noun", "this", "layers"})
"""What stands for a layer of any kind."""
_RELATIONS = {"after": AFTER, "before": BEFORE}


def parts(scene: Scene, pointing: list[Told], begin: int) -> tuple[AskedPart, ...]:
    """The layers that are pointed at from the term `begin` on, in the order in which they are."""
    named = {each.at: each for each in pointing}
    described = {each.at for each in scene.layers} - named.keys()
    found: list[tuple[int, AskedPart]] = []
    for i in range(begin, len(scene.terms)):
        if i in named:
            found.append((i, _named(scene, named[i])))
        elif scene.sense(i) == "ordinal" and i not in scene.used and i + 1 not in named and i + 1 not in described:
            found.append((i, _placed(scene, i)))
    kinds = [each.kind for _, each in found if each.kind not in {"", _SAME}]
    meant = [each for _, each in found if each.place is not None or not _is_kind_of(each, found)]
    return tuple(each._replace(kind=kinds[0] if kinds else "") if each.kind == _SAME else each for each in meant)


def _named(scene: Scene, told: Told) -> AskedPart:
    several = told.plural and told.ordinal is None
    scene.used.add(told.at)
    return AskedPart(told.term.word, told.kind, LAST if told.ordinal == 0 else told.ordinal, ALL if several else ONE,
                     relation=_relation(scene, told.at))


def _placed(scene: Scene, i: int) -> AskedPart:
    """The second, the last layer."""
    place = scene.terms[i].data
    end = i + 1 if scene.sense(i + 1) in _ANY or _is_one(scene, i + 1) else i
    scene.used |= {i, end}
    first, last = scene.terms[i], scene.terms[end]
    word = first.word._replace(text=scene.text[first.start:last.end], end=last.end)
    kind = "" if scene.sense(end) in _ANY else _SAME
    return AskedPart(word, kind, LAST if place == 0 else place, relation=_relation(scene, i))


_SAME = "the same"
"""The kind of a layer that is called the second, or the second one: that of the other that is named."""


def _is_one(scene: Scene, i: int) -> bool:
    return scene.sense(i) == "count" and scene.terms[i].data == 1


def _relation(scene: Scene, i: int) -> str:
    """What stands before it, and says that what lies behind or before it is meant."""
    for j in range(i - 1, max(-1, i - 3), -1):
        if scene.sense(j) in _RELATIONS:
            scene.used.add(j)
            return _RELATIONS[scene.sense(j)]
    return OF


def _is_kind_of(part: AskedPart, found: list[tuple[int, AskedPart]]) -> bool:
    """True of a name that says of what kind the others are: which convolution has more, the first or the second."""
    return any(other is not part and other.kind == _SAME for _, other in found)
