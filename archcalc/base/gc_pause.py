"""Pauses for the garbage collector.

A stage that makes a hundred thousand small values, all of which live on, would otherwise spend half its time having
them looked at again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000
"""So many new objects take long to look at."""
_MOST = 3_000_000
"""After so many that were not looked at, a collection looks at all there are."""


class _Unseen:
    """How many objects no collection has looked at."""

    count = 0


@contextmanager
def paused() -> Iterator[None]:
    """No collection inside; afterwards as it was before.

    Where much was made, it is taken to live on: the next collection does not look at it, until there is too much such.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if was_on and gc.get_count()[0] > _MANY:
            _spare()
    finally:
        if was_on:
            gc.enable()


@contextmanager
def paused_briefly() -> Iterator[None]:
    """No collection inside; afterwards one of what was made inside, most of which dies, and of nothing older."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.collect(0)
            gc.enable()


def _spare() -> None:
    """Count all objects there are as old ones, which are looked at seldom."""
    _Unseen.count += gc.get_count()[0]
    if _Unseen.count > _MOST:
        gc.collect()
        _Unseen.count = 0
    elif not gc.get_freeze_count():  # what somebody else has frozen stays so
        gc.freeze()
        gc.unfreeze()
