"""Generators, flows, graphs, recommenders, experts as people write them by hand."""

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 (as everybody writes it)
from torch.nn.utils import parametrize
from torch.nn.utils.parametrizations import spectral_norm


class VAE(nn.Module):
    def __init__(self, latent=4):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 8, 4, 2, 1), nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(8 * 49, 2 * latent))
        self.decode_in = nn.Linear(latent, 8 * 49)
        self.decoder = nn.Sequential(nn.ConvTranspose2d(8, 4, 4, 2, 1), nn.ELU(), nn.Conv2d(4, 1, 3, padding=1), nn.Sigmoid())

    def forward(self, x):
        mu, logvar = self.encoder(x).chunk(2, 1)
        std = torch.exp(0.5 * logvar)
        z = mu + std * torch.randn_like(std) if self.training else mu
        return self.decoder(self.decode_in(z).view(-1, 8, 7, 7)), mu, logvar


class Generator(nn.Module):
    """Conditional: a label's embedding beside the noise."""

    def __init__(self):
        super().__init__()
        self.label = nn.Embedding(10, 6)
        self.net = nn.Sequential(
            nn.ConvTranspose2d(10 + 6, 32, 4, 1, 0, bias=False), nn.BatchNorm2d(32), nn.ReLU(True),
            nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), nn.ReflectionPad2d(1),
            nn.Conv2d(32, 16, 3), nn.InstanceNorm2d(16, affine=True), nn.PReLU(16), nn.PixelShuffle(2),
            nn.Conv2d(4, 3, 3, padding=1), nn.Tanh())

    def forward(self, noise, labels):
        return self.net(torch.cat([noise, self.label(labels)], 1)[:, :, None, None])


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(spectral_norm(nn.Conv2d(3, 8, 4, 2, 1)), nn.LeakyReLU(0.2, True), spectral_norm(nn.Conv2d(8, 16, 4, 2, 1)),
                                 nn.LeakyReLU(0.2, True), nn.Dropout2d(0.3))
        self.head = spectral_norm(nn.Linear(16, 1, bias=False))
        self.classes = nn.Embedding(10, 16)

    def forward(self, x, y):
        h = self.net(x).sum((2, 3))
        return self.head(h).squeeze(1) + (h * self.classes(y)).sum(1)


class GCN(nn.Module):
    """Graph convolutions with a normalised adjacency, and the mean of the nodes."""

    def __init__(self):
        super().__init__()
        self.w1, self.w2 = nn.Parameter(torch.randn(7, 16) / 4), nn.Parameter(torch.randn(16, 16) / 4)
        self.bias, self.out = nn.Parameter(torch.zeros(16)), nn.Linear(16, 3)

    def forward(self, x, adjacency):
        a = adjacency + torch.eye(adjacency.shape[-1], device=x.device)
        d = a.sum(-1).clamp(min=1e-6).rsqrt()
        a = d.unsqueeze(-1) * a * d.unsqueeze(-2)
        h = torch.relu(torch.matmul(a, torch.matmul(x, self.w1)) + self.bias)
        h = F.dropout(h, 0.5, self.training)
        return self.out((a @ (h @ self.w2)).mean(1))


class DLRM(nn.Module):
    def __init__(self):
        super().__init__()
        self.tables = nn.ModuleList([nn.EmbeddingBag(n, 8, mode="sum") for n in (30, 40, 50)])
        self.bottom = nn.Sequential(nn.Linear(13, 16), nn.ReLU(), nn.Linear(16, 8), nn.ReLU())
        self.top = nn.Sequential(nn.Linear(8 + 6, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid())
        self.register_buffer("rows", torch.tensor([1, 2, 2, 3, 3, 3]))
        self.register_buffer("columns", torch.tensor([0, 0, 1, 0, 1, 2]))

    def forward(self, dense, sparse):
        x = self.bottom(dense)
        z = torch.stack([x] + [table(ids) for table, ids in zip(self.tables, sparse, strict=True)], 1)
        pairs = torch.bmm(z, z.transpose(1, 2))[:, self.rows, self.columns]
        return self.top(torch.cat([x, pairs], 1))


class MoE(nn.Module):
    """Every expert on every token, weighed by the best two gates."""

    def __init__(self, dim=8, experts=4):
        super().__init__()
        self.gate = nn.Linear(dim, experts, bias=False)
        self.w1, self.w2 = nn.Parameter(torch.randn(experts, dim, 16) / 3), nn.Parameter(torch.randn(experts, 16, dim) / 4)

    def forward(self, x):
        values, chosen = self.gate(x).softmax(-1).topk(2, -1)
        weights = torch.zeros_like(self.gate(x)).scatter(-1, chosen, values / values.sum(-1, keepdim=True))
        h = F.gelu(torch.einsum("btd,edh->bteh", x, self.w1))
        return torch.einsum("bteh,ehd,bte->btd", h, self.w2, weights)


class NeRF(nn.Module):
    def __init__(self, width=32, levels=4):
        super().__init__()
        self.register_buffer("bands", 2.0 ** torch.arange(levels))
        size = 3 + 6 * levels
        self.layers = nn.ModuleList([nn.Linear(size, width)] + [nn.Linear(width + (size if i == 1 else 0), width) for i in range(3)])
        self.sigma, self.feature = nn.Linear(width, 1), nn.Linear(width, width)
        self.rgb = nn.Sequential(nn.Linear(width + size, 16), nn.ReLU(), nn.Linear(16, 3), nn.Sigmoid())

    def encoded(self, x):
        angles = (x[..., None] * self.bands).flatten(-2)
        return torch.cat([x, angles.sin(), angles.cos()], -1)

    def forward(self, points, directions):
        x = h = self.encoded(points)
        for number, layer in enumerate(self.layers):
            if number == 2:
                h = torch.cat([h, x], -1)
            h = F.relu(layer(h))
        return {"sigma": F.softplus(self.sigma(h)), "rgb": self.rgb(torch.cat([self.feature(h), self.encoded(directions)], -1))}


class RealNVP(nn.Module):
    def __init__(self, dim=6, steps=3):
        super().__init__()
        odd = torch.arange(dim) % 2
        self.register_buffer("masks", torch.stack([odd if i % 2 else 1 - odd for i in range(steps)]).float())
        self.nets = nn.ModuleList([nn.Sequential(nn.Linear(dim, 16), nn.Tanh(), nn.Linear(16, 2 * dim)) for _ in range(steps)])

    def forward(self, x):
        total = x.new_zeros(x.shape[0])
        for mask, net in zip(self.masks, self.nets, strict=True):
            s, t = net(x * mask).chunk(2, -1)
            s, t = torch.tanh(s) * (1 - mask), t * (1 - mask)
            x, total = x * torch.exp(s) + t, total + s.sum(-1)
        return x, total - 0.5 * (x ** 2).sum(-1)


class Symmetric(nn.Module):
    """A weight under a parametrization, tied with another layer's, and a parameter that nothing reads."""

    class Mirror(nn.Module):
        def forward(self, w):
            return w.triu() + w.triu(1).transpose(-1, -2)

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(6, 6), nn.Linear(6, 6)
        parametrize.register_parametrization(self.a, "weight", self.Mirror())
        self.unused = nn.Linear(3, 3)
        self.gain = nn.Parameter(torch.tensor(0.5))

    def forward(self, x):
        return self.gain * self.b(torch.tanh(self.a(x))) + F.linear(x, self.a.weight)


class DeepSets(nn.Module):
    def __init__(self):
        super().__init__()
        self.phi = nn.Sequential(nn.Linear(4, 16), nn.SELU(), nn.Linear(16, 16))
        self.rho = nn.Sequential(nn.Linear(32, 8), nn.Softplus(), nn.Linear(8, 2))

    def forward(self, sets):
        found = []
        for one in sets:
            h = self.phi(one)
            found.append(torch.cat([h.mean(1), h.max(1).values], -1))
        return self.rho(torch.stack(found).mean(0))


class PointNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.tnet = nn.Sequential(nn.Conv1d(3, 16, 1), nn.BatchNorm1d(16), nn.ReLU())
        self.fc_t = nn.Linear(16, 9)
        self.conv = nn.Conv1d(3, 24, 1)
        self.fc = nn.Sequential(nn.Linear(24, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Linear(12, 5))

    def forward(self, points):
        x = points.transpose(2, 1)
        turn = self.fc_t(torch.max(self.tnet(x), 2)[0]).view(-1, 3, 3) + torch.eye(3, device=x.device)
        x = torch.bmm(x.transpose(2, 1), turn).transpose(2, 1)
        return self.fc(F.relu(self.conv(x)).amax(2))


class UNetTime(nn.Module):
    """A denoiser of a diffusion: a step's number as sines, group norm, attention of pixels."""

    def __init__(self, width=16):
        super().__init__()
        self.time = nn.Sequential(nn.Linear(width, 4 * width), nn.SiLU(), nn.Linear(4 * width, width))
        self.first, self.norm = nn.Conv2d(3, width, 3, padding=1), nn.GroupNorm(4, width)
        self.qkv, self.proj = nn.Conv1d(width, 3 * width, 1), nn.Conv1d(width, width, 1)
        self.down, self.up = nn.Conv2d(width, width, 3, 2, 1), nn.Conv2d(width, width, 3, padding=1)
        self.last = nn.Conv2d(2 * width, 3, 3, padding=1)

    def forward(self, x, t):
        half = self.time[0].in_features // 2
        rates = torch.exp(-torch.arange(half, device=x.device) * (9.21 / half))
        angles = t.float()[:, None] * rates[None]
        h = self.first(x) + self.time(torch.cat([angles.sin(), angles.cos()], -1))[:, :, None, None]
        y = self.down(F.silu(self.norm(h)))
        b, c, height, width = y.shape
        q, k, v = self.qkv(y.flatten(2)).chunk(3, 1)
        weights = torch.einsum("bct,bcs->bts", q * c ** -0.25, k * c ** -0.25).softmax(-1)
        y = y + self.proj(torch.einsum("bts,bcs->bct", weights, v)).reshape(b, c, height, width)
        y = self.up(F.interpolate(y, scale_factor=2.0, mode="nearest"))
        return self.last(torch.cat([h, y], 1))


class Actor(nn.Module):
    """A dueling head, distribution parameters clamped, observations as keywords."""

    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(8 + 3, 32), nn.LayerNorm(32), nn.ReLU())
        self.value, self.advantage, self.log_std = nn.Linear(32, 1), nn.Linear(32, 4), nn.Linear(32, 4)

    def forward(self, *, observation, goal):
        h = self.trunk(torch.cat((observation, goal), dim=-1))
        a = self.advantage(h)
        q = self.value(h) + a - a.mean(dim=1, keepdim=True)
        return q, torch.clamp(self.log_std(h), -5, 2).exp()


class SpectralConv(nn.Module):
    """A layer of a Fourier neural operator."""

    def __init__(self, width=4, modes=3):
        super().__init__()
        self.lift, self.modes = nn.Linear(2, width), modes
        self.weight = nn.Parameter(torch.randn(width, width, modes, dtype=torch.cfloat) / 4)
        self.local, self.out = nn.Conv1d(width, width, 1), nn.Linear(width, 1)

    def forward(self, x):
        x = self.lift(x).permute(0, 2, 1)
        f = torch.fft.rfft(x)
        out = torch.zeros_like(f)
        out[..., :self.modes] = torch.einsum("bix,iox->box", f[..., :self.modes], self.weight)
        x = F.gelu(torch.fft.irfft(out, n=x.size(-1)) + self.local(x))
        return self.out(x.permute(0, 2, 1))


class Voxels(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv3d(1, 4, 3, 2, 1), nn.BatchNorm3d(4), nn.ReLU(), nn.MaxPool3d(2),
                                 nn.ConvTranspose3d(4, 2, 2, 2), nn.Flatten())
        self.fc = nn.Linear(2 * 8 * 8 * 8, 3)

    def forward(self, x):
        return self.fc(self.net(x))


class Quantizer(nn.Module):
    """A VQ-VAE's code book: the nearest entry of each place."""

    def __init__(self, entries=12, dim=6):
        super().__init__()
        self.encoder = nn.Conv2d(3, dim, 4, 4)
        self.codebook = nn.Embedding(entries, dim)
        self.decoder = nn.ConvTranspose2d(dim, 3, 4, 4)

    def forward(self, x):
        z = self.encoder(x).permute(0, 2, 3, 1)
        flat = z.reshape(-1, z.shape[-1])
        apart = flat.pow(2).sum(1, keepdim=True) - 2 * flat @ self.codebook.weight.t() + self.codebook.weight.pow(2).sum(1)
        codes = apart.argmin(1)
        q = self.codebook(codes).view(z.shape)
        return self.decoder((z + (q - z)).permute(0, 3, 1, 2)), codes


class Universal(nn.Module):
    """One block used as often as the shape says, after a layer that only long inputs take."""

    def __init__(self, dim=8):
        super().__init__()
        self.pool, self.block = nn.AvgPool1d(2), nn.Sequential(nn.Linear(dim, dim), nn.ReLU(), nn.Linear(dim, dim))
        self.norm = nn.LayerNorm(dim)

    def forward(self, x):
        if x.shape[1] > 10:
            x = self.pool(x.transpose(1, 2)).transpose(1, 2)
        for _ in range(x.shape[1] // 2):
            x = self.norm(x + self.block(x))
        return x


MODULES = {
    "vae": (VAE, (("1x1x14x14",), {})), "generator": (Generator, (("1x10", "1:int64"), {})),
    "discriminator": (Discriminator, (("1x3x16x16", "1:int64"), {})), "gcn": (GCN, (("1x5x7", "1x5x5"), {})),
    "dlrm": (DLRM, (("1x13", ["1x4:int64", "1x4:int64", "1x4:int64"]), {})), "moe": (MoE, (("1x5x8",), {})),
    "nerf": (NeRF, (("1x9x3", "1x9x3"), {})), "real_nvp": (RealNVP, (("1x6",), {})), "symmetric": (Symmetric, (("1x6",), {})),
    "deep_sets": (DeepSets, ((["1x5x4", "1x7x4"],), {})), "point_net": (PointNet, (("1x20x3",), {})),
    "denoiser": (UNetTime, (("1x3x8x8", "1:int64"), {})), "actor": (Actor, ((), {"observation": "1x8", "goal": "1x3"})),
    "spectral_conv": (SpectralConv, (("1x16x2",), {})),
    "voxels": (Voxels, (("1x1x16x16x16",), {})), "quantizer": (Quantizer, (("1x3x16x16",), {})),
    "universal": (Universal, (("1x12x8",), {})),
}
