"""Named things that live one to a file: a file that is there is registered, and is imported when it is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path, PurePath
from types import ModuleType
from typing import Generic, Protocol, TypeVar, cast, get_args

from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.plugins import Plugin
from archcalc.base.suggestions import unknown

Part_co = TypeVar("Part_co", covariant=True)


class Suffixed(Protocol):
    """A file whose name follows from the ending of the files that it reads or writes."""

    SUFFIXES: tuple[str, ...]
    """The endings, with their dots, in small letters."""


def canonical(name: str) -> str:
    """A name as registries have it: small letters, hyphens.

    >>> canonical("CSV_Excel")
    'csv-excel'
    """
    return name.replace("_", "-").lower()


def modules_below(folder: str) -> Iterator[str]:
    """The modules in a folder and in its folders, as they are named from there; those that begin with _ are none."""
    with os.scandir(folder) as entries:
        for entry in entries:
            stem, _, ending = entry.name.partition(".")
            if stem.startswith("_"):
                continue
            if ending == "py":
                yield stem
            elif entry.is_dir():
                yield from (f"{stem}.{module}" for module in modules_below(entry.path))


def families(package: str, file: str) -> Iterator[ModuleType]:
    """The modules beside a package's own file, in the order of their names: each holds a family of rules."""
    stems = sorted(path.stem for path in Path(file).parent.glob("[!_]*.py"))
    return (import_module(f"{package}.{stem}") for stem in stems)


class Registry(Generic[Part_co]):
    """The modules of one package, by name; each has what the protocol `Part_co` requires.

    A name may be written in capitals, and with underscores for its hyphens. Folders sort the files and are no part of
    a name. Plugins bring modules too where they have one of the names `marks`; without marks, no plugin does.
    """

    def __init__(self, package: str, folder: str, noun: str, marks: tuple[str, ...] = ()) -> None:
        self.package, self.folder, self.noun, self.marks = package, Path(folder).parent, noun, marks
        self._own: dict[str, Part_co] = {}
        """Modules of the package, by the names by which they were asked for so far."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is known so far, sorted, as the user writes it."""
        return tuple(sorted({*self._modules, *self._brought}))

    @cached_property
    def _modules(self) -> dict[str, str]:
        """The module of every name, within the package."""
        return {canonical(module.rpartition(".")[2]): module for module in modules_below(str(self.folder))}

    @property
    def _brought(self) -> dict[str, ModuleType]:
        """The modules of plugins, by name."""
        return {plugin.name: plugin.module for plugin in plugins.loaded if self.takes(plugin)}

    @property
    def protocol(self) -> type:
        """The protocol that every module meets."""
        made = vars(self).get("__orig_class__") or type(self).__orig_bases__[0]  # type: ignore[attr-defined]
        protocol: type = get_args(made)[0]
        return protocol

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: str) -> bool:
        key = canonical(name)
        return key in self._modules or (bool(self.marks) and (key in self._brought or key in self.everything()))

    def everything(self) -> tuple[str, ...]:
        """Every name, also those of plugins that no name has asked for so far. Raises ArchcalcError."""
        if self.marks:
            plugins.look()
        return self.names

    def further(self) -> Iterator[tuple[str, ...]]:
        """The names that are known so far; and, for who has not found one among them, every name."""
        yield self.names
        yield self.everything()

    def by_ending(self: Registry[Suffixed], path: str, option: str) -> str:
        """The name whose module writes files that end like this one. Raises ArchcalcError."""
        ending = PurePath(path).suffix.lower()
        for names in self.further():
            for name in names:
                if ending in self.load(name).SUFFIXES:
                    return name
        raise ArchcalcError.of("format", f"no format is known by the ending {quoted(ending)} of {quoted(path)}",
                               hint=f"say which with {option}", expected=f"one of: {', '.join(self.names)}")

    def load(self, name: str) -> Part_co:
        """The module called `name`. Raises ArchcalcError, with the nearest name, for one that does not exist."""
        known = self._own.get(name)
        if known is not None:
            return known
        key = canonical(name)
        if key not in self:
            raise unknown(self.noun, name, self.names)
        file = self._modules.get(key)
        if not file:
            return cast("Part_co", self._brought[key])
        found = self._own[name] = cast("Part_co", plugins.imported(f"{self.package}.{file}"))
        return found

    def takes(self, plugin: Plugin) -> bool:
        """True where a plugin brings a module."""
        return any(mark in vars(plugin.module) for mark in self.marks)

    def called(self, plugin: Plugin) -> tuple[str, ...]:
        """The module of a plugin, in words."""
        return (f"{self.noun} {plugin.name}",)

    def mistakes(self, plugin: Plugin) -> Iterator[Mistake]:
        """Everything that is wrong with the module of a plugin: it lacks something, or its name is another's."""
        from archcalc.base.requirements import lacks

        for lack in lacks(plugin.module, self.protocol):
            yield plugin.mistake(lack.name, f"a plugin's {self.noun}: {lack.fact}")
        others = (other.name for other in plugins.loaded if other is not plugin and self.takes(other))
        if plugin.name in self._modules or plugin.name in others:
            yield plugin.mistake(self.marks[0], f"there is another {self.noun} called {quoted(plugin.name)}",
                                 hint="give the plugin's file another name")
        yield from self._endings(plugin)

    def _endings(self, plugin: Plugin) -> Iterator[Mistake]:
        """Endings of a plugin's module that are another's, so that a file's would no longer tell which."""
        own = getattr(plugin.module, "SUFFIXES", ())
        for name in self.names if isinstance(own, tuple) and own else ():
            others = getattr(self.load(name), "SUFFIXES", ()) if name != plugin.name else ()
            for ending in {*own} & {*others}:
                yield plugin.mistake("SUFFIXES", f"{quoted(ending)} is the ending of the {self.noun} {quoted(name)}",
                                     hint="choose another, or none: SUFFIXES = ()")
