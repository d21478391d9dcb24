"""Graph in, columns out. One analysis to a file, being there is being registered: columns, and the cells of nodes."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple

from archcalc.base.registry import Registry
from archcalc.counting.convention import Rule

NAMES = Registry(__name__, __file__, "analysis")
_LAST = 100


class Ways(NamedTuple):
    """A table's ways of counting: the rule of every kind of figure, and the bytes of one value."""

    rules: Mapping[str, Rule]
    value_bytes: int


def in_order() -> list[ModuleType]:
    """Every analysis, by the `PLACE` of its columns in the lecture's table; one without stands after them."""
    return sorted(map(NAMES.load, NAMES), key=lambda analysis: getattr(analysis, "PLACE", _LAST))
