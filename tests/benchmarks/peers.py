"""Whole commands that print VGG-16's table, archcalc's against those of other tools: python tests/benchmarks/peers.py [RUNS]

Run in turn in fresh processes by an interpreter that has archcalc and the peers (torch, torchinfo, torchlens, fvcore,
keras); a missing one is left out. Every peer gets the network in the cheapest way that it takes, without pretrained
weights. Prints medians, and each ratio to archcalc's own run of the same round; then whether the tool printed the number
of parameters that archcalc does.
"""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from measuring import HEAD, Taken, command, in_turn, ratio, told

OWN, PARAMS = "archcalc vgg16", 138_357_544
ENVIRONMENT = {"KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "torch"), "TF_CPP_MIN_LOG_LEVEL": "3"}
"""Keras on PyTorch, so that all have one framework."""
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
    found = {OWN: [str(Path(sys.executable).with_name("archcalc")), "vgg16"]}
    for name, (library, program) in PEERS.items():
        tried = subprocess.run([sys.executable, "-c", f"import {library}"], capture_output=True, check=False,
                               env={**os.environ, **ENVIRONMENT})
        if tried.returncode:
            print(f"{name}: {library} cannot be imported here, left out")
        else:
            found[name] = [sys.executable, "-c", program]
    return found


def main() -> None:
    every = commands()
    with tempfile.TemporaryDirectory() as folder:
        printed = {name: Path(folder) / str(number) for number, name in enumerate(every)}
        works = {name: partial(printing, words, printed[name]) for name, words in every.items()}
        taken = in_turn(works, int(sys.argv[1]) if len(sys.argv) > 1 else 5)
        texts = {name: path.read_text(errors="replace") for name, path in printed.items()}
    print(HEAD)
    for name, each in taken.items():
        ratios = ", ".join(f"{ratio(each, taken[OWN], kind):.1f} x {kind}" for kind in Taken._fields)
        right = f"{PARAMS:,}" in texts[name] or str(PARAMS) in texts[name]
        told(name, each, f"{ratios}; {PARAMS:,} {'printed' if right else 'not printed'}")


def printing(words: list[str], file: Path) -> Taken:
    """A command run, and what it prints written to a file."""
    with file.open("wb") as output:
        return command(words, ENVIRONMENT, output.fileno())


if __name__ == "__main__":
    main()
