"""Named things that live one to a file: a file that is there is registered, and is imported when it is named."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path, PurePath
from typing import Generic, Protocol, TypeVar, cast, get_args

from archcalc.base.errors import ArchcalcError, quoted
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


class Registry(Generic[Part_co]):
    """The modules of one package, by name; each has what the protocol `Part_co` requires.

    A name may be written in capitals, and with underscores for its hyphens. Folders sort the files and are no part of
    a name.
    """

    def __init__(self, package: str, folder: str, noun: str) -> None:
        self.package, self.folder, self.noun = package, Path(folder).parent, noun

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, sorted, as the user writes it."""
        return tuple(sorted(self._modules))

    @cached_property
    def _modules(self) -> dict[str, str]:
        """The module of every name, within the package."""
        files = (path.relative_to(self.folder) for path in self.folder.rglob("[!_]*.py"))
        return {path.stem.replace("_", "-"): ".".join(path.with_suffix("").parts) for path in files}

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: str) -> bool:
        return canonical(name) in self._modules

    @property
    def protocol(self) -> type:
        """What every module has."""
        protocol: type = get_args(vars(self)["__orig_class__"])[0]
        return protocol

    def by_ending(self: Registry[Suffixed], path: str, option: str) -> str:
        """The name whose module writes files that end like this one. Raises ArchcalcError."""
        ending = PurePath(path).suffix.lower()
        for name in self.names:
            if ending in self.load(name).SUFFIXES:
                return name
        raise ArchcalcError.of("format", f"no format is known by the ending {quoted(ending)} of {quoted(path)}",
                               hint=f"say which with {option}", expected=f"one of: {', '.join(self.names)}")

    def load(self, name: str) -> Part_co:
        """The module called `name`. Raises ArchcalcError, with the nearest name, for one that does not exist."""
        key = canonical(name)
        if key not in self._modules:
            raise unknown(self.noun, name, self.names)
        return cast("Part_co", import_module(f"{self.package}.{self._modules[key]}"))
