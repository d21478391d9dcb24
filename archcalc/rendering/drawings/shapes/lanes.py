"""Streams of several resolutions side by side, which exchange what they have: a lane for each, from left to right.

What only carries a volume from one lane to another is an arrow, as in the paper, and the drawing says so below. Modules
that give several volumes are opened; those that repeat are drawn once, in a frame with their number.
Source: Sun et al. 2019, Deep High-Resolution Representation Learning, figure 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram_parts import Diagram, DiagramFrame, Part, blocks_of, folded
from archcalc.rendering.drawings.layout.laned_columns import Lane, laned
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


class OpenedDiagram(NamedTuple):
    """A diagram whose modules with several outputs are opened, and the blocks of those that repeat, with how often."""

    diagram: Diagram
    repeats: tuple[tuple[frozenset[int], int], ...]


def opened(diagram: Diagram) -> OpenedDiagram:
    """The diagram with the parts of each module from which others read several blocks in its place."""
    parts: list[Part] = []
    repeats = []
    for part in diagram.root.parts:
        inside = frozenset(block.nodes[0] for block in blocks_of(part))
        several = len({a for a, b in diagram.links if a in inside and b not in inside}) > 1
        parts += part.parts if several and isinstance(part, DiagramFrame) else (part,)
        if several and isinstance(part, DiagramFrame) and part.times > 1:
            repeats.append((inside, part.times))
    return OpenedDiagram(diagram._replace(root=DiagramFrame("", tuple(parts))), tuple(repeats))


def streams(whole: Diagram) -> ResolutionStreams:
    """The blocks in lanes, before they have places."""
    diagram, repeats = opened(whole)
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
