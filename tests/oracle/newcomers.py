"""Networks that a newcomer wrote from the README and `archcalc explain` alone, beside the same in PyTorch, written apart.

    python tests/oracle/newcomers.py             # compares the specifications of tests/oracle/newcomers
    python tests/oracle/newcomers.py --record    # the same, and writes newcomers.json, which the tests read

MACs are those that PyTorch's counter of operations sees, halved, and those of recurrent layers by their sizes. The
environment is that of record.py.
"""

import json
import sys
from pathlib import Path

from record import without_compiled_operators

without_compiled_operators()

import torch  # noqa: E402 - after what torchvision wants compiled is put away
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402
from torch.utils.flop_counter import FlopCounterMode  # noqa: E402
from torchvision.models.swin_transformer import PatchMerging, SwinTransformerBlock  # noqa: E402

from archcalc import build  # noqa: E402
from archcalc.reports.network_table import analyze  # noqa: E402

FOLDER = Path(__file__).with_suffix("")
RECORDED = Path(__file__).with_suffix(".json")


class Residual(nn.Module):
    def __init__(self, *m):
        super().__init__()
        self.m = nn.Sequential(*m)

    def forward(self, x):
        return x + self.m(x)


class Heads(nn.Module):
    def __init__(self, d, h, bias=True):
        super().__init__()
        self.qkv = nn.Linear(d, 3 * d, bias=bias)
        self.p = nn.Linear(d, d, bias=bias)
        self.h = h

    def forward(self, x):
        n, t, d = x.shape
        q, k, v = self.qkv(x).reshape(n, t, 3, self.h, d // self.h).permute(2, 0, 3, 1, 4)
        a = (q @ k.transpose(-1, -2) / (d // self.h) ** 0.5).softmax(-1) @ v
        return self.p(a.transpose(1, 2).reshape(n, t, d))


class Turned(nn.Module):
    def forward(self, x):
        return x.transpose(1, 2)


class Half(nn.Module):
    def forward(self, x):
        return 0.5 * x


class Gate(nn.Module):
    def forward(self, x):
        a, b = x.chunk(2, -1)
        return a * b.sigmoid()


def ff():
    return Residual(nn.LayerNorm(144), nn.Linear(144, 576), nn.SiLU(), nn.Linear(576, 144), Half())


def conformer():
    attends = Residual(nn.LayerNorm(144), Heads(144, 4))
    convolves = Residual(
        nn.LayerNorm(144),
        nn.Linear(144, 288),
        Gate(),
        Turned(),
        nn.Conv1d(144, 144, 15, padding=7, groups=144),
        nn.BatchNorm1d(144),
        nn.SiLU(),
        Turned(),
        nn.Linear(144, 144),
    )
    return nn.Sequential(ff(), attends, convolves, ff(), nn.LayerNorm(144))


def widened(width, activation):
    return Residual(nn.LayerNorm(width), nn.Linear(width, 4 * width), activation, nn.Linear(4 * width, width))


def double(a, b):
    return nn.Sequential(
        nn.Conv1d(a, b, 9, padding=4), nn.BatchNorm1d(b), nn.ReLU(), nn.Conv1d(b, b, 9, padding=4), nn.BatchNorm1d(b), nn.ReLU()
    )


def normed(a, b, kernel):
    return nn.Sequential(nn.Conv2d(a, b, kernel, padding=kernel // 2, bias=False), nn.BatchNorm2d(b), nn.SiLU())


class Tcn(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.ModuleList()
        self.b = nn.ModuleList()
        self.d = nn.ModuleList()
        c = 1
        for d in (1, 2, 4, 8):
            self.a.append(nn.Conv1d(c, 25, 7, dilation=d))
            self.b.append(nn.Conv1d(25, 25, 7, dilation=d))
            self.d.append(nn.Conv1d(c, 25, 1) if c != 25 else nn.Identity())
            c = 25
        self.f = nn.Linear(25, 10)

    def forward(self, x):
        for d, a, b, k in zip((1, 2, 4, 8), self.a, self.b, self.d, strict=True):
            y = functional.relu(a(functional.pad(x, (6 * d, 0))))
            y = functional.relu(b(functional.pad(y, (6 * d, 0))))
            x = functional.relu(y + k(x))
        return self.f(x[:, :, -1])


class ConvLstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.g = nn.Conv2d(11, 32, 3, padding=1)
        self.o = nn.Conv2d(8, 1, 1)

    def forward(self, x):
        h = c = torch.zeros(1, 8, 16, 16)
        for t in range(4):
            i, f, o, g = self.g(torch.cat([x[:, :, t], h], 1)).chunk(4, 1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = c.tanh() * o.sigmoid()
        return self.o(h)


def mlp(c, ws, f=nn.Conv1d):
    m = []
    for w in ws:
        m += [nn.Conv1d(c, w, 1) if f is nn.Conv1d else nn.Linear(c, w), nn.BatchNorm1d(w), nn.ReLU()]
        c = w
    return nn.Sequential(*m)


class Turn(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.a = mlp(k, [64, 128, 1024])
        self.b = mlp(1024, [512, 256], 0)
        self.c = nn.Linear(256, k * k)
        self.k = k

    def forward(self, x):
        return self.c(self.b(self.a(x).max(2)[0])).reshape(-1, self.k, self.k)


class PointNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.t = Turn(3)
        self.f = mlp(3, [64, 64])
        self.u = Turn(64)
        self.g = mlp(64, [64, 128, 1024])
        self.h = mlp(1024, [512, 256], 0)
        self.o = nn.Linear(256, 40)

    def forward(self, x):
        x = (x.transpose(1, 2) @ self.t(x)).transpose(1, 2)
        x = self.f(x)
        x = (x.transpose(1, 2) @ self.u(x)).transpose(1, 2)
        return self.o(self.h(self.g(x).max(2)[0]))


class Crnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Sequential(
            nn.Conv2d(1, 64, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(128, 256, 3, padding=1),
            nn.BatchNorm2d(256),
            nn.ReLU(),
            nn.Conv2d(256, 256, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2, (2, 1), (0, 1)),
            nn.Conv2d(256, 512, 3, padding=1),
            nn.BatchNorm2d(512),
            nn.ReLU(),
            nn.Conv2d(512, 512, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2, (2, 1), (0, 1)),
            nn.Conv2d(512, 512, 2),
            nn.BatchNorm2d(512),
            nn.ReLU(),
        )
        self.l = nn.LSTM(512, 256, bidirectional=True, batch_first=True)
        self.m = nn.LSTM(512, 256, bidirectional=True, batch_first=True)
        self.o = nn.Linear(512, 37)

    def forward(self, x):
        y = self.c(x)
        assert y.shape[2] == 1, y.shape
        return self.o(self.m(self.l(y[:, :, 0].transpose(1, 2))[0])[0])


class WaveGlow(nn.Module):
    def __init__(self):
        super().__init__()
        self.i = nn.Conv1d(8, 8, 1, bias=False)
        self.s = nn.Conv1d(4, 256, 1)
        self.e = nn.Conv1d(256, 8, 1)
        self.a = nn.ModuleList(nn.Conv1d(256, 512, 3, dilation=2**i, padding=2**i) for i in range(4))
        self.b = nn.ModuleList(nn.Conv1d(640, 512, 1) for i in range(4))
        self.c = nn.ModuleList(nn.Conv1d(256, 512, 1) for i in range(4))

    def forward(self, x, m):
        p, q = self.i(x).chunk(2, 1)
        h = self.s(p)
        o = 0
        for a, b, c in zip(self.a, self.b, self.c, strict=True):
            u, v = (a(h) + b(m)).chunk(2, 1)
            y = c(u.tanh() * v.sigmoid())
            h = h + y[:, :256]
            o = o + y[:, 256:]
        k, t = self.e(o).chunk(2, 1)
        return torch.cat([p, q * k.exp() + t], 1)


class Cross(nn.Module):
    def __init__(self, d, e, h):
        super().__init__()
        self.q = nn.Linear(d, d)
        self.k = nn.Linear(e, d)
        self.v = nn.Linear(e, d)
        self.p = nn.Linear(d, d)

    def forward(self, x, m):
        return self.p((self.q(x) @ self.k(m).transpose(1, 2)).softmax(-1) @ self.v(m))


class Perceiver(nn.Module):
    def __init__(self):
        super().__init__()
        self.n = nn.LayerNorm(64)
        self.l = nn.Parameter(torch.randn(1, 32, 128))
        self.ln = nn.LayerNorm(128)
        self.c = Cross(128, 64, 1)
        self.f = widened(128, nn.GELU())
        self.r = nn.Sequential(
            *[m for _ in range(4) for m in (Residual(nn.LayerNorm(128), Heads(128, 8)), widened(128, nn.GELU()))]
        )
        self.o = nn.Linear(128, 10)

    def forward(self, x):
        return self.o(self.r(self.f(self.l + self.c(self.ln(self.l), self.n(x)))).mean(1))


class SignalUnet(nn.Module):
    def __init__(self):
        super().__init__()
        self.d = nn.ModuleList([double(2, 16), double(16, 32), double(32, 64)])
        self.m = double(64, 128)
        self.u = nn.ModuleList(nn.ConvTranspose1d(a, a // 2, 2, 2) for a in (128, 64, 32))
        self.e = nn.ModuleList(double(a, a // 2) for a in (128, 64, 32))
        self.o = nn.Conv1d(16, 3, 1)

    def forward(self, x):
        k = []
        for d in self.d:
            x = d(x)
            k.append(x)
            x = functional.max_pool1d(x, 2)
        x = self.m(x)
        for u, e in zip(self.u, self.e, strict=True):
            x = e(torch.cat([u(x), k.pop()], 1))
        return self.o(x)


class Tacotron(nn.Module):
    def __init__(self):
        super().__init__()
        self.e = nn.Embedding(148, 512)
        self.c = nn.Sequential(
            *[m for _ in range(3) for m in (nn.Conv1d(512, 512, 5, padding=2), nn.BatchNorm1d(512), nn.ReLU(), nn.Dropout())]
        )
        self.l = nn.LSTM(512, 256, bidirectional=True, batch_first=True)

    def forward(self, x):
        return self.l(self.c(self.e(x).transpose(1, 2)).transpose(1, 2))[0]


class Bidaf(nn.Module):
    def __init__(self):
        super().__init__()
        self.e = nn.Embedding(1000, 100)
        self.l = nn.LSTM(100, 100, bidirectional=True, batch_first=True)
        self.wh = nn.Linear(200, 1, bias=False)
        self.wu = nn.Linear(200, 1, bias=False)
        self.w = nn.Parameter(torch.randn(200))
        self.m = nn.LSTM(800, 100, 2, bidirectional=True, batch_first=True)
        self.o = nn.Linear(200, 1)

    def forward(self, c, q):
        h = self.l(self.e(c))[0]
        u = self.l(self.e(q))[0]
        alike = self.wh(h) + self.wu(u).transpose(1, 2) + torch.einsum("ntd,nsd->nts", h * self.w, u)
        attended = alike.softmax(-1) @ u
        b = torch.einsum("nt,ntd->nd", alike.max(2)[0].softmax(-1), h)[:, None]
        return self.o(self.m(torch.cat([h, attended, h * attended, h * b], 2))[0]).flatten(1)


class MobileVit(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = normed(64, 64, 3)
        self.b = nn.Conv2d(64, 96, 1, bias=False)
        self.t = nn.Sequential(
            *[
                m
                for _ in range(2)
                for m in (
                    Residual(nn.LayerNorm(96), Heads(96, 4)),
                    Residual(nn.LayerNorm(96), nn.Linear(96, 192), nn.SiLU(), nn.Linear(192, 96)),
                )
            ],
            nn.LayerNorm(96),
        )
        self.c = normed(96, 64, 1)
        self.d = normed(128, 64, 3)

    def forward(self, x):
        y = self.b(self.a(x)).reshape(1, 96, 16, 2, 16, 2).permute(0, 3, 5, 2, 4, 1).reshape(4, 256, 96)
        y = self.t(y).reshape(1, 2, 2, 16, 16, 96).permute(0, 5, 3, 1, 4, 2).reshape(1, 96, 32, 32)
        return self.d(torch.cat([x, self.c(y)], 1))


class Graphs(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(16, 64)
        self.b = nn.Linear(16, 64, bias=False)
        self.c = nn.Linear(64, 64)
        self.d = nn.Linear(64, 64, bias=False)
        self.o = nn.Linear(64, 2)

    def forward(self, x, adjacency):
        x = functional.relu(self.a(x) + torch.einsum("nij,njd->nid", adjacency, self.b(x)))
        x = functional.relu(self.c(x) + torch.einsum("nij,njd->nid", adjacency, self.d(x)))
        return self.o(x.mean(1))


class Mixture(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.Sequential(nn.Linear(10, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh())
        self.w = nn.Linear(64, 5)
        self.m = nn.Linear(64, 10)
        self.s = nn.Linear(64, 10)

    def forward(self, x):
        x = self.b(x)
        return self.w(x).softmax(-1), self.m(x), self.s(x).exp()


class Swin(nn.Module):
    def __init__(self):
        super().__init__()
        self.m = nn.Sequential(*[SwinTransformerBlock(96, 3, [7, 7], [k, k]) for k in (0, 3)], PatchMerging(96))

    def forward(self, x):
        return self.m(x.permute(0, 2, 3, 1))


NETWORKS = {
    "conformer": (conformer, (1, 100, 144)),
    "tcn": (Tcn, (1, 1, 400)),
    "convlstm": (ConvLstm, (1, 3, 4, 16, 16)),
    "pointnet": (PointNet, (1, 3, 1024)),
    "crnn": (Crnn, (1, 1, 32, 128)),
    "waveglow": (WaveGlow, (1, 8, 2000), (1, 640, 2000)),
    "perceiver": (Perceiver, (1, 784, 64)),
    "unet1d": (SignalUnet, (1, 2, 512)),
    "tacotron": (Tacotron, 60),
    "bidaf": (Bidaf, 50, 12),
    "mobilevit": (MobileVit, (1, 64, 32, 32)),
    "gnn": (Graphs, (1, 34, 16), (1, 34, 34)),
    "mdn": (Mixture, (1, 10)),
    "swin": (Swin, (1, 96, 28, 28)),
}
"""The network, and the shapes of its inputs; of words, how many there are."""


def recurrent_macs(module, x):
    """Those of all layers and directions of an LSTM on tokens (n, t, d)."""
    (n, t, _), ways, u = x.shape, 1 + module.bidirectional, module.hidden_size
    return sum(n * t * ways * 4 * u * ((ways * u if layer else module.input_size) + u) for layer in range(module.num_layers))


def figures(make, *shapes):
    """Parameters and MACs, by PyTorch."""
    module, found = make().eval(), []
    xs = [torch.randint(0, 100, (1, shape)) if isinstance(shape, int) else torch.randn(shape) for shape in shapes]
    for each in module.modules():
        if isinstance(each, nn.LSTM):
            each.register_forward_hook(lambda layer, given, _: found.append(recurrent_macs(layer, given[0])))
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(*xs)
    return [sum(each.numel() for each in module.parameters()), counter.get_total_flops() // 2 + sum(found)]


def main():
    theirs = {name: figures(*case) for name, case in NETWORKS.items()}
    for name, (parameters, macs) in theirs.items():
        totals = analyze(build(str(FOLDER / f"{name}.yaml"))).tables[0].totals
        ours = [totals["weights"] + totals["biases"] + totals["affine"], totals["macs"]]
        print(f"{name:12}{parameters:>12,}{macs:>16,}{'' if ours == [parameters, macs] else f'  differs: {ours}'}")
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps(theirs, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
