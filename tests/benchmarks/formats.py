"""Every table format of vgg16 against the terminal's, and drawings against their limits.

    python tests/benchmarks/formats.py [RUNS]

Whole commands, each a process of its own, run in turn. A ratio is the median of those of the rounds, of processor time;
a table may take 3 times as long as the terminal's (PowerPoint and Excel 6 times), nasnet_large 0.6 seconds folded, of
which the drawing itself is to take 0.4, 1.5 as PNG, and 10 unfolded. Measured beside other work on two cores, in seconds of
processor: 0.49 (the drawing 0.11), and 1.41 as PNG, which was 1.75 when it had 17.6 million pixels, and not 12.
"""

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from measuring import HEAD, at_terminal, command, in_turn, ratio, told

from archcalc.rendering.formats import NAMES

COMMAND = [sys.executable, "-m", "archcalc"]
LIMITS = {"pptx": 6.0, "xlsx": 6.0}
DRAWINGS = {
    "draw nasnet_large": (["draw", "nasnet_large"], 0.6),
    "its PNG": (["draw", "nasnet_large", "--format", "png"], 1.5), "its volumes": (["draw", "nasnet_large", "--style", "volumes"], 2.0),
    "--depth all": (["draw", "nasnet_large", "--depth", "all"], 10.0),
}


def main() -> None:
    os.environ.setdefault("TERM", "xterm")
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        tables(runs, Path(folder))
        pictures(max(1, runs // 3), Path(folder))


def tables(runs: int, folder: Path) -> None:
    works = {"terminal": partial(at_terminal, [*COMMAND, "vgg16"])}
    works |= {form: partial(command, [*COMMAND, "vgg16", "--format", form, "-o", str(folder / form)])
              for form in NAMES if form != "terminal"}
    taken = in_turn(works, runs)
    for form, each in taken.items():
        found, limit = ratio(each, taken["terminal"]), LIMITS.get(form, 3.0)
        told(f"vgg16 as {form}", each, f"{found:5.2f} x the terminal's, at most {limit:g}{verdict(found, limit)}")


def pictures(runs: int, folder: Path) -> None:
    works = {name: partial(command, [*COMMAND, *words, "-o", str(folder / "net.svg")]) for name, (words, _) in DRAWINGS.items()}
    for name, each in in_turn(works, runs).items():
        limit = DRAWINGS[name][1]
        told(name, each, f"      at most {limit:g} s{verdict(median(one.processor for one in each), limit)}")


def verdict(found: float, limit: float) -> str:
    return "" if found <= limit else ": TOO SLOW"


if __name__ == "__main__":
    main()
