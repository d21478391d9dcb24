"""Figures that got worse between another commit and this tree, on one machine: python tests/benchmarks/against.py REV [RUNS]

Whole commands of both, in turn, in processor time; a figure is worse where the median of the pairs' ratios is over 1.1
and the least time of both says so as well. The other commit is laid out in a folder of its own, with its bytecode.
Ends with 1 where anything is worse.
"""

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from shlex import split
from statistics import median

from engine import repeated, written
from measuring import Taken, command, in_turn

TREE = Path(__file__).parents[2]
WORSE = 1.1
"""A tenth more time."""
LINES = """
--version
--help
list
vgg16
resnet152
nasnet_large
conventions vgg16
claims vgg16
explain vgg16 conv1_2
plan vgg16
draw vgg16
sweep mobilenet_v1 --set width=1,0.75,0.5
solve 'conv 96 11x11 stride 4 on 227x227x3'
written.yaml --depth all
repeated.yaml --depth all
repeated.yaml --format json
"""
"""One command a line; the files have 5,000 layers written out, and 20,000 that are repeated."""


def laid_out(revision: str, folder: Path) -> Path:
    """The files of a commit."""
    packed = subprocess.run(["git", "-C", str(TREE), "archive", revision, "archcalc", "architectures"], check=True,
                            capture_output=True)
    folder.mkdir()
    subprocess.run(["tar", "x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


def slowdown(before: list[Taken], after: list[Taken]) -> tuple[float, float]:
    """How many times as long: the median of the pairs, and by the least times."""
    pairs = median(new.processor / old.processor for old, new in zip(before, after, strict=True))
    return pairs, min(new.processor for new in after) / min(old.processor for old in before)


def main() -> None:
    revision, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as place:
        folder, other = Path(place), laid_out(revision, Path(place, "other"))
        (folder / "written.yaml").write_text(written(5_000), "utf-8")
        (folder / "repeated.yaml").write_text(repeated(20_000), "utf-8")
        lines = [line for line in LINES.splitlines() if line]
        works = {(line, tree): partial(command, [sys.executable, "-m", "archcalc", *split(line)],
                                       {"PYTHONPATH": str(tree)}, right=(0, 1), folder=place)
                 for line in lines for tree in (other, TREE)}
        taken = in_turn(works, runs)
    worse = 0
    for line in lines:
        pairs, least = slowdown(taken[line, other], taken[line, TREE])
        is_worse = min(pairs, least) > WORSE
        worse += is_worse
        print(f"{pairs:5.2f} x {revision}'s ({least:.2f} by the least){'  WORSE' if is_worse else '':8s} {line}", flush=True)
    print(f"{worse} of {len(lines)} figures got more than a tenth worse" if worse else "no figure got a tenth worse")
    sys.exit(worse > 0)


if __name__ == "__main__":
    main()
