"""A whole class: the sheets in a folder, found, read and marked; a broken one is reported and the rest are marked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework import sheets
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.marks import Marks
from archcalc.homework.sheets import Left, Sheet

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


class Found(NamedTuple):
    """What a student handed in: a file, or a folder with nothing in it.

    `wrong` says why it is not read; `beside` are the student's other files, which do not count, and why.
    """

    path: Path
    student: Student
    wrong: Told = ""
    beside: tuple[Left, ...] = ()


class Broken(NamedTuple):
    """A sheet that could not be marked, and why."""

    who: Student
    path: str
    reason: Told

    @property
    def student(self) -> str:
        """The student's name."""
        return self.who.name

    def told(self, language: Language = ENGLISH) -> str:
        """The reason with the file's name, for students to read: no path of the teacher's."""
        name, quoted_path = Path(self.path).name, quoted(self.path)
        reason = language.text(self.reason)
        return f"{name}: {reason.replace(quoted_path, 'it')}" if name else reason


class Class(NamedTuple):
    """A class: its sheets, marked, and those that could not be."""

    marks: tuple[Marks, ...] = ()
    broken: tuple[Broken, ...] = ()
    others: tuple[Broken, ...] = ()
    """What lies there and is nobody's sheet."""
    identifiers: Mapping[str, str] = MappingProxyType({})
    """The university's identifier of a student, where the file's name told it."""


def find(paths: Iterable[Path]) -> list[Found]:
    """The sheets in files and folders, sorted, and what is none: hidden files alone are passed over.

    Of several sheets in one student's folder the newest counts.
    """
    return _few([each for path in paths for each in (
        _newest(_of_folder(path)) if files.is_folder(path) else [Found(path, student(Path(path.name)))])])


def every(paths: Iterable[Path]) -> list[Found]:
    """The same, with all sheets of each student: a roster tells which are one student's."""
    return _few([each for path in paths for each in (
        _of_folder(path) if files.is_folder(path) else [Found(path, student(Path(path.name)))])])


def _few(found: list[Found]) -> list[Found]:
    if len(found) > MOST_SHEETS:
        raise ArchcalcError.of("too-large", f"more than {MOST_SHEETS:,} sheets")
    return found


def _of_folder(path: Path) -> list[Found]:
    """What lies in a folder."""
    known = sheets.formats()
    inside = (each for each in _inside(path) if _plain(each.relative_to(path)))
    return [Found(each, student(each.relative_to(path)), _wrong(each, known)) for each in inside]


def _wrong(path: Path, known: Collection[str]) -> Told:
    """Why a path in a folder is no sheet; nothing where it may be one."""
    if path.is_symlink():
        return said("a link, which is not followed")
    if path.is_dir():
        return said("nothing was handed in")
    if path.suffix.lower() not in known:
        return said("no sheet that can be read, which ends in one of: {endings}", endings=", ".join(sorted(known)))
    return "" if path.is_file() else said("no file")


def _newest(found: list[Found]) -> list[Found]:
    """One sheet of each student whom a university's system names: the newest, with the others beside it."""
    handed_in: dict[Student, list[Found]] = {}
    for each in found:
        handed_in.setdefault(each.student, []).append(each)
    kept: list[Found] = []
    for who, own in handed_in.items():
        readable = [each for each in own if not each.wrong]
        if not who.identifier or not readable:
            kept += own
            continue
        latest = max(readable, key=lambda each: _age(each.path))
        kept.append(latest._replace(beside=tuple(
            Left(said("the file {file}", file=quoted(each.path.name)),
                 each.wrong or said("{file} is newer, and counts", file=quoted(latest.path.name)), told=not each.wrong)
            for each in own if each is not latest)))
    return kept


def _age(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _inside(folder: Path) -> list[Path]:
    """The files in a folder and its folders, and folders without any, sorted; what vanishes is passed over."""
    found = (Path(parent, name) for parent, folders, names in os.walk(folder)
             for name in names or ([] if folders or Path(parent) == folder else [""]))
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


Outcome = tuple[list[Marks], Told]
"""The marks of the sheets in one file, and why the file, or the rest of it, could not be marked."""


def outcome(each: Found, marker: Marker) -> Outcome:
    """One file marked."""
    marks: list[Marks] = []
    if each.wrong:
        return marks, each.wrong
    try:
        read = sheets.read(each.path)
        if each.student.identifier and len(read) > 1:
            return marks, said("it holds the answers of {number} students, and was handed in by one", number=len(read))
        marks.extend(marker.mark(sheet._replace(left=(*sheet.left, *each.beside)))
                     for sheet in _named(read, each.path, each.student))
    except ArchcalcError as error:
        return marks, error.mistakes[0].message
    return marks, ""


def mark(found: list[Found], marker: Marker, progress: Callable[[list[Found]], Iterable[Found]] = iter) -> Class:
    """Every sheet marked, one after another; `progress` may watch."""
    return gathered(found, [outcome(each, marker) for each in progress(found)])


def gathered(found: list[Found], outcomes: Iterable[Outcome]) -> Class:
    """A class, of what each of its files came to."""
    marks: list[Marks] = []
    broken, others = list[Broken](), list[Broken]()
    whose: list[str] = []
    for each, (own, reason) in zip(found, outcomes, strict=True):
        marks += own
        whose += [each.student.identifier] * len(own)
        if reason:
            put_aside = others if each.wrong and not each.student.identifier else broken
            put_aside.append(Broken(each.student, str(each.path), reason))
    named = apart(marks)
    identifiers = {one.student: identifier for one, identifier in zip(named, whose, strict=True) if identifier}
    return Class(named, tuple(broken), tuple(others), identifiers)


def _named(read: tuple[Sheet, ...], path: Path, who: Student) -> Iterator[Sheet]:
    """The sheets under their students' names: what a university's system says, else the sheet, else the file's name."""
    for sheet in read:
        if sheet.student == path.stem:
            yield sheet._replace(student=who.name)
        elif who.identifier and sheet.student != who.name:
            other = Left(said("the name {name}", name=quoted(sheet.student)),
                         said("{name} handed it in", name=quoted(who.name)), told=True)
            yield sheet._replace(student=who.name, left=(*sheet.left, other))
        else:
            yield sheet


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
