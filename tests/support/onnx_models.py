"""Small ONNX models for tests, and files that no reader should trust."""

from onnx import TensorProto, helper

FLOAT, INTEGER = TensorProto.FLOAT, TensorProto.INT64


def array(name, shape, kind=FLOAT):
    """An array of a file; its values do not matter."""
    count = 1
    for size in shape:
        count *= size
    return helper.make_tensor(name, kind, shape, [0.5 if kind == FLOAT else 1] * count)


def elsewhere(name, shape):
    """An array whose values stand in another file, which need not be there."""
    found = TensorProto(name=name, dims=shape, data_type=FLOAT, data_location=TensorProto.EXTERNAL)
    found.external_data.add(key="location", value="values.bin")
    return found


def integers(name, *values):
    """A row of sizes or places."""
    return helper.make_tensor(name, INTEGER, [len(values)], values)


def node(op, inputs, outputs, name="", **attributes):
    """A node; inputs and outputs as words of one text."""
    return helper.make_node(op, inputs.split(), outputs.split(), name, **attributes)


def model(nodes, arrays=(), shape=(1, 3, 8, 8), *, inputs=None, outputs=None, opset=17, stated=(), producer="", kind=FLOAT):
    """A model whose first input is x; its output is what the last node gives."""
    infos = [helper.make_tensor_value_info(name, kind, sizes) for name, sizes in (inputs or {"x": list(shape)}).items()]
    results = [helper.make_tensor_value_info(name, FLOAT, None) for name in outputs or [nodes[-1].output[0]]]
    known = [helper.make_tensor_value_info(name, FLOAT, sizes) for name, sizes in stated]
    graph = helper.make_graph(nodes, "small", infos, results, list(arrays), value_info=known)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], producer_name=producer)


def written(path, found):
    """The file of a model, or of bytes."""
    path.write_bytes(found if isinstance(found, bytes) else found.SerializeToString())
    return str(path)


def field(number, content):
    """A field of the wire format that holds bytes."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value):
    """A number of the wire format."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _nested(depth):
    """If in If in If."""
    content = b""
    for _ in range(depth):
        attribute = field(1, b"then_branch") + field(6, content) + b"\xa0\x01\x05"
        content = field(1, field(4, b"If") + field(5, attribute))
    return field(7, content)


def _external():
    found = model([node("Conv", "x w", "y")], [array("w", [4, 3, 3, 3])])
    tensor = found.graph.initializer[0]
    tensor.ClearField("float_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", "../../etc/passwd"), ("offset", "0"), ("length", str(2**50))):
        tensor.external_data.add(key=key, value=value)
    return found


EXTERNAL = _external()
RELU = model([node("Relu", "x", "y")]).SerializeToString()

HOSTILE = {
    "empty": (b"", "empty"),
    "text": (b"input: [3, 224, 224]\nlayers: []\n", "not an ONNX file"),
    "no graph": (field(2, b"someone"), "no graph"),
    "no nodes": (model([node("Relu", "x", "y")]).SerializeToString().replace(field(1, b"x"), b""), "ONNX"),
    "cut off": (RELU[:-7], "cut off"),
    "an endless number": (b"\x3a" + b"\xff" * 12, "cut off"),
    "a length of 2^62": (b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\x3f", "cut off"),
    "a field that is none": (b"\x3b\x00", "not an ONNX file"),
    "10 MB of empty nodes": (field(7, b"\x0a\x00" * 5_000_000), "more than 200,000 nodes"),
    "10 MB of empty arrays": (field(7, b"\x2a\x00" * 5_000_000), "more than 200,000 arrays"),
    "10 MB of empty attributes": (field(7, field(1, b"\x2a\x00" * 5_000_000)), "fields"),
    "10 MB of empty sizes": (field(7, field(11, field(2, field(1, field(2, b"\x0a\x00" * 5_000_000))))), "fields"),
    "50 MB of names": (field(7, field(1, b"\x0a\x02ab" * 12_500_000)), "fields"),
    "graphs within graphs": (_nested(40), "nested"),
    "a circle": (model([node("Add", "x b", "a"), node("Relu", "a", "b")]), "'b', which nothing before it gives"),
    "given twice": (model([node("Relu", "x", "y"), node("Tanh", "x", "y")]), "given twice"),
    "an array of 2^80 values": (model([node("Add", "x w", "y")]).SerializeToString() + field(7, field(5, (b"\x08" + varint(2**40)) * 2 + field(8, b"w"))), "shape"),
    "a negative size": (field(7, field(5, b"\x08" + b"\xff" * 9 + b"\x01" + field(8, b"w")) + field(1, field(4, b"Relu"))), "shape"),
    "an input without values": (model([node("Relu", "x", "y")], shape=[1, 0, 8, 8]), "an axis has no size"),
    "a huge input": (model([node("Relu", "x", "y")], shape=[1, 2**40, 8, 8]), "an axis has no size"),
    "a huge volume": (model([node("Relu", "x", "y")], shape=[1, 2**30, 2**30, 2**30]), "2^63"),
    "too few bytes": (model([node("Reshape", "x s", "y")]).SerializeToString() + field(7, field(5, b"\x08\x02\x10\x07" + field(8, b"s") + field(9, b"\x01"))), "1 bytes for 2 values"),
    "channels that differ": (model([node("Conv", "x w", "y")], [array("w", [4, 5, 3, 3])]), "want 5 channels, and 3 come in"),
    "no groups": (model([node("Conv", "x w", "y", group=0)], [array("w", [4, 3, 3, 3])]), "0 groups"),
    "a kernel larger than its input": (model([node("Conv", "x w", "y")], [array("w", [4, 3, 9, 9])]), "larger than its input"),
    "a pool larger than its input": (model([node("MaxPool", "x", "y", kernel_shape=[9, 9])]), "larger than its input"),
    "parts that are not there": (model([node("Split", "x", "a b c", axis=1, num_outputs=2)], opset=18), "2 parts, and has 3 outputs"),
    "a billion parts": (model([node("Split", "x", "a b", axis=1, num_outputs=10**9)], opset=18), "1000000000 parts"),
    "no such axes": (model([node("Transpose", "x", "y", perm=[0, 1, 2, 9])]), "axis"),
    "axes of another type": (model([node("Transpose", "x", "y", perm="nchw")]), "expected the axes"),
    "missing operands": (model([node("Conv", "x", "y")]), None),
    "sizes of another type": (model([node("MaxPool", "x", "y", kernel_shape=3.5)]), "kernel"),
    "no output": (model([node("Constant", "", "c", value_float=1.0)]), "no output"),
    "a loop": (model([helper.make_node("Loop", ["n", "c", "x"], ["y"], "again", body=helper.make_graph([], "body", [], []))]), "'again'"),
    "a name that is not UTF-8": (RELU.replace(b"Relu", b"\xff\xfe\xfd\xfc"), "UTF-8"),
    "a name with control characters": (model([node("Conv", "x w", "y", name="a\x1b[31m\u202e")], [array("w", [4, 5, 3, 3])]), "a\\x1b[31m"),
}
"""Files, and a word of the answer to each; None where the answer is free, so long as it is one."""
