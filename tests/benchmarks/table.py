"""The figures that a release is held to, in one table: python tests/benchmarks/table.py [RUNS]

Processor time in that of a peer in the same round: `python -c pass` for a start, yaml.CSafeLoader on a file of 10,000
written layers for what reads and counts, onnx's shape inference for shapes. table.json beside this has one run's, with
the machine. The environment must have archcalc[onnx] installed; startup.py has more commands, scaling.py the growth.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import yaml
from engine import flat, onnx_model, repeated, whole, written
from measuring import HEAD, at_terminal, command, in_turn, ratio, recorded, told

from archcalc.language.about import About
from archcalc.network.builder import assemble
from archcalc.reports.network_table import analyze

ARCHCALC = str(Path(sys.executable).with_name("archcalc"))
BARE, LAYERS = "python -c pass", 10_000
NETWORKS = "vgg16 googlenet mobilenet_v2 lstm_classifier"
COMMANDS = "show about source explain conventions claims plan draw plot weights worksheet quiz"
Figures = dict[str, dict[str, float]]


def starts(runs: int) -> Figures:
    """Whole commands to a bare interpreter; of the commands on bundled networks, that which takes most."""
    works = {BARE: partial(command, [sys.executable, "-c", "pass"]), "archcalc vgg16, piped": partial(command, [ARCHCALC, "vgg16"]),
             "archcalc vgg16, at a terminal": partial(at_terminal, [ARCHCALC, "vgg16"]),
             "--help, at a terminal": partial(at_terminal, [ARCHCALC, "--help"]),
             "list, at a terminal": partial(at_terminal, [ARCHCALC, "list"])}
    every = {f"{verb} {name}": partial(command, [ARCHCALC, verb, name], right=(0, 1, 2))
             for verb in COMMANDS.split() for name in NETWORKS.split()}
    taken = in_turn(works | every, runs)
    print(HEAD)
    for name in works:
        told(name, taken[name], f"{ratio(taken[name], taken[BARE]):.2f} x bare")
    most = max(every, key=lambda line: ratio(taken[line], taken[BARE]))
    told(f"the most: {most}", taken[most], f"{ratio(taken[most], taken[BARE]):.2f} x bare")
    return {name: {"x_bare": round(ratio(taken[name], taken[BARE]), 2)} for name in (*works, most)}


def large_files(runs: int) -> Figures:
    """Whole commands on files of many layers, to PyYAML's loader on the written one."""
    with tempfile.TemporaryDirectory() as folder:
        files = {"10,000 layers written out": written(LAYERS), "100,000 layers from repeat": repeated(10 * LAYERS)}
        for name, text in files.items():
            Path(folder, f"{name}.yaml").write_text(text, "utf-8")
        taken = in_turn({name: partial(command, [ARCHCALC, str(Path(folder, f"{name}.yaml"))]) for name in files}, runs)
    load = loading(runs)
    found: Figures = {}
    for name, each in taken.items():
        used = median(one.processor for one in each)
        told(name, each, f"{used / load:.2f} x CSafeLoader on 10,000")
        found[name] = {"seconds": round(used, 2), "x_loader": round(used / load, 2), "mb": round(max(one.memory for one in each))}
    return found


def in_memory(runs: int) -> Figures:
    """Shapes to onnx's inference, the analysis to the shapes, and a repeated network to PyYAML's loader."""
    import onnx

    whole(written(10))
    layers, model, text = flat(LAYERS), onnx_model(LAYERS), repeated(10 * LAYERS)
    shapes = seconds(lambda: assemble(layers, About("chain")), runs)
    graphs = [assemble(layers, About("chain")) for _ in range(runs + 1)]
    pairs = {"10,000 nodes to infer_shapes": shapes / seconds(lambda: onnx.shape_inference.infer_shapes(model), runs),
             "their analysis to their shapes": seconds(lambda: analyze(graphs.pop()), runs) / shapes,
             "100,000 from repeat to CSafeLoader on 10,000":
                 seconds(lambda: whole(text), runs) / loading(runs)}
    for name, times in pairs.items():
        print(f"{name:48s}{times:6.2f}")
    return {name: {"ratio": round(times, 2)} for name, times in pairs.items()}


def loading(runs: int) -> float:
    """The seconds that PyYAML's loader takes for a file of 10,000 layers."""
    text = written(LAYERS)
    return seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader), runs)  # noqa: TID251 - the peer


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median processor time, after one run with cold caches."""
    taken = []
    for _ in range(runs + 1):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return median(taken[1:])


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # whole commands first: of a process as large as the one that starts it, the memory is not told
    commands = starts(runs) | large_files(runs)
    recorded(__file__, commands | in_memory(runs))


if __name__ == "__main__":
    main()
