"""The names of values in a class: x where no other value is needed any more, a name of its own where one is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.exporting.source.source_program import BlockClass, StepInput

PASSING = ("x", "y", "z", "u", "v", "w")
"""The names of values that only pass by."""
LONG = 24
"""A value that is still read after so many steps bears its step's name."""


class NamedValues(NamedTuple):
    """The names of what a step reads and gives."""

    reads: tuple[str, ...]
    gives: tuple[str, ...]


def named(block: BlockClass, inputs: Sequence[str], names: Sequence[str],
          taken: Collection[str] = ()) -> tuple[list[NamedValues], tuple[str, ...]]:
    """The values of every step of a class, and those that it gives, from names for its inputs and steps.

    No value bears a name of `taken`.
    """
    last = _last_readers(block)
    called = {StepInput(-1, number): name for number, name in enumerate(inputs)}
    found: list[NamedValues] = []
    for number, step in enumerate(block.steps):
        reads = tuple(called[each] for each in step.reads)
        held = {name for each, name in called.items() if last.get(each, -1) > number}
        if step.rounds is not None:  # all rounds but the first come after the output is first given
            held |= {name for place, name in enumerate(reads) if place not in step.rounds.carried}
        gives: tuple[str, ...] = ()
        for output in range(step.outputs):
            value = StepInput(number, output)
            passes = last.get(value, number) - number <= LONG
            called[value] = _free(PASSING if passes else (), names[number], {*held, *gives, *taken})
            gives += (called[value],)
        found.append(NamedValues(reads, gives))
    return found, tuple(called[each] for each in block.outputs)


def _last_readers(block: BlockClass) -> dict[StepInput, int]:
    """The last step that reads each value; what the class gives is read after all."""
    last: dict[StepInput, int] = {}
    for number, step in enumerate(block.steps):
        last |= dict.fromkeys(step.reads, number)
    return last | dict.fromkeys(block.outputs, len(block.steps))


def _free(passing: Sequence[str], own: str, held: Collection[str]) -> str:
    """The first name that no value bears which is still needed."""
    several = (*passing, own, *(f"{own}_{number}" for number in range(2, len(held) + 3)))
    return next(name for name in several if name not in held)
