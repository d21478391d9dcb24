"""What PyTorch computes for every case of tests/support/operator_grid.py: a number that weights every value of the output.

    python tests/oracle/operators.py              # compares
    python tests/oracle/operators.py --record     # the same, and writes tests/oracle/operators.json

The environment is that of record.py, with NumPy and pytest. twin.py says each operator in PyTorch, which works in double precision;
inputs and weights are drawn by tests/operators/test_kernels.py. Dropout and identity are recorded like all others: nothing is skipped.
"""

import json
import sys
from pathlib import Path

import numpy
import torch
import twin

RECORDED = Path(__file__).with_suffix(".json")
sys.path[:0] = [str(RECORDED.parents[1] / room) for room in ("support", "operators")]
from operator_grid import GRID, label  # noqa: E402
from test_kernels import arrays, fingerprint  # noqa: E402


def main() -> int:
    found, worst = {}, 0.0
    for op, shapes in GRID:
        xs, weights = arrays(op, shapes)
        y = twin.apply(op, [torch.from_numpy(x) for x in xs], {name: torch.from_numpy(each) for name, each in weights.items()})
        found[label((op, shapes))] = theirs = fingerprint(y.numpy())
        worst = max(worst, abs(fingerprint(op.forward(numpy, *xs, **weights)) - theirs))
    print(f"{len(found)} cases, the largest difference is {worst:.1e}")
    if "--record" in sys.argv:
        RECORDED.write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {number:.11g}" for name, number in found.items()) + "\n}\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
