"""The parts of a drawing before any has a place: blocks, frames around them, and the links between blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archcalc.base import units
from archcalc.base.named_tuples import NamedTuple
from archcalc.network.graph import Node
from archcalc.rendering.tables.folding import contents


class Block(NamedTuple):
    """One block: the nodes in it, its name, colour and output shape, what it is, what goes with it before and after.

    `sign` is what stands in a circle; a `wide` block's inputs arrive side by side, as at a concat; `times` says how
    many like blocks it stands for; `holds` are the operators in it, but for the quiet ones; a recurrent one goes
    through so many `steps`, and back where it is `reversed`.
    """

    nodes: tuple[int, ...]
    name: str
    role: str
    shape: tuple[int, ...] = ()
    kind: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sign: str = ""
    wide: bool = False
    times: int = 1
    hint: str = ""
    holds: tuple[str, ...] = ()
    steps: int = 0
    reversed: bool = False
    marked: bool = False
    """True where it is outlined."""
    gathers: tuple[int, ...] = ()
    """All layers of a block that stands for several parts of the network, on a sheet that has no room for them."""

    @property
    def volume(self) -> str:
        """The output's volume as the lecture writes it."""
        return units.volume(self.shape)


class DiagramFrame(NamedTuple):
    """The blocks and frames of a module, in the order of execution. One without a name is not seen.

    With `arcs` all stand in one column, with arcs between them.
    """

    name: str
    parts: tuple[Block | DiagramFrame, ...]
    times: int = 1
    arcs: bool = False

    def blocks(self) -> Iterator[Block]:
        """Every block, at any depth."""
        for part in self.parts:
            yield from (part,) if isinstance(part, Block) else part.blocks()


Part = Block | DiagramFrame


def folded(part: Part) -> Block:
    """A module as one block."""
    if isinstance(part, Block):
        return part
    inside = blocks_of(part)
    holds = tuple(kind for each in part.parts for kind in _held(each))
    return Block(tuple(i for block in inside for i in block.nodes), part.name, "module", inside[-1].shape,
                 contents(holds), times=part.times, hint=part.name, holds=holds)


def _held(part: Part) -> tuple[str, ...]:
    """The operators in a part, as often as it repeats."""
    inside = part.holds if isinstance(part, Block) else tuple(kind for each in part.parts for kind in _held(each))
    return inside * part.times


def with_blocks(part: Part, change: Callable[[Block], Block]) -> Part:
    """A part with every block in it changed."""
    if isinstance(part, Block):
        return change(part)
    return part._replace(parts=tuple(with_blocks(each, change) for each in part.parts))


def blocks_of(part: Part) -> list[Block]:
    """A block itself, or those of a frame."""
    return [part] if isinstance(part, Block) else list(part.blocks())


class Diagram(NamedTuple):
    """The blocks of a network, and the links between them, by the first node of each block."""

    title: str
    root: DiagramFrame
    links: tuple[tuple[int, int], ...]
    path: tuple[str, ...] = ()
    """The module that it is of; none for the whole network."""
    in_part: bool = False
    """True where the network holds more than is drawn; the title says so."""
    layers: Sequence[Node] = ()
    """All layers of the network, as blocks number them."""
    dashed: frozenset[tuple[int, int]] = frozenset()
    """The links that are drawn dashed."""
    least: float = 0.0
    """The size of the smallest letters in pixels."""
    is_tight: bool = False
    """True where rows stand closer to each other, so that they fit a sheet."""
    as_asked: bool = False
    """True where it is as deep as was asked for, so that nothing more may be folded."""
