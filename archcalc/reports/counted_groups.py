"""One layer of a network that is several of another one which computes the same: the totals that differ by that alone.

An attention with its matrices, for example, gives one volume; written as linear layers around a core it gives three.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Table
from archcalc.counting.convention import Rule
from archcalc.network.graph import Graph, Node
from archcalc.reports.structure import Pairing

_COLUMNS = (Column("layer", "the first", rank=0), Column("times", "times", "count", rank=0),
            Column("before", "before", rank=0), Column("after", "after", rank=0),
            Column("layers", "layers", "signed", rank=0), Column("memory", "memory", "signed", rank=0))


class _Part(NamedTuple):
    """One network's layers of a group: those that count, how many papers count as layers, and their memory."""

    counted: tuple[Node, ...]
    layers: int
    memory: int

    @property
    def operators(self) -> str:
        """The operators in order."""
        return ", ".join(node.op.kind for node in self.counted) or "-"


def counted_groups(before: Graph, after: Graph, pairs: Iterable[Pairing], memory: Rule) -> Table:
    """A row for each kind of group that computes the same and is counted otherwise, with the sums over all of them."""
    counts = memory.counts(before), memory.counts(after)
    found: dict[tuple[str, str, int, int], list[str]] = {}
    for olds, news in _groups(pair for pair in pairs if pair.is_alike):
        old, new = _part(before, olds, counts[0]), _part(after, news, counts[1])
        if (old.layers, old.memory) != (new.layers, new.memory):
            key = old.operators, new.operators, new.layers - old.layers, new.memory - old.memory
            found.setdefault(key, []).append(_named(old, new))
    rows = [(names[0], len(names), *key[:2], key[2] * len(names), key[3] * len(names)) for key, names in found.items()]
    return Table("groups", _COLUMNS, tuple(rows), title="The same, counted otherwise")


def _groups(pairs: Iterable[Pairing]) -> list[tuple[list[int], list[int]]]:
    """The positions of layers that belong together: pairs that share a layer are of one group."""
    groups: dict[str, tuple[list[int], list[int]]] = {}
    for pair in pairs:
        assert pair.old_step is not None
        assert pair.new_step is not None
        old, new = f"old {pair.old_step.node.name}", f"new {pair.new_step.node.name}"
        group = groups.get(old) or groups.get(new) or ([], [])
        groups[old] = groups[new] = group
        group[0].extend(pair.old_step.holds)
        group[1].extend(pair.new_step.holds)
    return list({id(group): group for group in groups.values()}.values())


def _part(graph: Graph, positions: Sequence[int], counts: Sequence[int]) -> _Part:
    weighted = [position for position in positions if "weight-layer" in graph.nodes[position].op.traits]
    counted = sorted({*weighted, *(position for position in positions if counts[position])})
    return _Part(tuple(graph.nodes[position] for position in counted), len(weighted),
                 sum(counts[position] for position in positions))


def _named(old: _Part, new: _Part) -> str:
    """The layers of a group, the first of each network by name."""
    names = [part.counted[0].name if part.counted else "-" for part in (old, new)]
    return names[0] if names[0] == names[1] else " -> ".join(names)
