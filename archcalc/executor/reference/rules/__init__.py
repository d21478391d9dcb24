"""Rules of reference values: `rule(op, at, *volumes, **weights)`. A file holds a family, in RULES.

They are written from the definitions and share no line with the rules `forward` and the methods that they prove.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from archcalc.executor.reference.reference_values import Reference

Rule = Callable[..., Reference]


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by the operator's kind."""
    stems = (path.stem for path in sorted(Path(__file__).parent.glob("[!_]*.py")))
    return {kind: rule for stem in stems for kind, rule in import_module(f"{__name__}.{stem}").RULES.items()}
