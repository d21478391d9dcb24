"""The resolution at which each part of a drawing works, and whether the way there fell or rose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log2, prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, blocks_of


class Level(NamedTuple):
    """The place of a part in a drawing by resolution.

    `band` counts halvings from the largest input (None: no image at all); `phase` counts how often the way there
    turned, from falling (even) to rising (odd) and back; an `aside` part leads to no other resolution, nor does it come
    from one, but if nothing reads it.
    """

    band: int | None
    phase: int
    aside: bool


class Levels(NamedTuple):
    """The levels of a diagram's parts, the links between parts by number, and the parts that nothing reads."""

    parts: tuple[Level, ...]
    links: tuple[tuple[int, int], ...]
    outputs: tuple[int, ...]

    @property
    def bands(self) -> list[int]:
        """The resolutions that there are, the largest first."""
        return sorted({level.band for level in self.parts if level.band is not None})

    def across(self) -> set[int]:
        """The bands in which a link leads from a part that was reached falling to one that was reached rising."""
        return {start.band for a, b in self.links if (start := self.parts[a]).band is not None
                and start.band == (end := self.parts[b]).band and start.phase < end.phase}


def levels(diagram: Diagram) -> Levels:
    """The level of every part of the root."""
    parts = diagram.root.parts
    home = {block.nodes[0]: number for number, part in enumerate(parts) for block in blocks_of(part)}
    links = tuple(dict.fromkeys((home[a], home[b]) for a, b in diagram.links if home[a] != home[b]))
    halved = _halvings(diagram)
    bands = [_most([halved.get(block.nodes[0]) for block in blocks_of(part)], blocks_of(part)[-1]) for part in parts]
    sources = _grouped((b, a) for a, b in links)
    readers = _grouped(links)
    phases = _phases(bands, sources)
    leads = [False] * len(parts)
    for number in range(len(parts) - 1, -1, -1):
        leads[number] = any(leads[reader] or bands[reader] not in {None, bands[number]} for reader in readers[number])
    made = [Level(band, phase, not leads[number] and (
        not readers[number] or all(bands[source] == band for source in sources[number])))
            for number, (band, phase) in enumerate(zip(bands, phases, strict=True))]
    return Levels(tuple(made), links, tuple(number for number in range(len(parts)) if not readers[number]))


def _grouped(pairs: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    grouped: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped


def _side(block: Block) -> float | None:
    """The side of an image of as many positions, or None for tokens and vectors.

    A single position is an image where a convolution made it, and else a vector, as after a global pooling.
    """
    _, *space = block.shape or (1,)
    is_image = len(space) > 1 and (prod(space) > 1 or block.role == "convolution")
    return prod(space) ** (1 / len(space)) if is_image else None


def _halvings(diagram: Diagram) -> dict[int, int]:
    """Halvings of the image of every block on the way to it, less the doublings.

    It is counted step by step: convolutions without padding may take a little off each image on the way.
    """
    sides = {block.nodes[0]: side for block in diagram.root.blocks() if (side := _side(block))}
    sources = _grouped((b, a) for a, b in diagram.links)
    largest = max((side for node, side in sides.items() if not sources[node]), default=1.0)
    found: dict[int, int] = {}
    for node, side in sides.items():
        before = next((source for source in sources[node] if source in found), None)
        if side <= 1 and before is None:
            continue
        steps, own = (found[before], sides[before]) if before is not None else (0, largest)
        found[node] = steps + _doublings(own / side)
    return found


def _doublings(ratio: float) -> int:
    """Doublings of a size, halvings where negative; a crop by less than 1.57 is neither.

    >>> [_doublings(ratio) for ratio in (568 / 392, 35 / 17, 3, 13 / 26)]
    [0, 1, 1, -1]
    """
    return int(abs(log2(ratio)) + 0.35) * (1 if ratio > 1 else -1)


def _most(bands: Sequence[int | None], last: Block) -> int | None:
    """The band of most blocks; of two the one that the last block makes, but for a pooling, or the larger one."""
    counts = Counter(band for band in bands if band is not None)
    made = None if last.role == "pooling" else bands[-1]
    return min(counts, key=lambda band: (-counts[band], band != made, band), default=None)


def _phases(bands: Sequence[int | None], sources: Mapping[int, list[int]]) -> list[int]:
    """The phase of every part: one more than that of what it reads where the way turns."""
    phases: list[int] = []
    for number, band in enumerate(bands):
        reached = [0]
        for source in sources[number]:
            before, phase = bands[source], phases[source]
            rises = before is not None and band is not None and band < before
            turned = before is not None and band is not None and band != before and rises != bool(phase % 2)
            reached.append(phase + turned)
        phases.append(max(reached))
    return phases
