"""The classes of a program as modules of PyTorch: what each holds, and its forward pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.exporting.source.block_writer import BlockWriter, distinct, number_of
from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.python_names import PythonNames
from archcalc.exporting.source.python_text import call
from archcalc.exporting.source.source_program import BlockStep, LoopRounds, SourceProgram
from archcalc.exporting.source.value_names import NamedValues, named
from archcalc.exporting.torch.taken_names import TAKEN


class ClassWriter(BlockWriter):
    """The source of one class of a program, as a module."""

    def __init__(self, program: SourceProgram, names: PythonNames, number: int) -> None:
        super().__init__(program, names, number)
        self.stored: dict[str, None] = {}
        """Parameters that the forward pass reads, and the object therefore keeps."""

    def lines(self) -> list[str]:
        """The class, its forward pass after what makes it."""
        forward = [*self.forward()]
        parameters = ", ".join(("self", *self.block.parameters))
        head = [f"class {self.names.classes[self.number]}(nn.Module):", *self.told(), "",
                f"    def __init__({parameters}):", "        super().__init__()"]
        kept = [f"        self.{self.kept(name)} = {name}" for name in self.stored]
        return [*head, *kept, *self.made(), *self.tied(), "", *forward]

    def made(self) -> Iterator[str]:
        """The lines that make what the class holds."""
        for step in self.block.steps:
            if not self.holds(step) or step.member != step.name:
                continue
            if step.rounds is None or step.rounds.shared:
                made = f"self.{self.names.member(step)} = {self.maker(step)}"
                yield from call(made, self.arguments(step, None), "", 8)
                continue
            yield f"        for i in {self.range(step.rounds)}:"
            name = self.member(step, step.rounds)
            yield from call(f'self.add_module({name}, {self.maker(step)}', self.arguments(step, step.rounds), ")", 12)

    def tied(self) -> Iterator[str]:
        """Weights that are those of another layer; the network says it, which knows them all."""
        for tie in self.program.tied if self.is_network else ():
            pair = []
            for node, weight in ((tie.layer, tie.weight), (tie.holder, tie.held)):
                names = self.program.forms[node.name].weights
                path = ".".join(self.names.path(node.name))
                pair.append(f"self.{path}.{names.get(weight, weight)}")
            yield f"        {pair[0]} = {pair[1]}"

    def forward(self) -> Iterator[str]:
        """The forward pass, of the network with the volume that every line gives."""
        block = self.block
        names = [self.names.member(step) for step in block.steps]
        inputs = ["x"]
        if len(block.inputs) != 1:
            inputs = distinct([self.names.of(name, "input") for name in block.inputs])
        values, outputs = named(block, inputs, names)
        yield f"    def forward({', '.join(('self', *inputs))}):"
        for step, value in zip(block.steps, values, strict=True):
            yield from self.statement(step, value)
        yield f"        return {', '.join(outputs)}"

    def statement(self, step: BlockStep, value: NamedValues) -> Iterator[str]:
        """The line of one step."""
        given = ", ".join(value.gives)
        comment = f"  # {self.volume(step.node.volume)}" if self.is_network else ""
        if step.rounds is None:
            called = f"self.{self.names.of(step.member, self.names.word(step))}" if self.holds(step) else ""
            yield f"        {given} = {self.called(step, called, value.reads, None)}{comment}"
            return
        reads = tuple(given if place in step.rounds.carried else name for place, name in enumerate(value.reads))
        yield from (f"        {given} = {name}" for place, name in enumerate(value.reads)
                    if place in step.rounds.carried and name != given)
        yield f"        for i in {self.range(step.rounds, self.keep)}:"
        member = f"self.{self.names.member(step)}" if step.rounds.shared or step.member != step.name else \
            f"self.get_submodule({self.member(step, step.rounds)})"
        yield f"            {given} = {self.called(step, member, reads, step.rounds)}{comment}"

    def called(self, step: BlockStep, member: str, reads: tuple[str, ...], rounds: LoopRounds | None) -> str:
        """The expression of a step's output."""
        if not isinstance(step.made, OperatorForm):
            return f"{member}({', '.join(reads)})"
        return step.made.call.format(*reads, self=member, **self.inline(step, rounds, self.keep))

    def keep(self, text: str) -> str:
        """An expression of parameters as one of what the object keeps, which is written down."""
        self.stored |= dict.fromkeys(_NAME.findall(text))
        return _NAME.sub(lambda found: f"self.{self.kept(found[0])}", text)

    def kept(self, parameter: str) -> str:
        """The name under which the object keeps a parameter: its own, unless a member has that."""
        members = {self.names.member(step) for step in self.block.steps}
        return f"given_{parameter}" if parameter in members or parameter in TAKEN else parameter

    def member(self, step: BlockStep, rounds: LoopRounds) -> str:
        """The name of what a round uses, as a text with i in it."""
        marked = self.names.of(f"{rounds.before}0{rounds.after}", self.names.word(step))
        place = len(marked) - len(rounds.after) - 1
        return f'f"{marked[:place]}{{{number_of(rounds)}}}{marked[place + 1:]}"'


_NAME = re.compile(r"[a-zA-Z_]\w*")
