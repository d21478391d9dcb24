"""ONNX models changed in one place: an attribute, an operand, a value that decides a shape, a type, a version, a form."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy
import onnx
from onnx import AttributeProto, ModelProto, helper, numpy_helper

MOST_VALUES = 6
"""An array of so many values may decide a shape, or say how a node works."""
SMALL = (onnx.TensorProto.INT64, onnx.TensorProto.INT32, onnx.TensorProto.BOOL)


class SeenAttributes:
    """The values that attributes have in some models, by operator and name: what others may be changed to."""

    def __init__(self, models: Any) -> None:
        self.values: defaultdict[tuple[str, str], dict[Any, None]] = defaultdict(dict)
        for model in models:
            for node in model.graph.node:
                for each in node.attribute:
                    if each.type in {AttributeProto.INT, AttributeProto.FLOAT, AttributeProto.STRING,
                                     AttributeProto.INTS, AttributeProto.STRINGS}:
                        value = helper.get_attribute_value(each)
                        self.values[node.op_type, each.name][tuple(value) if isinstance(value, list) else value] = None

    def others(self, op: str, name: str, value: Any) -> list[Any]:
        """Up to six other values of an attribute: those of a like form that were seen, and those beside it."""
        seen = [each for each in self.values[op, name] if each != value and type(each) is type(value)]
        if isinstance(value, tuple):
            seen = [each for each in seen if len(each) == len(value)]
            if value and isinstance(value[0], int):
                seen = [(value[0] + 1, *value[1:]), (*value[:-1], value[-1] + 1), value[::-1],
                        (*value[:-1], value[-1] - 1), *seen]
        elif isinstance(value, int):
            seen = [value + 1, value - 1, *seen]
        elif isinstance(value, float):
            seen = [value * 2 + 0.25, *seen]
        return [each for each in dict.fromkeys(seen) if each != value][:6]


def copy(model: ModelProto) -> ModelProto:
    """The same model again."""
    other = ModelProto()
    other.CopyFrom(model)
    return other


def mutants(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    """Each change in words, and the model with it."""
    for kind in (_attributes, _operands, _values, _types, _versions, _forms, _given_out):
        yield from kind(model, seen)


def _schema(model: ModelProto, node: Any) -> Any:
    versions = {each.domain: each.version for each in model.opset_import}
    try:
        return onnx.defs.get_schema(node.op_type, versions.get(node.domain, 1), node.domain)
    except onnx.defs.SchemaError:
        return None


def _attributes(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    for number, node in enumerate(model.graph.node):
        given = {each.name: helper.get_attribute_value(each) for each in node.attribute}
        for name, held in given.items():
            value = tuple(held) if isinstance(held, list) else held
            for new in seen.others(node.op_type, name, value):
                yield f"{node.op_type} {name}: {_plain(value)} -> {_plain(new)}", _with(model, number, name, new)
            yield f"{node.op_type} without {name}", _with(model, number, name, None)
        schema = _schema(model, node)
        for name in schema.attributes if schema else ():
            if name not in given:
                for new in seen.others(node.op_type, name, _default(schema.attributes[name]))[:3]:
                    yield f"{node.op_type} with {name} = {_plain(new)}", _with(model, number, name, new)


def _default(attribute: Any) -> Any:
    """What an attribute is where it is not given; where that depends, a value of its type that none has."""
    value = helper.get_attribute_value(attribute.default_value) if attribute.default_value.name else None
    kind = str(attribute.type).rpartition(".")[2]
    empty = {"INT": -99, "FLOAT": -99.0, "STRING": b"?", "INTS": (), "FLOATS": (), "STRINGS": ()}
    return empty.get(kind) if value is None else tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else list(map(_plain, value)) if isinstance(value, tuple) else value


def _with(model: ModelProto, number: int, name: str, value: Any) -> ModelProto:
    """One node with an attribute changed, or left out."""
    other = copy(model)
    node = other.graph.node[number]
    kept = [each for each in node.attribute if each.name != name]
    del node.attribute[:]
    node.attribute.extend(kept)
    if value is not None:
        node.attribute.append(helper.make_attribute(name, list(value) if isinstance(value, tuple) else value))
    return other


def _operands(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    for number, node in enumerate(model.graph.node):
        for place, name in enumerate(node.input):
            if place and name:
                other = copy(model)
                if place == len(node.input) - 1:
                    del other.graph.node[number].input[place:]
                else:
                    other.graph.node[number].input[place] = ""
                yield f"{node.op_type} without operand {place + 1}", other
            if place and name and node.input[0] and node.input[0] != name:
                other = copy(model)
                turned = other.graph.node[number].input
                turned[0], turned[place] = turned[place], turned[0]
                yield f"{node.op_type} with operands 1 and {place + 1} exchanged", other
                other = copy(model)
                other.graph.node[number].input[place] = node.input[0]
                yield f"{node.op_type} with its first operand as operand {place + 1}", other


def _values(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    for number, tensor in enumerate(model.graph.initializer):
        array = numpy_helper.to_array(tensor)
        if array.size > MOST_VALUES or array.dtype.kind not in "iubf":
            continue
        flat = array.reshape(-1)
        changed: list[tuple[str, Any]] = []
        for place in range(array.size):
            for new in ((not flat[place],) if array.dtype.kind == "b" else (flat[place] * 2, flat[place] + 1) if
                        array.dtype.kind == "f" else (flat[place] + 1, flat[place] - 1)):
                other = flat.copy()
                other[place] = new
                changed.append((f"{tensor.name}[{place}]: {flat[place]} -> {other[place]}", other.reshape(array.shape)))
        if array.ndim == 1 and array.size > 1:
            changed += [(f"{tensor.name} turned", flat[::-1].copy()), (f"{tensor.name} without its last", flat[:-1])]
        if array.size == 1:
            changed.append((f"{tensor.name} with an axis {'less' if array.ndim else 'more'}",
                            flat.reshape(() if array.ndim else (1,))))
        for told, new in changed:
            other_model = copy(model)
            other_model.graph.initializer[number].CopyFrom(numpy_helper.from_array(new, tensor.name))
            yield f"{model.graph.node[0].op_type} {told}", other_model


def _types(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    for kind in (onnx.TensorProto.FLOAT16, onnx.TensorProto.DOUBLE, onnx.TensorProto.INT32):
        other, numbers = copy(model), helper.tensor_dtype_to_np_dtype(kind)
        changed = 0
        for tensor in other.graph.initializer:
            if tensor.data_type == onnx.TensorProto.FLOAT:
                changed += 1
                tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(numbers), tensor.name))
        for info in (*other.graph.input, *other.graph.output, *other.graph.value_info):
            if info.type.tensor_type.elem_type == onnx.TensorProto.FLOAT:
                changed += 1
                info.type.tensor_type.elem_type = kind
        if changed:
            yield f"{model.graph.node[0].op_type} in {numbers}", other


def _versions(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    own = next((each.version for each in model.opset_import if not each.domain), 0)
    names = {node.op_type for node in model.graph.node if not node.domain}
    since = {each.since_version for each in _HISTORY if each.name in names}
    for version in sorted({version for each in since for version in (each, each - 1)} - {own, 0}):
        other = copy(model)
        for each in other.opset_import:
            if not each.domain:
                each.version = version
        yield f"{model.graph.node[0].op_type} by opset {version}", other


_HISTORY = [each for each in onnx.defs.get_all_schemas_with_history() if each.domain == ""]


def _forms(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    if not model.graph.initializer:
        return
    held = list(model.graph.initializer)
    for told, op in (("constants", "Constant"), ("copies", "Identity"), ("sums with nothing", "Add")):
        other = copy(model)
        nodes, added = list(other.graph.node), []
        del other.graph.node[:]
        if op == "Constant":
            del other.graph.initializer[:]
        for tensor in held:
            if op == "Constant":
                added.append(helper.make_node(op, [], [tensor.name], value=tensor))
                continue
            if op == "Add" and tensor.data_type not in {onnx.TensorProto.FLOAT, onnx.TensorProto.INT64}:
                continue
            own = next(each for each in other.graph.initializer if each.name == tensor.name)
            own.name = tensor.name + "_before"
            rest = []
            if op == "Add":
                none = numpy.zeros((), helper.tensor_dtype_to_np_dtype(tensor.data_type))
                other.graph.initializer.append(numpy_helper.from_array(none, tensor.name + "_none"))
                rest = [tensor.name + "_none"]
            added.append(helper.make_node(op, [own.name, *rest], [tensor.name]))
        other.graph.node.extend([*added, *nodes])
        kept = [each for each in other.graph.input if each.name not in {tensor.name for tensor in held}]
        del other.graph.input[:]
        other.graph.input.extend(kept)
        yield f"{model.graph.node[0].op_type} with its arrays as {told}", other
    other = copy(model)
    for node in other.graph.node:
        node.domain = node.domain or "ai.onnx"
    yield f"{model.graph.node[0].op_type} of the domain ai.onnx", other


def _given_out(model: ModelProto, seen: SeenAttributes) -> Iterator[tuple[str, ModelProto]]:
    """Networks of several nodes whose values between are read by others, too."""
    own = {each.name for each in model.graph.output}
    if len(model.graph.node) < 2:
        return
    for node in model.graph.node:
        for name in node.output:
            if not name or name in own:
                continue
            other = copy(model)
            other.graph.output.append(onnx.ValueInfoProto(name=name))
            yield f"{node.op_type} {name} given out as well", other
            other = copy(model)
            other.graph.node.append(helper.make_node("Neg", [name], [name + "_read"]))
            other.graph.output.append(onnx.ValueInfoProto(name=name + "_read"))
            yield f"{node.op_type} {name} read as well", other
