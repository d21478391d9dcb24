"""A sweep of 10,000 points of MobileNet against analysing each of them alone, in one process and in several.

python tests/benchmarks/sweep.py [WIDTHS [SIZES [JOBS]]]
"""

import sys
import time
from itertools import product
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import archcalc
from archcalc.base.processes import processors

ALONE = 100
"""So many points are analysed one by one, for the ratio."""


def one_by_one(points) -> None:
    for width, size in points:
        spec = archcalc.load("mobilenet_v1", options={"width": width}, input_size=size)
        archcalc.analyze(spec)


def seconds(work) -> tuple[float, float]:
    """On the clock, and of the processors: what this process and those that it started took of them."""
    clock, taken = time.perf_counter(), of_processors()
    work()
    return time.perf_counter() - clock, of_processors() - taken


def of_processors() -> float:
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))


def main() -> None:
    given = [int(word) for word in sys.argv[1:]]
    widths, sizes, jobs = (*given, *(100, 100, processors())[len(given):])
    options = [f"{0.25 + i / 100:.2f}" for i in range(widths)]
    inputs = [f"3x{128 + 4 * i}x{128 + 4 * i}" for i in range(sizes)]
    points = list(product(options, inputs))
    some = points[::max(1, len(points) // ALONE)]
    _, alone = seconds(lambda: one_by_one(some))
    print(f"one by one: {1000 * alone / len(some):.2f} ms a point")
    for processes in sorted({1, jobs}):
        clock, taken = seconds(lambda n=processes: archcalc.sweep("mobilenet_v1", options={"width": options},
                                                                  input_size=inputs, jobs=n))
        each = taken / len(points)
        print(f"{len(points):,} points, {processes} processes: {clock:.2f} s; of processors {taken:.2f} s, "
              f"{1000 * each:.2f} ms a point, ratio {each / (alone / len(some)):.2f} to one by one")


if __name__ == "__main__":
    main()
