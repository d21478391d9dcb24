"""Named things that live one to a file: being there is being registered, and nothing is imported before it is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path, PurePath
from types import ModuleType

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.suggestions import unknown


class Registry:
    """The modules of one package, by name. A name may be written with hyphens; the file has underscores."""

    def __init__(self, package: str, folder: str, noun: str) -> None:
        self.package, self.folder, self.noun = package, Path(folder).parent, noun

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, sorted, as the user writes it."""
        return tuple(sorted(self._modules))

    @cached_property
    def _modules(self) -> dict[str, str]:
        """The module of every name, within the package; folders sort the files and are no part of a name."""
        files = (path.relative_to(self.folder) for path in self.folder.rglob("[!_]*.py"))
        return {path.stem.replace("_", "-"): ".".join(path.with_suffix("").parts) for path in files}

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._modules

    def by_ending(self, path: str, option: str) -> str:
        """The name whose module writes files that end like this one."""
        ending = PurePath(path).suffix.lower()
        for name in self.names:
            if ending in self.load(name).SUFFIXES:
                return name
        raise ArchcalcError.of("format", f"no format is known by the ending {quoted(ending)} of {quoted(path)}",
                               hint=f"say which with {option}", expected=f"one of: {', '.join(self.names)}")

    def load(self, name: str) -> ModuleType:
        """The module called `name`; an unknown one is answered with the nearest."""
        key = name.replace("_", "-").lower()
        if key not in self._modules:
            raise unknown(self.noun, name, self.names)
        return import_module(f"{self.package}.{self._modules[key]}")
