"""Files whose nodes hold graphs, are quantised or compare: figures worked out by hand, values those of ONNX's own reference."""

import numpy
import pytest

onnx = pytest.importorskip("onnx")

from onnx import TensorProto, helper, numpy_helper  # noqa: E402
from onnx.reference import ReferenceEvaluator  # noqa: E402
from onnx_models import integers, model, node, written  # noqa: E402

from archcalc import ArchcalcError, analyze, build, run  # noqa: E402
from archcalc.loading.library import load  # noqa: E402

DRAW = numpy.random.default_rng(3)
INT8, UINT8, BOOL, I64 = TensorProto.INT8, TensorProto.UINT8, TensorProto.BOOL, TensorProto.INT64


def drawn(name, *shape):
    """An array of the file, drawn."""
    return numpy_helper.from_array(DRAW.standard_normal(shape).astype("float32"), name)


def whole(name, *shape, low=-8, high=8, kind="int8"):
    return numpy_helper.from_array(DRAW.integers(low, high, shape).astype(kind), name)


def one(name, value, kind="float32"):
    return numpy_helper.from_array(numpy.array(value, kind), name)


def graph(nodes, inputs, outputs, arrays=()):
    """A graph inside a node, whose values have no stated shape."""
    infos = [[helper.make_tensor_value_info(name, kind, None) for name, kind in row] for row in (inputs, outputs)]
    return helper.make_graph(nodes, "inner", *infos, list(arrays))


def branch(nodes, output, arrays=()):
    return graph(nodes, [], [(output, TensorProto.FLOAT)], arrays)


THEN = branch([node("MatMul", "x w", "t", name="inside")], "t", [drawn("w", 8, 5)])
ELSE = branch([node("MatMul", "x w", "e")], "e", [drawn("w", 8, 7)])
STEP = graph([node("MatMul", "s u", "a"), node("Add", "a x", "b"), node("Tanh", "b", "n"), node("Add", "n n", "twice"), node("Less", "i four", "more")],
             [("i", I64), ("c", BOOL), ("s", TensorProto.FLOAT)], [("more", BOOL), ("n", TensorProto.FLOAT), ("twice", TensorProto.FLOAT)], [drawn("u", 8, 8), one("four", 4, "int64")])
SCAN = graph([node("Add", "s p", "a"), node("Mul", "a a", "r")], [("s", TensorProto.FLOAT), ("p", TensorProto.FLOAT)], [("a", TensorProto.FLOAT), ("r", TensorProto.FLOAT)])
MODELS = {
    "a branch on a constant": (model([node("If", "yes", "y", then_branch=THEN, else_branch=ELSE)], [one("yes", True, "bool")], (1, 8)), 40, 40),
    "the other branch": (model([node("If", "no", "y", then_branch=THEN, else_branch=ELSE)], [one("no", False, "bool")], (1, 8)), 56, 56),
    "a branch on a size": (model([node("Shape", "x", "s"), node("Gather", "s last", "n"), node("Equal", "n eight", "c"), node("If", "c", "y", then_branch=THEN, else_branch=ELSE)],
                                 [one("last", -1, "int64"), one("eight", 8, "int64")], (1, 8)), 40, 40),
    "rounds of a loop": (model([node("Loop", "most yes x", "y rows", name="loop", body=STEP)], [one("most", 9, "int64"), one("yes", True, "bool")], (1, 8), outputs=["y", "rows"]), 64, 64 * 5),
    "a loop that ends itself": (model([helper.make_node("Loop", ["", "yes", "x"], ["y", "rows"], "loop", body=STEP)], [one("yes", True, "bool")], (1, 8), outputs=["y", "rows"]), 64, 64 * 5),
    "a scan": (model([node("Transpose", "x", "t", perm=[1, 0, 2]), node("Scan", "start t", "last rows", name="scan", body=SCAN, num_scan_inputs=1)],
                     [drawn("start", 1, 4)], (1, 3, 4), outputs=["last", "rows"]), 4, 0),
    "equal": (model([node("Cast", "x", "k", to=I64), node("Unsqueeze", "k last", "u"), node("Equal", "u classes", "e"), node("Cast", "e", "f", to=1),
                     node("MatMul", "f w", "m"), node("Add", "m b", "y")], [integers("last", -1), integers("classes", *range(16)), drawn("w", 16, 6), drawn("b", 6)], (1, 5)), 102, 480),
    "weights of eight bits": (model([node("QuantizeLinear", "x s z", "q"), node("DequantizeLinear", "q s z", "d"), node("DequantizeLinear", "wq ws wz", "w", axis=0),
                                     node("Conv", "d w", "c", name="conv"), node("QuantizeLinear", "c s z", "cq"), node("DequantizeLinear", "cq s z", "y")],
                                    [one("s", 0.05), one("z", 128, "uint8"), whole("wq", 8, 3, 3, 3), one("ws", [0.01 * i for i in range(1, 9)]), one("wz", [0] * 8, "int8")]), 216, 7776),
    "integers multiplied": (model([node("DynamicQuantizeLinear", "x", "q s z"), node("MatMulInteger", "q w z wz", "m"), node("Cast", "m", "f", to=1),
                                   node("Mul", "s ws", "t"), node("Mul", "f t", "y")], [whole("w", 8, 6), one("wz", 2, "int8"), one("ws", 0.02)], (1, 4, 8)), 48, 192),
    "a convolution of integers": (model([node("DynamicQuantizeLinear", "x", "q s z"), node("ConvInteger", "q w z", "m", pads=[1, 1, 1, 1]), node("Cast", "m", "f", to=1), node("Mul", "f s", "y")],
                                        [whole("w", 4, 3, 3, 3)]), 108, 108 * 64),
    "a quantised convolution": (model([node("QuantizeLinear", "x s z", "q"), node("QLinearConv", "q s z w ws wz t z b", "r"), node("DequantizeLinear", "r t z", "y")],
                                      [one("s", 0.0513), one("t", 0.4171), one("z", 120, "uint8"), whole("w", 5, 3, 3, 3), one("ws", [0.1037] * 5), one("wz", [0] * 5, "int8"), whole("b", 5, kind="int32")]), 140, 4860),
    "a quantised product": (model([node("QuantizeLinear", "x s z", "q"), node("QLinearMatMul", "q s z w ws wz t z", "r"), node("DequantizeLinear", "r t z", "y")],
                                  [one("s", 0.0513), one("t", 0.1037), one("z", 120, "uint8"), whole("w", 8, 6), one("ws", 0.0313), one("wz", 1, "int8")], (1, 4, 8)), 48, 192),
    "axes named by letters": (model([node("Einsum", "x w", "y", equation="btd,dhk->bthk")], [drawn("w", 8, 2, 3)], (1, 4, 8)), 48, 192),
    "rows reflected": (model([node("Pad", "x p", "y", mode="reflect")], [integers("p", 0, 2, 0, 3)], (1, 8)), 0, 0),
    "filled up with a number": (model([node("Pad", "x p v", "y")], [integers("p", 0, 1, 0, 0, 0, 0, 0, 2), one("v", 3.5)]), 0, 0),
    "from the end": (model([node("Slice", "x s e a t", "y")], [integers("s", -1, 5), integers("e", -9, 1), integers("a", 2, 3), integers("t", -1, -2)]), 0, 0),
    "repeated": (model([node("Expand", "x s", "a"), node("Tile", "a r", "y")], [integers("s", 4, 1, 3, 8), integers("r", 1, 2, 1, 1)], (1, 3, 8)), 0, 0),
    "a number": (model([node("ReduceMax", "x", "m", keepdims=0), node("Div", "x m", "d"), node("ReduceMean", "d", "s", keepdims=0), node("Unsqueeze", "s a", "y")], [integers("a", 0)], (1, 8)), 0, 0),
    "one or the other": (model([node("Greater", "x zero", "c"), node("Not", "c", "n"), node("Where", "n w x", "y")], [one("zero", 0), drawn("w", 8, 8)]), 64, 0),
    "an output that is read on": (model([node("Relu", "x", "a"), node("Sigmoid", "a", "y")], outputs=["a", "y"]), 0, 0),
    "a state of the file": (model([helper.make_node("GRU", ["x", "w", "r", "b", "", "h"], ["", "y"], hidden_size=4)], [drawn("w", 1, 12, 8), drawn("r", 1, 12, 4), drawn("b", 1, 24), drawn("h", 1, 1, 4)], (5, 1, 8), outputs=["y"]), 172, 720),
    "from the last token to the first": (model([helper.make_node("GRU", ["x", "w", "r", "b"], ["s", "y"], hidden_size=4, direction="reverse"), node("Squeeze", "s one", "t")],
                                               [drawn("w", 1, 12, 8), drawn("r", 1, 12, 4), drawn("b", 1, 24), integers("one", 1)], (5, 1, 8), outputs=["y", "t"]), 168, 720),
    "arrays of arrays": (model([node("Mul", "w half", "v"), node("Transpose", "v", "t"), node("MatMul", "x t", "y")], [drawn("w", 6, 8), one("half", 0.5)], (1, 8)), 48, 48),
    "rows of a table": (model([node("Cast", "x", "k", to=I64), node("Gather", "w k", "y")], [drawn("w", 6, 2, 3)], (1, 4)), 36, 0),
    "a row and a matrix": (model([node("MatMul", "w x", "a"), node("Squeeze", "x z", "r"), node("MatMul", "r v", "y")], [drawn("w", 4, 1), integers("z", 0), drawn("v", 8)], (1, 8), outputs=["a", "y"]), 12, 40),
}
FUNCTION = helper.make_function("own", "Scaled", ["x", "w"], ["y"], [
    node("MatMul", "x w", "m", name="product"), helper.make_node("Gemm", ["m", "w"], ["y"], alpha=0.3)], [helper.make_opsetid("", 17)], ["alpha"])
FUNCTION.node[1].attribute[0].CopyFrom(onnx.AttributeProto(name="alpha", type=1, ref_attr_name="alpha"))


def of_functions():
    """Two calls of a function of the file's own, with the same matrix."""
    made = model([helper.make_node("Scaled", ["x", "w"], ["a"], "first", domain="own", alpha=0.25),
                  helper.make_node("Scaled", ["a", "w"], ["y"], "second", domain="own", alpha=0.5)], [drawn("w", 8, 8)], (1, 8))
    made.functions.append(FUNCTION)
    made.opset_import.append(helper.make_opsetid("own", 1))
    return made


MODELS["functions"] = of_functions(), 64, 256


def inputs_of(found):
    """Numbers between 0 and 5, so that whole ones are places of tables."""
    sizes = {each.name: [size.dim_value for size in each.type.tensor_type.shape.dim] for each in found.graph.input}
    return {name: abs(DRAW.standard_normal(shape)).clip(0, 5).astype("float32") for name, shape in sizes.items()}


@pytest.mark.parametrize("name", MODELS)
def test_figures_and_values_are_right(tmp_path, name):
    found, params, macs = MODELS[name]
    found = onnx.version_converter.convert_version(found, 19) if "Dequant" in str(found) or "QLinear" in str(found) else found
    path = written(tmp_path / "net.onnx", found)
    network = build(path)
    assert network.gap is None, network.gap
    totals = analyze(network).totals
    assert (totals["params"] + totals["buffers"] * (name == "weights of eight bits"), totals["macs"]) == (params, macs)
    given = inputs_of(found)
    wanted = ReferenceEvaluator(found).run(None, given)
    got = list(run(network, given, path).outputs.values())
    assert len(got) == len(wanted)
    for right in wanted:
        assert any(each.size == right.size and numpy.allclose(each.reshape(right.shape), right, atol=1e-4) for each in got), name


def test_an_input_that_decides_a_branch_is_an_option(tmp_path):
    """A sampling rate, say: the file's own number first, the other branch by --set; both are told."""
    nodes = [node("Equal", "sr rate", "c"), node("If", "c", "y", name="which", then_branch=THEN, else_branch=ELSE)]
    found = model(nodes, [one("rate", 16000, "int64")], inputs={"x": [1, 8]})
    found.graph.input.append(helper.make_tensor_value_info("sr", I64, []))
    path = written(tmp_path / "net.onnx", found)
    network = build(path)
    assert (network.nodes[-1].shape, [each.name for each in network.nodes if each.is_entrance]) == ((1, 5), ["x"])
    assert any("sr = 16000 (--set sr=N)" in note for note in network.notes)
    assert any("its else_branch is left out, which holds 56 values" in note for note in network.notes)
    other = build(load(path, options={"sr": 8000}))
    assert other.nodes[-1].shape == (1, 7)
    assert run(other, weights=path).outputs  # the option reaches the file's own weights, too


def test_what_only_the_input_decides_is_told(tmp_path):
    nodes = [node("ReduceMax", "x", "m", keepdims=0), node("Greater", "m zero", "c"),
             node("If", "c", "y", name="which", then_branch=THEN, else_branch=ELSE)]
    network = build(written(tmp_path / "net.onnx", model(nodes, [one("zero", 0)], (1, 8))))
    assert network.gap.without == (("If", "which"),)
    assert network.gap.values == 97


@pytest.mark.parametrize("name", ["count", "body", "itself", "each other"])
def test_graphs_within_graphs_are_bounded(tmp_path, name):
    """A count of 2**62, rounds of many nodes, a function that calls itself, two that call each other."""
    if name in {"count", "body"}:
        most = 2**62 if name == "count" else 50_000
        body = graph([node("Identity", "c", "more"), *(node("Relu", f"v{i}", f"v{i + 1}") for i in range(10))],
                     [("i", I64), ("c", BOOL), ("v0", TensorProto.FLOAT)], [("more", BOOL), ("v10", TensorProto.FLOAT)])
        loop = node("Loop", "most yes x", "y", name="loop", body=body)
        found = model([loop], [one("most", most, "int64"), one("yes", True, "bool")], (1, 8))
        assert build(written(tmp_path / "net.onnx", found)).gap.without == (("Loop", "loop"),)
        return
    found = model([helper.make_node("a", ["x"], ["y"], domain="own")], shape=(1, 8))
    calls = {"a": "a"} if name == "itself" else {"a": "b", "b": "a"}
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("own", 1)]
    for caller, called in calls.items():
        body = [helper.make_node(called, ["x"], ["m"], domain="own"), helper.make_node(called, ["m"], ["y"], domain="own")]
        found.functions.append(helper.make_function("own", caller, ["x"], ["y"], body, opsets))
    with pytest.raises(ArchcalcError, match="put in one another more than 32 deep"):
        build(written(tmp_path / "net.onnx", found))
