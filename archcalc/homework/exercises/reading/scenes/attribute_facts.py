"""Facts that are attributes, at the layers that they are of: one value for each, or one value for all."""

from __future__ import annotations

from typing import Any

from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.owners import POOLED, owners
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene, sentences

_DESCRIBED = frozenset({"units", "filters"})
"""Widths by which a question knows a layer."""


def put_at_layer(scene: ToldScene, fact: SaidNumber, number: int) -> None:
    """An attribute at the layer that it stands beside, or at one that nobody names."""
    if _points(scene, fact, number):
        return
    found = owners(scene, fact, number)
    if not found and fact.role == "rate" and any(each.takes("dilation") for each in scene.layers):
        put_at_layer(scene, fact._replace(role="dilation"), number)
        return
    if not found and scene.terms[fact.at].sense == "count" and fact.value == 1:
        return
    if fact.role == "units" and found and scene.terms[fact.noun].data == "output":
        found[0].is_output = True
    fact = fact._replace(role="kernel") if fact.role == POOLED else fact
    if not found or (found[0].implied and not found[0].own and _is_restated(scene, fact)):
        scene.loose += [fact] * (not _is_restated(scene, fact))
        scene.layers[:] = [each for each in scene.layers if each not in found or each.own]
        return
    values = fact.value if isinstance(fact.value, list) else [fact.value]
    if len(found) > 1 and len(values) in {1, len(found)}:
        for owner, value in zip(found, values * (len(found) // len(values)), strict=True):
            owner.put(fact.role, value, scene.terms[fact.at])
    else:
        found[0].put(fact.role, _value_for(found[0], values), scene.terms[fact.at])


def _value_for(owner: Told, values: list[Any]) -> Any:
    """The value for one layer; several values may make it stand for as many layers."""
    if len(values) == 1:
        return values[0]
    several = owner.plural or owner.times == len(values) or owner.implied or "linear" in owner.op.traits
    if owner.times in {1, len(values)} and several:
        owner.times = len(values)
        return list(values)
    return values


def _points(scene: ToldScene, fact: SaidNumber, number: int) -> bool:
    """True of a question's layer that is known by its width: how many parameters has the layer with 16 neurons."""
    asks = any(scene.sense(i) in {"ask", "many"} and number == _sentence(scene, i) for i in range(fact.at))
    named = any(scene.sense(i) in {"this", "layer noun", "layer"} for i in range(max(0, fact.at - 3), fact.at))
    known = [each for each in scene.layers if each.attributes.get(each.called(fact.role) or "") == fact.value]
    if fact.role not in _DESCRIBED or not asks or not named or len(known) != 1 or len(scene.layers) == 1:
        return False
    told = Told(known[0].kind, fact.at, scene.terms[fact.at], number)
    told.points = True
    told.ordinal = 1 + sum(each.kind == told.kind for each in scene.layers[:scene.layers.index(known[0])])
    scene.layers = [each for each in scene.layers if each.own or not fact.at - 3 <= each.at < fact.at]
    scene.add(told)
    return True


def _sentence(scene: ToldScene, i: int) -> int:
    """The number of the sentence that a term stands in."""
    return next((n for n, (start, end) in enumerate(sentences(scene.terms)) if start <= i < end), -1)


def _is_restated(scene: ToldScene, fact: SaidNumber) -> bool:
    """True of what a layer in notation or in code says already: conv3-64 with 3x3 kernels."""
    for each in scene.layers:
        said = each.attributes.get(each.called(fact.role) or "") if each.form or each.term.sense == "code" else None
        sides = list(fact.value) if isinstance(fact.value, tuple) else [fact.value]
        if said is not None and {*sides} == {*(said if isinstance(said, list) else [said])}:
            return True
    return False
