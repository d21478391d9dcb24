"""What arrays leave is kept for those after them: pages that a system took back cost a fault each when written again.

glibc asks the system anew for each array over a threshold, and gives it back with the array; the threshold rises to the
largest such array that was freed, up to 32 MiB, and what is kept between arrays to twice that. So whether a run meets
thousands of faults, a third of GoogLeNet's time, was left to what had been freed before. Source: mallopt(3).
"""

from __future__ import annotations

from typing import Any

LARGEST = 2**25 - 2**13
"""Bytes of an array that raises the threshold as far as it goes, with what the allocator writes before it."""


def keep_freed_memory(numpy: Any) -> None:
    """Have what arrays up to 32 MiB leave kept. The array that is freed for it is never written to: it takes none."""
    numpy.empty(LARGEST, dtype=numpy.uint8)
