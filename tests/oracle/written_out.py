"""Networks that no library has as their paper draws them, written out in PyTorch: networks.toml names them."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional


def chain(*layers: nn.Module) -> nn.Sequential:
    return nn.Sequential(*layers)


# --- two inputs, control, rays

class Siamese(nn.Module):
    """Koch 2015, Figure 4: one tower for both images, the distance of each feature, one weight for each."""

    def __init__(self) -> None:
        super().__init__()
        def step(c_in: int, c_out: int, kernel: int) -> list[nn.Module]:
            return [nn.Conv2d(c_in, c_out, kernel), nn.ReLU()]
        self.tower = chain(
            *step(1, 64, 10), nn.MaxPool2d(2), *step(64, 128, 7), nn.MaxPool2d(2), *step(128, 128, 4), nn.MaxPool2d(2),
            *step(128, 256, 4), nn.Flatten(), nn.Linear(9216, 4096), nn.Sigmoid())
        self.score = nn.Linear(4096, 1)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return torch.sigmoid(self.score((self.tower(left) - self.tower(right)).abs()))


def dqn() -> nn.Module:
    """Mnih et al. 2015, extended data table 1, with the 18 actions of an Atari joystick."""
    return chain(
        nn.Conv2d(4, 32, 8, 4), nn.ReLU(), nn.Conv2d(32, 64, 4, 2), nn.ReLU(), nn.Conv2d(64, 64, 3), nn.ReLU(),
        nn.Flatten(), nn.Linear(3136, 512), nn.ReLU(), nn.Linear(512, 18))


class AlphaGoZero(nn.Module):
    """Silver et al. 2017, Methods: one convolution, blocks of two, a policy and a value."""

    def __init__(self, blocks: int = 19, width: int = 256) -> None:
        super().__init__()
        def normed(c_in: int, c_out: int, kernel: int) -> nn.Sequential:
            return chain(nn.Conv2d(c_in, c_out, kernel, padding=kernel // 2), nn.BatchNorm2d(c_out))
        self.first = normed(17, width, 3)
        self.blocks = nn.ModuleList(
            chain(normed(width, width, 3), nn.ReLU(), normed(width, width, 3)) for _ in range(blocks))
        self.policy = chain(normed(width, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(722, 362))
        self.value = chain(normed(width, 1, 1), nn.ReLU(), nn.Flatten(), nn.Linear(361, 256), nn.ReLU(), nn.Linear(256, 1), nn.Tanh())

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = torch.relu(self.first(x))
        for block in self.blocks:
            x = torch.relu(block(x) + x)
        return self.policy(x), self.value(x)


class NeRF(nn.Module):
    """Mildenhall et al. 2020, Figure 7: 60 numbers of a place, 24 of a direction; a density and a colour."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear({0: 60, 5: 316}.get(i, 256), 256) for i in range(8))
        self.density, self.feature = nn.Linear(256, 1), nn.Linear(256, 256)
        self.view, self.colour = nn.Linear(280, 128), nn.Linear(128, 3)

    def forward(self, place: Tensor, direction: Tensor) -> tuple[Tensor, Tensor]:
        x = place
        for i, layer in enumerate(self.layers):
            x = torch.relu(layer(torch.cat([x, place], -1) if i == 5 else x))
        view = torch.relu(self.view(torch.cat([self.feature(x), direction], -1)))
        return torch.relu(self.density(x)), torch.sigmoid(self.colour(view))


# --- generation

def dcgan_generator() -> nn.Module:
    """PyTorch's example of DCGAN, 64 pixels and width 64; without biases."""
    layers: list[nn.Module] = []
    for c_in, c_out in ((100, 512), (512, 256), (256, 128), (128, 64)):
        stride = (1, 0) if c_in == 100 else (2, 1)
        layers += [nn.ConvTranspose2d(c_in, c_out, 4, *stride, bias=False), nn.BatchNorm2d(c_out), nn.ReLU()]
    return chain(*layers, nn.ConvTranspose2d(64, 3, 4, 2, 1, bias=False), nn.Tanh())


def dcgan_discriminator() -> nn.Module:
    """The other half of the same example."""
    layers: list[nn.Module] = []
    for c_in, c_out in ((3, 64), (64, 128), (128, 256), (256, 512)):
        layers += [nn.Conv2d(c_in, c_out, 4, 2, 1, bias=False)]
        layers += [nn.BatchNorm2d(c_out)] if c_in > 3 else []
        layers += [nn.LeakyReLU(0.2)]
    return chain(*layers, nn.Conv2d(512, 1, 4, bias=False), nn.Sigmoid())


def srcnn() -> nn.Module:
    """Dong et al. 2014, section 3: 9-1-5, one channel, padded."""
    return chain(nn.Conv2d(1, 64, 9, padding=4), nn.ReLU(), nn.Conv2d(64, 32, 1), nn.ReLU(), nn.Conv2d(32, 1, 5, padding=2))


# --- detection and segmentation

def darknet(c_in: int, c_out: int, kernel: int, stride: int = 1) -> nn.Sequential:
    return chain(nn.Conv2d(c_in, c_out, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(c_out), nn.LeakyReLU(0.1))


class YoloV3(nn.Module):
    """Redmon and Farhadi 2018 and its yolov3.cfg: Darknet-53, three scales of three boxes of 80 classes."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = darknet(3, 32, 3)
        self.stages = nn.ModuleList()
        for width, blocks in ((64, 1), (128, 2), (256, 8), (512, 8), (1024, 4)):
            block = lambda width=width: chain(darknet(width, width // 2, 1), darknet(width // 2, width, 3))  # noqa: E731
            self.stages.append(nn.ModuleList([darknet(width // 2, width, 3, 2), *(block() for _ in range(blocks))]))
        def neck(c_in: int, width: int) -> nn.Sequential:
            layers = [darknet(c_in, width, 1)]
            for _ in range(2):
                layers += [darknet(width, 2 * width, 3), darknet(2 * width, width, 1)]
            return chain(*layers)
        self.necks = nn.ModuleList([neck(1024, 512), neck(768, 256), neck(384, 128)])
        self.routes = nn.ModuleList([darknet(512, 256, 1), darknet(256, 128, 1)])
        self.heads = nn.ModuleList(chain(darknet(width, 2 * width, 3), nn.Conv2d(2 * width, 255, 1)) for width in (512, 256, 128))

    def forward(self, x: Tensor) -> list[Tensor]:
        x, levels, found = self.stem(x), [], []
        for down, *blocks in self.stages:
            x = down(x)
            for block in blocks:
                x = x + block(x)
            levels.append(x)
        x = self.necks[0](levels[4])
        found.append(self.heads[0](x))
        for i in (1, 2):
            x = functional.interpolate(self.routes[i - 1](x), scale_factor=2)
            x = self.necks[i](torch.cat([x, levels[4 - i]], 1))
            found.append(self.heads[i](x))
        return found


class UNet3d(nn.Module):
    """Cicek et al. 2016, Figure 2, padded, three channels in and three classes out; biases beside the batch norm."""

    def __init__(self) -> None:
        super().__init__()
        def pair(c_in: int, c_mid: int, c_out: int) -> nn.Sequential:
            return chain(*(layer for a, b in ((c_in, c_mid), (c_mid, c_out))
                           for layer in (nn.Conv3d(a, b, 3, padding=1), nn.BatchNorm3d(b), nn.ReLU())))
        self.down = nn.ModuleList([pair(3, 32, 64), pair(64, 64, 128), pair(128, 128, 256), pair(256, 256, 512)])
        self.up = nn.ModuleList(nn.ConvTranspose3d(width, width, 2, 2) for width in (512, 256, 128))
        self.merge = nn.ModuleList([pair(768, 256, 256), pair(384, 128, 128), pair(192, 64, 64)])
        self.last = nn.Conv3d(64, 3, 1)

    def forward(self, x: Tensor) -> Tensor:
        kept: list[Tensor] = []
        for level in self.down:
            kept.append(level(functional.max_pool3d(kept[-1], 2) if kept else x))
        x = kept.pop()
        for up, merge in zip(self.up, self.merge, strict=True):
            x = merge(torch.cat([kept.pop(), up(x)], 1))
        return self.last(x)


# --- signals, words and clips

class M5(nn.Module):
    """Dai et al. 2016, the M5 of Table 1, as PyTorch's tutorial has it but for its width: 128, 128, 256, 512."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for c_in, c_out in ((1, 128), (128, 128), (128, 256), (256, 512)):
            first = c_in == 1
            layers += [nn.Conv1d(c_in, c_out, 80 if first else 3, 4 if first else 1), nn.BatchNorm1d(c_out), nn.ReLU(), nn.MaxPool1d(4)]
        self.features, self.score = chain(*layers), nn.Linear(512, 10)

    def forward(self, x: Tensor) -> Tensor:
        return self.score(self.features(x).mean(-1))


class TextCNN(nn.Module):
    """Kim 2014: windows of 3, 4 and 5 words, 100 of each, the largest value of each over the sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(20_000, 300)
        self.convs = nn.ModuleList(nn.Conv1d(300, 100, kernel) for kernel in (3, 4, 5))
        self.score = nn.Linear(300, 2)

    def forward(self, words: Tensor) -> Tensor:
        x = self.words(words.long()).mT
        return self.score(torch.cat([torch.relu(conv(x)).amax(-1) for conv in self.convs], 1))


class WaveNet(nn.Module):
    """van den Oord et al. 2016, Figure 4: gated dilated causal convolutions, skips summed, 256 amplitudes.

    The paper leaves the widths open: 30 layers of dilation 1 to 512, three times over; 64 residual and gate channels,
    256 of skips; a first causal convolution of kernel 2 on one-hot amplitudes, padded on the left.
    """

    def __init__(self, residual: int = 64, skip: int = 256, classes: int = 256) -> None:
        super().__init__()
        self.dilations = [2 ** (i % 10) for i in range(30)]
        self.first = nn.Conv1d(classes, residual, 2)
        self.gates = nn.ModuleList(nn.Conv1d(residual, 2 * residual, 2, dilation=each) for each in self.dilations)
        self.residuals = nn.ModuleList(nn.Conv1d(residual, residual, 1) for _ in self.dilations)
        self.skips = nn.ModuleList(nn.Conv1d(residual, skip, 1) for _ in self.dilations)
        self.last = chain(nn.ReLU(), nn.Conv1d(skip, skip, 1), nn.ReLU(), nn.Conv1d(skip, classes, 1))

    def forward(self, x: Tensor) -> Tensor:
        x, total = self.first(functional.pad(x, (1, 0))), 0
        for dilation, gate, residual, skip in zip(self.dilations, self.gates, self.residuals, self.skips, strict=True):
            signal, opening = gate(functional.pad(x, (dilation, 0))).chunk(2, 1)
            opened = torch.tanh(signal) * torch.sigmoid(opening)
            total, x = total + skip(opened), x + residual(opened)
        return self.last(total)


def c3d() -> nn.Module:
    """Tran et al. 2014, as its Caffe model for Sports-1M has it: 487 sports."""
    layers: list[nn.Module] = []
    for widths, pool, padding in (((3, 64), (1, 2, 2), 0), ((64, 128), 2, 0), ((128, 256, 256), 2, 0), ((256, 512, 512), 2, 0),
                                  ((512, 512, 512), 2, (0, 1, 1))):
        for c_in, c_out in pairwise(widths):
            layers += [nn.Conv3d(c_in, c_out, 3, padding=1), nn.ReLU()]
        layers.append(nn.MaxPool3d(pool, pool, padding))
    return chain(*layers, nn.Flatten(), nn.Linear(8192, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(),
                 nn.Linear(4096, 487))


def vggish() -> nn.Module:
    """Hershey et al. 2016, the network of the authors' TensorFlow models: 96 frames of 64 mel bands, 128 features."""
    layers: list[nn.Module] = []
    for widths in ((1, 64), (64, 128), (128, 256, 256), (256, 512, 512)):
        for c_in, c_out in pairwise(widths):
            layers += [nn.Conv2d(c_in, c_out, 3, padding=1), nn.ReLU()]
        layers.append(nn.MaxPool2d(2))
    for c_in, c_out in pairwise((12288, 4096, 4096, 128)):
        layers += [nn.Flatten(), nn.Linear(c_in, c_out), nn.ReLU()]
    return chain(*layers)
