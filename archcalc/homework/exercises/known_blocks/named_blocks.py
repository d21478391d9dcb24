"""Blocks and models that have a name of their own, one reader after another."""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.homework.exercises.known_blocks import (
    attention_sizes,
    patch_counts,
    scaling_laws,
    squeeze_blocks,
    stored_models,
    transformer_layers,
    unshared_windows,
)

_READERS = (unshared_windows, squeeze_blocks, stored_models, attention_sizes, transformer_layers, patch_counts,
            scaling_laws)


def report(text: str) -> Report | None:
    """The answer about a block that is named; None where none is. Raises ArchcalcError for what is said otherwise."""
    return next((found for each in _READERS if (found := each.report(text)) is not None), None)
