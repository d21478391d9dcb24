"""The network around a node that is translated: its values, who reads them, the names and arrays given out so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, Refused, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.loading.onnx.layer_names import Names, places
from archcalc.loading.onnx.notes import Ledger
from archcalc.loading.onnx.records import ModelRecord, Record
from archcalc.loading.onnx.tensors import Tensor
from archcalc.operators.operator import Shape


class Flow(NamedTuple):
    """A value that depends on the network's input: the layer that gives it."""

    layer: str


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
        self.places = places(model)
        self.values: dict[str, Value] = dict(model.arrays)
        self.translated: set[int] = set()
        """The positions of nodes that nothing is left to do for."""
        self._names = Names(name for name, _, _ in model.inputs)
        self._outputs = frozenset(model.outputs)
        self._readers: dict[str, list[int]] = {}
        self._equal: dict[tuple[Any, ...], Any] = {}

    def note_reads(self, number: int, record: Record) -> None:
        """Note who reads what, so that `sole_reader` and `is_unused` can tell."""
        readers = self._readers
        for name in record.inputs:
            readers.setdefault(name, []).append(number)

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
            if output in self.values:
                raise ArchcalcError([Mistake("onnx", f"{quoted(output)} is given twice", None,
                                             "every value of a file has one source")])
            answer = answers[number] if number < len(answers) else None
            self.values[output] = Lost(because) if answer is None else answer

    def sole_reader(self, output: str, op: str) -> int | None:
        """The position of the node that alone reads a value, if it is of this operator and knows its other operands.

        A value that the network gives out, or whose reader is translated already, has none.
        """
        readers = self._readers.get(output, ())
        if len(readers) != 1 or output in self._outputs or readers[0] in self.translated:
            return None
        record = self.model.nodes[readers[0]]
        if record.op != op or record.domain:
            return None
        known = all(not name or name == output or name in self.values for name in record.inputs)
        return readers[0] if known else None

    def readers(self, output: str) -> set[str]:
        """The operators of the nodes that read a value; an output of the network has one without a name besides."""
        found = {self.model.nodes[number].op for number in self._readers.get(output, ())}
        return found | {""} if output in self._outputs else found

    def is_unused(self, output: str) -> bool:
        """True where no node reads a value, and the network does not give it out."""
        return output not in self._readers and output not in self._outputs

    def new_name(self, wish: str, kind: str) -> str:
        """A name that no layer has yet: the one wished for, or one like it."""
        return self._names.new(wish, kind)

    def hold_weight(self, layer: str, weight: str, tensor: Tensor) -> tuple[str, str] | None:
        """Note that a layer's weight is an array of the file; of one that a layer has already, the name of it there."""
        return self.ledger.hold(layer, weight, tensor)

    def recalled(self, key: tuple[Any, ...]) -> Any:
        """The result for all nodes with this key, if it was worked out before."""
        return self._equal.get(key)

    def remembered(self, key: tuple[Any, ...], found: Any) -> Any:
        """The same object for every node with this key: the first that was found."""
        return self._equal.setdefault(key, found)
