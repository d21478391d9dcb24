"""The network around a node that is translated: its values, who reads them, the names and arrays given out so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.layer_names import Names, Place, places
from archcalc.loading.onnx.notes import Ledger
from archcalc.loading.onnx.number_types import note_kinds, sole_kind, value_kinds
from archcalc.loading.onnx.records import ModelRecord, Record, Subgraph
from archcalc.loading.onnx.tensors import Tensor
from archcalc.operators.operator import Shape


class Flow(NamedTuple):
    """A value that depends on the network's input: the layer that gives it.

    One number without an axis, a `scalar`, is a row of one in archcalc.
    """

    layer: str
    scalar: bool = False


class Lost(NamedTuple):
    """A value whose shape is not known."""

    because: str


Value = Flow | Tensor | Lost
Answer = Flow | Tensor | tuple[Flow | Tensor | None, ...]
"""What a node gives: one output, or several, of which those not told are lost."""


class TranslationContext:
    """One file while it is translated, node after node.

    `images` is the number of images at once that the file is made for: sizes in it that mean so many may have to
    change. `volume` tells the output shape of a layer that was given out before.
    """

    def __init__(self, model: ModelRecord, images: int, volume: Callable[[str], Shape | None]) -> None:
        self.model, self.images, self.volume = model, images, volume
        self.opset = model.opset
        self.ledger = Ledger(model)
        self.nodes, self.places = list(model.nodes), places(model)
        """The file's nodes, then those that stand in graphs inside of them and are put in their place."""
        self.values: dict[str, Value] = dict(model.arrays)
        self.read: set[str] = set()
        """The layers that others read."""
        self.translated: set[int] = set()
        """The positions of nodes that nothing is left to do for."""
        self.names = Names(name for name, _, _ in model.inputs)
        self.new_name = self.names.new
        """Gives a name that no layer has yet: the one wished for, or one like it."""
        self.hold_weight = self.ledger.hold
        """Notes that a layer's weight is an array of the file; gives the name of one that a layer has already."""
        self._outputs = set(model.outputs)
        self._readers: defaultdict[str, list[int]] = defaultdict(list)
        self._equal: dict[tuple[Any, ...], Any] = {}

    def note_reads(self, number: int, record: Record) -> None:
        """Note who reads what, so that `sole_reader` and `is_unused` can tell."""
        readers = self._readers
        for name in record.inputs:
            readers[name].append(number)
        if record.op in _WITH_GRAPHS:
            for name in _read_inside(record):
                readers[name].append(number)

    def append(self, records: Sequence[Record], places: Sequence[Place]) -> range:
        """Put in more nodes, each with its place; their positions."""
        numbers = range(len(self.nodes), len(self.nodes) + len(records))
        self.nodes += records
        self.places += places
        self.sole_kind = 0
        for number, record in zip(numbers, records, strict=True):
            self.note_reads(number, record)
            if "kinds" in vars(self):
                note_kinds(record, self.kinds)
        return numbers

    @cached_property
    def sole_kind(self) -> int:
        """ONNX's number of the one type that all values have; 0 where they have several, or nodes were put in."""
        return sole_kind(self.model)

    def kind(self, name: str) -> int:
        """ONNX's number of the type of a value; 0 where it is not known."""
        return self.sole_kind or self.kinds.get(name, 0)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """ONNX's number of the type of every value, where it is known."""
        return value_kinds(self.model, self.nodes)

    def give_out(self, names: Iterable[str]) -> None:
        """Note that some values are read by others than nodes."""
        self._outputs.update(names)

    def value(self, name: str) -> Value:
        """A value given before. Raises Refused."""
        if name not in self.values:
            raise Refused("order", f"it reads {quoted(name)}, which nothing before it gives",
                          hint="nodes stand after those that they read, and in no circle")
        return self.values[name]

    def bind(self, outputs: tuple[str, ...], answers: tuple[Value | None, ...],
             because: str = "it is no array") -> None:
        """Give a node's outputs their values; those without an answer are lost. Raises ArchcalcError."""
        for number, output in enumerate(outputs):
            if not output:
                continue
            answer = answers[number] if number < len(answers) else None
            self.give(output, Lost(because) if answer is None else answer)

    def give(self, output: str, value: Value) -> None:
        """Give a name its value. Raises ArchcalcError."""
        if output in self.values:
            raise ArchcalcError([Mistake("onnx", f"{quoted(output)} is given twice", None,
                                         "every value of a file has one source")])
        self.values[output] = value

    def sole_reader(self, output: str, op: str) -> int | None:
        """The position of the node that alone reads a value, if it is of this operator and knows its other operands.

        A value that the network gives out, or whose reader is translated already, has none.
        """
        readers = self._readers.get(output, ())
        if len(readers) != 1 or output in self._outputs or readers[0] in self.translated:
            return None
        record = self.nodes[readers[0]]
        if record.op != op or record.domain:
            return None
        known = all(not name or name == output or name in self.values for name in record.inputs)
        return readers[0] if known else None

    def lone_reader(self, output: str) -> str:
        """The operator of the one node that reads a value; nothing where none does, or several do."""
        readers = self._readers.get(output, ())
        return self.nodes[readers[0]].op if len(readers) == 1 else ""

    def readers(self, output: str) -> set[str]:
        """The operators of the nodes that read a value; an output of the network has one without a name besides."""
        found = {self.nodes[number].op for number in self._readers.get(output, ())}
        return found | {""} if output in self._outputs else found

    def count_readers(self, output: str) -> int:
        """How many read a value: nodes, each for every place where it does, and the network's user."""
        return len(self._readers.get(output, ())) + (output in self._outputs)

    def is_unused(self, output: str) -> bool:
        """True where no node reads a value, and the network does not give it out."""
        return output not in self._readers and output not in self._outputs

    def recalled(self, key: tuple[Any, ...]) -> Any:
        """The result for all nodes with this key, if it was worked out before."""
        return self._equal.get(key)

    def remembered(self, key: tuple[Any, ...], found: Any) -> Any:
        """The same object for every node with this key: the first that was found."""
        return self._equal.setdefault(key, found)

    def equal(self, kind: str, attributes: dict[str, Any]) -> dict[str, Any]:
        """The attributes, as the same mapping for all layers that have them: what is made of them is made once."""
        try:
            same: dict[str, Any] = self.remembered((kind, *attributes.items()), attributes)
        except TypeError:
            return attributes
        return same


_WITH_GRAPHS = frozenset({"If", "Loop", "Scan", "SequenceMap"})


def _read_inside(record: Record) -> Iterator[str]:
    """The names that the graphs inside a node read, those of their own among them."""
    for value in record.attributes.values():
        if isinstance(value, Subgraph):
            yield from value.outputs
            for inner in value.nodes:
                yield from inner.inputs
                yield from _read_inside(inner)
