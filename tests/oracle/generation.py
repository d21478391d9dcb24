"""Networks that make images, written out in PyTorch: networks.toml names them."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from written_out import chain


class Pix2Pix(nn.Module):
    """Isola et al. 2016, the U-Net of 256 pixels of the authors' PyTorch code: eight halvings, skips across."""

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        widths = [3, *(width * each for each in (1, 2, 4, 8, 8, 8, 8, 8))]
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        for i, (c_in, c_out) in enumerate(pairwise(widths)):
            outer, inner = i == 0, i == len(widths) - 2
            self.down.append(chain(*([] if outer else [nn.LeakyReLU(0.2)]), nn.Conv2d(c_in, c_out, 4, 2, 1, bias=False),
                                   *([] if outer or inner else [nn.BatchNorm2d(c_out)])))
            self.up.append(chain(nn.ReLU(), nn.ConvTranspose2d(c_out * (1 if inner else 2), c_in, 4, 2, 1, bias=outer),
                                 *([nn.Tanh()] if outer else [nn.BatchNorm2d(c_in)])))

    def forward(self, x: Tensor) -> Tensor:
        kept = []
        for down in self.down:
            x = down(x)
            kept.append(x)
        for i, up in reversed([*enumerate(self.up)]):
            x = up(x if i == len(kept) - 1 else torch.cat([kept[i], x], 1))
        return x


def pix2pix_discriminator() -> nn.Module:
    """The PatchGAN of 70x70 pixels of the same code, on the input and the output side by side."""
    layers: list[nn.Module] = [nn.Conv2d(6, 64, 4, 2, 1), nn.LeakyReLU(0.2)]
    for c_in, c_out, stride in ((64, 128, 2), (128, 256, 2), (256, 512, 1)):
        layers += [nn.Conv2d(c_in, c_out, 4, stride, 1, bias=False), nn.BatchNorm2d(c_out), nn.LeakyReLU(0.2)]
    return chain(*layers, nn.Conv2d(512, 1, 4, 1, 1))


class Vae(nn.Module):
    """PyTorch's example of Kingma and Welling 2013: 784 pixels, 400 hidden units, 20 latent numbers; noise is given."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden, self.mean, self.log_variance = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.decoder = chain(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784), nn.Sigmoid())

    def forward(self, x: Tensor, noise: Tensor) -> Tensor:
        hidden = torch.relu(self.hidden(x))
        return self.decoder(self.mean(hidden) + torch.exp(0.5 * self.log_variance(hidden)) * noise)


class DiT(nn.Module):
    """Peebles and Xie 2022, Figure 3: adaLN-Zero; time as sines and cosines is given, patches are not put together again."""

    def __init__(self, depth: int = 28, width: int = 1152, heads: int = 16) -> None:
        super().__init__()
        self.heads = heads
        self.time = chain(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))
        self.classes, self.patches = nn.Embedding(1001, width), nn.Conv2d(4, width, 2, 2)
        self.blocks = nn.ModuleList(nn.ModuleDict({
            "said": chain(nn.SiLU(), nn.Linear(width, 6 * width)), "qkv": nn.Linear(width, 3 * width), "proj": nn.Linear(width, width),
            "mlp": chain(nn.Linear(width, 4 * width), nn.GELU(approximate="tanh"), nn.Linear(4 * width, width))}) for _ in range(depth))
        self.said, self.noise = chain(nn.SiLU(), nn.Linear(width, 2 * width)), nn.Linear(width, 32)

    def attend(self, block: nn.ModuleDict, x: Tensor) -> Tensor:
        q, k, v = block["qkv"](x).reshape(*x.shape[:2], 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q, k.mT) * q.shape[-1] ** -0.5
        return block["proj"](torch.matmul(scores.softmax(-1), v).transpose(1, 2).reshape(x.shape))

    def forward(self, time: Tensor, label: Tensor, image: Tensor) -> Tensor:
        def modulated(x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
            return nn.functional.layer_norm(x, x.shape[-1:], eps=1e-6) * (1 + scale) + shift
        condition = self.time(time) + self.classes(label.long())[:, 0]
        x = self.patches(image).flatten(2).mT
        for block in self.blocks:
            shift, scale, gate, shift2, scale2, gate2 = block["said"](condition)[:, None].chunk(6, -1)
            x = x + gate * self.attend(block, modulated(x, scale, shift))
            x = x + gate2 * block["mlp"](modulated(x, scale2, shift2))
        shift, scale = self.said(condition)[:, None].chunk(2, -1)
        return self.noise(modulated(x, scale, shift))
