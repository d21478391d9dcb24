"""Networks on signals and volumes, counted and run in PyTorch.

    python tests/oracle/axes.py              # compares
    python tests/oracle/axes.py --record     # the same, and writes tests/oracle/axes.json

The environment is that of record.py, with NumPy and pytest. Each network of tests/support/axes_networks.py is built once more
from torch's modules, R3D-18 is torchvision's: parameters, products by FlopCounterMode, output shapes of what multiplies.
Small ones are run, with the same numbers, by twin.py in double precision, and by archcalc in both.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

import numpy
import torch
import twin
from record import without_compiled_operators
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

RECORDED = Path(__file__).with_suffix(".json")
sys.path[:0] = [str(RECORDED.parents[1] / room) for room in ("support", "operators")]
from axes_networks import SMALL, drawn, small  # noqa: E402
from test_kernels import fingerprint  # noqa: E402

from archcalc.executor.program import Mode, Program  # noqa: E402
from archcalc.loading.library import load  # noqa: E402
from archcalc.network.builder import build  # noqa: E402


def m5():
    def stage(before, filters, kernel, stride=1):
        return [nn.Conv1d(before, filters, kernel, stride), nn.BatchNorm1d(filters), nn.ReLU(), nn.MaxPool1d(4)]

    return nn.Sequential(*stage(1, 128, 80, 4), *stage(128, 128, 3), *stage(128, 256, 3), *stage(256, 512, 3),
                         nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(512, 10)), torch.randn(1, 1, 32000)


def c3d():
    layers, before = [], 3
    for filters, many, pool in ((64, 1, (1, 2, 2)), (128, 1, 2), (256, 2, 2), (512, 2, 2), (512, 2, 2)):
        for _ in range(many):
            layers += [nn.Conv3d(before, filters, 3, padding=1), nn.ReLU()]
            before = filters
        layers.append(nn.MaxPool3d(pool))
    layers[-1] = nn.MaxPool3d(2, padding=(0, 1, 1))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(8192, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(),
                         nn.Linear(4096, 487)), torch.randn(1, 3, 16, 112, 112)


def r3d_18():
    without_compiled_operators()
    from torchvision.models import video

    return video.r3d_18(), torch.randn(1, 3, 16, 112, 112)


class UNet3D(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList(self.pair(*each) for each in ((3, 32, 64), (64, 64, 128), (128, 128, 256), (256, 256, 512)))
        self.up = nn.ModuleList(nn.ConvTranspose3d(width, width, 2, 2) for width in (512, 256, 128))
        self.left = nn.ModuleList(self.pair(width * 3, width, width) for width in (256, 128, 64))
        self.out = nn.Conv3d(64, 3, 1)

    def pair(self, before, first, second):
        return nn.Sequential(nn.Conv3d(before, first, 3, padding=1), nn.BatchNorm3d(first), nn.ReLU(),
                             nn.Conv3d(first, second, 3, padding=1), nn.BatchNorm3d(second), nn.ReLU())

    def forward(self, x):
        levels = []
        for number, pair in enumerate(self.down):
            x = pair(x if number == 0 else nn.functional.max_pool3d(x, 2))
            levels.append(x)
        for up, left, level in zip(self.up, self.left, levels[-2::-1], strict=True):
            x = left(torch.cat([up(x), level], 1))
        return self.out(x)


class TextCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(20000, 300)
        self.grams = nn.ModuleList(nn.Conv1d(300, 100, size) for size in (3, 4, 5))
        self.out = nn.Linear(300, 2)

    def forward(self, x):
        x = self.words(x).transpose(1, 2)
        return self.out(torch.cat([gram(x).relu().amax(2) for gram in self.grams], 1))


THEIRS = {"m5": m5, "c3d": c3d, "r3d_18": r3d_18, "unet3d": lambda: (UNet3D(), torch.randn(1, 3, 32, 64, 64)),
          "text_cnn": lambda: (TextCnn(), torch.randint(0, 20000, (1, 56)))}
MULTIPLY = (nn.Conv1d, nn.Conv3d, nn.ConvTranspose3d, nn.Linear)


def counted(name):
    """Parameters, products and shapes, on the meta device."""
    model, x = THEIRS[name]()
    model, x, shapes = model.eval().to("meta"), x.to("meta"), []
    for module in model.modules():
        if isinstance(module, MULTIPLY):
            module.register_forward_hook(lambda module, given, output: shapes.append(list(output.shape[1:])))
    with FlopCounterMode(display=False) as counter, torch.inference_mode():
        model(x)
    return {"params": sum(each.numel() for each in model.parameters()), "macs": counter.get_total_flops() // 2,
            "shapes": sorted(shapes)}


def ran(name):
    """A fingerprint of a small network's output in double precision, and how far archcalc is from it in both."""
    graph = small(name)
    x, weights = drawn(graph)
    tensors = {layer: {key: torch.from_numpy(each) for key, each in held.items()} for layer, held in weights.items()}
    (theirs,) = (each.numpy() for each in twin.forward(graph, torch.from_numpy(x), tensors))
    found = {"output": fingerprint(theirs)}
    for dtype in ("float64", "float32"):
        typed = {layer: {key: each.astype(dtype) for key, each in held.items()} for layer, held in weights.items()}
        for mode in (Mode(dtype=dtype), Mode(fuse=True, dtype=dtype)):
            (ours,) = Program(graph, dict(typed), numpy, mode).outputs({graph.nodes[0].name: x.astype(dtype)}).values()
            far = float(abs(ours - theirs).max() / theirs.std())
            found[dtype] = max(found.get(dtype, 0.0), far)
    return found


def main() -> int:
    found, started = {}, time.monotonic()
    for name in THEIRS:
        found[name] = theirs = counted(name)
        graph = build(load(name))
        costs = [node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes]
        shapes = [list(node.shape[1:]) for node, macs in zip(graph.nodes, costs, strict=True) if macs]
        assert sum(costs) == theirs["macs"], (name, sum(costs), theirs["macs"])
        assert Counter(map(str, shapes)) == Counter(map(str, theirs["shapes"])), name
        if name in SMALL:
            theirs |= ran(name)
        print(name, {key: value for key, value in theirs.items() if key != "shapes"}, flush=True)
    print(f"{time.monotonic() - started:.0f} s")
    if "--record" in sys.argv:
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(each)}" for name, each in found.items())
        RECORDED.write_text(f"{{\n{rows}\n}}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
