"""The parts that a plugin may bring, told by what is in it: operators, networks, modules of several registries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from archcalc import operators
from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.plugins import Plugin, file_of
from archcalc.language.step_reader import CONTROLS
from archcalc.loading import library, own_folders
from archcalc.operators.operator import Op

FOLDER = "ARCHITECTURES"
"""The name by which a plugin tells of a folder of networks, beside its file."""
_EXPECTED = ("an operator (a class of Op), a convention (operations = Rule(...)), an analysis (COLUMNS and cells), a "
             f"format (SUFFIXES and render), misconceptions (ROWS), a preset (PRESET), an optimizer (state), {FOLDER}")


class Taker(Protocol):
    """One kind of parts."""

    def takes(self, plugin: Plugin) -> bool:
        """True where a plugin brings such parts."""

    def mistakes(self, plugin: Plugin) -> Iterable[Mistake]:
        """Everything that is wrong with them."""

    def called(self, plugin: Plugin) -> Iterable[str]:
        """Each of them in words, by its name: "operator maxout"."""


def checked(plugin: Plugin) -> tuple[str, ...]:
    """The parts of a plugin, in words. Raises ArchcalcError where there is none, or one is not as it has to be."""
    takers = [taker for taker in _takers() if taker.takes(plugin)]
    mistakes = [mistake for taker in takers for mistake in taker.mistakes(plugin)]
    if not takers:
        mistakes = [plugin.mistake("", "there is nothing in it that archcalc could use", expected=_EXPECTED)]
    if mistakes:
        raise ArchcalcError(mistakes)
    return tuple(name for taker in takers for name in taker.called(plugin))


def _takers() -> tuple[Taker, ...]:
    from archcalc.counting import columns, conventions
    from archcalc.homework import misconceptions
    from archcalc.rendering import formats, presets
    from archcalc.training import optimizers

    return (_Operators(), conventions.NAMES, columns.NAMES, formats.NAMES, misconceptions.NAMES, presets.NAMES,
            optimizers.NAMES, _Networks())


class _Operators:
    """The classes of operators that stand in the plugin's own file."""

    def takes(self, plugin: Plugin) -> bool:
        return bool(self._classes(plugin))

    def mistakes(self, plugin: Plugin) -> Iterator[Mistake]:
        others = {op.kind for other in plugins.loaded if other is not plugin for op in self._classes(other)}
        taken = {*operators.built_in(), *others, *CONTROLS}
        for op in self._classes(plugin):
            if op.kind in taken:
                yield plugin.mistake(op.__name__, f"there is {quoted(op.kind)} already",
                                     hint="give the class another kind")
            elif not op.kind.isidentifier() or op.kind != op.kind.lower():
                yield plugin.mistake(op.__name__, f"no operator can be called {quoted(op.kind)}",
                                     expected="small letters, digits and underscores")

    def called(self, plugin: Plugin) -> Iterator[str]:
        return (f"operator {op.kind}" for op in self._classes(plugin))

    def _classes(self, plugin: Plugin) -> list[type[Op]]:
        classes = [value for value in vars(plugin.module).values() if isinstance(value, type) and issubclass(value, Op)]
        return [op for op in classes if op.__module__ == plugin.module.__name__ and op.kind]


class _Networks:
    """A folder of specifications."""

    def takes(self, plugin: Plugin) -> bool:
        return hasattr(plugin.module, FOLDER)

    def mistakes(self, plugin: Plugin) -> Iterator[Mistake]:
        named = getattr(plugin.module, FOLDER)
        if not isinstance(named, str | Path):
            yield plugin.mistake(FOLDER, f"{FOLDER} has to be a folder's name")
            return
        folder = file_of(plugin).parent / named
        try:
            own_folders.add(folder, library.names())
        except ArchcalcError as error:
            yield from (mistake._replace(place=mistake.place or plugin.place(FOLDER)) for mistake in error.mistakes)

    def called(self, plugin: Plugin) -> Iterator[str]:
        folder = file_of(plugin).parent / getattr(plugin.module, FOLDER)
        return (f"network {path.stem}" for path in sorted(folder.glob("*.yaml")))
