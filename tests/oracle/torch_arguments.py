"""PyTorch's arguments changed one at a time: which of them change nothing that archcalc says of a module.

    python tests/oracle/torch_arguments.py         # every change without a trace, and how many there are

A change must show in a layer, in what it reads, in a note, or in a refusal. What may be listed rightly stands in RIGHTLY.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

CHANGES: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {
    ("1x4x10x10",): {
        "nn.Conv2d(4, 8, 3)": ("nn.Conv2d(4, 8, 3, stride=2)", "nn.Conv2d(4, 8, 3, dilation=2)", "nn.Conv2d(4, 8, 3, groups=2)",
            "nn.Conv2d(4, 8, 3, bias=False)", "nn.Conv2d(4, 8, 3, padding=1)", "nn.Conv2d(4, 8, (3, 1))",),
        "nn.Conv2d(4, 8, 3, padding=1)": ("nn.Conv2d(4, 8, 3, padding=1, padding_mode='reflect')",
            "nn.Conv2d(4, 8, 3, padding=1, padding_mode='replicate')", "nn.Conv2d(4, 8, 3, padding=1, padding_mode='circular')",),
    },
    ("1x4x6x6",): {
        "nn.ConvTranspose2d(4, 8, 3, 2)": ("nn.ConvTranspose2d(4, 8, 3, 2, padding=1)",
            "nn.ConvTranspose2d(4, 8, 3, 2, output_padding=1)", "nn.ConvTranspose2d(4, 8, 3, 2, groups=2)",
            "nn.ConvTranspose2d(4, 8, 3, 2, bias=False)", "nn.ConvTranspose2d(4, 8, 3, 2, dilation=2)",),
        "lambda x: F.elu(x, 1.)": ("lambda x: F.elu(x, .5)",),
        "lambda x: F.leaky_relu(x, .1)": ("lambda x: F.leaky_relu(x, .2)",),
        "lambda x: F.gelu(x)": ("lambda x: F.gelu(x, approximate='tanh')",),
        "lambda x: F.hardtanh(x, -1, 1)": ("lambda x: F.hardtanh(x, -2, 1)",),
        "lambda x: F.softplus(x)": ("lambda x: F.softplus(x, beta=2)", "lambda x: F.softplus(x, threshold=3)",),
        "lambda x: F.celu(x, 1.)": ("lambda x: F.celu(x, 2.)",),
        "lambda x: F.threshold(x, .1, 2.)": ("lambda x: F.threshold(x, .2, 2.)", "lambda x: F.threshold(x, .1, 3.)",),
        "lambda x: F.softshrink(x, .1)": ("lambda x: F.softshrink(x, .2)",),
        "lambda x: F.hardshrink(x, .1)": ("lambda x: F.hardshrink(x, .2)",),
        "lambda x: x.softmax(-1)": ("lambda x: x.softmax(1)",),
        "lambda x: x.log_softmax(-1)": ("lambda x: x.log_softmax(1)",),
        "lambda x: F.glu(x, 1)": ("lambda x: F.glu(x, 2)",),
        "lambda x: x.clamp(min=0.)": ("lambda x: x.clamp(min=1.)",),
        "lambda x: x.clamp(0., 1.)": ("lambda x: x.clamp(0., 2.)",),
        "lambda x: x.pow(2)": ("lambda x: x.pow(3)",),
        "lambda x: 2**x": ("lambda x: 3**x",),
        "lambda x: x+1": ("lambda x: x+2",),
        "lambda x: torch.add(x, x.flip(1))": ("lambda x: torch.add(x, x.flip(1), alpha=2)",),
        "lambda x: x-x.flip(1)": ("lambda x: torch.sub(x, x.flip(1), alpha=2)",),
        "lambda x: 1-x": ("lambda x: torch.rsub(x, 1, alpha=2)",),
        "lambda x: x/2": ("lambda x: torch.div(x, 2, rounding_mode='floor')",),
        "lambda x: x.div(3)": ("lambda x: torch.div(x, 3, rounding_mode='trunc')",),
        "lambda x: x.reshape(1, 16, 9)": ("lambda x: x.reshape(1, 9, 16)",),
        "lambda x: x.permute(0, 2, 1, 3)": ("lambda x: x.permute(0, 3, 1, 2)", "lambda x: x.permute(0, 2, 3, 1)",),
        "lambda x: x.transpose(1, 2)": ("lambda x: x.transpose(1, 3)",),
        "lambda x: x.transpose(2, 3)": ("lambda x: x.clone()",),
        "lambda x: x.roll(1, 2)": ("lambda x: x.roll(2, 2)", "lambda x: x.roll(1, 3)",),
        "lambda x: x.flip(1)": ("lambda x: x.flip(2)",),
        "lambda x: x[:, 1:]": ("lambda x: x[:, :3]",),
        "lambda x: x[:, ::2]": ("lambda x: x[:, 1::2]",),
        "lambda x: x[:, :, 0]": ("lambda x: x[:, :, 1]",),
        "lambda x: x.unfold(2, 2, 1)": ("lambda x: x.unfold(3, 2, 1)",),
        "lambda x: x.cumsum(1)": ("lambda x: x.cumsum(2)",),
        "lambda x: x.sum(1)": ("lambda x: x.mean(1)",),
        "lambda x: x.sum(2)": ("lambda x: x.sum(3)",),
        "lambda x: x.mean(1)": ("lambda x: x.mean(1, keepdim=True)",),
        "lambda x: x.var(1)": ("lambda x: x.var(1, unbiased=False)",),
        "lambda x: x.std(2)": ("lambda x: x.std(2, correction=0)",),
        "lambda x: x.norm(dim=1)": ("lambda x: x.norm(p=1, dim=1)",),
        "lambda x: F.normalize(x, dim=1)": ("lambda x: F.normalize(x, dim=2)", "lambda x: F.normalize(x, p=1, dim=1)",
            "lambda x: F.normalize(x, dim=1, eps=.1)",),
        "lambda x: x.topk(2, 1)[0]": ("lambda x: x.topk(2, 1, largest=False)[0]", "lambda x: x.topk(2, 1)[1]",),
        "lambda x: x.sort(1)[0]": ("lambda x: x.sort(1, descending=True)[0]", "lambda x: x.sort(2)[0]",),
        "lambda x: x.argmax(1)": ("lambda x: x.argmin(1)",),
        "lambda x: x.argmax(2)": ("lambda x: x.argmax(3)",),
        "lambda x: x.max(1)[0]": ("lambda x: x.min(1)[0]",),
        "lambda x: x.max(2)[0]": ("lambda x: x.max(3)[0]",),
        "lambda x: F.pad(x, (1, 1))": ("lambda x: F.pad(x, (1, 1), value=2.)", "lambda x: F.pad(x, (0, 2))",),
        "lambda x: F.pad(x, (1, 1, 1, 1), mode='reflect')": ("lambda x: F.pad(x, (1, 1, 1, 1), mode='replicate')",),
        "lambda x: F.pad(x, (1, 1, 1, 1), mode='circular')": ("lambda x: F.pad(x, (1, 1, 1, 1), mode='replicate')",),
        "lambda x: torch.cat([x, x.flip(1)], 1)": ("lambda x: torch.cat([x.flip(1), x], 1)",),
        "lambda x: torch.cat([x, x*2], 1)": ("lambda x: torch.cat([x*2, x], 1)",),
        "lambda x: torch.stack([x, x*2], 1)": ("lambda x: torch.stack([x*2, x], 1)",),
        "lambda x: torch.where(x>0, x, x*2)": ("lambda x: torch.where(x>0, x*2, x)", "lambda x: torch.where(x<0, x, x*2)",
            "lambda x: torch.where(x>1, x, x*2)",),
        "lambda x: x.masked_fill(x>0, 1.)": ("lambda x: x.masked_fill(x>0, 2.)", "lambda x: x.masked_fill(x>.5, 1.)",),
        "lambda x: x.tril()": ("lambda x: x.triu()", "lambda x: x.tril(1)",),
        "lambda x: x.repeat(1, 2, 1, 1)": ("lambda x: x.repeat_interleave(2, 1)", "lambda x: x.tile(1, 2, 1, 1)*2",),
        "lambda x: F.pixel_shuffle(x, 2)": ("lambda x: F.channel_shuffle(x, 2)",),
        "lambda x: F.unfold(x, 3)": ("lambda x: F.unfold(x, 3, padding=1)",),
        "lambda x: F.unfold(x, 2, stride=2)": ("lambda x: F.unfold(x, 2, dilation=2, stride=2)",),
        "lambda x: x@x.mT": ("lambda x: x.mT@x",),
        "lambda x: torch.einsum('bchw, bdhw->bcd', x, x)": ("lambda x: torch.einsum('bchw, bdhw->bdc', x, x*2)",),
        "lambda x: x.lerp(x*2, .5)": ("lambda x: x.lerp(x*2, .25)",),
        "lambda x: torch.addcmul(x, x, x)": ("lambda x: torch.addcmul(x, x, x, value=2)",),
        "lambda x: x.nan_to_num(0.)": ("lambda x: x.nan_to_num(1.)",),
        "lambda x: F.grid_sample(x, torch.zeros(1, 5, 5, 2))": ("lambda x: F.grid_sample(x, torch.zeros(1, 5, 5, 2), mode='nearest')",),
        "lambda x: F.grid_sample(x, x.permute(0, 2, 3, 1)[..., :2])": (
            "lambda x: F.grid_sample(x, x.permute(0, 2, 3, 1)[..., :2], align_corners=True)",
            "lambda x: F.grid_sample(x, x.permute(0, 2, 3, 1)[..., :2], padding_mode='border')",),
        "lambda x: x.diagonal(0, 2, 3)": ("lambda x: x.diagonal(1, 2, 3)",),
        "lambda x: x.diff(dim=2)": ("lambda x: x.diff(dim=3)",),
        "lambda x: F.cosine_similarity(x, x.flip(1), 1)": ("lambda x: F.cosine_similarity(x, x.flip(1), 2)",),
        "lambda x: x.logsumexp(1)": ("lambda x: x.logsumexp(2)",),
        "lambda x: x.round()": ("lambda x: x.floor()",),
        "lambda x: x.index_select(1, torch.tensor([0, 1]))": ("lambda x: x.index_select(1, torch.tensor([2, 1]))",),
        "lambda x: x[:, [0, 2]]": ("lambda x: x[:, [0, 3]]",),
        "lambda x: x.gather(1, torch.zeros(1, 4, 6, 6).long())": ("lambda x: x.gather(1, torch.ones(1, 4, 6, 6).long())",),
        "lambda x: x*torch.arange(6.)": ("lambda x: x*torch.arange(6.).flip(0)",),
        "lambda x: x+torch.ones(6)": ("lambda x: x+torch.zeros(6)",),
        "lambda x: x.quantile(.5, 1)": ("lambda x: x.quantile(.25, 1)",),
        "lambda x: torch.fft.fft(x).real": ("lambda x: torch.fft.fft(x, dim=1).real",),
        "lambda x: x.half().float()": ("lambda x: x.bfloat16().float()",),
        "lambda x: x.sum()": ("lambda x: x.prod()",),
    },
    ("1x4x10",): {
        "nn.Conv1d(4, 8, 3, padding=1)": ("nn.Conv1d(4, 8, 3, padding=1, padding_mode='reflect')",
            "nn.Conv1d(4, 8, 3, padding=1, groups=4)", "nn.Conv1d(4, 8, 3, padding=2, dilation=2)",),
    },
    ("1x4x5x5",): {
        "nn.BatchNorm2d(4)": ("nn.BatchNorm2d(4, eps=1e-3)", "nn.BatchNorm2d(4, affine=False)",
            "nn.BatchNorm2d(4, track_running_stats=False)", "nn.BatchNorm2d(4, momentum=0.5)",),
        "nn.GroupNorm(2, 4)": ("nn.GroupNorm(4, 4)", "nn.GroupNorm(2, 4, eps=1e-2)", "nn.GroupNorm(2, 4, affine=False)",),
        "nn.InstanceNorm2d(4)": ("nn.InstanceNorm2d(4, eps=1e-2)", "nn.InstanceNorm2d(4, affine=True)",
            "nn.InstanceNorm2d(4, track_running_stats=True)",),
        "nn.LocalResponseNorm(3)": ("nn.LocalResponseNorm(2)", "nn.LocalResponseNorm(3, alpha=1e-2)",
            "nn.LocalResponseNorm(3, beta=0.5)", "nn.LocalResponseNorm(3, k=2.)",),
        "nn.Upsample(scale_factor=2, mode='bilinear')": ("nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)",
            "nn.Upsample(scale_factor=2, mode='nearest')", "nn.Upsample(scale_factor=2, mode='nearest-exact')",
            "nn.Upsample(scale_factor=2, mode='bicubic')", "nn.Upsample(scale_factor=3, mode='bilinear')",
            "lambda x: F.interpolate(x, scale_factor=2, mode='bilinear', antialias=True)",),
        "lambda x: F.interpolate(x, scale_factor=1.5, mode='nearest')": ("lambda x: F.interpolate(x, size=(7, 7), mode='nearest')",
            "lambda x: F.interpolate(x, scale_factor=1.5, mode='nearest', recompute_scale_factor=True)",
            "lambda x: F.interpolate(x, scale_factor=1.5, mode='area')",),
    },
    ("1x5x8",): {
        "nn.LayerNorm(8)": ("nn.LayerNorm(8, eps=1e-3)", "nn.LayerNorm(8, bias=False)", "nn.LayerNorm(8, elementwise_affine=False)",
            "nn.LayerNorm([5, 8])", "nn.RMSNorm(8)",),
        "nn.RMSNorm(8, eps=1e-6)": ("nn.RMSNorm(8, eps=1e-3)", "nn.RMSNorm(8)", "nn.RMSNorm(8, eps=1e-6, elementwise_affine=False)",),
    },
    ("1x4x9x9",): {
        "nn.MaxPool2d(2)": ("nn.MaxPool2d(2, ceil_mode=True)", "nn.MaxPool2d(2, 1)", "nn.MaxPool2d(2, padding=1)",
            "nn.MaxPool2d(2, dilation=2)", "nn.MaxPool2d((2, 3))", "nn.AvgPool2d(2)",),
        "nn.AvgPool2d(2, padding=1)": ("nn.AvgPool2d(2, padding=1, ceil_mode=True)",
            "nn.AvgPool2d(2, padding=1, count_include_pad=False)", "nn.AvgPool2d(2, padding=1, divisor_override=3)",
            "nn.AvgPool2d(2, 1, padding=1)",),
        "nn.Dropout(0.5)": ("nn.Dropout(0.3)", "nn.Dropout2d(0.5)", "nn.AlphaDropout(0.5)", "nn.FeatureAlphaDropout(0.5)",),
        "lambda x: F.interpolate(x, scale_factor=0.4, mode='bilinear')": (
            "lambda x: F.interpolate(x, scale_factor=0.4, mode='bilinear', recompute_scale_factor=True)",
            "lambda x: F.interpolate(x, scale_factor=0.4, mode='bilinear', antialias=True)",),
    },
    ("1x4x6x8", "1x4x6x8", "1x4x6x8"): {
        "lambda q, k, v: F.scaled_dot_product_attention(q, k, v)": (
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True)",
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, scale=0.3)",
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=torch.ones(6, 6).tril().bool())",
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=torch.ones(6, 6).triu(-1).tril(1).bool())",
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=(torch.arange(36).view(6, 6)%3>0))",
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=torch.arange(36.).view(6, 6))",
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, dropout_p=0.3)",),
        "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=(torch.arange(36).view(6, 6)%3>0))": (
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=(torch.arange(36).view(6, 6)%2>0))",),
        "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=torch.arange(36.).view(6, 6))": (
            "lambda q, k, v: F.scaled_dot_product_attention(q, k, v, attn_mask=torch.arange(36.).view(6, 6)*2)",),
        "lambda q, k, v: ((q@k.mT)*0.35355).softmax(-1)@v": ("lambda q, k, v: ((q@k.mT)*0.2).softmax(-1)@v",
            "lambda q, k, v: ((q@k.mT)*0.35355).softmax(-2)@v", "lambda q, k, v: ((q@k.mT)*0.35355).sigmoid()@v",
            "lambda q, k, v: ((q@k.mT)/2.8).softmax(-1)@v", "lambda q, k, v: ((q@k.mT)*0.35355+1).softmax(-1)@v",
            "lambda q, k, v: ((q@k.mT)*0.35355+torch.full((6, 6), float('-inf')).triu(1)).softmax(-1)@v",
            "lambda q, k, v: ((q@k.mT)*0.35355).masked_fill(torch.ones(6, 6).triu(1).bool(), -1e9).softmax(-1)@v",
            "lambda q, k, v: ((q@k.mT)*0.35355).masked_fill(torch.ones(6, 6).triu(1).bool(), -3.).softmax(-1)@v",
            "lambda q, k, v: ((q@k.mT)*0.35355).masked_fill(torch.ones(6, 6).triu(2).bool(), -1e9).softmax(-1)@v",),
    },
    ("1x6x8",): {
        "nn.LSTM(8, 4, batch_first=True)": ("nn.LSTM(8, 4)", "nn.LSTM(8, 4, batch_first=True, bidirectional=True)",
            "nn.LSTM(8, 4, 2, batch_first=True)", "nn.LSTM(8, 4, batch_first=True, bias=False)",
            "nn.LSTM(8, 4, batch_first=True, proj_size=2)", "nn.GRU(8, 4, batch_first=True)",),
        "nn.LSTM(8, 4, 2, batch_first=True)": ("nn.LSTM(8, 4, 2, batch_first=True, dropout=.3)",),
        "nn.RNN(8, 4, batch_first=True)": ("nn.RNN(8, 4, batch_first=True, nonlinearity='relu')",),
        "nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)": ("nn.TransformerEncoderLayer(8, 4, 16, batch_first=True)",
            "nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, norm_first=True)",
            "nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, activation='gelu')",
            "nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, layer_norm_eps=1e-3)",
            "nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, bias=False)", "nn.TransformerEncoderLayer(8, 2, 16)",
            "nn.TransformerEncoderLayer(8, 2, 16, dropout=.3, batch_first=True)",),
        "nn.Linear(8, 4)": ("nn.Linear(8, 4, bias=False)",),
    },
    ("1x8",): {
        "nn.RNNCell(8, 4)": ("nn.RNNCell(8, 4, nonlinearity='relu')", "nn.RNNCell(8, 4, bias=False)",),
    },
    ("1x6:int64",): {
        "nn.Embedding(20, 8)": ("nn.Embedding(21, 8)", "nn.Embedding(20, 8, padding_idx=0)", "nn.Embedding(20, 8, max_norm=1.)",
            "nn.Embedding(20, 8, scale_grad_by_freq=True)",),
        "nn.EmbeddingBag(20, 8, mode='mean')": ("nn.EmbeddingBag(20, 8, mode='sum')", "nn.EmbeddingBag(20, 8, mode='max')",
            "nn.EmbeddingBag(20, 8, mode='mean', padding_idx=1)",),
    },
}
"""Modules, or functions of inputs of some sizes, each with others that differ in one argument."""

RIGHTLY = {
    "momentum": "a norm's momentum is of training", "padding_idx=0": "the entry that does not learn", "scale_grad": "gradients alone",
    "max_norm": "the table is scaled in place, before", "0.35355+1": "a softmax does not see what is added to all of its values",
    "%2>0": "a mask's values", "view(6, 6)*2": "a mask's values", "index_select": "which entries", "[0, 3]": "which entries",
    "gather": "which entries", "flip(0)": "an array's values", "zeros(6)": "an array's values", "quantile": "no rule, and told so",
    "fft": "no rule, and told so", "bfloat16": "a type on the way",
}
"""What changes nothing that is counted, by a word of the change: of training, or values of arrays, as weights have them."""


def said(text: str, sizes: tuple[str, ...]) -> str:
    """All that archcalc says of a module."""
    import torch
    from handwritten_modules import tensors
    from torch import nn
    from torch.nn import functional as F  # noqa: N812 (as everybody writes it)

    import archcalc

    class Function(nn.Module):
        def forward(self, *given: Any) -> Any:
            return made(*given)

    made = eval(text, {"nn": nn, "F": F, "torch": torch})
    module = made if isinstance(made, nn.Module) else Function()
    try:
        graph = archcalc.build(archcalc.from_torch(module.eval(), *map(tensors, sizes)))
    except archcalc.ArchcalcError as error:
        return str(error)
    rows = [[node.name, node.op.kind, {key: str(value) for key, value in node.op.attributes.items()},
             [graph.nodes[place].name for place in node.inputs], node.shape, sorted(node.elsewhere.items())] for node in graph.nodes]
    return json.dumps([rows, graph.notes, str(graph.gap)])


def main() -> int:
    """The command."""
    warnings.simplefilter("ignore")
    tried, silent = 0, 0
    for sizes, modules in CHANGES.items():
        for base, others in modules.items():
            before = said(base, sizes)
            for other in others:
                tried += 1
                if said(other, sizes) == before and not any(word in other for word in RIGHTLY):
                    silent += 1
                    print(f"{base} -> {other}: nothing changes, nothing is said")
    print(f"{silent} of {tried} changes in silence")
    return int(silent > 0)


if __name__ == "__main__":
    sys.exit(main())
