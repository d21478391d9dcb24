"""The forward pass against PyTorch eager, and against onnxruntime where it is installed: one image, float32.

    python tests/benchmarks/executor.py                         # every network of NETWORKS, fused, one thread
    python tests/benchmarks/executor.py --by-itself vgg16       # operator by operator
    python tests/benchmarks/executor.py --threads 2 --runs 15 resnet50
    python tests/benchmarks/executor.py --layers 12 densenet121 # which steps take longest

All run in one process, in turn, with the same number of threads and weights that are ready; a ratio is the median of those
of the pairs, with the least and the largest behind it. On one thread they are of processor time, which other programs
disturb less. With --record executor.json has the run's ratios, and the machine; floors.py has what NumPy itself sets.
PyTorch's model is the library's
own where its state dict matches, else each operator by PyTorch's function.
The environment is that of tests/oracle/record.py. Unset OPENBLAS_CORETYPE, so that BLAS chooses its kernels.
"""

import argparse
import ctypes
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy
import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "oracle"))
import values
from measuring import recorded
from record import without_compiled_operators

import archcalc
from archcalc.executor import threads
from archcalc.executor.program import Mode, Program
from archcalc.executor.weights.names import full_name

NETWORKS = ("vgg16", "alexnet", "googlenet", "inception_v3", "resnet50", "resnet152", "resnext50_32x4d", "densenet121",
            "mobilenet_v1", "mobilenet_v2", "mobilenet_v3_large", "efficientnet_b0", "nasnet_mobile", "xception",
            "convnext_tiny", "swin_t", "vit_b16")


def blas_kernel() -> str:
    """What OpenBLAS calls the kernels that it chose."""
    for path in Path(numpy.__file__).parent.parent.glob("numpy.libs/*openblas*"):
        library = ctypes.CDLL(str(path))
        name = library.scipy_openblas_get_corename64_
        name.restype = ctypes.c_char_p
        return name().decode()
    return "unknown"


def timed(work, clock) -> float:
    start = clock()
    work()
    return clock() - start


def peers(name, graph, arrays, x) -> dict:
    """A function of no arguments for every peer."""
    tensor = torch.from_numpy(x)
    model, whose = values.peer(name, graph, arrays, torch.float32)
    found = {f"PyTorch ({whose})": lambda: model(tensor)}
    try:
        import onnxruntime
    except ImportError:
        return found
    return found | {"onnxruntime": onnx_session(onnxruntime, graph, arrays, x)}


def onnx_session(onnxruntime, graph, arrays, x):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    weights = {full_name(layer, key): array for layer, inside in arrays.items() for key, array in inside.items()}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        archcalc.export(graph, path, weights=weights)
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    given = {session.get_inputs()[0].name: x}
    return lambda: session.run(None, given)


def measure(name: str, arguments, schedule) -> dict[str, list[float]]:
    graph = values.network(name)
    arrays, x = values.weights(graph), values.image(graph)
    others = peers(name, graph, arrays, x)
    program = Program(graph, arrays, numpy, Mode(fuse=not arguments.by_itself, keep=True), schedule=schedule)
    given = {graph.nodes[0].name: x}
    works = {"archcalc": lambda: program.outputs(given), **others}
    taken: dict[str, list[float]] = {who: [] for who in works}
    for _ in range(arguments.runs + 2):
        for who, work in works.items():
            taken[who].append(timed(work, time.process_time if arguments.threads == 1 else time.perf_counter))
    ours = taken.pop("archcalc")[2:]
    ratios = {who: sorted(mine / other for mine, other in zip(ours, times[2:], strict=True)) for who, times in taken.items()}
    told = "   ".join(f"{median(each):.2f} ({each[0]:.2f}-{each[-1]:.2f}) of {who} {1000 * median(taken[who]):.1f} ms"
                      for who, each in ratios.items())
    print(f"{name:18} {1000 * median(ours):7.1f} ms   {told}", flush=True)
    if arguments.layers:
        slowest(program, given, arguments.layers, median(ours))
    return {who.partition(" ")[0]: [round(value, 2) for value in (median(each), each[0], each[-1])] for who, each in ratios.items()}


def slowest(program, given, count: int, whole: float) -> None:
    steps: dict[str, list[float]] = {}
    for _ in range(5):
        for made in program.steps(given):
            steps.setdefault(program.graph.nodes[made.step.main].name, []).append(made.seconds)
    for name in sorted(steps, key=lambda name: -median(steps[name]))[:count]:
        node = program.graph.node(name)
        method = program.prepared[program.graph.nodes.index(node)].method.name if node.op.kind == "conv" else node.op.kind
        print(f"    {1000 * median(steps[name]):7.2f} ms {median(steps[name]) / whole:6.1%} {name:30} {method:10} "
              f"{'x'.join(map(str, node.input_shapes[0][1:]))} -> {'x'.join(map(str, node.shape[1:]))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=NETWORKS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--layers", type=int, default=0)
    parser.add_argument("--by-itself", action="store_true")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_grad_enabled(False)
    without_compiled_operators()
    print(f"torch {torch.__version__}, NumPy {numpy.__version__}, BLAS kernels {blas_kernel()}, {arguments.threads} thread(s), "
          f"{'operator by operator' if arguments.by_itself else 'fused'}, medians of {arguments.runs} runs in turn")
    with threads.using(arguments.threads) as schedule:
        found = {name: measure(name, arguments, schedule) for name in arguments.names}
    if arguments.record:
        with_what = {"torch": torch.__version__, "numpy": numpy.__version__, "blas kernels": blas_kernel(), "threads": arguments.threads}
        recorded(__file__, with_what | found)


if __name__ == "__main__":
    main()
