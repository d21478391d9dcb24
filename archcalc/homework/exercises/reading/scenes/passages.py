"""Widths that lead from one to the next: 64 to 128 channels, 32 input and 64 output channels, 784 -> 128 -> 10."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcalc.homework.exercises.known_blocks.block_operators import operator_of
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.reading.wording.terms import SaidTerm
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.homework.exercises.vocabulary import NamedLayer

_LEADS = frozenset({"to", "arrow"})
_WIDTHS = frozenset({"channels", "filters", "units", "features"})
_ENDS_OF_A_LAYER = frozenset({"input", "output"})
_MAKES = frozenset({"layer", "modifier", "size", "kernel", "passage"})
"""What stands before two widths that are a layer's."""
_INTO = frozenset({"input", "features"})
_IN = frozenset({"in", "input", "ein", "rein", "en entrée"})


def with_passages(text: str, found: Sequence[SaidTerm]) -> Iterator[SaidTerm]:
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
        yield SaidTerm("passage", values, " to ".join(each.text for each in numbers), first.start, last.end)
        i = end


def _passage(found: Sequence[SaidTerm], i: int) -> int:
    """The end of widths of which one leads to the next, and that begin here; 0 where none do."""
    start = i + (found[i].sense == "from")
    end = lead = start + 1 + (start + 1 < len(found) and found[start + 1].sense in _WIDTHS)
    while [each.sense for each in found[end:end + 2]] in (["to", "number"], ["arrow", "number"]):
        end += 2
    numbers = [found[start], *found[lead + 1:end:2]]
    whole = all(each.sense == "number" and not each.data.unit and type(each.data.value) is int for each in numbers)
    apart = any(found[j].start - found[j - 1].end > len("  ") for j in range(lead, end))
    led = apart or (i and found[i - 1].sense in _LEADS) or (end < len(found) and found[end].sense in _LEADS)
    if end == lead or not whole or led:
        return 0
    named = end < len(found) and found[end].sense in _WIDTHS
    beside = i > 0 and found[i - 1].sense in _MAKES and found[start].start - found[i - 1].end <= len(" from ")
    drawn = len(numbers) > _TWO or (found[lead].sense == "arrow" and _is_of_vectors(found))
    return end + named if named or beside or drawn else 0


_TWO = 2
"""Widths that lead one to another; more of them are several layers."""


def _is_of_vectors(found: Sequence[SaidTerm]) -> bool:
    """True of an exercise with fully connected layers, and with no windows."""
    fields = {name for term in found if term.sense == "layer" for name in operator_of(_kind(term)).fields}
    return "units" in fields and "kernel" not in fields


def _kind(term: SaidTerm) -> str:
    return str(term.data.kind if isinstance(term.data, NamedLayer) else term.data)


def _pair(text: str, found: Sequence[SaidTerm], i: int) -> int:
    """The end of 64 input and 128 output channels; 0 where none begin here."""
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


def place_passages(scene: ToldScene, start: int, end: int, number: int) -> None:
    """The widths of each layer at that layer: the one that stands before them, or else the next; or of all."""
    for i in range(start, end):
        if scene.sense(i) != "passage":
            continue
        scene.used.add(i)
        if len(scene.terms[i].data) > _TWO:
            _place_row(scene, i, number)
        else:
            _place_pair(scene, i, number)


def _place_pair(scene: ToldScene, i: int, number: int) -> None:
    """The widths of what goes in and of what comes out of one layer."""
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
        scene.features.append(SaidNumber("channels in", features, i, i))
    for owner in owners:
        owner.put(_width(owner), made, scene.terms[i])


def _place_row(scene: ToldScene, i: int, number: int) -> None:
    """The widths of several fully connected layers: as many as are told, or of one that stands for all, or of none."""
    term, count = scene.terms[i], len(scene.terms[i].data) - 1
    owners = [each for each in scene.layers if each.takes("units") and not each.form
              and each.term.sense != "hidden"]
    if not owners:
        owners = [scene.add(Told("linear", i, term, number, implied=True))]
    if len(owners) == 1 and owners[0].times in {1, count}:
        first = owners[0]
        first.times = 1
        owners += [scene.add(Told(first.kind, first.at, first.term, number)) for _ in range(count - 1)]
    if len(owners) != count:
        refuse(scene.text, term.word, f"{term.text}: of which layers?", "for example FC 784 -> 128 -> 10")
    for owner, reads, makes in zip(owners, term.data, term.data[1:], strict=False):
        owner.features = reads
        owner.put("units", makes, term)


def _width(told: Told) -> str:
    return "filters" if told.called("filters") else "units"


def with_rounds(found: Sequence[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms with those of each round as often as it is said."""
    i = 0
    while i < len(found):
        if found[i].sense != "rounds":
            yield found[i]
            i += 1
            continue
        times, end = found[i].data
        inside = [term for term in found[i + 1:] if term.start < max(end, found[i].end + 1)]
        for number in range(times):
            yield from inside
            if number < times - 1:
                yield SaidTerm("then", None, found[i].text, found[i].start, found[i].end)
        i += 1 + len(inside)


def with_table_rows(found: Sequence[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms with rows of a table of convolutions, 1x1, 64; 3x3, 64; 1x1, 256, as layers."""
    found = list(_with_filters(found))
    rows = [i for i in range(len(found)) if _is_row(found, i)]
    if len(rows) < _TWO:
        yield from found
        return
    for i, term in enumerate(found):
        if i - 1 not in rows or term.sense == "passage":
            yield term
        if i in rows:
            yield SaidTerm("layer", "conv", term.text, term.start, term.end)
        if i - 2 in rows and term.sense == "number":
            yield SaidTerm("filters", None, term.text, term.end, term.end)
            yield SaidTerm("then", None, term.text, term.end, term.end)


def _with_filters(found: Sequence[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms with the noun of a number that stands behind a window: conv 7x7, 64."""
    for i, term in enumerate(found):
        yield term
        before = [each.sense for each in found[max(0, i - 3):i]]
        after = found[i + 1].sense if i + 1 < len(found) else ""
        named = [each for each in found[max(0, i - 3):i] if each.sense == "layer"]
        beside = sorted(before[:2]) == ["layer", "size"] and before[2:] == ["comma"]
        if beside and term.sense == "number" and after in {"comma", "arrow", "then", "attribute"} \
                and "filters" in operator_of(_kind(named[0])).fields:
            yield SaidTerm("filters", None, term.text, term.end, term.end)


def _is_row(found: Sequence[SaidTerm], i: int) -> bool:
    """True of a window and, behind a comma, how many filters it has, and no noun."""
    senses = [each.sense for each in found[i:i + 4]]
    beside = found[i - 1].sense if i else ""
    if senses[:1] != ["size"] or len(found[i].data) != _TWO or max(found[i].data) >= _WIDE or beside == "kernel":
        return False
    listed = senses[1:3] == ["comma", "number"] and beside not in {"layer", "input", "on"}
    return senses[1:2] == ["passage"] or (listed and not {*senses[3:]} & {"filters", "channels", "attribute", "input"})


_WIDE = 12
"""No such window is wider."""
