"""Layers by the textbook's formulas: nothing here is archcalc's."""

from dataclasses import dataclass, field, replace
from math import prod


def sizes_of(sizes, kernel, stride, padding, dilation, ceil=False):
    """Positions of a window along each axis; None where it does not fit."""
    out = []
    for size, k, s, p, d in zip(sizes, kernel, stride, padding, dilation, strict=True):
        room = size + 2 * p - d * (k - 1) - 1
        if room < 0:
            return None
        out.append((-(-room // s) if ceil else room // s) + 1)
    return tuple(out)


@dataclass(frozen=True)
class Layer:
    """A layer with the shape before it, channels (or time, for tokens) first."""

    kind: str
    name: str
    before: tuple
    given: dict = field(default_factory=dict)

    def __getitem__(self, key):
        return self.given[key]

    def changed(self, **given):
        """The same layer with other attributes."""
        return replace(self, given=self.given | given)

    def along(self, key, default=1):
        """An attribute along each axis."""
        value = self.given.get(key, default)
        return value if isinstance(value, tuple) else (value,) * (len(self.before) - 1)

    @property
    def is_window(self):
        return self.kind in {"conv", "max_pool", "avg_pool"}

    @property
    def stride(self):
        return self.along("stride", self.given.get("kernel", 1) if self.kind.endswith("pool") else 1)

    @property
    def groups(self):
        return self.given.get("groups", 1)

    @property
    def biased(self):
        return self.given.get("bias", True)

    @property
    def sides(self):
        """The sizes after a window."""
        windows = self.along("kernel"), self.stride, self.along("padding", 0), self.along("dilation")
        return sizes_of(self.before[1:], *windows, self.given.get("ceil", False))

    @property
    def after(self):
        """The shape after the layer."""
        match self.kind:
            case "conv":
                return (self["filters"], *self.sides)
            case "max_pool" | "avg_pool":
                return (self.before[0], *self.sides)
            case "global_avg_pool":
                return (self.before[0],) + (1,) * (len(self.before) - 1)
            case "flatten":
                return (prod(self.before),)
            case "linear":
                return (*self.before[:-1], self["units"])
            case "embedding":
                return (*self.before, self["features"])
            case "lstm" | "gru" | "rnn":
                width = self["units"] * (2 if self.given.get("bidirectional") else 1)
                return (width,) if self.given.get("output") == "last" else (self.before[0], width)
            case "transpose":
                return self.before[::-1]
        return self.before

    @property
    def weights(self):
        """Weights without biases."""
        width = self.before[-1]
        match self.kind:
            case "conv":
                return prod(self.along("kernel")) * (self.before[0] // self.groups) * self["filters"]
            case "linear":
                return width * self["units"]
            case "embedding":
                return self["entries"] * self["features"]
            case "attention":
                return 2 * width * width + 2 * width * self.key_width
            case "lstm" | "gru" | "rnn":
                return sum(self.directions * self.gates * self["units"] * (entering + self["units"]) for entering in self.entering)
        return 0

    @property
    def key_width(self):
        """The width of keys and values of an attention."""
        return self.before[-1] * self.given.get("kv_heads", self.given.get("heads", 1)) // self.given.get("heads", 1)

    @property
    def gates(self):
        return {"lstm": 4, "gru": 3, "rnn": 1}[self.kind]

    @property
    def directions(self):
        return 2 if self.given.get("bidirectional") else 1

    @property
    def entering(self):
        """The width that enters each layer of a recurrent stack."""
        return [self.before[-1]] + [self.directions * self["units"]] * (self.given.get("layers", 1) - 1)

    @property
    def biases(self):
        if not self.biased:
            return 0
        match self.kind:
            case "conv":
                return self["filters"]
            case "linear":
                return self["units"]
            case "attention":
                return 2 * self.before[-1] + 2 * self.key_width
            case "lstm" | "gru" | "rnn":
                return self.directions * self.gates * self["units"] * self.given.get("biases", 2) * self.given.get("layers", 1)
        return 0

    @property
    def params(self):
        """Trainable parameters."""
        match self.kind:
            case "batch_norm":
                return 2 * self.before[0]
            case "layer_norm":
                return 2 * self.before[-1]
        return self.weights + self.biases

    @property
    def values(self):
        return prod(self.after)

    @property
    def macs(self):
        """Multiply-adds, biases left out."""
        match self.kind:
            case "conv":
                return prod(self.sides) * self.weights
            case "linear":
                return prod(self.after) * self.before[-1]
            case "lstm" | "gru" | "rnn":
                return self.before[0] * self.weights
            case "attention":
                return self.before[0] * self.weights + 2 * self.before[0] ** 2 * self.before[-1]
        return 0


def written(shape):
    """A shape as students write it: channels last where there are sides."""
    return "x".join(map(str, (*shape[1:], shape[0])))
