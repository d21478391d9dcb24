"""A progress bar on standard error, where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from archcalc.base.errors import printable

_Item = TypeVar("_Item")
_WIDTH, _EVERY = 40, 0.1


class Bar:
    """A bar that tells how far something is; where nobody is looking, it tells nobody."""

    def __init__(self) -> None:
        self.seen = sys.stderr is not None and sys.stderr.isatty()
        self.drawn, self.longest = monotonic(), 0

    def tell(self, done: int, total: int, what: str = "") -> None:
        """Draw the bar, unless it was drawn a moment ago."""
        if not self.seen or total < 2 or monotonic() - self.drawn < _EVERY:
            return
        self.drawn = monotonic()
        filled = _WIDTH * done // total
        line = f"[{'#' * filled}{' ' * (_WIDTH - filled)}] {done:,} of {total:,} {printable(what)[:30]}"
        self.longest = max(self.longest, len(line))
        sys.stderr.write(f"\r{line.ljust(self.longest)}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self.longest:
            sys.stderr.write(f"\r{' ' * self.longest}\r")
            sys.stderr.flush()


@contextmanager
def told() -> Iterator[Callable[[int, int, str], None]]:
    """A bar for something that tells by itself how far it is."""
    bar = Bar()
    try:
        yield bar.tell
    finally:
        bar.clear()


def progress(items: Collection[_Item]) -> Iterator[_Item]:
    """The items, one by one, with a bar that tells how many are done."""
    with told() as tell:
        for done, item in enumerate(items):
            tell(done, len(items), "")
            yield item
