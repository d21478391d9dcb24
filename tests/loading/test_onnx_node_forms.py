"""Nodes as other exporters write them: each is read as the operator that it is, with onnxruntime's values."""

import pytest

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")
numpy = pytest.importorskip("numpy")

from onnx import numpy_helper  # noqa: E402
from onnx_models import integers, model, written  # noqa: E402

from archcalc import ArchcalcError, build, run  # noqa: E402


def real(name, values):
    return numpy_helper.from_array(numpy.asarray(values, "float32"), name)


RESIZED = {
    # mode, way, nearest_mode, scales or sizes, more: mode and corners
    "halves, in the middle": (("nearest", "half_pixel", "round_prefer_ceil", None, (4, 4)), ("nearest-exact", False)),
    "no place in the middle": (("nearest", "half_pixel", "round_prefer_floor", None, (6, 8)), ("nearest-exact", False)),
    "enlarged": (("nearest", "half_pixel", "round_prefer_floor", (2, 3)), ("nearest", False)),
    "from the beginning": (("nearest", "asymmetric", "floor", (1.5, 0.6)), ("nearest", False)),
    "between": (("linear", "half_pixel", "round_prefer_floor", None, (13, 5)), ("bilinear", False)),
    "between, by factors": (("linear", "pytorch_half_pixel", "round_prefer_floor", (1.3, 0.7)), ("bilinear", False)),
    "corners": (("linear", "align_corners", "round_prefer_floor", None, (13, 5)), ("bilinear", True)),
    "cubic": (("cubic", "half_pixel", "round_prefer_floor", None, (13, 5)), ("bicubic", False)),
    "cubic, by factors": (("cubic", "half_pixel", "round_prefer_floor", (1.3, 0.7)), ("bicubic", False)),
    "cubic corners": (("cubic", "align_corners", "round_prefer_floor", (2, 2)), ("bicubic", True)),
}
NOT_PYTORCHS = {
    "half of the places in the middle": ("nearest", "half_pixel", "round_prefer_floor", None, (4, 4)),
    "rounded up": ("nearest", "asymmetric", "ceil", (1.5, 1.5)),
    "other weights": ("cubic", "half_pixel", "round_prefer_floor", (2, 2), None, -0.5),
    "one place of many": ("linear", "pytorch_half_pixel", "round_prefer_floor", None, (1, 1)),
    "another beginning": ("linear", "asymmetric", "round_prefer_floor", (2, 2)),
}


def resized(mode, way, near, scales=None, sizes=None, slope=-0.75):
    given = {"mode": mode, "coordinate_transformation_mode": way, "nearest_mode": near}
    given |= {"cubic_coeff_a": slope} if mode == "cubic" else {}
    last = real("scales", (1, 1, *scales)) if sizes is None else integers("sizes", 1, 3, *sizes)
    inputs = ["x", "", *([] if sizes is None else [""]), last.name]
    return model([onnx.helper.make_node("Resize", inputs, ["y"], "up", **given)], [last], (1, 3, 9, 8))


def both(path):
    """archcalc's graph and values of a file's last output, and onnxruntime's."""
    x = numpy.random.default_rng(3).standard_normal((1, 3, 9, 8), dtype=numpy.float32)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    graph = build(path)
    (mine,) = run(graph, {graph.nodes[0].name: x}, path).outputs.values()
    return graph, mine, session.run(None, {"x": x})[0]


@pytest.mark.parametrize("case", RESIZED)
def test_an_image_of_another_size(case, tmp_path):
    told, (mode, corners) = RESIZED[case]
    graph, mine, theirs = both(written(tmp_path / "net.onnx", resized(*told)))
    assert (graph.nodes[-1].op.kind, graph.nodes[-1].op.mode, graph.nodes[-1].op.corners) == ("upsample", mode, corners)
    assert mine.shape == theirs.shape
    assert abs(mine - theirs).max() < 1e-5


@pytest.mark.parametrize("case", NOT_PYTORCHS)
def test_values_of_another_kind_are_not_taken_for_pytorchs(case, tmp_path):
    graph = build(written(tmp_path / "net.onnx", resized(*NOT_PYTORCHS[case])))
    assert (graph.nodes[-1].op.kind, graph.nodes[-1].op.function, graph.gap) == ("tensor_function", "Resize", None)
    with pytest.raises(ArchcalcError, match="the figures are known, and not its values"):
        run(graph)


def test_regions_of_an_image_that_stand_in_one_row(tmp_path):
    boxes = [[0, 0, 6, 8], [-3, 1, 12, 4], [2, 2, 2.5, 2.5], [4, 3, 30, 25]]
    nodes = [onnx.helper.make_node("RoiAlign", ["x", "boxes", "numbers"], ["y"], "cut", output_height=2, output_width=3, spatial_scale=0.5)]
    given = model(nodes, [integers("numbers", 0, 0, 0, 0)], (1, 3, 9, 8), inputs={"x": (1, 3, 9, 8), "boxes": (4, 4)})
    path = written(tmp_path / "net.onnx", given)
    graph = build(path)
    assert [each.op.kind for each in graph.nodes[2:]] == ["regroup", "roi_align"]
    x = numpy.random.default_rng(3).standard_normal((1, 3, 9, 8), dtype=numpy.float32)
    arrays = {"x": x, "boxes": numpy.asarray(boxes, numpy.float32)}
    (mine,) = run(graph, arrays, path).outputs.values()
    theirs = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, arrays)[0]
    assert abs(mine - theirs).max() < 1e-5


FORMS = {
    # nodes, arrays, the kinds of layers
    "a way back through a pooling": (
        [("MaxPool", "x", "p i", {"kernel_shape": [3, 2], "strides": [3, 2]}), ("Relu", "p", "r", {}),
         ("MaxUnpool", "r i", "y", {"kernel_shape": [3, 2], "strides": [3, 2]})], ["max_pool", "relu", "max_unpool"]),
    "letters of one volume": ([("Einsum", "x", "y", {"equation": "nchw -> nhc"})], ["einsum"]),
    "letters of two": ([("Relu", "x", "r", {}), ("Einsum", "x r", "y", {"equation": "nchw,nchv->ncwv"})], ["relu", "einsum"]),
    "one of two": ([("Relu", "x", "r", {}), ("Tanh", "x", "t", {}), ("Greater", "r t", "g", {}), ("Where", "g x r", "y", {})],
                   ["relu", "tanh", "arithmetic", "where"]),
    "where a number is larger": ([("Tanh", "x", "t", {}), ("Less", "x half", "g", {}), ("Where", "g x t", "y", {})],
                                 ["tanh", "arithmetic", "where"]),
    "where a number is smaller": ([("Tanh", "x", "t", {}), ("Greater", "half x", "g", {}), ("Where", "g x t", "y", {})],
                                  ["tanh", "arithmetic", "where"]),
}


@pytest.mark.parametrize("case", FORMS)
def test_nodes_that_move_and_pick_values(case, tmp_path):
    rows, kinds = FORMS[case]
    nodes = [onnx.helper.make_node(op, reads.split(), gives.split(), gives.split()[0], **more) for op, reads, gives, more in rows]
    half = onnx.helper.make_tensor("half", 1, [], [0.5])
    graph, mine, theirs = both(written(tmp_path / "net.onnx", model(nodes, [half], (1, 3, 9, 8))))
    assert [each.op.kind for each in graph.nodes[1:]] == kinds
    assert mine.shape == theirs.shape
    assert abs(mine - theirs).max() < 1e-5
