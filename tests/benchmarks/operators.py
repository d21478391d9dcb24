"""Single operators against PyTorch eager: signals, volumes in space and time, transposed, recurrent; float32, one thread.

    python tests/benchmarks/operators.py                    # every case of CASES
    python tests/benchmarks/operators.py --runs 15 lstm     # those whose name holds a word

Both run in one process, in turn, with the same weights, and give the same values; PyTorch's are its own modules. A ratio is
the median of those of the pairs, of processor time, with the least and the largest behind it. At most 1.3 is wanted of each.
Beside it stands the floor, in the same run and unit: what NumPy takes for the least that any way of doing it calls, on
arrays laid out beforehand. The environment is that of tests/oracle/record.py.

The record is that of two cores of a Zen 4 with AVX-512, other programs at work beside. Over 1.3 are still:

- LSTMs of 16 and 64 units: PyTorch's layer takes one to two microseconds a step, and nine calls of NumPy, a third of a
  microsecond each, take two to three times as long, whatever they compute; fewer calls, of which six might do, would
  still be twice as many as fit. This is the floor; it is out of reach.
- strided signals of which each channel is by itself: products with bands and a bias take PyTorch's time, and what a call,
  the ends of the signal and a pass over its values add, half of that: 1.6 to 1.75. Of a kernel of 3, not strided, three taps
  by einsum, which knows SSE alone, take as long as PyTorch, and the bias a sixth of that: 1.3.
- volumes in groups of 8 channels, at the border, 1.33: with 8 rows a product of all multiplications takes 0.85 to 1.0 of
  PyTorch's time, laying the planes out and adding them up a half. Half the multiplications, along the rows, take two thirds
  of that; along their depth as long (rows of 8, and 24 columns), and on tiles 1.7 times as long.

An LSTM of 1,000 units reads 16 MB of weights a step: 0.9 to 1.6, by what else reads the memory.

With AVX2 alone OpenBLAS lays out both matrices of each product, and seven of 61 convolutions and LSTMs take more, beside those
above a signal in groups of 16 channels, 1.5, an LSTM of four sequences, 1.7, where its steps' products alone take 1.15, and
one of eight, 1.35; strided signals of single channels take 1.95.

Patches of rows and places times bands were tried as well for images of which each channel is by itself, with kernels of 5
and 7: of 56x56 places they take as long as `depthwise`, of fewer up to four times as long.
"""

import argparse
import ctypes
import json
import sys
import time
from math import prod
from pathlib import Path
from statistics import median

import numpy
import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "oracle"))
from executor import blas_kernel
from record import without_compiled_operators

from archcalc.executor import threads
from archcalc.executor.program import Mode, Program
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators.kernels.matrix_product import multiplier

MOST_WANTED = 1.3
IN_CACHE = 2**16
"""Values that a product of a floor reads and writes, where that is quicker: it meets the same ones again, from the cache."""
MANY = 16
"""Places that a stretch moves over: with fewer or more the product with bands takes longer."""
LEAST_SECONDS = 0.02
"""A work is done so often that it takes as long."""
SIGNAL = {
    "plain": ("64, 4000", "filters: 64, kernel: 3, padding: 1"),
    "kernel 9": ("64, 4000", "filters: 64, kernel: 9, padding: 4"),
    "kernel 80, 1 channel": ("1, 16000", "filters: 64, kernel: 80, stride: 4, padding: 38"),
    "kernel 1": ("128, 4000", "filters: 128, kernel: 1"),
    "strided": ("64, 4000", "filters: 128, kernel: 4, stride: 2, padding: 1"),
    "strided 4": ("32, 16000", "filters: 64, kernel: 8, stride: 4, padding: 2"),
    "dilated 2": ("64, 4000", "filters: 64, kernel: 3, padding: 2, dilation: 2"),
    "dilated 64": ("64, 4000", "filters: 64, kernel: 2, padding: 32, dilation: 64"),
    "dilated 512": ("32, 8000", "filters: 64, kernel: 3, padding: 512, dilation: 512"),
    "groups 8": ("128, 2000", "filters: 128, kernel: 3, padding: 1, groups: 8"),
    "groups 32": ("128, 2000", "filters: 128, kernel: 3, padding: 1, groups: 32"),
    "depthwise": ("256, 2000", "filters: 256, kernel: 31, padding: 15, groups: 256"),
    "depthwise 3": ("256, 2000", "filters: 256, kernel: 3, padding: 1, groups: 256"),
    "depthwise strided": ("256, 2000", "filters: 256, kernel: 5, stride: 2, padding: 2, groups: 256"),
    "depthwise dilated": ("512, 1000", "filters: 512, kernel: 3, dilation: 8, padding: 8, groups: 512"),
    "short": ("512, 32", "filters: 512, kernel: 3, padding: 1"),
    "few channels": ("4, 8000", "filters: 16, kernel: 7, padding: 3"),
}
VOLUME = {
    "plain": ("32, 16, 28, 28", "filters: 64, kernel: 3, padding: 1"),
    "strided": ("32, 16, 28, 28", "filters: 64, kernel: 3, stride: 2, padding: 1"),
    "strided in space": ("3, 16, 112, 112", "filters: 64, kernel: [3, 7, 7], stride: [1, 2, 2], padding: [1, 3, 3]"),
    "strided in time": ("64, 16, 28, 28", "filters: 64, kernel: [3, 1, 1], stride: [2, 1, 1], padding: [1, 0, 0]"),
    "patches": ("3, 16, 112, 112", "filters: 192, kernel: [2, 16, 16], stride: [2, 16, 16]"),
    "kernel 1": ("64, 16, 28, 28", "filters: 128, kernel: 1"),
    "kernel 1 strided": ("64, 16, 28, 28", "filters: 128, kernel: 1, stride: 2"),
    "in space": ("64, 8, 28, 28", "filters: 64, kernel: [1, 3, 3], padding: [0, 1, 1]"),
    "in time": ("64, 8, 28, 28", "filters: 64, kernel: [3, 1, 1], padding: [1, 0, 0]"),
    "dilated": ("32, 16, 28, 28", "filters: 32, kernel: 3, dilation: 2, padding: 2"),
    "groups": ("64, 8, 28, 28", "filters: 64, kernel: 3, padding: 1, groups: 8"),
    "depthwise": ("54, 16, 28, 28", "filters: 54, kernel: 3, padding: 1, groups: 54"),
    "depthwise strided": ("54, 16, 56, 56", "filters: 54, kernel: 3, stride: [1, 2, 2], padding: 1, groups: 54"),
    "depthwise 5x1x1": ("54, 16, 56, 56", "filters: 54, kernel: [5, 1, 1], padding: [2, 0, 0], groups: 54"),
    "small": ("512, 2, 7, 7", "filters: 512, kernel: 3, padding: 1"),
    "one channel": ("1, 32, 32, 32", "filters: 16, kernel: 3, padding: 1"),
}
TRANSPOSED = {
    "signal, kernel 4, stride 2": ("64, 2000", "filters: 32, kernel: 4, stride: 2, padding: 1"),
    "signal, kernel 16, stride 8": ("128, 500", "filters: 64, kernel: 16, stride: 8, padding: 4"),
    "signal, kernel 3": ("64, 2000", "filters: 64, kernel: 3, padding: 1"),
    "signal, dilated": ("64, 2000", "filters: 64, kernel: 3, dilation: 4"),
    "signal, groups 8": ("64, 2000", "filters: 64, kernel: 4, stride: 2, padding: 1, groups: 8"),
    "signal, depthwise": ("64, 2000", "filters: 64, kernel: 4, stride: 2, padding: 1, groups: 64"),
    "image, kernel 2, stride 2": ("256, 28, 28", "filters: 128, kernel: 2, stride: 2"),
    "image, kernel 4, stride 2": ("128, 28, 28", "filters: 64, kernel: 4, stride: 2, padding: 1"),
    "image, kernel 3": ("64, 28, 28", "filters: 64, kernel: 3, padding: 1"),
    "image, depthwise": ("64, 28, 28", "filters: 64, kernel: 4, stride: 2, padding: 1, groups: 64"),
    "volume, kernel 2, stride 2": ("64, 8, 16, 16", "filters: 32, kernel: 2, stride: 2"),
    "volume, kernel 4, stride 2": ("32, 8, 16, 16", "filters: 16, kernel: 4, stride: 2, padding: 1"),
    "volume, kernel 3": ("32, 8, 16, 16", "filters: 32, kernel: 3, padding: 1"),
    "volume, groups 4": ("32, 8, 16, 16", "filters: 32, kernel: 2, stride: 2, groups: 4"),
}
RECURRENT = {
    "64 units, 1,000 steps": ("1000, 64", "units: 64", 1),
    "16 units, 200 steps": ("200, 16", "units: 16", 1),
    "256 units, 100 steps": ("100, 128", "units: 256", 1),
    "1000 units, 50 steps": ("50, 1000", "units: 1000", 1),
    "64 units, batch 16": ("100, 64", "units: 64", 16),
    "256 units, batch 8": ("100, 128", "units: 256", 8),
    "256 units, batch 64": ("50, 128", "units: 256", 64),
    "512 units, batch 32": ("50, 512", "units: 512", 32),
    "2 layers, both directions": ("100, 128", "units: 256, layers: 2, bidirectional: true", 1),
    "2 layers, both directions, batch 8": ("100, 128", "units: 128, layers: 2, bidirectional: true", 8),
    "4 layers, batch 4": ("50, 256", "units: 256, layers: 4", 4),
}
PROJECTED = {
    "projection": ("100, 128", "units: 256, projection: 64", 1),
    "projection, batch 8": ("100, 128", "units: 256, projection: 64", 8),
    "projection, both directions": ("100, 128", "units: 128, projection: 32, bidirectional: true", 4),
}
CASES = {
    **{f"conv of a signal, {name}": ("conv", *case, 1) for name, case in SIGNAL.items()},
    **{f"conv of a volume, {name}": ("conv", *case, 1) for name, case in VOLUME.items()},
    **{f"conv_transpose of a {name}": ("conv_transpose", *case, 1) for name, case in TRANSPOSED.items()},
    **{f"{kind} of {name}": (kind, *case) for kind in ("lstm", "gru", "rnn") for name, case in RECURRENT.items()},
    **{f"lstm with {name}": ("lstm", *case) for name, case in PROJECTED.items()},
}
"""Name: operator, input, attributes, images."""


def built(kind, shape, attributes, images):
    text = f"input: [{shape}]\nlayers: [{kind}: {{name: it, {attributes}}}]\n"
    return build(read(parse(text, "bench.yaml"), "bench"), batch=images)


def pair(graph):
    """The two works, each a function of no arguments that gives an array."""
    draw = numpy.random.default_rng(1)
    node = graph.nodes[1]
    x = draw.standard_normal(graph.nodes[0].shape, dtype="float32")
    weights = {name: draw.standard_normal(weight.shape, dtype="float32") / numpy.float32(weight.shape[-1] ** 0.5)
               for name, weight in node.op.weights(*node.input_shapes).items()}
    tensor, tensors = torch.from_numpy(x), {name: torch.from_numpy(array) for name, array in weights.items()}
    program = Program(graph, {"it": dict(weights)}, numpy, Mode(keep=True))
    given = {graph.nodes[0].name: x}
    recurrent = "recurrent" in node.op.traits
    module = recurrent_module(node.op, x.shape[2]) if recurrent else convolution_module(node.op, x.shape)
    module.load_state_dict(tensors)
    return lambda: program.outputs(given)[1], (lambda: module(tensor)[0]) if recurrent else (lambda: module(tensor))


def recurrent_module(op, features):
    """PyTorch's own module."""
    module = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[op.kind]
    projected = {"proj_size": op.projection} if op.kind == "lstm" else {}
    return module(features, op.units, op.layers, batch_first=True, bidirectional=op.bidirectional, **projected).eval()


def convolution_module(op, shape):
    """PyTorch's own module: a transposed convolution that is cut and given its bias later may take a third of its time."""
    module = getattr(torch.nn, f"{'ConvTranspose' if op.kind == 'conv_transpose' else 'Conv'}{len(shape) - 2}d")
    return module(shape[1], op.filters, op.kernel, op.stride, op.padding[::2], groups=op.groups, dilation=op.dilation).eval()


def least(node):
    """What NumPy cannot do without: of a convolution its products, of a recurrent layer the calls of all steps.

    Of a signal of which each channel is by itself it is the product with bands and the sum with the bias: tap by tap it
    takes longer. What a stride puts apart is put together in one more pass. None of other convolutions of each channel
    by itself, whose products are better not one matrix each, and none of cells whose states are projected. Winograd's
    method, which multiplies less, takes less than the floor.
    """
    draw = numpy.random.default_rng(2)
    if "recurrent" in node.op.traits:
        return None if node.op.attributes.get("projection") else least_steps(node, draw)
    (n, c, *sizes), each, kernel = node.input_shapes[0], node.op.filters // node.op.groups, prod(node.op.kernel)
    paints = node.op.kind == "conv_transpose"
    alone = node.op.groups == c == node.op.filters
    if alone and not paints:
        return least_bands(node, draw) if len(sizes) == 1 and node.op.dilation == (1,) else None
    if alone:
        rows, inner = prod(node.op.stride), kernel // prod(node.op.stride)
    else:
        rows, inner = (each * kernel, c // node.op.groups) if paints else (each, c // node.op.groups * kernel)
    places = prod(sizes if paints else node.shape[2:])
    together = putting_together(node) if paints and prod(node.op.stride) > 1 else list
    groups, in_cache = node.op.groups, min(places, IN_CACHE // (rows + inner))
    works = [products((groups, rows, inner), at_once, n * round(places / at_once), draw) for at_once in (in_cache, places)]
    quickest = min(works, key=lambda work: min(taken(work, 2) for _ in range(3)))
    return lambda: (quickest(), together())


def products(matrices, at_once, times, draw):
    """So many products of a matrix for each group, (groups, rows, inner), with the columns of some places."""
    one, other = (draw.standard_normal(shape, dtype="float32") for shape in (matrices, (matrices[0], matrices[2], at_once)))
    out = numpy.empty((*matrices[:2], at_once), "float32")
    return lambda: [numpy.matmul(one, other, out=out) for _ in range(times)]


def putting_together(node):
    """The values of the output, phase by phase as the stride has them along its last axis, put side by side."""
    step = node.op.stride[-1]
    apart = numpy.zeros((step, prod(node.shape) // step), "float32")
    y = numpy.empty((apart.shape[1], step), "float32")
    return lambda: [numpy.copyto(y[:, phase], apart[phase]) for phase in range(step)]


def least_bands(node, draw):
    """Stretches of each channel, not overlapping, times bands that give `MANY` outputs or so of each, and the bias."""
    (c, long), stride = node.shape[1:], node.op.stride[0]
    many = MANY // stride
    stretches = draw.standard_normal((c, long // many, (many - 1) * stride + node.op.kernel[0]), dtype="float32")
    bands = draw.standard_normal((c, stretches.shape[2], many), dtype="float32")
    out, bias = numpy.empty((c, long // many, many), "float32"), draw.standard_normal((c, 1, 1), dtype="float32")
    return lambda: numpy.add(numpy.matmul(stretches, bands, out=out), bias, out=out)


def least_steps(node, draw):
    """Every step of every layer and direction, without what the tokens add."""
    n, t, _ = node.input_shapes[0]
    u, columns = node.op.units, () if n == 1 else (n,)
    matrix = draw.standard_normal((node.op.gates * u, u), dtype="float32") / numpy.float32(u)
    sums = draw.standard_normal((t, len(matrix), *columns), dtype="float32")
    held = numpy.zeros((5 * u, *columns), "float32")

    def steps():
        for _ in range(node.op.layers * node.op.directions):
            held[...] = 0
            walk(matrix, sums, held)
    return steps


def walk(matrix, sums, held):
    """All steps: product, sum, hyperbolic tangent; and of an LSTM (o, i, f, g and c are held) the six calls that follow."""
    u, tanh = len(held) // 5, numpy.tanh
    gates, sigmoids, o, weights = held[:len(matrix)], held[:3 * u], held[:u], held[u:3 * u]
    weighed, new, c, out = held[3 * u:], held[3 * u:4 * u], held[4 * u:], held[:u].copy()
    half, one = (numpy.full((), value, "float32") for value in (0.5, 1))
    multiply = multiplier(numpy, matrix, gates)
    for added in sums:
        multiply(out)
        gates += added
        tanh(gates, gates)
        if len(matrix) == 4 * u:
            sigmoids += one
            weighed *= weights
            c += new
            c *= half
            tanh(c, out)
            out *= o


def keep_memory() -> None:
    """Let malloc hand out again what it got back: else the system clears pages anew, by chance for one side alone."""
    trim_threshold, mmap_threshold = -1, -3
    for parameter in (trim_threshold, mmap_threshold):
        ctypes.CDLL(None).mallopt(parameter, 2**30)


def taken(work, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def measure(name: str, runs: int) -> dict[str, float]:
    graph = built(*CASES[name])
    ours, theirs = pair(graph)
    one, other = ours(), theirs().numpy()
    assert abs(one - other).max() <= 1e-4 * other.std(), (name, abs(one - other).max(), other.std())
    alone = least(graph.nodes[1])
    works = (ours, theirs, alone) if alone else (ours, theirs)
    often = [max(1, round(LEAST_SECONDS / max(1e-6, taken(work, 2)))) for work in works]
    rounds = [[taken(work, times) for work, times in zip(works, often, strict=True)] for _ in range(runs)]
    ratios = sorted(each[0] / each[1] for each in rounds)
    floor = {"floor": round(median(each[2] / each[1] for each in rounds), 2)} if alone else {}
    milliseconds = [1000 * median(each) for each in zip(*rounds, strict=True)]
    remark = " <-- more" if median(ratios) > MOST_WANTED else ""
    print(f"{name:48}{milliseconds[0]:9.3f} ms{milliseconds[1]:9.3f} ms  {median(ratios):5.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f}) "
          f"floor {floor.get('floor', '-')}{remark}", flush=True)
    return {"ratio": round(median(ratios), 2), **floor}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", default=[""])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--record", action="store_true", help="keep ratios and floors in operators.json, beside those of other cases")
    arguments = parser.parse_args()
    keep_memory()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    without_compiled_operators()
    print(f"torch {torch.__version__}, NumPy {numpy.__version__}, BLAS kernels {blas_kernel()}, one thread, "
          f"medians of {arguments.runs} pairs")
    with threads.using(1):
        names = [name for name in CASES if any(word in name for word in arguments.words)]
        found = {name: measure(name, arguments.runs) for name in names}
    more = sum(each["ratio"] > MOST_WANTED for each in found.values())
    print(f"{more} of {len(found)} take more than {MOST_WANTED} of PyTorch's time")
    if arguments.record:
        record = Path(__file__).with_suffix(".json")
        found = {**json.loads(record.read_text("utf-8")), **found}
        rows = ",\n".join(f' "{name}": {json.dumps(found[name])}' for name in CASES)
        record.write_text(f"{{\n{rows}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
