"""Rules of reference values: `rule(op, at, *volumes, **weights)`. A file holds a family, in RULES.

They are written from the definitions and share no line with the rules `forward` and the methods that they prove. Those
in ONE_BY_ONE take single places, the others also places that are crossed: `places.crossed`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from archcalc.executor.reference.reference_values import Reference

Rule = Callable[..., Reference]


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by the operator's kind."""
    return {kind: rule for family in _families() for kind, rule in family.RULES.items()}


@lru_cache
def one_by_one() -> frozenset[str]:
    """The kinds whose values are worked out one by one."""
    return frozenset[str]().union(*(getattr(family, "ONE_BY_ONE", ()) for family in _families()))


@lru_cache
def _families() -> tuple[ModuleType, ...]:
    stems = (path.stem for path in sorted(Path(__file__).parent.glob("[!_]*.py")))
    return tuple(import_module(f"{__name__}.{stem}") for stem in stems)
