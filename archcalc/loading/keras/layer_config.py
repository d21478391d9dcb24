"""A layer's configuration as rules read it: each value checked for what it must be, and what nobody has read told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcalc.base.errors import Refused, quoted, told
from archcalc.operators.attributes import LARGEST

_NO_FIGURE = frozenset({
    "name", "trainable", "dtype", "seed", "momentum", "synchronized", "renorm", "renorm_clipping", "renorm_momentum",
    "fused", "virtual_batch_size", "adjustment", "unroll", "time_major", "implementation", "noise_shape",
    "recurrent_dropout", "dropout", "rate", "stddev", "batch_size", "sparse", "ragged", "optional", "input_length",
    "input_dtype", "batch_input_shape", "lora_rank", "lora_alpha", "zero_output_for_mask",
    "flash_attention", "use_cudnn", "autocast", "unit_forget_bias", "arguments"})
"""Keys that change neither a shape nor a count, nor what a layer computes in use on whole sequences."""
_NO_FIGURE_ENDS = ("_initializer", "_regularizer", "_constraint")


class LayerConfig:
    """A layer's values by their keys; `read` are the keys that were asked for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.read: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        """A value as it stands there."""
        self.read.add(key)
        return self.values.get(key, default)

    def unread(self) -> list[str]:
        """Keys that no rule has asked for, although a figure might depend on them; those without a value are none."""
        return [key for key, value in self.values.items() if key not in self.read and key not in _NO_FIGURE
                and not key.endswith(_NO_FIGURE_ENDS) and value is not None and value is not False]

    def is_of_training(self) -> bool:
        """True where it says how arrays begin, or what holds them back while they are trained."""
        return any(value and key.endswith(_NO_FIGURE_ENDS) for key, value in self.values.items())

    def whole(self, key: str, default: int | None = None, least: int = 1) -> int:
        """A whole number of `least` or more."""
        value = self.get(key, default)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is not int or not least <= value <= LARGEST:
            raise _refused(key, value, f"a whole number of {least} or more")
        return value

    def wholes(self, key: str, axes: int, default: int | None = None, least: int = 1) -> tuple[int, ...]:
        """A whole number for each of so many axes, or one for all."""
        value = self.get(key, default)
        several = value if isinstance(value, (list, tuple)) else (value,)
        if not all(type(each) is int and least <= each <= LARGEST for each in several) or len(several) not in {1, axes}:
            raise _refused(key, value, f"a whole number of {least} or more, or {axes} of them")
        return tuple(several) if len(several) == axes else tuple(several) * axes

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.get(key, default)
        if type(value) is not bool:
            raise _refused(key, value, "true or false")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """A number."""
        value = self.get(key, default)
        if isinstance(value, dict):  # numbers of Keras 3, as {"class_name": "__numpy__", "config": {"value": ...}}
            inner = value.get("config", {})
            value = inner.get("value") if isinstance(inner, dict) else None
        if type(value) not in (int, float) or abs(value) > 1e300:
            raise _refused(key, value, "a number")
        return float(value)

    def word(self, key: str, words: Sequence[str], default: str | None = None) -> str:
        """One of some words."""
        value = self.get(key, default)
        text = value.lower() if isinstance(value, str) else value
        if text not in words:
            raise _refused(key, value, f"one of: {', '.join(words)}")
        return str(text)

    def axis(self, key: str, rank: int, default: int = -1) -> int:
        """An axis of `rank`, the batch among them, counted from the front; a list of one is that one."""
        value = self.get(key, default)
        if isinstance(value, (list, tuple)) and len(value) == 1:
            value = value[0]
        return counted(key, value, rank)

    def axes(self, key: str, rank: int, default: Any = -1) -> tuple[int, ...]:
        """One axis or several of `rank`, the batch among them, counted from the front, in their order."""
        value = self.get(key, default)
        several = value if isinstance(value, (list, tuple)) else (value,)
        return tuple(sorted({counted(key, each, rank) for each in several}))

    def channels_last(self) -> bool:
        """Whether the channels are the last axis."""
        return self.word("data_format", ("channels_last", "channels_first"), "channels_last") == "channels_last"


def counted(key: str, axis: Any, rank: int) -> int:
    """An axis counted from the front. Raises Refused."""
    if type(axis) is not int or not -rank <= axis < rank:
        raise _refused(key, axis, f"an axis of {rank}, the batch among them")
    return axis % rank


def _refused(key: str, value: Any, expected: str) -> Refused:
    return Refused("keras", f"its {quoted(key, '')} is {told(value)}", expected=expected,
                   hint="save the model again with model.save('model.keras')")
