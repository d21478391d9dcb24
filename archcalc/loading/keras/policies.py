"""The number types in which a model's layers compute, and what is to be said of those that hold other ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from archcalc.base.errors import quoted
from archcalc.base.units import USUAL_DTYPE
from archcalc.loading.keras.model_records import KerasModel, LayerRecord

_MIXED = "mixed_"


def usual_type(model: KerasModel) -> str:
    """The type in which most layers compute."""
    types = Counter(computed_in(policy_of(record.config)) for record in _layers(model))
    return max(types, key=types.__getitem__, default=USUAL_DTYPE)


def told_types(model: KerasModel, usual: str) -> Iterator[str]:
    """Sentences on layers that compute in other types than the usual one, or hold their arrays in others."""
    policies = Counter(policy_of(record.config) for record in _layers(model))
    for policy, count in policies.items():
        computed = computed_in(policy)
        layers = "1 layer" if count == 1 else f"{count:,} layers"
        if policy != computed:
            held = "whatever their arrays are held in"
            yield f"{layers} with the policy {quoted(policy, '')}: counted in {usual}, {held}"
        elif computed != usual:
            yield f"{layers} in {quoted(computed, '')}: counted in {usual} like the others"


def policy_of(config: Mapping[str, Any]) -> str:
    """A layer's policy: float32, mixed_float16, int8_from_float32 ..."""
    given = config.get("dtype")
    if isinstance(given, dict):
        inner = given.get("config")
        inner = inner if isinstance(inner, dict) else {}
        given = inner.get("name", f"{inner['mode']}_from_{inner.get('source_name')}" if "mode" in inner else "unknown")
    return given if isinstance(given, str) else USUAL_DTYPE


def computed_in(policy: str) -> str:
    """The type of what a layer gives: of mixed_float16, float16.

    >>> computed_in("mixed_bfloat16"), computed_in("float32"), computed_in("int8_from_float32")
    ('bfloat16', 'float32', 'float32')
    """
    return policy.rpartition("_from_")[2].removeprefix(_MIXED)


def _layers(model: KerasModel) -> Iterator[LayerRecord]:
    for record in model.layers:
        if record.model is not None:
            yield from _layers(record.model)
        elif record.kind != "InputLayer" and not record.is_function:
            yield record
