"""Every table format of vgg16 against the terminal's, and drawings against their limits: python tests/benchmarks/formats.py [RUNS]

Whole commands, each a process of its own, run in turn. A ratio is the median of those of the rounds; a table may take 3
times as long as the terminal's (PowerPoint and Excel 6 times), nasnet_large 2 seconds folded and 10 unfolded.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from startup import at_terminal, piped

from archcalc.formats import NAMES

COMMAND = [sys.executable, "-m", "archcalc"]
LIMITS = {"pptx": 6.0, "xlsx": 6.0}
DRAWINGS = {
    "draw nasnet_large": (["draw", "nasnet_large"], 2.0), "its volumes": (["draw", "nasnet_large", "--style", "volumes"], 2.0),
    "--depth all": (["draw", "nasnet_large", "--depth", "all"], 10.0),
}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as folder:
        tables(runs, Path(folder))
        pictures(max(1, runs // 3), Path(folder))


def tables(runs: int, folder: Path) -> None:
    forms = [form for form in NAMES if form != "terminal"]
    taken: dict[str, list[float]] = {form: [] for form in ("terminal", *forms)}
    for _ in range(runs + 1):
        taken["terminal"].append(at_terminal([*COMMAND, "vgg16"]))
        for form in forms:
            taken[form].append(piped([*COMMAND, "vgg16", "--format", form, "-o", str(folder / form)]))
    for form, times in taken.items():
        ratio = median(one / base for one, base in zip(times[1:], taken["terminal"][1:], strict=True))
        told(f"vgg16 as {form}", median(times[1:]), ratio, LIMITS.get(form, 3.0), "x the terminal's")


def pictures(runs: int, folder: Path) -> None:
    for name, (words, limit) in DRAWINGS.items():
        times = [piped([*COMMAND, *words, "-o", str(folder / "net.svg")]) for _ in range(runs + 1)]
        told(name, median(times[1:]), median(times[1:]), limit, "seconds")


def told(name: str, seconds: float, value: float, limit: float, unit: str) -> None:
    print(f"{name:24s} {1000 * seconds:7.1f} ms   {value:5.2f} {unit}, at most {limit:g}{'' if value <= limit else ': TOO SLOW'}")


if __name__ == "__main__":
    os.environ.setdefault("TERM", "xterm")
    assert subprocess.run([*COMMAND, "vgg16"], stdout=subprocess.DEVNULL, check=False).returncode == 0
    main()
