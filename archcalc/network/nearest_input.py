"""Inputs that a network cannot take, answered with the nearest that it can."""

from __future__ import annotations

from time import process_time

from archcalc.base.errors import ArchcalcError
from archcalc.language.input_sizes import channels_may_be_last, channels_moved
from archcalc.language.spec import Spec
from archcalc.language.text.document import Value, parse
from archcalc.network.builder import build
from archcalc.network.graph import Graph

_OF_SHAPES = frozenset({"window", "shape", "groups", "too-large"})
_SECONDS = 0.5
"""So long the search may take of the processor, however large the network: a busy machine finds the same."""
_FARTHEST = 256


def build_or_suggest(spec: Spec, batch: int = 1) -> Graph:
    """The graph; where a volume does not fit, the error also names the nearest input sizes that work."""
    started = process_time()
    try:
        return build(spec, batch)
    except ArchcalcError as error:
        last = error.mistakes[-1]
        if last.code not in _OF_SHAPES or process_time() - started > _SECONDS / 10:
            raise
        if moved := _channels_first(spec):
            raise ArchcalcError([*error.mistakes[:-1], last._replace(hint=moved)]) from None
        near = _nearest(spec, started + _SECONDS)
        if not near:
            raise
        hint = f"nearest inputs that work: {', '.join(near)}"
        raise ArchcalcError([*error.mistakes[:-1], last._replace(also=(*last.also, hint))]) from None


def _channels_first(spec: Spec) -> str:
    """A hint where the one input works once its last, smallest size stands in front."""
    axes = next(iter(spec.inputs.values())).plain() if len(spec.inputs) == 1 else None
    if not isinstance(axes, list) or not channels_may_be_last(axes) or not _works(spec, channels_moved(axes)):
        return ""
    return f"channels come first: did you mean {channels_moved(axes)}?"


def _nearest(spec: Spec, until: float) -> list[str]:
    """The nearest smaller and larger square input, if any is found in time."""
    axes = next(iter(spec.inputs.values())).plain() if len(spec.inputs) == 1 else None
    if not isinstance(axes, list) or len(axes) != 3 or not all(type(axis) is int for axis in axes):
        return []
    channels, height, width = axes
    found = {}
    for distance in range(1, _FARTHEST):
        for sign in (-1, 1):
            size = (height if sign > 0 else min(height, width)) + sign * distance
            if sign not in found and size > 0 and process_time() < until and _works(spec, [channels, size, size]):
                found[sign] = f"{channels}x{size}x{size}"
        if len(found) == 2 or process_time() > until:
            break
    return [found[sign] for sign in (-1, 1) if sign in found]


def _works(spec: Spec, axes: list[int]) -> bool:
    value: Value = parse(str(axes), "input").root
    try:
        build(spec._replace(inputs=dict.fromkeys(spec.inputs, value)))
    except ArchcalcError:
        return False
    return True
