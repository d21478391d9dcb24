"""Networks worked out by hand: the arithmetic of a lecture, which knows nothing of archcalc.

Every layer is a row (name, kind, kernel, stride, padding, filters), and every formula is written out.
"""

from collections.abc import Callable
from math import ceil, prod
from typing import NamedTuple

ALEXNET = (
    ("conv1", "conv", 11, 4, 0, 96), ("pool1", "pool", 3, 2, 0, 0), ("norm1", "lrn", 1, 1, 0, 0),
    ("conv2", "conv", 5, 1, 2, 256), ("pool2", "pool", 3, 2, 0, 0), ("norm2", "lrn", 1, 1, 0, 0),
    ("conv3", "conv", 3, 1, 1, 384), ("conv4", "conv", 3, 1, 1, 384), ("conv5", "conv", 3, 1, 1, 256),
    ("pool3", "pool", 3, 2, 0, 0), ("fc6", "fc", 0, 0, 0, 4096), ("fc7", "fc", 0, 0, 0, 4096), ("fc8", "fc", 0, 0, 0, 1000))


def vgg16():
    for stage, (filters, depth) in enumerate(((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)), 1):
        yield from ((f"conv{stage}_{i}", "conv", 3, 1, 1, filters) for i in range(1, depth + 1))
        yield f"pool{stage}", "pool", 2, 2, 0, 0
    yield from (("fc6", "fc", 0, 0, 0, 4096), ("fc7", "fc", 0, 0, 0, 4096), ("fc8", "fc", 0, 0, 0, 1000))


class Layer(NamedTuple):
    """A layer with its input and output (height, width, channels); a vector is (1, 1, n)."""

    name: str
    kind: str
    kernel: int
    stride: int
    padding: int
    before: tuple[int, int, int]
    after: tuple[int, int, int]
    field: int
    jump: int
    rounding: Callable[[float], int] = int

    @property
    def weights(self) -> int:
        if self.kind == "conv":
            return self.kernel * self.kernel * self.before[2] * self.after[2]
        return prod(self.before) * self.after[2] if self.kind == "fc" else 0

    @property
    def biases(self) -> int:
        return self.after[2] if self.weights else 0

    @property
    def values(self) -> int:
        return prod(self.after)

    @property
    def macs(self) -> int:
        return self.weights * self.after[0] * self.after[1] if self.kind == "conv" else self.weights


def positions(size, kernel, stride, padding, rounding=int):
    return rounding((size + 2 * padding - kernel) / stride) + 1


def layers(rows, size, rounding=int):
    """The layers, one after another."""
    found, before, field, jump = [], size, 1, 1
    for name, kind, kernel, stride, padding, filters in rows:
        if kind == "fc":
            after = (1, 1, filters)
        elif kind == "lrn":
            after = before
        else:
            height, width = (positions(side, kernel, stride, padding, rounding if kind == "pool" else int)
                             for side in before[:2])
            after = (height, width, filters or before[2])
        if kind in {"conv", "pool"}:
            field, jump = field + (kernel - 1) * jump, jump * stride
        elif kind == "fc" and before[:2] != (1, 1):
            field += (before[0] - 1) * jump
        rounds = rounding if kind == "pool" else int
        found.append(Layer(name, kind, kernel, stride, padding, before, after, field, jump, rounds))
        before = after
    return found


CEILED = (("conv1", "conv", 11, 3, 0, 96), ("pool1", "pool", 2, 2, 0, 0))
NETWORKS = {
    "alexnet": (layers(ALEXNET, (227, 227, 3)), (227, 227, 3)),
    "vgg16": (layers(vgg16(), (224, 224, 3)), (224, 224, 3)),
    "vgg16(input=3x112x224)": (layers(vgg16(), (112, 224, 3)), (112, 224, 3)),
    "alexnet(pool1.ceil=true, pool1.kernel=2, conv1.stride=3)": (layers(CEILED, (227, 227, 3), ceil), (227, 227, 3)),
}
"""The networks that the class is asked about, each with its input; the last only as far as its first pooling."""
