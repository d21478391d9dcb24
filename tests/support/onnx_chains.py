"""Small networks of several nodes that are read as one layer where every number in them is right, and their inputs."""

from typing import Any

import numpy
from onnx import ModelProto, helper, numpy_helper

_GENERATOR = numpy.random.default_rng(5)


def _held(name: str, *shape: int) -> Any:
    return numpy_helper.from_array(_GENERATOR.standard_normal(shape).astype("float32"), name)


def _number(name: str, value: float, *, row: bool = False) -> Any:
    return numpy_helper.from_array(numpy.array([value] if row else value, "float32"), name)


def _whole(name: str, *values: int) -> Any:
    return numpy_helper.from_array(numpy.array(values, "int64"), name)


def _chain(rows: list[tuple[Any, ...]], arrays: list[Any], opset: int = 17, **inputs: tuple[int, ...]
           ) -> tuple[ModelProto, dict[str, Any]]:
    """A model whose nodes are rows of operator, inputs, outputs and attributes; what the last gives is its output."""
    nodes = [helper.make_node(op, reads.split(), gives.split(), **(more[0] if more else {})) for op, reads, gives, *more in rows]
    infos = [helper.make_tensor_value_info(name, 1, shape) for name, shape in inputs.items()]
    out = helper.make_tensor_value_info(nodes[-1].output[0], 1, None)
    graph = helper.make_graph(nodes, "chain", infos, [out], arrays)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    return model, {name: _GENERATOR.standard_normal(shape).astype("float32") for name, shape in inputs.items()}


IMAGE, TOKENS, HEADS = {"x": (2, 3, 6, 6)}, {"x": (2, 5, 8)}, {"q": (2, 2, 5, 4), "k": (2, 2, 5, 4), "v": (2, 2, 5, 4)}

CHAINS = {
    "conv_bias": _chain([("Conv", "x w", "c"), ("Add", "c b", "y")], [_held("w", 4, 3, 3, 3), _held("b", 1, 4, 1, 1)], **IMAGE),
    "conv_norm": _chain([("Conv", "x w", "c"), ("BatchNormalization", "c s t m v", "y")], [
        _held("w", 4, 3, 3, 3), _held("s", 4), _held("t", 4), _held("m", 4),
        numpy_helper.from_array(numpy.array([.5, 1, 2, 3], "float32"), "v")], **IMAGE),
    "caffe_norm": _chain([("BatchNormalization", "x s t m v", "n"), ("Mul", "n a", "z"), ("Add", "z b", "y")], [
        _held("s", 3), _held("t", 3), _held("m", 3), numpy_helper.from_array(numpy.array([.5, 1, 2], "float32"), "v"),
        _held("a", 1, 3, 1, 1), _held("b", 3, 1, 1)], **IMAGE),
    "linear_bias": _chain([("MatMul", "x w", "p"), ("Add", "p b", "y")], [_held("w", 8, 4), _held("b", 4)], **TOKENS),
    "linear_row": _chain([("MatMul", "x w", "p"), ("Add", "b p", "y")], [_held("w", 8, 4), _held("b", 1, 1, 4)], **TOKENS),
    "gelu": _chain([("Div", "x r", "a"), ("Erf", "a", "e"), ("Add", "e one", "f"), ("Mul", "x f", "g"), ("Mul", "g half", "y")], [
        _number("r", 2 ** .5), _number("one", 1), _number("half", .5)], **TOKENS),
    "gelu_half_first": _chain([("Div", "x r", "a"), ("Erf", "a", "e"), ("Add", "e one", "f"), ("Mul", "x half", "h"), ("Mul", "h f", "y")], [
        _number("r", 2 ** .5), _number("one", 1), _number("half", .5)], **TOKENS),
    "silu": _chain([("Sigmoid", "x", "s"), ("Mul", "x s", "y")], [], **IMAGE),
    "hard_swish": _chain([("HardSigmoid", "x", "s", {"alpha": 1 / 6, "beta": .5}), ("Mul", "s x", "y")], [], **IMAGE),
    "gate_of_another": _chain([("Sigmoid", "x", "s"), ("Tanh", "x", "t"), ("Mul", "t s", "y")], [], **IMAGE),
    "attention": _chain([("Transpose", "k", "t", {"perm": [0, 1, 3, 2]}), ("MatMul", "q t", "p"), ("Div", "p r", "s"),
                         ("Softmax", "s", "a", {"axis": -1}), ("MatMul", "a v", "y")], [_number("r", 2)], **HEADS),
    "attention_masked": _chain([("Transpose", "k", "t", {"perm": [0, 1, 3, 2]}), ("Mul", "q r", "u"), ("MatMul", "u t", "p"),
                                ("Add", "p m", "s"), ("Softmax", "s", "a", {"axis": -1}), ("MatMul", "a v", "y")], [
        _number("r", .5), numpy_helper.from_array(numpy.triu(numpy.full((5, 5), -1e4, "float32"), 1), "m")], **HEADS),
    "attention_hidden": _chain([("Transpose", "k", "t", {"perm": [0, 1, 3, 2]}), ("MatMul", "q t", "p"), ("Mul", "p r", "s"),
                                ("Where", "m s low", "w"), ("Softmax", "w", "a", {"axis": -1}), ("MatMul", "a v", "y")], [
        _number("r", .5), _number("low", -1e4), numpy_helper.from_array(numpy.tri(5, dtype=bool), "m")], **HEADS),
    "sizes": _chain([("Shape", "x", "s"), ("Gather", "s zero", "n"), ("Unsqueeze", "n axes", "m"), ("Concat", "m rest", "t", {"axis": 0}),
                     ("Reshape", "x t", "y")], [numpy_helper.from_array(numpy.array(0), "zero"), _whole("axes", 0), _whole("rest", -1, 4)],
                    **TOKENS),
    "halves": _chain([("Shape", "x", "s"), ("Slice", "s first last", "n"), ("Div", "n two", "h"), ("Concat", "zero h", "e", {"axis": 0}),
                      ("Slice", "x begin e", "y")], [_whole("first", 1), _whole("last", 2), _whole("two", 2), _whole("zero", 2),
                                                     _whole("begin", 0, 0)], **TOKENS),
    "filled": _chain([("Shape", "x", "s"), ("ConstantOfShape", "s", "o", {"value": numpy_helper.from_array(numpy.array([2.], "float32"))}),
                      ("Mul", "x o", "y")], [], **TOKENS),
    "counted": _chain([("Range", "start stop step", "r"), ("Cast", "r", "f", {"to": 1}), ("Add", "x f", "y")], [
        numpy_helper.from_array(numpy.array(0), "start"), numpy_helper.from_array(numpy.array(8), "stop"),
        numpy_helper.from_array(numpy.array(1), "step")], **TOKENS),
    "norm_by_hand": _chain([("ReduceMean", "x", "m", {"axes": [-1]}), ("Sub", "x m", "d"), ("Pow", "d two", "p"),
                            ("ReduceMean", "p", "v", {"axes": [-1]}), ("Add", "v e", "w"), ("Sqrt", "w", "r"), ("Div", "d r", "n"),
                            ("Mul", "n g", "z"), ("Add", "z b", "y")], [_number("two", 2), _number("e", 1e-5), _held("g", 8), _held("b", 8)],
                           **TOKENS),
    "pool_and_back": _chain([("MaxPool", "x", "p i", {"kernel_shape": [2, 2], "strides": [2, 2]}), ("Relu", "p", "r"),
                             ("MaxUnpool", "r i", "y", {"kernel_shape": [2, 2], "strides": [2, 2]})], [], **IMAGE),
    "restored": _chain([("QuantizeLinear", "x s z", "q"), ("DequantizeLinear", "q s z", "y")], [
        _number("s", .05), numpy_helper.from_array(numpy.array(3, "int8"), "z")], **IMAGE),
    "restored_weight": _chain([("DequantizeLinear", "w s z", "f", {"axis": 0}), ("Conv", "x f", "y")], [
        numpy_helper.from_array(_GENERATOR.integers(-9, 9, (4, 3, 3, 3)).astype("int8"), "w"),
        numpy_helper.from_array(numpy.array([.1, .2, .3, .4], "float32"), "s"),
        numpy_helper.from_array(numpy.array([1, 2, 3, 0], "int8"), "z")], **IMAGE),
    "cast_between": _chain([("Cast", "x", "i", {"to": 7}), ("Cast", "i", "f", {"to": 1}), ("Mul", "f x", "y")], [], **TOKENS),
    "transposed_weight": _chain([("Transpose", "w", "t", {"perm": [1, 0]}), ("MatMul", "x t", "y")], [_held("w", 4, 8)], **TOKENS),
    "cut_weight": _chain([("Split", "w", "a b", {"axis": 0}), ("MatMul", "x a", "l"), ("MatMul", "x b", "r"), ("Add", "l r", "y")], [
        _held("w", 8, 3)], x=(2, 5, 4)),
    "dilated": _chain([("Conv", "x w", "c", {"dilations": [2, 2], "pads": [2, 2, 2, 2]}), ("Relu", "c", "y")], [_held("w", 4, 3, 3, 3)],
                      **IMAGE),
}
