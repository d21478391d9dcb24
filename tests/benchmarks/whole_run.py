"""`archcalc run vgg16` as a whole command against a script that does the same with PyTorch, in turn.

    python tests/benchmarks/whole_run.py [RUNS]

The script imports torch and torchvision, builds VGG-16 and runs one image; both use one thread and draw their weights.
The environment is that of tests/oracle/record.py, with archcalc[run].
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ORACLE = Path(__file__).parent.parent / "oracle"
SCRIPT = """
import sys
sys.path.insert(0, {oracle!r})
from record import without_compiled_operators
without_compiled_operators()
import torch, torchvision
torch.set_num_threads(1)
with torch.inference_mode():
    print(torchvision.models.vgg16().eval()(torch.randn(1, 3, 224, 224)).shape)
"""
COMMANDS = {
    "archcalc run vgg16": [sys.executable, "-m", "archcalc", "run", "vgg16"],
    "PyTorch": [sys.executable, "-c", SCRIPT.format(oracle=str(ORACLE))],
}


def timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.PIPE, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):
        for name, command in COMMANDS.items():
            times[name].append(timed(command))
    for name, taken in times.items():
        print(f"{name:20} {median(taken[1:]):6.2f} s")
    ratio = median(ours / theirs for ours, theirs in zip(times["archcalc run vgg16"][1:], times["PyTorch"][1:], strict=True))
    print(f"ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
