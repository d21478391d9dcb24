"""What NumPy sets as the forward pass's floor, against PyTorch: python tests/benchmarks/floors.py [--runs N] [NAME ...]

Of a network the parts that any program on NumPy calls, each on arrays laid out beforehand, without what goes between them:
products by matmul, depthwise convolutions by einsum, activations by their kernels; PyTorch's own functions in turn with them,
one thread, processor time. A ratio is the median of those of the pairs; beside it PyTorch's milliseconds for all of a kind.
The last figure is what a network would take of PyTorch's time with these parts alone. floors.json has one run's, with the
machine. The environment is that of tests/oracle/record.py.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy
import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "oracle"))
import values
from executor import blas_kernel
from measuring import recorded

from archcalc.executor import threads

NETWORKS = ("convnext_tiny", "swin_t", "vit_b16", "mobilenet_v1", "mobilenet_v2", "mobilenet_v3_large", "efficientnet_b0")
ACTIVATIONS = {"gelu": torch.nn.functional.gelu, "silu": torch.nn.functional.silu, "relu": torch.relu,
               "relu6": torch.nn.functional.relu6, "hard_swish": torch.nn.functional.hardswish}
Pair = tuple[Callable[[], object], Callable[[], object]]


def drawn(*shape: int):
    return numpy.random.default_rng(0).standard_normal(shape, dtype="float32")


def products(rows: int, d: int, units: int) -> Pair:
    x, weight = drawn(rows, d), drawn(units, d)
    matrix, out = numpy.ascontiguousarray(weight.T), numpy.empty((rows, units), "float32")
    tensors = torch.from_numpy(x), torch.from_numpy(weight), torch.zeros(units)
    return lambda: numpy.matmul(x, matrix, out=out), lambda: torch.nn.functional.linear(*tensors)


def depthwise(node) -> Pair:
    """Windows are seen in rows that are padded already; the weights are repeated along a stretch of places."""
    (_, c, h, w), (_, _, high, wide), (kernel, _) = node.input_shapes[0], node.shape, node.op.attributes["kernel"]
    stride, pad = node.op.attributes["stride"][0], kernel // 2
    image, weight = drawn((h + 2 * pad), (w + 2 * pad), c), drawn(c, 1, kernel, kernel)
    stretches = [many for many in range(1, wide + 1) if wide % many == 0 and many * c <= max(c, 1000)]
    together = stretches[-1] if stride == 1 else 1
    line, place, step = image.strides
    windows = numpy.lib.stride_tricks.as_strided(
        image, (high, kernel, kernel, wide // together, together * c),
        (stride * line, line, place, stride * together * place, step))
    taps = numpy.ascontiguousarray(numpy.tile(weight[:, 0].transpose(1, 2, 0), (1, 1, together)))
    out = numpy.empty((high, wide // together, together * c), "float32")
    x, filters = torch.from_numpy(drawn(1, c, h, w)), torch.from_numpy(weight)
    return (lambda: numpy.einsum("hijwc,ijc->hwc", windows, taps, out=out),
            lambda: torch.nn.functional.conv2d(x, filters, None, stride, pad, 1, c))


def activation(node) -> Pair:
    x, theirs = drawn(*node.shape), ACTIVATIONS[node.op.kind]
    out, tensor = numpy.empty_like(x), torch.from_numpy(x)
    return lambda: node.op.write(numpy, x, out), lambda: theirs(tensor)


def parts(graph):
    """Each part's kind, and both functions; those that are alike once, with how many there are."""
    found = {}
    for node in graph.nodes:
        op, x = node.op, node.input_shapes[0] if node.input_shapes else ()
        if op.kind == "conv" and op.attributes["groups"] == x[1] == node.shape[1]:
            key, make = ("depthwise by einsum", x, node.shape), depthwise
        elif op.kind in ACTIVATIONS:
            key, make = ("activations", op.kind, node.shape), activation
        elif op.kind == "conv" and op.attributes["groups"] == 1 and op.attributes["kernel"] == (1, 1):
            key, make = ("products", node.shape[2] * node.shape[3], x[1], node.shape[1]), None
        elif op.kind == "linear":
            key, make = ("products", int(numpy.prod(x[:-1])), x[-1], node.shape[-1]), None
        elif op.kind in {"attention", "window_attention"}:
            for matrix in op.matrices(x).values():
                key = ("products", matrix.rows, matrix.inputs, matrix.units)
                found.setdefault(key, [0, None, node])[0] += 1
            continue
        else:
            continue
        found.setdefault(key, [0, make, node])[0] += 1
    return found


def measure(name: str, runs: int) -> dict[str, list[float]]:
    kinds: dict[str, list[list[float]]] = {}
    for (kind, *rest), (count, make, node) in parts(values.network(name)).items():
        ours, theirs = products(*rest) if make is None else make(node)
        taken = [[timed(ours), timed(theirs)] for _ in range(runs + 2)][2:]
        whole = kinds.setdefault(kind, [[0.0, 0.0] for _ in range(runs)])
        for one, (mine, other) in zip(whole, taken, strict=True):
            one[0] += count * mine
            one[1] += count * other
    kinds["all of these"] = [[sum(column) for column in zip(*each, strict=True)] for each in zip(*kinds.values(), strict=True)]
    return {kind: [round(median(mine / other for mine, other in pairs), 2), round(1000 * median(other for _, other in pairs), 1)]
            for kind, pairs in kinds.items()}


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=NETWORKS)
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    found = {}
    with threads.using(1):
        for name in arguments.names:
            found[name] = measure(name, arguments.runs)
            print(f"{name:20}", "   ".join(f"{kind} {ratio:.2f} of {ms:.1f} ms" for kind, (ratio, ms) in found[name].items()), flush=True)
    if tuple(arguments.names) == NETWORKS:
        recorded(__file__, {"blas kernels": blas_kernel(), "torch": torch.__version__, "numpy": numpy.__version__} | found)


if __name__ == "__main__":
    main()
