"""A call's arguments -> archcalc's layers: what Keras's Conv2D and PyTorch's Conv2d mean by each."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.known_blocks.block_operators import operator_of
from archcalc.homework.exercises.pasted_code.signatures import (
    BLOCKS,
    ELSEWHERE_CALLED,
    FEATURES,
    OF_BLOCKS,
    PAD_MODES,
    SHAPES,
)
from archcalc.operators import called_here, find
from archcalc.operators.attribute_names import NOT_SAID, meant
from archcalc.operators.operator import Op

INPUT = "input"
_WITHOUT_EFFECT = frozenset(
    {
        "name",
        "return_indices",
        "start_dim",
        "end_dim",
        "padding_idx",
        "dim",
        "axis",
        "dropout",
        "track_running_stats",
        "keepdims",
        "data_format",
        "return_state",
        "return_sequences",
        "padding_mode",
        "beta",
        "num_parameters",
        "input_length",
        "unroll",
        "go_backwards",
        "batch_first",
        "mask_zero",
        "layer_norm_eps",
    }
)
"""Arguments that change no figure at the values that are let pass."""
_LET_PASS: dict[str, tuple[Any, ...]] = {
    "return_indices": (False,),
    "start_dim": (1,),
    "end_dim": (-1,),
    "data_format": ("channels_last", None),
    "return_state": (False,),
    "padding_mode": ("zeros",),
    "axis": (-1, 3),
    "go_backwards": (False,),
    "keepdims": (False,),
    "num_parameters": (1,),
}


class CalledLayer(NamedTuple):
    """A layer that code calls: its operator, its attributes as a file has them, the features that it is said to read.

    `kind` is `input` where the code says a shape, channels first; `axes` are those of the class name.
    """

    kind: str
    attributes: dict[str, Any]
    features: int = 0
    axes: int = 0
    depthwise: bool = False
    library: str = ""
    is_open: bool = False
    """True where a name, or a question mark, stands for what goes in: that is asked for."""


def layers(word: str, arguments: dict[str, Any], axes: int, *, torch: bool) -> list[CalledLayer] | str:
    """The layers of a call; a sentence where an argument cannot be understood."""
    given = {name: value for name, value in arguments.items() if value is not None}
    before = [_entrance(given.pop(name), with_batch=name.startswith("batch")) for name in sorted(SHAPES & given.keys())]
    if word == "embedding" and type(given.get("input_length")) is int:
        before.append(CalledLayer(INPUT, {"shape": (given.pop("input_length"),)}))
    if any(each is None for each in before):
        return "its shape cannot be read"
    entrances = [each for each in before if each is not None]
    if word in {"input", "inputlayer"}:
        return entrances
    activation = given.pop("activation", None) if word not in BLOCKS else None
    own = [] if word == "activation" else _own(word, given, axes, torch=torch)
    after = _activation(activation)
    if isinstance(own, str):
        return own
    return f"there is no activation {activation}" if after is None else [*entrances, *own, *after]


def attribute_of(layer: CalledLayer, key: str) -> str | None:
    """An argument's name as the layer's operator calls it; None where it has none such."""
    fields = operator_of(layer.kind).fields
    return key if key in fields else meant(key, fields)


def _entrance(value: Any, *, with_batch: bool) -> CalledLayer | None:
    """What goes in, of Keras's shape: channels last, and open sides as None; None for one that cannot be read.

    Of open sides, the features alone are known.
    """
    sides = value[with_batch:] if isinstance(value, list) else [value]
    if not sides or any(side is not None and (type(side) is not int or side < 1) for side in sides):
        return None
    if None in sides:
        return CalledLayer(INPUT, {}, sides[-1] or 0)
    shape = (sides[-1], *sides[:-1]) if len(sides) > 2 else tuple(sides)
    return CalledLayer(INPUT, {"shape": shape, "last": True})


def _activation(name: Any) -> list[CalledLayer] | None:
    if name in {None, "linear"}:
        return []
    kind = called_here(name) if isinstance(name, str) else None
    op = find(kind) if kind else None
    return [CalledLayer(op.kind, {})] if op is not None and "activation" in op.traits else None


def _own(word: str, given: dict[str, Any], axes: int, *, torch: bool) -> list[CalledLayer] | str:
    kind = BLOCKS.get(word) or ELSEWHERE_CALLED.get(word) or called_here(word) or ""
    if not kind:
        return "there is no such layer here"
    op = operator_of(kind)
    attributes: dict[str, Any] = {}
    features = 0
    for name, value in () if kind in {"pad", "upsample"} else given.items():
        own = _own_name(name, op)
        if name in _WITHOUT_EFFECT and (own is None or name in _LET_PASS):
            if value not in _LET_PASS.get(name, (value,)):
                return f"{name} cannot be taken into account"
        elif name in FEATURES and own is None:
            if type(value) is not int:
                return f"{name} is no whole number"
            features = value
        elif own is not None:
            attributes[str(own)] = value
        elif name == "depth_multiplier" and type(value) is int:
            attributes["filters" if word == "depthwiseconv" else name] = f"{value} * c_in"
        elif "no figure depends" not in NOT_SAID.get(name, ""):
            return f"it has no argument {name}"
    return _adapted(word, kind, attributes, given, features, axes, torch=torch)


def _own_name(name: str, op: type[Op]) -> str | None:
    """An argument as the operator calls it; what says how much goes in is none, but for the words of a table."""
    if name in op.fields:
        return name
    if name in FEATURES:
        return "entries" if name == "input_dim" and "entries" in op.fields else None
    return None if name in NOT_SAID else meant(name, op.fields)


def _adapted(
    word: str, kind: str, attributes: dict[str, Any], given: dict[str, Any], features: int, axes: int, *, torch: bool
) -> list[CalledLayer] | str:
    """Attributes that a library means otherwise than a file does."""
    if attributes.get("padding") == "valid":
        attributes["padding"] = 0
    if kind == "pad":
        attributes = {"sides": _sides(given.get("padding"), axes, torch=torch), **PAD_MODES.get(word, {})}
    if kind == "upsample" and not torch:
        attributes = {"scale": given.get("size", 2)}
    elif kind == "upsample":
        attributes = {"scale" if name == "scale_factor" else name: value for name, value in given.items()}
    if "max" in kind and attributes.pop("dilation", 1) != 1:
        return "dilation cannot be taken into account"
    if not torch and kind in {"lstm", "rnn", "gru"}:
        attributes["output"] = "sequence" if given.get("return_sequences") else "last"
        attributes |= {} if kind == "gru" else {"biases": 1}
    if kind == "attention" and "key_dim" in given:
        attributes["head_width"] = given["key_dim"]
    if word in BLOCKS:
        attributes = OF_BLOCKS[word] | attributes
    if word == "separableconv":
        return _separated(attributes, features, axes)
    layer = CalledLayer(kind, attributes, features, axes, depthwise=word == "depthwiseconv")
    return [layer, CalledLayer("flatten", {})] if kind.startswith("global") and not torch else [layer]


def _separated(attributes: dict[str, Any], features: int, axes: int) -> list[CalledLayer]:
    """Keras's separable convolution: each channel by itself, without biases, then 1x1 with them."""
    multiplied = attributes.pop("depth_multiplier", None)
    of_window = {name: value for name, value in attributes.items() if name not in {"filters", "bias"}}
    rest = {name: value for name, value in attributes.items() if name in {"filters", "bias"}}
    more = {"filters": multiplied} if multiplied else {}
    return [CalledLayer("conv", of_window | more | {"bias": False}, features, axes, depthwise=True),
            CalledLayer("conv", rest | {"kernel": 1}, 0, axes)]


def _sides(value: Any, axes: int, *, torch: bool) -> Any:
    """Padding on every side, top and bottom first."""
    if isinstance(value, list) and value and all(isinstance(each, list) for each in value):
        return [side for pair in value for side in pair]
    if isinstance(value, list):
        pairs = [value[i:i + 2] for i in range(0, len(value), 2)] if torch else [[each] * 2 for each in value]
        return [side for pair in (reversed(pairs) if torch else pairs) for side in pair]
    return [value if value is not None else 1] * 2 * (axes or 2)
