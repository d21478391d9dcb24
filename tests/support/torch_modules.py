"""Small modules that lose parameters, or count some twice, where a capture does not know PyTorch. Needs torch."""

import torch
from torch import nn


class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Linear(64, 64)

    def forward(self, x):
        return self.f(self.f(x))


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.head = nn.Embedding(300, 48), nn.Linear(48, 300, bias=False)
        self.head.weight = self.table.weight

    def forward(self, ids):
        return self.head(self.table(ids))


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.f, self.a = nn.Linear(4, 2), nn.Parameter(torch.randn(1))

    def forward(self, x):
        return self.a * self.f(x)


class Token(nn.Module):
    def __init__(self):
        super().__init__()
        self.token, self.f = nn.Parameter(torch.zeros(1, 1, 10)), nn.Linear(10, 3)

    def forward(self, x):
        return self.f(torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1))


class Unused(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(4, 4), nn.Linear(4, 100)

    def forward(self, x):
        return self.a(x)


class Mean(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Conv2d(3, 8, 3)
        self.register_buffer("mean", torch.randn(1, 3, 1, 1))

    def forward(self, x):
        return self.f(x - self.mean)


class Table(nn.Module):
    """Relative positions: a learned table, read at places that a buffer holds."""

    def __init__(self):
        super().__init__()
        self.f, self.table = nn.Linear(8, 8), nn.Parameter(torch.zeros(9, 4))
        self.register_buffer("places", torch.zeros(16, dtype=torch.int64))

    def forward(self, x):
        return self.f(x), x.sum() + self.table[self.places].view(4, 4, 4)


class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Linear(4, 2)

    def forward(self, given):
        return self.f(given[0]) + self.f(given[1])


class Keywords(nn.Module):
    def __init__(self):
        super().__init__()
        self.table, self.f = nn.Embedding(10, 8), nn.Linear(8, 8)

    def forward(self, ids=None, scale=None):
        return self.f(self.table(ids) * scale)


class Counted(nn.Module):
    """Its width is a value: there is none on the device meta."""

    def __init__(self):
        super().__init__()
        self.f = nn.Linear(4, int(torch.ones(4).sum().item()))

    def forward(self, x):
        return self.f(x)


class ByHand(nn.Module):
    """Causal attention with a learned bias for each distance, multiplied by hand."""

    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.bias = nn.Linear(8, 8), nn.Linear(8, 8), nn.Linear(8, 8), nn.Parameter(torch.randn(11))
        self.register_buffer("places", torch.arange(6)[:, None] - torch.arange(6) + 5)

    def forward(self, x):
        q, k, v = (f(x).view(*x.shape[:2], 2, 4).transpose(1, 2) for f in (self.q, self.k, self.v))
        scores = q @ k.transpose(-2, -1) / 2 + self.bias[self.places]
        unseen = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1)
        return (scores.masked_fill(unseen, -torch.inf).softmax(-1) @ v).transpose(1, 2).flatten(2)


class Part(nn.Module):
    """One of the results of another module."""

    def __init__(self, whole, number):
        super().__init__()
        self.whole, self.number = whole, number

    def forward(self, *given):
        return self.whole(*given)[self.number]


class Largest(nn.Module):
    def forward(self, x):
        return tuple(x.max(dim=1))


class First(nn.Module):
    def forward(self, x, y):
        return x + 1
