"""Channels: a filter spans all channels of its input, and makes one channel of its output."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.homework.misconceptions._base import FILTERS, OTHER, Case, Misconception, Variation, at_a_layer, by_rule
from archcalc.operators.shape_kinds import is_spatial, like

_DEPTH = frozenset({"output", "channels", "memory", "bytes", "neurons"})


def _one_input_channel(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "groups" in case.op.fields:
        n, _, *sizes = case.inputs[0]
        yield Variation(case.op.replace(groups=1), (like(case.inputs[0], (n, 1, *sizes)),), case.output)


def _neurons_alone(case: Case) -> Iterator[Variation]:
    if "linear" in case.op.traits and "units" in case.op.fields:
        yield Variation(case.op, (like(case.inputs[0], (*case.inputs[0][:-1], 1)),), case.output)


def _as_deep_as_it_makes(case: Case) -> Iterator[Variation]:
    """The filters are thought to be as deep as there are filters."""
    if "plain-convolution" in case.op.traits and case.op.attributes["groups"] == 1:
        n, _, *sizes = case.inputs[0]
        deep = like(case.inputs[0], (n, case.op.attributes["filters"], *sizes))
        yield Variation(case.op, (deep,), case.output)


def _three_channels(case: Case) -> Iterator[Variation]:
    """A filter is thought to read red, green and blue in every layer."""
    if "plain-convolution" in case.op.traits and case.op.attributes["groups"] == 1:
        n, _, *sizes = case.inputs[0]
        yield Variation(case.op, (like(case.inputs[0], (n, 3, *sizes)),), case.output)


def _as_many_filters_as_channels(case: Case) -> Iterator[Variation]:
    if "plain-convolution" in case.op.traits and case.op.attributes["groups"] == 1:
        n, channels, *_ = case.inputs[0]
        output = like(case.output, (n, channels, *case.output[2:]))
        yield Variation(case.op.replace(filters=channels), case.inputs, output)


def _as_many_neurons_twice(case: Case) -> Iterator[Variation]:
    if "linear" in case.op.traits and "units" in case.op.fields:
        read = like(case.inputs[0], (*case.inputs[0][:-1], case.op.attributes["units"]))
        yield Variation(case.op, (read,), case.output)


def _groups_twice(case: Case) -> Iterator[Variation]:
    """The channels and the filters are divided by the groups, and the groups are not put together again."""
    groups = case.op.attributes.get("groups", 1)
    if groups > 1 and "plain-convolution" in case.op.traits and (filters := case.op.attributes["filters"] // groups):
        n, channels, *sizes = case.inputs[0]
        share = like(case.inputs[0], (n, channels // groups, *sizes))
        output = like(case.output, (n, filters, *case.output[2:]))
        yield Variation(case.op.replace(groups=1, filters=filters), (share,), output)


def _channels_and_filters(case: Case) -> Iterator[Variation]:
    """The output is thought to have the channels of the input and those of the filters."""
    if "plain-convolution" in case.op.traits and is_spatial(case.inputs[0]):
        output = (case.output[0], case.inputs[0][1] + case.output[1], *case.output[2:])
        yield Variation(case.op, case.inputs, like(case.output, output))


def _one_filter(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "groups" in case.op.fields:
        n, channels, *sizes = case.inputs[0]
        groups = case.op.attributes["groups"]
        output = like(case.output, (case.output[0], 1, *case.output[2:]))
        one = like(case.inputs[0], (n, channels // groups, *sizes))
        yield Variation(case.op.replace(filters=1, groups=1), (one,), output)
    elif "linear" in case.op.traits:
        yield Variation(case.op.replace(units=1), case.inputs, (*case.output[:-1], 1))


def _one_group(case: Case) -> Iterator[Variation]:
    if case.op.attributes.get("groups", 1) > 1:
        yield Variation(case.op.replace(groups=1), case.inputs, case.output)


def _same_depth(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and is_spatial(case.inputs[0]):
        output = (case.output[0], case.inputs[0][1], *case.output[2:])
        yield Variation(case.op, case.inputs, like(case.output, output))


def _channels_alone(case: Case) -> Iterator[Variation]:
    """A fully connected layer that is thought to read a volume's channels, not all of its values."""
    graph = case.question.network.graph
    node = graph.nodes[case.question.position or 0]
    while node.inputs and len(node.shape) == 2:
        node = graph.nodes[node.inputs[0]]
        if "linear" in node.op.traits:
            return
    if "linear" in case.op.traits and is_spatial(node.shape):
        yield Variation(case.op, ((node.shape[0], node.shape[1]),), case.output)


def _channels_and_one_side(case: Case) -> Iterator[Variation]:
    """Of a volume that was flattened, one side is thought to be read, or both without the channels."""
    graph = case.question.network.graph
    inputs = graph.nodes[case.question.position or 0].inputs
    flattened = graph.nodes[inputs[0]] if inputs else None
    before = flattened.input_shapes[0] if flattened and "flatten" in flattened.op.names else ()
    if "linear" in case.op.traits and is_spatial(before):
        for read in (prod(before[2:]), *(before[1] * side for side in dict.fromkeys(before[2:]))):
            yield Variation(case.op, ((before[0], read),), case.output)


def _window_on_depth(case: Case) -> Iterator[Variation]:
    """A pooling that is thought to shrink the channels as it shrinks height and width."""
    if "pooling" in case.op.traits and case.output[2] and "stride" in case.op.fields:
        channels = case.output[1] // case.op.attributes["stride"][0]
        yield Variation(case.op, case.inputs, like(case.output, (case.output[0], channels, *case.output[2:])))


ROWS = (
    Misconception("input-channels-forgotten", "the input channels were forgotten",
                  "a filter is as deep as its input: multiply by the input channels", FILTERS,
                  by_rule(_one_input_channel)),
    Misconception("neurons-alone", "only the neurons were counted",
                  "every neuron has a weight for each value that it reads", FILTERS, by_rule(_neurons_alone)),
    Misconception("output-channels-for-input", "the filters were taken to be as deep as the output",
                  "a filter is as deep as what it reads: its depth is the number of input channels", FILTERS,
                  by_rule(_as_deep_as_it_makes), rank=OTHER + 2),
    Misconception("output-channels-forgotten", "the number of filters, or of neurons, was forgotten",
                  "each filter makes a channel, each neuron a value, and each has weights of its own", FILTERS,
                  by_rule(_one_filter)),
    Misconception("groups-ignored", "the groups were ignored", "with groups, a filter spans only its group's channels",
                  FILTERS, by_rule(_one_group), rank=OTHER),
    Misconception("depth-unchanged", "the channels of the input were taken for those of the output",
                  "the output has one channel for each filter", _DEPTH, by_rule(_same_depth), rank=OTHER),
    Misconception("filters-as-channels-in", "as many filters were counted as there are input channels",
                  "the number of filters is the layer's own: each makes one channel of the output", FILTERS,
                  at_a_layer(by_rule(_as_many_filters_as_channels)), rank=OTHER + 2),
    Misconception("three-channels-everywhere", "the filters were taken to read three channels",
                  "only the image has three: a later filter reads as many channels as the layer before makes",
                  FILTERS, at_a_layer(by_rule(_three_channels)), rank=OTHER + 2),
    Misconception("neurons-squared", "the neurons were multiplied with themselves",
                  "every neuron has a weight for each value that comes in", FILTERS,
                  at_a_layer(by_rule(_as_many_neurons_twice)), rank=OTHER + 2),
    Misconception("groups-divided-twice", "the groups were divided by twice",
                  "a filter reads its group's channels, and all filters of all groups count", FILTERS,
                  at_a_layer(by_rule(_groups_twice)), rank=OTHER),
    Misconception("channels-added", "the channels of the input were added to the filters",
                  "a convolution replaces its input: the output has one channel for each filter", _DEPTH,
                  at_a_layer(by_rule(_channels_and_filters)), rank=OTHER + 1),
    Misconception("flattening-in-part", "only a part of the flattened volume was connected",
                  "a fully connected layer reads every value of the volume: height * width * channels",
                  FILTERS, at_a_layer(by_rule(_channels_and_one_side)), rank=OTHER + 1),
    Misconception("depth-pooled", "pooling was applied to the channels too",
                  "pooling shrinks height and width, and leaves the channels alone", _DEPTH, by_rule(_window_on_depth),
                  rank=OTHER),
    Misconception("flattening-forgotten", "only the channels of the volume were connected",
                  "a fully connected layer reads every value of the volume: height * width * channels",
                  FILTERS, by_rule(_channels_alone), rank=OTHER),
)
