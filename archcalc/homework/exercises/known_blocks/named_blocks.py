"""Blocks and models that have a name of their own, one reader after another."""

from __future__ import annotations

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes import (
    attention_blocks,
    attention_scores,
    convolution_cells,
    counted_models,
    dropped_units,
    embedding_tables,
    key_value_cache,
    majority_votes,
    norm_counts,
    parallel_branches,
    pooled_heads,
    swapped_heads,
)
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

_BY_SIZES = (attention_blocks, key_value_cache, counted_models, convolution_cells)
_BY_WORDS = (dropped_units, norm_counts, majority_votes, parallel_branches, pooled_heads, swapped_heads,
             attention_scores, embedding_tables)
"""Readers that leave alone whatever they do not understand to the last word."""
_LONGEST = 1500
"""Characters of an exercise that is read word by word."""


def report(text: str) -> Report | None:
    """The answer about a block that is named; None where none is. Raises ArchcalcError for what is said otherwise."""
    readers = (*_BY_SIZES, *_BY_WORDS) if len(text) <= _LONGEST else _BY_SIZES
    sized = next((found for each in readers if (found := each.report_of(text)) is not None), None)
    return sized or next((found for each in _READERS if (found := each.report(text)) is not None), None)
