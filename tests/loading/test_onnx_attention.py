"""Attention that an ONNX file writes as nodes is one layer, with the values of the onnx package and the same MACs."""

import numpy
import pytest

import archcalc

pytest.importorskip("onnx")
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from onnx_models import model, node, written

SHAPES = {"q": [2, 3, 5, 4], "k": [2, 3, 6, 4], "v": [2, 3, 6, 7]}
TURN, PRODUCT, SOFTMAX = node("Transpose", "k", "t", perm=[0, 1, 3, 2]), node("MatMul", "q t", "p"), node("Softmax", "s", "w", axis=-1)
LAST = node("MatMul", "w v", "y")


def held(name, *values, shape=None, kind="float32"):
    """An array of a file, of these values."""
    found = numpy.array(values, kind)
    return numpy_helper.from_array(found.reshape(found.shape if shape is None else shape), name)


SEEN = held("m", *[1, 1, 0, 1, 0, 1] * 5, shape=(5, 6), kind="bool")
MASK = held("m", *[0, -3, 1, 0, -1e9, 2] * 5, shape=(1, 1, 5, 6))
SCALE, FAR, ZERO = held("c", 0.25, shape=()), held("far", -1e9, shape=()), held("zero", 0, shape=())


def scaled(*rest, op="Mul", to="s"):
    return [TURN, PRODUCT, node(op, "p c", to), *rest]


ATTENTION = {
    "not scaled": ([TURN, node("MatMul", "q t", "s"), SOFTMAX, LAST], []),
    "scaled": ([*scaled(), SOFTMAX, LAST], [SCALE]),
    "divided": ([*scaled(op="Div"), SOFTMAX, LAST], [SCALE]),
    "the default's scale": ([*scaled(), SOFTMAX, LAST], [held("c", 0.5, shape=())]),
    "a mask added": ([*scaled(node("Add", "m a", "s"), to="a"), SOFTMAX, LAST], [SCALE, MASK]),
    "keys seen": ([*scaled(node("Where", "m a far", "s"), to="a"), SOFTMAX, LAST], [SCALE, SEEN, FAR]),
    "keys hidden": ([*scaled(node("Where", "m far a", "s"), to="a"), SOFTMAX, LAST], [SCALE, SEEN, FAR]),
    "both scaled before": ([TURN, node("Mul", "q c", "a"), node("Mul", "t c", "b"), node("MatMul", "a b", "s"), SOFTMAX, LAST], [SCALE]),
    "keys turned as matrices": ([node("Reshape", "k three", "a"), node("Transpose", "a", "b", perm=[0, 2, 1]), node("Reshape", "b four", "t"),
                                 node("MatMul", "q t", "s"), SOFTMAX, LAST], [held("three", -1, 6, 4, kind="int64"), held("four", 2, 3, 4, 6, kind="int64")]),
    "a guard, and a dropout": ([TURN, node("MatMul", "q t", "s"), SOFTMAX, node("IsNaN", "w", "n"), node("Where", "n zero w", "g"), node("Dropout", "g", "d"),
                                node("MatMul", "d v", "y")], [ZERO]),
}
PRODUCTS = {
    "a mask that is scaled, too": ([TURN, PRODUCT, node("Add", "m p", "a"), node("Mul", "a c", "s"), SOFTMAX, LAST], [SCALE, MASK]),
    "keys that count half": ([*scaled(node("Where", "m a far", "s"), to="a"), SOFTMAX, LAST], [SCALE, SEEN, held("far", -2, shape=())]),
    "a softmax over queries": ([TURN, node("MatMul", "q t", "s"), node("Softmax", "s", "w", axis=2), LAST], []),
    "a scale for each key": ([*scaled(), SOFTMAX, LAST], [held("c", 1, 2, 3, 1, 2, 3)]),
    "two masks": ([*scaled(node("Add", "m a", "b"), node("Add", "m b", "s"), to="a"), SOFTMAX, LAST], [SCALE, MASK]),
    "weights that are read": ([TURN, node("MatMul", "q t", "s"), SOFTMAX, LAST, node("ReduceSum", "w", "z", keepdims=0)], []),
    "a product alone": ([TURN, node("MatMul", "q t", "w"), LAST], []),
}


@pytest.mark.parametrize(("nodes", "arrays", "count"), [(*case, 1) for case in ATTENTION.values()] + [
    (*case, 0) for case in PRODUCTS.values()], ids=[*ATTENTION, *PRODUCTS])
def test_attention_is_found_and_nothing_else(tmp_path, nodes, arrays, count):
    outputs = [nodes[-1].output[0]] if nodes[-1] is LAST or nodes[-1].output[0] == "y" else ["y", nodes[-1].output[0]]
    made = model(nodes, arrays, inputs=SHAPES, outputs=outputs)
    place = written(tmp_path / "net.onnx", made)
    graph = archcalc.build(archcalc.load(place))
    generator = numpy.random.default_rng(3)
    given = {name: generator.standard_normal(shape).astype("float32") for name, shape in SHAPES.items()}
    wanted = ReferenceEvaluator(made).run(None, given)[0]
    found = archcalc.run(graph, given, place).outputs
    numpy.testing.assert_allclose(next(each for each in found.values() if each.shape == wanted.shape), wanted, atol=2e-6)
    assert [each.op.kind for each in graph.nodes].count("dot_product_attention") == count
    assert archcalc.analyze(graph).totals["macs"] == 2 * 3 * 5 * 6 * (4 + 7)


def repeated(keys):
    """Nodes that give every two heads of queries the same keys, as exporters write it."""
    return [node("Unsqueeze", f"{keys} axis", f"{keys}1"), node("Expand", f"{keys}1 more", f"{keys}2"),
            node("Reshape", f"{keys}2 four", f"{keys}3")]


GROUPED = [*repeated("k"), *repeated("v"), node("Transpose", "k3", "t", perm=[0, 1, 3, 2]), node("MatMul", "q t", "p"), node("Mul", "p c", "a"),
           node("Add", "a m", "s"), SOFTMAX, node("MatMul", "w v3", "y")]
ROWS = [held("axis", 2, kind="int64"), held("more", 1, 1, 2, 1, 1, kind="int64"), held("four", 2, 4, 5, 4, kind="int64"), SCALE,
        held("m", *numpy.triu(numpy.full((5, 5), -1e9), 1).ravel(), shape=(5, 5))]
HEADS = {"q": [2, 4, 5, 4], "k": [2, 2, 5, 4], "v": [2, 2, 5, 4]}


def branch(nodes, arrays, name, inputs=()):
    infos = [helper.make_tensor_value_info(each, kind, shape) for each, kind, shape in inputs]
    return helper.make_graph(nodes, name, infos, [helper.make_tensor_value_info(each, 1, None) for each in ("y",)], arrays)


def within(way):
    """The same attention where it stands, in a branch that is taken, and in two rounds of a loop."""
    if way == "plain":
        return model(GROUPED, ROWS, inputs=HEADS)
    if way == "branch":
        chosen = helper.make_node("If", ["yes"], ["y"], then_branch=branch(GROUPED, ROWS, "then"),
                                  else_branch=branch([node("Relu", "q", "y")], [], "else"))
        return model([chosen], [helper.make_tensor("yes", TensorProto.BOOL, [], [True])], inputs=HEADS)
    asked = [helper.make_node(each.op_type, ["before" if name == "q" else name for name in each.input], each.output, **{
        one.name: helper.get_attribute_value(one) for one in each.attribute}) for each in GROUPED]
    body = branch([node("Identity", "on", "still"), *asked], ROWS, "body",
                  [("round", 7, []), ("on", TensorProto.BOOL, []), ("before", 1, HEADS["q"])])
    del body.output[:]
    body.output.extend([helper.make_tensor_value_info("still", TensorProto.BOOL, []), helper.make_tensor_value_info("y", 1, HEADS["q"])])
    loop = helper.make_node("Loop", ["times", "yes", "q"], ["end"], body=body)
    return model([loop], [helper.make_tensor("times", 7, [], [2]), helper.make_tensor("yes", TensorProto.BOOL, [], [True])], inputs=HEADS)


@pytest.mark.parametrize(("way", "count"), [("plain", 1), ("branch", 1), ("loop", 2)])
def test_grouped_keys_and_a_causal_mask_wherever_they_stand(tmp_path, way, count):
    place = written(tmp_path / "net.onnx", made := within(way))
    graph = archcalc.build(archcalc.load(place))
    generator = numpy.random.default_rng(3)
    given = {name: generator.standard_normal(shape).astype("float32") for name, shape in HEADS.items()}
    (wanted,) = ReferenceEvaluator(made).run(None, given)
    (found,) = archcalc.run(graph, given, place).outputs.values()
    numpy.testing.assert_allclose(found, wanted, atol=2e-6)
    assert [each.op.kind for each in graph.nodes].count("dot_product_attention") == count
    totals = archcalc.analyze(graph).totals
    assert (totals["params"], totals["macs"]) == (0, count * 2 * 4 * 5 * 5 * (4 + 4))


@pytest.mark.parametrize("far", [-1e9, -numpy.inf])
def test_a_query_that_sees_no_key(tmp_path, far):
    """It takes as much of all values, where a number stands in the place of scores; where that is infinite, nothing."""
    hidden = held("m", *[True] * 6, *[False] * 24, shape=(5, 6), kind="bool")
    nodes = [*scaled(node("Where", "m far a", "s"), to="a"), SOFTMAX, LAST]
    made = model(nodes, [SCALE, hidden, held("far", far, shape=())], inputs=SHAPES)
    place = written(tmp_path / "net.onnx", made)
    given = {name: 40 * numpy.random.default_rng(3).standard_normal(shape).astype("float32") for name, shape in SHAPES.items()}
    with numpy.errstate(invalid="ignore"):
        (wanted,) = ReferenceEvaluator(made).run(None, given)
    (found,) = archcalc.run(archcalc.build(place), given, place).outputs.values()
    numpy.testing.assert_allclose(found, numpy.nan_to_num(wanted), atol=1e-4)
