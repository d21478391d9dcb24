"""The attribute of a layer that a statement is about."""

from __future__ import annotations

from typing import Any

from archcalc.homework.exercises import said
from archcalc.homework.exercises.exercise import ExerciseLayer
from archcalc.homework.exercises.said import Said
from archcalc.language.notation.attribute_words import takes_sizes
from archcalc.operators.written_forms import forms

WINDOWED = frozenset({"filters", "kernel", "stride", "padding", "dilation", "groups", "bias", "output_padding"})
BEGINS = {"filters": "conv", "kernel": "conv", "units": "linear"}
"""The operator that is meant where one of these is said of no layer."""


def begins(each: Said) -> bool:
    """True of what a layer that is not named begins with."""
    return each.kind == said.ATTRIBUTE and each.name in BEGINS


def name_in(layer: ExerciseLayer, each: Said) -> str:
    """The attribute that a statement sets in a layer; nothing where that has none such."""
    if each.kind == said.WORD:
        return next((name for name, kind in layer.op.fields.items() if each.value in (kind.words or ())), "")
    if each.kind == said.LOOSE:
        return primary(layer, each.value)
    return layer.called(each.name) or ""


def primary(layer: ExerciseLayer, value: Any) -> str:
    """The attribute that a bare number, or bare sides, set: the first that is open in the usual notation."""
    if isinstance(value, tuple) and "resize" in layer.op.traits:
        return ""  # to 64x64, or by 2x2?
    usual = next(forms(layer.op), None)
    names = [*(usual.attributes if usual else ()), *(name for name in layer.op.fields if name not in layer.op.defaults),
             *list(layer.op.fields)[:1]]
    sided = isinstance(value, tuple)
    left = [name for name in dict.fromkeys(names) if name not in layer.attributes]
    suiting = [name for name in left if takes_sizes(layer.op.fields[name]) == sided]
    return next(iter([*suiting, *([] if sided else left)]), "")
