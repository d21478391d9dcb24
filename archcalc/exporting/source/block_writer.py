"""The text of one class of a program, as far as every framework writes it: arguments, volumes, numbers of rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.python_names import PythonNames
from archcalc.exporting.source.python_text import literal, wrapped
from archcalc.exporting.source.source_program import ArgumentExpression, BlockStep, LoopRounds, SourceProgram


class BlockWriter:
    """The source of one class of a program."""

    def __init__(self, program: SourceProgram, names: PythonNames, number: int) -> None:
        self.program, self.names, self.number, self.block = program, names, number, program.classes[number]
        self.is_network = self.block is program.network

    def told(self) -> list[str]:
        """The docstring: the volumes, and how often the class is used."""
        block, volumes = self.block, self.volumes()
        if self.is_network:
            return wrapped(f'"""{volumes}, {self.order()} and without the batch."""', 4)
        others = f" and {len(block.uses) - 1} more" if len(block.uses) > 1 else ""
        text = f'"""{volumes} in {block.uses[0]}{others}."""'
        return wrapped(text, 4)

    def volumes(self) -> str:
        """The volumes that it reads and gives, the first time that it is used."""
        read, given = (" and ".join(map(self.volume, shapes)) for shapes in (self.block.entering, self.block.leaving))
        return f"{read} to {given}"

    def volume(self, shape: tuple[int, ...]) -> str:
        """A volume without its batch as the framework has it: channels first."""
        return "x".join(map(str, shape))

    def order(self) -> str:
        """The place of the channels of a volume."""
        return "channels first"

    def holds(self, step: BlockStep) -> bool:
        """True where a step is an object, not an expression."""
        return not isinstance(step.made, OperatorForm) or bool(step.made.maker)

    def maker(self, step: BlockStep) -> str:
        """The class or function that makes what a step uses."""
        return step.made.maker if isinstance(step.made, OperatorForm) else self.names.classes[step.made]

    def arguments(self, step: BlockStep, rounds: LoopRounds | None) -> list[str]:
        """The arguments as they are written; those that are as if left out are."""
        growth = rounds.growth if rounds else (0,) * len(step.arguments)
        if not isinstance(step.made, OperatorForm):
            names = self.program.classes[step.made].parameters
            texts = [grown(value, grows) for value, grows in zip(step.arguments, growth, strict=True)]
            return [f"{name}={text}" if place else text
                    for place, (name, text) in enumerate(zip(names, texts, strict=True))]
        written = []
        for argument, value, grows in zip(step.made.arguments, step.arguments, growth, strict=False):
            if value == argument.default and type(value) is type(argument.default) and not grows:
                continue
            text = grown(value, grows)
            written.append(f"{argument.name}={text}" if argument.keyword else text)
        return written

    def inline(self, step: BlockStep, rounds: LoopRounds | None, said: Callable[[str], str] = str) -> dict[str, str]:
        """The arguments that stand in an operator's expression, by their names; `said` writes those of parameters."""
        assert isinstance(step.made, OperatorForm)
        form, count = step.made, len(step.made.arguments)
        growth = rounds.growth[count:] if rounds else (0,) * len(form.inline)
        found = {}
        for argument, value, grows in zip(form.inline, step.arguments[count:], growth, strict=True):
            known = ArgumentExpression(said(value.text)) if isinstance(value, ArgumentExpression) else value
            left_out = value == argument.default and type(value) is type(argument.default)
            found[argument.name] = "" if left_out else grown(known, grows)
        return found

    def range(self, rounds: LoopRounds, said: Callable[[str], str] = str) -> str:
        """The numbers of a loop: from 0 where a value grows or the count is a parameter, else those of the names."""
        count = rounds.count
        if isinstance(count, ArgumentExpression):
            return f"range({said(count.text)})"
        return f"range({count})" if from_zero(rounds) else f"range({rounds.first}, {rounds.first + count})"


def grown(value: Any, growth: int) -> str:
    """A value as it grows by the rounds of a loop, counted by i from 0."""
    if not growth:
        return literal(value)
    step = "i" if growth == 1 else f"{growth} * i"
    return step if value == 0 else f"{literal(value)} + {step}"


def number_of(rounds: LoopRounds) -> str:
    """The number in the name of a round, by that of the loop."""
    return "i" if not rounds.first or not from_zero(rounds) else f"i + {rounds.first}"


def from_zero(rounds: LoopRounds) -> bool:
    """True of a loop whose numbers begin at 0, whatever those of its names begin at."""
    return any(rounds.growth) or isinstance(rounds.count, ArgumentExpression) or rounds.first == 0


def distinct(names: Sequence[str]) -> list[str]:
    """Names that differ, numbers behind those that do not."""
    return [name if names.index(name) == place else f"{name}_{place}" for place, name in enumerate(names)]
