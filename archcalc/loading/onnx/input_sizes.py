"""The sizes of a file's inputs: fixed ones, and those that it leaves open, which are options of the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archcalc.base.errors import ArchcalcError, Source, printable, quoted
from archcalc.language.text.document import Value
from archcalc.loading.onnx.records import Dims, ModelRecord
from archcalc.loading.onnx.tensors import Tensor, integers
from archcalc.operators.attributes import LARGEST
from archcalc.operators.operator import Shape

_USUAL = {4: (1, 3, 224, 224), 3: (1, 128, 128), 2: (1, 128), 5: (1, 3, 16, 112, 112)}
"""What stands for sizes that are left open, by the number of axes."""


_WHOLE = frozenset({6, 7, 9, 12, 13})
"""Types of whole numbers, and of true and false, by ONNX's numbers."""
_DECIDING = frozenset({"Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Not", "And", "Or", "Cast",
                       "Identity", "Squeeze", "Unsqueeze", "Reshape", "Gather", "Slice"})


def open_sizes(model: ModelRecord) -> dict[str, int]:
    """The names of sizes that are left open, and what stands for them."""
    found: dict[str, int] = {}
    for name, dims, _ in model.inputs:
        for axis, size in enumerate(dims or ()):
            if isinstance(size, str):
                usual = _USUAL.get(len(dims or ()), (1,))
                found.setdefault(named(name, axis, size), usual[axis] if axis < len(usual) else 1)
    return found | {printable(name)[:60]: value for name, value in switches(model).items()}


def switches(model: ModelRecord) -> dict[str, int]:
    """Inputs of one whole number that decide which branch of an If runs, and the number that they are compared with."""
    branching = [record for record in model.nodes if record.op == "If"]
    numbers = {name for name, dims, kind in model.inputs if kind in _WHOLE and dims is not None and dims in ((), (1,))}
    if not branching or not numbers:
        return {}
    known = {name: array.values for name, array in model.arrays.items()}
    follows: dict[str, tuple[str, int]] = {name: (name, 1) for name in numbers}
    for record in model.nodes:
        if record.op == "Constant":
            known.update({output: value.values for value in record.attributes.values() if isinstance(value, Tensor)
                          for output in record.outputs})
        read = [name for name in record.inputs if name in follows]
        if record.op not in _DECIDING or not read or any(name not in known and name not in follows
                                                         for name in record.inputs):
            continue
        values = [values for name in record.inputs if (values := known.get(name))]
        compared = int(values[0][0]) if values else follows[read[0]][1]
        follows.update(dict.fromkeys(record.outputs, (follows[read[0]][0], compared)))
    return {follows[record.inputs[0]][0]: follows[record.inputs[0]][1] for record in branching
            if record.inputs and record.inputs[0] in follows}


def named(name: str, axis: int, size: str) -> str:
    """The name of an open size: the file's, or its input and axis."""
    return printable(size)[:60] if size else f"{printable(name)[:50]}_{axis}"


class Sizes:
    """The sizes of one reading: options put in, the images at once changed where others are asked for."""

    def __init__(self, model: ModelRecord, options: Mapping[str, int], batch: int) -> None:
        self.model, self.options, self.batch = model, dict(options), batch
        first = next((dims for _, dims, _ in model.inputs if dims and len(dims) > 1), ())
        leading = first[0] if first else 1
        self.symbol = named(model.inputs[0][0], 0, leading) if isinstance(leading, str) else ""
        self.images = leading if isinstance(leading, int) else batch
        if self.symbol:
            self.options[self.symbol] = batch
        numbers = {name for name, size, _ in model.inputs if size == ()}
        self.switches = {name: integers(name, (int(self.options.get(printable(name)[:60], value)),),
                                        () if name in numbers else (1,)) for name, value in switches(model).items()}
        """Inputs that decide which nodes run, and the numbers that they are read for."""

    def inputs(self, given: Mapping[str, Value]) -> Iterator[tuple[str, Shape]]:
        """Every input and its shape, the images at once first; `given` are shapes asked for instead, without them."""
        for name, dims, _ in self.model.inputs:
            if name in self.switches:
                yield name, (1,)
                continue
            asked = given.get(name)
            if asked is not None and not isinstance(asked, FromFile):
                yield name, self.whole(dims or (), _axes(name, asked))
                continue
            if dims is None:
                raise ArchcalcError.of("input", f"the file states no shape of input {quoted(name)}",
                                       hint="--input 3x224x224 says it")
            found = self.resolved(tuple(named(name, axis, size) if isinstance(size, str) else size
                                        for axis, size in enumerate(dims)))
            if found is None:
                told = f"input {quoted(name)} is {quoted(list(dims), '')}: an axis has no size"
                beside = len(self.model.inputs) > 1
                raise ArchcalcError.of("input", told, hint=f"--input {printable(name)[:60]}=AxB for each of the inputs "
                                       "says another" if beside else "--input 3x224x224 says another")
            yield name, found

    def whole(self, dims: Dims, axes: Shape) -> Shape:
        """The shape asked for: before its axes stand the images at once, or what the file has in their place."""
        leading = dims[0] if len(dims) > 1 else ""
        if isinstance(leading, str) or leading == self.images:
            return (self.batch, *axes)
        return axes if len(axes) == len(dims) else (leading, *axes)

    def stated(self, name: str) -> Shape | None:
        """The shape that the file states of a value, where all its sizes are known."""
        return self.resolved(self.model.stated.get(name, ("",)))

    def resolved(self, dims: Dims) -> Shape | None:
        """Sizes with the open ones put in; None where one is not known."""
        sizes = [self.options.get(size) if isinstance(size, str) else size for size in dims]
        if any(size is None or not 0 < size <= LARGEST for size in sizes):
            return None
        found = tuple(size for size in sizes if size is not None)
        return (self.batch, *found[1:]) if self.batch != self.images and found[:1] == (self.images,) else found


class FromFile(Value):
    """An input's shape as the file has it."""

    __slots__ = ()


def written(model: ModelRecord, source: Source, options: Mapping[str, int]) -> dict[str, Value]:
    """The inputs as a specification has them, without the images at once."""
    found: dict[str, Value] = {}
    decide = switches(model)
    for name, dims, _ in model.inputs:
        if name in decide:
            continue
        sizes = [options[named(name, axis, size)] if isinstance(size, str) else size
                 for axis, size in enumerate(dims or ())]
        items = [Value(size, source, 1, 1, 1, str(size)) for size in sizes[1:]]
        found[name] = FromFile(items, source, 1, 1)
    return found


def asked(value: Value, shape: Shape) -> Value:
    """An input's shape as the file has it, or another one that is asked for, without the images at once."""
    items = value.data
    if not isinstance(items, list) or [item.data for item in items] == list(shape):
        return value
    return Value([Value(size, value.source, 1, 1, 1, str(size)) for size in shape], value.source, 1, 1)


def _axes(name: str, value: Value) -> Shape:
    axes = value.plain()
    if not isinstance(axes, list) or not all(type(size) is int and 0 < size <= LARGEST for size in axes):
        raise ArchcalcError.of("wrong-type", f"input {quoted(name)} wants a list of sizes, found {value.found}")
    return tuple(axes)
