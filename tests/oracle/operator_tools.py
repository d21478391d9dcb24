"""Record what other tools count of single operators, in `operator_tools.json`, which the tests read.

In the environment of tools.py, each tool in a process of its own (all of them take some minutes):

    pip install --no-deps --target /tmp/torchsummary torchsummary==1.5.1       # torch-summary's package has its name
    pip install --no-deps torchscan==0.2.0 deepspeed==0.19.8 pytorch-lightning==2.6.6 keras==3.15.1
    python tests/oracle/operator_tools.py                # every tool that is installed
    python tests/oracle/operator_tools.py thop fvcore    # these; what is recorded of the others stays
    python tests/oracle/operator_tools.py --new          # only on cases of which nothing is recorded yet

A case is an operator as PyTorch writes it, and as a step of a specification: alone, after a convolution or a fully
connected layer, or between two of them; in several sizes and with several attributes. A tool that fails on a case says
nothing of it. `conventions/recorded.json` in the package says by tool which operators it was run on.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import tools
from record import without_compiled_operators

RECORD = Path(__file__).with_suffix(".json")
COVERED = Path(__file__).parents[2] / "archcalc" / "counting" / "conventions" / "recorded.json"
KINDS = ("params", "memory", "operations", "bytes")
VOLUMES, TOKENS, VECTORS = ([4, 8, 8], [8, 9, 7]), ([5, 12], [10, 6]), ([12], [7])

ON_VOLUMES = (
    # a step, where C stands for the channels and X for the layer before; and the same in PyTorch
    ("conv: {filters: 6, kernel: 3, padding: 1}", "nn.Conv2d(C, 6, 3, padding=1)"),
    ("conv: {filters: 6, kernel: [3, 1], stride: 2, bias: false}", "nn.Conv2d(C, 6, (3, 1), 2, bias=False)"),
    ("conv: {filters: 6, kernel: 3, groups: 2}", "nn.Conv2d(C, 6, 3, groups=2)"),
    ("conv: {filters: C, kernel: 3, padding: 1, groups: C, bias: false}", "nn.Conv2d(C, C, 3, padding=1, groups=C, bias=False)"),
    ("conv: {filters: 6, kernel: 3, dilation: 2}", "nn.Conv2d(C, 6, 3, dilation=2)"),
    ("conv_transpose: {filters: 6, kernel: 3, stride: 2, padding: 1, output_padding: 1}",
     "nn.ConvTranspose2d(C, 6, 3, 2, padding=1, output_padding=1)"),
    ("conv_transpose: {filters: 6, kernel: 2, stride: 2, bias: false}", "nn.ConvTranspose2d(C, 6, 2, 2, bias=False)"),
    ("conv_transpose: {filters: 6, kernel: 3, groups: 2}", "nn.ConvTranspose2d(C, 6, 3, groups=2)"),
    ("conv_transpose: {filters: C, kernel: 4, stride: 2, padding: 1, groups: C, bias: false}",
     "nn.ConvTranspose2d(C, C, 4, 2, padding=1, groups=C, bias=False)"),
    ("conv_transpose: {filters: 6, kernel: [3, 2], stride: [1, 2], dilation: 2}", "nn.ConvTranspose2d(C, 6, (3, 2), (1, 2), dilation=2)"),
    ("max_pool: {kernel: 2}", "nn.MaxPool2d(2)"),
    ("max_pool: {kernel: 3, stride: 2, padding: 1}", "nn.MaxPool2d(3, 2, 1)"),
    ("max_pool: {kernel: 3, stride: 2, ceil: true}", "nn.MaxPool2d(3, 2, ceil_mode=True)"),
    ("avg_pool: {kernel: 2}", "nn.AvgPool2d(2)"),
    ("avg_pool: {kernel: 3, stride: 2, padding: 1, count_padding: false}", "nn.AvgPool2d(3, 2, 1, count_include_pad=False)"),
    ("adaptive_avg_pool: {output: 2}", "nn.AdaptiveAvgPool2d(2)"),
    ("adaptive_avg_pool: {output: [3, 7]}", "nn.AdaptiveAvgPool2d((3, 7))"),
    ("adaptive_max_pool: {output: 2}", "nn.AdaptiveMaxPool2d(2)"),
    ("adaptive_max_pool: {output: [3, 7]}", "nn.AdaptiveMaxPool2d((3, 7))"),
    ("global_avg_pool", "nn.AdaptiveAvgPool2d(1)"),
    ("global_max_pool", "nn.AdaptiveMaxPool2d(1)"),
    ("batch_norm", "nn.BatchNorm2d(C)"),
    ("batch_norm: {affine: false}", "nn.BatchNorm2d(C, affine=False)"),
    ("group_norm: {groups: 2}", "nn.GroupNorm(2, C)"),
    ("group_norm: {groups: 4, affine: false}", "nn.GroupNorm(4, C, affine=False)"),
    ("instance_norm: {affine: true}", "nn.InstanceNorm2d(C, affine=True)"),
    ("instance_norm", "nn.InstanceNorm2d(C)"),
    ("lrn: {k: 2}", "nn.LocalResponseNorm(5, k=2.0)"),
    ("lrn: {size: 3, k: 2}", "nn.LocalResponseNorm(3, k=2.0)"),
    ("layer_scale", "does(lambda x, _, scale: x * scale, torch.ones(C, 1, 1))"),
    ("relu", "nn.ReLU(inplace=True)"),
    ("relu6", "nn.ReLU6(inplace=True)"),
    ("leaky_relu", "nn.LeakyReLU(inplace=True)"),
    ("elu", "nn.ELU(inplace=True)"),
    ("prelu: {slopes: channels}", "nn.PReLU(C)"),
    ("prelu", "nn.PReLU()"),
    ("silu", "nn.SiLU(inplace=True)"),
    ("hard_swish", "nn.Hardswish(inplace=True)"),
    ("hard_sigmoid", "nn.Hardsigmoid()"),
    ("sigmoid", "nn.Sigmoid()"),
    ("tanh", "nn.Tanh()"),
    ("gelu", "nn.GELU()"),
    ("gelu: {approximation: tanh}", "nn.GELU('tanh')"),
    ("softmax", "nn.Softmax(1)"),
    ("softmax: {axis: 3}", "nn.Softmax(3)"),
    ("dropout", "nn.Dropout()"),
    ("identity", "nn.Identity()"),
    ("clip: {low: -1, high: 1}", "does(lambda x, _: torch.clamp(x, -1, 1))"),
    ("elementwise: {function: abs}", "does(lambda x, _: torch.abs(x))"),
    ("elementwise: {function: exp}", "does(lambda x, _: torch.exp(x))"),
    ("elementwise: {function: softplus}", "nn.Softplus()"),
    ("flatten", "nn.Flatten()"),
    ("reshape: {shape: [C, P]}", "does(lambda x, _: x.reshape(len(x), C, P))"),
    ("pad: {sides: [1, 2, 0, 3]}", "nn.ZeroPad2d((0, 3, 1, 2))"),
    ("pad: {sides: [1, 1, 1, 1], channels: 2}", "does(lambda x, _: functional.pad(x, (1, 1, 1, 1, 0, 2)))"),
    ("crop: {sides: [1, 1, 2, 0]}", "does(lambda x, _: x[:, :, 1:-1, 2:])"),
    ("upsample: {scale: 2}", "nn.Upsample(scale_factor=2)"),
    ("upsample: {scale: 2, mode: bilinear}", "nn.Upsample(scale_factor=2, mode='bilinear')"),
    ("upsample: {scale: 2, mode: bilinear, corners: true}", "nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)"),
    ("upsample: {size: [12, 10]}", "nn.Upsample((12, 10))"),
    ("pixel_shuffle: {factor: 2}", "nn.PixelShuffle(2)"),
    ("channel_shuffle: {groups: 2}", "nn.ChannelShuffle(2)"),
    ("slice: {channels: [1, 3]}", "does(lambda x, _: x[:, 1:3])"),
    ("select: {axis: 2, places: [1, 5], step: 2}", "does(lambda x, _: x[:, :, 1:5:2])"),
    ("transpose: {order: [0, 2, 3, 1]}", "does(lambda x, _: x.permute(0, 2, 3, 1))"),
    ("merge_patches", "does(lambda x, _: merged(x))"),
    ("add: {from: [X, input]}", "does(lambda x, start: x + start)"),
    ("add: {from: [X, input, X]}", "does(lambda x, start: x + start + x)"),
    ("multiply: {from: [X, input]}", "does(lambda x, start: x * start)"),
    ("concat: {from: [X, input]}", "does(lambda x, start: torch.cat([x, start], 1))"),
    ("concat: {from: [X, input], axis: 3}", "does(lambda x, start: torch.cat([x, start], 3))"),
    ("arithmetic: {function: multiply, number: 2.0}", "does(lambda x, _: x * 2.0)"),
    ("arithmetic: {function: add, number: 2.0}", "does(lambda x, _: x + 2.0)"),
    ("arithmetic: {function: divide, from: [X, input]}", "does(lambda x, start: x / start)"),
    ("arithmetic: {function: subtract, from: [X, input]}", "does(lambda x, start: x - start)"),
    ("reduce: {function: mean, axes: [2, 3]}", "does(lambda x, _: x.mean((2, 3)))"),
    ("reduce: {function: max, axes: [1], kept: true}", "does(lambda x, _: x.amax(1, True))"),
    ("to_tokens", "does(lambda x, _: x.flatten(2).permute(0, 2, 1))"),
    ("upsample: {scale: 2, mode: bicubic}", "nn.Upsample(scale_factor=2, mode='bicubic')"),
    ("upsample: {scale: 2, mode: nearest-exact}", "nn.Upsample(scale_factor=2, mode='nearest-exact')"),
    ("upsample: {size: [5, 3], mode: area}", "does(lambda x, _: functional.interpolate(x, (5, 3), mode='area'))"),
    ("flip: {axis: 3}", "does(lambda x, _: x.flip(3))"),
    ("tile: {repeats: [1, 1, 2, 1]}", "does(lambda x, _: x.repeat(1, 1, 2, 1))"),
    ("gather: {axis: 1, index: [2, 0, 2]}", "does(lambda x, _: x.index_select(1, torch.tensor([2, 0, 2])))"),
    ("where: {from: [X, input, X]}", "does(lambda x, start: torch.where(x > 0, start, x))"),
    ("standardize", "does(lambda x, _, own: own(x), Standardize(C))"),
    ("quantize: {scale: 0.1}", "does(lambda x, _: torch.clamp(torch.round(x / 0.1) + 0.0, -128, 127))"),
    ("dequantize: {scale: 0.1}", "does(lambda x, _: (x - 0.0) * 0.1)"),
    ("roi_align: {size: 3, regions: 2}",
     "does(lambda x, _: roi_align(x, [torch.tensor([[0., 0., 8., 8.]] * 2)] * len(x), 3))"),
)
_RECURRENT = "does(lambda x, _, inner: inner(x)[0],"
ON_TOKENS = (
    ("linear: {units: 8}", "nn.Linear(C, 8)"),
    ("linear: {units: 9, bias: false}", "nn.Linear(C, 9, bias=False)"),
    ("layer_norm", "nn.LayerNorm(C)"),
    ("layer_norm: {affine: false}", "nn.LayerNorm(C, elementwise_affine=False)"),
    ("layer_scale", "does(lambda x, _, scale: x * scale, torch.ones(C))"),
    ("gelu", "nn.GELU()"),
    ("relu", "nn.ReLU(inplace=True)"),
    ("silu", "nn.SiLU(inplace=True)"),
    ("softmax", "nn.Softmax(-1)"),
    ("dropout", "nn.Dropout()"),
    ("attention: {heads: 2}", "does(lambda x, _, inner: inner(x, x, x, need_weights=False)[0], nn.MultiheadAttention(C, 2, batch_first=True))"),
    ("attention: {heads: 3, bias: false}",
     "does(lambda x, _, inner: inner(x, x, x, need_weights=False)[0], nn.MultiheadAttention(C, 3, bias=False, batch_first=True))"),
    ("attention: {heads: 2, causal: true}",
     "does(lambda x, _, inner: inner(x, x, x, need_weights=False, attn_mask=later(T), is_causal=True)[0], nn.MultiheadAttention(C, 2, batch_first=True))"),
    ("attention: {heads: 2, memory: input}", "does(lambda x, start, inner: inner(x, start, start, need_weights=False)[0], nn.MultiheadAttention(C, 2, batch_first=True))"),
    ("rms_norm", "nn.RMSNorm(C)"),
    ("rms_norm: {affine: false}", "nn.RMSNorm(C, elementwise_affine=False)"),
    ("layer_norm: {bias: false}", "nn.LayerNorm(C, bias=False)"),
    ("glu", "nn.GLU()"),
    ("glu: {activation: silu}", "does(lambda x, _: x[..., :C // 2] * functional.silu(x[..., C // 2:]))"),
    ("rotary", "does(lambda x, _: turned(x))"),
    ("lstm: {units: 7}", f"{_RECURRENT} nn.LSTM(C, 7, batch_first=True))"),
    ("lstm: {units: 8, layers: 2, bidirectional: true, bias: false}",
     f"{_RECURRENT} nn.LSTM(C, 8, 2, bias=False, batch_first=True, bidirectional=True))"),
    ("lstm: {units: 8, projection: 3}", f"{_RECURRENT} nn.LSTM(C, 8, batch_first=True, proj_size=3))"),
    ("gru: {units: 7}", f"{_RECURRENT} nn.GRU(C, 7, batch_first=True))"),
    ("gru: {units: 8, layers: 3}", f"{_RECURRENT} nn.GRU(C, 8, 3, batch_first=True))"),
    ("gru: {units: 8, bidirectional: true}", f"{_RECURRENT} nn.GRU(C, 8, batch_first=True, bidirectional=True))"),
    ("rnn: {units: 7}", f"{_RECURRENT} nn.RNN(C, 7, batch_first=True))"),
    ("rnn: {units: 8, layers: 2, bidirectional: true, activation: relu}",
     f"{_RECURRENT} nn.RNN(C, 8, 2, 'relu', batch_first=True, bidirectional=True))"),
    ("class_token", "does(lambda x, _, token: torch.cat([token.expand(len(x), -1, -1), x], 1), torch.zeros(1, 1, C))"),
    ("positions", "does(lambda x, _, table: x + table, torch.zeros(T, C))"),
    ("token: {index: 2}", "does(lambda x, _: x[:, 2])"),
    ("transpose: {order: [0, 2, 1]}", "does(lambda x, _: x.transpose(1, 2))"),
    ("add: {from: [X, input]}", "does(lambda x, start: x + start)"),
    ("reduce: {function: mean, axes: [1]}", "does(lambda x, _: x.mean(1))"),
    ("flip: {axis: 1}", "does(lambda x, _: x.flip(1))"),
    ("gather: {axis: 1, index: [0, 2]}", "does(lambda x, _: x.index_select(1, torch.tensor([0, 2])))"),
    ("einsum: {equation: 'ntd,nsd->nts', from: [X, input]}", "does(lambda x, start: torch.einsum('ntd,nsd->nts', x, start))"),
    ("einsum: {equation: 'ntd->nd'}", "does(lambda x, _: torch.einsum('ntd->nd', x))"),
    ("dot_product_attention: {from: [X, input, input]}", "does(lambda x, start: functional.scaled_dot_product_attention(x, start, start))"),
    ("dot_product_attention: {from: [X, input, X], causal: true}",
     "does(lambda x, start: functional.scaled_dot_product_attention(x, start, x, is_causal=True))"),
)
ON_VECTORS = (
    ("linear: {units: 8}", "nn.Linear(C, 8)"),
    ("linear: {units: 9, bias: false}", "nn.Linear(C, 9, bias=False)"),
    ("batch_norm", "nn.BatchNorm1d(C)"),
    ("layer_norm", "nn.LayerNorm(C)"),
    ("relu", "nn.ReLU(inplace=True)"),
    ("sigmoid", "nn.Sigmoid()"),
    ("softmax", "nn.Softmax(1)"),
    ("dropout", "nn.Dropout()"),
    ("embedding: {entries: 20, features: 6}", "does(lambda x, _, table: table(x.long().clamp(0, 19)), nn.Embedding(20, 6))"),
)
WRITTEN_OUT = (
    # whole chains, for operators that need others around them
    ([8, 9, 7], ["layer_norm"], ["does(lambda x, _, norm: norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2), nn.LayerNorm(8))"]),
    ([12, 8, 8], ["window_attention: {heads: 2, size: 4}"], ["windows(12, 4, 0, 2)"]),
    ([12, 8, 8], ["window_attention: {heads: 3, size: 4, shift: 2}"], ["windows(12, 4, 2, 3)"]),
    ([5, 12], ["transpose: {name: t, order: [0, 2, 1]}", "matmul: {from: [input, t]}"],
     ["does(lambda x, _: x.transpose(1, 2))", "does(lambda x, start: start @ x)"]),
    ([10, 6], ["linear: {name: a, units: 6}", "transpose: {name: t, order: [0, 2, 1]}", "matmul: {from: [a, t]}"],
     ["nn.Linear(6, 6)", "does(lambda x, _: x @ x.transpose(1, 2))"]),
    ([8, 6, 6], ["regroup: {shape: [4, 72]}"], ["does(lambda x, _: x.reshape(4, 72))"]),
    ([4, 8, 8], ["max_pool: {name: pool, kernel: 2}", "max_unpool: {from: pool, kernel: 2}"],
     ["does(lambda x, _, pool: pool(x), nn.MaxPool2d(2, return_indices=True))", "does(lambda x, _, back: back(*x), nn.MaxUnpool2d(2))"]),
    ([4, 8, 8], ["conv: {name: before, filters: 4, kernel: 3, padding: 1}", "max_pool: {name: pool, kernel: 2}", "max_unpool: {from: pool, kernel: 2}"],
     ["nn.Conv2d(4, 4, 3, padding=1)", "does(lambda x, _, pool: pool(x), nn.MaxPool2d(2, return_indices=True))",
      "does(lambda x, _, back: back(*x), nn.MaxUnpool2d(2))"]),
    ([5, 12], ["linear: {name: a, units: 12}", "constant: {name: query, shape: [1, 5, 12], learned: true}", "add: {from: [a, query]}"],
     ["nn.Linear(12, 12)", "does(lambda x, _, held: x + held, torch.zeros(1, 5, 12))"]),
    ([4, 30], ["upsample: {scale: 2, mode: linear}"], ["nn.Upsample(scale_factor=2, mode='linear')"]),
    ([4, 30], ["conv: {filters: 4, kernel: 3, padding: 1}", "upsample: {scale: 2, mode: linear}"],
     ["nn.Conv1d(4, 4, 3, padding=1)", "nn.Upsample(scale_factor=2, mode='linear')"]),
    ([3, 4, 6, 5], ["conv: {filters: 4, kernel: 3, padding: 1}", "upsample: {scale: 2, mode: trilinear}"],
     ["nn.Conv3d(3, 4, 3, padding=1)", "nn.Upsample(scale_factor=2, mode='trilinear')"]),
)

FIRST, BEHIND = {"embedding"}, {"layer_scale", "positions", "class_token"}
"""Operators that stand only first; and those whose free parameters would make a network without modules one layer."""


class Does(NamedTuple):
    """A function of the value so far and of the network's input, with modules and parameters that stand in the network."""

    function: Callable[..., Any]
    parts: tuple[Any, ...]


class Case(NamedTuple):
    """An operator with what stands around it: a specification's input and steps, and the same in PyTorch."""

    input: list[int]
    steps: list[str]
    modules: list[str]

    @property
    def label(self) -> str:
        return f"{'x'.join(map(str, self.input))} {' | '.join(self.steps)}"

    def module(self) -> Any:
        """The network in evaluation mode, its biases zero as torchvision has them."""
        torch = import_module("torch")
        torch.manual_seed(0)
        names = {"torch": torch, "nn": torch.nn, "functional": torch.nn.functional, "does": lambda function, *parts: Does(function, parts),
                 "merged": merged, "windows": windows, "turned": turned, "Standardize": standardize, "roi_align": roi_align,
                 "later": torch.nn.Transformer.generate_square_subsequent_mask}
        made = chain([eval(each, names) for each in self.modules]).eval()
        for name, array in made.named_parameters():
            if name.endswith("bias"):
                torch.nn.init.zeros_(array)
        return made


def chain(steps: list[Any]) -> Any:
    """A network of steps in a row, each a module of its own or a function in the network itself."""
    nn = import_module("torch").nn

    class Chain(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            for i, step in enumerate(steps):
                for j, part in enumerate(step.parts if isinstance(step, Does) else (step,)):
                    setattr(self, f"part{i}_{j}", part if isinstance(part, nn.Module) else nn.Parameter(part))

        def forward(self, start: Any) -> Any:
            x = start
            for i, step in enumerate(steps):
                if isinstance(step, Does):
                    x = step.function(x, start, *(getattr(self, f"part{i}_{j}") for j in range(len(step.parts))))
                else:
                    x = getattr(self, f"part{i}_0")(x)
            return x

    return Chain()


def merged(x: Any) -> Any:
    """Swin's merging of patches: four neighbours are laid side by side."""
    torch = import_module("torch")
    x = torch.nn.functional.pad(x, (0, x.shape[3] % 2, 0, x.shape[2] % 2))
    return torch.cat([x[:, :, 0::2, 0::2], x[:, :, 1::2, 0::2], x[:, :, 0::2, 1::2], x[:, :, 1::2, 1::2]], 1)


def standardize(features: int) -> Any:
    """Keras's Normalization as a PyTorch module: mean and variance are buffers."""
    torch = import_module("torch")

    class Standardize(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("mean", torch.zeros(features, 1, 1))
            self.register_buffer("variance", torch.ones(features, 1, 1))

        def forward(self, x: Any) -> Any:
            return (x - self.mean) / self.variance.sqrt()

    return Standardize()


def roi_align(x: Any, boxes: list[Any], size: int) -> Any:
    """torchvision's operator, in its package's twin written in PyTorch."""
    torch = import_module("torch")
    numbered = torch.cat([torch.cat([torch.full((len(each), 1), float(i)), each], 1) for i, each in enumerate(boxes)])
    return import_module("torchvision.ops.roi_align")._roi_align(x, numbered, 1.0, size, size, 0, False)


def turned(x: Any) -> Any:
    """Rotary positions as transformers has them for Llama."""
    torch = import_module("torch")
    half = x.shape[-1] // 2
    angles = torch.outer(torch.arange(x.shape[-2]), 10000.0 ** (-torch.arange(half) / half))
    angles = torch.cat((angles, angles), dim=-1)
    return x * angles.cos() + torch.cat((-x[..., half:], x[..., :half]), dim=-1) * angles.sin()


def windows(features: int, size: int, shift: int, heads: int) -> Does:
    """torchvision's attention in windows, which works on channels last."""
    swin = import_module("torchvision.models.swin_transformer")
    inner = swin.ShiftedWindowAttention(features, [size, size], [shift, shift], heads)
    return Does(lambda x, _, inner: inner(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2), (inner,))


def cases() -> Iterator[Case]:
    """Every case, in order."""
    conv = ("conv: {name: before, filters: C, kernel: 3, padding: 1}", "nn.Conv2d(C, C, 3, padding=1)")
    full = ("linear: {name: before, units: C}", "nn.Linear(C, C)")
    for inputs, table, layer in ((VOLUMES, ON_VOLUMES, conv), (TOKENS, ON_TOKENS, full), (VECTORS, ON_VECTORS, full)):
        for size, step in ((size, step) for step in table for size in inputs):
            for around in ((), (layer,)) if size is inputs[0] else ((layer,),):
                kind = step[0].split(":")[0]
                if kind not in (FIRST if around else BEHIND):
                    yield case(size, [*around, step], "before" if around else "input")
    for step in ON_VOLUMES:
        kind = step[0].split(":")[0]
        if kind in {"softmax", "relu", "prelu", "sigmoid", "gelu", "batch_norm", "group_norm", "dropout", "layer_scale", "add", "identity"}:
            yield case(VOLUMES[0], [conv, step, (conv[0].replace("before", "behind"), conv[1])], "before")
    for size, steps, modules in WRITTEN_OUT:
        yield Case(size, steps, modules)


def case(size: list[int], steps: list[tuple[str, str]], before: str) -> Case:
    """A case in which letters stand for sizes and for the layer before."""
    sizes = {"C": size[0] if len(size) == 3 else size[-1], "T": size[0], "P": prod(size[1:]), "X": before}
    filled = [re.sub(r"\b[CTPX]\b", lambda letter: str(sizes[letter.group()]), each) for both in steps for each in both]
    return Case(size, filled[::2], filled[1::2])


def deepspeed(network: Any) -> tools.Figures:
    profile = import_module("deepspeed.profiling.flops_profiler").get_model_profile
    flops, macs, params = profile(tools.model(network), args=[tools.image(network)], print_profile=False, detailed=False, as_string=False)
    return {"params": int(params), "operations": int(flops), "macs": int(macs)}


def lightning(network: Any) -> tools.Figures:
    package = import_module("pytorch_lightning")
    whole = package.LightningModule()
    whole.inner = tools.model(network)
    return {"params": package.utilities.model_summary.ModelSummary(whole).total_parameters}


def torchscan(network: Any) -> tools.Figures:
    found = import_module("torchscan").crawl_module(tools.model(network), tuple(network.input))
    return {"params": int(found["totals"]["parameters"]["value"])}


TOOLS = {name: ask for name, (_, ask) in tools.TOOLS.items()} | {"deepspeed": deepspeed, "lightning": lightning, "torchscan": torchscan}
PATHS = {"torchsummary": "/tmp/torchsummary", "torch-summary": tools.TORCH_SUMMARY}
"""Packages of one name, each in a folder of its own."""


def ask(tool: str, known: Collection[str] = ()) -> dict[str, list[int | None] | str]:
    """What one tool says of every case that is not known: the figures in the order of KINDS, or how it fails."""
    without_compiled_operators()
    if tool in PATHS:
        sys.path.insert(0, PATHS[tool])
    return {each.label: apart(tool, each) for each in cases() if each.label not in known}


def answer(tool: str, each: Case) -> list[int | None] | str:
    """The figures in the order of KINDS, or how the tool fails."""
    try:
        said = tools.quiet_value(lambda: TOOLS[tool](each))
        return [said.get(kind) for kind in KINDS]
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:100]


def apart(tool: str, each: Case) -> list[int | None] | str:
    """The answer, after which PyTorch's functions are its own again: a tool that fails leaves its stand-ins behind."""
    torch = import_module("torch")
    before = [(place, dict(vars(place))) for place in (torch.nn.functional, torch, torch.Tensor)]
    said = answer(tool, each)
    for place, names in before:
        for name in vars(place).keys() - names.keys():
            delattr(place, name)
        for name, value in names.items():
            if vars(place)[name] is not value:
                setattr(place, name, value)
    return said


def covered(known: dict[str, Any]) -> dict[str, list[str]]:
    """By tool, the operators that it was run on; those that stand around others, too."""
    return {tool: sorted({step.split(":")[0] for case in known.values() if isinstance(case["figures"].get(tool), list)
                          for step in case["steps"]}) for tool in TOOLS}


def write(known: dict[str, Any]) -> None:
    """The record, a line for each case; and what the package says of it."""
    lines = (f"{json.dumps(label)}: {json.dumps(case, separators=(',', ':'))}" for label, case in known.items())
    RECORD.write_text(f'{{"kinds": {json.dumps(KINDS)}, "cases": {{\n' + ",\n".join(lines) + "\n}}\n", "utf-8")
    rows = (f"{json.dumps(tool)}: {json.dumps(operators)}" for tool, operators in covered(known).items() if operators)
    COVERED.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


def main(names: list[str]) -> int:
    before = json.loads(RECORD.read_text())["cases"] if RECORD.exists() else {}
    if names[:1] == ["--ask"]:
        recorded = {label for label, case in before.items() if names[1] in case["figures"]} if "--new" in names else set()
        sys.__stdout__.write("\n" + json.dumps(ask(names[1], recorded)))
        return 0
    new, names = ["--new"] if "--new" in names else [], [name for name in names if name != "--new"]
    known = {each.label: {**each._asdict(), "figures": before.get(each.label, {}).get("figures", {})} for each in cases()}
    for tool in names or TOOLS:
        done = subprocess.run([sys.executable, __file__, "--ask", tool, *new], capture_output=True, text=True, check=False)
        sys.stdout.write(f"{tool}: {'recorded' if done.returncode == 0 else 'skipped, ' + done.stderr[-300:]}\n")
        said = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}
        for label, figures in said.items():
            known[label]["figures"][tool] = figures
        write(known)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
