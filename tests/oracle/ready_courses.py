"""The keys of the ready-made courses, worked out by PyTorch and by hand, in ready_courses.json.

    python tests/oracle/ready_courses.py      # with torch

Nothing of archcalc is imported: networks are written here as the courses' questions say them, shapes and parameters are
PyTorch's, multiply-adds are those of hooks on convolutions and linear layers, fields are worked out by the usual recurrence.
"""

import json
from itertools import pairwise
from math import prod
from pathlib import Path

import torch
from torch import nn


def shape(tensor):
    sides = list(tensor.shape[1:])
    return "x".join(map(str, [*sides[1:], sides[0]] if len(sides) > 1 else sides))


def params(module, only=None):
    return sum(each.numel() for name, each in module.named_parameters() if only is None or only in name)


def told(layers, x, spoken=shape):
    """Every layer's output and parameters, and for layers of products their multiply-adds."""
    found = {}
    for name, layer in layers:
        x = layer(x)
        x = x[0] if isinstance(x, tuple) else x
        found |= {
            f"{name}.output": spoken(x),
            f"{name}.params": params(layer),
            f"{name}.neurons": prod(x.shape[1:]),
            f"{name}.weights": params(layer, "weight"),
            f"{name}.biases": params(layer, "bias"),
        }
        if isinstance(layer, (nn.Conv1d, nn.Conv2d, nn.Linear)):
            found[f"{name}.macs"] = prod(x.shape[1:]) * layer.weight[0].numel()
    return found, x


def fields(windows):
    size, stride, found = 1, 1, {}
    for name, kernel, step, dilation in windows:
        size, stride = size + dilation * (kernel - 1) * stride, stride * step
        found[f"{name}.receptive_field"] = size
    return found


def convolutions():
    layers = [
        ("conv1", nn.Conv2d(3, 16, 5, padding=2)),
        ("pool1", nn.MaxPool2d(2)),
        ("conv2", nn.Conv2d(16, 32, 3)),
        ("conv3", nn.Conv2d(32, 32, 3, 2, 1)),
        ("conv4", nn.Conv2d(32, 24, 1)),
        ("pool2", nn.AvgPool2d(3, 2)),
        ("flat", nn.Flatten()),
        ("fc1", nn.Linear(7 * 7 * 24, 64)),
        ("fc2", nn.Linear(64, 10)),
    ]
    found, _ = told(layers, torch.zeros(1, 3, 64, 64))
    seen = fields(
        [("conv1", 5, 1, 1), ("pool1", 2, 2, 1), ("conv2", 3, 1, 1), ("conv3", 3, 2, 1), ("conv4", 1, 1, 1), ("pool2", 3, 2, 1)]
    )
    return (
        found
        | {key: f"{size}x{size}" for key, size in seen.items()}
        | {
            "conv3.padding": 1,
            "conv4.filters": 24,
            "total.params": sum(params(layer) for _, layer in layers),
            "total.macs": sum(value for key, value in found.items() if key.endswith(".macs")),
        }
    )


def blocks():
    layers = {
        "stem": nn.Conv2d(3, 32, 7, 2, 3, bias=False),
        "norm": nn.BatchNorm2d(32),
        "pool": nn.MaxPool2d(3, 2, 1),
        "depthwise": nn.Conv2d(32, 32, 3, padding=1, groups=32, bias=False),
        "pointwise": nn.Conv2d(32, 64, 1, bias=False),
        "squeeze": nn.Conv2d(64, 16, 1),
        "middle": nn.Conv2d(16, 16, 3, padding=1),
        "expand": nn.Conv2d(16, 64, 1),
    }
    found, x = told(layers.items(), torch.zeros(2, 3, 64, 64))
    after = {
        "grouped": nn.Conv2d(64, 64, 3, 2, 1, groups=4),
        "dilated": nn.Conv2d(64, 64, 3, padding=2, dilation=2),
        "mean": nn.AdaptiveAvgPool2d(1),
        "flat": nn.Flatten(),
        "classes": nn.Linear(64, 10),
    }
    rest, _ = told(after.items(), x + x)
    seen = fields(
        [("stem", 7, 2, 1), ("pool", 3, 2, 1), ("depthwise", 3, 1, 1), ("middle", 3, 1, 1), ("grouped", 3, 2, 1), ("dilated", 3, 1, 2)]
    )
    return (
        found
        | rest
        | {
            "shortcut.output": shape(x + x),
            "shortcut.params": 0,
            "dilated.receptive_field": "x".join([str(seen["dilated.receptive_field"])] * 2),
            "total.params": sum(map(params, [*layers.values(), *after.values()])),
        }
    )


class Attention(nn.MultiheadAttention):
    def forward(self, x):
        return super().forward(x, x, x)


class Last(nn.LSTM):
    def forward(self, x):
        _, (hidden, _) = super().forward(x)
        return torch.cat([hidden[0], hidden[1]], dim=1)


def sequences():
    front = {"conv1": nn.Conv1d(64, 96, 5, padding=2), "pool1": nn.MaxPool1d(2), "conv2": nn.Conv1d(96, 128, 3, 2, 1)}
    found, x = told(front.items(), torch.zeros(1, 64, 32))
    back = {
        "lstm": nn.LSTM(128, 64, batch_first=True),
        "gru": nn.GRU(64, 64, batch_first=True),
        "rnn": nn.RNN(64, 128, batch_first=True),
        "attention": Attention(128, 4, batch_first=True),
        "norm": nn.LayerNorm(128),
        "narrow": Attention(128, 8, bias=False, batch_first=True),
        "project": nn.Linear(128, 32),
        "both": Last(32, 16, bidirectional=True, batch_first=True),
        "classes": nn.Linear(32, 5),
    }
    rest, _ = told(back.items(), x.transpose(1, 2), lambda x: "x".join(map(str, x.shape[1:])))
    rest["attention.weights"] = params(back["attention"], "weight")
    seen = fields([("conv1", 5, 1, 1), ("pool1", 2, 2, 1), ("conv2", 3, 2, 1)])
    return found | rest | seen | {"total.params": sum(map(params, [*front.values(), *back.values()]))}


def alexnet():
    """The lecture's AlexNet: one tower, 227 pixels, padded from the second convolution on."""
    return [
        ("conv1", nn.Conv2d(3, 96, 11, 4)),
        ("pool1", nn.MaxPool2d(3, 2)),
        ("norm1", nn.Identity()),
        ("conv2", nn.Conv2d(96, 256, 5, padding=2)),
        ("pool2", nn.MaxPool2d(3, 2)),
        ("norm2", nn.Identity()),
        ("conv3", nn.Conv2d(256, 384, 3, padding=1)),
        ("conv4", nn.Conv2d(384, 384, 3, padding=1)),
        ("conv5", nn.Conv2d(384, 256, 3, padding=1)),
        ("pool3", nn.MaxPool2d(3, 2)),
        ("flat", nn.Flatten()),
        ("fc6", nn.Linear(9216, 4096)),
        ("fc7", nn.Linear(4096, 4096)),
        ("fc8", nn.Linear(4096, 1000)),
    ]


def vgg16():
    layers, read = [], 3
    for stage, (often, made) in enumerate(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)), 1):
        for place in range(1, often + 1):
            layers.append((f"conv{stage}_{place}", nn.Conv2d(read, made, 3, padding=1)))
            read = made
        layers.append((f"pool{stage}", nn.MaxPool2d(2)))
    return [
        *layers,
        ("flat", nn.Flatten()),
        ("fc6", nn.Linear(25088, 4096)),
        ("fc7", nn.Linear(4096, 4096)),
        ("fc8", nn.Linear(4096, 1000)),
    ]


def resnet50():
    """The weights of its matrices, and the scales and shifts of its norms."""
    matrices, norms, read = 49 * 3 * 64, 2 * 64, 64
    for often, inner in ((3, 64), (4, 128), (6, 256), (3, 512)):
        matrices, norms = matrices + read * 4 * inner, norms + 2 * 4 * inner
        for _ in range(often):
            matrices += read * inner + 9 * inner * inner + inner * 4 * inner
            norms += 2 * (inner + inner + 4 * inner)
            read = 4 * inner
    return matrices + 2048 * 1000, norms


def inception(read, one, reduce3, three, reduce5, five, pooled):
    """The weights of a module of GoogLeNet, without biases."""
    return read * (one + reduce3 + reduce5 + pooled) + 9 * reduce3 * three + 25 * reduce5 * five


GOOGLENET = (
    (192, 64, 96, 128, 16, 32, 32),
    (256, 128, 128, 192, 32, 96, 64),
    (480, 192, 96, 208, 16, 48, 64),
    (512, 160, 112, 224, 24, 64, 64),
    (512, 128, 128, 256, 24, 64, 64),
    (512, 112, 144, 288, 32, 64, 64),
    (528, 256, 160, 320, 32, 128, 128),
    (832, 256, 160, 320, 32, 128, 128),
    (832, 384, 192, 384, 48, 128, 128),
)
"""Table 1 of Szegedy et al. 2014."""


def weights(layers):
    return sum(params(layer, "weight") for _, layer in layers)


def lecture():
    small, _ = told(alexnet(), torch.zeros(1, 3, 227, 227))
    large, _ = told(vgg16(), torch.zeros(1, 3, 224, 224))
    found = {
        key: small[key.replace("params", "weights")]
        for key in ("conv1.output", "conv1.params", "pool1.output", "pool1.params", "conv2.params")
    }
    found |= {
        f"vgg16.{key}": large[key.replace("params", "weights")]
        for key in ("conv1_1.output", "conv1_2.params", "pool5.output", "fc6.params")
    }
    stem = 49 * 3 * 64 + 64 * 64 + 9 * 64 * 192
    return found | {
        "total.params": weights(alexnet()),
        "vgg16.total.params": weights(vgg16()),
        "vgg16.conv1_1.memory": f"{large['conv1_1.neurons']} values",
        "googlenet.conv1.output": shape(nn.Conv2d(3, 64, 7, 2, 3)(torch.zeros(1, 3, 224, 224))),
        "googlenet.inception_3a.output": f"28x28x{64 + 128 + 32 + 32}",
        "googlenet.inception_3a.params": inception(*GOOGLENET[0]),
        "googlenet.total.params": stem + sum(inception(*each) for each in GOOGLENET) + 1024 * 1000,
        "resnet50.conv1.output": shape(nn.Conv2d(3, 64, 7, 2, 3)(torch.zeros(1, 3, 224, 224))),
        "resnet50.conv1.params": 49 * 3 * 64,
        "resnet50.total.params": resnet50()[0],
    }


def memory():
    small, _ = told(alexnet(), torch.zeros(1, 3, 227, 227))
    large, _ = told(vgg16(), torch.zeros(1, 3, 224, 224))
    total = {
        name: inputs + sum(value for key, value in each.items() if key.endswith(".neurons") and "flat" not in key)
        for name, each, inputs in (("vgg16", large, 3 * 224**2), ("alexnet", small, 3 * 227**2))
    }
    found = {
        f"{key}.bytes": 4 * large[f"{key}.neurons"] for key in ("conv1_1", "conv1_2", "pool1", "conv2_1", "conv3_1", "conv5_3", "fc6")
    }
    found |= {f"alexnet.{key}.bytes": 4 * small[f"{key}.neurons"] for key in ("conv1", "conv2", "fc6")}
    found |= {
        "fc6.params": large["fc6.params"],
        "total.params": sum(params(each) for _, each in vgg16()),
        "total.bytes": 4 * total["vgg16"],
        "vgg16(batch=8).conv1_1.bytes": 32 * large["conv1_1.neurons"],
        "vgg16(batch=8).total.bytes": 32 * total["vgg16"],
        "vgg16(batch=32).conv1_1.bytes": 128 * large["conv1_1.neurons"],
        "alexnet.total.bytes": 4 * total["alexnet"],
        "alexnet.total.params": sum(params(each) for _, each in alexnet()),
        "alexnet(batch=128).conv1.bytes": 512 * small["conv1.neurons"],
        "alexnet(batch=128).total.bytes": 512 * total["alexnet"],
        "resnet50.conv1.bytes": 2 * 112 * 112 * 64,
        "resnet50.pool1.bytes": 2 * 56 * 56 * 64,
        "resnet50.total.params": sum(resnet50()) + 1000,
        "mobilenet_v1.conv1.bytes": 2 * 112 * 112 * 32,
    }
    widths = (32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024)
    separable = sum(9 * read + 2 * read + read * made + 2 * made for read, made in pairwise(widths))
    return {
        key: f"{value} bytes" if key.endswith("bytes") else value
        for key, value in (found | {"mobilenet_v1.total.params": 27 * 32 + 64 + separable + 1024 * 1000 + 1000}).items()
    }


if __name__ == "__main__":
    made = {
        each.__name__: {key: str(value) for key, value in each().items()} for each in (blocks, convolutions, lecture, memory, sequences)
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", "utf-8")
