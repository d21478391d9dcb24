"""How far float32 may be off on a network: ours, PyTorch's, and that of weights rounded once more, in parts of the deviation.

    python tests/oracle/conditioning.py                               # the networks of NETWORKS
    python tests/oracle/conditioning.py --record
    python tests/oracle/conditioning.py --inputs 4 efficientnet_b0

The last column is exact arithmetic, in float64, on weights each of which is off by at most half a unit of float32's last
place. It is the network's own: no program that computes in float32 can promise less. MobileNetV3's gates are steps from 0
to 1 within 6, and with drawn weights see values whose deviation is 700, so that the roundings of those show a hundredfold.
The environment is that of tests/oracle/values.py.
"""

import json
import sys
from functools import partial
from pathlib import Path
from statistics import median

import numpy
import torch
import values
from record import without_compiled_operators

from archcalc.executor.program import Mode, Program

NETWORKS = ("mobilenet_v3_large", "mobilenet_v3_small", "resnet50")
INPUTS = 12
HALF_A_UNIT = 2.0**-24


def output(graph, arrays, x, **how):
    kept = {layer: dict(inside) for layer, inside in arrays.items()}
    (found,) = Program(graph, kept, numpy, Mode(**how)).outputs({graph.nodes[0].name: x}).values()
    return found


def each_off(arrays, change):
    return {layer: {key: change(array.astype("float64")) for key, array in inside.items()} for layer, inside in arrays.items()}


def rounded_once_more(draw, array):
    return array * (1 + draw.uniform(-HALF_A_UNIT, HALF_A_UNIT, array.shape))


def errors(name: str, inputs: int) -> dict[str, list[float]]:
    graph = values.network(name)
    arrays = values.weights(graph)
    exact = each_off(arrays, lambda array: array)
    model, _ = values.peer(name, graph, arrays, torch.float32)
    found: dict[str, list[float]] = {"by itself": [], "fused": [], "PyTorch": [], "weights rounded": []}
    for number in range(inputs):
        draw = numpy.random.default_rng(number)
        x = draw.standard_normal(graph.nodes[0].shape, dtype="float32")
        off = each_off(arrays, partial(rounded_once_more, draw))
        wanted = output(graph, exact, x.astype("float64"), dtype="float64")
        made = {"by itself": output(graph, arrays, x), "fused": output(graph, arrays, x, fuse=True),
                "PyTorch": model(torch.from_numpy(x)).numpy(), "weights rounded": output(graph, off, x.astype("float64"), dtype="float64")}
        for who, array in made.items():
            found[who].append(float(abs(array - wanted).max() / wanted.std()))
    return found


def main() -> None:
    torch.set_grad_enabled(False)
    without_compiled_operators()
    words = sys.argv[1:]
    inputs = int(words[words.index("--inputs") + 1]) if "--inputs" in words else INPUTS
    names = [word for word in words if not word.startswith("-") and not word.isdigit()] or NETWORKS
    record = {}
    for name in names:
        told = {who: [min(every), median(every), max(every)] for who, every in errors(name, inputs).items()}
        record[name] = {who: [float(f"{each:.2g}") for each in three] for who, three in told.items()}
        print(f"{name:20}", "   ".join(f"{who} {low:.1e} {middle:.1e} {high:.1e}" for who, (low, middle, high) in told.items()), flush=True)
    if "--record" in words:
        rows = ",\n".join(f' "{name}": {json.dumps(each)}' for name, each in record.items())
        Path(__file__).with_suffix(".json").write_text(f"{{\n{rows}\n}}\n", "utf-8")


if __name__ == "__main__":
    main()
