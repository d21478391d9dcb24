"""Temporaries that several optimizers share."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from archcalc.operators.operator import Shape


def nothing(shapes: Sequence[Shape]) -> int:
    """A step in place."""
    return 0


NEVER = {"loop": nothing, "foreach": nothing, "fused": nothing}
"""A step that is in place however it is made."""


def all_at_once(shapes: Sequence[Shape]) -> int:
    """A value for each parameter.

    >>> all_at_once([(3, 4), (5,)])
    17
    """
    return sum(map(prod, shapes))
