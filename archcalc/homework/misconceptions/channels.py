"""Channels: a filter spans all channels of its input, and makes one channel of its output."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.homework.misconceptions._base import FILTERS, OTHER, Case, Misconception, Variation, by_rule
from archcalc.operators.shape_kinds import is_spatial, like

_DEPTH = frozenset({"output", "channels", "memory", "bytes", "neurons"})


def _one_input_channel(case: Case) -> Iterator[Variation]:
    if "convolution" in case.op.traits and "groups" in case.op.fields:
        n, _, *sizes = case.inputs[0]
        yield Variation(case.op.replace(groups=1), (like(case.inputs[0], (n, 1, *sizes)),), case.output)
    elif "linear" in case.op.traits:
        yield Variation(case.op, ((*case.inputs[0][:-1], 1),), case.output)


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


def _window_on_depth(case: Case) -> Iterator[Variation]:
    """A pooling that is thought to shrink the channels as it shrinks height and width."""
    if "pooling" in case.op.traits and case.output[2] and "stride" in case.op.fields:
        channels = case.output[1] // case.op.attributes["stride"][0]
        yield Variation(case.op, case.inputs, like(case.output, (case.output[0], channels, *case.output[2:])))


ROWS = (
    Misconception("input-channels-forgotten", "the input channels were forgotten",
                  "a filter is as deep as its input: kernel * kernel * input channels", FILTERS,
                  by_rule(_one_input_channel)),
    Misconception("output-channels-forgotten", "the number of filters was forgotten",
                  "there are as many filters as output channels, and each has weights of its own", FILTERS,
                  by_rule(_one_filter)),
    Misconception("groups-ignored", "the groups were ignored", "with groups, a filter spans only its group's channels",
                  FILTERS, by_rule(_one_group), rank=OTHER),
    Misconception("depth-unchanged", "the channels of the input were taken for those of the output",
                  "the output has one channel for each filter", _DEPTH, by_rule(_same_depth), rank=OTHER),
    Misconception("depth-pooled", "pooling was applied to the channels too",
                  "pooling shrinks height and width, and leaves the channels alone", _DEPTH, by_rule(_window_on_depth),
                  rank=OTHER),
    Misconception("flattening-forgotten", "only the channels of the volume were connected",
                  "a fully connected layer reads every value of the volume: height * width * channels",
                  FILTERS, by_rule(_channels_alone), rank=OTHER),
)
