"""archcalc: a pencil-and-paper calculator for neural network architectures.

The public names are imported when they are first used: `python -m archcalc` can then put its import path in order
before any library is looked for in it, and Ctrl-C during the imports of a command finds no half-loaded package.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
"""What `typing` calls so, without its import, which takes longer than the rest of this file."""

if TYPE_CHECKING:
    from typing import Any

    from archcalc.api.answers import check, claims, compare, diff, ensemble, solve, sweep, transfer
    from archcalc.api.networks import (
        Network,
        Run,
        analyze,
        build,
        draw,
        explain,
        export,
        from_keras,
        from_torch,
        load,
        plan,
        render,
        run,
    )
    from archcalc.errors import ArchcalcError
    from archcalc.graph import Graph
    from archcalc.results import Report
    from archcalc.spec import Spec

__all__ = ["ArchcalcError", "Graph", "Network", "Report", "Run", "Spec", "analyze", "build", "check", "claims",
           "compare", "diff", "draw", "ensemble", "explain", "export", "from_keras", "from_torch", "load", "plan",
           "render", "run", "solve", "sweep", "transfer"]

_HOMES = {"ArchcalcError": "errors", "Graph": "graph", "Report": "results", "Spec": "spec"} | dict.fromkeys(
    ("check", "claims", "compare", "diff", "ensemble", "solve", "sweep", "transfer"), "api.answers")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"archcalc has no attribute {name!r}")
    return getattr(import_module(f"archcalc.{_HOMES.get(name, 'api.networks')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
