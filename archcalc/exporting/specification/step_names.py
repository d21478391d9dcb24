"""Names of steps: those that a reader gives by itself need not be written, and paths to what others read."""

from __future__ import annotations

from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.source_program import BlockClass, BlockStep, SourceProgram, StepInput
from archcalc.operators import find


class UnwrittenNames:
    """The names that unnamed steps of one module get, in the order in which they are written."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def is_given(self, kind: str, name: str) -> bool:
        """True where a step without a name would get this one; it then has it."""
        op = find(kind)
        stem = op.stem if op and op.stem else kind
        number = self.counts.get(stem, 0) + 1
        if name != f"{stem}{number}":
            return False
        self.counts[stem] = number
        return True


def path_of(program: SourceProgram, block: BlockClass, value: StepInput, last: list[StepInput]) -> str:
    """The name of a value within a module: that of its layer or call, or of a layer within the call.

    `last` are the values that each class of the program gives as its call's own.
    """
    if value.step < 0:
        return input_names(program, block)[value.output]
    step = block.steps[value.step]
    name = name_of(step)
    if isinstance(step.made, OperatorForm):
        return name
    inner = program.classes[step.made]
    given = inner.outputs[value.output]
    return name if given == last[step.made] else f"{name}/{path_of(program, inner, given, last)}"


def input_names(program: SourceProgram, block: BlockClass) -> tuple[str, ...]:
    """The names of what a module reads: each once, and none that a step of it has."""
    if block is program.network:
        return block.inputs
    if len(block.inputs) == 1:
        return ("input",)
    taken = {step.name.partition("/")[0] for step in block.steps}
    is_plain = len({*block.inputs}) == len(block.inputs) and not taken & {*block.inputs}
    return block.inputs if is_plain else tuple(f"input{number}" for number in range(1, len(block.inputs) + 1))


def name_of(step: BlockStep) -> str:
    """A step's name; of a loop that of its last round."""
    rounds = step.rounds
    return step.name if rounds is None else f"{rounds.before}{rounds.first + rounds.count - 1}{rounds.after}"
