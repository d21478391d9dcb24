"""The engine against onnx.shape_inference (C++) on the same graph, and its cost by layers.

python tests/benchmarks/engine.py [LAYERS]; the comparison is skipped where onnx is not installed.
"""

import gc
import sys
import time
from statistics import median

from archcalc.language.about import About
from archcalc.language.flat_layers import Layer
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import assemble, build
from archcalc.reports.network_table import analyze

CONV = {"filters": 64, "kernel": 3, "padding": 1}


def best_of(work, runs: int = 5) -> float:
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def flat(count: int) -> list[Layer]:
    layers = [Layer("input", "input", {"shape": (64, 32, 32)}, ())]
    for i in range(count):
        kind, attributes = ("relu", {}) if i % 2 else ("conv", dict(CONV))
        layers.append(Layer(f"layer{i}", kind, attributes, (layers[-1].name,)))
    return layers


def onnx_model(count: int):
    from onnx import TensorProto, helper

    weight = helper.make_tensor_value_info("w", TensorProto.FLOAT, [64, 64, 3, 3])
    image = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 64, 32, 32])
    nodes, last = [], "input"
    for i in range(count):
        name = f"layer{i}"
        nodes.append(helper.make_node("Relu", [last], [name]) if i % 2 else
                     helper.make_node("Conv", [last, "w"], [name], kernel_shape=[3, 3], pads=[1, 1, 1, 1]))
        last = name
    output = helper.make_tensor_value_info(last, TensorProto.FLOAT, None)
    return helper.make_model(helper.make_graph(nodes, "chain", [image, weight], [output]))


def written(count: int) -> str:
    rows = "".join(f"  - conv: {{name: c{i}, filters: 64, kernel: 3, padding: 1}}\n  - relu\n" for i in range(count // 2))
    return f"input: [64, 32, 32]\nlayers:\n{rows}"


def noted(count: int, name: str = "") -> str:
    """The same in the lecture's notation, which is to take at most 1.2 times as long."""
    rows = "".join(f"  - CONV3-64{name and f': {{name: {name}{i}}}'}\n  - RELU\n" for i in range(count // 2))
    return f"input: [64, 32, 32]\nlayers:\n{rows}"


def repeated(count: int) -> str:
    return ("input: [64, 32, 32]\nlayers:\n  - repeat:\n"
            f"      times: {count // 2}\n      index: i\n      layers:\n"
            "        - conv: {name: 'c${i}', filters: 64, kernel: 3, padding: 1}\n        - relu\n")


def whole(text: str) -> None:
    analyze(build(read(parse(text, "bench.yaml"), "bench")))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    whole(written(10))
    layers = flat(count)
    ours = best_of(lambda: assemble(layers, About("chain")))
    print(f"{count} layers in memory: {1000 * ours:.1f} ms")
    try:
        import onnx

        model = onnx_model(count)
        theirs = best_of(lambda: onnx.shape_inference.infer_shapes(model))
        print(f"onnx.shape_inference:  {1000 * theirs:.1f} ms, ratio {ours / theirs:.2f}")
    except ImportError:
        print("onnx is not installed: no comparison")
    for title, text in ((f"{count} layers written out", written(count)), (f"{count} in notation", noted(count)),
                        (f"{count} in notation, with names", noted(count, "c")), ("1,000 from repeat", repeated(1_000)),
                        ("10,000 from repeat", repeated(10_000)), ("100,000 from repeat", repeated(100_000))):
        taken = best_of(lambda text=text: whole(text), 3)
        print(f"{title}: {taken:.3f} s, read, built and analysed")


if __name__ == "__main__":
    main()
