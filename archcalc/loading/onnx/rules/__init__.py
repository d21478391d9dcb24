"""ONNX's operators as archcalc's: one file for each family, whose `RULES` hold a function for each operator.

A rule takes a `NodeView` and says what its node gives; what it cannot say, it leaves with `NoRule`.
"""

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from archcalc.loading.onnx.node_view import Rule

_FOLDER = Path(__file__).parent


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by ONNX's name of the operator."""
    found: dict[str, Rule] = {}
    for path in sorted(_FOLDER.glob("[!_]*.py")):
        found |= import_module(f"{__name__}.{path.stem}").RULES
    return found
