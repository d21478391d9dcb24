"""A call's arguments -> archcalc's layers: what Keras's Conv2D and PyTorch's Conv2d mean by each."""

from __future__ import annotations

from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.pasted_code.signatures import ELSEWHERE_CALLED, FEATURES, SHAPES
from archcalc.operators import called_here, find
from archcalc.operators.attribute_names import NOT_SAID, meant

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
        "depth_multiplier",
        "return_state",
        "return_sequences",
        "padding_mode",
        "beta",
        "num_parameters",
        "input_length",
    }
)
"""Arguments that change no figure at the values that are let pass."""
_LET_PASS: dict[str, tuple[Any, ...]] = {
    "return_indices": (False,),
    "start_dim": (1,),
    "end_dim": (-1,),
    "data_format": ("channels_last", None),
    "depth_multiplier": (1,),
    "return_state": (False,),
    "padding_mode": ("zeros",),
    "axis": (-1, 3),
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
    is_open: bool = False
    """True where a name, or a question mark, stands for what goes in: that is asked for."""


def layers(word: str, arguments: dict[str, Any], axes: int, *, torch: bool) -> list[CalledLayer] | str:
    """The layers of a call; a sentence where an argument cannot be understood."""
    given = {name: value for name, value in arguments.items() if value is not None}
    before = [CalledLayer(INPUT, {"shape": _shape(given.pop(name))}) for name in sorted(SHAPES & given.keys())]
    if word == "embedding" and type(given.get("input_length")) is int:
        before.append(CalledLayer(INPUT, {"shape": (given.pop("input_length"),)}))
    if any(not each.attributes["shape"] for each in before):
        return "its shape cannot be read"
    if word in {"input", "inputlayer"}:
        return before
    activation = given.pop("activation", None)
    own = [] if word == "activation" else _own(word, given, axes, torch=torch)
    after = _activation(activation)
    if isinstance(own, str):
        return own
    return f"there is no activation {activation}" if after is None else [*before, *own, *after]


def _shape(value: Any) -> tuple[int, ...]:
    """A shape of Keras, channels last, with its channels first; nothing for one that cannot be read."""
    sides = value if isinstance(value, list) else [value]
    if any(type(side) is not int or side < 1 for side in sides):
        return ()
    return (sides[-1], *sides[:-1]) if len(sides) > 2 else tuple(sides)


def _activation(name: Any) -> list[CalledLayer] | None:
    if name in {None, "linear"}:
        return []
    kind = called_here(name) if isinstance(name, str) else None
    op = find(kind) if kind else None
    return [CalledLayer(op.kind, {})] if op is not None and "activation" in op.traits else None


def _own(word: str, given: dict[str, Any], axes: int, *, torch: bool) -> list[CalledLayer] | str:
    kind = ELSEWHERE_CALLED.get(word) or called_here(word) or ""
    op = find(kind)
    if op is None:
        return "there is no such layer here"
    attributes: dict[str, Any] = {}
    features = 0
    for name, value in () if kind in {"pad", "upsample"} else given.items():
        own = meant(name, op.fields) if name not in NOT_SAID and name not in FEATURES else None
        if name in _WITHOUT_EFFECT and (own is None or name in _LET_PASS):
            if value not in _LET_PASS.get(name, (value,)):
                return f"{name} cannot be taken into account"
        elif name in FEATURES and not (kind == "embedding" and name == "input_dim"):
            if type(value) is not int:
                return f"{name} is no whole number"
            features = value
        elif name in op.fields or own is not None:
            attributes[name if name in op.fields else str(own)] = value
        elif name == "input_dim":
            attributes["entries"] = value
        elif "no figure depends" not in NOT_SAID.get(name, ""):
            return f"it has no argument {name}"
    return _adapted(word, kind, attributes, given, features, axes, torch=torch)


def _adapted(
    word: str, kind: str, attributes: dict[str, Any], given: dict[str, Any], features: int, axes: int, *, torch: bool
) -> list[CalledLayer] | str:
    """Attributes that a library means otherwise than a file does."""
    if attributes.get("padding") == "valid":
        attributes["padding"] = 0
    if kind == "pad":
        attributes = {"sides": _sides(given.get("padding"), torch=torch)}
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
    layer = CalledLayer(kind, attributes, features, axes, depthwise=word == "depthwiseconv")
    if word == "separableconv":
        of_window = {name: value for name, value in attributes.items() if name not in {"filters", "bias"}}
        rest = {name: value for name, value in attributes.items() if name in {"filters", "bias"}}
        return [
            CalledLayer("conv", of_window | {"bias": False}, features, axes, depthwise=True),
            CalledLayer("conv", rest | {"kernel": 1}, 0, axes),
        ]
    return [layer, CalledLayer("flatten", {})] if kind.startswith("global") and not torch else [layer]


def _sides(value: Any, *, torch: bool) -> Any:
    """Padding on every side, top and bottom first."""
    if isinstance(value, list) and value and all(isinstance(each, list) for each in value):
        return [side for pair in value for side in pair]
    if isinstance(value, list):
        return [*value[2:], *value[:2]] if torch else [side for each in value for side in (each, each)]
    return [value if value is not None else 1] * 4
