"""Branches side by side: an inception module, whose layers read the same volume and are put together along channels."""

from __future__ import annotations

from archcalc.base.errors import quoted
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.sentence_words import refuse

_SEVERAL = 2
_POOLED = 3
"""The window of a pooling in a branch, of which nothing depends where the size stays."""


def part(scene: ToldScene, layers: list[Told]) -> None:
    """Say of each layer in which branch it stands, where an exercise puts branches together. Raises ArchcalcError."""
    cues = [i for i, term in enumerate(scene.terms) if term.sense == "joins"]
    windows = [each for each in layers if each.op.traits & {"convolution", "window-pooling"}]
    if not cues or len(windows) < _SEVERAL:
        scene.used |= {i for i in cues if scene.terms[i].data == "module"}
        return
    _count_filters(windows)
    branch = 1
    for before, each in zip([None, *windows], windows, strict=False):
        branch += before is not None and not _goes_on(scene, before, each)
        each.branch = branch
    scene.used |= {i for i, term in enumerate(scene.terms) if term.sense in {"joins", "branches", "together"}}
    _check_count(scene, branch)
    if scene.kept is not None or any(each.attributes.get("padding") == "same" for each in windows):
        for each in windows:
            each.attributes.setdefault("padding", "same")
            if "window-pooling" in each.op.traits:
                each.attributes.setdefault("kernel", _POOLED)
                each.attributes.setdefault("stride", 1)


def _goes_on(scene: ToldScene, before: Told, told: Told) -> bool:
    """True of a layer that stands behind another in the same branch: 96 filters 1x1, then 128 filters 3x3."""
    first, last = sorted((before.at, told.at))
    return any(scene.sense(i) in {"then", "arrow"} and scene.terms[i].text != ";" for i in range(first, last))


def _check_count(scene: ToldScene, count: int) -> None:
    """Refuse three branches of which four are told."""
    said = scene.branches
    if said is not None and said.value != count:
        term = scene.terms[said.at]
        refuse(scene.text, term.word, f"{quoted(term.text)} are said, and {count} are told", "")


def _count_filters(windows: list[Told]) -> None:
    """Twenty 3x3 convolutions that are a branch are so many filters of one."""
    for each in windows:
        if each.times > 1 and each.takes("filters"):
            each.attributes["filters"], each.times = each.times, 1
