"""Whole commands that print VGG-16's table, archcalc's against those of other tools: python tests/benchmarks/peers.py [RUNS]

Run in turn in fresh processes by an interpreter that has archcalc and the peers (torch, torchinfo, torchlens, fvcore,
keras); a missing one is left out. Every peer gets the network in the cheapest way that it takes, without pretrained
weights. Prints medians of wall time, of processor time and of the most memory, and each ratio to archcalc's own run of
the same round; then whether the tool printed the number of parameters that archcalc did.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

PARAMS = 138_357_544
_VGG16 = """
import torch
from torch import nn
def vgg16():
    layers, last = [], 3
    for width in (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0):
        layers += [nn.Conv2d(last, width, 3, padding=1), nn.ReLU()] if width else [nn.MaxPool2d(2)]
        last = width or last
    head = [nn.Linear(25088, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout()]
    return nn.Sequential(*layers, nn.Flatten(), *head, nn.Linear(4096, 1000)).eval()
image = (1, 3, 224, 224)
"""
PEERS = {
    "torchinfo 1.8": ("torchinfo", _VGG16 + "import torchinfo\nprint(torchinfo.summary(vgg16(), image))"),
    "torchinfo, meta tensors": ("torchinfo", _VGG16 + "import torchinfo\nwith torch.device('meta'): net = vgg16()\n"
                                "print(torchinfo.summary(net, image, device='meta'))"),
    "torchlens": ("torchlens", _VGG16 + "import torchlens\nprint(torchlens.summary(vgg16(), torch.zeros(image)))"),
    "fvcore": ("fvcore", _VGG16 + "from fvcore.nn import FlopCountAnalysis, flop_count_table\n"
               "print(flop_count_table(FlopCountAnalysis(vgg16(), torch.zeros(image)), max_depth=2))"),
    "Keras summary": ("keras", "import keras\nkeras.applications.VGG16(weights=None).summary(line_length=120)"),
}


def commands() -> dict[str, list[str]]:
    """What is run: archcalc from the same environment, and the peers that it has."""
    found = {"archcalc vgg16": [str(Path(sys.executable).with_name("archcalc")), "vgg16"]}
    for name, (library, program) in PEERS.items():
        tried = subprocess.run([sys.executable, "-c", f"import {library}"], capture_output=True, check=False,
                               env=environment())
        if tried.returncode:
            print(f"{name}: {library} cannot be imported here, left out")
        else:
            found[name] = [sys.executable, "-c", program]
    return found


def environment() -> dict[str, str]:
    """Keras on PyTorch, so that all have one framework."""
    return os.environ | {"KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "torch"), "TF_CPP_MIN_LOG_LEVEL": "3"}


def measured(command: list[str]) -> tuple[float, float, float, bool]:
    """Wall and processor seconds, the most memory in MB, and whether the parameters were printed."""
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.DEVNULL, env=environment())
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command
        printed.seek(0)
        text = printed.read().decode(errors="replace")
    right = f"{PARAMS:,}" in text or str(PARAMS) in text
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, right


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    every = commands()
    taken: dict[str, list[tuple[float, float, float, bool]]] = {name: [] for name in every}
    for _ in range(runs + 1):
        for name, command in every.items():
            taken[name].append(measured(command))
    own = taken["archcalc vgg16"][1:]
    print(f"{'':26s}{'wall':>9s}{'ratio':>8s}{'processor':>11s}{'ratio':>8s}{'memory':>9s}{'ratio':>8s}  138,357,544 printed")
    for name, rounds in taken.items():
        cells = []
        for i, unit in enumerate(("s", "s", "MB")):
            ratio = median(one[i] / base[i] for one, base in zip(rounds[1:], own, strict=True))
            value = median(one[i] for one in rounds[1:])
            cells.append(f"{value:{(7, 9, 6)[i]}.{2 if unit == 's' else 0}f} {unit}{ratio:7.1f}x")
        print(f"{name:26s}{''.join(cells)}  {'yes' if rounds[0][3] else 'no'}")


if __name__ == "__main__":
    main()
