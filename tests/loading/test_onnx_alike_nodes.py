"""A rule that is not run again gives what it would have given."""

import pytest

pytest.importorskip("onnx")

from onnx_models import array, integers, model, node, written

from archcalc import build
from archcalc.loading.onnx import alike_nodes

GRAPHS = {
    "a sum behind one convolution alone": (
        [node("Conv", "x w", "a"), node("Conv", "a w", "b"), node("Add", "b k", "c"), node("Conv", "c w", "d"), node("Add", "d d", "y")],
        [array("w", [3, 3, 1, 1]), array("k", [3, 1, 1])]),
    "arrays that are one in the first norm": (
        [node("BatchNormalization", "x s s m v", "a"), node("BatchNormalization", "a s t m v", "b"), node("BatchNormalization", "b t s m v", "y")],
        [array(name, [3]) for name in "stmv"]),
    "a sum with itself": ([node("Relu", "x", "a"), node("Add", "x a", "b"), node("Add", "b b", "c"), node("Add", "c x", "y")], []),
    "a sum with itself first": ([node("Add", "x x", "a"), node("Add", "a x", "b"), node("Identity", "b", "c"), node("Add", "b c", "y")], []),
    "numbers that differ": ([node("Mul", "x one", "a"), node("Mul", "a two", "b"), node("Mul", "b one", "y")],
                            [array("one", [1]), integers("two", 2)]),
    "arrays of other shapes": ([node("Add", "x k", "a"), node("Add", "a l", "b"), node("Add", "b k", "y")], [array("k", [3, 1, 1]), array("l", [8])]),
    "operands the other way round": ([node("Sub", "x k", "a"), node("Sub", "k a", "b"), node("Sub", "b k", "y")], [array("k", [3, 1, 1])]),
    "attributes that differ": ([node("Softmax", "x", "a", axis=1), node("Softmax", "a", "b", axis=3), node("Softmax", "b", "y", axis=1)], []),
    "a gate multiplied once": ([node("Sigmoid", "x", "a"), node("Mul", "a x", "b"), node("Sigmoid", "b", "c"), node("Relu", "c", "y")], []),
    "sizes that differ": ([node("Reshape", "x s", "a"), node("Reshape", "a t", "b"), node("Reshape", "b s", "y")],
                          [integers("s", 1, 3, 16, 4), integers("t", 1, 3, 4, 16)]),
    "number types that differ": (
        [node("Cast", "x", "a", to=2), node("Add", "a a", "b"), node("Add", "b a", "c"), node("Cast", "c", "d", to=1), node("Add", "d x", "e"),
         node("Cast", "e", "f", to=3), node("Add", "f e", "g"), node("Add", "x g", "h"), node("Div", "h x", "i"), node("Div", "c b", "j"),
         node("Div", "i x", "k"), node("Div", "b c", "l"), node("Concat", "h k j l", "y", axis=1)], []),
    "names and none": ([node("Relu", "x", "a", name="one"), node("Relu", "a", "b"), node("Relu", "b", "y", name="one")], []),
    "groups": ([node("Conv", "x w", "a", group=3), node("Conv", "a w", "b", group=3), node("Conv", "b v", "y")], [array("w", [3, 1, 1, 1]), array("v", [3, 3, 1, 1])]),
}


def whole(path):
    graph = build(path)
    return [(each.name, each.op, each.inputs, each.shape, each.path, each.shared) for each in graph.nodes], graph.notes


def test_nodes_that_are_alike_become_what_their_rule_makes_of_them(tmp_path, monkeypatch):
    paths = {name: written(tmp_path / f"{number}.onnx", model(*parts)) for number, (name, parts) in enumerate(GRAPHS.items())}
    once = {name: whole(path) for name, path in paths.items()}
    monkeypatch.setattr(alike_nodes, "MOST_KINDS", 0)
    assert once == {name: whole(path) for name, path in paths.items()}


def test_a_rule_is_run_once_for_nodes_that_are_alike(tmp_path, monkeypatch):
    """Nine of ten rectifiers, each after another, come without their rule."""
    made, noted = [], alike_nodes.AlikeNodes.note

    def note(self, view, answer):
        made.append(view.op)
        noted(self, view, answer)

    monkeypatch.setattr(alike_nodes.AlikeNodes, "note", note)
    nodes = [node("Relu", "x" if number == 0 else f"r{number - 1}", f"r{number}") for number in range(10)]
    assert len(build(written(tmp_path / "net.onnx", model(nodes))).nodes) == 11
    assert made == ["Relu"]


def test_a_rule_that_asks_for_number_types_is_run_once_for_each(tmp_path, monkeypatch):
    """Sums and quotients of fractions, in a file of one type and in one with a node that could give another."""
    made, noted = [], alike_nodes.AlikeNodes.note

    def note(self, view, answer):
        made.append(view.op)
        noted(self, view, answer)

    monkeypatch.setattr(alike_nodes.AlikeNodes, "note", note)
    nodes = [node(op, f"{last} x", f"{op}{number}") for op in ("Add", "Div") for number in range(5)
             for last in ["relu" if number == 0 else f"{op}{number - 1}"]]
    nodes = [node("Relu", "x", "relu"), *nodes, node("Sub", "Add4 Div4", "s")]
    for count, last in enumerate((node("Relu", "s", "y"), node("Cast", "s", "y", to=10))):
        build(written(tmp_path / f"{count}.onnx", model([*nodes, last])))
    assert made == ["Relu", "Add", "Div", "Sub", "Relu", "Relu", "Add", "Div", "Sub", "Cast"]
