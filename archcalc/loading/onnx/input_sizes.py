"""The sizes of a file's inputs: fixed ones, and those that it leaves open, which are options of the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archcalc.base.errors import ArchcalcError, Source, printable, quoted
from archcalc.language.text.document import Value
from archcalc.loading.onnx.records import Dims, ModelRecord
from archcalc.operators.attributes import LARGEST
from archcalc.operators.operator import Shape

_USUAL = {4: (1, 3, 224, 224), 3: (1, 128, 128), 2: (1, 128), 5: (1, 3, 16, 112, 112)}
"""What stands for sizes that are left open, by the number of axes."""


def open_sizes(model: ModelRecord) -> dict[str, int]:
    """The names of sizes that are left open, and what stands for them."""
    found: dict[str, int] = {}
    for name, dims, _ in model.inputs:
        for axis, size in enumerate(dims or ()):
            if isinstance(size, str):
                usual = _USUAL.get(len(dims or ()), (1,))
                found.setdefault(named(name, axis, size), usual[axis] if axis < len(usual) else 1)
    return found


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

    def inputs(self, given: Mapping[str, Value]) -> Iterator[tuple[str, Shape]]:
        """Every input and its shape, the images at once first; `given` are shapes asked for instead, without them."""
        for name, dims, _ in self.model.inputs:
            asked = given.get(name)
            if asked is not None and not isinstance(asked, FromFile):
                yield name, (self.batch, *_axes(name, asked))
                continue
            if dims is None:
                raise ArchcalcError.of("input", f"the file states no shape of input {quoted(name)}",
                                       hint="--input 3x224x224 says it")
            found = self.resolved(tuple(named(name, axis, size) if isinstance(size, str) else size
                                        for axis, size in enumerate(dims)))
            if found is None:
                told = f"input {quoted(name)} is {quoted(list(dims), '')}: an axis has no size"
                raise ArchcalcError.of("input", told,
                                       hint="--input 3x224x224 says another")
            yield name, found

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
    for name, dims, _ in model.inputs:
        sizes = [options[named(name, axis, size)] if isinstance(size, str) else size
                 for axis, size in enumerate(dims or ())]
        items = [Value(size, source, 1, 1, 1, str(size)) for size in sizes[1:]]
        found[name] = FromFile(items, source, 1, 1)
    return found


def _axes(name: str, value: Value) -> Shape:
    axes = value.plain()
    if not isinstance(axes, list) or not all(type(size) is int and 0 < size <= LARGEST for size in axes):
        raise ArchcalcError.of("wrong-type", f"input {quoted(name)} wants a list of sizes, found {value.found}")
    return tuple(axes)
