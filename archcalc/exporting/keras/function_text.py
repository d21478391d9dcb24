"""The classes of a program as functions that put layers of Keras upon values."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.errors import ArchcalcError
from archcalc.exporting.keras.channels_last import shape_of
from archcalc.exporting.keras.dashed_names import name_text
from archcalc.exporting.source.block_writer import BlockWriter, distinct
from archcalc.exporting.source.forms import OperatorForm
from archcalc.exporting.source.python_names import PythonNames
from archcalc.exporting.source.python_text import call
from archcalc.exporting.source.source_program import BlockStep, SourceProgram
from archcalc.exporting.source.value_names import NamedValues, named
from archcalc.network.graph import Graph

TAKEN = frozenset({"keras", "layers", "name", "np", "ops", "range", "sum", "load_weights", "archcalc_name",
                   "shared", "i", "float", "zip", "tuple"})
"""Names that the text uses itself."""


class FunctionWriter(BlockWriter):
    """The source of one class of a program, as a function."""

    def __init__(self, program: SourceProgram, names: PythonNames, number: int, graph: Graph) -> None:
        super().__init__(program, names, number)
        self.graph, self.function = graph, names.classes[number]
        borrowed = {step.member for step in self.block.steps if step.member != step.name}
        looped = {step.name for step in self.block.steps if step.rounds and step.rounds.shared}
        held = {tie.holder.name for tie in program.tied} if self.is_network else set()
        self.first_input = ""
        """What it reads first, under that name: whatever this stands for later, a value of the model."""
        self.kept = {step.name: names.member(step) for step in self.block.steps
                     if step.name in borrowed | looped | held}
        """The layers that several steps use, which have names of their own."""

    def lines(self) -> list[str]:
        """The function."""
        block = self.block
        own = {*self.names.classes, *self.kept.values(), *block.parameters, *TAKEN}
        steps = [f"{name}_" if (name := self.names.member(step)) in own else name for step in block.steps]
        inputs = [f"{name}_" if name in own else name for name in self.inputs()]
        read_last = inputs if self.is_network else ()
        self.first_input = inputs[0] if inputs else ""
        values, outputs = named(block, inputs, steps, {*own, *read_last})
        parameters = ", ".join([*inputs, *block.parameters, "name"])
        head = [f"def build_{self.function}():" if self.is_network else f"def {self.function}({parameters}):",
                *self.told(), *(self.given(inputs) if self.is_network else ())]
        body = [line for step, value in zip(block.steps, values, strict=True) for line in self.statement(step, value)]
        given = ", ".join(outputs)
        if self.is_network:
            read = inputs[0] if len(inputs) == 1 else f"[{', '.join(inputs)}]"
            result = given if len(outputs) == 1 else f"[{given}]"
            return [*head, *body, f'    return keras.Model({read}, {result}, name="{self.function}")']
        return [*head, *body, f"    return {given}"]

    def volume(self, shape: tuple[int, ...]) -> str:
        """A volume of the docstring: of one image, channels last."""
        return super().volume((*shape[1:], *shape[:1]) if len(shape) > 2 else shape)

    def order(self) -> str:
        return "channels last"

    def inputs(self) -> list[str]:
        """The names of what it reads."""
        if len(self.block.inputs) == 1:
            return ["inputs" if self.is_network else "x"]
        return distinct([self.names.of(name, "input") for name in self.block.inputs])

    def given(self, names: list[str]) -> Iterator[str]:
        """The inputs of the network; places in a table are whole numbers."""
        nodes = self.graph.nodes
        read_by: dict[int, set[str]] = {}
        for node in nodes:
            for source in node.inputs:
                read_by.setdefault(source, set()).add(node.op.kind)
        inputs = [(place, node) for place, node in enumerate(nodes) if "input" in node.op.traits]
        for name, (place, node) in zip(names, inputs, strict=True):
            shape, kinds = shape_of(node.shape), read_by.get(place, set())
            sizes = f"{shape[1:]}" if node.shape[0] == self.graph.batch else f"batch_shape={shape}"
            dtype = ', dtype="int32"' if kinds == {"embedding"} else ""
            yield f'    {name} = keras.Input({sizes}{dtype}, name="{self.names.of(node.name, "input").rstrip("_")}")'

    def statement(self, step: BlockStep, value: NamedValues) -> Iterator[str]:
        """The lines of one step."""
        given, rounds = ", ".join(value.gives), step.rounds
        volume = shape_of(step.node.shape)[1:]
        comment = f"  # {'x'.join(map(str, volume))}" if self.is_network else ""
        yield from self.kept_layer(step, value)
        if rounds is None:
            yield from self.called(step, value.reads, given, comment, 4)
            return
        reads = tuple(given if place in rounds.carried else name for place, name in enumerate(value.reads))
        yield from (f"    {given} = {name}" for place, name in enumerate(value.reads)
                    if place in rounds.carried and name != given)
        yield f"    for i in {self.range(rounds)}:"
        yield from self.called(step, reads, given, comment, 8)

    def kept_layer(self, step: BlockStep, value: NamedValues) -> Iterator[str]:
        """The lines that make a layer, or a model of a function, which several steps use."""
        if step.name not in self.kept:
            return
        if step.rounds and not step.rounds.shared:
            raise ArchcalcError.of("share", f"{step.name} is one of several layers that a loop makes, and another "
                                            "layer uses its weights", hint="--to torch writes it")
        name = f"name={name_text(step, None, whole=self.is_network)}"
        arguments = [*self.arguments(step, None), name]
        if isinstance(step.made, OperatorForm):
            yield from call(f"    {self.kept[step.name]} = {self.maker(step)}".strip(), arguments, "", 4)
            return
        yield from call(f"{self.kept[step.name]} = shared", [self.maker(step), *value.reads, *arguments], "", 4)

    def called(self, step: BlockStep, reads: tuple[str, ...], given: str, comment: str, indent: int) -> Iterator[str]:
        """The statements of a step's output, one for each line of its call."""
        space = " " * indent
        user = self.kept.get(step.name) or self.kept.get(step.member)
        name = f"name={name_text(step, step.rounds, whole=self.is_network)}"
        if not isinstance(step.made, OperatorForm):
            if user:
                read = reads[0] if len(reads) == 1 else f"[{', '.join(reads)}]"
                yield f"{space}{given} = {user}({read}){comment}"
            else:
                arguments = [*reads, *self.arguments(step, step.rounds), name]
                yield from call(f"{given} = {self.maker(step)}", arguments, comment, indent)
            return
        *before, last = step.made.call.split("\n")
        for place, line in enumerate([*before, last]):
            end = comment if place == len(before) else ""
            text = line.removeprefix("{self}")
            written = self.filled(text, step, reads, given)
            if text == line:
                if written != given:
                    yield f"{space}{given} = {written}{end}"
            elif user:
                yield f"{space}{given} = {user}{written}{end}"
            else:
                arguments = [*self.arguments(step, step.rounds), name]
                yield from call(f"{given} = {step.made.maker}", arguments, f"{written}{end}", indent)

    def filled(self, text: str, step: BlockStep, reads: tuple[str, ...], given: str) -> str:
        """The expression of a step's call with its values. Raises ArchcalcError."""
        if "{input}" in text and not self.first_input:
            raise ArchcalcError.of("constant", f"{step.name} stands in a module that reads nothing, and an array of a "
                                               "model of Keras hangs on its inputs", hint="--to torch writes it")
        return text.format(*reads, given=given, tied=self.holder(step), input=self.first_input,
                           **self.inline(step, step.rounds))

    def holder(self, step: BlockStep) -> str:
        """The layer whose table a step multiplies by."""
        for tie in self.program.tied:
            if tie.layer is step.node:
                return self.kept.get(tie.holder.name, "")
        return ""
