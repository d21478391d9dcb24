"""Stations -> groups: volumes of one module or of one kind stand close together, with their words below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from archcalc.base.axis_order import channels_last
from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.blocks import Line
from archcalc.rendering.drawings.font_widths import cut, width
from archcalc.rendering.drawings.volumes.stations import Station, VolumeRow
from archcalc.rendering.drawings.volumes.volume_sizes import maps
from archcalc.rendering.tables.folding import contents

_ALIKE, MOST_CLOSE, _TO = 1.15, 8, " .. "
"""Maps of nearly one size differ by less than that factor; so many volumes stand close together at most."""
_NAME, _WORDS, _WIDEST, _MORE = 11.0, 10.0, 68.0, 14.0
_LINES, _RUNS = 3, 4


class GluedGroup(NamedTuple):
    """Neighbours that stand close together, by number, and the lines below them."""

    numbers: tuple[int, ...]
    lines: tuple[Line, ...]


def groups(row: VolumeRow, least: float, reads: Mapping[int, str] = {}, most: int = MOST_CLOSE) -> list[GluedGroup]:
    """The groups of a row in order, in letters no smaller than `least`; `reads` says what volumes read of elsewhere."""
    made: list[list[int]] = []
    for number, station in enumerate(row.stations):
        if made and number in row.chained and len(made[-1]) < most and _is_close(row.stations[number - 1], station):
            made[-1].append(number)
        else:
            made.append([number])
    sizes = Counter(station.number for station in row.stations)
    return [GluedGroup(tuple(numbers), tuple(_lines(
        [row.stations[number] for number in numbers], least, len(numbers) == sizes[row.stations[numbers[0]].number],
        ", ".join(dict.fromkeys(reads[number] for number in numbers if number in reads))))) for numbers in made]


def _is_close(one: Station, other: Station) -> bool:
    """True for volumes of one module with maps of nearly one size, and for two of one kind and shape outside."""
    if (one.number, one.times, one.streams) != (other.number, other.times, other.streams):
        return False
    if other.number < 0:
        return (one.shape, one.role, one.kind) == (other.shape, other.role, other.kind)
    if len(one.shape) != len(other.shape):
        return False
    pairs = zip(maps(one.shape), maps(other.shape), strict=True)
    return all(max(pair) <= _ALIKE * min(pair) for pair in pairs)


def _lines(stations: Sequence[Station], least: float, is_whole: bool, reads: str) -> Iterator[Line]:
    """The name, what it is, how often it is there, and what it reads of another row."""
    first = stations[0]
    name, _, told = _name(stations, is_whole).partition(": ")
    size, small = max(_NAME, least), max(_WORDS, least)
    room = (_WIDEST + _MORE * (len(stations) - 1)) * size / _NAME
    yield Line(cut(name, size, 1.7 * room, bold=True), size, bold=True)
    words = told or _kinds(stations)
    for text in _wrapped(words if words != name else "", small, room):
        yield Line(text, small, fill="muted")
    if first.times > 1:
        yield Line(f"×{first.times}", max(12.0, least), bold=True)
    for text in _wrapped(reads, small, room):
        yield Line(text, small, fill="muted")


def _name(stations: Sequence[Station], is_whole: bool) -> str:
    """The name of a module where they are all of it, or else their own."""
    first, last = stations[0], stations[-1]
    if first.number >= 0 and is_whole and (len(stations) > 1 or first.times > 1):
        return first.module
    return first.name if len(stations) == 1 else f"{first.name}{_TO}{last.name}"


def _kinds(stations: Sequence[Station]) -> str:
    """The operators that make volumes, without the numbers that stand at their edges."""
    kinds = [_kind(station) for station in stations]
    if len(stations) == 1:
        return kinds[0] if stations[0].kind else ""
    if any(station.role == "module" for station in stations):
        same = len({*kinds}) == 1
        return f"each {kinds[0]}" if same else ", ".join(dict.fromkeys(station.name for station in stations))
    runs = [(kind, len(list(run))) for kind, run in groupby(kinds)]
    if len(runs) == 1:
        return f"{len(kinds)} × {kinds[0]}"
    return _told_runs(runs) if len(runs) <= _RUNS else contents(kind.partition(",")[0] for kind in kinds)


def _told_runs(runs: Sequence[tuple[str, int]]) -> str:
    """Few kinds one after another: 1x1, 3x3, 1x1 conv where they are of one operator."""
    heads = [kind.partition(", ") for kind, _ in runs]
    words = [(*head.rpartition(" ")[::2], rest.replace(", ", " ")) for head, _, rest in heads]
    if len({operator for _, operator, _ in words}) == 1 and all(before for before, _, _ in words):
        return ", ".join(f"{before} {rest}".strip() for before, _, rest in words) + f" {words[0][1]}"
    return ", ".join(kind.replace(",", "") if count == 1 else f"{count} × {kind.replace(',', '')}"
                     for kind, count in runs)


def _kind(station: Station) -> str:
    channels = str(channels_last(station.shape)[-1]) if station.shape else ""
    return ", ".join(word for word in (station.kind or station.name).split(", ") if word != channels)


def _wrapped(text: str, size: float, room: float) -> list[str]:
    """A text in few lines of nearly one width, broken between words; what has no room is cut."""
    lines = _filled(text, size, room)
    for narrower in range(int(room) - 6, 12, -6):
        tighter = _filled(text, size, narrower)
        if len(tighter) > len(lines):
            break
        lines = tighter
    if len(lines) > _LINES:
        lines = [*lines[:_LINES - 1], " ".join(lines[_LINES - 1:])]
    return [cut(line, size, 1.35 * room) for line in lines]


def _filled(text: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
