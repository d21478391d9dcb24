"""Arithmetic on the arrays of a file: equal to onnx's own reference, or not known; and never more of it than a bound allows."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

onnx = pytest.importorskip("onnx")
numpy = pytest.importorskip("numpy")

from onnx import helper, numpy_helper  # noqa: E402
from onnx.reference import ReferenceEvaluator  # noqa: E402
from onnx_bombs import BOMBS, POWERS, content  # noqa: E402
from onnx_models import array, model, node, written  # noqa: E402
from together import together  # noqa: E402

import archcalc  # noqa: E402
from archcalc import ArchcalcError, build  # noqa: E402
from archcalc.loading.onnx import constant_folding  # noqa: E402
from archcalc.loading.onnx.constant_folding import FOLDS, Folding  # noqa: E402
from archcalc.loading.onnx.tensors import Tensor, read  # noqa: E402

I64, I32, F32, F16, BF16, BOOL = 7, 6, 1, 10, 16, 9

READ = """
import json, sys
from archcalc import ArchcalcError, build
answers = []
for name in sys.argv[1:]:
    try:
        build(name)
        answers.append("read")
    except ArchcalcError as error:
        assert len(str(error)) < 2_000
        answers.append(error.mistakes[0].code)
peak = next(int(line.split()[1]) >> 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([peak, answers]))
"""


def limited():
    """A gibibyte of addresses, and two minutes of a processor: what has no end ends there."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
def test_files_that_ask_for_much_are_read_or_refused_in_little_memory(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(Path(archcalc.__file__).parents[1])}
    paths = [written(tmp_path / f"{number}.onnx", content(found)) for number, found in enumerate(BOMBS.values())]
    done = subprocess.run([sys.executable, "-c", READ, *paths], env=environment, capture_output=True, text=True,
                          check=False, preexec_fn=limited)
    assert not done.stderr
    memory, answers = json.loads(done.stdout)
    assert len(answers) == len(BOMBS)
    assert set(answers) <= {"read", "too-large", "onnx"}
    assert memory <= 176  # of all of them in one process, one after another; each by itself takes 88 MiB at most


@pytest.mark.parametrize("name", POWERS)
def test_a_number_that_is_not_worked_out_stays_unknown(tmp_path, name):
    graph = build(written(tmp_path / "net.onnx", content(POWERS[name])))
    assert [each.name for each in graph.nodes] == ["x"]
    assert any("left out" in note for note in graph.notes)


def test_the_work_of_a_file_is_bounded(tmp_path, monkeypatch):
    nodes = [node("Constant", "", "c", value_ints=[1] * 100), *(node("Add", "c c", f"v{i}") for i in range(10)), node("Relu", "x", "y")]
    path = written(tmp_path / "net.onnx", model(nodes))
    monkeypatch.setattr(constant_folding, "MOST_WORK", 2000)
    assert len(build(path).nodes) == 2
    monkeypatch.setattr(constant_folding, "MOST_WORK", 1999)
    with pytest.raises(ArchcalcError, match="more than 1,999 numbers"):
        build(path)


def constant(values, kind, shape=None):
    """An array as ONNX has it."""
    flat = numpy.asarray(values).reshape(-1).tolist()
    return helper.make_tensor("c", kind, numpy.shape(values) if shape is None else shape, flat)


def reference(op, operands, attributes, opset=17):
    """What onnx's reference makes of arrays."""
    names = [f"i{number}" for number in range(len(operands))]
    infos = [helper.make_tensor_value_info(name, each.data_type, list(each.dims)) for name, each in zip(names, operands, strict=True)]
    graph = helper.make_graph([helper.make_node(op, names, ["y"], **attributes)], "g", infos, [helper.make_tensor_value_info("y", 0, None)])
    evaluator = ReferenceEvaluator(helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)]))
    return evaluator.run(None, {name: numpy_helper.to_array(each) for name, each in zip(names, operands, strict=True)})[0]


def plain(attributes):
    """Attributes as the reader hands them over."""
    return {name: read(value) if isinstance(value, onnx.TensorProto) else tuple(value) if isinstance(value, list) else value
            for name, value in attributes.items()}


CASES = [
    ("Pow", [constant([2, -3, 0, 1], I64), constant([5, 3, 0, 62], I64)], {}),
    ("Pow", [constant([-1, -1, 1], I64), constant([10**9, 10**9 + 1, 2**62], I64)], {}),
    ("Pow", [constant([2.0, 9.0], F32), constant([3.0, 0.5], F32)], {}),
    ("Div", [constant([-7, 7, -7, 7, 2**53 + 1], I64), constant([2, -2, -2, 2, 1], I64)], {}),
    ("Div", [constant([-7.0, 1.0], F32), constant([2.0, 4.0], F32)], {}),
    ("Mod", [constant([-7, 7, -7, 7], I64), constant([2, -2, -3, 3], I64)], {}),
    ("Mod", [constant([-7, 7, -7, 7], I64), constant([2, -2, -3, 3], I64)], {"fmod": 1}),
    ("Mod", [constant([-7.5, 7.5], F32), constant([2.0, -2.0], F32)], {"fmod": 1}),
    ("Add", [constant([1, 2, 3], I64), constant(5, I64)], {}), ("Sub", [constant(5, I64), constant([[1], [2]], I64)], {}),
    ("Mul", [constant([1, 2, 3], I64), constant([[4], [5]], I64)], {}), ("Mul", [constant([2**62], I64), constant([1], I64)], {}),
    ("Max", [constant([1, 9], I64), constant([5, 5], I64)], {}), ("Min", [constant([1, 9], I64), constant(5, I64)], {}),
    ("Equal", [constant([1, 9], I64), constant([1, 5], I64)], {}), ("Greater", [constant([1, 9], I64), constant([1, 5], I64)], {}),
    ("And", [constant([True, True], BOOL), constant([True, False], BOOL)], {}), ("Not", [constant([True, False], BOOL)], {}),
    ("Neg", [constant([3, -4], I64)], {}), ("Abs", [constant([3, -4], I64)], {}), ("Sqrt", [constant([4.0, 2.25], F32)], {}),
    ("Floor", [constant([2.5, -2.5], F32)], {}), ("Ceil", [constant([2.5, -2.5], F32)], {}), ("Exp", [constant([0.0, 1.0], F32)], {}),
    ("Reciprocal", [constant([4.0, -2.0], F32)], {}), ("Identity", [constant([1, 2], I64)], {}),
    ("Cast", [constant([2.7, -2.7], F32)], {"to": I64}), ("Cast", [constant([0, 3], I64)], {"to": BOOL}), ("Cast", [constant([2.5], F16)], {"to": F32}),
    ("Where", [constant([True, False], BOOL), constant([1, 2], I64), constant([3, 4], I64)], {}),
    ("Where", [constant([[True], [False]], BOOL), constant([[1, 2, 3, 4]], I64), constant(0, I64)], {}),
    ("Where", [constant(True, BOOL), constant([1, 2, 3], I64), constant([9], I64)], {}),
    ("Range", [constant(2, I64), constant(11, I64), constant(3, I64)], {}), ("Range", [constant(5, I64), constant(0, I64), constant(-2, I64)], {}),
    ("Range", [constant(0.5, F32), constant(3.0, F32), constant(0.75, F32)], {}), ("Range", [constant(3.0, F32), constant(3.0, F32), constant(1.0, F32)], {}),
    ("Concat", [constant([1, 2], I64), constant([3], I64)], {"axis": 0}), ("Gather", [constant([5, 6, 7], I64), constant([[-1, 0]], I64)], {"axis": 0}),
    ("Gather", [constant([5, 6, 7], I64), constant(1, I64)], {}), ("ReduceProd", [constant([2, 3, 4], I64)], {}),
    ("ReduceProd", [constant([2, 0, 2**62, 2**62], I64)], {"keepdims": 0}), ("ReduceProd", [constant([[2, 3], [4, 5]], I64)], {"keepdims": 0}),
    ("Unsqueeze", [constant([5, 6], I64), constant([0, 2], I64)], {}), ("Unsqueeze", [constant([5, 6], I64), constant([-1], I64)], {}),
    ("Squeeze", [constant([[[5], [6]]], I64), constant([0], I64)], {}), ("Squeeze", [constant([[[5], [6]]], I64)], {}),
    ("Reshape", [constant([1, 2, 3, 4, 5, 6], I64), constant([2, -1], I64)], {}), ("Reshape", [constant([[1, 2, 3]], I64), constant([0, 0, 1], I64)], {}),
    ("Transpose", [constant([[1, 2, 3]], I64)], {}), ("Transpose", [constant([[[1], [2]]], I64)], {"perm": [1, 2, 0]}),
    ("Slice", [constant([1, 2, 3, 4, 5], I64), *(constant([number], I64) for number in (1, -1, 0, 2))], {}),
    ("Slice", [constant([1, 2, 3, 4, 5], I64), *(constant([number], I64) for number in (-1, -(2**63), 0, -2))], {}),
    ("Slice", [constant([1, 2, 3, 4, 5], I64), constant([-9], I64), constant([2**63 - 1], I64)], {}),
    ("ConstantOfShape", [constant([2, 1], I64)], {"value": helper.make_tensor("v", I64, [1], [7])}), ("ConstantOfShape", [constant([3], I64)], {}),
    ("Expand", [constant([[5]], I64), constant([1, 4], I64)], {}), ("Expand", [constant([[1], [2]], I64), constant([1, 1], I64)], {}),
    ("Expand", [constant([[1], [2]], I64), constant([2, 3], I64)], {}), ("Expand", [constant([[1], [2]], I64), constant([2, 1, 3], I64)], {}),
    ("Shape", [constant([[1, 2, 3]], I64)], {}), ("Size", [constant([[1, 2, 3]], I64)], {}),
    ("Transpose", [constant([[1, 2, 3], [4, 5, 6]], I64)], {"perm": [1, 0]}), ("Transpose", [constant([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], I64)], {"perm": [2, 0, 1]}),
    ("Slice", [constant([[1, 2, 3], [4, 5, 6]], I64), constant([0, -1], I64), constant([1, -9], I64), constant([0, 1], I64), constant([1, -2], I64)], {}),
    ("Slice", [constant([[1, 2, 3], [4, 5, 6]], I64), constant([1], I64), constant([9], I64), constant([-1], I64)], {}),
    ("Gather", [constant([[1, 2, 3], [4, 5, 6]], I64), constant([[2, 0]], I64)], {"axis": -1}), ("Gather", [constant([[1, 2], [4, 5]], I64), constant(1, I64)], {"axis": 0}),
    ("Concat", [constant([[1], [2]], I64), constant([[3, 4], [5, 6]], I64)], {"axis": 1}), ("Concat", [constant([[1]], I64), constant([[3], [5]], I64)], {"axis": -2}),
    ("Add", [constant([[1, 2], [3, 4]], I64), constant([[10], [20]], I64)], {}), ("ReduceSum", [constant([[1, 2, 3], [4, 5, 6]], I64), constant([1], I64)], {}),
    ("ReduceSum", [constant([[1, 2, 3], [4, 5, 6]], I64), constant([-2], I64)], {"keepdims": 0}),
    ("ReduceMax", [constant([[1, 2, 3], [4, 5, 6]], I64)], {"keepdims": 0}), ("ReduceMin", [constant([[1, 2, 3], [4, 5, 6]], I64)], {}),
]


def test_every_operator_that_is_folded_stands_in_the_table():
    assert {op for op, _, _ in CASES} >= FOLDS.keys() - {"Less", "Or"}


@together(("op", "operands", "attributes"), [pytest.param(*case, id=f"{number}-{case[0]}") for number, case in enumerate(CASES)])
def test_what_is_folded_is_what_onnx_computes(op, operands, attributes):
    agrees(op, operands, attributes)


def agrees(op, operands, attributes):
    """Shape and type are ONNX's; values are known and equal, unless they do not stand in one row."""
    found = Folding().folded(op, [read(each) for each in operands], plain(attributes), "y")
    wanted = reference(op, operands, attributes)
    if found is None:
        assert sum(size != 1 for each in [wanted, *map(numpy_helper.to_array, operands)] for size in each.shape[1:]) > 0
        return
    assert found.shape == wanted.shape
    assert numpy.dtype(helper.tensor_dtype_to_np_dtype(found.kind)) == wanted.dtype
    if found.values is not None:
        assert list(found.values) == pytest.approx(wanted.reshape(-1).tolist(), rel=1e-6)


OUTSIDE = [
    ("Pow", [constant([10**9], I64)] * 2, {}), ("Pow", [constant([2], I64), constant([63], I64)], {}), ("Pow", [constant([2], I32), constant([31], I32)], {}),
    ("Pow", [constant([2], I64), constant([-1], I64)], {}), ("Pow", [constant([-8.0], F32), constant([0.3], F32)], {}), ("Exp", [constant([89.0], F32)], {}),
    ("Pow", [constant([1e20], F32), constant([2.0], F32)], {}), ("Mul", [constant([2**62], I64)] * 2, {}), ("Add", [constant([2**31 - 1], I32), constant([1], I32)], {}),
    ("Neg", [constant([-(2**63)], I64)], {}), ("Div", [constant([1], I64), constant([0], I64)], {}), ("Mod", [constant([1], I64), constant([0], I64)], {}),
    ("Sqrt", [constant([-1.0], F32)], {}), ("Reciprocal", [constant([0.0], F32)], {}), ("Cast", [constant([1e30], F32)], {"to": I64}), ("Cast", [constant([300], I64)], {"to": 2}),
    ("Range", [constant(0, I64), constant(5, I64), constant(0, I64)], {}), ("ReduceProd", [constant([2**40, 2**40], I64)], {}),
    ("ConstantOfShape", [constant([-1], I64)], {}), ("ConstantOfShape", [constant([2**62, 2**62], I64)], {}), ("ConstantOfShape", [constant([1] * 9, I64)], {}),
    ("Expand", [constant([1], I64), constant([-2], I64)], {}), ("Reshape", [constant([1, 2], I64), constant([3], I64)], {}), ("Squeeze", [constant([1, 2], I64), constant([0], I64)], {}),
    ("Unsqueeze", [constant([1, 2], I64), constant([0, 0], I64)], {}), ("Unsqueeze", [constant([1, 2], I64), constant([5], I64)], {}), ("Transpose", [constant([[1]], I64)], {"perm": (0, 0)}),
    ("Gather", [constant([1, 2], I64), constant([2], I64)], {}), ("Slice", [constant([1, 2], I64), *(constant([number], I64) for number in (0, 2, 0, 0))], {}),
    ("Concat", [constant([1] * 3000, I64)] * 2, {"axis": 0}),
]
"""Results that are none, or that their type does not hold."""


@together(("op", "operands", "attributes"), [pytest.param(*case, id=f"{number}-{case[0]}") for number, case in enumerate(OUTSIDE)])
def test_what_no_type_holds_is_not_known(op, operands, attributes):
    found = Folding().folded(op, [read(each) for each in operands], attributes, "y")
    assert found is None or found.values is None


NUMBERS = st.one_of(st.integers(-20, 20), st.integers(-(2**63), 2**63 - 1))
TWO = st.sampled_from(["Add", "Sub", "Mul", "Div", "Mod", "Max", "Min", "Pow", "Equal", "Greater", "Less"])


@settings(max_examples=300, deadline=None)
@given(TWO, st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4))
def test_integers_are_exact_or_not_known(op, pairs):
    """Whatever the operands: what is known is what Python's own integers give, within 64 bits."""
    left, right = (tuple(side) for side in zip(*pairs, strict=True))
    found = Folding().folded(op, [Tensor("a", (len(left),), I64, left), Tensor("b", (len(right),), I64, right)], {}, "y")
    exact = {"Add": lambda a, b: a + b, "Sub": lambda a, b: a - b, "Mul": lambda a, b: a * b, "Max": max, "Min": min,
             "Equal": lambda a, b: a == b, "Greater": lambda a, b: a > b, "Less": lambda a, b: a < b}
    if found is not None and found.values is not None:
        assert all(-(2**63) <= value < 2**63 for value in found.values)
        if op in exact:
            assert list(found.values) == [exact[op](a, b) for a, b in pairs]
    elif op in exact:
        assert any(not -(2**63) <= exact[op](a, b) < 2**63 for a, b in pairs)
    else:
        assert op == "Pow" or 0 in right or -(2**63) in left


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["turn", "shape"]), max_size=40), st.data())
def test_looks_at_an_array_are_looks_at_its_values(ways, data):
    """Transposed and reshaped again and again, an array that is still known by name is the file's own, looked at so."""
    values = numpy.arange(24).reshape(2, 3, 4)
    tensor, seen = Tensor("w", values.shape), values
    for way in ways:
        if way == "turn":
            order = tuple(data.draw(st.permutations(range(len(tensor.shape)))))
            tensor, seen = tensor.transposed(order), seen.transpose(order)
        else:
            shape = data.draw(st.sampled_from([(24,), (4, 6), (3, 8), (2, 3, 4), (1, 24, 1)]))
            tensor, seen = tensor.reshaped(shape), seen.reshape(shape)
    assert tensor.shape == seen.shape
    assume(tensor.name)
    again = values
    for way, numbers in tensor.views:
        again = again.transpose(numbers) if way == "transpose" else again.reshape(numbers)
    assert len(tensor.views) <= 16
    assert (again.reshape(tensor.shape) == seen).all()


@pytest.mark.parametrize("kind", [F16, BF16])
@pytest.mark.parametrize("packed", [True, False])
def test_halves_are_read_by_their_bits(kind, packed):
    tensor = helper.make_tensor("h", kind, [3], [0.5, -2.0, 1.0])
    if not packed:
        bits = numpy.frombuffer(tensor.raw_data, "<u2") if tensor.raw_data else list(tensor.int32_data)
        tensor.ClearField("raw_data")
        tensor.ClearField("int32_data")
        tensor.int32_data.extend(int(each) for each in bits)
    elif not tensor.raw_data:
        tensor.raw_data = numpy.array(list(tensor.int32_data), "<u2").tobytes()
        tensor.ClearField("int32_data")
    assert read(tensor).values == (0.5, -2.0, 1.0)


def test_an_attribute_of_many_numbers_is_an_array_whose_values_are_not_known(tmp_path):
    """Not an attribute that is left out: that would stand for its default."""
    nodes = [node("Constant", "", "c", value_ints=[1] * 5000), node("Reshape", "x c", "y")]
    assert "the values of its operand 2 are not known" in build(written(tmp_path / "net.onnx", model(nodes))).notes[0]
    pads = model([node("Conv", "x w", "y", pads=[1] * 5000)], [array("w", [4, 3, 3])], (1, 3, 8))
    assert "'pads' does not hold 2 integers" in build(written(tmp_path / "net.onnx", pads)).notes[0]
