"""A progress bar on standard error, where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from time import monotonic
from typing import TypeVar

_Item = TypeVar("_Item")
_WIDTH, _EVERY = 40, 0.1


def progress(items: Collection[_Item]) -> Iterator[_Item]:
    """The items, one by one, with a bar that tells how many are done."""
    seen = sys.stderr is not None and sys.stderr.isatty() and len(items) > 1
    drawn = 0.0
    for done, item in enumerate(items):
        if seen and monotonic() - drawn > _EVERY:
            drawn = monotonic()
            filled = _WIDTH * done // len(items)
            sys.stderr.write(f"\r[{'#' * filled}{' ' * (_WIDTH - filled)}] {done:,} of {len(items):,}")
            sys.stderr.flush()
        yield item
    if seen:
        sys.stderr.write("\r" + " " * (_WIDTH + 30) + "\r")
