"""The way through a module on which its volumes stand, and the little that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of

_BESIDE, _DETOURS, _VECTORS, _SMALL = 2, 2, 6, 64
"""So many blocks may stand on a detour, so many detours beside a way; more of vectors; so much smaller is a vector."""


class MainWay(NamedTuple):
    """The parts of a frame that are beside its way, by identity, and the words for the detour that each is on."""

    aside: Mapping[int, str]


def main_way(diagram: Diagram, frame: DiagramFrame) -> MainWay | None:
    """The way through a frame, or None where too much stands beside it: it has branches."""
    parts = frame.parts
    home = {block.nodes[0]: number for number, part in enumerate(parts) for block in blocks_of(part)}
    links = {(home[a], home[b]) for a, b in diagram.links if a in home and b in home and home[a] != home[b]}
    read_outside = {home[a] for a, b in diagram.links if a in home and b not in home}
    way = _longest(parts, links)
    beside = [number for number in range(len(parts)) if number not in way]
    if frame.arcs or not beside:
        return MainWay({})
    if read_outside & {*beside} or any(all(a != number for a, _ in links) for number in beside):
        return None
    detours = _joined(beside, links)
    large = max(prod(block.shape) for block in frame.blocks())
    if len(detours) > _DETOURS or any(not _is_light(parts, detour, large) for detour in detours):
        return None
    return MainWay({id(parts[number]): _words(parts, detour) for detour in detours for number in detour})


def _longest(parts: Sequence[Part], links: set[tuple[int, int]]) -> set[int]:
    """The parts on the longest way to the last one, where small volumes make no way long."""
    large = max(prod(block.shape) for part in parts for block in blocks_of(part))
    best: list[tuple[float, list[int]]] = []
    for number, part in enumerate(parts):
        own = sum(1.0 if prod(block.shape) * _SMALL >= large else 0.01 for block in blocks_of(part))
        before = max((best[a] for a, b in links if b == number and a < number), key=lambda each: each[0],
                     default=(0.0, []))
        best.append((before[0] + own, [*before[1], number]))
    return {*best[-1][1]}


def _joined(beside: Sequence[int], links: set[tuple[int, int]]) -> list[list[int]]:
    """The parts beside the way in detours: those that are linked with each other are on one."""
    detours: list[list[int]] = []
    for number in beside:
        linked = [detour for detour in detours if any((a, number) in links for a in detour)]
        detours = [detour for detour in detours if detour not in linked]
        detours.append([each for detour in linked for each in detour] + [number])
    return detours


def _is_light(parts: Sequence[Part], detour: Sequence[int], large: int) -> bool:
    blocks = [block for number in detour for block in blocks_of(parts[number])]
    vectors = all(prod(block.shape) * _SMALL < large for block in blocks)
    return len(blocks) <= (_VECTORS if vectors else _BESIDE)


def _words(parts: Sequence[Part], detour: Sequence[int]) -> str:
    """The layers of a detour in a few words."""
    blocks: list[Block] = [block for number in detour for block in blocks_of(parts[number])]
    return ", ".join(block.kind.partition(",")[0] or block.name for block in blocks)
