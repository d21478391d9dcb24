"""Graph -> Diagram: which blocks a drawing has, before any has a place.

A norm, an activation, a dropout or a reshape goes into the block of the layer beside it; the blocks of a module stand
in a frame; modules below a depth are one block; like neighbours are drawn once, with how many they are (x3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.network.graph import Graph, Node
from archcalc.operators.shape_kinds import one_image
from archcalc.rendering.drawings.block_text import beside, described, figures_of, own_name
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, blocks_of
from archcalc.rendering.drawings.palette import role
from archcalc.rendering.tables.folding import contents

MOST = 72
"""So many blocks still make a drawing that can be read; more are folded into their modules."""
TOO_MANY = 20_000


def diagram(graph: Graph, depth: str | None = None, part: str | None = None, *, unfold: bool = False) -> Diagram:
    """The network's diagram, down to a depth (`all`: to the last layer; None: as deep as can be read).

    `part` is the module, or group, that is drawn alone, with what it reads. With `unfold` repeats are drawn one by one.
    Raises ArchcalcError.
    """
    made = next(_made(graph, depth, _path_of(graph, part) if part else (), 1, MOST, unfold=unfold))
    count = sum(1 for _ in made.root.blocks())
    if count > TOO_MANY:
        raise ArchcalcError.of("too-large", f"{units.count(count)} blocks are too many to draw",
                               hint="fold the modules with --depth 1, or draw one of them with --part")
    return made


def at_depths(graph: Graph, depth: str | None, part: str | tuple[str, ...] | None) -> Iterator[Diagram]:
    """The diagrams of a network, or of a module by name or path: from the deepest that can be read to all folded."""
    path = _path_of(graph, part) if isinstance(part, str) else part or ()
    yield from _made(graph, depth, path, 0, 2 * MOST)


def of_layers(graph: Graph, layers: Sequence[int]) -> Iterator[Diagram]:
    """The diagrams of some of a network's layers, as `at_depths` has those of a module."""
    yield from _made(graph, None, (), 0, 2 * MOST, layers=layers)


def _made(graph: Graph, depth: str | None, path: tuple[str, ...], least: int, most: int, *,
          unfold: bool = False, layers: Sequence[int] = ()) -> Iterator[Diagram]:
    """The diagrams with no more blocks than that, the deepest first, and the last one in any case."""
    nodes = layers or [i for i, node in enumerate(graph.nodes) if node.path[:len(path)] == path]
    groups = _fused(graph, nodes)
    made: dict[tuple[int, ...], Block] = {}
    depths = _depths(depth, max((len(graph.nodes[i].path) for i in nodes), default=0), len(path), least)
    for each in depths:
        found = _Builder(graph, each, made, unfold=unfold).diagram(groups, path, None if each == depths[-1] else most)
        if found is not None:
            yield found._replace(as_asked=depth is not None)


def _depths(depth: str | None, deepest: int, shared: int, least: int) -> list[int]:
    """The depths to try, the deepest first."""
    if depth is None or depth == "all":
        return list(range(deepest, shared + least - 1, -1)) or [deepest]
    if not (depth.isdecimal() and len(depth) < 3 and 0 < int(depth) <= 64):
        raise ArchcalcError.of("usage", f"--depth takes a number from 1 to 64, or all, found {quoted(depth)}")
    return [int(depth) + shared]


def _path_of(graph: Graph, part: str) -> tuple[str, ...]:
    """The path of a module or group, by its own name or with those around it."""
    wanted = tuple(part.split("/"))
    for node in graph.nodes:
        for end in range(1, len(node.path) + 1):
            if node.path[:end][-len(wanted):] == wanted:
                return node.path[:end]
    names = list(dict.fromkeys(name for node in graph.nodes for name in node.path))
    raise ArchcalcError.of("unknown-part", f"{graph.about.name} has no module or group {quoted(part)}",
                           hint=did_you_mean(part, names),
                           expected=f"one of: {', '.join(quoted(name, '') for name in names[:12])}" if names
                           else "the whole network: it has no parts")


def _fused(graph: Graph, chosen: Iterable[int]) -> list[list[int]]:
    """The nodes that share a block, in order: a layer, and the quiet ones beside it that read or feed it alone."""
    readers = [0] * len(graph.nodes)
    for node in graph.nodes:
        for i in node.inputs:
            readers[i] += 1
    home: dict[int, list[int]] = {}
    for i in chosen:
        node = graph.nodes[i]
        before = home.get(node.inputs[0], []) if len(node.inputs) == 1 else []
        last = graph.nodes[before[-1]] if before else None
        if last is not None and readers[before[-1]] == 1 and last.path == node.path and "input" not in last.op.traits \
                and (_quiet(node) or all(_quiet(graph.nodes[j]) for j in before)):
            home[i] = before
        else:
            home[i] = []
        home[i].append(i)
    return list({id(group): group for group in home.values()}.values())


def _quiet(node: Node) -> bool:
    return "beside" in node.op.traits


_Run = list[Sequence[int]]
"""The blocks of one module, each as its nodes."""


class _Builder:
    """A diagram while it is made: `home` is the block of every node, `copies` the folds it is in, and as which copy.

    A fold is known by its first node and its level.
    """

    def __init__(self, graph: Graph, depth: int, made: dict[tuple[int, ...], Block], *, unfold: bool) -> None:
        self.made, self.unfold = made, unfold
        """The blocks of layers, which are the same at every depth."""
        self.nodes, self.title, self.depth = graph.nodes, graph.title, depth
        self.in_part = graph.gap is not None
        self.home: dict[int, int] = {}
        self.copies: dict[int, tuple[tuple[tuple[int, int], int], ...]] = {}

    def diagram(self, groups: Sequence[Sequence[int]], path: tuple[str, ...], most: int | None) -> Diagram | None:
        """The diagram, or None as soon as it has more blocks than that."""
        inside = {i for group in groups for i in group}
        outside = dict.fromkeys(j for i in sorted(inside) for j in self.nodes[i].inputs if j not in inside)
        sources = tuple(self.source(j) for j in outside)
        name = ": ".join(filter(None, (self.title, "/".join(path))))
        parts, count = list[Block | DiagramFrame](sources), len(sources)
        for part in self.parts(groups, len(path)):
            parts.append(part)
            count += len(blocks_of(part))
            if most is not None and count > most:
                return None
        root = DiagramFrame("", tuple(parts))
        links = dict.fromkeys((self.home[j], self.home[i]) for i in sorted(inside) for j in self.nodes[i].inputs
                              if self.linked(j, i))
        return Diagram(name, root, tuple(links), path, self.in_part, self.nodes)

    def source(self, i: int) -> Block:
        """The layers outside that a part reads."""
        self.home[i] = i
        return Block((i,), self.nodes[i].name, "input", self.nodes[i].volume)

    def linked(self, source: int, target: int) -> bool:
        """True where a link is drawn: not in a block, nor between copies; from outside, into the first copy alone."""
        folds = dict(self.copies.get(source, ()))
        return self.home[source] != self.home[target] and all(
            folds.get(fold, 0) == copy for fold, copy in self.copies.get(target, ()))

    def parts(self, groups: Sequence[Sequence[int]], level: int) -> Iterator[Block | DiagramFrame]:
        """The blocks and frames of one level, like neighbours folded."""
        runs = [list(run) for _, run in groupby(groups, key=lambda group: self.module(group, level))]
        for first, *others in self.folds(runs, level):
            yield self.part(first, others, level)
            within = [self.copies.get(kept[0], ()) for kept in first]  # the folds in it, which its copies have, too
            for number, copy in enumerate([first, *others] if others else []):
                for group, kept, folds in zip(copy, first, within, strict=True):
                    for i in group:
                        self.home[i] = self.home[kept[0]]
                        self.copies[i] = (*folds, ((first[0][0], level), number))

    def folds(self, runs: Sequence[_Run], level: int) -> Iterator[list[_Run]]:
        """Like runs one after the other, of which each reads the one before; or else like pairs of runs (Swin's)."""
        if self.unfold:
            yield from ([run] for run in runs)
            return
        signatures = [self.signature(run, level) for run in runs]
        at = 0
        while at < len(runs):
            for period in (1, 2) if level < self.depth else (1,):
                like, end = [list(chain.from_iterable(runs[at:at + period]))], at + period
                while signatures[end:end + period] == signatures[end - period:end] \
                        and self.reads(runs[end], like[-1]):
                    like.append(list(chain.from_iterable(runs[end:end + period])))
                    end += period
                if len(like) > 1:
                    break
            else:
                like, end = [runs[at]], at + 1
            yield like
            at = end

    def reads(self, run: _Run, other: _Run) -> bool:
        given = {i for group in other for i in group}
        return any(j in given for group in run for i in group for j in self.nodes[i].inputs)

    def module(self, group: Sequence[int], level: int) -> object:
        """The key that groups of one module share at a level; a layer outside modules stands alone."""
        path = self.nodes[group[0]].path
        return path[level] if len(path) > level else group[0]

    def signature(self, run: _Run, level: int) -> object:
        """The key that like modules share; layers outside modules are never folded."""
        if len(self.nodes[run[0][0]].path) <= level:
            return run[0][0]
        return tuple(tuple((self.nodes[i].op, self.nodes[i].input_shapes) for i in group) for group in run)

    def part(self, run: _Run, others: Sequence[_Run], level: int) -> Block | DiagramFrame:
        path = self.nodes[run[0][0]].path
        if len(path) <= level:
            return self.block(run[0])
        last = self.nodes[others[-1][-1][0]].path[level] if others else path[level]
        name, times = path[level] if last == path[level] else f"{path[level]} .. {last}", 1 + len(others)
        if level >= self.depth:
            return self.folded([i for group in run for i in group], name, times)
        modules = [list(module) for _, module in groupby(run, key=lambda group: self.module(group, level))]
        parts = tuple(self.parts(run, level + 1) if len(modules) == 1 else
                      (self.part(module, [], level) for module in modules))
        if len(parts) == 1 and times == 1:
            return parts[0]._replace(name=f"{name}/{parts[0].name}")
        return DiagramFrame(name, parts, times)

    def folded(self, nodes: list[int], name: str, times: int) -> Block:
        """A module as one block; one that holds a single layer, as that layer."""
        if sum(not _quiet(self.nodes[i]) for i in nodes) == 1:
            return self.block(nodes)._replace(name=name, times=times)
        self.home.update(dict.fromkeys(nodes, nodes[0]))
        holds = tuple(self.nodes[i].op.kind for i in nodes if not _quiet(self.nodes[i]))
        return Block(tuple(nodes), name, "module", self.nodes[nodes[-1]].volume, contents(holds), times=times,
                     hint=figures_of([self.nodes[i] for i in nodes]), holds=holds)

    def block(self, group: Sequence[int]) -> Block:
        """A layer's block, named by its layer, or by the first of its quiet ones."""
        self.home.update(dict.fromkeys(group, group[0]))
        if tuple(group) not in self.made:
            self.made[tuple(group)] = self.fresh(group)
        return self.made[tuple(group)]

    def fresh(self, group: Sequence[int]) -> Block:
        nodes = [self.nodes[i] for i in group]
        main = next((k for k, node in enumerate(nodes) if not _quiet(node)), 0)
        op, axes = nodes[main].op, len(nodes[main].shape)
        shape = [node.shape for node in nodes[main:] if len(node.shape) == axes][-1]
        name, kind = own_name(nodes[main]), described(nodes[main])
        return Block(tuple(group), name, role(op), one_image(shape), "" if kind == name else kind,
                     beside(nodes[:main]), (*beside(nodes[main + 1:]), *("shared",) * bool(nodes[main].shared)),
                     op.sign, op.inputs[1] is None, hint=figures_of(nodes), holds=(op.kind,),
                     steps=nodes[main].input_shapes[0][1] if "recurrent" in op.traits else 0,
                     reversed=op.attributes.get("bidirectional") is True)
