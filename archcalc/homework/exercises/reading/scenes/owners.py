"""The layers that facts are of: pointed at, all of them, the nearest, one told before, or one that nobody names."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.known_blocks.block_operators import is_block
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene

POOLED = "pool kernel"
IMPLIED = {
    POOLED: "max_pool", "filters": "conv", "kernel": "conv", "units": "linear", "heads": "attention",
    "entries": "embedding",
}
"""The layer that goes without a name: 64 filters of 3x3."""
_OF_ALL = frozenset({"padding", "stride", "dilation"})
"""Settings of one layer, or of all of them."""
_WIDTHS = frozenset({"filters", "units"})
"""Roles that say what a layer makes: every layer has its own."""


class _Waiting(NamedTuple):
    """The layers that a fact may be of: all, those of earlier sentences, of its own, and there before it and behind it.

    `last` is the last layer of the sentence before it, whether it waits for such a fact or not.
    """

    everywhere: list[Told]
    past: list[Told]
    here: list[Told]
    before: list[Told]
    after: list[Told]
    last: Told | None


def owners(scene: ToldScene, fact: SaidNumber, number: int) -> list[Told]:
    """The layers that a fact is of; every one that is told where it is said of each."""
    waiting = _waiting(scene, fact, number)
    for rule in _RULES:
        found = rule(scene, fact, waiting)
        if found is not None:
            return found
    return _unnamed(scene, fact, number)


def _waiting(scene: ToldScene, fact: SaidNumber, number: int) -> _Waiting:
    everywhere = _open_for(scene, fact.role)
    here = [each for each in everywhere if each.sentence == number]
    return _Waiting(
        everywhere,
        [each for each in everywhere if each.sentence < number],
        here,
        [each for each in here if each.at < fact.at and not _is_told_anew(scene, each.at, fact.at)],
        [each for each in here if each.at > fact.at and not scene.is_parted(max(fact.at, fact.noun), each.at)],
        next((each for each in reversed(scene.layers) if each.at < fact.at and each.sentence == number), None),
    )


def _open_for(scene: ToldScene, role: str) -> list[Told]:
    """The layers that have such an attribute, and of which it is not said yet."""
    if role == POOLED:
        return [each for each in scene.layers if each.takes("kernel") and "window-pooling" in each.op.traits]
    found = [each for each in scene.layers if each.takes(role)]
    blocks = role == "filters" and any(is_block(each.kind) for each in found)
    return [each for each in found if not each.depthwise] if blocks else found


def _is_told_anew(scene: ToldScene, last: int, at: int) -> bool:
    """True where the second, or the next, stands between a layer and what is told: of another."""
    return any(scene.sense(i) == "ordinal" and i not in scene.used for i in range(last + 1, at))


def _words_for_each(scene: ToldScene, fact: SaidNumber) -> list[int]:
    """The words near a fact that say it of each layer."""
    around = range(max(0, fact.at - 3), min(len(scene.terms), fact.noun + 3))
    return [i for i in around if scene.sense(i) == "each" and not scene.is_parted(*sorted((i, fact.at)))]


def _pointed_at(scene: ToldScene, fact: SaidNumber, waiting: _Waiting) -> list[Told] | None:
    """The layers told before that the sentence's own names only point at."""
    here = waiting.here
    if _words_for_each(scene, fact) or not here or not all(each.points for each in here):
        return None
    return [each for each in waiting.everywhere if each.kind == here[-1].kind and not each.points]


def _each(scene: ToldScene, fact: SaidNumber, waiting: _Waiting) -> list[Told] | None:
    """All layers of the sentence, or of the exercise, where it is said of each."""
    said = _words_for_each(scene, fact)
    if not said or len(waiting.everywhere) < 2:
        return None
    scene.used |= {*said}
    several = waiting.here if len(waiting.here) > 1 else waiting.everywhere
    return [each for each in several if not each.is_output or each.at < fact.at]


def _undecided(scene: ToldScene, fact: SaidNumber, waiting: _Waiting) -> list[Told] | None:
    """No layer, where what goes in stands between: it may be said of the last alone, or of all before it."""
    if fact.role not in _OF_ALL or len(waiting.before) < 2:
        return None
    between = range(waiting.before[-1].at + 1, fact.at)
    return [] if any(scene.sense(i) in {"on", "input"} for i in between) else None


def _nearest(scene: ToldScene, fact: SaidNumber, waiting: _Waiting) -> list[Told] | None:
    """The layer that the fact stands beside, behind its name or before it."""
    before, after, at = waiting.before, waiting.after, fact.at
    if after and (not before or scene.is_parted(before[-1].at, at) or after[0].at - at <= at - before[-1].at):
        return after[:1]
    if before and (fact.role not in IMPLIED or before[-1] is waiting.last):
        return before[-1:]
    return None


def _elsewhere(scene: ToldScene, fact: SaidNumber, waiting: _Waiting) -> list[Told] | None:
    """A layer farther away in the sentence, or else the last one told before it."""
    if waiting.here and fact.role not in _WIDTHS:
        return waiting.here[:1]
    if waiting.past and (fact.role not in _WIDTHS or waiting.last is None):
        return waiting.past[-1:]
    return None


_RULES: tuple[Callable[[ToldScene, SaidNumber, _Waiting], list[Told] | None], ...] = (
    _pointed_at, _each, _undecided, _nearest, _elsewhere,
)
"""Rules by which a fact finds its layers: the first one that decides; None where one does not."""


def _unnamed(scene: ToldScene, fact: SaidNumber, number: int) -> list[Told]:
    """A layer that goes without a name, where the fact tells of one."""
    term = scene.terms[fact.noun]
    if fact.role in _OF_ALL and not scene.layers:
        return [scene.add(Told("conv", fact.at, term, number, implied=True))]
    if fact.role not in IMPLIED:
        return []
    told = Told(IMPLIED[fact.role], fact.at, term, number, implied=True)
    _modify(scene, told, fact)
    return [scene.add(told)]


def _modify(scene: ToldScene, told: Told, fact: SaidNumber) -> None:
    """Depthwise 3x3 filters: what stands before a noun that opens a layer without a name."""
    for i in range(max(0, min(fact.at, fact.noun) - 2), max(fact.at, fact.noun)):
        if scene.sense(i) == "modifier" and scene.terms[i].data == "depthwise" and i not in scene.used:
            told.depthwise = True
            scene.used.add(i)
