"""Networks of capsules, codes, clips, styles and states, written out in PyTorch: networks.toml names them."""

from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from written_out import chain


def squash(x: Tensor) -> Tensor:
    length = x.norm(dim=-1, keepdim=True)
    return x * length / (1 + length ** 2)


class CapsNet(nn.Module):
    """Sabour et al. 2017, Figures 1 and 2, three rounds of routing; the longest vector is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(1, 256, 9), nn.Conv2d(256, 256, 9, 2)
        self.matrices = nn.Parameter(torch.randn(1152, 10, 8, 16) / 10)
        self.decoder = chain(nn.Linear(160, 512), nn.ReLU(), nn.Linear(512, 1024), nn.ReLU(), nn.Linear(1024, 784), nn.Sigmoid())

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = self.second(torch.relu(self.first(x)))
        capsules = squash(x.reshape(len(x), 32, 8, 36).transpose(2, 3).reshape(len(x), 1152, 8))
        foretold = torch.einsum("nic,ijco->nijo", capsules, self.matrices.clone())
        agreement = foretold.new_zeros(foretold.shape[:3])
        for i in range(3):
            digits = squash(torch.einsum("nij,nijo->njo", agreement.softmax(2), foretold))
            if i < 2:
                agreement = agreement + torch.einsum("nijo,njo->nij", foretold, digits)
        lengths = digits.norm(dim=2, keepdim=True)
        return lengths, self.decoder((digits * (lengths == lengths.amax(1, keepdim=True))).flatten(1))


class VqVae(nn.Module):
    """van den Oord et al. 2017, sizes of the authors' notebook: 128 channels, 512 codes of 64 features."""

    def __init__(self, width: int = 128, narrow: int = 32, codes: int = 512, features: int = 64) -> None:
        super().__init__()
        def residuals() -> nn.ModuleList:
            return nn.ModuleList(chain(nn.ReLU(), nn.Conv2d(width, narrow, 3, padding=1, bias=False), nn.ReLU(),
                                       nn.Conv2d(narrow, width, 1, bias=False)) for _ in range(2))
        self.before = chain(nn.Conv2d(3, width // 2, 4, 2, 1), nn.ReLU(), nn.Conv2d(width // 2, width, 4, 2, 1), nn.ReLU(),
                            nn.Conv2d(width, width, 3, padding=1))
        self.encoder, self.z, self.table = residuals(), nn.Conv2d(width, features, 1), nn.Parameter(torch.randn(codes, features))
        self.first, self.decoder = nn.Conv2d(features, width, 3, padding=1), residuals()
        self.after = chain(nn.ConvTranspose2d(width, width // 2, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(width // 2, 3, 4, 2, 1))

    def forward(self, x: Tensor) -> Tensor:
        x, table = self.before(x), self.table.clone()
        for block in self.encoder:
            x = x + block(x)
        z = self.z(torch.relu(x)).movedim(1, -1)
        distances = (z ** 2).sum(-1, keepdim=True) + (table ** 2).sum(1) - 2 * torch.matmul(z, table.T)
        chosen = functional.one_hot(distances.argmin(-1), len(table)).to(z.dtype)
        x = self.first(torch.matmul(chosen, table).movedim(-1, 1))
        for block in self.decoder:
            x = x + block(x)
        return self.after(torch.relu(x))


class Unit(nn.Module):
    """A convolution padded as TensorFlow pads, batch norm and ReLU."""

    def __init__(self, c_in: int, c_out: int, kernel: int, stride: int = 1) -> None:
        super().__init__()
        self.conv, self.norm = nn.Conv3d(c_in, c_out, kernel, stride, bias=False), nn.BatchNorm3d(c_out)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.norm(self.conv(same(x, self.conv.kernel_size, self.conv.stride))))


def same(x: Tensor, kernel: Any, stride: Any, value: float = 0.0) -> Tensor:
    """Padded so that sizes are the input's over the stride, rounded up; the odd place stands behind."""
    missing = [max(0, (-(-size // s) - 1) * s + k - size) for size, k, s in zip(x.shape[2:], kernel, stride, strict=True)]
    return functional.pad(x, [side for each in missing[::-1] for side in (each // 2, each - each // 2)], value=value)


def pooled(x: Tensor, kernel: Any, stride: Any) -> Tensor:
    return functional.max_pool3d(same(x, kernel, stride, -torch.inf), kernel, stride)


class Mixed(nn.Module):
    """Four branches of GoogLeNet, in three dimensions."""

    def __init__(self, c_in: int, a: int, b: int, c: int, d: int, e: int, f: int) -> None:
        super().__init__()
        self.one, self.three = Unit(c_in, a, 1), chain(Unit(c_in, b, 1), Unit(b, c, 3))
        self.other, self.pool = chain(Unit(c_in, d, 1), Unit(d, e, 3)), Unit(c_in, f, 1)
        self.out = a + c + e + f

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([self.one(x), self.three(x), self.other(x), self.pool(pooled(x, (3,) * 3, (1,) * 3))], 1)


class I3d(nn.Module):
    """Carreira and Zisserman 2017, Figure 3, as their TensorFlow code has it."""

    widths = ((64, 96, 128, 16, 32, 32), (128, 128, 192, 32, 96, 64), (192, 96, 208, 16, 48, 64), (160, 112, 224, 24, 64, 64),
              (128, 128, 256, 24, 64, 64), (112, 144, 288, 32, 64, 64), (256, 160, 320, 32, 128, 128), (256, 160, 320, 32, 128, 128),
              (384, 192, 384, 48, 128, 128))

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = Unit(3, 64, 7, 2), chain(Unit(64, 64, 1), Unit(64, 192, 3))
        self.mixed, width = nn.ModuleList(), 192
        for each in self.widths:
            self.mixed.append(Mixed(width, *each))
            width = self.mixed[-1].out
        self.scores = nn.Conv3d(width, 400, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.second(pooled(self.first(x), (1, 3, 3), (1, 2, 2)))
        x = pooled(x, (1, 3, 3), (1, 2, 2))
        for i, block in enumerate(self.mixed):
            x = pooled(x, *((3,) * 3, (2,) * 3) if i == 2 else ((2,) * 3, (2,) * 3)) if i in (2, 7) else x
            x = block(x)
        return self.scores(functional.avg_pool3d(x, (2, 7, 7), 1)).mean((2, 3, 4))


class Styled(nn.Module):
    """StyleGAN2's convolution: its input scaled by a style, its output so that its deviation is 1."""

    def __init__(self, c_in: int, c_out: int, size: int, kernel: int = 3, enlarged: bool = False) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.randn(c_out, c_in, kernel, kernel)), nn.Parameter(torch.randn(c_out))
        self.affine, self.enlarged, self.padding = nn.Linear(512, c_in), enlarged, kernel // 2
        if kernel > 1:
            self.strength = nn.Parameter(torch.ones(()))
            self.register_buffer("noise", torch.randn(1, 1, size, size))

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        style = self.affine(style)[:, :, None, None]
        if self.enlarged:
            y = filtered(functional.conv_transpose2d(x * style, self.weight.transpose(0, 1).contiguous(), stride=2), 1, 1)
        else:
            y = functional.conv2d(x * style, self.weight, padding=self.padding)
        if self.padding == 0:
            return y + self.bias[:, None, None]
        y = y * ((self.weight * style.reshape(1, -1, 1, 1)) ** 2).sum((1, 2, 3)).rsqrt()[None, :, None, None]
        y = y + self.noise * self.strength + self.bias[:, None, None]
        return functional.leaky_relu(y, 0.2) * 2 ** 0.5


def filtered(x: Tensor, before: int, after: int) -> Tensor:
    """1, 3, 3, 1 along both axes, four times their mean, with zeros around."""
    x = functional.pad(x, (before, after, before, after))
    for axis in (2, 3):
        taps = [x.narrow(axis, start, x.shape[axis] - 3) for start in range(4)]
        x = (taps[0] + 3 * taps[1] + 3 * taps[2] + taps[3]) / 4
    return x


class StyleGan2(nn.Module):
    """Karras et al. 2019, Figure 7, config F: 1024 x 1024, one style for each of 18 layers."""

    def __init__(self, widths: tuple[int, ...] = (512, 512, 512, 512, 512, 256, 128, 64, 32)) -> None:
        super().__init__()
        self.const = nn.Parameter(torch.randn(1, 512, 4, 4))
        self.first, self.ups, self.convs = Styled(512, 512, 4), nn.ModuleList(), nn.ModuleList()
        self.colours = nn.ModuleList(Styled(width, 3, 0, 1) for width in widths)
        for i, (a, b) in enumerate(pairwise(widths)):
            self.ups.append(Styled(a, b, 8 * 2 ** i, enlarged=True))
            self.convs.append(Styled(b, b, 8 * 2 ** i))

    def forward(self, styles: Tensor) -> Tensor:
        x = self.first(self.const, styles[:, 0])
        image = self.colours[0](x, styles[:, 1])
        for i, (up, conv) in enumerate(zip(self.ups, self.convs, strict=True)):
            x = conv(up(x, styles[:, 2 * i + 1]), styles[:, 2 * i + 2])
            sparse = image.new_zeros(*image.shape[:2], 2 * image.shape[2], 2 * image.shape[3])
            sparse[:, :, ::2, ::2] = image
            image = filtered(sparse, 2, 1) + self.colours[i + 1](x, styles[:, 2 * i + 3])
        return image
