"""Layers within layers: what wraps another one gives it its place, and the values that it reads."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable
from archcalc.loading.keras.layer_view import Answer, LayerView, Rule
from archcalc.loading.keras.layers import rule_of
from archcalc.loading.keras.model_records import LayerRecord


def rule_for(inner: LayerRecord) -> Rule:
    """The rule for a layer inside another one. Raises Untranslatable."""
    rule = None if inner.model is not None else rule_of(inner)
    if rule is None:
        raise Untranslatable(f"it wraps {inner.kind}, which archcalc has not")
    return rule


def translated(view: LayerView, inner: LayerRecord, arguments: tuple[Any, ...],
               keywords: Mapping[str, Any] | None = None, *, key: str = "") -> Generator[Layer, None, Answer]:
    """The layers of a layer inside another one, in whose place they stand. Raises Untranslatable before the first."""
    rule = rule_for(inner)
    own = view.inside(inner, arguments, keywords or {}, key)
    answer = yield from rule(own)
    view.take(own)
    return answer


def only(answer: Answer) -> KerasValue:
    """The value that a layer gives, of one that gives one."""
    found = answer if isinstance(answer, KerasValue) else answer[0]
    if not isinstance(found, KerasValue):
        raise Untranslatable("what it gives is not known")
    return found
