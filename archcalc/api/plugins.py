"""Plugins: files and installed packages that bring operators, conventions, formats, analyses, misconceptions, networks.

A plugin is a Python file like the one that would stand in the package itself, and what it brings is told by what is in
it. It is loaded when it is named (`--plugin FILE.py`, `load_plugin`), or, once a name is not found, because the user's
configuration or an installed package names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from linecache import getlines
from pathlib import Path
from typing import TYPE_CHECKING

from archcalc import operators
from archcalc.api.arguments import File, public
from archcalc.api.installed_packages import GROUP
from archcalc.api.plugin_parts import checked
from archcalc.base import configuration, plugin_files, plugins
from archcalc.base.errors import ArchcalcError, Mistake, Source, quoted
from archcalc.base.plugins import Plugin
from archcalc.base.registry import canonical
from archcalc.loading import library, own_folders
from archcalc.operators.operator import Op

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["load_plugin"]


@public
def load_plugin(path: File) -> tuple[str, ...]:
    """Load a Python file that brings parts of its own, and answer what they are: "operator maxout", "format jsonl".

    A file that is loaded already is loaded anew where it has changed. Nothing stays of one that is refused. Raises
    ArchcalcError, with the file and the line of whatever is wrong.
    """
    with _nothing_left_of_failures():
        plugin = plugin_files.load(Path(path))
        for kind, op in [*Op.known.items()]:
            if op.__module__ == plugin.module.__name__ and op not in vars(plugin.module).values():
                del Op.known[kind]  # of the file as it was before
        return checked(plugin)


def search() -> None:
    """Load what the user's configuration and the installed packages name. Raises ArchcalcError."""
    mistakes: list[Mistake] = []
    for load, where in _named():
        try:
            with _nothing_left_of_failures():
                load()
        except ArchcalcError as error:
            mistakes += [mistake._replace(also=(*mistake.also, where)) for mistake in error.mistakes]
    if mistakes:
        raise ArchcalcError(mistakes)


def _named() -> Iterator[tuple[Callable[[], object], str]]:
    """Each thing that is named anywhere: a function that loads it, and the place in words."""
    from importlib.metadata import entry_points

    configured = configuration.read()
    for path, place in configured.plugins:
        yield partial(load_plugin, path), f"named in {place}"
    for folder, place in configured.architectures:
        yield partial(own_folders.add, folder, library.names()), f"named in {place}"
    for entry in sorted(entry_points(group=GROUP)):
        package = quoted(entry.dist.name if entry.dist else entry.module)
        yield partial(_load_installed, entry), f"named by the package {package}: {entry.name} = {entry.value}"


def _load_installed(entry: EntryPoint) -> None:
    """Load a module that an installed package names; its parts go by the name of the entry point."""
    if entry.attr:
        raise ArchcalcError.of("plugin", f"{quoted(entry.value)} is no plugin", expected="the name of a module")
    module = plugins.imported(entry.module)
    file = module.__file__ or entry.module
    if all(plugin.module is not module for plugin in plugins.loaded):
        plugins.loaded.append(Plugin(canonical(entry.name), Source(file, "".join(getlines(file))), module))
        checked(plugins.loaded[-1])


@contextmanager
def _nothing_left_of_failures() -> Iterator[None]:
    """Whatever was brought meanwhile is taken away again where something is wrong with it."""
    loaded, folders, known = [*plugins.loaded], [*plugins.folders], {**Op.known}
    try:
        yield
    except ArchcalcError:
        plugins.loaded[:], plugins.folders[:] = loaded, folders
        # archcalc's own operators may have been imported meanwhile, and are not imported twice
        own = {kind: op for kind, op in Op.known.items() if op.__module__.startswith(f"{operators.__name__}.")}
        Op.known.clear()
        Op.known.update(own | known)
        raise
