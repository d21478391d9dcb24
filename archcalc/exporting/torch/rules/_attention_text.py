"""The classes of attention, written out with what they do and nothing else."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.source.forms import HelperClass, HelperSource
from archcalc.operators.kernels.shifted_windows import UNSEEN

ROTATED = HelperSource("rotated", '''
def rotated(x, base):
    """(..., tokens, heads, features), each pair of features turned by an angle that grows with the token's number."""
    tokens, half = x.shape[-3], x.shape[-1] // 2
    pairs = torch.arange(half, dtype=torch.float64, device=x.device)
    numbers = torch.arange(tokens, dtype=torch.float64, device=x.device)
    angles = torch.outer(numbers, base ** (-pairs / half))[:, None]
    cosines, sines = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    first, second = x[..., :half], x[..., half:]
    return torch.cat([first * cosines - second * sines, second * cosines + first * sines], -1)
''')


def attention_text(op: Any, crosses: bool, joined: bool) -> HelperClass:
    """The class of an attention; `joined` says that queries, keys and values are of one matrix."""
    grouped = op.kv_heads != op.heads
    said = {"features": True, "heads": True, "kv_heads": grouped, "width": op.head_width > 0,
            "output": op.output_ > 0, "memory": crosses, "window": op.window_ > 0, "base": op.rotary > 0,
            "distances": op.position_bias == "relative"}
    parameters = tuple(name for name, wanted in said.items() if wanted)
    words = {"Causal": op.is_causal, "Window": op.window_, "Rotary": op.rotary, "Relative": said["distances"],
             "Cross": crosses, "Grouped": grouped, "Wide": op.head_width, "Projected": op.output_}
    name = "".join(word for word, holds in words.items() if holds) + "Attention" + _biases(op)
    lines = ["", f"class {name}(nn.Module):", f'    """{_told(op, crosses, grouped)}"""', "",
             f"    def __init__(self, {', '.join(parameters)}):", "        super().__init__()",
             *(f"        {line}" for line in _made(op, said, joined)), "",
             f"    def forward(self, x{', memory' if crosses else ''}):",
             *(f"        {line}" for line in _forward(op, crosses, grouped, joined))]
    needs = (ROTATED,) if op.rotary else ()
    return HelperClass(HelperSource(name, "\n".join(lines) + "\n", needs), parameters)


def _biases(op: Any) -> str:
    """What a class's name says of biases where it is not all or none that have one."""
    if isinstance(op.bias, bool):
        return "" if op.bias else "NoBias"
    return "Bias" + "".join(each.capitalize() for each in op.bias)


def _told(op: Any, crosses: bool, grouped: bool) -> str:
    text = f"Every token looks at all tokens{' of a memory' if crosses else ''}, in `heads` ways at once"
    if op.is_causal:
        text = "Every token looks at itself and those before it, in `heads` ways at once"
    return f"{text}{', groups of which share keys and values' if grouped else ''}."


def _made(op: Any, said: dict[str, bool], joined: bool) -> list[str]:
    """What the class holds."""
    width = "width" if said["width"] else "features // heads"
    inside = "heads * width" if said["width"] else "features"
    served = f"kv_heads * ({width})" if said["kv_heads"] and not said["width"] else \
        "kv_heads * width" if said["kv_heads"] else inside
    memory, output = "memory" if said["memory"] else "features", "output" if said["output"] else "features"

    def matrix(name: str, given: str, units: str) -> str:
        bias = "" if op.biased(name.removesuffix("kv")) else ", bias=False"
        return f"self.{name} = nn.Linear({given}, {units}{bias})"

    lines = ["self.heads = heads", *(f"self.{name} = {name}" for name in ("kv_heads", "window", "base") if said[name])]
    if joined:
        lines.append(matrix("qkv", "features", f"3 * {inside}"))
    else:
        lines += [matrix("q", "features", inside), matrix("k", memory, served), matrix("v", memory, served)]
    lines.append(matrix("proj", inside, output))
    if said["distances"]:
        lines.append("self.position_bias = nn.Parameter(torch.zeros(distances, heads))")
    return lines


def _forward(op: Any, crosses: bool, grouped: bool, joined: bool) -> list[str]:
    """What it computes."""
    seen = "memory" if crosses else "x"
    if joined:
        lines = ["q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)"]
    else:
        served = "self.kv_heads" if grouped else "self.heads"
        lines = ["q = self.q(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)",
                 *(f"{each} = self.{each}({seen}).unflatten(-1, ({served}, -1)).transpose(1, 2)" for each in "kv")]
    if op.rotary:
        lines.append("q, k = (rotated(each.transpose(1, 2), self.base).transpose(1, 2) for each in (q, k))")
    mask, given = _mask(op)
    given += ", enable_gqa=True" if grouped else ""
    return [*lines, *mask, f"y = F.scaled_dot_product_attention(q, k, v{given})",
            "return self.proj(y.transpose(1, 2).flatten(2))"]


def _mask(op: Any) -> tuple[list[str], str]:
    """What is added to the scores, and how it is handed over."""
    relative = op.position_bias == "relative"
    if not (op.window_ or relative):
        return [], ", is_causal=True" if op.is_causal else ""
    lines = ["rows = torch.arange(q.shape[2], device=x.device)[:, None]",
             "apart = rows - torch.arange(k.shape[2], device=x.device)"]
    hidden = _hidden(op, "self.window")
    if not relative:
        return [*lines, f"seen = ~({hidden})"], ", attn_mask=seen"
    lines.append("added = self.position_bias[apart + k.shape[2] - 1].permute(2, 0, 1)")
    if op.is_causal or op.window_:
        lines.append(f'added = added + torch.where({hidden}, -float("inf"), 0.0).to(x.dtype)')
    return lines, ", attn_mask=added"


def weighed_text(op: Any, masked: bool) -> HelperSource:
    """The function of attention among queries, keys and values that are given, with what is not seen."""
    words = {"causal": op.causal, "window": op.window_, "masked": masked, "seen": masked and op.mask_values == "seen"}
    name = "_".join(["attend", *(word for word, holds in words.items() if holds)])
    lines = ["if q.dim() > 3:", "    group = q.shape[-3] // k.shape[-3]",
             "    k, v = k.repeat_interleave(group, -3), v.repeat_interleave(group, -3)"]
    if masked:
        lines.append('added = torch.zeros_like(mask).masked_fill(mask <= 0, -float("inf"))' if words["seen"] else
                     "added = mask")
    if op.causal or op.window_:
        lines += ["rows = torch.arange(q.shape[-2], device=q.device)[:, None]",
                  "apart = rows - torch.arange(k.shape[-2], device=q.device)",
                  f'hidden = torch.where({_hidden(op, "window")}, -float("inf"), 0.0).to(q.dtype)',
                  "added = added + hidden" if masked else "added = hidden"]
    given = ", attn_mask=added" if masked or op.causal or op.window_ else ""
    lines.append(f"return F.scaled_dot_product_attention(q, k, v{given}, scale=scale)")
    parameters = ["q, k, v", *(["mask"] if masked else []), *(["window"] if op.window_ else []), "scale=None"]
    body = "\n".join(f"    {line}" for line in lines)
    return HelperSource(name, f'''
def {name}({", ".join(parameters)}):
    """softmax(scale q k^T + what is added) v; keys of fewer heads serve several heads of queries."""
{body}
''')


def _hidden(op: Any, window: str) -> str:
    """The condition under which a token is not seen, by how far behind it stands."""
    if not op.is_causal:
        return f"apart.abs() > {window} // 2"
    return f"(apart < 0) | (apart >= {window})" if op.window_ else "apart < 0"


_WINDOW_ATTENTION = '''
class {name}(nn.Module):
    """Every place looks at all places of its window; the image may be rolled by `shift` before."""

    def __init__(self, channels, heads, size, shift):
        super().__init__()
        self.heads, self.size, self.shift = heads, size, shift
        self.qkv = nn.Linear(channels, 3 * channels{given})
        self.proj = nn.Linear(channels, channels{given})
        self.position_bias = nn.Parameter(torch.zeros(2 * size[0] - 1, 2 * size[1] - 1, heads))

    def forward(self, x):
        h, w = x.shape[2:]
        high, wide = self.size
        x = F.pad(x.movedim(1, -1), (0, 0, 0, -w % wide, 0, -h % high))
        down, across = x.shape[1] // high, x.shape[2] // wide
        roll = (self.shift[0] if down > 1 else 0, self.shift[1] if across > 1 else 0)
        x = x.roll((-roll[0], -roll[1]), (1, 2))
        x = x.unflatten(2, (across, wide)).unflatten(1, (down, high))
        x = x.transpose(2, 3).flatten(3, 4).flatten(1, 2)  # image, window, place, channels
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(3, 0, 1, 4, 2, 5)
        added = self.added(down, across, roll).to(x.dtype)
        x = F.scaled_dot_product_attention(q, k, v, attn_mask=added).transpose(2, 3).flatten(3)
        x = self.proj(x).unflatten(2, (high, wide)).unflatten(1, (down, across))
        x = x.transpose(2, 3).flatten(3, 4).flatten(1, 2).roll(roll, (1, 2))
        return x[:, :h, :w].movedim(-1, 1)

    def added(self, down, across, roll):
        """(windows, heads, places, places): learned by distance; {unseen:g} where the roll has joined places."""
        high, wide = self.size
        device = self.position_bias.device
        rows = torch.arange(high, device=device).repeat_interleave(wide)
        columns = torch.arange(wide, device=device).repeat(high)
        above, beside = rows[:, None] - rows + high - 1, columns[:, None] - columns + wide - 1
        added = self.position_bias[above, beside].permute(2, 0, 1)[None]
        if roll == (0, 0):
            return added
        regions = 3 * self.region(down, high, roll[0], device)[:, None]
        regions = regions + self.region(across, wide, roll[1], device)
        regions = regions.unflatten(1, (across, wide)).unflatten(0, (down, high))
        regions = regions.transpose(1, 2).flatten(2).flatten(0, 1)
        apart = regions[:, :, None] != regions[:, None]
        return added + {unseen} * apart[:, None]

    def region(self, windows, size, roll, device):
        """The stretch of an axis, of three, in which each place is after the roll."""
        places, end = torch.arange(windows * size, device=device), windows * size
        if not roll:
            return 0 * places
        return (places >= end - size).long() + (places >= end - roll).long()
'''


def window_attention_text(bias: bool) -> HelperSource:
    """The class of attention within windows that may be shifted."""
    name, given = ("WindowAttention", "") if bias else ("WindowAttentionNoBias", ", bias=False")
    return HelperSource(name, _WINDOW_ATTENTION.format(name=name, given=given, unseen=UNSEEN))
