"""Every command on bundled networks against a bare interpreter, run in turn: python tests/benchmarks/startup.py [RUNS [WORD]]

The environment must have archcalc installed, not as a checkout, which parses its YAML. Each ratio is to `python -c pass` of the
same round. startup.json beside this has one run's, with the machine; with a WORD, only lines that have it are run, and none kept.
"""

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from shlex import split
from statistics import median

from measuring import HEAD, at_terminal, command, in_turn, ratio, recorded, told

from archcalc.cli.application import COMMANDS

ARCHCALC = str(Path(sys.executable).with_name("archcalc"))
BARE, TYPER, TERMINAL = "python -c pass", "import typer", ", at a terminal"
LINES = """
vgg16
alexnet
googlenet
resnet50
mobilenet_v2
vit_b16
lstm_classifier
vgg16 --set classes=10
vgg16 --help
about vgg16
source vgg16
new - --from vgg16
list
compare vgg16 resnet50
diff vgg16 vgg19
explain vgg16 conv1_1
explain conv
conventions vgg16
claims vgg16
plan vgg16
fit vgg16 --memory 24GiB
sweep vgg16 --set classes=10,100
transfer vgg16 --classes 10 --images 5000 --similar yes
ensemble vgg16 googlenet
draw vgg16
plot vgg16
weights vgg16
export lenet5 --to torch
worksheet vgg16
quiz alexnet
quiz googlenet
generate gpt2
run lenet5
solve 'conv 8 3x3 on 10x10x3'
manual tables
schema
doctor
course list
--help
--version
"""
"""One a line, run in an empty folder; `run` imports NumPy."""
AT_TERMINAL = ("vgg16", "list", "--help", "conventions vgg16", "explain vgg16 conv1_1", "plan vgg16", "about vgg16")
ELSEWHERE = {"show", "calibrate", "check", "edit", "lsp", "vote"}
"""Commands that are no first word of a line, or take a file or a device, or stay."""


def works(folder: str, word: str) -> dict:
    """What is run, by its line."""
    lines = [line for line in LINES.strip().split("\n") if word in line]
    piped = {line: partial(command, [ARCHCALC, *split(line)], folder=folder, right=(0, 1)) for line in lines}
    screen = {f"{line}{TERMINAL}": partial(at_terminal, [ARCHCALC, *split(line)]) for line in AT_TERMINAL if word in line}
    bare = {BARE: [sys.executable, "-c", "pass"], TYPER: [sys.executable, "-c", "import typer"]}
    return {name: partial(command, words) for name, words in bare.items()} | piped | screen


def main() -> None:
    runs, word = int(sys.argv[1]) if len(sys.argv) > 1 else 21, sys.argv[2] if len(sys.argv) > 2 else ""
    left_out = {*COMMANDS.names} - ELSEWHERE - {line.split()[0] for line in LINES.strip().split("\n")}
    assert not left_out, f"no line has {left_out}"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        taken = in_turn(works(folder, word), runs)
    print(HEAD)
    for name, each in taken.items():
        clock, processor = (ratio(each, taken[BARE], kind) for kind in ("clock", "processor"))
        told(name, each, f"{processor:5.2f} x bare of a processor, {clock:.2f} x on the clock")
    if not word:
        recorded(__file__, {name: {"x_bare": round(ratio(each, taken[BARE]), 2), "mb": round(median(one.memory for one in each))}
                            for name, each in taken.items()})


if __name__ == "__main__":
    main()
