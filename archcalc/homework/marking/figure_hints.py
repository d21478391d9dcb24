"""Hints: the formula of a figure without a number, as the layer's own operator has it.

It follows from what the operator is (its traits), from the arrays that it holds, and from the axes that it works along.
"""

from __future__ import annotations

from collections.abc import Callable

from archcalc.homework.languages.spoken import Told, listed, said
from archcalc.homework.misconceptions._base import Case
from archcalc.homework.questions.right_answers import held
from archcalc.operators.shape_kinds import is_spatial

_SIDES = frozenset({"output", "height", "width", "length", "slices", "channels"})
_HELD = frozenset({"params", "weights", "biases"})
_SPANS = {1: "kernel length", 2: "kernel height * kernel width", 3: "kernel depth * kernel height * kernel width"}
"""The windows of filters, by the axes that they slide along."""


def formula(case: Case) -> Told:
    """The hint for a question; where no textbook has a formula for such a layer, the page that has one."""
    figure = case.question.figure
    if figure.given:
        return said(figure.hint)
    found = _of_all(case) if case.whole else _OF.get(figure.name, _plain)(case)
    return found or said("{command} says what it makes and holds", command=f"archcalc explain {case.op.kind}")


def _plain(case: Case) -> Told:
    """The figure's own hint, which is true of every layer."""
    return said(case.question.figure.hint)


def _of_all(case: Case) -> Told:
    """Figures of a network, or of a part of it, which are sums over its layers."""
    name = case.question.figure.name
    if name in _HELD:
        return said("add up what each of its layers learns, one layer after the other")
    if name in {"memory", "bytes"}:
        return listed([said("multiply the sizes of each volume, and add up all that count"), _each_value()])
    if name in {"macs", "flops"}:
        return said("add up what each of its layers takes: for every output value its products")
    return said(case.question.figure.hint)


def _output(case: Case) -> Told | None:
    """The shape that a layer makes."""
    traits = case.op.traits
    if "plain-convolution" in traits:
        return _convolved(case)
    if "window-pooling" in traits:
        return said("(size + 2*padding - kernel)/stride + 1 along each axis, rounded down unless the layer rounds up; "
                    "the channels stay as many")
    if "pooling" in traits and len(case.output) != len(case.inputs[0]):
        return said("every channel becomes one value")
    return _of_shapes(case)


def _convolved(case: Case) -> Told:
    """The shape that filters make; of kernels with gaps it is said how far they spread."""
    formed = said("(size + 2*padding - kernel)/stride + 1 along each axis, rounded down; "
                  "every filter makes one channel")
    if max(case.op.attributes.get("dilation", (1,))) == 1:
        return formed
    return listed([said("the kernel spreads over dilation*(kernel - 1) + 1"), formed], "{first}; {others}")


def _of_shapes(case: Case) -> Told | None:
    """The shape of a layer that has no windows."""
    traits = case.op.traits
    if "pooling" in traits and not case.op.fields:
        return said("every channel becomes one value")
    if "stacks" in traits:
        return said("the branches are put one behind the other: their channels add up, and the other sides stay")
    if "recurrent" in traits:
        return said("every token, or the last alone, gets a value for each unit, and once more for a second direction")
    if "attention" in traits:
        return said("every token gets as many values as the layer writes: the heads share them")
    if "linear" in traits and "units" in case.op.fields:
        return said("a fully connected layer gives one value for each neuron")
    same = all(shape == case.output for shape in case.inputs)
    return said("it works value by value: compare what goes in with what comes out") if same else None


def _parameters(case: Case) -> Told | None:
    """The parameters, weights or biases that a layer holds."""
    name, traits = case.question.figure.name, case.op.traits
    counts = held(case.op, case.inputs)
    if not any(counts[role] for role in ("weight", "bias", "affine")):
        return said("count what training changes in it: not every layer learns")
    if name == "biases":
        return _biases(case)
    biased = name == "params" and counts["bias"] > 0
    if "plain-convolution" in traits:
        return _filters(case, biased=biased)
    if "linear" in traits and "units" in case.op.fields:
        return said("every neuron has a weight for each value that it reads, and a bias") if biased \
            else said("every neuron has a weight for each value that it reads")
    return _matrices(case, biased=biased) or (_scales(case) if counts["affine"] and not counts["weight"] else None)


def _matrices(case: Case, *, biased: bool) -> Told | None:
    """The matrices of recurrent layers and of attention; None for another layer."""
    if "recurrent" in case.op.traits:
        return _gates(biased=biased)
    if "attention" in case.op.traits:
        return said("queries, keys, values and the output have a matrix each, with a bias for each of its rows") \
            if biased else said("queries, keys, values and the output have a matrix each")
    return None


def _biases(case: Case) -> Told | None:
    """The biases of a layer."""
    if "plain-convolution" in case.op.traits:
        return said("one bias for every filter")
    return said("every neuron has a bias") if "linear" in case.op.traits else None


def _filters(case: Case, *, biased: bool) -> Told:
    """The weights of filters, which in groups read a part of the channels."""
    span = said(_SPANS[len(case.output) - 2])
    grouped = case.op.attributes.get("groups", 1) != 1
    weights = said("{span} * input channels of a group, for every filter", span=span) if grouped \
        else said("{span} * input channels, for every filter", span=span)
    return said("{weights}; and one bias for every filter", weights=weights) if biased else weights


def _gates(*, biased: bool) -> Told:
    """The matrices of a recurrent layer, gate by gate."""
    matrices = said("every gate has a matrix for what it reads and one for the layer's own values: "
                    "an LSTM has four gates, a GRU three, a plain RNN one")
    return said("{matrices}; and every gate has its biases", matrices=matrices) if biased else matrices


def _scales(case: Case) -> Told:
    """The parameters of a norm: a scale, or a scale and a shift."""
    arrays = [each for each in case.op.weights(*case.inputs).values() if each.role == "affine"]
    return said("a scale and a shift for every channel") if len(arrays) > 1 else said("a scale for every channel")


def _products(case: Case) -> Told | None:
    """The multiply-adds of a layer."""
    traits, twice = case.op.traits, case.question.figure.name == "flops"
    if traits & {"plain-convolution", "linear"}:
        found = said("every output value takes as many multiply-adds as a filter has weights")
    elif "recurrent" in traits:
        found = said("every weight is multiplied once for each token")
    elif "attention" in traits:
        found = said("every token goes through each matrix; then queries meet keys, and scores meet values: "
                     "two products for every pair of tokens")
    else:
        return None
    return said("{products}, of two FLOPs each", products=found) if twice else found


def _values(case: Case) -> Told:
    """The number of values of an output."""
    is_image = len(case.output) == 4 and is_spatial(case.output)
    sizes = said("height * width * channels of the output") if is_image \
        else said("the sizes of the output multiplied with each other")
    return said("{sizes}, for every image", sizes=sizes) if case.output[0] > 1 else sizes


def _memory(case: Case) -> Told:
    """The memory of an output."""
    return listed([_values(case), _each_value()])


def _each_value() -> Told:
    return said("times the bytes of a value: four in float32, two in float16")


_OF: dict[str, Callable[[Case], Told | None]] = {
    **dict.fromkeys(_SIDES, _output), **dict.fromkeys(_HELD, _parameters), "macs": _products, "flops": _products,
    "memory": _memory, "bytes": _memory, "neurons": _values}
