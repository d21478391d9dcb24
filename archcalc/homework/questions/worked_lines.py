"""A number as one line of arithmetic with the values put in; the operators' rules write it."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from archcalc.base import units
from archcalc.counting.derivations import derive, field_arithmetic
from archcalc.counting.derivations.traced_integers import text, traced
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import BITS, BYTES, FLOPS, Target, held, place_of
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import is_spatial, like
from archcalc.operators.shapes import size
from archcalc.operators.sliding_window import ALONG, axis_names

Working = Callable[[Op, tuple[Shape, ...], Shape, Target], str]
"""The arithmetic that gives a target, for an operator on traced inputs, with some output."""
Way = Callable[[AskedNetwork, int, Target], str]
"""The arithmetic that leads through a network to a layer's figure."""

UNITS = {BYTES: " bytes", BITS: " bits", FLOPS: " FLOPs"}


def shown(target: Target) -> str:
    """A right answer for people, with its unit where that is not understood.

    >>> shown(Target((96, 55, 55))), shown(Target(34848)), shown(Target(60950432, BYTES))
    ('55x55x96', '34,848', '60,950,432 bytes')
    """
    if isinstance(target.value, tuple):
        return units.volume(target.value)
    return f"{units.count(target.value)}{UNITS.get(target.unit, '')}"


def plain(target: Target) -> str:
    """A right answer as digits alone, as a student would type it."""
    return units.volume(target.value) if isinstance(target.value, tuple) else str(target.value)


def volume(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> str:
    """(227 - 11)/4 + 1 along height and width, and where the channels come from."""
    axes = traced(op).output(*inputs)
    if not is_spatial(output) or tuple(map(int, axes)) != output:
        return shown(target)
    along = _by_axis([_equation(text(side), size) for side, size in zip(axes[2:], output[2:], strict=True)])
    return f"{along}, {text(axes[1])} channels: {shown(target)}"


def _by_axis(sides: list[str]) -> str:
    """What is told of each axis, once where it is the same of all."""
    if len(set(sides)) == 1:
        return sides[0]
    return ", ".join(f"{side} {ALONG[axis]}" for side, axis in zip(sides, axis_names(len(sides)), strict=True) if side)


def _equation(arithmetic: str, value: int) -> str:
    return arithmetic if arithmetic == str(value) else f"{arithmetic} = {value}"


def axis(name: str) -> Working:
    """The arithmetic of one axis."""
    def work(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> str:
        axes, place = traced(op).output(*inputs), place_of(name, output)
        if place is None or int(axes[place]) != output[place]:
            return shown(target)
        return f"{text(axes[place])} = {shown(target)}"

    return work


def arrays(*roles: str) -> Working:
    """(3*3*3)*64 + 64, of the roles that the target counts."""
    def work(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> str:
        counts = held(op, tuple(like(shape, map(int, shape)) for shape in inputs))
        counted: list[str] = []
        total = 0
        for role in roles:
            if counts[role] and total != target.value:
                counted.append(derive.arrays(op, inputs, role))
                total += counts[role]
        return _sentence(" + ".join(counted) if total == target.value else "", target)

    return work


def memory(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> str:
    """55*55*96, times the bytes of a value."""
    values = prod(output)
    batch = f"{output[0]}*" if output[0] != 1 else ""
    told = batch + text(size(traced(like(output, (1, *output[1:])))))
    each = target.value // values if values else 1
    exactly = each > 0 and each * values == target.value
    return _sentence(told if each == 1 else f"{told} * {each}" if exactly else "", target)


def macs(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> str:
    """55*55*96*(11*11*3), twice for FLOPs."""
    count = traced(op).cost(traced(output), *inputs).macs
    told = text(count)
    return _sentence(told if target.unit != FLOPS else f"2*{told}", target)


def number(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> str:
    """The answer alone."""
    return shown(target)


def _sentence(arithmetic: str, target: Target) -> str:
    if not arithmetic or arithmetic == str(target.value):
        return shown(target)
    return f"{arithmetic} = {shown(target)}"


def at_node(work: Working, network: AskedNetwork, position: int, target: Target) -> str:
    """The arithmetic of a layer's right answer."""
    node = network.node(position)
    return work(node.op, derive.traced_inputs(network.graph, node), node.shape, target)


def field(network: AskedNetwork, position: int, target: Target) -> str:
    """19 + (5 - 1)*8 = 51: what the layer before sees, and what this one's window adds to it."""
    node = network.node(position)
    before = network.fields[node.inputs[0]] if len(node.inputs) == 1 else None
    sides = field_arithmetic.field(node, before, network.fields[position])
    ways = [f"{side} = {size}" if side else "" for side, size in zip(sides, target.value, strict=True)]
    return f"{_by_axis(ways)}: {shown(target)}" if any(ways) else shown(target)


def varied(work: Working, op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> str:
    """The arithmetic of an operator that a misconception has changed."""
    return work(op, tuple(map(traced, inputs)), output, target)
