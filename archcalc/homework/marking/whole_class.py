"""A whole class: the sheets in a folder, found, read and marked; a broken one is reported and the rest are marked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework import sheets
from archcalc.homework.marking.marking import Marker, Marks
from archcalc.homework.sheets import Sheet

MOST_SHEETS = 50_000
MOST_FILES = 200_000
"""So many files of a folder are looked at: a class has not been handed in in the root of a disk."""
_LONGEST_NAME = 80
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)
"""Names that are devices under Windows, whatever their ending."""

_MOODLE = re.compile(r"(?P<name>.+)_(?P<id>[0-9]+)_assignsubmission_.*")
_CANVAS = re.compile(r"(?P<name>[^_]+)(?:_LATE)?_(?P<id>[0-9]+)_[0-9]+_.*", re.IGNORECASE)


class Student(NamedTuple):
    """Who handed in, as the file's name tells: a name, and the identifier of a university's system, if there is one."""

    name: str
    identifier: str = ""


Found = tuple[Path, Student]


class Broken(NamedTuple):
    """A sheet that could not be marked, and why."""

    student: str
    path: str
    reason: str


class Class(NamedTuple):
    """A class: its sheets, marked, and those that could not be."""

    marks: tuple[Marks, ...] = ()
    broken: tuple[Broken, ...] = ()
    identifiers: Mapping[str, str] = MappingProxyType({})
    """The university's identifier of a student, where the file's name told it."""


def find(paths: Iterable[Path]) -> list[Found]:
    """The sheets in files and folders, sorted. Hidden files, links and what is no sheet are passed over."""
    found: list[Found] = []
    known = sheets.formats()
    for path in paths:
        if files.is_folder(path):
            inside = (each for each in _inside(path) if _plain(each.relative_to(path)))
            found += [(each, student(each.relative_to(path))) for each in inside
                      if each.suffix.lower() in known and each.is_file() and not each.is_symlink()]
        else:
            found.append((path, student(Path(path.name))))
    if len(found) > MOST_SHEETS:
        raise ArchcalcError.of("too-large", f"more than {MOST_SHEETS:,} sheets")
    return found


def _inside(folder: Path) -> list[Path]:
    """The files in a folder and its folders, sorted; what vanishes or may not be looked into is passed over."""
    found = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    inside = list(islice(found, MOST_FILES + 1))
    if len(inside) > MOST_FILES:
        raise ArchcalcError.of("too-large", f"more than {MOST_FILES:,} files in {quoted(folder)}",
                               hint="name the folder that holds the sheets")
    return sorted(inside)


def _plain(path: Path) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in path.parts)


def student(path: Path) -> Student:
    """Whose sheet a file is: its folder's, as Moodle packs them, or its own name, as Canvas does.

    >>> student(Path("Ada Lovelace_4711_assignsubmission_file_/hw.csv")).identifier
    '4711'
    """
    for pattern, text in ((_MOODLE, path.parts[0]), (_CANVAS, path.stem)):
        match = pattern.fullmatch(text)
        if match:
            return Student(match["name"], match["id"])
    return Student(path.parts[0] if len(path.parts) > 1 else path.stem)


def mark(found: list[Found], marker: Marker, progress: Callable[[list[Found]], Iterable[Found]] = iter) -> Class:
    """Every sheet marked; `progress` may watch."""
    marks: list[Marks] = []
    broken: list[Broken] = []
    identifiers: dict[str, str] = {}
    for path, who in progress(found):
        try:
            for sheet in _named(sheets.read(path), path, who):
                marks.append(marker.mark(sheet))
                if who.identifier:
                    identifiers[sheet.student] = who.identifier
        except ArchcalcError as error:
            broken.append(Broken(who.name, str(path), error.mistakes[0].message))
    return Class(apart(marks), tuple(broken), identifiers)


def _named(read: tuple[Sheet, ...], path: Path, who: Student) -> Iterator[Sheet]:
    """The sheets under their students' names: what a sheet says, or what its file's name does."""
    for sheet in read:
        yield sheet._replace(student=who.name if sheet.student == path.stem else sheet.student)


def apart(marks: list[Marks]) -> tuple[Marks, ...]:
    """Two sheets of one name are told apart by a number."""
    seen: dict[str, int] = {}
    apart = []
    for each in marks:
        seen[each.student] = seen.get(each.student, 0) + 1
        again = f" ({seen[each.student]})" if seen[each.student] > 1 else ""
        apart.append(each._replace(student=f"{each.student}{again}"))
    return tuple(apart)


def file_names(students: list[str]) -> list[str]:
    """A file's name for each student, whatever they are called: no two alike, and none that leaves its folder.

    >>> file_names(["Ada Lovelace", "../../etc/passwd", "ada lovelace", "con"])
    ['Ada Lovelace', '_.._etc_passwd', 'ada lovelace-2', 'con_']
    """
    taken: dict[str, int] = {}
    names = []
    for name in students:
        plain = re.sub(r"[^\w.() -]+", "_", name).strip(" .")[:_LONGEST_NAME] or "student"
        plain = _RESERVED.sub(r"\g<0>_", plain)
        number = taken[plain.lower()] = taken.get(plain.lower(), 0) + 1
        names.append(plain if number == 1 else f"{plain}-{number}")
    return names
