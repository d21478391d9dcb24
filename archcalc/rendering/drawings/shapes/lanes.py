"""Streams of several resolutions side by side, which exchange what they have: a lane for each, from left to right.

What only carries a volume from one lane to another is an arrow, as in the paper, and the drawing says so below. Modules
that give several volumes are opened; those that repeat are drawn once, in a frame with their number.
Source: Sun et al. 2019, Deep High-Resolution Representation Learning, figure 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame, Part, blocks_of, folded
from archcalc.rendering.drawings.layout.laned_columns import Lane, laned
from archcalc.rendering.drawings.shapes._gathered_parts import CompactForm, gathered, is_input
from archcalc.rendering.drawings.shapes._resolutions import Levels, levels
from archcalc.rendering.tables.folding import contents

_TURNS, _LANES = 3, 3


class ResolutionStreams(NamedTuple):
    """The blocks in lanes: each with its column and lane, the links between them, the repeats, what arrows hold."""

    blocks: tuple[Lane, ...]
    links: tuple[tuple[int, int], ...]
    repeats: tuple[tuple[range, int], ...]
    carried: tuple[str, ...]


def fits(diagram: Diagram) -> bool:
    """True where the way turns three times or more between three resolutions or more, and has one end.

    Modules are folded, so that it is not for a drawing whose depth was asked for.
    """
    if diagram.as_asked:
        return False
    made = levels(opened(diagram).diagram)
    turns = max((level.phase for level in made.parts), default=0)
    return turns >= _TURNS and len(made.across()) >= _LANES and len(made.outputs) == 1


def laid(diagram: Diagram) -> Laid:
    """Every module a block, a column for each step, a lane for each resolution."""
    return laned(*streams(diagram), diagram.least)


def cut(diagram: Diagram) -> CompactForm | None:
    """One block for what comes before the streams part, and one for what comes after they met."""
    made = levels(diagram)
    sources, readers = ({number: [link[1 - end] for link in made.links if link[end] == number]
                         for number in range(len(made.parts))} for end in (1, 0))
    bands = _filled(made)
    forks = (number for number, read in readers.items() if len({bands[reader] for reader in read}) > 1)
    stem, tail = _before(next(forks, 0), sources), set[int]()
    for number in reversed(range(len(bands))):
        if not several(diagram, diagram.root.parts[number]) and all(
                reader in tail and bands[reader] >= bands[number] for reader in readers[number]):
            tail.add(number)
    stem -= {number for number in stem if is_input(diagram.root.parts[number])}
    rest = ([number] for number in range(len(bands)) if number not in stem | tail)
    form = gathered(diagram, [*filter(None, (sorted(stem), sorted(tail))), *rest], opened=True)
    known = frozenset(_first(part) for part in diagram.root.parts if several(diagram, part))
    return CompactForm(form, partial(_laid, known)) if form is not None else None


def _laid(known: frozenset[int], diagram: Diagram) -> Laid:
    """A stretch in lanes; the modules that the whole network opens are `known` by their first layers."""
    return laned(*streams(diagram, known), diagram.least)


def _first(part: Part) -> int:
    return blocks_of(part)[0].nodes[0]


def _before(last: int, sources: Mapping[int, Sequence[int]]) -> set[int]:
    """A part and all that it follows from."""
    found, waiting = set[int](), [last]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += sources[number]
    return found


class OpenedDiagram(NamedTuple):
    """A diagram whose modules with several outputs are opened, and the blocks of those that repeat, with how often."""

    diagram: Diagram
    repeats: tuple[tuple[frozenset[int], int], ...]


def opened(diagram: Diagram, known: Collection[int] = ()) -> OpenedDiagram:
    """The diagram with the parts of each module in its place from which others read several blocks, or that is `known`.

    Those are known by their first layers.
    """
    parts: list[Part] = []
    repeats = []
    for part in diagram.root.parts:
        is_open = _first(part) in known or several(diagram, part)
        parts += part.parts if is_open and isinstance(part, DiagramFrame) else (part,)
        if is_open and isinstance(part, DiagramFrame) and part.times > 1:
            repeats.append((frozenset(block.nodes[0] for block in blocks_of(part)), part.times))
    return OpenedDiagram(diagram._replace(root=DiagramFrame("", tuple(parts))), tuple(repeats))


def several(diagram: Diagram, part: Part) -> bool:
    """True for a module from which others read several blocks."""
    inside = {block.nodes[0] for block in blocks_of(part)}
    return isinstance(part, DiagramFrame) and len({a for a, b in diagram.links if a in inside and b not in inside}) > 1


def streams(whole: Diagram, known: Collection[int] = ()) -> ResolutionStreams:
    """The blocks in lanes, before they have places."""
    diagram, repeats = opened(whole, known)
    made = levels(diagram)
    bands = _filled(made)
    through = _carriers(made, bands)
    links = tuple(dict.fromkeys(_past(made.links, through)))
    blocks = [None if number in through else folded(part) for number, part in enumerate(diagram.root.parts)]
    ranks: dict[int, int] = {}
    for number, block in enumerate(blocks):
        if block is not None:
            ranks[number] = max((ranks[a] + 1 for a, b in links if b == number), default=0)
    lanes = {band: lane for lane, band in enumerate(sorted({bands[number] for number in ranks}))}
    numbers = {number: at for at, number in enumerate(ranks)}
    made_blocks = [Lane(ranks[number], lanes[bands[number]], block) for number, block in enumerate(blocks) if block]
    carried = _carried(diagram, made, bands, through)
    joined = tuple((numbers[a], numbers[b]) for a, b in links)
    columns = [[lane.column for lane in made_blocks if lane.block.nodes[0] in inside] for inside, _ in repeats]
    stretches = (range(min(mine), max(mine) + 1) for mine in columns)
    times = (count for _, count in repeats)
    return ResolutionStreams(tuple(made_blocks), joined, tuple(zip(stretches, times, strict=True)), carried)


def _filled(made: Levels) -> list[int]:
    """The resolution of every part, or that of what it reads."""
    bands: list[int] = []
    sources = {target: source for source, target in reversed(made.links)}
    for number, level in enumerate(made.parts):
        bands.append(level.band if level.band is not None else bands[sources[number]] if number in sources else 0)
    return bands


def _carriers(made: Levels, bands: Sequence[int]) -> set[int]:
    """The parts with one source and one reader in different lanes, beside which other links leave or arrive."""
    given, taken = Counter(a for a, _ in made.links), Counter(b for _, b in made.links)
    source, reader = {b: a for a, b in made.links}, dict(made.links)
    return {number for number in range(len(made.parts)) if given[number] == taken[number] == 1
            and bands[source[number]] != bands[reader[number]]
            and (given[source[number]] > 1 or taken[reader[number]] > 1)}


def _past(links: Sequence[tuple[int, int]], through: set[int]) -> Iterator[tuple[int, int]]:
    """The links from part to part, over what only carries from lane to lane."""
    source = {b: a for a, b in links if b in through}
    for a, b in links:
        if b not in through:
            start = a
            while start in through:
                start = source[start]
            yield start, b


def _carried(diagram: Diagram, made: Levels, bands: Sequence[int], through: set[int]) -> tuple[str, ...]:
    """The modules for which arrows from lane to lane stand, in words."""
    found: dict[str, dict[str, None]] = {"up": {}, "down": {}}
    for a, b in made.links:
        if a in through:
            before = next(source for source, target in made.links if target == a)
            word = "down" if bands[b] > bands[before] else "up"
            found[word][contents(kind for block in blocks_of(diagram.root.parts[a]) for kind in block.holds)] = None
    said = tuple(f"an arrow {word} holds {' or '.join(kinds)}" for word, kinds in found.items() if kinds)
    return ("What carries a volume from lane to lane is drawn as an arrow:", *said) if said else ()
