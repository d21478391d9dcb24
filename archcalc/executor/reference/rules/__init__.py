"""Rules of reference values: `rule(op, at, *volumes, **weights)`. A file holds a family, in RULES.

A rule may ask for its places and return what works the values out once they are read: those in AHEAD do.
They are written from the definitions and share no line with the rules `forward` and the methods that they prove. Those
in ONE_BY_ONE take single places, the others also places that are crossed: `places.crossed`. Those in POINTWISE read
nothing but the values at these places and weights by channel, so that many alike operators can be worked out as one.
Those in WITHIN are handed what the layers within an operator gave each other, which is looked at, too. Those in
BY_VALUE ask an input for other places by what they have found in one; all others ask for the same ones in any run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from types import ModuleType
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.registry import families
from archcalc.executor.reference.reference_values import At, Later, Reference

Rule = Callable[..., Reference | Later]


class ValuesWithin(NamedTuple):
    """Values that a layer within an operator gave, and what they should be."""

    name: str
    """Which layer, in words."""
    at: At
    found: Any
    wanted: Reference


@lru_cache
def rules() -> dict[str, Rule]:
    """Every rule, by the operator's kind."""
    return {kind: rule for family in _families() for kind, rule in family.RULES.items()}


@lru_cache
def one_by_one() -> frozenset[str]:
    """The kinds whose values are worked out one by one."""
    return frozenset[str]().union(*(getattr(family, "ONE_BY_ONE", ()) for family in _families()))


@lru_cache
def ahead() -> frozenset[str]:
    """The kinds whose rules ask for places before they have any values, and work out what they give later."""
    return frozenset[str]().union(*(getattr(family, "AHEAD", ()) for family in _families()))


@lru_cache
def pointwise() -> frozenset[str]:
    """The kinds whose values follow from those at the same places of what they read, and from weights by channel."""
    return frozenset[str]().union(*(getattr(family, "POINTWISE", ()) for family in _families()))


@lru_cache
def costly() -> frozenset[str]:
    """The kinds of which a value costs as much as many others do: few places are looked at."""
    return frozenset[str]().union(*(getattr(family, "COSTLY", ()) for family in _families()))


@lru_cache
def by_value() -> frozenset[str]:
    """The kinds of which it depends on values where other values are looked for."""
    return frozenset[str]().union(*(getattr(family, "BY_VALUE", ()) for family in _families()))


@lru_cache
def within() -> dict[str, Callable[..., Iterable[ValuesWithin]]]:
    """What looks at the layers within an operator, whose outputs no volume shows, by the operator's kind."""
    return {kind: values for family in _families() for kind, values in getattr(family, "WITHIN", {}).items()}


@lru_cache
def _families() -> tuple[ModuleType, ...]:
    return tuple(families(__name__, __file__))
