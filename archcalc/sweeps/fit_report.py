"""The largest sizes that fit -> Report: a row for each, the front marked, and what the next size breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.sweeps.axes import BATCH, INPUT
from archcalc.sweeps.bounds import MEMORY, FitBounds
from archcalc.sweeps.fit import Fit, Growing, LargestFit
from archcalc.sweeps.network_totals import FIGURES


def report(fit: Fit) -> Report:
    """The answer of `archcalc fit`. Raises ArchcalcError, too where none of the sizes can be."""
    found = list(fit.found())
    if all(each.verdict.refused for each in found) and (reason := found[0].verdict.refused):
        raise reason
    front = _front(fit.growing, found)
    several = len(fit.growing) > 1
    columns = [Column(axis.name, axis.name, _unit(axis), rank=0) for axis in fit.growing]
    columns += [Column("front", "front", "flag", rank=3)] if several else []
    columns += [_figure(name) for name in fit.bounds.figures]
    columns += [Column("next", f"next {fit.growing[-1].name}", _unit(fit.growing[-1]), rank=2),
                Column("binding", "which breaks", "prose", rank=1)]
    rows = []
    for number, each in enumerate(found):
        sizes = [_cell(axis, value) for axis, value in zip(fit.growing, (*each.settings, each.value), strict=True)]
        marked = [number in front] if several else []
        rows.append((*sizes, *marked, *(each.verdict.figures.get(name) for name in fit.bounds.figures),
                     _cell(fit.growing[-1], each.next_value), _binding(each)))
    return Report("archcalc/fit/1", (Table("sizes", tuple(columns), tuple(rows)),), tuple(_notes(fit, found)),
                  {"network": fit.sweep.networks[0].about.name, "memory_bytes": fit.bounds.limit,
                   "under": [each.text for each in fit.bounds.conditions],
                   "grows": [axis.name for axis in fit.growing]}, title=_title(fit))


def _title(fit: Fit) -> str:
    names = [axis.name for axis in fit.growing]
    what = f"the largest {names[0]}" if len(names) == 1 else f"the largest {' and '.join(names)}"
    return f"{fit.sweep.networks[0].about.title}: {what}, {_bounded(fit.bounds)}"


def _bounded(bounds: FitBounds) -> str:
    parts = [f"in {units.mebibytes(bounds.limit)}"] if bounds.limit is not None else []
    parts += [f"under {' and '.join(each.text for each in bounds.conditions)}"] if bounds.conditions else []
    return " ".join(parts)


def _figure(name: str) -> Column:
    if name == MEMORY:
        return Column(MEMORY, "memory", "binary", rank=0)
    unit = FIGURES[name].unit
    return Column(name, FIGURES[name].title, "binary" if unit == "bytes" else unit, rank=0)


def _unit(axis: Growing) -> str:
    return "volume" if axis.kind == INPUT else "text" if any("." in axis.values[i] for i in _ends(axis)) else "count"


def _ends(axis: Growing) -> tuple[int, int]:
    return 0, len(axis.values) - 1


def _cell(axis: Growing, value: str | None) -> Any:
    """A size as a table holds it: sides, a whole number, or a share as written."""
    if value is None:
        return None
    if axis.kind == INPUT:
        return tuple(int(side) for side in value.split("x"))
    return int(value) if _unit(axis) == "count" else value


def _binding(found: LargestFit) -> str:
    """The bounds that the next size breaks; without one, or where none fits, that."""
    if found.value is None:
        return f"none fits: {_refusal(found) or f'{found.next_value} has ' + '; '.join(found.verdict.broken)}"
    if found.next is None:
        return "nothing: it is the largest that was asked about"
    return "; ".join(found.next.broken)


def _refusal(found: LargestFit) -> str:
    """The reason for which there is no network of these sizes, where there is none."""
    return found.verdict.refused.mistakes[0].message if found.verdict.refused else ""


def _front(growing: Sequence[Growing], found: Sequence[LargestFit]) -> frozenset[int]:
    """The rows, by number, than which no other is at least as large along every axis, and larger along one."""
    order = [{value: place for place, value in enumerate(axis.values)} for axis in growing[:-1]]
    sizes = {number: (*(places[value] for places, value in zip(order, each.settings, strict=True)),
                      float(each.value.replace("x", "")) if growing[-1].kind != INPUT
                      else growing[-1].values.index(each.value))
             for number, each in enumerate(found) if each.value is not None}
    return frozenset(number for number, size in sizes.items()
                     if not any(other != size and all(a >= b for a, b in zip(other, size, strict=True))
                                for other in sizes.values()))


def _notes(fit: Fit, found: Sequence[LargestFit]) -> Iterator[str]:
    names = [axis.name for axis in fit.growing]
    if fit.bounds.limit is not None or MEMORY in fit.bounds.figures:
        work = fit.work
        how = f" autocast to {work.choices.amp.number}" if work.choices.amp else ""
        how += f", LoRA of rank {work.lora.rank}" if work.lora else ""
        how += f", checkpointed ({work.checkpoint})" if work.checkpoint else ""
        yield (f"memory: of a forward pass, {work.choices.dtype}, with the parameters" if work.forward else
               f"memory: of a step of training at its largest moment, {work.choices.optimizer}, "
               f"{work.choices.dtype}{how}; archcalc plan shows its parts")
    if len(names) > 1:
        yield f"front: no other row is as large in {' and '.join(names)}, and larger in one"
    if left := next((each for each in found if each.cannot and each.value is not None), None):
        yield (f"sizes that cannot be are passed over: {names[-1]} {fit.growing[-1].values[0]}"
               f"{' with ' + ', '.join(left.settings) if left.settings else ''}: {left.cannot}")
    if (fit.growing[-1].kind != BATCH or len(names) > 1) and any(each.next is not None for each in found):
        yield (f"sizes of {names[-1]} are halved, as if larger ones fitted less: the next one is proved not to fit, "
               "those beyond it are not all tried")
