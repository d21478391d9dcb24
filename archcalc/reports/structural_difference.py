"""Differences of two networks that were written apart: layers are paired by what they do and read, not by names."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base import units
from archcalc.base.errors import as_yaml, quoted
from archcalc.base.report import Report, Table
from archcalc.counting.convention import Rule
from archcalc.network.graph import Graph, Node
from archcalc.reports.counted_groups import counted_groups
from archcalc.reports.difference import CHANGES, Change, changed, described, sums
from archcalc.reports.structure import Pairing, paired

_UNSAID = frozenset({"padding", "epsilon", "size", "scale", "output", "shape", "learned", "ceil", "sides"})
"""Attributes that say the same in other words where windows, volumes and weights are alike."""


def structural_difference(before: Graph, after: Graph, memory: Rule) -> Report:
    """Layers that differ, one row a change, the first of them told in words; and the totals.

    Two networks whose layers do the same and read the same have no changes, whatever these are called; where one's
    layer is several of the other's, a table says what that is of the totals.
    """
    pairs = paired(before, after)
    told = [pair for pair in pairs if not pair.is_alike and any(_rows(pair))]
    rows = tuple(row for pair in told for row in _rows(pair))
    alike = sum(pair.is_alike for pair in pairs)
    olds, news = (sum(each is not None for each in side) for side in ([pair.old for pair in pairs],
                                                                     [pair.new for pair in pairs]))
    groups = counted_groups(before, after, pairs, memory)
    notes = [*dict.fromkeys((*before.caveats, *after.caveats)), _aligned(alike, olds, news),
             "not compared: names, a norm's epsilon, dropout, a last softmax, and layers that only move values"]
    if told:
        notes.insert(0, f"the first difference: {_told(told[0])}")
    if groups.rows:
        notes.append("layers and memory are counted otherwise where one layer of a network is several of the other")
    whole = not (before.gap or after.gap)
    tables = [Table("changes", CHANGES, rows), *([groups] if groups.rows else []),
              sums(before, after, memory, whole=whole)]
    return Report("archcalc/difference/1", tuple(tables), (*notes, f"memory: values, {memory.rule}"),
                  title=f"{before.about.name} -> {after.about.name}")


def _aligned(alike: int, olds: int, news: int) -> str:
    how = "layers are paired by what they do and read, not by their names"
    if alike == olds == news:
        return f"no difference: {units.count(alike)} layers do the same and read the same ({how})"
    return f"{how}: {units.count(alike)} of {units.count(olds)} and {units.count(news)} are alike"


def _told(pair: Pairing) -> str:
    """A pair that differs, in words."""
    if pair.old is None or pair.new is None:
        node, word = (pair.old, "is gone") if pair.new is None else (pair.new, "is new")
        return f"{quoted(node.name, '') if node else ''} {word} ({described(node) if node else ''})"
    rows = list(_rows(pair))
    return f"{quoted(rows[0][1], '')}: {'; '.join(f'{row[2]} {row[3]} -> {row[4]}' for row in rows)}"


def _rows(pair: Pairing) -> Iterator[Change]:
    """What differs of a pair."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        if new is not None:
            yield "added", new.name, None, None, described(new)
        elif old is not None:
            yield "removed", old.name, None, described(old), None
        return
    name = old.name if old.name == new.name else f"{old.name} -> {new.name}"
    for word, _, attribute, *values in _differing(old, new, pair):
        yield word, name, attribute, values[0], values[1]
    if pair.other_inputs:
        yield "changed", name, "from", "other layers", "other layers"


def _differing(old: Node, new: Node, pair: Pairing) -> Iterator[Change]:
    """Attributes that differ; where none tells it, the volumes, weights or windows that do."""
    assert pair.old_step is not None
    assert pair.new_step is not None
    found = [row for row in changed(old, new) if row[0] != "renamed" and (row[2] not in _UNSAID or not old.inputs)]
    if pair.old_step.kind == pair.new_step.kind and old.op.kind != new.op.kind:
        found = []  # one thing in two forms: its facts tell what differs
    known = {row[2] for row in found}
    before, after = dict(pair.old_step.facts), dict(pair.new_step.facts)
    facts = [name for name in (*before, *(each for each in after if each not in before))
             if before.get(name) != after.get(name)]
    if not known and not pair.follows:
        found += [("changed", new.name, name, _shown(before.get(name)), _shown(after.get(name))) for name in facts]
    elif "padding" in facts and "padding" in before and "padding" in after:
        found.append(("changed", new.name, "padding", _shown(before["padding"]), _shown(after.get("padding"))))
    yield from found


def _shown(value: object) -> str:
    return "-" if value is None else as_yaml(list(value) if isinstance(value, tuple) else value)
