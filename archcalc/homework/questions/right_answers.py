"""The right answers of every figure, for a layer or a network; and its values for one operator on any inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import prod
from typing import Any

from archcalc.base.axis_order import Extent
from archcalc.base.named_tuples import NamedTuple
from archcalc.counting.convention import weight_layers as number_of_layers
from archcalc.counting.measures import figures
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.network.graph import Node
from archcalc.operators.operator import Cost, Op, Shape
from archcalc.operators.shape_kinds import is_spatial, one_image
from archcalc.operators.sliding_window import axis_names

VALUES, BYTES, BITS, MACS, FLOPS, PIXELS = "values", "bytes", "bits", "macs", "flops", "pixels"


class Target(NamedTuple):
    """A right answer: a number of a unit, or a shape.

    `convention` says how it is counted; `bare` that an answer without a unit may mean it.
    """

    value: Any
    unit: str = VALUES
    convention: str = ""
    bare: bool = True


class AnswerSettings(NamedTuple):
    """Settings that decide how right answers are counted.

    For each kind the conventions that are accepted, the expected one first; the bytes of a value; and the unit that
    an answer without one is in, where it is not the figure's own.
    """

    memory: tuple[str, ...] = ("lecture",)
    params: tuple[str, ...] = ("weights", "exact")
    operations: tuple[str, ...] = ("macs",)
    value_bytes: int = 4
    unit: str = ""


Targets = Iterator[Target]
Asked = Callable[[AskedNetwork, int | None, AnswerSettings], Targets]
"""The right answers for a layer, or (position None) for the whole network."""
Local = Callable[[Op, tuple[Shape, ...], Shape], Targets]
"""The values of one operator on some inputs, with some output: a misconception may have changed them."""


@lru_cache(maxsize=65536)
def held(op: Op, inputs: tuple[Shape, ...]) -> dict[str, int]:
    """The number of values of each role that an operator holds."""
    counts = {"weight": 0, "bias": 0, "affine": 0, "buffer": 0}
    for array in op.weights(*inputs).values():
        counts[array.role] += prod(array.shape)
    return counts


def volume(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """The output shape, batch left out."""
    yield Target(network.node(network.last if position is None else position).volume)


def place_of(name: str, shape: Shape) -> int | None:
    """The axis of a shape by its name, `channels` being the first of what lies behind the batch."""
    if name == "channels":
        return 1
    names = axis_names(len(shape) - 2) if is_spatial(shape) else ()
    return 2 + names.index(name) if name in names else None


def axis(name: str) -> Asked:
    """One axis of the output: its channels, or one of its sides where it has such a one."""
    def targets(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
        shape = network.node(network.last if position is None else position).shape
        if (place := place_of(name, shape)) is not None:
            yield Target(shape[place])

    return targets


def of_roles(*roles: str) -> Asked:
    """The values of arrays of some roles."""
    def targets(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
        yield Target(sum(getattr(figures(node), role) for node in _nodes(network, position) for role in roles))

    return targets


def params(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """The parameters, as each convention accepted counts them; where one counts none of a norm's, another's holds."""
    counted = [Target(_sum(network.counts("params", name), position), VALUES, name) for name in settings.params]
    yield from [target for target in counted if target.value] or counted


def memory(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """Values, bytes or bits; a layer that the convention leaves out may be told by what its output holds."""
    counted = [(name, _sum(network.counts("memory", name), position)) for name in settings.memory]
    if position is not None and not counted[0][1]:
        counted.append(("output", prod(network.node(position).shape)))
    for name, values in counted:
        size = Target(values * settings.value_bytes, BYTES, name, bare=settings.unit != VALUES)
        number = Target(values, VALUES, name, bare=settings.unit != BYTES)
        yield from (size, number) if settings.unit == BYTES else (number, size)
        yield Target(size.value * 8, BITS, name, bare=False)


def in_bytes(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """The memory in bytes, whether the unit is written or not."""
    return (target for target in memory(network, position, settings._replace(unit=BYTES)) if target.unit != VALUES)


def neurons(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """The values of the output for one image."""
    yield Target(sum(prod(node.volume) for node in _nodes(network, position)))


def macs(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """The operations; an answer in FLOPs says so."""
    for name in settings.operations:
        count = _sum(network.counts("operations", name), position)
        yield Target(count, MACS, name)
        yield Target(2 * count, FLOPS, name, bare=False)


def flops(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """Two operations for a multiply-add; an answer in MACs says so."""
    swapped = (target._replace(bare=not target.bare) for target in macs(network, position, settings))
    yield from sorted(swapped, key=lambda target: not target.bare)


def field(key: str) -> Asked:
    """The size or the stride of the receptive field, by axis; a size that is a bound is no answer."""
    def targets(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
        told = network.fields[network.last if position is None else position]
        if told is not None and not (key == "size" and told.get("at_most")):
            yield Target(Extent(told[key]), PIXELS)

    return targets


def weight_layers(network: AskedNetwork, position: int | None, settings: AnswerSettings) -> Targets:
    """The number of layers that a paper would count."""
    if position is None:
        yield Target(number_of_layers(network.graph))


def _sum(counts: list[int], position: int | None) -> int:
    return sum(counts) if position is None else counts[position]


def _nodes(network: AskedNetwork, position: int | None) -> tuple[Node, ...]:
    return network.graph.nodes if position is None else (network.node(position),)


def of_volume(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
    """An operator's output shape."""
    yield Target(one_image(output))


def of_axis(name: str) -> Local:
    """One axis of an operator's output."""
    def local(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
        if (place := place_of(name, output)) is not None:
            yield Target(output[place])

    return local


def of_params(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
    """An operator's parameters, without biases and with."""
    counts = held(op, inputs)
    yield Target(counts["weight"], convention="weights")
    yield Target(counts["weight"] + counts["bias"] + counts["affine"], convention="exact")


def of_role(role: str) -> Local:
    """The values of an operator's arrays of one role."""
    def local(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
        yield Target(held(op, inputs)[role])

    return local


def of_memory(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
    """The values of an operator's output, for the whole batch."""
    yield Target(prod(output))


def of_neurons(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
    """The values of an operator's output for one image."""
    yield Target(prod(output[1:]))


def of_macs(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
    """An operator's multiply-adds."""
    cost: Cost = op.cost(output, *inputs)
    yield Target(cost.macs, MACS)


def of_none(op: Op, inputs: tuple[Shape, ...], output: Shape) -> Targets:
    """Nothing that one operator alone decides."""
    yield from ()
