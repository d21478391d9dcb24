"""What PyTorch and torchvision say of some steps: the output, the trained parameters and the products, in `steps.json`.

    python tests/oracle/steps.py             # compares with what is recorded
    python tests/oracle/steps.py --record    # writes it

The environment is that of record.py. A case is a list of steps on some input, and the same in PyTorch. Products are those of
`FlopCounterMode`, halved, without MKL-DNN and fused attention, which it does not see. tests/language/test_building_blocks.py and
tests/operators/test_moving.py read the file.
"""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from record import without_compiled_operators

RECORDED = Path(__file__).with_suffix(".json")


class Case(NamedTuple):
    """Steps as a specification has them, on an input, and what they are in PyTorch: a module, or a function with one."""

    input: list[int]
    steps: str
    torch: str


BLOCKS = {
    "conv_norm": Case([3, 32, 32], "conv_norm: {filters: 16, stride: 2}", "misc.Conv2dNormActivation(3, 16, stride=2)"),
    "conv_norm, dilated": Case([8, 32, 32], "conv_norm: {filters: 16, kernel: 5, dilation: 2, groups: 4, activation: relu6}",
                               "misc.Conv2dNormActivation(8, 16, 5, dilation=2, groups=4, activation_layer=nn.ReLU6)"),
    "conv_norm without a norm": Case([3, 32, 32], "conv_norm: {filters: 16, norm: none, activation: none}",
                                     "misc.Conv2dNormActivation(3, 16, norm_layer=None, activation_layer=None)"),
    "conv_norm by instance": Case([3, 32, 32], "conv_norm: {filters: 16, norm: instance_norm, bias: true}",
                                  "misc.Conv2dNormActivation(3, 16, norm_layer=nn.InstanceNorm2d, bias=True)"),
    "separable_conv": Case([16, 32, 32], "separable_conv: {filters: 32, stride: 2}",
                           "nn.Sequential(misc.Conv2dNormActivation(16, 16, stride=2, groups=16), misc.Conv2dNormActivation(16, 32, 1))"),
    "squeeze_excite": Case([64, 16, 16], "squeeze_excite", "misc.SqueezeExcitation(64, 4)"),
    "squeeze_excite by a ratio": Case([64, 16, 16], "squeeze_excite: {ratio: 8}", "misc.SqueezeExcitation(64, 8)"),
    "squeeze_excite of MobileNetV3": Case([72, 16, 16], "squeeze_excite: {squeezed: 24, gate: hard_sigmoid}",
                                          "misc.SqueezeExcitation(72, 24, scale_activation=nn.Hardsigmoid)"),
    "residual_block": Case([64, 32, 32], "residual_block: {filters: 64}", "resnet.BasicBlock(64, 64)"),
    "residual_block that narrows": Case([64, 32, 32], "residual_block: {filters: 128, stride: 2}",
                                        "resnet.ResNet(resnet.BasicBlock, [1, 1, 1, 1]).layer2"),
    "bottleneck": Case([256, 16, 16], "bottleneck: {width: 64}", "resnet.Bottleneck(256, 64)"),
    "bottleneck that narrows": Case([256, 32, 32], "bottleneck: {width: 128, stride: 2}",
                                    "resnet.ResNet(resnet.Bottleneck, [1, 1, 1, 1]).layer2"),
    "bottleneck of ResNeXt": Case([256, 16, 16], "bottleneck: {width: 128, filters: 256, groups: 32}",
                                  "resnet.Bottleneck(256, 64, groups=32, base_width=4)"),
    "bottleneck, dilated": Case([256, 16, 16], "bottleneck: {width: 64, dilation: 2}", "resnet.Bottleneck(256, 64, dilation=2)"),
    "inverted_residual": Case([32, 28, 28], "inverted_residual: {filters: 32}", "mobilenetv2.InvertedResidual(32, 32, 1, 6)"),
    "inverted_residual that narrows": Case([32, 28, 28], "inverted_residual: {filters: 48, stride: 2}",
                                           "mobilenetv2.InvertedResidual(32, 48, 2, 6)"),
    "inverted_residual without expansion": Case([32, 28, 28], "inverted_residual: {filters: 16, expansion: 1}",
                                                "mobilenetv2.InvertedResidual(32, 16, 1, 1)"),
    "inverted_residual of MobileNetV3": Case(
        [24, 56, 56],
        "inverted_residual: {filters: 40, kernel: 5, stride: 2, expanded: 72, squeezed: 24, activation: relu, gate: hard_sigmoid}",
        "mobilenetv3.InvertedResidual(mobilenetv3.InvertedResidualConfig(24, 5, 72, 40, True, 'RE', 2, 1, 1), nn.BatchNorm2d)"),
    "inverted_residual of EfficientNet": Case(
        [24, 56, 56], "inverted_residual: {filters: 24, squeezed: 6, activation: silu, squeeze_activation: silu}",
        "efficientnet.MBConv(efficientnet.MBConvConfig(6, 3, 1, 24, 24, 1), 0.0, nn.BatchNorm2d)"),
    "feed_forward": Case([16, 64], "feed_forward: {hidden: 256}", "nn.Sequential(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 64))"),
    "transformer_block": Case([16, 64], "transformer_block: {heads: 4}",
                              "nn.TransformerEncoderLayer(64, 4, 256, activation='gelu', batch_first=True, norm_first=True)"),
    "transformer_block, norms behind": Case([16, 64], "transformer_block: {heads: 4, hidden: 128, norm_first: false, activation: relu}",
                                            "nn.TransformerEncoderLayer(64, 4, 128, batch_first=True)"),
    "transformer_block of a decoder": Case(
        [16, 64], "transformer_block: {heads: 4, memory: input, norm_first: false, activation: relu}",
        "does(lambda x, layer: layer(x, x), nn.TransformerDecoderLayer(64, 4, 256, batch_first=True))"),
    "transformer_block of a decoder, norms before": Case(
        [16, 64], "transformer_block: {heads: 4, memory: input, hidden: 96, causal: true}",
        "does(lambda x, layer: layer(x, x), nn.TransformerDecoderLayer(64, 4, 96, batch_first=True, norm_first=True))"),
    "transformer_block without biases": Case([16, 64], "transformer_block: {heads: 8, bias: false, norm: rms_norm, glu: silu, hidden: 172}", "llama_block(8)"),
    "transformer_block of Llama": Case(
        [16, 64], "transformer_block: {heads: 8, kv_heads: 2, causal: true, rotary: 10000, bias: false, norm: rms_norm, glu: silu, hidden: 172}",
        "llama_block(2)"),
    "diffusion_block": Case([64, 16, 16], "diffusion_block: {filters: 128}",
                            "does(lambda x, main, across: main(x) + across(x), nn.Sequential(nn.GroupNorm(32, 64), nn.SiLU(), nn.Conv2d(64, 128, 3, "
                            "padding=1), nn.GroupNorm(32, 128), nn.SiLU(), nn.Conv2d(128, 128, 3, padding=1)), nn.Conv2d(64, 128, 1))"),
    "split": Case([16, 8, 8], "split: {name: s, parts: 4}, conv: {from: s/2, filters: 4, kernel: 3, padding: 1}",
                  "does(lambda x, conv: conv(x.chunk(4, 1)[1]), nn.Conv2d(4, 4, 3, padding=1))"),
    "split unevenly": Case([10, 8, 8], "split: {name: s, parts: 3}, conv: {from: s/3, filters: 4, kernel: 1}",
                           "does(lambda x, conv: conv(x.chunk(3, 1)[2]), nn.Conv2d(2, 4, 1))"),
    "split along the height": Case([4, 9, 8], "split: {name: s, parts: 2, axis: 2}, conv: {from: s/1, filters: 4, kernel: 1}",
                                   "does(lambda x, conv: conv(x.chunk(2, 2)[0]), nn.Conv2d(4, 4, 1))"),
    "split of tokens": Case([10, 12], "split: {name: s, parts: 3, axis: 2}, linear: {from: s/1, units: 5}",
                            "does(lambda x, linear: linear(x.chunk(3, 2)[0]), nn.Linear(4, 5))"),
    "pyramid_level": Case([64, 16, 16], "pyramid_level: {from: [input, input]}",
                          "does(lambda x, lateral: lateral(x) + functional.interpolate(x, size=(16, 16)), nn.Conv2d(64, 64, 1))"),
    "by_distance": Case([6, 5], "by_distance: {name: pairs, index: [2, 1, 0, 0, 4, 3]}, select: {name: x, from: input, axis: 2, places: [0, 3]}, "
                        "einsum: {from: [x, pairs], equation: 'nct,ncts->ncs'}",
                        "does(lambda x: torch.einsum('nct,ncts->ncs', x[:, :, :3], x[:, :, torch.arange(3)[:, None] - torch.arange(3) + 2]))"),
}
"""Building blocks, as torchvision has them."""


MOVING = {
    "attention written as einsum": Case(
        [16, 4, 8], 'einsum: {name: scores, from: [input, input], equation: "nthd,nshd->nhts"}, softmax: {name: soft, axis: 3}, '
        'einsum: {from: [soft, input], equation: "nhts,nshd->nthd"}',
        "does(lambda x: torch.einsum('nhts,nshd->nthd', torch.einsum('nthd,nshd->nhts', x, x).softmax(3), x))"),
    "letters that one input alone has": Case(
        [6, 8], 'linear: {name: a, units: 5}, einsum: {from: [a, input], equation: "ntd,nte->nde"}',
        "does(lambda x, linear: torch.einsum('ntd,nte->nde', linear(x), x), nn.Linear(8, 5))"),
    "an outer product": Case([6, 8], 'einsum: {from: [input, input], equation: "ntd,nte->ntde"}',
                             "does(lambda x: torch.einsum('ntd,nte->ntde', x, x))"),
    "unpooling": Case([3, 8, 8], "conv: {filters: 8, kernel: 3, padding: 1}, max_pool: {name: p, kernel: 2}, "
                      "max_unpool: {from: p}, conv: {filters: 4, kernel: 3, padding: 1}", "unpooled()"),
    "mirrored borders": Case([3, 32, 32], "pad: {sides: [3, 3, 3, 3], mode: reflect}, conv: {filters: 64, kernel: 7}",
                             "nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(3, 64, 7))"),
}
"""Operators that move and pick values."""

NETWORKS = {
    "cyclegan_generator": Case([3, 256, 256], "", "cyclegan_generator()"),
    "edsr_baseline_x2": Case([3, 48, 48], "", "edsr(64, 16, 1.0, [2])"), "edsr_baseline_x4": Case([3, 48, 48], "", "edsr(64, 16, 1.0, [2, 2])"),
    "edsr_x2": Case([3, 48, 48], "", "edsr(256, 32, 0.1, [2])"), "edsr_x4": Case([3, 48, 48], "", "edsr(256, 32, 0.1, [2, 2])"),
}
"""Whole networks that are in no library, written out below."""


def answered(case: Case) -> dict[str, Any]:
    """The output's shape, the parameters and the products of a case in PyTorch."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    counter = FlopCounterMode(display=False)
    with torch.device("meta"):
        module = eval(case.torch, names()).eval()
    with (torch.device("meta"), torch.no_grad(), counter, torch.backends.mkldnn.flags(enabled=False),
          torch.nn.attention.sdpa_kernel(torch.nn.attention.SDPBackend.MATH)):
        y = module(torch.zeros(1, *case.input))
    return {"output": list(y.shape[1:]), "params": sum(each.numel() for each in module.parameters()),
            "macs": counter.get_total_flops() // 2}


def names() -> dict[str, Any]:
    """What the cases name."""
    without_compiled_operators()
    import torch
    from torchvision.models import efficientnet, mobilenetv2, mobilenetv3, resnet
    from torchvision.ops import misc

    torch.backends.mha.set_fastpath_enabled(False)

    class Does(torch.nn.Module):
        """A function of the input and a module of its own."""

        def __init__(self, function: Any, *parts: Any) -> None:
            super().__init__()
            self.function, self.parts = function, torch.nn.ModuleList(parts)

        def forward(self, x: Any) -> Any:
            return self.function(x, *self.parts)

    return {"torch": torch, "nn": torch.nn, "functional": torch.nn.functional, "misc": misc, "resnet": resnet, "mobilenetv2": mobilenetv2,
            "mobilenetv3": mobilenetv3, "efficientnet": efficientnet, "does": Does,
            "cyclegan_generator": cyclegan_generator, "edsr": edsr, "unpooled": unpooled, "llama_block": llama_block}


def cyclegan_generator() -> Any:
    """The generator of CycleGAN with nine blocks, after networks.py of the authors' code."""
    from torch import nn

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = nn.Sequential(nn.ReflectionPad2d(1), nn.Conv2d(256, 256, 3), nn.InstanceNorm2d(256), nn.ReLU(),
                                       nn.ReflectionPad2d(1), nn.Conv2d(256, 256, 3), nn.InstanceNorm2d(256))

        def forward(self, x: Any) -> Any:
            return x + self.inner(x)

    down = [layer for c in (64, 128) for layer in (nn.Conv2d(c, 2 * c, 3, 2, 1), nn.InstanceNorm2d(2 * c), nn.ReLU())]
    up = [layer for c in (256, 128) for layer in (
        nn.ConvTranspose2d(c, c // 2, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(c // 2), nn.ReLU())]
    return nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(3, 64, 7), nn.InstanceNorm2d(64), nn.ReLU(), *down, *(Block() for _ in range(9)),
                         *up, nn.ReflectionPad2d(3), nn.Conv2d(64, 3, 7), nn.Tanh())


def edsr(filters: int, blocks: int, scaling: float, factors: list[int]) -> Any:
    """EDSR without the shifts of the mean colour, after edsr.py of the authors' code."""
    from torch import nn

    def conv(c_in: int, c_out: int) -> Any:
        return nn.Conv2d(c_in, c_out, 3, padding=1)

    class Sum(nn.Module):
        def __init__(self, scale: float, *layers: Any) -> None:
            super().__init__()
            self.scale, self.layers = scale, nn.Sequential(*layers)

        def forward(self, x: Any) -> Any:
            return x + self.layers(x) * self.scale

    body = [Sum(scaling, conv(filters, filters), nn.ReLU(), conv(filters, filters)) for _ in range(blocks)]
    ups = [layer for factor in factors for layer in (conv(filters, filters * factor**2), nn.PixelShuffle(factor))]
    return nn.Sequential(conv(3, filters), Sum(1.0, *body, conv(filters, filters)), *ups, conv(filters, 3))


def llama_block(kv_heads: int) -> Any:
    """A block of Llama as transformers has it, 8 heads on 64 features, 172 inside."""
    import torch
    from transformers.models.llama.modeling_llama import LlamaConfig, LlamaDecoderLayer, LlamaRotaryEmbedding

    config = LlamaConfig(hidden_size=64, intermediate_size=172, num_attention_heads=8, num_key_value_heads=kv_heads,
                         attn_implementation="eager")

    class Block(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner, self.turns = LlamaDecoderLayer(config, 0), LlamaRotaryEmbedding(config)

        def forward(self, x: Any) -> Any:
            # the angles' own product is of no weights
            with torch.no_grad():
                turns = [torch.zeros(1, x.shape[1], 8, device=x.device)] * 2
            return self.inner(x, position_embeddings=turns)

    return Block()


def unpooled() -> Any:
    """A pooling and the way back."""
    from torch import nn

    class Unpooled(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.last = nn.Conv2d(3, 8, 3, padding=1), nn.Conv2d(8, 4, 3, padding=1)
            self.pool, self.unpool = nn.MaxPool2d(2, return_indices=True), nn.MaxUnpool2d(2)

        def forward(self, x: Any) -> Any:
            return self.last(self.unpool(*self.pool(self.first(x))))

    return Unpooled()


CASES = BLOCKS | MOVING | NETWORKS


def main() -> int:
    found = {name: answered(case) for name, case in CASES.items()}
    if "--record" in sys.argv:
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(each)}" for name, each in found.items())
        RECORDED.write_text(f"{{\n{rows}\n}}\n", "utf-8")
    same = json.loads(RECORDED.read_text("utf-8")) == found
    print(f"{len(found)} cases, {'as' if same else 'not as'} recorded")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
