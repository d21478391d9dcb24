"""What a layer makes of how many channels: 64 to 128, 256 → 64, 32 input and 64 output channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.homework.exercises.reading.facts import Fact
from archcalc.homework.exercises.reading.scene import Scene, Told
from archcalc.homework.exercises.reading.terms import Term

_LEADS = frozenset({"to", "arrow"})
_WIDTHS = frozenset({"channels", "filters", "units", "features"})
_MAKES = frozenset({"layer", "modifier", "size", "kernel", "passage"})
"""What stands before two widths that are a layer's."""
_INTO = frozenset({"input", "features"})
_IN = frozenset({"in", "input", "ein", "rein", "en entrée"})


def with_passages(text: str, found: Sequence[Term]) -> Iterator[Term]:
    """The terms with two widths, of what goes in and what comes out, as one term."""
    i = 0
    while i < len(found):
        end = _passage(found, i) or _pair(text, found, i)
        if not end:
            yield found[i]
            i += 1
            continue
        numbers = [each for each in found[i:end] if each.sense == "number"]
        values = tuple(each.data.value for each in numbers)
        first, last = found[i], found[end - 1]
        yield Term("passage", values, f"{numbers[0].text} to {numbers[1].text}", first.start, last.end)
        i = end


def _passage(found: Sequence[Term], i: int) -> int:
    """Where two widths end of which one leads to the other, and that begin here; 0 where none do."""
    start = i + (found[i].sense == "from")
    lead = start + 1 + (start + 1 < len(found) and found[start + 1].sense in _WIDTHS)
    senses = [each.sense for each in (*found[start:start + 1], *found[lead:lead + 3])]
    if len(senses) < 3 or senses[0] != "number" or senses[1] not in _LEADS or senses[2] != "number":
        return 0
    named = senses[3:] and senses[3] in _WIDTHS
    if (senses[3:] and senses[3] in _LEADS) or (i and found[i - 1].sense in _LEADS):
        return 0
    beside = i > 0 and found[i - 1].sense in _MAKES and found[start].start - found[i - 1].end <= len(" from ")
    if any(found[j].data.unit for j in (start, lead + 1)) or not (named or beside):
        return 0
    return lead + 2 + bool(named)


def _pair(text: str, found: Sequence[Term], i: int) -> int:
    """Where 64 input and 128 output channels end; 0 where none begin here."""
    if found[i].sense != "number" or i + 3 >= len(found):
        return 0
    named = found[i + 1].sense in _INTO
    joint = i + 1 + named
    if not named and text[found[i].end:found[joint].start].strip().lower() not in _IN:
        return 0
    senses = [each.sense for each in found[joint:joint + 3]]
    if len(senses) < 3 or senses[0] not in {"and", "comma"} or senses[1] != "number":
        return 0
    made = senses[2] == "filters" and found[joint + 2].text.lower() not in {"filters", "kernels"}
    return joint + 3 if made and not found[i].data.unit and not found[joint + 1].data.unit else 0


def place_passages(scene: Scene, start: int, end: int, number: int) -> None:
    """The widths of each layer at that layer: the one that stands before them, or else the next; or of all."""
    for i in range(start, end):
        if scene.sense(i) != "passage":
            continue
        scene.used.add(i)
        features, made = scene.terms[i].data
        open_ones = [each for each in scene.layers if each.takes(_width(each)) and not each.depthwise]
        here = [each for each in open_ones if each.sentence == number]
        before = [each for each in here if each.at < i and not scene.is_parted(each.at, i)]
        after = [each for each in here if each.at > i and not scene.is_parted(i, each.at)]
        owners = before[-1:] or after[:1]
        for owner in owners:
            owner.features = features
        if not owners:
            owners = open_ones if features == made or len(open_ones) < 2 else []
            scene.features.append(Fact("channels in", features, i, i))
        for owner in owners:
            owner.put(_width(owner), made, scene.terms[i])


def _width(told: Told) -> str:
    return "filters" if told.called("filters") else "units"
