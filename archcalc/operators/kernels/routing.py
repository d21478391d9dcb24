"""The gate of a mixture of experts: which experts a token goes through, and how much each of them counts.

Source: Shazeer et al. 2017, equations 3 to 5.
"""

from __future__ import annotations

from archcalc.operators.kernels.softmax import softmax
from archcalc.operators.operator import Array, Arrays


def gates(xp: Arrays, scores: Array, active: int) -> Array:
    """(..., experts) to the same: a softmax of the `active` largest scores, zero elsewhere; the first of equal ones."""
    order = xp.argsort(xp.argsort(-scores, axis=-1), axis=-1)
    return softmax(xp, xp.where(order < active, scores, -xp.inf).astype(scores.dtype), -1)
