"""The number types of a file: those of what flows through it, and of its arrays, followed from node to node.

A node gives the type of its first operand, but for the operators of `_GIVES`. What a DequantizeLinear gives counts as
the type that it was quantised to: fractions stand there in the file, and no runtime holds them.

Source: ONNX, Operator Schemas and TensorProto.DataType, https://onnx.ai/onnx/operators/.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import USUAL_DTYPE, VALUE_BYTES
from archcalc.loading.onnx.records import ARGUMENTS, ModelRecord, Record
from archcalc.loading.onnx.tensors import BOOL, FLOATS, INT64, LEARNED, Tensor

_FLOAT, _UINT8, _INT32 = 1, 2, 6
_NAMES = {1: "float32", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 10: "float16", 11: "float64", 16: "bfloat16",
          **dict.fromkeys((17, 18, 19, 20), "float8"), 21: "uint4", 22: "int4", 23: "float4"}
"""The types of what may be learned, by ONNX's number; float8 has four forms of one size."""


class NumberTypes(NamedTuple):
    """Counts by type: inputs, nodes' outputs that depend on an input, and values of arrays."""

    inputs: Counter[str]
    outputs: Counter[str]
    weights: Counter[str]

    @property
    def own(self) -> str:
        """The type of most outputs; where there are none, of most arrays, or of the inputs; float32 without any."""
        for counts in (self.outputs, self.weights, self.inputs):
            if known := [name for name in counts if name in VALUE_BYTES]:
                return max(known, key=lambda name: counts[name])
        return USUAL_DTYPE

    @property
    def note(self) -> str:
        """A sentence for the table's foot; of a file of float32 alone, none."""
        names = [*dict.fromkeys([*self.outputs, *self.weights, *self.inputs])]
        if names in ([], [USUAL_DTYPE]):
            return ""
        if len(names) == 1:
            counted = "" if names[0] in VALUE_BYTES else f", which is not counted: without --dtype, {USUAL_DTYPE} is"
            return f"the file's number type is {names[0]}{counted or ' (--dtype counts in another)'}"
        told = "; ".join(f"{name}: {', '.join(self._told(name))}" for name in names)
        return f"the file mixes number types ({told}): without --dtype, everything is counted in {self.own}"

    def _told(self, name: str) -> list[str]:
        counts = ((self.inputs, "input"), (self.outputs, "node output"), (self.weights, "weight"))
        return [f"{each[name]:,} {noun}{'s' * (each[name] > 1)}" for each, noun in counts if each[name]]


def number_types(model: ModelRecord) -> NumberTypes:
    """The types of a file; integers of 32 bits and more are places and sums, and are left out."""
    if (one := _one_type(model)) is not None:
        return one
    arrays, kinds = dict(model.arrays), value_kinds(model, model.nodes, as_held=True)
    flows, counts = {name for name, _, _ in model.inputs}, Counter[int]()
    for record in model.nodes:
        if record.op == "Constant":
            if (held := _held(record)) is not None and record.outputs:
                arrays[record.outputs[0]] = held
        elif not flows.isdisjoint(record.inputs):
            flows.update(record.outputs)
            if record.outputs and record.op not in _SAME_VOLUME:
                counts[kinds[record.outputs[0]]] += 1
    outputs = Counter[str]()
    for kind in counts:
        if kind in _NAMES:
            outputs[_NAMES[kind]] += counts[kind]
    inputs = Counter(_NAMES[kind] for _, _, kind in model.inputs if kind in _NAMES)
    return NumberTypes(inputs, outputs, _weights(model, arrays))


def _one_type(model: ModelRecord) -> NumberTypes | None:
    """The types of a file that has a single one, and no node that gives another; None of any other file."""
    name = _NAMES.get(_shared_kind(model))
    if name is None:
        return None
    values = sum(array.size for array in model.arrays.values())
    return NumberTypes(Counter({name: len(model.inputs)}), Counter({name: len(model.nodes)}),
                       Counter({name: values} if values else {}))


def _shared_kind(model: ModelRecord) -> int:
    """ONNX's number of the one type of a file's inputs and learned arrays, if no node gives another; 0 otherwise."""
    found = {kind for _, _, kind in model.inputs} | {array.kind for array in model.arrays.values()
                                                     if array.kind in LEARNED}
    is_one = len(found) == 1 and _OWN_TYPES.isdisjoint([record.op for record in model.nodes])
    return found.pop() if is_one else 0


def sole_kind(model: ModelRecord) -> int:
    """ONNX's number of the type of fractions that every value has which flows through a file; 0 where others do."""
    kind = _shared_kind(model)
    others = {name for name, array in model.arrays.items() if array.kind != kind}
    flows = kind in FLOATS and others.isdisjoint([record.inputs[0] for record in model.nodes if record.inputs])
    return kind if flows else 0


def value_kinds(model: ModelRecord, nodes: Iterable[Record], *, as_held: bool = False) -> dict[str, int]:
    """ONNX's number of the type of every value that a file's nodes read or give; 0 where it is not known.

    `as_held` takes what is put back from quantised values for these.
    """
    kinds = {name: array.kind for name, array in model.arrays.items()} | {name: kind for name, _, kind in model.inputs}
    for record in nodes:
        if record.op in _OWN_TYPES or len(record.outputs) != 1 or not record.inputs:
            note_kinds(record, kinds, as_held=as_held)
        else:  # as note_kinds does, for the most
            kinds[record.outputs[0]] = kinds.get(record.inputs[0], 0)
    return kinds


def note_kinds(record: Record, kinds: dict[str, int], *, as_held: bool = False) -> None:
    """Note the types of a node's outputs."""
    put_back = record.op == "DequantizeLinear" and not as_held
    kind = _operand(1)(record, kinds) if put_back else _given(record, kinds)
    for output in record.outputs:
        kinds[output] = kind
    if record.op in _SECOND and len(record.outputs) > 1:
        kinds[record.outputs[1]] = _SECOND[record.op]


def _held(record: Record) -> Tensor | None:
    return next((value for value in record.attributes.values() if isinstance(value, Tensor)), None)


def _weights(model: ModelRecord, arrays: Mapping[str, Tensor]) -> Counter[str]:
    """The values of arrays that nodes read as such: neither single numbers nor what only says how a node works."""
    read: set[str] = set()
    for record in model.nodes:
        if record.op in ARGUMENTS:
            read.update(name for place, name in enumerate(record.inputs) if place not in ARGUMENTS[record.op])
        else:
            read.update(record.inputs)
    found: Counter[str] = Counter()
    for name, array in arrays.items():
        if name in read and array.kind in LEARNED and array.kind in _NAMES and array.size > 1:
            found[_NAMES[array.kind]] += array.size
    return found


def _given(record: Record, kinds: Mapping[str, int]) -> int:
    """The type of a node's outputs; 0 where it is not known."""
    if record.op == "Constant":
        held = _held(record)
        return held.kind if held else INT64 if any(name in record.attributes for name in ("value_int", "value_ints")) \
            else _FLOAT
    gives = _GIVES.get(record.op) if not record.domain else None
    return _operand(0)(record, kinds) if gives is None else gives(record, kinds)


Gives = Callable[[Record, Mapping[str, int]], int]


def _operand(place: int) -> Gives:
    def gives(record: Record, kinds: Mapping[str, int]) -> int:
        return kinds.get(record.inputs[place], 0) if place < len(record.inputs) else 0
    return gives


def _attribute(name: str, otherwise: Gives) -> Gives:
    def gives(record: Record, kinds: Mapping[str, int]) -> int:
        value: Any = record.attributes.get(name)
        return value if isinstance(value, int) and value else otherwise(record, kinds)
    return gives


def _always(kind: int) -> Gives:
    return lambda record, kinds: kind


def _filled(record: Record, kinds: Mapping[str, int]) -> int:
    held = _held(record)
    return held.kind if held else _FLOAT


def _quantised(record: Record, kinds: Mapping[str, int]) -> int:
    return _operand(2)(record, kinds) or _UINT8


_GIVES: dict[str, Gives] = {
    "ConstantOfShape": _filled,
    "Cast": _attribute("to", _always(0)), "CastLike": _operand(1), "Where": _operand(1),
    "QuantizeLinear": _attribute("output_dtype", _quantised), "DynamicQuantizeLinear": _always(_UINT8),
    "QLinearConv": _operand(7), "QLinearMatMul": _operand(7),
    **dict.fromkeys(("ConvInteger", "MatMulInteger"), _always(_INT32)),
    **dict.fromkeys(("Shape", "Size", "ArgMax", "ArgMin", "NonZero"), _always(INT64)),
    **dict.fromkeys(("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "IsNaN", "IsInf", "Not", "And", "Or",
                     "Xor"), _always(BOOL)),
}
_SECOND = {"DynamicQuantizeLinear": _FLOAT, "TopK": INT64}
"""The types of second outputs that are others than the first."""
_SAME_VOLUME = frozenset({"Cast", "CastLike", "Identity", "DequantizeLinear"})
"""Operators that give a volume that was counted before, or is counted after, in the type that it is held in."""
_OWN_TYPES = frozenset({*_GIVES, *_SECOND, "Constant", "DequantizeLinear"})
"""Operators whose outputs do not simply have the type of their first operand."""
