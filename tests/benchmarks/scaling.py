"""Whole commands on networks of 1,000 to 100,000 layers: python tests/benchmarks/scaling.py [RUNS]

Prints the least processor time and the most memory of each, and the time for one more layer against that of the step
before: 1 where a command is linear. The network is a chain of 3x3 convolutions, of which every row is shown.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from engine import repeated

SIZES = (1_000, 10_000, 100_000)
COMMANDS = {"show, text": [], "show, json": ["--format", "json"], "show, csv": ["--format", "csv"]}


def measured(words: list[str]) -> tuple[float, float]:
    """Processor seconds and megabytes."""
    process = subprocess.Popen([sys.executable, "-m", "archcalc", *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.yaml" for size in SIZES}
        for size, file in files.items():
            file.write_text(repeated(size))
        start = min(measured(["lenet5"])[0] for _ in range(runs))
        print(f"lenet5: {start:.3f} s")
        for name, words in COMMANDS.items():
            before = 0.0
            for size, file in files.items():
                taken = [measured([str(file), "--depth", "all", *words]) for _ in range(runs)]
                seconds = min(one for one, _ in taken)
                each = (seconds - start) / size
                growth = f"   {each / before:.2f} x the step before" if before else ""
                print(f"{name:12s}{size:8,d} layers {seconds:8.2f} s {max(memory for _, memory in taken):6.0f} MB"
                      f"{1e6 * each:8.1f} us a layer{growth}")
                before = each


if __name__ == "__main__":
    main()
