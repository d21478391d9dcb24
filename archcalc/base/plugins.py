"""Parts that others wrote: which plugins are loaded, and where else to look for a name that is not found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

from archcalc.base.errors import ArchcalcError, Mistake, Place, Source
from archcalc.base.named_tuples import NamedTuple

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Plugin(NamedTuple):
    """A module that somebody else wrote: what its parts are called that have no name of their own, and its text."""

    name: str
    source: Source
    module: ModuleType

    def mistake(self, word: str, fact: str, *, hint: str = "", expected: str = "") -> Mistake:
        """A fact about a name of this file, at the line that defines it."""
        return Mistake("plugin", fact, self.place(word), hint, expected)

    def place(self, word: str) -> Place:
        """The line that defines a name, else that which has it in quotes, else the first."""
        import re

        name, text = re.escape(word), self.source.text
        found = (re.search(rf"^[ \t]*(?:def |class )?({name})\b", text, re.MULTILINE)
                 or re.search(rf"[\"']({name})[\"']", text)) if word else None
        before = text[:found.start(1)] if found else ""
        return Place(self.source, before.count("\n") + 1, len(before) - before.rfind("\n"), max(1, len(word)))


loaded: list[Plugin] = []
"""The plugins of this process, in the order in which they were loaded."""
folders: list[Path] = []
"""Folders whose networks go by their names, as the bundled ones do."""
elsewhere: list[Callable[[], None]] = []
"""Further sources of parts: the user's configuration, the installed packages. The top of the house adds them; a start
asks none."""


def look() -> None:
    """Ask everything that was not asked before. Raises ArchcalcError where a plugin is broken."""
    waiting, elsewhere[:] = elsewhere[:], []
    try:
        for ask in waiting:
            ask()
    except ArchcalcError:
        elsewhere[:] = waiting
        raise


@contextmanager
def without_looking() -> Iterator[None]:
    """Nothing else is asked meanwhile: a name may be found somewhere else among archcalc's own."""
    waiting, elsewhere[:] = elsewhere[:], []
    try:
        yield
    finally:
        elsewhere[:] = waiting


def remembered(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function of all parts, whose results are kept while the same plugins are loaded, or until `cache_clear`."""
    kept: Any = lru_cache(maxsize=1 << 14)(lambda brought, *args, **kwargs: function(*args, **kwargs))

    @wraps(function)
    def told(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        found: _T = kept(tuple(plugin.module for plugin in loaded), *args, **kwargs)
        return found

    vars(told)["cache_clear"] = kept.cache_clear
    return told


def imported(name: str) -> ModuleType:
    """A module by its full name; what goes wrong in its file is told with its line. Raises ArchcalcError."""
    try:
        return import_module(name)
    except Exception as error:
        from archcalc.base.python_errors import stopped

        raise stopped(error) from error


def file_of(plugin: Plugin) -> Path:
    """The file of a plugin, by its full path."""
    return Path(plugin.module.__file__ or plugin.source.name)


def named() -> tuple[tuple[str, str, str], ...]:
    """The plugins as another process can load them: their names, files and modules."""
    return tuple((plugin.name, str(file_of(plugin)), plugin.module.__name__) for plugin in loaded)
