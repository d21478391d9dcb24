"""A program's classes as modules of a specification, and the network's own steps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.source_program import (
    ArgumentExpression,
    BlockClass,
    BlockStep,
    SourceProgram,
    StepInput,
)
from archcalc.exporting.specification.branches import WrittenStep, in_branches
from archcalc.exporting.specification.shared_weights import shared
from archcalc.exporting.specification.step_names import UnwrittenNames, path_of
from archcalc.exporting.specification.yaml_text import entry, pair, scalar
from archcalc.language.grammar import FORMS
from archcalc.network.graph import Node
from archcalc.operators import find

INDEX = "i"
"""The name of a loop's number."""
FEWEST_ROWS = 3
"""The rows that make a table."""


def module_name(name: str) -> str:
    """A class's name as a module's: no operator has it, and no form of steps."""
    made = "".join(each if each.isalnum() or each == "_" else "_" for each in name)
    made = made if made.isidentifier() else f"block_{made}"
    return f"{made}_block" if find(made) or made in FORMS or made in {"name", "from", "if", "share"} else made


class ModuleWriter:
    """The steps of one class; `current` is the value that the next step reads without a word.

    What the network is `given` once, and not for every image, are its first steps.
    """

    def __init__(self, program: SourceProgram, names: Sequence[str], block: BlockClass, last: list[StepInput],
                 given: Sequence[Node] = ()) -> None:
        self.program, self.names, self.block, self.last, self.given_once = program, names, block, last, given
        self.unwritten = UnwrittenNames()
        first = block.inputs.index(given[-1].name) if given else len(block.inputs) - 1
        self.current = StepInput(-1, 0 if block is not program.network else first)

    def lines(self, indent: int) -> list[str]:
        """All steps; what the class gives comes last."""
        written = in_branches(self.block)
        found = [line for node in self.given_once
                 for line in entry(node.op.kind, {"name": node.name, "shape": list(node.shape)}, indent)]
        found += self.chain(written, indent)
        self.last.append(self.current)
        first, *others = self.block.outputs
        if not others and first != self.current and self.block is not self.program.network:
            found.append(f"{' ' * indent}- from: {scalar(self.path(first))}")
            self.last[-1] = first
        return found

    def chain(self, steps: Sequence[WrittenStep], indent: int) -> list[str]:
        """Steps one after another."""
        found: list[str] = []
        place = 0
        while place < len(steps):
            count = self.rows(steps[place:])
            count = count if count >= FEWEST_ROWS else 1
            found += self.some(steps[place:place + count], indent)
            place += count
            self.current = self.given(self.block.steps[steps[place - 1].number], steps[place - 1].number)
        return found

    def some(self, steps: Sequence[WrittenStep], indent: int) -> list[str]:
        """One step, or several as a table."""
        made, (first, *others) = [self.block.steps[each.number] for each in steps], steps
        if others:
            return self.table(made, indent)
        if first.branches is not None:
            return self.joined(made[0], first, indent)
        if made[0].rounds is not None:
            return self.repeated(made[0], indent)
        kind, values = self.call(made[0])
        return entry(kind, self.sources(made[0], self.named(made[0], kind) | values), indent)

    def rows(self, steps: Sequence[WrittenStep]) -> int:
        """How many steps from the first on are the same with other values, one after another."""
        first, count, current = self.block.steps[steps[0].number], 0, self.current
        counted = re.fullmatch(r"(.*?)(\d+)", first.name)
        for each in steps:
            step = self.block.steps[each.number]
            plain = each.branches is None and step.rounds is None and step.reads == (current,)
            alike = not isinstance(first.made, OperatorForm) and step.made == first.made and step.member == step.name
            named = counted is not None and step.name == f"{counted[1]}{int(counted[2]) + count}"
            if not (plain and alike and named) or self.differ(first, step) is None:
                break
            count, current = count + 1, self.given(step, each.number)
        return count

    def differ(self, first: BlockStep, step: BlockStep) -> list[str] | None:
        """The parameters whose values are others in a step than in the first; None where those are no plain values."""
        parameters = self.program.classes[first.made].parameters if isinstance(first.made, int) else ()
        several = [name for name, one, other in zip(parameters, first.arguments, step.arguments, strict=True)
                   if one != other]
        plain = not any(isinstance(value, ArgumentExpression) for name, *both in zip(
            parameters, first.arguments, step.arguments, strict=True) if name in several for value in both)
        return several if plain and not {*several} & {*self.block.parameters} else None

    def table(self, steps: Sequence[BlockStep], indent: int) -> list[str]:
        """Such steps as a table with a row for each."""
        kind, values = self.call(steps[0])
        rows = [self.call(step)[1] for step in steps]
        columns = [name for name in values if any(row[name] != values[name] for row in rows)]
        counted = re.fullmatch(r"(.*?)(\d+)", steps[0].name)
        assert counted is not None
        number = INDEX if counted[2] == "0" else f"{INDEX} + {counted[2]}"
        named = {"name": f"{counted[1]}${{{number}}}"}
        values |= {name: ArgumentExpression(name) for name in columns}
        space = " " * indent
        if not columns:
            return [f"{space}- repeat:", f"{space}    times: {len(steps)}", f"{space}    index: {INDEX}",
                    f"{space}    layers:", *entry(kind, named | values, indent + 6)]
        shown = [scalar(row[columns[0]] if len(columns) == 1 else [row[name] for name in columns]) for row in rows]
        return [f"{space}- each:", f"{space}    as: {scalar(columns)}", f"{space}    of:",
                *(f"{space}      - {row}" for row in shown), f"{space}    index: {INDEX}", f"{space}    layers:",
                *entry(kind, named | values, indent + 6)]

    def given(self, step: BlockStep, number: int) -> StepInput:
        """What the name of a step stands for: of a call its last step's output, which nothing else may read."""
        if isinstance(step.made, OperatorForm):
            return StepInput(number)
        outputs, own = self.program.classes[step.made].outputs, self.last[step.made]
        return StepInput(number, outputs.index(own) if own in outputs else -1)

    def call(self, step: BlockStep) -> tuple[str, dict[str, Any]]:
        """The key of a step, and its attributes or parameters."""
        if not isinstance(step.made, OperatorForm):
            parameters = self.program.classes[step.made].parameters
            return self.names[step.made], dict(zip(parameters, step.arguments, strict=True))
        values = {argument.name: value for argument, value in zip(step.made.arguments, step.arguments, strict=True)
                  if not _is_usual(value, argument.default)}
        return step.made.maker, values

    def named(self, step: BlockStep, kind: str) -> dict[str, Any]:
        """The name of a step, where it would not get it by itself."""
        return {} if self.unwritten.is_given(kind, step.name) else {"name": step.name}

    def sources(self, step: BlockStep, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a step with what it reads, where that is not what came before, and whose weights it takes."""
        reads, also = list(step.reads), dict[str, Any]()
        op = find(step.made.maker) if isinstance(step.made, OperatorForm) else None
        if op is not None and op.reads_also and len(reads) > 1:
            also[op.reads_also] = self.path(reads.pop())
        if reads and reads != [self.current]:
            paths = [self.path(each) for each in reads]
            also["from"] = paths[0] if len(paths) == 1 else paths
        if step.member != step.name:
            also["share"] = step.member
        also |= self.tied(step)
        name = {"name": values.pop("name")} if "name" in values else {}
        return name | also | values

    def tied(self, step: BlockStep) -> dict[str, Any]:
        """The layer whose weights an operator takes; or those weights one by one, where it takes no others."""
        holders = {tie.holder.name: tie.holder for tie in self.program.tied if tie.layer.name == step.node.name} \
            if step.lenders else {}
        return {"share": shared(step, [*holders.values()])} if step.lenders else {}

    def path(self, value: StepInput) -> str:
        return path_of(self.program, self.block, value, self.last)

    def repeated(self, step: BlockStep, indent: int) -> list[str]:
        """A loop."""
        rounds, space = step.rounds, " " * indent
        assert rounds is not None
        kind, values = self.call(step)
        names = [argument.name for argument in step.made.arguments] if isinstance(step.made, OperatorForm) else [
            *self.program.classes[step.made].parameters]
        grown = dict(zip(names, rounds.growth, strict=True))
        values = {name: _grown(value, grown[name]) for name, value in values.items()}
        number = INDEX if not rounds.first else f"{INDEX} + {rounds.first}"
        name = {"name": f"{rounds.before}${{{number}}}{rounds.after}"}
        before = [] if step.reads == (self.current,) else [f"{space}- from: {scalar(self.path(step.reads[0]))}"]
        shared = [f"{space}    share: true"] if rounds.shared else []
        return [*before, f"{space}- repeat:", f"{space}    times: {scalar(rounds.count)}", f"{space}    index: {INDEX}",
                *shared, f"{space}    layers:", *entry(kind, name | values, indent + 6)]

    def joined(self, step: BlockStep, written: WrittenStep, indent: int) -> list[str]:
        """A step that joins branches; a sum of two is a residual."""
        branches = list(written.branches or ())
        assert isinstance(step.made, OperatorForm)
        kind, values = self.call(step)
        start = written.reads[0]
        source = {} if start == self.current else {"from": self.path(start)}
        if kind == "add" and len(branches) == 2 and any(branches):
            branches.sort(key=lambda branch: not branch)  # the identity is what is not written
            inside = [self.branch(branch, start, indent + 6) for branch in branches]
            return self._residual(self.named(step, kind) | source, inside, indent)
        head = self.named(step, kind) | source | values
        inside = [self.branch(branch, start, indent + 8) for branch in branches]
        space = " " * indent
        lines = [f"{space}- {kind}:", *(line for key, value in head.items() for line in pair(key, value, indent + 4)),
                 f"{space}    branches:"]
        for branch in inside:
            lines += [f"{space}      - {branch[0].strip()}", *branch[1:]] if branch else [f"{space}      - []"]
        return lines

    def _residual(self, head: Mapping[str, Any], branches: list[list[str]], indent: int) -> list[str]:
        """A residual, in its short form where it has layers alone."""
        space, (layers, shortcut) = " " * indent, branches
        if not head and not shortcut:
            return [f"{space}- residual:", *(line[2:] for line in layers)]
        lines = [f"{space}- residual:", *(f"{space}    {key}: {scalar(value)}" for key, value in head.items()),
                 f"{space}    layers:", *layers]
        return [*lines, f"{space}    shortcut:", *shortcut] if shortcut else lines

    def branch(self, steps: Sequence[WrittenStep], start: StepInput, indent: int) -> list[str]:
        """The lines of one branch."""
        self.current = start
        return self.chain(steps, indent)


def _is_usual(value: Any, default: Any) -> bool:
    return value == default and type(value) is type(default)


def _grown(value: Any, growth: int) -> Any:
    """A value as it grows by the rounds of a loop."""
    if not growth:
        return value
    step = INDEX if growth == 1 else f"{growth} * {INDEX}"
    base = value.text if isinstance(value, ArgumentExpression) else value
    return ArgumentExpression(step if base == 0 else f"{base} + {step}")
