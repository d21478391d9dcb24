"""Networks worked out by hand: the arithmetic of a lecture, which knows nothing of archcalc.

Every layer is a row (name, kind, kernel, stride, padding, filters), and every formula is written out.
"""

from collections.abc import Callable
from math import ceil, prod
from typing import NamedTuple

Volume = tuple[int, int, int]

ALEXNET = (
    ("conv1", "conv", 11, 4, 0, 96), ("pool1", "pool", 3, 2, 0, 0), ("norm1", "lrn", 1, 1, 0, 0),
    ("conv2", "conv", 5, 1, 2, 256), ("pool2", "pool", 3, 2, 0, 0), ("norm2", "lrn", 1, 1, 0, 0),
    ("conv3", "conv", 3, 1, 1, 384), ("conv4", "conv", 3, 1, 1, 384), ("conv5", "conv", 3, 1, 1, 256),
    ("pool3", "pool", 3, 2, 0, 0), ("fc6", "fc", 0, 0, 0, 4096), ("fc7", "fc", 0, 0, 0, 4096), ("fc8", "fc", 0, 0, 0, 1000))
CEILED = (("conv1", "conv", 11, 3, 0, 96), ("pool1", "pool", 2, 2, 0, 0))


def vgg(depths, norms=False):
    for stage, (filters, depth) in enumerate(zip((64, 128, 256, 512, 512), depths, strict=True), 1):
        for i in range(1, depth + 1):
            yield f"conv{stage}_{i}", "conv", 3, 1, 1, filters
            yield from [(f"norm{stage}_{i}", "norm", 1, 1, 0, 0)] if norms else []
        yield f"pool{stage}", "pool", 2, 2, 0, 0
    yield from (("fc6", "fc", 0, 0, 0, 4096), ("fc7", "fc", 0, 0, 0, 4096), ("fc8", "fc", 0, 0, 0, 1000))


class Layer(NamedTuple):
    """A layer with its input and output (height, width, channels); a vector is (1, 1, n).

    `exact` says that biases are asked for too.
    """

    name: str
    kind: str
    kernel: int
    stride: int
    padding: int
    before: Volume
    after: Volume
    field: int
    rounding: Callable[[float], int] = int
    batch: int = 1
    exact: bool = False

    @property
    def weights(self) -> int:
        if self.kind == "conv":
            return self.kernel * self.kernel * self.before[2] * self.after[2]
        return prod(self.before) * self.after[2] if self.kind == "fc" else 0

    @property
    def biases(self) -> int:
        return self.after[2] if self.weights else 0

    @property
    def affine(self) -> int:
        return 2 * self.after[2] if self.kind == "norm" else 0

    @property
    def learned(self) -> int:
        return self.weights + self.affine + (self.biases if self.exact else 0)

    @property
    def values(self) -> int:
        return self.batch * prod(self.after)

    @property
    def macs(self) -> int:
        return self.batch * (self.weights * self.after[0] * self.after[1] if self.kind == "conv" else self.weights)


class Total(NamedTuple):
    """A whole network; memory is what its input and its layers hold."""

    layers: tuple[Layer, ...]
    entered: Volume
    name: str = "total"
    kind: str = "total"

    @property
    def batch(self) -> int:
        return self.layers[0].batch

    @property
    def weights(self) -> int:
        return sum(layer.weights for layer in self.layers)

    @property
    def biases(self) -> int:
        return sum(layer.biases for layer in self.layers)

    @property
    def affine(self) -> int:
        return sum(layer.affine for layer in self.layers)

    @property
    def learned(self) -> int:
        return sum(layer.learned for layer in self.layers)

    @property
    def values(self) -> int:
        return self.batch * prod(self.entered) + sum(layer.values for layer in self.layers)

    @property
    def macs(self) -> int:
        return sum(layer.macs for layer in self.layers)


def positions(size, kernel, stride, padding, rounding=int):
    return rounding((size + 2 * padding - kernel) / stride) + 1


def volume(kind, kernel, stride, padding, filters, before, rounding=int):
    """What comes out of a layer."""
    if kind == "fc":
        return 1, 1, filters
    if kind in {"lrn", "norm"}:
        return before
    height, width = (positions(side, kernel, stride, padding, rounding) for side in before[:2])
    return height, width, filters or before[2]


def layers(rows, size, rounding=int, batch=1):
    """The layers, one after another; only poolings round otherwise."""
    found, before, field, jump = [], size, 1, 1
    for name, kind, kernel, stride, padding, filters in rows:
        rounds = rounding if kind == "pool" else int
        after = volume(kind, kernel, stride, padding, filters, before, rounds)
        if kind in {"conv", "pool"}:
            field, jump = field + (kernel - 1) * jump, jump * stride
        elif kind == "fc" and before[:2] != (1, 1):
            field += (before[0] - 1) * jump
        found.append(Layer(name, kind, kernel, stride, padding, before, after, field, rounds, batch))
        before = after
    return tuple(found)


def onward(following, wrong):
    """Layers, as they follow from a volume that a student has got wrong; none from where it does not fit."""
    for layer in following:
        if layer.kind in {"conv", "pool"} and layer.kernel > min(wrong[:2]) + 2 * layer.padding:
            return
        filters = 0 if layer.kind == "pool" else layer.after[2]
        after = volume(layer.kind, layer.kernel, layer.stride, layer.padding, filters, wrong, layer.rounding)
        yield layer._replace(before=wrong, after=after)
        wrong = after


SQUARE = (224, 224, 3)
NETWORKS = {
    "alexnet": (layers(ALEXNET, (227, 227, 3)), (227, 227, 3)),
    "vgg16": (layers(vgg((2, 2, 3, 3, 3)), SQUARE), SQUARE),
    "vgg16(input=3x112x224)": (layers(vgg((2, 2, 3, 3, 3)), (112, 224, 3)), (112, 224, 3)),
    "vgg11(batch=8)": (layers(vgg((1, 1, 2, 2, 2)), SQUARE, batch=8), SQUARE),
    "vgg11_bn": (layers(vgg((1, 1, 2, 2, 2), norms=True), SQUARE), SQUARE),
    "alexnet(pool1.ceil=true, pool1.kernel=2, conv1.stride=3)": (layers(CEILED, (227, 227, 3), ceil), (227, 227, 3)),
}
"""The networks that the class is asked about, each with its input; the last only as far as its first pooling."""
