"""Building blocks: modules that are there without being written, each in a file of the folder `blocks`.

A block's file is a specification like any other, whose module it is; its layers are an example. It is read when a step
calls it, so that files without blocks do not pay for them. A block calls operators alone: a file's own module of some
name can then change no block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from archcalc.base.errors import ArchcalcError
from archcalc.language.diagnostics import Notes
from archcalc.language.module_reader import read_modules
from archcalc.language.steps import Module
from archcalc.language.text.document import Document, parse
from archcalc.operators import find

_FOLDER = Path(__file__).parent / "blocks"
_ENDING = ".yaml"


@lru_cache
def block_names() -> tuple[str, ...]:
    """The names of all building blocks, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.iterdir() if path.suffix == _ENDING))


@lru_cache
def block_document(name: str) -> Document:
    """The specification of a block, with its example."""
    return parse((_FOLDER / f"{name}{_ENDING}").read_text("utf-8"), f"{name}{_ENDING}")


@lru_cache
def _module(name: str) -> Module:
    notes = Notes()
    found = read_modules(block_document(name).root.data["modules"], frozenset(), {}, notes)
    if notes.mistakes:
        raise ArchcalcError(notes.mistakes)
    return found[name]


class _Blocks(Mapping[str, Module]):
    """The building blocks by name, but for those whose names an operator of a plugin has."""

    def __getitem__(self, name: str) -> Module:
        if name not in self:
            raise KeyError(name)
        return _module(name)

    def __contains__(self, name: object) -> bool:
        return name in block_names() and find(str(name)) is None

    def __iter__(self) -> Iterator[str]:
        return filter(self.__contains__, block_names())

    def __len__(self) -> int:
        return len(list(iter(self)))


_BLOCKS = _Blocks()


class _OwnAndBlocks(Mapping[str, Module]):
    """A file's own modules and, behind them, the building blocks; every step asks, mostly for what is neither."""

    def __init__(self, own: Mapping[str, Module]) -> None:
        self.own = dict(own)

    def __getitem__(self, name: str) -> Module:
        return self.own[name] if name in self.own else _BLOCKS[name]

    def __contains__(self, name: object) -> bool:
        return name in self.own or name in _BLOCKS

    def get(self, name: str, default: Any = None) -> Any:
        """The module of a name, or the default."""
        if name in self.own:
            return self.own[name]
        return _module(name) if name in _BLOCKS else default

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*_BLOCKS, *self.own]))

    def __len__(self) -> int:
        return len(list(iter(self)))


def with_blocks(own: Mapping[str, Module]) -> Mapping[str, Module]:
    """A file's own modules and, behind them, the building blocks."""
    return _OwnAndBlocks(own)
