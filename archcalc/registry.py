"""Named things that live one to a file: being there is being registered, and nothing is imported before it is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType

from archcalc.errors import ArchcalcError, quoted


class Registry:
    """The modules of one package, by name. A name may be written with hyphens; the file has underscores."""

    def __init__(self, package: str, folder: str, noun: str) -> None:
        self.package, self.folder, self.noun = package, Path(folder).parent, noun

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, sorted, as the user writes it."""
        files = (path.stem for path in self.folder.glob("*.py"))
        return tuple(sorted(stem.replace("_", "-") for stem in files if not stem.startswith("_")))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def load(self, name: str) -> ModuleType:
        """The module called `name`; an unknown one is answered with the nearest."""
        key = name.replace("_", "-").lower()
        if key not in self.names:
            raise unknown(self.noun, name, self.names)
        return import_module(f"{self.package}.{key.replace('-', '_')}")


def unknown(noun: str, name: str, names: Collection[str]) -> ArchcalcError:
    """The answer to a name that does not exist."""
    expected = f"one of: {', '.join(sorted(names))}" if len(names) <= 40 else ""
    return ArchcalcError.of(f"unknown-{noun}", f"there is no {noun} {quoted(name)}",
                            hint=did_you_mean(name, names), expected=expected)


def did_you_mean(word: str, names: Collection[str]) -> str:
    """A hint that names the nearest name, or nothing where none is near.

    >>> did_you_mean("kernal", ["filters", "kernel"])
    "did you mean 'kernel'?"
    """
    near = nearest(word, names)
    return f"did you mean '{near}'?" if near else ""


def nearest(word: str, names: Collection[str]) -> str | None:
    """The name with the fewest typing slips from `word`, if they are at most a third of its letters (at least one)."""
    written = word.lower()
    most = max(1, len(written) // 3)
    near = [(slips(written, name.lower(), most), name) for name in names if abs(len(name) - len(written)) <= most]
    best = min(((count, name[:1].lower() != written[:1], name) for count, name in near if count <= most), default=None)
    return best[2] if best else None


def slips(written: str, meant: str, most: int) -> int:
    """How many letters were added, left out, replaced or swapped with their neighbour (Damerau 1964); `most + 1` if more.

    >>> slips("kenrel", "kernel", 2)
    1
    """
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(written, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(meant, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and written[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
