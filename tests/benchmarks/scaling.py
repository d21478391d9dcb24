"""Whole commands on networks of 1,000 to 1,000,000 layers: python tests/benchmarks/scaling.py [RUNS]

Prints what each takes, and the processor time for one more layer against that of the step before: 1 where a command is
linear. The network is a chain of 3x3 convolutions, of which every row is shown; a million by `--most-layers`, as text
alone. scaling.json beside this has the figures of one run.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

from engine import repeated
from measuring import HEAD, command, in_turn, recorded, told

COMMAND = [sys.executable, "-m", "archcalc"]
SIZES = (1_000, 10_000, 100_000, 1_000_000)
MOST = ["--most-layers", str(SIZES[-1] + 1)]
COMMANDS = {"show, text": [], "show, json": ["--format", "json"], "show, csv": ["--format", "csv"]}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.yaml" for size in SIZES}
        for size, file in files.items():
            file.write_text(repeated(size))
        works = {(name, size): partial(command, [*COMMAND, str(file), "--depth", "all", *words, *(MOST if size == SIZES[-1] else [])])
                 for name, words in COMMANDS.items() for size, file in files.items() if size < SIZES[-1] or not words}
        taken = in_turn({("lenet5", 0): partial(command, [*COMMAND, "lenet5"])} | works, runs)
    print(HEAD)
    start, before = min(one.processor for one in taken.pop(("lenet5", 0))), 0.0
    figures: dict[str, dict[str, float]] = {}
    for (name, size), each in taken.items():
        layer = (min(one.processor for one in each) - start) / size
        growth = f", {layer / before:.2f} x the step before" if size != SIZES[0] else ""
        told(f"{name}, {size:,} layers", each, f"{1e6 * layer:5.1f} us a layer{growth}")
        before = layer
        figures[f"{name}, {size:,} layers"] = {
            "seconds": round(min(one.processor for one in each), 2), "us_a_layer": round(1e6 * layer, 1),
            "mb": round(max(one.memory for one in each))}
    recorded(__file__, figures)


if __name__ == "__main__":
    main()
