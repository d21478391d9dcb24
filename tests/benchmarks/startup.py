"""Whole commands against a bare interpreter, run in turn: python tests/benchmarks/startup.py [RUNS]

Prints medians and the ratio to `python -c pass` of the same environment, which must have archcalc installed.
"""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ARCHCALC = str(Path(sys.executable).with_name("archcalc"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import typer, yaml": [sys.executable, "-c", "import typer, yaml"],
    "archcalc vgg16, piped": [ARCHCALC, "vgg16"],
    "archcalc vgg16, at a terminal": [ARCHCALC, "vgg16"],
    "archcalc resnet152, piped": [ARCHCALC, "resnet152"],
    "archcalc list, piped": [ARCHCALC, "list"],
}


def piped(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - start


def at_terminal(command: list[str]) -> float:
    master, slave = pty.openpty()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=slave, stderr=slave)
    os.close(slave)
    try:
        while os.read(master, 65536):
            pass
    except OSError:
        pass
    process.wait()
    os.close(master)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, command in COMMANDS.items():
            times[name].append((at_terminal if "terminal" in name else piped)(command))
    bare = times["python -c pass"][1:]
    for name, taken in times.items():
        ratio = median(one / base for one, base in zip(taken[1:], bare, strict=True))
        print(f"{name:32s} {1000 * median(taken[1:]):7.1f} ms   {ratio:5.2f} x bare   (fastest {min(taken) / min(bare):.2f} x)")


if __name__ == "__main__":
    main()
