"""What a layer makes of how many channels: 64 to 128, 256 → 64, from 64 to 32 channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.homework.exercises.reading.scene import Scene, Told
from archcalc.homework.exercises.reading.terms import Term

_LEADS = frozenset({"to", "arrow"})
_WIDTHS = frozenset({"channels", "filters"})
_MAKES = frozenset({"layer", "modifier", "size"})
"""What stands before two widths that are a layer's."""


def with_passages(found: Sequence[Term]) -> Iterator[Term]:
    """The terms with two widths and what leads from one to the other as one term."""
    i = 0
    while i < len(found):
        end = _passage(found, i)
        if end == i:
            yield found[i]
            i += 1
            continue
        numbers = [each for each in found[i:end] if each.sense == "number"]
        first, last = found[i], found[end - 1]
        values = tuple(each.data.value for each in numbers)
        yield Term("passage", values, f"{numbers[0].text} to {numbers[1].text}", first.start, last.end)
        i = end


def _passage(found: Sequence[Term], i: int) -> int:
    """Where two widths end that begin here; here, where none do."""
    start = i + (found[i].sense == "from")
    senses = [each.sense for each in found[start:start + 4]]
    if len(senses) < 3 or senses[0] != "number" or senses[1] not in _LEADS or senses[2] != "number":
        return i
    named = senses[3:] and senses[3] in _WIDTHS
    if senses[3:] and senses[3] in _LEADS or (i and found[i - 1].sense in _LEADS):
        return i
    beside = i > 0 and found[i - 1].sense in _MAKES and found[start].start - found[i - 1].end <= len(" from ")
    if any(found[j].data.unit for j in (start, start + 2)) or not (named or beside):
        return i
    return start + 3 + bool(named)


def place_passages(scene: Scene, start: int, end: int, number: int) -> None:
    """The widths of each layer at that layer: the one that stands before them, or else the next."""
    for i in range(start, end):
        if scene.sense(i) != "passage":
            continue
        open_ones = [each for each in scene.layers if each.sentence == number and each.takes(_width(each))]
        before = [each for each in open_ones if each.at < i and not scene.is_parted(each.at, i)]
        after = [each for each in open_ones if each.at > i]
        scene.used.add(i)
        for owner in before[-1:] or after[:1]:
            owner.features, made = scene.terms[i].data
            owner.put(_width(owner), made, scene.terms[i])


def _width(told: Told) -> str:
    return "filters" if told.called("filters") else "units"
