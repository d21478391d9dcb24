"""The layers and modules given out so far, found by the names that they have at some place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import translate
from re import compile as pattern

from archcalc.language.expansion.scopes import Frame

WILD = frozenset("*?[")
"""Letters that make a name a pattern."""


class Given:
    """Every layer and module by its full name, with the layer whose output it stands for.

    `spend` is told how many names are looked through: patterns are bounded as all else is.
    """

    def __init__(self, spend: Callable[[int], None]) -> None:
        self.outputs: dict[str, str] = {}
        self.spend = spend

    def find(self, name: str, frame: Frame) -> str | None:
        """The layer that `name` stands for here or further out; a path goes into modules."""
        found = frame.find(name)
        if found is None and "/" in name:
            found = next((self.outputs[full] for outer in frame.outwards() if (full := outer.prefix + name)
                          in self.outputs), None)
        return found

    def full(self, name: str, frame: Frame) -> str | None:
        """The full name of the layer or module that is called so, here or further out."""
        return next((full for outer in frame.outwards() if (full := outer.prefix + name) in self.outputs), None)

    def matching(self, name: str, frame: Frame) -> tuple[str, ...]:
        """The layers that a pattern stands for, in their order: those of the nearest frame that has any."""
        for outer in frame.outwards():
            if found := tuple(dict.fromkeys(self._matches(name, outer))):
                return found
        return ()

    def _matches(self, name: str, frame: Frame) -> Iterator[str]:
        """Layers of a frame by a pattern; no * crosses a /."""
        nested, deep = "/" in name, (frame.prefix * ("/" in name) + name).count("/")
        known = self.outputs if nested else frame.names
        self.spend(len(known))
        if name == "*":
            return (output for full, output in known.items() if "/" not in full)
        alike = ((full, output) for full, output in known.items() if full.count("/") == deep)
        if not nested:
            match = pattern(translate(name)).match
            return (output for full, output in alike if match(full))
        parts = [pattern(translate(part)).match for part in (frame.prefix + name).split("/")]
        return (output for full, output in alike
                if all(match(part) for match, part in zip(parts, full.split("/"), strict=True)))
