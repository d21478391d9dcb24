"""Pooling learns nothing."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.homework.misconceptions._base import Case, Misconception, Variation, by_rule
from archcalc.operators import find


def _as_convolution(case: Case) -> Iterator[Variation]:
    """A convolution with the pooling's window: over all channels, over each by itself, and with one kernel for all."""
    conv = find("conv")
    if conv is None or "pooling" not in case.op.traits or not {"kernel", "stride"} <= case.op.fields.keys():
        return
    n, channels, *sizes = case.inputs[0]
    window = {name: case.op.attributes[name] for name in ("kernel", "stride", "dilation") if name in case.op.fields}
    for groups in (1, channels):
        yield Variation(conv(filters=channels, groups=groups, **window), case.inputs, case.output)
    yield Variation(conv(filters=1, **window), ((n, 1, *sizes),), case.output)


ROWS = (
    Misconception("pooling-given-parameters", "the pooling was given parameters",
                  "pooling has nothing to learn: it only compares or averages",
                  frozenset({"params", "weights", "biases"}), by_rule(_as_convolution)),
    Misconception("pooling-given-macs", "the pooling was counted like a convolution",
                  "pooling multiplies nothing: it only compares or averages", frozenset({"macs", "flops"}),
                  by_rule(_as_convolution)),
)
