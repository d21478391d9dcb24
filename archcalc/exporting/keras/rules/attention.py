"""Tokens, and attention among them, in Keras."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import Refused
from archcalc.exporting.keras.channels_last import as_here, as_there
from archcalc.exporting.keras.rules import keyword
from archcalc.exporting.keras.rules._attention_text import (
    HIDDEN,
    ROTATED,
    WEIGHED,
    attention_text,
    window_attention_text,
)
from archcalc.exporting.source.forms import FormArgument, HelperSource, OperatorForm, expression
from archcalc.operators.attention.positions import BASE
from archcalc.operators.operator import Op, Shape

_OWN = {"q": ("query",), "k": ("key",), "v": ("value",), "qkv": ("query", "key", "value"),
        "proj": ("attention_output",)}
"""The parts of Keras's attention for each matrix."""


def _to_tokens(op: Op, given: Shape, x: Shape) -> OperatorForm:
    return expression("{0}" if len(x) == 3 else "layers.Reshape((-1, {channels}))({0})",
                      *(() if len(x) == 3 else (FormArgument("channels", x[1]),)))


def _token(op: Any, given: Shape, x: Shape) -> OperatorForm:
    return expression("{0}[:, {index}]", FormArgument("index", op.index))


_CLASS_TOKEN = HelperSource("ClassToken", '''
class ClassToken(layers.Layer):
    """One learned token, put before the others."""

    def build(self, shape):
        self.token = self.add_weight(shape=(shape[-1],), initializer="zeros", name="token")

    def call(self, x):
        tokens = ops.broadcast_to(self.token, (ops.shape(x)[0], 1, x.shape[-1]))
        return ops.concatenate([tokens, x], axis=1)
''')
_POSITIONS = HelperSource("Positions", '''
class Positions(layers.Layer):
    """A learned vector added to each token; `entries` of them, or as many as there are tokens."""

    def __init__(self, entries=None, **more):
        super().__init__(**more)
        self.entries = entries

    def build(self, shape):
        size = (self.entries or shape[1], shape[2])
        self.embedding = self.add_weight(shape=size, initializer="random_normal", name="embedding")

    def call(self, x):
        return x + self.embedding[: x.shape[1]]
''')
_SINUSOIDAL = HelperSource("add_positions", f'''
def add_positions(x, base={BASE}):
    """Sines and cosines of each token's number added to its features, in turn."""
    tokens, features = x.shape[1:]
    angles = np.outer(np.arange(tokens), base ** (-2 * np.arange(features // 2) / features))
    added = np.stack([np.sin(angles), np.cos(angles)], axis=-1)
    return x + added.reshape(tokens, features).astype("float32")
''')


def _class_token(op: Op, given: Shape, x: Shape) -> OperatorForm:
    return OperatorForm("ClassToken", helpers=(_CLASS_TOKEN,))


def _positions(op: Any, given: Shape, x: Shape) -> OperatorForm:
    if op.sinusoidal:
        return expression("add_positions({0})", helpers=(_SINUSOIDAL,))
    return OperatorForm("Positions", (FormArgument("entries", op.entries or None, None),), helpers=(_POSITIONS,))


def _rotary(op: Any, given: Shape, x: Shape) -> OperatorForm:
    base, value = FormArgument("base", op.base), as_here("{0}", x)
    if op.heads == 1:
        return expression(as_there(f"rotated({value}, {{base}})", given), base, helpers=(ROTATED,))
    *front, tokens, features = x
    apart = (*front[1:], tokens, op.heads, features // op.heads)
    places = len(x)
    swapped = (*range(1, places - 2), places - 1, places - 2, places)
    value = f"layers.Permute({swapped})(layers.Reshape({apart})({value}))"
    value = f"layers.Permute({swapped})(rotated({value}, {{base}}))"
    return expression(as_there(f"layers.Reshape({(*front[1:], tokens, features)})({value})", given), base,
                      helpers=(ROTATED,))


def _attention(op: Any, given: Shape, *xs: Shape) -> OperatorForm:
    if op.mask == "padding":
        raise Refused("mask", "attention with mask: padding wants to know where sequences end, and nothing says it",
                      hint="mask: none exports it for whole sequences")
    d, joined = xs[0][-1], "qkv" in op.matrices(*xs)
    plain = not (op.window_ or op.rotary or op.position_bias == "relative") and isinstance(op.bias, bool)
    if plain and op.kv_heads == op.heads:
        shape = () if given[-1] == d else (keyword("output_shape", given[-1], None),)
        maker, arguments = "layers.MultiHeadAttention", (
            FormArgument("num_heads", op.heads), FormArgument("key_dim", op.width(d)), *shape,
            keyword("use_bias", op.bias, True))
    elif plain and given[-1] == d:
        maker, arguments = "layers.GroupQueryAttention", (
            FormArgument("head_dim", op.width(d)), FormArgument("num_query_heads", op.heads),
            FormArgument("num_key_value_heads", op.kv_heads), keyword("use_bias", op.bias, True))
    else:
        return _written_out(op, given, joined, *xs)
    causal = ", use_causal_mask=True" if op.is_causal else ""
    weights = {f"{name}{end}": " ".join(f"{part}.{own}" for part in parts) for name, parts in _OWN.items()
               for end, own in (("", "kernel"), ("_bias", "bias")) if f"{name}{end}" in op.weights(*xs)}
    parts = [_sequences(number, x) for number, x in enumerate(xs)]
    return OperatorForm(maker, arguments, _called(f"{parts[0]}, {parts[-1]}{causal}", given), weights=weights)


def _written_out(op: Any, given: Shape, joined: bool, *xs: Shape) -> OperatorForm:
    d, helper = xs[0][-1], attention_text(op, len(xs) > 1, joined)
    values = {"heads": op.heads, "kv_heads": op.kv_heads, "width": op.width(d), "output": given[-1],
              "window": op.window_, "base": op.rotary}
    arguments = tuple(keyword(name, values[name], None) for name in helper.parameters)
    weights = {f"{name}{end}": f"{name}.{own}" for name in _OWN for end, own in (("", "kernel"), ("_bias", "bias"))
               if f"{name}{end}" in op.weights(*xs)}
    parts = ", ".join(_sequences(number, x) for number, x in enumerate(xs))
    return OperatorForm(helper.source.name, arguments, _called(parts, given), helpers=(helper.source,), weights=weights)


def _sequences(number: int, x: Shape) -> str:
    """An input as sequences one after another."""
    if len(x) == 3:
        return f"{{{number}}}"
    return f"ops.reshape({as_here(f'{{{number}}}', x)}, {(-1, *x[-2:])})"


def _called(arguments: str, given: Shape) -> str:
    call = f"{{self}}({arguments})"
    if len(given) == 3:
        return call
    return f"{call}\n" + as_there(f"ops.reshape({{given}}, {(-1, *given[1:])})", given)


def _dot_product_attention(op: Any, given: Shape, query: Shape, key: Shape, value: Shape, *mask: Shape) -> OperatorForm:
    added, inputs = [], [as_here(f"{{{number}}}", x) for number, x in enumerate((query, key, value, *mask))]
    if mask:
        added.append(inputs[3] if op.mask_values != "seen" else
                     f'ops.where({inputs[3]} > 0, 0.0, -float("inf"))')
    if op.causal or op.window_:
        window = f", {op.window_}" if op.window_ else ""
        added.append(f"hidden({query[-2]}, {key[-2]}, {bool(op.causal)}{window})")
    said = f", {' + '.join(added)}" if added else ""
    scale = (FormArgument("scale", op.scale),) if op.scale else ()
    call = f"weighed({', '.join(inputs[:3])}{said}{', scale={scale}' if scale else ''})"
    helpers = (WEIGHED, HIDDEN) if op.causal or op.window_ else (WEIGHED,)
    return expression(as_there(call, given), *scale, helpers=helpers)


def _window_attention(op: Any, given: Shape, x: Shape) -> OperatorForm:
    helper = window_attention_text(op.bias)
    arguments = (FormArgument("channels", x[1]), FormArgument("heads", op.heads),
                 FormArgument("size", (*op.size,)), FormArgument("shift", (*op.shift,)))
    weights = {f"{name}{end}": f"{name}.{own}" for name in _OWN for end, own in (("", "kernel"), ("_bias", "bias"))
               if f"{name}{end}" in op.weights(x)}
    return OperatorForm(helper.name, arguments, helpers=(helper,), weights=weights)


RULES = {"to_tokens": _to_tokens, "class_token": _class_token, "positions": _positions, "token": _token,
         "rotary": _rotary, "attention": _attention, "dot_product_attention": _dot_product_attention,
         "window_attention": _window_attention}
