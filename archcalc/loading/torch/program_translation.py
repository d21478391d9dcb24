"""A program's calls as layers, one after another: what depends on no input makes none, the rest is translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import prod

from archcalc.base.errors import Refused, printable, quoted
from archcalc.language.flat_layers import Gap, Layer
from archcalc.loading.torch.call_view import CallView, axes_of
from archcalc.loading.torch.counted_functions import counted, is_counted, with_outputs_read
from archcalc.loading.torch.exported_program import SHAPES_ALONE, ExportedProgram, ProgramCall, each_shape, is_row
from archcalc.loading.torch.module_values import FixedArray, LayerOutput, ModuleValue, NoWords
from archcalc.loading.torch.program_context import ProgramContext
from archcalc.loading.torch.rules import rules
from archcalc.operators.operator import Shape

_KEEPING = frozenset({
    "view", "reshape", "_unsafe_view", "flatten", "unflatten", "squeeze", "unsqueeze", "permute", "transpose", "t",
    "numpy_T", "movedim", "clone", "contiguous", "detach", "alias", "to", "_to_copy", "type_as", "view_as",
    "reshape_as", "expand", "expand_as", "float", "lift_fresh_copy", "swapaxes", "T", "mT"})
"""Calls after which an array's values are the same ones, each once."""
_EXCHANGING = frozenset({"transpose", "t", "numpy_T", "swapaxes", "T", "mT", "movedim"})
_PRODUCTS = frozenset({
    "linear", "mm", "bmm", "matmul", "addmm", "baddbmm", "einsum", "conv1d", "conv2d", "conv3d"})
"""Calls that take time whatever they read, and so are layers also where they read arrays alone."""
REPEATING = frozenset({"expand", "expand_as", "broadcast_to"})
"""Calls that repeat axes, which those that read them may do themselves."""
_MOST_NAMED = 4
_SINGLE = (LayerOutput, FixedArray)
"""One value; a row of values is another tuple."""


class ProgramTranslation:
    """One pass over a program's calls."""

    def __init__(self, program: ExportedProgram, tell: Callable[[str | Gap], object],
                 volume: Callable[[str], Shape | None]) -> None:
        self.program, self.tell, self.volume = program, tell, volume
        self.context = ProgramContext(program, volume)
        self.values, self.rules = self.context.values, rules()
        self.without: list[tuple[str, str]] = []
        """Calls without a rule: operator and layer."""
        self.lost: list[str] = []
        """Calls that make no layer, as the sizes of what they give are not known."""

    def layers(self) -> Iterator[Layer]:
        """The inputs, then every call's layers, then what nothing reads."""
        yield from self.inputs()
        values = self.values
        for name, array in self.program.held.items():
            values[name] = FixedArray(name, array.shape, (array.name,), whole=True)
        for name, shape in self.program.constants.items():
            values[name] = FixedArray(name, shape)
        for call in self.program.calls:
            values[call.name] = self.value(call)
            if self.context.made:
                yield from self.context.placed()
                self.check(call)
        self.give_out()
        self.keep_unread()
        yield from self.context.placed()
        self.tell_rest()

    def check(self, call: ProgramCall) -> None:
        """Refuse what PyTorch and archcalc give different shapes. Raises Refused."""
        value = self.values[call.name]
        found = self.volume(value.layer) if isinstance(value, LayerOutput) else None
        stated = each_shape(call.shape)[0]
        repeated = call.operator in REPEATING and isinstance(value, LayerOutput) and value.shape != stated
        if isinstance(value, LayerOutput) and found is not None and found != axes_of(stated) and not repeated:
            raise Refused("torch", f"PyTorch gives {quoted(value.layer)} the shape {list(stated)}, and archcalc "
                                   f"{list(found)}", hint="this is a fault of archcalc: please report it")

    def inputs(self) -> Iterator[Layer]:
        images = next((shape[0] for _, shape in self.program.inputs if len(shape) > 1), 1)
        for name, shape in self.program.inputs:
            self.values[name] = LayerOutput(name, shape)
            batched = len(shape) > 1 and shape[0] == images
            yield Layer(name, "input" if batched else "side_input",
                        {"shape": list(shape[1:] if batched else axes_of(shape))}, ())

    def value(self, call: ProgramCall) -> ModuleValue:
        """What a call gives; its layers are in `context.made` after it."""
        read = [self.values.get(name) for name in call.reads]
        if call.operator in SHAPES_ALONE or (call.operator not in _PRODUCTS and not any(map(_is_moving, read))):
            return _fixed(call, [] if call.operator in SHAPES_ALONE else read)
        if call.operator in _ROWS:
            return _ROWS[call.operator](call, read)
        if isinstance(call.shape, tuple) and 0 in call.shape:
            return FixedArray(call.name, each_shape(call.shape)[0])
        for rule in (self.rules.get(call.operator), counted if is_counted(call.operator) else None):
            self.context.begin()
            try:
                if rule is not None:
                    view = CallView(self.context, call)
                    return with_outputs_read(view, rule(view))
            except NoWords:
                self.context.take_back()
        return self.opaque(call)

    def opaque(self, call: ProgramCall) -> ModuleValue:
        """A call without a rule: a layer of the shape that the program states, for each of its outputs."""
        view, answers = CallView(self.context, call), list[ModuleValue]()
        reads = view.read()
        for number, shape in enumerate(each_shape(call.shape)):
            if shape is None or not prod(shape) or not view.is_read(number):
                answers.append(None)
                continue
            found = view.add("opaque", *reads, gives=shape, operator=call.operator[:100], shape=axes_of(shape))
            self.without.append((call.operator, found.layer))
            answers.append(found)
        if not any(answers):
            self.lost.append(call.operator)
        return tuple(answers) if is_row(call.shape) else answers[0]

    def give_out(self) -> None:
        """Outputs that other layers read get a place of their own at the end."""
        found = [self.values.get(name) for name in self.program.outputs]
        layers = [value for value in dict.fromkeys(found) if isinstance(value, LayerOutput)]
        fixed = [name for name, value in zip(self.program.outputs, found, strict=True) if isinstance(value, FixedArray)]
        if not layers and not self.lost:
            raise Refused("torch", "no output of the module depends on its inputs", hint="give it other inputs")
        for value in layers:
            if value.layer in self.context.read:
                self.context.make(self.context.new_name("output", "identity"), "identity", (value.layer,), ())
        ends = {value.layer for value in layers}
        left = [name for name in self.context.given if name not in self.context.read and name not in ends]
        if unread := [name for name in left if name not in self.context.arrays and self.volume(name) is not None]:
            self.tell(f"read by nothing, and not given out by the module, though outputs here: {_listed(unread)}")
        if fixed:
            self.tell(f"outputs that depend on no input, and are no layers: {_listed(fixed)}")

    def keep_unread(self) -> None:
        """What no layer reads stands in a row of its own, so that the total is the module's."""
        unread = [array for array in self.program.module if array.name not in self.context.holders]
        learned = [array for array in unread if array.learned]
        if unread:
            self.context.holding("unread", (), FixedArray("unread", (1,), tuple(array.name for array in unread)))
        if learned:
            total = sum(prod(array.shape) for array in self.program.module if array.learned)
            count = sum(prod(array.shape) for array in learned)
            word = "read by nothing that was captured" if self.program.stopped else "read by nothing"
            self.tell(f"{total:,} parameters, {count:,} of them in the module and {word}: "
                      f"{_listed([array.name for array in learned])}")

    def tell_rest(self) -> None:
        """What has no rule, and what could not be told at all."""
        for note in self.context.told:
            self.tell(note)
        if not self.without and not self.lost and not self.program.stopped:
            return
        values = sum(prod(array.shape) for array in self.program.module)
        without = self.without or [(operator, operator) for operator in self.lost]
        self.tell(Gap(tuple(without), len(self.lost), values, values, "module", self.program.stopped))
        if self.program.stopped:
            self.tell(f"{self.program.stopped}; PyTorch said {self.program.said}")
        if not without:
            return
        counts = ", ".join(f"{printable(operator)} x{count}" for operator, count in
                           Counter(operator for operator, _ in without).most_common(_MOST_NAMED))
        self.tell(f"no rule for {counts}: shapes as PyTorch states them, operations not counted")


def _fixed(call: ProgramCall, read: list[ModuleValue]) -> ModuleValue:
    """The array that a call makes of others, or the row of them."""
    if call.operator in _ROWS:
        return _ROWS[call.operator](call, read)
    flat = [each for value in read for each in (value if type(value) is tuple else (value,))]
    arrays = [each for each in flat if isinstance(each, FixedArray)]
    sources = tuple(dict.fromkeys(name for array in arrays for name in array.sources))
    whole = call.operator in _KEEPING and len(arrays) == 1 and arrays[0].whole
    turned = whole and len(arrays[0].shape) == 2 and arrays[0].turned != _turns(call)
    found = [None if shape is None else FixedArray(f"{call.name}.{number}", shape, sources, whole, turned=turned)
             for number, shape in enumerate(each_shape(call.shape))]
    return tuple(found) if is_row(call.shape) else found[0]


def _turns(call: ProgramCall) -> bool:
    """True of a call that exchanges the two axes of a matrix."""
    if call.operator == "permute":
        return [axis % 2 for axis in call.arguments["dims"]] == [1, 0]
    if call.operator not in _EXCHANGING:
        return False
    first, second = (*(axis for axis in call.arguments.values() if type(axis) is int), 0, 1)[:2]
    return first % 2 != second % 2


def _picked(call: ProgramCall, read: list[ModuleValue]) -> ModuleValue:
    row, index = read[0], call.arguments["index"]
    return row[index] if isinstance(row, tuple) and not isinstance(row, _SINGLE) and index < len(row) else None


_ROWS: dict[str, Callable[[ProgramCall, list[ModuleValue]], ModuleValue]] = {
    "getitem": _picked, "row": lambda call, read: tuple(read)}
"""Calls that only put values in a row, or take one out of it."""


def _is_moving(value: ModuleValue) -> bool:
    """True of a value that depends on an input, or of which nothing is known."""
    if isinstance(value, tuple) and not isinstance(value, _SINGLE):
        return any(_is_moving(each) for each in value)
    return not isinstance(value, FixedArray)


def _listed(names: list[str]) -> str:
    shown = ", ".join(quoted(name, "", most=60) for name in names[:_MOST_NAMED])
    return f"{shown}, ..." if len(names) > _MOST_NAMED else shown
