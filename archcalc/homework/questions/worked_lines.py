"""A number as one line of arithmetic with the values put in; the operators' rules write it."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from archcalc.base import units
from archcalc.counting.derivations import derive, field_arithmetic
from archcalc.counting.derivations.traced_integers import text, traced
from archcalc.homework.languages.spoken import Told, listed, said
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import BITS, BYTES, FLOPS, AnswerSettings, Asked, Target, held, place_of
from archcalc.operators.operator import Op, Shape
from archcalc.operators.shape_kinds import is_spatial, like
from archcalc.operators.shapes import size
from archcalc.operators.sliding_window import ALONG, axis_names

Working = Callable[[Op, tuple[Shape, ...], Shape, Target], Told]
"""The arithmetic that gives a target, for an operator on traced inputs, with some output."""
Way = Callable[[AskedNetwork, int, Target], Told]
"""The arithmetic that leads through a network to a layer's figure."""

MOST_TERMS = 16
"""Of more layers, a sum is told without its terms."""
UNITS = {BYTES: "{number} bytes", BITS: "{number} bits", FLOPS: "{number} FLOPs"}


def shown(target: Target) -> Told:
    """A right answer for people, with its unit where that is not understood.

    >>> shown(Target((96, 55, 55))), shown(Target(34848)), str(shown(Target(60950432, BYTES)))
    ('55x55x96', '34,848', '60,950,432 bytes')
    """
    if isinstance(target.value, tuple):
        return units.volume(target.value)
    number = units.count(target.value)
    return said(UNITS[target.unit], number=number) if target.unit in UNITS else number


def plain(target: Target) -> str:
    """A right answer as digits alone, as a student would type it."""
    return units.volume(target.value) if isinstance(target.value, tuple) else str(target.value)


def volume(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> Told:
    """(227 - 11)/4 + 1 along height and width, and where the channels come from."""
    axes = traced(op).output(*inputs)
    if not is_spatial(output) or tuple(map(int, axes)) != output:
        return shown(target)
    along = _by_axis([_equation(text(side), size) for side, size in zip(axes[2:], output[2:], strict=True)])
    return said("{along}, {channels} channels: {volume}", along=along, channels=text(axes[1]), volume=shown(target))


def _by_axis(sides: list[str]) -> Told:
    """What is told of each axis, once where it is the same of all."""
    if len(set(sides)) == 1:
        return sides[0]
    named = zip(sides, axis_names(len(sides)), strict=True)
    return listed([said(f"{{side}} {ALONG[axis]}", side=side) for side, axis in named if side])


def _equation(arithmetic: str, value: int) -> str:
    return arithmetic if arithmetic == str(value) else f"{arithmetic} = {value}"


def axis(name: str) -> Working:
    """The arithmetic of one axis."""
    def work(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> Told:
        axes, place = traced(op).output(*inputs), place_of(name, output)
        if place is None or int(axes[place]) != output[place]:
            return shown(target)
        return _equals(text(axes[place]), target)

    return work


def arrays(*roles: str) -> Working:
    """(3*3*3)*64 + 64, of the roles that the target counts."""
    def work(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> Told:
        counts = held(op, tuple(like(shape, map(int, shape)) for shape in inputs))
        counted: list[str] = []
        total = 0
        for role in roles:
            if counts[role] and total != target.value:
                counted.append(derive.arrays(op, inputs, role))
                total += counts[role]
        return _equals(" + ".join(counted) if total == target.value else "", target)

    return work


def memory(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> Told:
    """55*55*96, times the bytes of a value."""
    values = prod(output)
    batch = f"{output[0]}*" if output[0] != 1 else ""
    told = batch + text(size(traced(like(output, (1, *output[1:])))))
    each = target.value // values if values else 1
    exactly = each > 0 and each * values == target.value
    return _equals(told if each == 1 else f"{told} * {each}" if exactly else "", target)


def macs(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> Told:
    """55*55*96*(11*11*3), twice for FLOPs."""
    count = traced(op).cost(traced(output), *inputs).macs
    told = text(count)
    return _equals(told if target.unit != FLOPS else f"2*{told}", target)


def number(op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> Told:
    """The answer alone."""
    return shown(target)


def _equals(arithmetic: str, target: Target) -> Told:
    if not arithmetic or arithmetic == str(target.value):
        return shown(target)
    return said("{arithmetic} = {result}", arithmetic=arithmetic, result=shown(target))


def total(targets: Asked, network: AskedNetwork, target: Target) -> Told:
    """34,848 + 614,400 + 884,736 = 1,533,984: what each layer adds, where so few layers add anything."""
    settings = AnswerSettings(*((target.convention,),) * 3) if target.convention else AnswerSettings()
    kind = target.unit, target.convention
    found = (next((each.value for each in targets(network, place, settings) if (each.unit, each.convention) == kind), 0)
             for place in range(len(network.graph.nodes)))
    terms = [term for term in found if term]
    few = len(terms) <= MOST_TERMS and sum(terms) == target.value
    return _equals(" + ".join(map(units.count, terms)) if few and len(terms) > 1 else "", target)


def at_node(work: Working, network: AskedNetwork, position: int, target: Target) -> Told:
    """The arithmetic of a layer's right answer."""
    node = network.node(position)
    return work(node.op, derive.traced_inputs(network.graph, node), node.shape, target)


def field(network: AskedNetwork, position: int, target: Target) -> Told:
    """19 + (5 - 1)*8 = 51: what the layer before sees, and what this one's window adds to it."""
    node = network.node(position)
    before = network.fields[node.inputs[0]] if len(node.inputs) == 1 else None
    sides = field_arithmetic.field(node, before, network.fields[position])
    ways = [f"{side} = {size}" if side else "" for side, size in zip(sides, target.value, strict=True)]
    return said("{way}: {result}", way=_by_axis(ways), result=shown(target)) if any(ways) else shown(target)


def varied(work: Working, op: Op, inputs: tuple[Shape, ...], output: Shape, target: Target) -> Told:
    """The arithmetic of an operator that a misconception has changed."""
    return work(op, tuple(map(traced, inputs)), output, target)
