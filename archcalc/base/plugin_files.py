"""Python files of others, run as plugins: read once, bounded, and only those that somebody has named."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from importlib.util import decode_source, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from zlib import crc32

from archcalc.base import files, plugins
from archcalc.base.errors import ArchcalcError, Mistake, Source, quoted
from archcalc.base.plugins import Plugin, file_of
from archcalc.base.python_errors import called, last_place, stopped, told
from archcalc.base.registry import canonical

_MOST_BYTES = 1 << 20
_PREFIX = "archcalc_plugin_"
_NAME = re.compile("[A-Za-z][A-Za-z0-9_]*")


def load(path: Path) -> Plugin:
    """Run a Python file, and keep it among the plugins; one that is there and has not changed is not run again.

    What the file prints goes to standard error. Raises ArchcalcError, also for whatever the file raises.
    """
    if path.suffix != ".py" or not _NAME.fullmatch(path.stem):
        raise ArchcalcError.of("plugin", f"{quoted(path)} is no plugin",
                               expected="a Python file that is called by letters, digits and underscores: NAME.py")
    source = Source(called(path), _text(path))
    before = next((plugin for plugin in plugins.loaded if files.same(file_of(plugin), path)), None)
    if before is not None and before.source.text == source.text:
        return before
    plugin = Plugin(canonical(path.stem), source, _run(path, source))
    if before is not None:
        plugins.loaded.remove(before)
    plugins.loaded.append(plugin)
    return plugin


def load_again(named: Iterable[tuple[str, str, str]]) -> None:
    """Load the plugins that another process has, which has checked them. Raises ArchcalcError."""
    for name, file, module in named:
        if module.startswith(_PREFIX):
            load(Path(file))
        else:
            plugins.loaded.append(Plugin(name, Source(file, ""), plugins.imported(module)))


def _text(path: Path) -> str:
    """A Python file's text, in the encoding that it names."""
    raw = files.content(path, _MOST_BYTES)
    try:
        return decode_source(raw)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise ArchcalcError.of("encoding", f"{quoted(path)} is not text", hint="save it as UTF-8") from None


def _run(path: Path, source: Source) -> ModuleType:
    """The module of a file, under a name of its own, which is the same in every process."""
    spec = spec_from_file_location(f"{_PREFIX}{path.stem}_{crc32(str(path.resolve()).encode()):08x}", path)
    assert spec is not None
    module = module_from_spec(spec)
    before = sys.modules.get(module.__name__)
    sys.modules[module.__name__] = module
    try:
        with redirect_stdout(sys.stderr):
            exec(compile(source.text, spec.origin or "", "exec", dont_inherit=True), vars(module))  # noqa: S102 - asked for
    except (Exception, SystemExit) as error:
        del sys.modules[module.__name__]
        if before is not None:
            sys.modules[module.__name__] = before
        raise stopped(error, source) from error
    return module


def blamed(error: BaseException) -> Mistake | None:
    """The answer to what was raised in a rule of a plugin; None where no plugin took part."""
    place = last_place(error, {str(file_of(plugin)) for plugin in plugins.loaded})
    return told(error, place) if place is not None else None
