"""VolumeRow -> rows that are no wider than there is room, cut where no skip leads across, if there is such a place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Shape
from archcalc.rendering.drawings.blocks import Laid, moved
from archcalc.rendering.drawings.volume_view import HIGHEST, Lengths, View
from archcalc.rendering.drawings.volumes.cleared_text import cleared
from archcalc.rendering.drawings.volumes.glued_groups import MOST_CLOSE, groups
from archcalc.rendering.drawings.volumes.painted_volumes import TAIL, continued, painted
from archcalc.rendering.drawings.volumes.placed_row import PlacedRow, RowMaker
from archcalc.rendering.drawings.volumes.skip_arcs import arcs
from archcalc.rendering.drawings.volumes.stations import VolumeRow
from archcalc.rendering.drawings.volumes.volume_sizes import maps

ROW_GAP = 30.0
_WIDER, _LONG = 1.6, 0.5
"""A row that a skip leads across, over so much of it, may be so many times as wide."""
_CROSSED, _TORN, _ROW = 0.06, 0.15, 0.12
"""The costs of a skip cut, of volumes put apart that follow from each other, and of a row."""
_SPARE = 4.0
"""Room at the left for an arrow that is longer than the number beside the first box."""
_WORDS = {"+": "adds", "×": "multiplies by"}


class Room(NamedTuple):
    """The room for a row, the smallest letters, the highest map, and whether it is that of a sheet."""

    wide: float
    least: float = 0.0
    highest: float = HIGHEST
    is_sheet: bool = False


Wrapped = tuple[RowMaker, tuple[PlacedRow, ...]]


def wrapped(row: VolumeRow, view: View, room: Room) -> Wrapped:
    """The rows of a drawing, none wider than there is room."""
    largest = max((side for station in row.stations for side in maps(station.shape)), default=1)
    maker = RowMaker(row, Lengths(view.scale, largest, room.highest), view, room.least)
    for most in (MOST_CLOSE, 3, 1):
        at = maker.placed(groups(row, room.least, most=most))
        if max(group.right - group.left for group in at.groups) <= room.wide:
            break
    counts = _cut(row, at, room)
    if len(counts) == 1:
        return maker, (at,)
    again = iter(groups(row, room.least, _reads(row, at, counts), most))
    parts = [[next(again) for _ in range(count)] for count in counts]
    lengths = [placed.ends[1] - placed.ends[0] for placed in map(maker.placed, parts)]
    return maker, tuple(maker.placed(part, maker.before(max(lengths))) for part in parts)


def _reads(row: VolumeRow, at: PlacedRow, counts: Sequence[int]) -> dict[int, str]:
    """The words for volumes that read some of another row."""
    part_of = (part for part, count in enumerate(counts) for _ in range(count))
    home = {volume.number: part for group, part in zip(at.groups, part_of, strict=True) for volume in group.volumes}
    reads: dict[int, list[str]] = {}
    for skip in row.skips:
        if home[skip.source] != home[skip.target]:
            word = _WORDS.get(skip.sign, "reads")
            reads.setdefault(skip.target, []).append(f"{word} {row.stations[skip.source].full_name}")
    return {number: ", ".join(dict.fromkeys(told)) for number, told in reads.items()}


def skips_cut(made: Wrapped) -> int:
    """The number of skips that lead from one row to another, and are told in words."""
    maker, rows = made
    home = {volume.number: part for part, placed in enumerate(rows) for volume in placed.volumes}
    return sum(home[skip.source] != home[skip.target] for skip in maker.row.skips)


def _cut(row: VolumeRow, at: PlacedRow, room: Room) -> list[int]:
    """The number of groups in each row: rows of nearly one width, and few skips that lead from one to another."""
    spans = [(group.left, group.right) for group in at.groups]
    length = spans[-1][1] - spans[0][0]
    count = int(-(-length // room.wide))
    firsts = [group.volumes[0].number for group in at.groups]
    passed = _passed(row, firsts)
    if count == 1 or (not room.is_sheet and length <= _WIDER * room.wide and _is_one_piece(row, firsts, passed)):
        return [len(spans)]
    wanted = length / count
    best: list[tuple[float, int]] = [(0.0, 0)]  # the least cost up to each group, and where its last row begins
    for end in range(1, len(spans) + 1):
        ways = []
        for start in range(end - 1, -1, -1):
            long = spans[end - 1][1] - spans[start][0]
            if long > room.wide * (1 if room.is_sheet else 1.02) and end - start > 1:
                break
            torn = _CROSSED * passed[start] + _TORN * (firsts[start] in row.chained) if start else 0.0
            ways.append((best[start][0] + ((long - wanted) / wanted)**2 + torn + _ROW, start))
        best.append(min(ways))
    counts: list[int] = []
    end = len(spans)
    while end:
        counts.append(end - best[end][1])
        end = best[end][1]
    return counts[::-1]


def _passed(row: VolumeRow, firsts: Sequence[int]) -> list[int]:
    """The skips that lead past the beginning of each group, counted once."""
    begun = Counter(bisect_right(firsts, skip.source) for skip in row.skips)
    ended = Counter(bisect_right(firsts, skip.target) for skip in row.skips)
    return [*accumulate(begun[number] - ended[number] for number in range(len(firsts)))]


def _is_one_piece(row: VolumeRow, firsts: Sequence[int], passed: Sequence[int]) -> bool:
    """True where a skip leads across half of a row, and there is no place in it where that one is all that does."""
    long = max((skip.target - skip.source for skip in row.skips), default=0)
    inner = range(len(firsts) // 4, len(firsts) - len(firsts) // 4)
    apart = any(firsts[number] not in row.chained and passed[number] < 2 for number in inner)
    return long >= _LONG * len(row.stations) and not apart


def drawn(maker: RowMaker, placed: PlacedRow) -> Laid:
    """A row as shapes from its own upper left corner."""
    over, words, top = arcs(placed, maker.row.skips, maker.least)
    lines: list[Shape] = [*painted(placed, maker), *over, *continued(placed, maker.row.chained)]
    texts = [text for group in placed.groups for text in group.texts]
    shapes = [*lines, *cleared([*texts, *words], lines), *texts, *words]
    left, right = placed.ends
    left, right = left - _SPARE, right + (TAIL if placed.volumes[-1].number + 1 in maker.row.chained else 0.0)
    bottom = max(group.bottom for group in placed.groups)
    return Laid(right - left, bottom - top, tuple(moved(shapes, -left, -top)))


def under(rows: Sequence[Laid]) -> Laid:
    """Rows one under another."""
    shapes: list[Shape] = []
    y = 0.0
    for each in rows:
        shapes += moved(each.shapes, 0, y)
        y += each.height + ROW_GAP
    return Laid(max(each.width for each in rows), y - ROW_GAP, tuple(shapes))


def laid_rows(made: Wrapped) -> Laid:
    """All rows as one drawing."""
    maker, rows = made
    return under([drawn(maker, placed) for placed in rows])


def each_row(made: Wrapped) -> Iterator[Laid]:
    """Every row by itself."""
    maker, rows = made
    return (drawn(maker, placed) for placed in rows)
