"""The mistakes that people make, a theme to a file; being there is being registered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from archcalc.base import plugins
from archcalc.base.errors import Mistake, quoted
from archcalc.base.plugins import Plugin
from archcalc.base.registry import Registry
from archcalc.base.suggestions import did_you_mean
from archcalc.homework.misconceptions._base import Misconception
from archcalc.homework.questions.askable import FIGURES


class MisconceptionFile(Protocol):
    """The misconceptions of one theme."""

    ROWS: tuple[Misconception, ...]
    """Each of them, with a name of its own."""


class _Themes(Registry[MisconceptionFile]):
    """Every theme by name."""

    def called(self, plugin: Plugin) -> tuple[str, ...]:
        """A plugin's misconceptions, in words."""
        return tuple(f"misconception {row.name}" for row in plugin.module.ROWS)

    def mistakes(self, plugin: Plugin) -> Iterator[Mistake]:
        """Everything that is wrong with a plugin's misconceptions: names that are taken, figures that there are not."""
        found = list(super().mistakes(plugin))
        yield from found
        others = {row.name for name in self if name != plugin.name for row in self.load(name).ROWS}
        for row in () if found else plugin.module.ROWS:
            if row.name in others or "-" not in row.name:
                yield plugin.mistake(row.name, f"no misconception can be called {quoted(row.name)}",
                                     expected="words with hyphens between them, that name no other")
            if (row.answers is None) == (row.matches is None):
                yield plugin.mistake(row.name, f"{row.name} tells no answer", expected="one of: answers, matches")
            for figure in sorted({*row.figures} - {*FIGURES}):
                yield plugin.mistake(row.name, f"there is no figure {quoted(figure)}",
                                     hint=did_you_mean(str(figure), FIGURES))


NAMES = _Themes(__name__, __file__, "theme", ("ROWS",))


def catalogue() -> tuple[Misconception, ...]:
    """Every misconception, also those of plugins, the likeliest first. Raises ArchcalcError."""
    plugins.look()
    return _sorted(tuple(plugins.loaded))


@lru_cache(maxsize=1)
def _sorted(_: tuple[Plugin, ...]) -> tuple[Misconception, ...]:
    """The misconceptions while these plugins are loaded."""
    rows = [row for name in NAMES for row in NAMES.load(name).ROWS]
    return tuple(sorted(rows, key=lambda row: row.rank))


@lru_cache(maxsize=1)
def themes() -> dict[str, str]:
    """The theme of every misconception that is loaded, by its name."""
    return {row.name: theme for theme in NAMES for row in NAMES.load(theme).ROWS}
