"""Networks on sequences as people write them by hand."""

import math

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 (as everybody writes it)
from torch.nn.utils.parametrizations import weight_norm


class GPT(nn.Module):
    """Causal attention by a buffer of ones below the diagonal; the head is the table of tokens."""

    def __init__(self, vocabulary=60, context=32, dim=32, heads=4, depth=2):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(vocabulary, dim), nn.Embedding(context, dim)
        self.blocks = nn.ModuleList([GPTBlock(dim, heads, context) for _ in range(depth)])
        self.ln_f, self.head = nn.LayerNorm(dim), nn.Linear(dim, vocabulary, bias=False)
        self.head.weight = self.wte.weight

    def forward(self, idx, targets=None):
        x = self.wte(idx) + self.wpe(torch.arange(idx.shape[1], device=idx.device))
        for block in self.blocks:
            x = block(x)
        logits = self.head(self.ln_f(x))
        return logits if targets is None else F.cross_entropy(logits.flatten(0, 1), targets.flatten())


class GPTBlock(nn.Module):
    def __init__(self, dim, heads, context):
        super().__init__()
        self.heads = heads
        self.ln_1, self.ln_2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.c_attn, self.c_proj = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.fc, self.out = nn.Linear(dim, 4 * dim), nn.Linear(4 * dim, dim)
        self.register_buffer("bias", torch.tril(torch.ones(context, context)).view(1, 1, context, context))

    def forward(self, x):
        b, t, c = x.size()
        q, k, v = self.c_attn(self.ln_1(x)).split(c, dim=2)
        q, k, v = (each.view(b, t, self.heads, c // self.heads).transpose(1, 2) for each in (q, k, v))
        att = (q @ k.transpose(-2, -1)) / math.sqrt(k.size(-1))
        att = att.masked_fill(self.bias[:, :, :t, :t] == 0, float("-inf")).softmax(-1)
        x = x + self.c_proj((att @ v).transpose(1, 2).contiguous().view(b, t, c))
        return x + self.out(F.gelu(self.fc(self.ln_2(x)), approximate="tanh"))


class Llama(nn.Module):
    """RMS norm by hand, rotary positions as complex numbers, grouped keys, SwiGLU."""

    def __init__(self, dim=32, heads=4, shared=2):
        super().__init__()
        self.embed, self.heads, self.shared, self.width = nn.Embedding(50, dim), heads, shared, dim // heads
        self.scale1, self.scale2 = nn.Parameter(torch.ones(dim)), nn.Parameter(torch.ones(dim))
        self.wq, self.wo = nn.Linear(dim, dim, bias=False), nn.Linear(dim, dim, bias=False)
        self.wk, self.wv = (nn.Linear(dim, shared * self.width, bias=False) for _ in range(2))
        self.w1, self.w2, self.w3 = nn.Linear(dim, 64, bias=False), nn.Linear(64, dim, bias=False), nn.Linear(dim, 64, bias=False)
        angles = torch.outer(torch.arange(64).float(), 1 / 10000 ** (torch.arange(0, self.width, 2).float() / self.width))
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    @staticmethod
    def norm(x, scale):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * scale

    def rotated(self, x):
        a, b = x.float().unflatten(-1, (-1, 2)).unbind(-1)
        cos, sin = self.cos[:x.shape[1], None], self.sin[:x.shape[1], None]
        return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2).type_as(x)

    def forward(self, ids):
        x = self.embed(ids)
        b, t, _ = x.shape
        y = self.norm(x, self.scale1)
        q = self.rotated(self.wq(y).view(b, t, self.heads, self.width)).transpose(1, 2)
        k = self.rotated(self.wk(y).view(b, t, self.shared, self.width)).transpose(1, 2)
        v = self.wv(y).view(b, t, self.shared, self.width).transpose(1, 2)
        k, v = (each.repeat_interleave(self.heads // self.shared, 1) for each in (k, v))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(b, t, -1)
        x = x + self.wo(y)
        y = self.norm(x, self.scale2)
        return x + self.w2(F.silu(self.w1(y)) * self.w3(y))


class Mamba(nn.Module):
    """A selective scan step by step."""

    def __init__(self, dim=8, state=4):
        super().__init__()
        self.inner, self.state = 2 * dim, state
        self.in_proj, self.out_proj = nn.Linear(dim, 4 * dim, bias=False), nn.Linear(2 * dim, dim, bias=False)
        self.conv = nn.Conv1d(2 * dim, 2 * dim, 4, groups=2 * dim, padding=3)
        self.x_proj, self.dt_proj = nn.Linear(2 * dim, 1 + 2 * state, bias=False), nn.Linear(1, 2 * dim)
        self.A_log = nn.Parameter(torch.log(torch.arange(1, state + 1).float()).repeat(2 * dim, 1))
        self.D = nn.Parameter(torch.ones(2 * dim))

    def forward(self, u):
        x, z = self.in_proj(u).chunk(2, -1)
        x = F.silu(self.conv(x.transpose(1, 2))[..., :u.shape[1]].transpose(1, 2))
        dt, b, c = self.x_proj(x).split([1, self.state, self.state], -1)
        dt = F.softplus(self.dt_proj(dt))
        a = -torch.exp(self.A_log)
        h, ys = torch.zeros(u.shape[0], self.inner, self.state, device=u.device), []
        for t in range(u.shape[1]):
            h = h * torch.exp(dt[:, t, :, None] * a) + dt[:, t, :, None] * b[:, t, None] * x[:, t, :, None]
            ys.append((h * c[:, t, None]).sum(-1))
        return self.out_proj((torch.stack(ys, 1) + x * self.D) * F.silu(z))


class Seq2Seq(nn.Module):
    """A bidirectional encoder, and a decoder of cells with additive attention."""

    def __init__(self, vocabulary=30, dim=16):
        super().__init__()
        self.source, self.target = nn.Embedding(vocabulary, dim, padding_idx=0), nn.Embedding(vocabulary, dim)
        self.encoder = nn.GRU(dim, dim, bidirectional=True, batch_first=True)
        self.bridge, self.cell = nn.Linear(2 * dim, dim), nn.GRUCell(3 * dim, dim)
        self.wa, self.ua, self.va = nn.Linear(dim, dim), nn.Linear(2 * dim, dim), nn.Linear(dim, 1)
        self.out = nn.Linear(dim, vocabulary)

    def forward(self, src, tgt):
        memory, h = self.encoder(self.source(src))
        h = torch.tanh(self.bridge(torch.cat([h[0], h[1]], -1)))
        keys, logits = self.ua(memory), []
        for t in range(tgt.shape[1]):
            score = self.va(torch.tanh(self.wa(h).unsqueeze(1) + keys)).squeeze(-1)
            context = torch.bmm(score.softmax(-1).unsqueeze(1), memory).squeeze(1)
            h = self.cell(torch.cat([self.target(tgt[:, t]), context], -1), h)
            logits.append(self.out(h))
        return torch.stack(logits, 1)


class WaveNet(nn.Module):
    def __init__(self, channels=8, dilations=(1, 2, 4)):
        super().__init__()
        self.first = weight_norm(nn.Conv1d(1, channels, 1))
        self.gated = nn.ModuleList([weight_norm(nn.Conv1d(channels, 2 * channels, 2, dilation=d)) for d in dilations])
        self.skips = nn.ModuleList([weight_norm(nn.Conv1d(channels, channels, 1)) for _ in dilations])
        self.out = nn.Sequential(nn.ReLU(), nn.Conv1d(channels, 16, 1))
        self.dilations = dilations

    def forward(self, x):
        x, total = self.first(x), 0
        for conv, skip, dilation in zip(self.gated, self.skips, self.dilations, strict=True):
            a, b = conv(F.pad(x, (dilation, 0))).chunk(2, 1)
            y = torch.tanh(a) * torch.sigmoid(b)
            total = total + skip(y)
            x = x + y
        return self.out(total)


class CRNN(nn.Module):
    """Text of a picture: columns become steps."""

    def __init__(self, classes=20):
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1),
                                 nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d((2, 1)))
        self.rnn = nn.LSTM(16 * 4, 16, num_layers=2, bidirectional=True, dropout=0.2)
        self.fc = nn.Linear(32, classes)

    def forward(self, x):
        x = self.cnn(x)
        b, c, h, w = x.shape
        y, _ = self.rnn(x.reshape(b, c * h, w).permute(2, 0, 1))
        return F.log_softmax(self.fc(y), 2)


class TCN(nn.Module):
    class Chomp(nn.Module):
        def __init__(self, size):
            super().__init__()
            self.size = size

        def forward(self, x):
            return x[:, :, :-self.size].contiguous()

    def __init__(self, widths=(8, 8, 16)):
        super().__init__()
        self.blocks, self.sides = nn.ModuleList(), nn.ModuleList()
        cin = 4
        for level, width in enumerate(widths):
            d = 2 ** level
            self.blocks.append(nn.Sequential(
                weight_norm(nn.Conv1d(cin, width, 3, padding=2 * d, dilation=d)), self.Chomp(2 * d), nn.ReLU(), nn.Dropout(0.2),
                weight_norm(nn.Conv1d(width, width, 3, padding=2 * d, dilation=d)), self.Chomp(2 * d), nn.ReLU()))
            self.sides.append(nn.Conv1d(cin, width, 1) if cin != width else nn.Identity())
            cin = width
        self.linear = nn.Linear(cin, 3)

    def forward(self, x):
        for block, side in zip(self.blocks, self.sides, strict=True):
            x = torch.relu(block(x) + side(x))
        return self.linear(x[:, :, -1])


class ConvLSTM(nn.Module):
    def __init__(self, cin=2, hidden=8):
        super().__init__()
        self.hidden, self.gates = hidden, nn.Conv2d(cin + hidden, 4 * hidden, 3, padding=1)
        self.out = nn.Conv2d(hidden, 1, 1)

    def forward(self, frames):
        b, t, _, height, width = frames.shape
        h = c = frames.new_zeros(b, self.hidden, height, width)
        for step in range(t):
            i, f, o, g = torch.split(self.gates(torch.cat([frames[:, step], h], 1)), self.hidden, 1)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
        return self.out(h), (h, c)


class Perceiver(nn.Module):
    """Learned queries attend to the input, then to themselves, with one block used twice."""

    def __init__(self, dim=16, queries=6):
        super().__init__()
        self.latents = nn.Parameter(torch.randn(queries, dim))
        self.cross = nn.MultiheadAttention(dim, 2, kdim=5, vdim=5, batch_first=True)
        self.self_block = nn.TransformerEncoderLayer(dim, 2, 32, batch_first=True, norm_first=True, activation="gelu")
        self.head = nn.Linear(dim, 4)

    def forward(self, x):
        z = self.latents.unsqueeze(0).expand(x.shape[0], -1, -1)
        for _ in range(2):
            z = z + self.cross(z, x, x, need_weights=False)[0]
            z = self.self_block(z)
        return self.head(z.mean(1))


class Transformer(nn.Module):
    """nn.Transformer with masks and sines; a mapping as input."""

    def __init__(self, dim=16):
        super().__init__()
        self.embed = nn.Embedding(40, dim)
        places = torch.arange(64).unsqueeze(1) * torch.exp(torch.arange(0, dim, 2) * (-math.log(10000.0) / dim))
        table = torch.zeros(1, 64, dim)
        table[0, :, 0::2], table[0, :, 1::2] = places.sin(), places.cos()
        self.register_buffer("pe", table)
        self.transformer = nn.Transformer(dim, 2, 1, 1, 32, batch_first=True)
        self.out = nn.Linear(dim, 40)

    def forward(self, batch):
        src, tgt = (self.embed(batch[key]) * 4 + self.pe[:, :batch[key].shape[1]] for key in ("src", "tgt"))
        mask = nn.Transformer.generate_square_subsequent_mask(tgt.shape[1], device=tgt.device)
        return {"logits": self.out(self.transformer(src, tgt, tgt_mask=mask))}


class TextClassifier(nn.Module):
    """The last step of an LSTM over embeddings, and the largest of convolutions over them."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 12)
        self.lstm = nn.LSTM(12, 10, batch_first=True)
        self.convs = nn.ModuleList([nn.Conv1d(12, 6, k) for k in (2, 3)])
        self.fc = nn.Linear(10 + 12, 2)

    def forward(self, ids, *, scale=1.0):
        x = self.embed(ids)
        _, (h, _) = self.lstm(x)
        found = [F.relu(conv(x.permute(0, 2, 1))).max(dim=2)[0] for conv in self.convs]
        return self.fc(torch.cat([h[-1], *found], 1)) * scale


MODULES = {
    "gpt": (GPT, (("1x12:int64",), {})), "llama": (Llama, (("1x12:int64",), {})), "mamba": (Mamba, (("1x6x8",), {})),
    "seq2seq": (Seq2Seq, (("1x7:int64", "1x5:int64"), {})), "wavenet": (WaveNet, (("1x1x40",), {})), "crnn": (CRNN, (("1x1x16x32",), {})),
    "tcn": (TCN, (("1x4x20",), {})), "conv_lstm": (ConvLSTM, (("1x3x2x8x8",), {})), "perceiver": (Perceiver, (("1x9x5",), {})),
    "transformer": (Transformer, (({"src": "1x9:int64", "tgt": "1x6:int64"},), {})),
    "text_classifier": (TextClassifier, (("1x11:int64",), {"scale": 0.5})),
}
