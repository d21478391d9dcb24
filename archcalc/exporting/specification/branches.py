"""The steps of a module as a person writes them: branches inside what joins them, chains that need no names."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.source_program import BlockClass, BlockStep, StepInput


class WrittenStep(NamedTuple):
    """A step, by its number; with `branches` it joins those, each of which begins with what the whole reads.

    `reads` is what it begins with: of a step without branches, all that it reads.
    """

    number: int
    reads: tuple[StepInput, ...]
    branches: tuple[tuple[WrittenStep, ...], ...] | None = None


def in_branches(block: BlockClass) -> list[WrittenStep]:
    """The steps of a module, those of branches inside the step that joins them."""
    readers: dict[StepInput, int] = {}
    for step in block.steps:
        for each in step.reads:
            readers[each] = readers.get(each, 0) + 1
    for each in block.outputs:
        readers[each] = readers.get(each, 0) + 1
    written: list[WrittenStep] = []
    outputs = [step.outputs for step in block.steps]
    for number, step in enumerate(block.steps):
        made = WrittenStep(number, step.reads)
        if _joins(step) and (found := _branches(step, written, readers, outputs)) is not None:
            start, branches = found
            count = sum(map(len, branches))
            del written[len(written) - count:]
            made = WrittenStep(number, (start,), branches)
        written.append(made)
    return written


def _joins(step: BlockStep) -> bool:
    """True of add, multiply and concat, which take branches; of concat along another axis, none."""
    return isinstance(step.made, OperatorForm) and step.made.maker in {"add", "multiply", "concat"} and \
        len(step.reads) > 1 and step.rounds is None


def _branches(step: BlockStep, written: Sequence[WrittenStep], readers: dict[StepInput, int],
              outputs: Sequence[int]) -> tuple[StepInput, tuple[tuple[WrittenStep, ...], ...]] | None:
    """What all branches begin with, and the branches; None where they are none, or other steps lie between them."""
    by_value = {StepInput(each.number): each for each in written if outputs[each.number] == 1}
    branches, starts = [], set()
    for end in step.reads:
        chain: list[WrittenStep] = []
        value = end
        while (each := by_value.get(value)) is not None and readers[value] == 1 and len({*each.reads}) == 1:
            chain.insert(0, each)
            value = each.reads[0]
        branches.append(tuple(chain))
        starts.add(value)
    numbers = [each.number for branch in branches for each in branch]
    tail = [each.number for each in written[len(written) - len(numbers):]] if numbers else []
    if len(starts) != 1 or not numbers or sorted(numbers) != tail:
        return None
    return starts.pop(), tuple(branches)
