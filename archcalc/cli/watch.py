"""A command repeated whenever a file that it reads is saved, until Ctrl-C."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from archcalc.base.errors import ArchcalcError, OutputError, quoted
from archcalc.base.files import is_regular
from archcalc.cli import pager
from archcalc.cli.output import at_terminal, complain, put
from archcalc.network.graph import Graph

_PAUSE = 0.15
"""Seconds between looks; a file must also have been still for so long before it is read."""
_CLEAR = "\x1b[2J\x1b[H"

_State = dict[Path, tuple[int, int, int] | None]


def repeat(name: str, draw: Callable[[], Graph]) -> NoReturn:
    """Call `draw` now and after every save of the file `name`, or of one that it extends.

    A mistake in a file is shown, and waits to be mended; a mistake in the command ends it. Raises ArchcalcError.
    """
    path = Path(name.partition("#")[0])
    if not is_regular(path):
        raise ArchcalcError.of("usage", f"--watch wants a .yaml file of your own, found {quoted(name)}",
                               hint="archcalc new my.yaml --from lenet5 makes one")
    gc.enable()
    pager.switch_off()
    files, first = {path}, True
    while True:
        # looked at before they are read: a save while the table is being made is not missed
        seen = _state([path, *path.parent.glob("*.yaml"), *path.parent.glob("*.yml")])
        _clear()
        try:
            files = {path, *_sources(draw())}
        except OutputError:
            raise
        except ArchcalcError as error:
            if first and not any(mistake.place for mistake in error.mistakes):
                raise
            complain(str(error))
        first = False
        _wait({file: seen.get(file) for file in files})


def _sources(graph: Graph) -> Iterable[Path]:
    """The files in which the layers are written; bundled ones are no paths from here, and are left out."""
    names = {node.place.source.name for node in graph.nodes if node.place is not None}
    return [path for path in map(Path, names) if path.is_file()]


def _state(files: Iterable[Path]) -> _State:
    return {file: _stamp(file) for file in files}


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """The state of a file, which tells it from another; an editor that renames over a file changes its number."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _wait(seen: _State) -> None:
    """Until a file is not what it was, and has come to rest."""
    while (now := _state(seen)) == seen:
        time.sleep(_PAUSE)
    while True:
        time.sleep(_PAUSE)
        before, now = now, _state(seen)
        if now == before:
            return


def _clear() -> None:
    """An empty screen, where there is one; in a pipe one table follows another."""
    if at_terminal() and os.environ.get("TERM") != "dumb":
        put(_CLEAR)
    sys.stdout.flush()
