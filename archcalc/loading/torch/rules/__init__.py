"""ATen's operators as archcalc's: one file for each family, whose `RULES` hold a function for each operator.

A rule takes a `CallView` and says what its call gives; what it cannot say, it leaves with `NoWords`.
"""

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from archcalc.loading.torch.call_view import CallRule

_FOLDER = Path(__file__).parent


@lru_cache
def rules() -> dict[str, CallRule]:
    """Every rule, by ATen's name of the operator."""
    found: dict[str, CallRule] = {}
    for path in sorted(_FOLDER.glob("[!_]*.py")):
        found |= import_module(f"{__name__}.{path.stem}").RULES
    return found
