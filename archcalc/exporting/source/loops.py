"""Steps that are done again and again, as loops: names that count up, each reading what the one before gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.occurrences import StepOccurrence
from archcalc.exporting.source.source_program import StepInput

_COUNTED = re.compile(r"(0|[1-9][0-9]{0,8})")
_FEWEST = 3
"""The rounds that make a loop; of calls that are quite alike, two do."""


class _Run(NamedTuple):
    """Steps from `start` on, so many, whose names count up between `before` and `after`."""

    start: int
    times: int
    before: str
    first: int
    after: str
    carried: tuple[int, ...]
    growth: tuple[int, ...]


def folded(steps: Sequence[StepOccurrence], outputs: Sequence[StepInput],
           chains_alone: bool) -> tuple[list[StepOccurrence], list[StepInput]]:
    """The steps with runs of alike ones as loops, and the outputs as they are numbered then."""
    readers = _readers(steps, outputs)
    made: list[StepOccurrence] = []
    place: dict[int, int] = {-1: -1}
    start = 0
    while start < len(steps):
        run = _run(steps, start, readers)
        run = None if run and chains_alone and len(steps[start].reads) > 1 else run
        step = steps[start]._replace(reads=tuple(_renumbered(each, place) for each in steps[start].reads))
        if run is not None:
            second, last = steps[start + 1], steps[start + run.times - 1]
            step = step._replace(times=run.times, before=run.before, first=run.first, after=run.after,
                                 carried=run.carried, growth=run.growth, shared=second.member != second.name,
                                 second=second.made, node=last.node)
        count = run.times if run else 1
        place |= dict.fromkeys(range(start, start + count), len(made))
        made.append(step)
        start += count
    return made, [_renumbered(each, place) for each in outputs]


def _renumbered(each: StepInput, place: dict[int, int]) -> StepInput:
    return StepInput(place[each.step], each.output)


def _readers(steps: Sequence[StepOccurrence], outputs: Sequence[StepInput]) -> dict[int, set[int]]:
    """The steps that read each step; the end is one past the last."""
    found: dict[int, set[int]] = {}
    for number, step in enumerate(steps):
        for each in step.reads:
            found.setdefault(each.step, set()).add(number)
    for each in outputs:
        found.setdefault(each.step, set()).add(len(steps))
    return found


def _run(steps: Sequence[StepOccurrence], start: int, readers: dict[int, set[int]]) -> _Run | None:
    """The longest run from a step on; None where it is too short for a loop."""
    if start + 1 >= len(steps):
        return None
    best: _Run | None = None
    for match in _COUNTED.finditer(steps[start].name):
        before, after = steps[start].name[:match.start()], steps[start].name[match.end():]
        run = _counted(steps, start, readers, (before, int(match[0]), after))
        if run is not None and run.times >= _fewest(run, steps[start]) and (best is None or run.times > best.times):
            best = run
    return best


def _fewest(run: _Run, step: StepOccurrence) -> int:
    return _FEWEST if any(run.growth) or isinstance(step.made, OperatorForm) else 2


def _counted(steps: Sequence[StepOccurrence], start: int, readers: dict[int, set[int]],
             names: tuple[str, int, str]) -> _Run | None:
    """The run whose names count up in one place."""
    before, first, after = names
    growth = _growth(steps[start], steps[start + 1])
    carried = tuple(number for number, each in enumerate(steps[start + 1].reads) if each.step == start)
    if growth is None or not carried:
        return None
    count = 1
    while start + count < len(steps) and _follows(steps, start, count, carried, growth) and \
            steps[start + count].name == f"{before}{first + count}{after}" and \
            readers.get(start + count - 1, set()) <= {start + count}:
        count += 1
    return _Run(start, count, before, first, after, carried, growth) if count > 1 else None


def _follows(steps: Sequence[StepOccurrence], start: int, count: int, carried: tuple[int, ...],
             growth: tuple[int, ...]) -> bool:
    """True where the step after so many is one more round."""
    first, last, step = steps[start], steps[start + count - 1], steps[start + count]
    own = first.member == first.name and step.member == step.name
    lent = step.member == first.member != step.name
    if not (own or lent) or (count > 1 and own != (last.member == last.name)):
        return False
    reads = [each.step == start + count - 1 if number in carried else each == other
             for number, (each, other) in enumerate(zip(step.reads, first.reads, strict=False))]
    return len(step.reads) == len(first.reads) and all(reads) and _growth(last, step) == growth and step.outputs == 1


def _growth(step: StepOccurrence, following: StepOccurrence) -> tuple[int, ...] | None:
    """What every value grows by to the next step; None where the steps are not alike, or a value does otherwise."""
    if step.made.skeleton != following.made.skeleton or step.times > 1:
        return None
    grown = [_difference(*pair) for pair in zip(step.made.values, following.made.values, strict=True)]
    return None if None in grown else tuple(each or 0 for each in grown)


def _difference(one: Any, other: Any) -> int | None:
    """The growth of a whole number; 0 of equal values, None of others."""
    if type(one) is int and type(other) is int:
        return other - one if other >= one else None
    return 0 if type(one) is type(other) and one == other else None
