"""The classes of attention that Keras has not, written out with what they do and nothing else."""

from __future__ import annotations

from typing import Any

from archcalc.exporting.source.forms import HelperClass, HelperSource
from archcalc.operators.kernels.shifted_windows import UNSEEN

ROTATED = HelperSource("rotated", '''
def rotated(x, base):
    """(..., tokens, features), each pair of features turned by an angle that grows with the token's number."""
    tokens, half = x.shape[-2], x.shape[-1] // 2
    angles = np.outer(np.arange(tokens), base ** (-np.arange(half) / half))
    cosines, sines = (ops.convert_to_tensor(f(angles).astype("float32")) for f in (np.cos, np.sin))
    first, second = x[..., :half], x[..., half:]
    turned = first * cosines - second * sines, second * cosines + first * sines
    return ops.concatenate(turned, axis=-1)
''')
WEIGHED = HelperSource("weighed", '''
def weighed(q, k, v, added=None, scale=None):
    """softmax(scale q k^T + what is added) v; keys of fewer heads serve several heads of queries."""
    if len(q.shape) > 3 and q.shape[-3] != k.shape[-3]:
        k, v = (ops.repeat(each, q.shape[-3] // k.shape[-3], axis=-3) for each in (k, v))
    scores = ops.matmul(q, ops.swapaxes(k, -1, -2)) * (scale or q.shape[-1] ** -0.5)
    scores = scores if added is None else ops.add(scores, added)
    return ops.matmul(ops.softmax(scores, axis=-1), v)
''')
_BY_HEADS = HelperSource("by_heads", '''
def by_heads(x, width):
    """(batch, tokens, heads * width) as (batch, heads, tokens, width)."""
    x = ops.reshape(x, (-1, x.shape[1], x.shape[2] // width, width))
    return ops.transpose(x, (0, 2, 1, 3))
''')
HIDDEN = HelperSource("hidden", '''
def hidden(tokens, keys, causal, window=0):
    """(tokens, keys): minus infinity where a query does not see a key, zero elsewhere."""
    apart = np.arange(tokens)[:, None] - np.arange(keys)
    unseen = apart < 0 if causal else np.abs(apart) > window // 2
    if causal and window:
        unseen |= apart >= window
    return ops.convert_to_tensor(np.where(unseen, -np.inf, 0).astype("float32"))
''')


def attention_text(op: Any, crosses: bool, joined: bool) -> HelperClass:
    """The class of an attention; `joined` says that queries, keys and values are of one matrix."""
    relative = op.position_bias == "relative"
    said = {"heads": True, "kv_heads": not joined, "width": True, "output": True, "window": op.window_ > 0,
            "base": op.rotary > 0}
    parameters = tuple(name for name, wanted in said.items() if wanted)
    words = {"Causal": op.is_causal, "Window": op.window_, "Rotary": op.rotary, "Relative": relative,
             "Cross": crosses, "Split": not joined}
    name = "".join(word for word, holds in words.items() if holds) + "Attention" + _biases(op)
    lines = ["", f"class {name}(layers.Layer):",
             '    """Every token looks at others, in `heads` ways, and takes from them what concerns it."""', "",
             f"    def __init__(self, {', '.join(parameters)}, **more):", "        super().__init__(**more)",
             *(f"        {line}" for line in _made(op, parameters, joined)),
             *(_distances(crosses) if relative else []), "",
             f"    def call(self, x{', memory' if crosses else ''}):",
             *(f"        {line}" for line in _call(op, crosses, joined))]
    masked = (HIDDEN,) if op.is_causal or op.window_ else ()
    needs = (_BY_HEADS, WEIGHED, *masked, *((ROTATED,) if op.rotary else ()))
    return HelperClass(HelperSource(name, "\n".join(lines) + "\n", needs), parameters)


def _biases(op: Any) -> str:
    """The end of a class's name where not all have a bias."""
    if isinstance(op.bias, bool):
        return "" if op.bias else "NoBias"
    return "Bias" + "".join(each.capitalize() for each in op.bias)


def _made(op: Any, parameters: tuple[str, ...], joined: bool) -> list[str]:
    """The lines that make what it holds."""
    def matrix(name: str, units: str) -> str:
        bias = "" if op.biased(name.removesuffix("kv")) else ", use_bias=False"
        return f'self.{name} = layers.Dense({units}{bias}, name="{name}")'

    kept = [f"self.{name} = {name}" for name in parameters if name != "output"]
    inner = [matrix("qkv", "3 * heads * width")] if joined else [
        matrix("q", "heads * width"), matrix("k", "kv_heads * width"), matrix("v", "kv_heads * width")]
    return [*kept, *inner, matrix("proj", "output")]


def _distances(crosses: bool) -> list[str]:
    """The numbers that are learned for every distance."""
    keys = "memory_shape" if crosses else "x_shape"
    return ["", f"    def build(self, x_shape{', memory_shape' if crosses else ''}):",
            f"        size = (x_shape[1] + {keys}[1] - 1, self.heads)",
            '        self.position_bias = self.add_weight(shape=size, initializer="zeros", name="position_bias")']


def _call(op: Any, crosses: bool, joined: bool) -> list[str]:
    """The lines of its call."""
    seen = "memory" if crosses else "x"
    if joined:
        lines = ["q, k, v = ops.split(self.qkv(x), 3, axis=-1)"]
    else:
        lines = [f"q, k, v = self.q(x), self.k({seen}), self.v({seen})"]
    lines.append("q, k, v = (by_heads(each, self.width) for each in (q, k, v))")
    if op.rotary:
        lines.append("q, k = rotated(q, self.base), rotated(k, self.base)")
    added = []
    if op.position_bias == "relative":
        lines += ["apart = np.arange(q.shape[2])[:, None] - np.arange(k.shape[2]) + k.shape[2] - 1",
                  "distances = ops.take(self.position_bias, apart.reshape(-1), axis=0)",
                  "distances = ops.reshape(distances, (*apart.shape, self.heads))"]
        added.append("ops.transpose(distances, (2, 0, 1))")
    if op.is_causal or op.window_:
        window = ", self.window" if op.window_ else ""
        added.append(f"hidden(q.shape[2], k.shape[2], {bool(op.is_causal)}{window})")
    given = f", {' + '.join(added)}" if added else ""
    return [*lines, f"y = ops.transpose(weighed(q, k, v{given}), (0, 2, 1, 3))",
            "return self.proj(ops.reshape(y, (-1, y.shape[1], self.heads * self.width)))"]


_WINDOW_ATTENTION = '''
class {name}(layers.Layer):
    """Every place looks at all places of its window; the image may be rolled by `shift` before."""

    def __init__(self, channels, heads, size, shift, **more):
        super().__init__(**more)
        self.heads, self.size, self.shift = heads, size, shift
        self.qkv = layers.Dense(3 * channels, {given}name="qkv")
        self.proj = layers.Dense(channels, {given}name="proj")

    def build(self, shape):
        size = (2 * self.size[0] - 1, 2 * self.size[1] - 1, self.heads)
        self.position_bias = self.add_weight(shape=size, initializer="zeros", name="position_bias")

    def call(self, x):
        (h, w, channels), (high, wide) = x.shape[1:], self.size
        x = ops.pad(x, ((0, 0), (0, -h % high), (0, -w % wide), (0, 0)))
        down, across = x.shape[1] // high, x.shape[2] // wide
        roll = (self.shift[0] if down > 1 else 0, self.shift[1] if across > 1 else 0)
        x = ops.roll(x, (-roll[0], -roll[1]), axis=(1, 2))
        x = ops.reshape(x, (-1, down, high, across, wide, channels))
        x = ops.transpose(x, (0, 1, 3, 2, 4, 5))
        x = ops.reshape(x, (-1, down * across, high * wide, channels))  # image, window, place, channels
        q, k, v = (
            ops.transpose(ops.reshape(each, (*each.shape[:3], self.heads, -1)), (0, 1, 3, 2, 4))
            for each in ops.split(self.qkv(x), 3, axis=-1)
        )
        x = ops.transpose(weighed(q, k, v, self.added(down, across, roll)), (0, 1, 3, 2, 4))
        x = self.proj(ops.reshape(x, (-1, down * across, high * wide, channels)))
        x = ops.reshape(x, (-1, down, across, high, wide, channels))
        x = ops.transpose(x, (0, 1, 3, 2, 4, 5))
        x = ops.reshape(x, (-1, down * high, across * wide, channels))
        return ops.roll(x, roll, axis=(1, 2))[:, :h, :w]

    def added(self, down, across, roll):
        """(windows, heads, places, places): learned by distance; {unseen:g} where the roll has joined places."""
        high, wide = self.size
        rows, columns = np.arange(high).repeat(wide), np.tile(np.arange(wide), high)
        above = rows[:, None] - rows + high - 1
        beside = columns[:, None] - columns + wide - 1
        table = ops.reshape(self.position_bias, (-1, self.heads))
        added = ops.take(table, (above * (2 * wide - 1) + beside).reshape(-1), axis=0)
        added = ops.transpose(ops.reshape(added, (*above.shape, self.heads)), (2, 0, 1))[None]
        if roll == (0, 0):
            return added
        regions = 3 * self.region(down, high, roll[0])[:, None] + self.region(across, wide, roll[1])
        regions = regions.reshape(down, high, across, wide).transpose(0, 2, 1, 3)
        regions = regions.reshape(down * across, high * wide)
        apart = regions[:, :, None] != regions[:, None]
        return ops.add(added, ({unseen} * apart[:, None]).astype("float32"))

    def region(self, windows, size, roll):
        """The stretch of an axis, of three, in which each place is after the roll."""
        places, end = np.arange(windows * size), windows * size
        if not roll:
            return 0 * places
        return (places >= end - size).astype(int) + (places >= end - roll)
'''


def window_attention_text(bias: bool) -> HelperSource:
    """The class of attention within windows that may be shifted."""
    name, given = ("WindowAttention", "") if bias else ("WindowAttentionNoBias", "use_bias=False, ")
    return HelperSource(name, _WINDOW_ATTENTION.format(name=name, given=given, unseen=UNSEEN), (WEIGHED,))
