"""Weights made up, one way to a file: a module with `draw(xp, weight, key, context)` and a `RULE` that says how."""

from __future__ import annotations

from typing import NamedTuple

from archcalc.base.registry import Registry

NAMES = Registry(__name__, __file__, "way to draw weights")


class Context(NamedTuple):
    """What a draw may depend on: the seed, the weight's full name, and how many additions the network has."""

    seed: int
    name: str
    additions: int
