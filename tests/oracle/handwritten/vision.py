"""Networks on images as people write them by hand."""

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 (as everybody writes it)


class BasicBlock(nn.Module):
    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.shortcut = nn.Sequential()
        if stride != 1 or cin != cout:
            self.shortcut = nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        y += self.shortcut(x)
        return F.relu(y)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.layers = nn.ModuleList([BasicBlock(16, 16), BasicBlock(16, 32, 2), BasicBlock(32, 64, 2)])
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        x = self.stem(x)
        for layer in self.layers:
            x = layer(x)
        return self.head(F.avg_pool2d(x, x.shape[-1]).view(x.size(0), -1))


class UNet(nn.Module):
    def __init__(self, widths=(8, 16, 32)):
        super().__init__()
        self.downs, self.ups = nn.ModuleList(), nn.ModuleList()
        cin = 1
        for width in widths:
            self.downs.append(self.double(cin, width))
            cin = width
        self.bottom = self.double(cin, cin * 2)
        for width in reversed(widths):
            self.ups.append(nn.ConvTranspose2d(width * 2, width, 2, 2))
            self.ups.append(self.double(width * 2, width))
        self.out = nn.Conv2d(widths[0], 2, 1)

    @staticmethod
    def double(cin, cout):
        return nn.Sequential(nn.Conv2d(cin, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.ReLU(True),
                             nn.Conv2d(cout, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.ReLU(True))

    def forward(self, x):
        skips = []
        for down in self.downs:
            x = down(x)
            skips.append(x)
            x = F.max_pool2d(x, 2)
        x = self.bottom(x)
        for up, double, skip in zip(self.ups[::2], self.ups[1::2], reversed(skips), strict=True):
            x = up(x)
            if x.shape != skip.shape:
                dy, dx = skip.shape[2] - x.shape[2], skip.shape[3] - x.shape[3]
                x = F.pad(x, [dx // 2, dx - dx // 2, dy // 2, dy - dy // 2])
            x = double(torch.cat([skip, x], 1))
        return self.out(x)


class ViT(nn.Module):
    def __init__(self, dim=32, heads=4, depth=2):
        super().__init__()
        self.patch = nn.Conv2d(3, dim, 4, 4)
        self.cls = nn.Parameter(torch.randn(1, 1, dim))
        self.pos = nn.Parameter(torch.randn(1, 17, dim))
        self.blocks = nn.ModuleList([ViTBlock(dim, heads) for _ in range(depth)])
        self.norm, self.head = nn.LayerNorm(dim), nn.Linear(dim, 10)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(x.shape[0], -1, -1), x], 1) + self.pos
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x)[:, 0])


class ViTBlock(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.scale = heads, (dim // heads) ** -0.5
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.qkv, self.proj = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.mlp = nn.Sequential(nn.Linear(dim, 4 * dim), nn.GELU(), nn.Dropout(0.1), nn.Linear(4 * dim, dim))

    def forward(self, x):
        b, n, c = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(b, n, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        weights = ((q @ k.transpose(-2, -1)) * self.scale).softmax(-1)
        x = x + self.proj((weights @ v).transpose(1, 2).reshape(b, n, c))
        return x + self.mlp(self.norm2(x))


class Swin(nn.Module):
    """One shifted window block with a table of relative positions."""

    def __init__(self, dim=16, heads=2, window=4):
        super().__init__()
        self.window, self.heads = window, heads
        self.table = nn.Parameter(torch.randn((2 * window - 1) ** 2, heads) / 50)
        places = torch.stack(torch.meshgrid(torch.arange(window), torch.arange(window), indexing="ij")).flatten(1)
        apart = (places[:, :, None] - places[:, None]).permute(1, 2, 0) + window - 1
        self.register_buffer("index", apart[..., 0] * (2 * window - 1) + apart[..., 1])
        self.embed, self.norm = nn.Conv2d(3, dim, 2, 2), nn.LayerNorm(dim)
        self.qkv, self.proj = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)

    def forward(self, x):
        x = self.embed(x).permute(0, 2, 3, 1)
        b, h, w, c = x.shape
        n = self.window
        y = torch.roll(self.norm(x), (-n // 2, -n // 2), (1, 2))
        y = y.view(b, h // n, n, w // n, n, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, n * n, c)
        q, k, v = self.qkv(y).view(-1, n * n, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        bias = self.table[self.index.view(-1)].view(n * n, n * n, -1).permute(2, 0, 1)
        y = ((q * (c // self.heads) ** -0.5) @ k.transpose(-2, -1) + bias.unsqueeze(0)).softmax(-1) @ v
        y = self.proj(y.transpose(1, 2).reshape(-1, n * n, c))
        y = y.view(b, h // n, w // n, n, n, c).permute(0, 1, 3, 2, 4, 5).reshape(b, h, w, c)
        return x + torch.roll(y, (n // 2, n // 2), (1, 2))


class SqueezeExcite(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, 2, 1)
        self.depthwise = nn.Conv2d(16, 16, 5, padding=2, groups=16, bias=False)
        self.bn = nn.BatchNorm2d(16, eps=1e-3, momentum=0.01)
        self.reduce, self.expand = nn.Conv2d(16, 4, 1), nn.Conv2d(4, 16, 1)
        self.fc = nn.Linear(16, 5)

    def forward(self, x):
        x = F.hardswish(self.bn(self.depthwise(self.conv(x))))
        gate = F.adaptive_avg_pool2d(x, 1)
        x = x * F.hardsigmoid(self.expand(F.relu6(self.reduce(gate))))
        return F.log_softmax(self.fc(x.mean([2, 3])), dim=-1)


class DetectionHead(nn.Module):
    """A pyramid of three levels with shared heads, and a mapping of outputs."""

    def __init__(self, classes=5, anchors=3):
        super().__init__()
        self.c3, self.c4 = nn.Conv2d(3, 16, 3, 2, 1), nn.Conv2d(16, 32, 3, 2, 1)
        self.c5 = nn.Conv2d(32, 64, 3, 2, 1)
        self.lateral = nn.ModuleDict({"c3": nn.Conv2d(16, 16, 1), "c4": nn.Conv2d(32, 16, 1), "c5": nn.Conv2d(64, 16, 1)})
        self.cls, self.box = nn.Conv2d(16, anchors * classes, 3, 1, 1), nn.Conv2d(16, anchors * 4, 3, 1, 1)
        self.classes = classes

    def forward(self, x):
        c3 = F.relu(self.c3(x))
        c4 = F.relu(self.c4(c3))
        c5 = F.relu(self.c5(c4))
        p5 = self.lateral["c5"](c5)
        p4 = self.lateral["c4"](c4) + F.interpolate(p5, scale_factor=2, mode="nearest")
        p3 = self.lateral["c3"](c3) + F.interpolate(p4, size=c3.shape[-2:], mode="nearest")
        scores, boxes = [], []
        for p in (p3, p4, p5):
            n = p.shape[0]
            scores.append(self.cls(p).permute(0, 2, 3, 1).reshape(n, -1, self.classes))
            boxes.append(self.box(p).permute(0, 2, 3, 1).reshape(n, -1, 4))
        return {"scores": torch.cat(scores, 1).sigmoid(), "boxes": torch.cat(boxes, 1), "pyramid": [p3, p4, p5]}


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU())
        self.embed = nn.Linear(16 * 3 * 3, 20)

    def one(self, x):
        return F.normalize(self.embed(self.features(x).flatten(1)), dim=1)

    def forward(self, left, right):
        a, b = self.one(left), self.one(right)
        return torch.norm(a - b, dim=1), (a * b).sum(1)


class SpatialTransformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.local = nn.Sequential(nn.Conv2d(1, 4, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 6 * 6, 6))
        self.conv = nn.Conv2d(1, 8, 3)

    def forward(self, x):
        grid = F.affine_grid(self.local(x).view(-1, 2, 3), x.size(), align_corners=False)
        return self.conv(F.grid_sample(x, grid, align_corners=False)).amax((2, 3))


class PixelCNN(nn.Module):
    class Masked(nn.Conv2d):
        def __init__(self, kind, *args, **keywords):
            super().__init__(*args, **keywords)
            mask = torch.ones_like(self.weight)
            h, w = self.kernel_size
            mask[:, :, h // 2, w // 2 + (kind == "B"):] = 0
            mask[:, :, h // 2 + 1:] = 0
            self.register_buffer("mask", mask)

        def forward(self, x):
            return self._conv_forward(x, self.weight * self.mask, self.bias)

    def __init__(self):
        super().__init__()
        self.first = self.Masked("A", 1, 16, 7, padding=3)
        self.rest = nn.Sequential(*[nn.Sequential(self.Masked("B", 16, 16, 3, padding=1), nn.ReLU()) for _ in range(3)])
        self.out = nn.Conv2d(16, 4, 1)

    def forward(self, x):
        return self.out(self.rest(F.relu(self.first(x))))


class Capsules(nn.Module):
    """Primary capsules and dynamic routing of three rounds."""

    def __init__(self, count=3, size=8):
        super().__init__()
        self.conv, self.primary = nn.Conv2d(1, 16, 9), nn.Conv2d(16, 8 * 4, 9, 2)
        self.weight = nn.Parameter(torch.randn(1, count, 4 * 4 * 4, size, 8) / 10)

    @staticmethod
    def squash(s):
        square = (s ** 2).sum(-1, keepdim=True)
        return square / (1 + square) * s / (square.sqrt() + 1e-8)

    def forward(self, x):
        u = self.primary(F.relu(self.conv(x)))
        u = self.squash(u.view(x.size(0), 8, -1).transpose(1, 2))
        hat = (self.weight @ u[:, None, :, :, None]).squeeze(-1)
        b = torch.zeros(*hat.shape[:3], 1, device=x.device)
        for number in range(3):
            v = self.squash((b.softmax(1) * hat).sum(2, keepdim=True))
            if number < 2:
                b = b + (hat * v).sum(-1, keepdim=True)
        return v.squeeze(2).norm(dim=-1)


class ConvMixer(nn.Module):
    def __init__(self, dim=24):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(3, dim, 4, 4), nn.GELU(), nn.BatchNorm2d(dim),
            *[nn.Sequential(Residual(nn.Sequential(nn.Conv2d(dim, dim, 5, groups=dim, padding="same"), nn.GELU(), nn.BatchNorm2d(dim))),
                            nn.Conv2d(dim, dim, 1), nn.GELU(), nn.BatchNorm2d(dim)) for _ in range(2)],
            nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Linear(dim, 10))

    def forward(self, x):
        return self.net(x)


class Residual(nn.Module):
    def __init__(self, fn):
        super().__init__()
        self.fn = fn

    def forward(self, x):
        return self.fn(x) + x


class Perceptual(nn.Module):
    """Normalized with buffers, features of several depths as a list."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406])[None, :, None, None])
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225])[None, :, None, None])
        self.stages = nn.ModuleList([nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(inplace=True)),
                                     nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(inplace=True))])

    def forward(self, x, shift: float = 0.0):
        x = (x - self.mean) / self.std + shift
        found = []
        for stage in self.stages:
            x = stage(x)
            found.append(x)
        return found


MODULES = {
    "resnet": (ResNet, (("1x3x32x32",), {})), "unet": (UNet, (("1x1x44x44",), {})), "vit": (ViT, (("1x3x16x16",), {})),
    "swin": (Swin, (("1x3x16x16",), {})), "squeeze_excite": (SqueezeExcite, (("1x3x20x20",), {})),
    "detection_head": (DetectionHead, (("1x3x32x32",), {})), "siamese": (Siamese, (("1x1x12x12", "1x1x12x12"), {})),
    "spatial_transformer": (SpatialTransformer, (("1x1x16x16",), {})), "pixel_cnn": (PixelCNN, (("1x1x12x12",), {})),
    "capsules": (Capsules, (("1x1x24x24",), {})), "conv_mixer": (ConvMixer, (("1x3x16x16",), {})),
    "perceptual": (Perceptual, (("1x3x16x16",), {"shift": 0.5})),
}
