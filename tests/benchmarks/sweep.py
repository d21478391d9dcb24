"""A sweep of 10,000 points of MobileNet against analysing each of them alone, and against fewer processes.

python tests/benchmarks/sweep.py [WIDTHS [SIZES [JOBS]]]
"""

import sys
import time
from itertools import product

import archcalc
from archcalc.planning.portions import processors

ALONE = 100
"""So many points are analysed one by one, for the ratio."""


def one_by_one(points) -> None:
    for width, size in points:
        spec = archcalc.load("mobilenet_v1", options={"width": width}, input_size=size)
        archcalc.analyze(spec)


def seconds(work) -> tuple[float, float]:
    """On the clock, and of this process."""
    clock, own = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - own


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
        clock, own = seconds(lambda n=processes: archcalc.sweep("mobilenet_v1", options={"width": options},
                                                                input_size=inputs, jobs=n))
        print(f"{len(points):,} points, {processes} processes: {clock:.2f} s, {1000 * clock / len(points):.2f} ms a point")
        if processes == 1:
            print(f"  of the processor {own:.2f} s, {1000 * own / len(points):.2f} ms a point, "
                  f"ratio {own / len(points) / (alone / len(some)):.2f} to one by one")


if __name__ == "__main__":
    main()
