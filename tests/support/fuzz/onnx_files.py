"""Mutated ONNX files: each is analysed, or refused with one clear error; nothing else may happen.

    python tests/support/fuzz/onnx_files.py SECONDS [SEED]

Bytes are changed, cut out, doubled and swapped, numbers made huge, in the models that onnx ships for its tests and in
small ones of every operator. What escapes is printed, and kept as a file beside the script's output.
"""

import os
import random
import resource
import sys
import time
import traceback
from pathlib import Path

import onnx
from onnx import TensorProto, helper

from archcalc import ArchcalcError, analyze, build

LIGHT = Path(onnx.__file__).parent / "backend" / "test" / "data" / "light"
LONGEST = 5.0


def small_models():
    """One node of each of many operators, with arrays for its operands."""
    for op, shapes, attributes in (
            ("Conv", [[4, 3, 3, 3], [4]], {"pads": [1, 1, 1, 1]}), ("ConvTranspose", [[3, 4, 2, 2]], {"strides": [2, 2]}),
            ("MaxPool", [], {"kernel_shape": [2, 2]}), ("AveragePool", [], {"kernel_shape": [3, 3], "auto_pad": "SAME_LOWER"}),
            ("Gemm", [[192, 5], [5]], {}), ("MatMul", [[8, 4]], {}), ("Flatten", [], {"axis": 1}), ("Softmax", [], {"axis": 1}),
            ("Transpose", [], {"perm": [0, 2, 3, 1]}), ("Concat", [], {"axis": 1}), ("LRN", [], {"size": 5}),
            ("BatchNormalization", [[3]] * 4, {}), ("Split", [], {"axis": 1, "num_outputs": 3}), ("Relu", [], {}),
            ("ReduceMean", [], {"axes": [2, 3]}), ("DepthToSpace", [], {"blocksize": 1}), ("Einsum", [], {"equation": "nchw->nc"})):
        names = [f"w{i}" for i in range(len(shapes))]
        node = helper.make_node(op, ["x", *names], ["y", "z", "u"] if op == "Split" else ["y"], op, **attributes)
        arrays = [helper.make_tensor(name, TensorProto.FLOAT, shape, [0.5] * onnx.numpy_helper.np.prod(shape))
                  for name, shape in zip(names, shapes, strict=True)]
        shape = [1, 192] if op == "Gemm" else [1, 3, 8, 8]
        info = [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape), helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])]
        yield helper.make_model(helper.make_graph([node], op, info[:1], info[1:], arrays),
                                opset_imports=[helper.make_opsetid("", 17)]).SerializeToString()
    sizes = helper.make_tensor("sizes", TensorProto.INT64, [2], [0, -1])
    nodes = [helper.make_node("Shape", ["x"], ["s"]), helper.make_node("Gather", ["s", "zero"], ["n"]),
             helper.make_node("Unsqueeze", ["n"], ["m"], axes=[0]), helper.make_node("Concat", ["m", "sizes"], ["t"], axis=0),
             helper.make_node("Slice", ["t"], ["t2"], starts=[0], ends=[2]), helper.make_node("Reshape", ["x", "t2"], ["y"])]
    info = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", 3, "h", "w"][:rank]) for name, rank in (("x", 4), ("y", 2))]
    initializers = [sizes, helper.make_tensor("zero", TensorProto.INT64, [], [0])]
    yield helper.make_model(helper.make_graph(nodes, "g", info[:1], info[1:], initializers),
                            opset_imports=[helper.make_opsetid("", 11)]).SerializeToString()


def mutated(data, chance):
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(found))
        way = chance.randrange(7)
        if way == 0:
            found[at] = chance.randrange(256)
        elif way == 1:
            found[at] ^= 1 << chance.randrange(8)
        elif way == 2:
            del found[at:at + chance.randrange(1, 40)]
        elif way == 3:
            found[at:at] = found[at:at + chance.randrange(1, 200)]
        elif way == 4:
            found[at:at] = b"\xff" * chance.randrange(1, 9) + b"\x7f"
        elif way == 5:
            other = chance.randrange(len(found))
            found[at], found[other] = found[other], found[at]
        else:
            found[at:at + 1] = chance.choice((b"\x00", b"\x01", b"\x7f", b"\x80\x80\x80\x80\x08", b"\xff\xff\xff\xff\x07"))
        if not found:
            return b""
    return bytes(found)


def judged(data):
    """What went wrong, if anything did."""
    path = Path(f"/tmp/archcalc-fuzz-{os.getpid()}.onnx")
    path.write_bytes(data)
    start = time.perf_counter()
    try:
        graph = build(str(path))
        if len(graph.nodes) < 500:
            analyze(graph)
    except ArchcalcError as error:
        if not error.mistakes or "\x1b" in str(error):
            return f"a message that says nothing: {error!s:.80}"
        if any(mistake.code == "operator-rule" for mistake in error.mistakes):
            return f"a rule that fails: {error!s:.160}"
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}: {error!s:.160}"
    finally:
        path.unlink()
    spent = time.perf_counter() - start
    return f"{spent:.1f} s" if spent > LONGEST else ""


def main(seconds, seed):
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    chance = random.Random(seed)
    small = list(small_models())
    seeds = [*small * 4, *(path.read_bytes() for path in LIGHT.glob("*.onnx") if path.stat().st_size < 20_000)]
    for data in small:
        assert not (wrong := judged(data)), wrong
    until, tried, found = time.time() + seconds, 0, {}
    while time.time() < until:
        data = mutated(chance.choice(seeds), chance)
        tried += 1
        if wrong := judged(data):
            key = wrong[:70]
            if key not in found or len(data) < len(found[key]):
                if key not in found:
                    print(wrong, flush=True)
                found[key] = data
                Path(f"/tmp/archcalc-fuzz-finding-{abs(hash(key)) % 10**8}.onnx").write_bytes(data)
    print(f"{tried:,} files in {seconds} s, {len(found)} findings; seed {seed}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
