"""The user's own configuration, archcalc.toml: which plugins to load, and where networks of one's own lie.

It is looked for in the platform's configuration folder and nowhere else, so that a folder that somebody works in never
loads code: $XDG_CONFIG_HOME/archcalc or ~/.config/archcalc, on macOS ~/Library/Application Support/archcalc, on Windows
%APPDATA%/archcalc.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, Mistake, Place, Source, told
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean, one_of

FILE = "archcalc.toml"
_MOST_BYTES = 64 << 10
_AT = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"


class Configuration(NamedTuple):
    """The content of archcalc.toml: files of plugins and folders of networks, each with the place of its name."""

    plugins: tuple[tuple[Path, Place], ...] = ()
    architectures: tuple[tuple[Path, Place], ...] = ()


def folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """The folder of archcalc's configuration; None where the platform tells of none. A relative path is none."""
    home = environment.get("HOME") or environment.get("USERPROFILE") or ""
    if platform == "win32":
        named = environment.get("APPDATA", "")
    elif platform == "darwin":
        named = f"{home}/Library/Application Support" if home else ""
    else:
        own = environment.get("XDG_CONFIG_HOME", "")
        named = own if Path(own).is_absolute() else f"{home}/.config" if home else ""
    return Path(named) / "archcalc" if Path(named).is_absolute() else None


def file() -> Path | None:
    """The file of the configuration; None where there is none."""
    path = beside / FILE if (beside := folder()) is not None else None
    return path if path is not None and files.is_there(path) else None


def read() -> Configuration:
    """The configuration; an empty one where there is no file. Raises ArchcalcError with every mistake in it."""
    path = file()
    return parsed(path) if path is not None else Configuration()


def parsed(path: Path) -> Configuration:
    """A file's content; paths in it are absolute, begin with ~, or start from the file's folder."""
    import tomllib

    raw = files.content(path, _MOST_BYTES)
    try:
        source = Source(str(path), raw.decode())
        data = tomllib.loads(source.text)
    except UnicodeDecodeError:
        raise ArchcalcError.of("encoding", f"{path} is not UTF-8", hint="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ArchcalcError([_broken(error, source)]) from None
    mistakes = list(_mistakes(data, source))
    if mistakes:
        raise ArchcalcError(mistakes)
    return Configuration(**{key: tuple((path.parent / Path(word).expanduser(), _place(source, word)) for word in words)
                            for key, words in data.items()})


def _broken(error: Exception, source: Source) -> Mistake:
    """The mistake that a parser of TOML has found, at its place."""
    at = re.search(_AT, str(error))
    end = source.text.count("\n") + 1
    place = Place(source, int(at[1] or end), int(at[2] or 1)) if at else Place(source, 1, 1)
    return Mistake("syntax", "this is no TOML", place,
                   "archcalc manual extending shows such a file")


def _mistakes(data: Mapping[str, Any], source: Source) -> Iterator[Mistake]:
    """Keys that there are not, and values that are no lists of texts."""
    for key, value in data.items():
        if key not in Configuration._fields:
            yield Mistake("unknown-key", f"{FILE} has no key {told(key)}", _place(source, key),
                          did_you_mean(key, Configuration._fields), one_of(Configuration._fields))
        elif not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            yield Mistake("wrong-type", f"expected a list of paths, found {told(value)}", _place(source, key),
                          f'for example {key} = ["/home/me/mine"]')
        else:
            yield from (Mistake("file", f"nobody here is called {told(word.split('/')[0])}", _place(source, word),
                                "~ is your own folder: ~/mine") for word in value if not _has_home(word))


def _has_home(word: str) -> bool:
    """False of a path in the home of a user whom there is not: ~nobody/mine."""
    try:
        Path(word).expanduser()
    except RuntimeError:
        return False
    return True


def _place(source: Source, word: str) -> Place:
    """The place of a word's first letter."""
    start = max(0, source.text.find(word))
    line = source.text.count("\n", 0, start) + 1
    return Place(source, line, start - source.text.rfind("\n", 0, start), len(word))
