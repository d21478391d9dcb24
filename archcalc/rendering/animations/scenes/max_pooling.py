"""Max pooling: of each window, the largest value; the padding never wins."""

from __future__ import annotations

from collections.abc import Mapping

from archcalc.rendering.animations.examples import LayerExample, Place
from archcalc.rendering.animations.play import Play
from archcalc.rendering.animations.scenes._pooling import Spots, pooled
from archcalc.rendering.animations.scenes._windows import Windows, one_channel

OPERATORS = ("max_pool", "global_max_pool")

examples = one_channel


def played(example: LayerExample) -> Play:
    """A step for every window."""
    return pooled(example, "", "max", _counted)


def _counted(_: Windows, values: Mapping[Place, int], spots: Spots) -> tuple[str, str, tuple[Place, ...]]:
    real = [(values[spot], own) for spot, own in spots if spot in values]
    most = max(value for value, _ in real)
    return f"{most}", f"max({', '.join(f'{value}' for value, _ in real)}) = {most}", tuple(
        own for value, own in real if value == most)[:1]
