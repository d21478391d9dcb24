"""The defaults of PyTorch's modules, read off their signatures, in `torch_defaults.json`.

    python tests/oracle/torch_defaults.py             # compares with what is recorded
    python tests/oracle/torch_defaults.py --record    # writes it

The environment is that of record.py, and tests/operators/test_torch_defaults.py reads the file. Every operator whose class
PyTorch has is among them, by the name that the preset torchinfo gives it, with or without the axes behind it: BatchNorm2d, GELU.
"""

import inspect
import json
import sys
from pathlib import Path
from typing import Any

from archcalc.operators import find, kinds
from archcalc.operators.operator import Op
from archcalc.rendering.presets import capitals

RECORDED = Path(__file__).with_suffix(".json")


def signatures() -> dict[str, dict[str, Any]]:
    """The module of every operator that has one: its class and the defaults of its parameters."""
    import torch

    found = {}
    for kind in kinds():
        op = find(kind)
        module = None if op is None else next(filter(None, (getattr(torch.nn, name, None) for name in named(op))), None)
        if module is not None:
            parameters = inspect.signature(module).parameters.values()
            found[kind] = {"class": module.__name__, "defaults": {
                each.name: each.default for each in parameters if each.default is not each.empty}}
    return found


def named(op: type[Op]) -> tuple[str, str]:
    """How PyTorch may call an operator's module."""
    name = op.pytorch or capitals(op.kind)
    return name, f"{name}2d"


def main() -> int:
    found = signatures()
    if "--record" in sys.argv:
        rows = ",\n".join(f"{json.dumps(kind)}: {json.dumps(each)}" for kind, each in found.items())
        RECORDED.write_text(f"{{\n{rows}\n}}\n", "utf-8")
    same = json.loads(RECORDED.read_text("utf-8")) == found
    print(f"{len(found)} modules, {'as' if same else 'not as'} recorded")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
