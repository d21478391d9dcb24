"""In which type PyTorch's autocast on the CPU gives the output of each operator, of inputs in float32 and in bfloat16.

    python tests/oracle/autocast.py             # compares
    python tests/oracle/autocast.py --record    # the same, and writes tests/oracle/autocast.json

The environment is that of record.py, with NumPy and pytest. Of tests/support/operator_grid.py the first case of each operator and
of each set of functions that compute it is taken; twin.py says the operator in PyTorch. What PyTorch does not work out on numbers
of two types is recorded as none.
"""

import json
import sys
from pathlib import Path

import torch
import twin
from torch.nn import functional

RECORDED = Path(__file__).with_suffix(".json")
sys.path[:0] = [str(RECORDED.parents[1] / room) for room in ("support", "operators")]
from operator_grid import GRID, label  # noqa: E402
from test_kernels import arrays  # noqa: E402

from archcalc.training.autocast.autocast_policies import Autocast  # noqa: E402
from archcalc.training.autocast.conversions import output_width  # noqa: E402

STRAIGHT = {
    # said by twin.py in several functions, each of which autocast treats by itself
    "conv_transpose": lambda op, x, weight, bias=None: getattr(functional, f"conv_transpose{x.dim() - 2}d")(x, weight, bias, groups=op.groups),
    "max_unpool": lambda op, x, source: functional.max_unpool2d(
        *functional.max_pool2d(source.to(x.dtype), 2, return_indices=True), 2, output_size=source.shape[2:]),
}


def given(op, xs, weights, number):
    """The bytes of a number of the output; None where it cannot be worked out."""
    floats = [torch.from_numpy(x).to(number) if x.dtype.kind == "f" else torch.from_numpy(x) for x in xs]
    try:
        with torch.autocast("cpu", torch.bfloat16), torch.no_grad():
            named = {name: torch.from_numpy(each).float() for name, each in weights.items()}
            y = STRAIGHT[op.kind](op, *floats, **named) if op.kind in STRAIGHT else twin.apply(op, floats, named)
            return y.element_size()
    except (RuntimeError, NotImplementedError) as error:
        print(op, number, str(error).splitlines()[0][:100])
        return None


def main() -> int:
    found, differ = {}, []
    for op, shapes in GRID:
        key = op.kind, op.torch_functions(*shapes)
        if shapes and key not in found:
            xs, weights = arrays(op, shapes)
            theirs = [given(op, xs, weights, number) for number in (torch.float32, torch.bfloat16)]
            found[key] = label((op, shapes)), theirs
            ours = [output_width(op, shapes, [width] * len(shapes), Autocast("bfloat16", "cpu")) for width in (4, 2)]
            if any(None is not their != our for their, our in zip(theirs, ours, strict=True)):
                differ.append(f"{label((op, shapes))}: PyTorch {theirs}, archcalc {ours}")
    print(*differ, f"{len(found)} cases, {len(differ)} differ", sep="\n")
    if "--record" in sys.argv:
        RECORDED.write_text("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(widths)}" for name, widths in found.values()) + "\n}\n")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
