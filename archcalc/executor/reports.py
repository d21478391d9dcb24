"""Runs as reports: one network's layers, or the whole collection's networks."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.executor import budget
from archcalc.executor.run import Ran
from archcalc.executor.weights.load import rule
from archcalc.executor.weights.names import declared
from archcalc.network.batch_items import an_item, items

MANY = 40
"""Longer tables leave out the layers that `archcalc show` leaves out, unless something is wrong with them."""
_MOST_NAMES = 12
"""So many layers are named in a note."""
_COLUMNS = (
    Column("name", "layer", rank=0), Column("covers", "together with", "prose", rank=4),
    Column("expected", "computed", "volume", rank=1), Column("actual", "array", "volume", rank=0),
    Column("ok", "ok", "check", rank=0), Column("wrong", "what is wrong", "prose", rank=0),
    Column("bytes", "memory", "bytes", rank=3), Column("seconds", "time", "seconds", rank=2),
)
_TRACED = (Column("min", "min", "real", rank=0), Column("mean", "mean", "real", rank=0),
           Column("max", "max", "real", rank=0), Column("zeros", "zeros", "part", rank=0))


def report(ran: Ran, extra: Iterable[Table] = ()) -> Report:
    """Every volume of a run beside the one that was computed, the time it took and the memory it held."""
    columns = (*_COLUMNS, *_TRACED) if ran.settings.trace else _COLUMNS
    table = Table("layers", columns, tuple(_cells(ran)), hidden=_hidden(ran))
    output = ran.graph.nodes[ran.graph.outputs[-1]]
    head = {"backend": ran.backend, "architecture": {"name": ran.graph.about.name, "title": ran.graph.about.title},
            "batch": ran.graph.batch, "dtype": ran.settings.dtype, "fused": ran.settings.fuse,
            "weights": rule(ran.settings.weights), "seed": ran.settings.seed}
    tail = {"mismatches": list(ran.mismatches), "seconds": ran.seconds, "peak_bytes": ran.peak,
            "predicted_peak_bytes": ran.predicted, "output": {"name": output.name, "shape": output.shape[1:]},
            "memory": ran.memory, "values_checked": ran.values_checked, "layers_checked": ran.layers_checked,
            "layers_unchecked": list(ran.unchecked)}
    return Report("archcalc/run/1", (table, *extra), tuple(_notes(ran)), head, tail, f"{ran.graph.about.title}, run")


def _cells(ran: Ran) -> Iterable[tuple[Any, ...]]:
    for row in ran.rows:
        covers = ", ".join(row.covers) or None
        traced = (row.values.low, row.values.mean, row.values.high, row.values.zeros) if ran.settings.trace else ()
        yield (row.layer, covers, row.expected, row.actual, not row.wrong, row.wrong or None, row.size, row.seconds,
               *traced)


def _hidden(ran: Ran) -> frozenset[int]:
    if len(ran.rows) <= MANY or ran.settings.trace:
        return frozenset()
    quiet = {node.name for node in ran.graph.nodes if "quiet" in node.op.traits}
    return frozenset(i for i, row in enumerate(ran.rows) if row.layer in quiet and not row.wrong)


def _notes(ran: Ran) -> Iterable[str]:
    wrong = sum(bool(row.wrong) for row in ran.rows)
    hidden = len(_hidden(ran))
    left_out = f"; {hidden} rows of activations, norms and sums are left out here, --trace shows them" if hidden else ""
    verdict = "every one as computed, and all values finite" if not wrong else f"{wrong} of them wrong"
    checked = (f"{units.count(ran.values_checked)} values of {units.count(ran.layers_checked)} layers computed once "
               "more in float64")
    yield f"{len(ran.rows)} volumes made, {verdict}; {checked}{left_out}"
    if ran.unchecked:
        yield _unchecked(ran)
    values = sum(prod(weight.shape) for _, _, weight in declared(ran.graph))
    yield (f"weights: {units.count(values)} values, shapes as computed; {rule(ran.settings.weights)}, "
           f"seed {ran.settings.seed}")
    yield from ran.notes
    images = items(ran.graph, ran.graph.batch) if ran.graph.batch > 1 else an_item(ran.graph)
    fused = ", fused" if ran.settings.fuse else ""
    yield f"time: {units.duration(ran.seconds)} for {images}, {ran.settings.dtype}, {ran.backend}{fused}"
    yield memory(ran)


def _unchecked(ran: Ran) -> str:
    """The layers of which no value was computed once more, and why."""
    kinds = sorted({ran.graph.node(name).op.kind for row in ran.rows for name in row.checked.without})
    more = len(ran.unchecked) - _MOST_NAMES
    names = ", ".join([*ran.unchecked[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])])
    return f"not computed once more: {names}; there is no definition of {', '.join(kinds)} to do it by"


def memory(ran: Ran) -> str:
    """The memory that was held beside that which was predicted, and a word on it where they are not alike."""
    if ran.memory == budget.NOT_MEASURED:
        return f"memory: {ran.memory}, {units.megabytes(ran.predicted)} predicted"
    off = ran.peak / ran.predicted - 1
    told = (f"memory: {units.megabytes(ran.peak)} held at most, {units.megabytes(ran.predicted)} predicted "
            f"({units.off(off)})")
    allowed = f"{100 * budget.TOLERANCE:.0f} % and {units.megabytes(budget.FIXED)}"
    if ran.memory == budget.DIFFERS:
        return f"{told}: they differ by more than {allowed}"
    return told if abs(off) <= budget.TOLERANCE else f"{told}, {_why_off(ran)}"


def _why_off(ran: Ran) -> str:
    return ("which is for all threads at once" if ran.settings.threads > 1 and ran.peak < ran.predicted else
            f"within the {units.megabytes(budget.FIXED)} that are left to objects that are no arrays")
