"""The names of a program's classes, members and layers as Python has them: each once, and none that is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection

from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.python_text import class_name, identifier
from archcalc.exporting.source.source_program import BlockStep, SourceProgram


class PythonNames:
    """The names of a program; `taken` are those of the framework's own that a member cannot have.

    `called` is what a class of the program is called: by its name in capitals, or as a function.
    """

    def __init__(self, program: SourceProgram, taken: Collection[str],
                 called: Callable[[str], str] = class_name) -> None:
        helpers = {helper.name for helper in program.helpers}
        self.program, self.taken = program, {*taken, *helpers}
        self.classes: list[str] = []
        """The classes, by their numbers."""
        for block in program.classes:
            name, number = called(block.name), 2
            while name in helpers or name in self.classes:
                name, number = f"{called(block.name)}{number}", number + 1
            self.classes.append(name)

    def word(self, step: BlockStep) -> str:
        """A word for what a step is, where its name alone would not do."""
        return step.node.op.kind if isinstance(step.made, OperatorForm) else self.program.classes[step.made].name

    def of(self, name: str, word: str) -> str:
        """A name of a network as a member or a value is called."""
        return identifier(name, word, self.taken)

    def member(self, step: BlockStep) -> str:
        """The name of a step as a member of its class."""
        return self.of(step.name, self.word(step))

    def path(self, layer: str) -> list[str]:
        """The names by which a layer is reached from the network, one within the other."""
        return [self.of(part.name, part.word) for part in self.program.paths[layer]]
