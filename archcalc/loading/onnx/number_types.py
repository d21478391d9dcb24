"""The number types of a file: those of what flows through it, and of its arrays, followed from node to node.

A node gives the type of its first operand, but for the operators of `_GIVES`. What a DequantizeLinear gives counts as
the type that it was quantised to: fractions stand there in the file, and no runtime holds them.

Source: ONNX, Operator Schemas and TensorProto.DataType, https://onnx.ai/onnx/operators/.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import USUAL_DTYPE, VALUE_BYTES
from archcalc.loading.onnx.records import ARGUMENTS, ModelRecord, Record
from archcalc.loading.onnx.tensors import BOOL, INT64, LEARNED, Tensor

_UINT8, _INT32 = 2, 6
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
    arrays = dict(model.arrays)
    kinds = {name: array.kind for name, array in arrays.items()} | {name: kind for name, _, kind in model.inputs}
    flows = {name for name, _, _ in model.inputs}
    outputs: Counter[str] = Counter()
    for record in model.nodes:
        if record.op == "Constant":
            held = next((value for value in record.attributes.values() if isinstance(value, Tensor)), None)
            if held is not None and record.outputs:
                arrays[record.outputs[0]], kinds[record.outputs[0]] = held, held.kind
            continue
        kind = _given(record, kinds)
        kinds.update(dict.fromkeys(record.outputs, kind))
        if not flows.isdisjoint(record.inputs):
            flows.update(record.outputs)
            if kind in _NAMES and record.op not in _SAME_VOLUME:
                outputs[_NAMES[kind]] += 1
    inputs = Counter(_NAMES[kind] for _, _, kind in model.inputs if kind in _NAMES)
    return NumberTypes(inputs, outputs, _weights(model, arrays))


def _weights(model: ModelRecord, arrays: Mapping[str, Tensor]) -> Counter[str]:
    """The values of arrays that nodes read as such: neither single numbers nor what only says how a node works."""
    read = {name for record in model.nodes for place, name in enumerate(record.inputs)
            if place not in ARGUMENTS.get(record.op, ())}
    found: Counter[str] = Counter()
    for name, array in arrays.items():
        if name in read and array.kind in LEARNED and array.kind in _NAMES and array.size > 1:
            found[_NAMES[array.kind]] += array.size
    return found


def _given(record: Record, kinds: Mapping[str, int]) -> int:
    """The type of a node's outputs; 0 where it is not known."""
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


def _quantised(record: Record, kinds: Mapping[str, int]) -> int:
    return _operand(2)(record, kinds) or _UINT8


_GIVES: dict[str, Gives] = {
    "Cast": _attribute("to", _always(0)), "CastLike": _operand(1), "Where": _operand(1),
    "QuantizeLinear": _attribute("output_dtype", _quantised), "DynamicQuantizeLinear": _always(_UINT8),
    "QLinearConv": _operand(7), "QLinearMatMul": _operand(7),
    **dict.fromkeys(("ConvInteger", "MatMulInteger"), _always(_INT32)),
    **dict.fromkeys(("Shape", "Size", "ArgMax", "ArgMin", "NonZero"), _always(INT64)),
    **dict.fromkeys(("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "IsNaN", "IsInf", "Not", "And", "Or",
                     "Xor"), _always(BOOL)),
}
_SAME_VOLUME = frozenset({"Cast", "CastLike", "Identity", "DequantizeLinear"})
"""Operators that give a volume that was counted before, or is counted after, in the type that it is held in."""
