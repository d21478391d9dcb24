"""An ONNX file's own number type is the default of its table, and of whatever else counts bytes."""

import json

import pytest

onnx = pytest.importorskip("onnx")

from onnx import TensorProto, helper  # noqa: E402
from onnx_models import FLOAT, array, model, node, written  # noqa: E402

import archcalc  # noqa: E402
from archcalc import ArchcalcError  # noqa: E402
from archcalc.base.units import VALUE_BYTES  # noqa: E402
from archcalc.cli import application  # noqa: E402

HALF, DOUBLE, BRAIN, BYTE, SIGNED = (TensorProto.FLOAT16, TensorProto.DOUBLE, TensorProto.BFLOAT16, TensorProto.UINT8,
                                     TensorProto.INT8)
CHAIN = [node("Conv", "x w", "y", "conv", pads=[1, 1, 1, 1]), node("Relu", "y", "z", "relu")]
VALUES = 3 * 8 * 8 + 4 * 8 * 8
"""Of the input and of the convolution."""


def file(tmp_path, nodes=CHAIN, arrays=None, kind=FLOAT, name="net.onnx", **options):
    held = [array("w", [4, 3, 3, 3], kind)] if arrays is None else arrays
    return written(tmp_path / name, model(nodes, held, kind=kind, **options))


def told(report):
    return [note for note in report.notes if "number type" in note]


@pytest.mark.parametrize(("kind", "name", "size"), [
    (FLOAT, "float32", 4), (HALF, "float16", 2), (BRAIN, "bfloat16", 2), (DOUBLE, "float64", 8), (SIGNED, "int8", 1),
    (BYTE, "uint8", 1), (TensorProto.INT16, "int16", 2), (TensorProto.FLOAT8E4M3FN, "float8", 1),
])
def test_a_file_of_one_type_is_counted_in_it(tmp_path, kind, name, size):
    path = file(tmp_path, kind=kind)
    report = archcalc.analyze(path)
    assert report.head["dtype"] == name
    assert report.tail["totals"]["activation_bytes"] == VALUES * size
    assert any(f", {name} (" in note for note in report.notes if note.startswith("memory:"))
    assert told(report) == ([] if kind == FLOAT else [f"the file's number type is {name} (--dtype counts in another)"])
    assert archcalc.build(path).dtype == name


def test_dtype_overrides(tmp_path):
    report = archcalc.analyze(file(tmp_path, kind=HALF), dtype="float64")
    assert (report.head["dtype"], report.tail["totals"]["activation_bytes"]) == ("float64", VALUES * 8)
    with pytest.raises(ArchcalcError, match="dtype"):
        archcalc.analyze(file(tmp_path, kind=HALF), dtype="")


def test_the_command_counts_in_the_file_s_type(tmp_path, capsys):
    path = file(tmp_path, kind=HALF)
    sizes = []
    for words in ([], ["--dtype", "float32"]):
        with pytest.raises(SystemExit):
            application.run(["show", path, "--format", "json", *words])
        answer = json.loads(capsys.readouterr().out)
        sizes.append((answer["dtype"], answer["totals"]["activation_bytes"]))
    assert sizes == [("float16", VALUES * 2), ("float32", VALUES * 4)]


MIXED = {
    "inputs stay float32": (
        [node("Cast", "x", "h", to=HALF), node("Conv", "h w", "y", "conv"), node("Relu", "y", "z")],
        [array("w", [4, 3, 3, 3], HALF)], FLOAT, "float16", ["float32: 1 input", "float16: 2 node outputs, 108 weights"]),
    "weights kept small, used as float32": (
        [node("Cast", "w", "v", to=FLOAT), node("Conv", "x v", "y", "conv")],
        [array("w", [4, 3, 3, 3], HALF)], FLOAT, "float32", ["float16: 108 weights", "float32: 1 input, 1 node output"]),
    "pictures as bytes": (
        [node("Cast", "x", "h", to=FLOAT), node("Conv", "h w", "y", "conv"), node("Relu", "y", "z")],
        [array("w", [4, 3, 3, 3])], BYTE, "float32", ["uint8: 1 input", "float32: 2 node outputs"]),
    "quantised and put back at every step": (
        [node("QuantizeLinear", "x s0 z0", "q"), node("DequantizeLinear", "q s0 z0", "d"),
         node("DequantizeLinear", "w s0 z0", "v"), node("Conv", "d v", "y", "conv"), node("Relu", "y", "r")],
        [array("w", [4, 3, 3, 3], SIGNED), array("s0", []), array("z0", [], SIGNED)], FLOAT, "int8",
        ["float32: 1 input", "int8: 3 node outputs, 108 weights"]),
    "weights alone quantised": (
        [node("DequantizeLinear", "w s0 z0", "v"), node("Conv", "x v", "y", "conv"), node("Relu", "y", "r")],
        [array("w", [4, 3, 3, 3], SIGNED), array("s0", []), array("z0", [], SIGNED)], FLOAT, "float32",
        ["float32: 1 input, 2 node outputs", "int8: 108 weights"]),
    "quantised operators": (
        [node("QuantizeLinear", "x s0 z0", "q"), node("QLinearConv", "q s0 z0 w s0 z1 s0 z1", "y", "conv"),
         node("DequantizeLinear", "y s0 z0", "r")],
        [array("w", [4, 3, 3, 3], SIGNED), array("s0", []), array("z0", [], BYTE), array("z1", [], SIGNED)], FLOAT,
        "uint8", ["float32: 1 input", "uint8: 1 node output", "int8: 1 node output, 108 weights"]),
}


@pytest.mark.parametrize("case", MIXED)
def test_mixed_types_are_told(tmp_path, case):
    nodes, arrays, kind, name, parts = MIXED[case]
    report = archcalc.analyze(file(tmp_path, nodes, arrays, kind, stated=[("z", [1, 4, 6, 6]), ("y", [1, 4, 6, 6])]))
    assert report.head["dtype"] == name
    (note,) = told(report)
    assert note.endswith(f"without --dtype, everything is counted in {name}")
    assert all(part in note for part in parts), note


def test_a_type_that_is_not_counted_is_told(tmp_path):
    four = TensorProto.FLOAT4E2M1
    info = helper.make_tensor_value_info("x", four, [1, 3, 8, 8])
    found = helper.make_model(helper.make_graph([node("Relu", "x", "y")], "small", [info],
                                                [helper.make_tensor_value_info("y", four, None)]))
    report = archcalc.analyze(written(tmp_path / "net.onnx", found))
    assert report.head["dtype"] == "float32"
    assert told(report) == ["the file's number type is float4, which is not counted: without --dtype, float32 is"]


def test_sizes_places_and_regions_are_no_mixture(tmp_path):
    nodes = [node("Resize", "x roi scales", "u", "up"), node("Gather", "u i", "y", axis=1)]
    arrays = [array("roi", [8]), array("scales", [4]), array("i", [2], TensorProto.INT64)]
    arrays[1].float_data[:] = [1, 1, 2, 2]
    report = archcalc.analyze(file(tmp_path, nodes, arrays, HALF))
    assert told(report) == ["the file's number type is float16 (--dtype counts in another)"]


def test_everything_that_counts_bytes_follows(tmp_path, capsys):
    half, single = file(tmp_path, kind=HALF), file(tmp_path, name="single.onnx")
    swept = archcalc.sweep(half, columns="activation_bytes")
    assert ("256 * 2", "512 B", "float16") in [row[2:] for row in archcalc.explain(half, "conv").tables[0].rows]
    assert (swept.head["dtype"], swept.tables[0].column("activation_bytes")) == ("float16", [VALUES * 2])
    assert archcalc.ensemble(half, half).head["dtype"] == "float16"
    with pytest.raises(SystemExit):
        application.run(["conventions", half, "--kind", "memory"])
    assert "bytes are those of float16, the file's own number type" in capsys.readouterr().out
    for several in (archcalc.ensemble, lambda *both, **how: archcalc.sweep(both, **how)):
        with pytest.raises(ArchcalcError, match=r"several types: net in float16, single in float32"):
            several(half, single)
        assert several(half, single, dtype="float32").head["dtype"] == "float32"


def test_every_type_that_onnx_names_is_counted_or_told():
    from archcalc.loading.onnx.number_types import _NAMES
    from archcalc.loading.onnx.tensors import LEARNED

    assert _NAMES.keys() >= LEARNED
    assert set(_NAMES.values()) - VALUE_BYTES.keys() == {"uint4", "int4", "float4"}


@pytest.mark.parametrize(("kind", "note"), [
    (FLOAT, None), (HALF, "numbers are float16, the file's own type"), (SIGNED, "numbers are float32, as int8, the file's own type, is not for this"),
])
def test_training_and_runs_take_the_file_s_type_or_say_so(tmp_path, kind, note):
    head = [node("GlobalAveragePool", "z", "p", "pool"), node("Flatten", "p", "f", "flat"),
            node("Gemm", "f v", "g", "fc", transB=1)]
    path = file(tmp_path, [*CHAIN, *head], [array("w", [4, 3, 3, 3], kind), array("v", [5, 4], kind)], kind)
    pytest.importorskip("numpy")
    told = {"plan": archcalc.plan(path), "run": archcalc.run(path).report,
            "transfer": archcalc.transfer(path, classes=3, images=100, similar=True)}
    for report in told.values():
        found = [each for each in report.notes if each.startswith("numbers are")]
        assert found == ([] if note is None else [f"{note} (--dtype takes another)"])
    own = "float16" if kind == HALF else "float32"
    assert (told["plan"].head["dtype"], told["run"].head["dtype"]) == (own, own)
    assert archcalc.plan(path, dtype="float64").head["dtype"] == "float64"
    target = tmp_path / "out.onnx"
    if note is None:
        archcalc.export(path, target)
    else:
        with pytest.warns(UserWarning, match="numbers are written as float32"):
            archcalc.export(path, target)
