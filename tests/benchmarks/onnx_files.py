"""Reading ONNX files, beside onnx's own shape inference on the same file, each in a process of its own.

    python tests/benchmarks/onnx_files.py          graphs of 100,000 nodes, and a file of 2 GB: seconds, memory, ratio

Times are those of the processor, which other programs disturb less, of a whole process with what it imports; both are
run in turn, and the ratio is the median of the pairs'. The peer is onnx.load and infer_shapes; archcalc reads the file,
parses every operator and computes every shape. Python may keep what it has compiled, as it does where archcalc is
installed. At most 2.5 times is wanted.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

NODES = 100_000
GIGABYTES = 2

ARCHCALC = """
import json, sys, time
from archcalc import build
graph = build(sys.argv[1])
print(json.dumps({"seconds": time.process_time(), "nodes": len(graph.nodes),
                  "peak_mb": int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) / 1024}))
"""
PEER = """
import json, sys, time
import onnx
model = onnx.load(sys.argv[1], load_external_data=False)
model = onnx.shape_inference.infer_shapes(model)
print(json.dumps({"seconds": time.process_time(), "nodes": len(model.graph.node),
                  "peak_mb": int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) / 1024}))
"""


def measured(program, path):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True,
                          env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def compared(path, rounds=5):
    """The medians of seconds and memory of both, and of the pairs' ratios; a first round with cold caches is left out."""
    pairs = [(measured(ARCHCALC, path), measured(PEER, path)) for _ in range(rounds + 1)][1:]
    ours, theirs = ({key: median(each[key] for each in side) for key in ("seconds", "peak_mb")}
                    for side in zip(*pairs, strict=True))
    return ours, theirs, median(one["seconds"] / other["seconds"] for one, other in pairs)


def chain(path, nodes=NODES):
    """Rectifiers without names."""
    from onnx import helper

    made = [helper.make_node("Relu", [f"t{i}"], [f"t{i + 1}"]) for i in range(nodes)]
    _save(path, made, "t0", f"t{nodes}", [1, 8, 16, 16], {})


def exported(path, nodes=NODES):
    """Matrix products, sums, and changes of shape, in modules, each with arrays of its own, as exporters write them."""
    import numpy
    from onnx import helper

    generator, made, last = numpy.random.default_rng(0), [], "x"
    arrays = {"heads": numpy.array([1, 16, 4, 8]), "whole": numpy.array([1, 16, 32])}
    for i in range(nodes // 6):
        at, w, b = f"/model/layers.{i}", f"model.layers.{i}.weight", f"model.layers.{i}.bias"
        arrays |= {w: generator.standard_normal((32, 32), "f4"), b: generator.standard_normal(32, "f4")}
        steps = [("MatMul", [last, w], {}), ("Add", [b, "MatMul"], {}), ("Reshape", ["Add", "heads"], {}),
                 ("Transpose", ["Reshape"], {"perm": [0, 1, 2, 3]}), ("Reshape", ["Transpose", "whole"], {}),
                 ("Add", ["Reshape", last], {})]
        given = {}
        for number, (op, reads, attributes) in enumerate(steps):
            output = f"{at}/{op}_{number}_output_0"
            made.append(helper.make_node(op, [given.get(name, name) for name in reads], [output], f"{at}/{op}_{number}",
                                         **attributes))
            given[op] = last = output
    _save(path, made, "x", last, [1, 16, 32], arrays)


def _save(path, nodes, first, last, shape, arrays):
    from onnx import TensorProto, helper, numpy_helper

    info = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in (first, last)]
    held = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph(nodes, "chain", info[:1], info[1:], held)
    path.write_bytes(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]).SerializeToString())


def deep(path, nodes=NODES):
    """Convolutions, norms, rectifiers and sums, one after another."""
    from onnx import TensorProto, helper

    shapes = {"w": [8, 8, 3, 3], "s": [8], "b": [8], "m": [8], "v": [8]}
    arrays = [helper.make_tensor(name, TensorProto.FLOAT, shape, [0.0] * (576 if name == "w" else 8))
              for name, shape in shapes.items()]
    made, last = [], "x"
    for i in range(0, nodes, 4):
        made += [helper.make_node("Conv", [last, "w"], [f"c{i}"], f"conv{i}", kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
                 helper.make_node("BatchNormalization", [f"c{i}", "s", "b", "m", "v"], [f"n{i}"], f"norm{i}"),
                 helper.make_node("Relu", [f"n{i}"], [f"r{i}"], f"relu{i}"),
                 helper.make_node("Add", [f"r{i}", last], [f"a{i}"], f"add{i}")]
        last = f"a{i}"
    info = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 8, 16, 16]) for name in ("x", last)]
    graph = helper.make_graph(made, "deep", info[:1], info[1:], arrays)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    path.write_bytes(model.SerializeToString())


def _number(value):
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _field(number, length):
    return _number(number << 3 | 2) + _number(length)


def large(path, gigabytes=GIGABYTES):
    """Fully connected layers whose values are holes of the file: it takes no room on the disk."""
    from onnx import TensorProto, helper

    units, count = 16384, max(1, gigabytes * 2**30 // (16384 * 16384 * 4)) + 1
    made = [helper.make_node("Gemm", [f"x{i}", f"w{i}"], [f"x{i + 1}"], f"fc{i}", transB=1) for i in range(count)]
    info = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, units]) for name in ("x0", f"x{count}")]
    rest = helper.make_graph(made, "large", info[:1], info[1:]).SerializeToString()
    model = helper.make_model(helper.make_graph([], "", [], []), opset_imports=[helper.make_opsetid("", 17)])
    model.ClearField("graph")
    heads = []
    for i in range(count):
        tensor = TensorProto(name=f"w{i}", dims=[units, units], data_type=TensorProto.FLOAT).SerializeToString()
        values = units * units * 4
        head = tensor + _field(9, values)
        heads.append((_field(5, len(head) + values) + head, values))
    size = len(rest) + sum(len(head) + values for head, values in heads)
    with path.open("wb") as file:
        file.write(model.SerializeToString() + _field(7, size) + rest)
        for head, values in heads:
            file.write(head)
            file.seek(values, 1)
        file.truncate()
    return path


def main():
    with tempfile.TemporaryDirectory() as folder:
        for make in (deep, chain, exported):
            make(path := Path(folder) / f"{make.__name__}.onnx")
            ours, theirs, ratio = compared(path)
            print(f"{make.__name__}: {NODES:,} nodes, {path.stat().st_size / 1e6:.1f} MB: "
                  f"archcalc {ours['seconds']:.2f} s ({ours['peak_mb']:.0f} MB), onnx.load and infer_shapes "
                  f"{theirs['seconds']:.2f} s ({theirs['peak_mb']:.0f} MB): {ratio:.2f} times", flush=True)
        path = large(Path(folder) / "large.onnx")
        ours = measured(ARCHCALC, path)
        print(f"{path.stat().st_size / 1e9:.2f} GB: {ours['seconds']:.2f} s, {ours['peak_mb']:.0f} MB")


if __name__ == "__main__":
    main()
