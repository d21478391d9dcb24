"""Narrow groups joined into wider ones, zeros between: matrix products are slow on matrices a few channels wide.

A convolution of 32 groups of 4 channels is also one of 8 groups of 16 channels, three quarters of whose weights are 0.
"""

from __future__ import annotations

from typing import Any


def widened(xp: Any, weight: Any, groups: int, width: int) -> tuple[Any, int]:
    """(filters, c/groups, kernel, kernel) with fewer groups, each at least `width` channels wide where possible."""
    filters, each, *kernel = weight.shape
    joined = 1
    while joined < groups and each * joined < width and groups % (2 * joined) == 0:
        joined *= 2
    if joined == 1:
        return weight, groups
    wide = xp.zeros((groups // joined, joined, filters // groups, joined, each, *kernel), dtype=weight.dtype)
    parts = weight.reshape(groups // joined, joined, filters // groups, each, *kernel)
    for i in range(joined):
        wide[:, i, :, i] = parts[:, i]
    return wide.reshape(filters, joined * each, *kernel), groups // joined
