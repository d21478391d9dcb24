"""Whole commands against a bare interpreter, run in turn: python tests/benchmarks/startup.py [RUNS]

The environment must have archcalc installed. Each ratio is to `python -c pass` of the same round; at most 8 are wanted
of `archcalc vgg16` into a pipe, and 12 at a terminal.
"""

import sys
from functools import partial
from pathlib import Path

from measuring import HEAD, at_terminal, command, in_turn, ratio, told

ARCHCALC = str(Path(sys.executable).with_name("archcalc"))
BARE = "python -c pass"
COMMANDS = {
    BARE: partial(command, [sys.executable, "-c", "pass"]),
    "import typer, yaml": partial(command, [sys.executable, "-c", "import typer, yaml"]),
    "archcalc vgg16": partial(command, [ARCHCALC, "vgg16"]),
    "archcalc vgg16, at a terminal": partial(at_terminal, [ARCHCALC, "vgg16"]),
    "archcalc resnet152": partial(command, [ARCHCALC, "resnet152"]),
    "archcalc list": partial(command, [ARCHCALC, "list"]),
    "archcalc --help": partial(command, [ARCHCALC, "--help"]),
}


def main() -> None:
    taken = in_turn(COMMANDS, int(sys.argv[1]) if len(sys.argv) > 1 else 21)
    print(HEAD)
    for name, each in taken.items():
        clock, processor = (ratio(each, taken[BARE], kind) for kind in ("clock", "processor"))
        told(name, each, f"{clock:5.2f} x bare on the clock, {processor:.2f} x of a processor")


if __name__ == "__main__":
    main()
