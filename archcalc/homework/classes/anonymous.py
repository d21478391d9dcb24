"""Numbers for names: marks of a class in which nobody is named, and the file that says whose number is whose.

The numbers are drawn anew, in no order of the roster's; a key file that is there keeps those that it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from secrets import SystemRandom

from archcalc.base import files
from archcalc.base.atomic_files import write
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.classes import table_file
from archcalc.homework.classes.roster import Enrolled, Roster
from archcalc.homework.classes.roster_marking import RosterClass
from archcalc.homework.gradebooks import _cells
from archcalc.homework.languages.spoken import Spoken, Told
from archcalc.homework.marking.marks import Marks
from archcalc.homework.marking.whole_class import Broken, Class, Student
from archcalc.homework.sheets import Left

_HEADER = ("number", "id", "name")
_LEAST_DIGITS, _LEAST_LETTERS = 4, 3
_FILES = re.compile(r"(['\"])[^'\"]*[./\\][^'\"]*\1")
"""A file's name in a sentence, which students give."""
HIDDEN = "[...]"


def numbered(roster: Roster, path: Path) -> dict[str, str]:
    """Everybody's number by identifier, from a key file; who has none there is added. Raises ArchcalcError."""
    known: dict[str, str] = {}
    if files.is_there(path):
        head, *rows = table_file.read(path).rows
        if tuple(head) != _HEADER:
            raise ArchcalcError.of("sheet", f"{quoted(path)} is no key file of archcalc's",
                                   hint="name a file that is not there yet, or an earlier key")
        known = {_bare(row[1]): row[0] for row in rows if len(row) > 1}
    new = [who for who in roster.students if who.identifier not in known]
    free = sorted({f"Student {place:03}" for place in range(1, len(known) + len(new) + 1)} - set(known.values()))
    SystemRandom().shuffle(free)
    known |= {who.identifier: number for who, number in zip(new, free, strict=False)}
    rows = sorted((known[who.identifier], who.identifier, who.name) for who in roster.students)
    kept = {who.identifier for who in roster.students}
    gone = [(number, identifier, "") for identifier, number in known.items() if identifier not in kept]
    write(path, _cells.lines([_HEADER, *sorted([*rows, *gone])]))
    return known


def _bare(cell: str) -> str:
    """A cell as it was before it was defused."""
    return cell.removeprefix("'") if cell[:2] in {"'=", "'+", "'-", "'@"} else cell


def anonymised(marked: RosterClass, numbers: dict[str, str]) -> RosterClass:
    """A class with numbers for names, and without anything that a student's file or sheet says of who it is."""
    called = {name: numbers[who.identifier] for name, who in marked.students.items()}
    hide = _hider(marked.students.values())
    of = marked.marked
    marks = tuple(_of_marks(each, called[each.student], hide) for each in of.marks)
    broken = tuple(Broken(Student(called[each.student]), HIDDEN if each.path else "",
                          _hidden(each.reason, hide)) for each in of.broken)
    others = tuple(Broken(Student(""), "", _hidden(each.reason, hide)) for each in of.others)
    students = {called[name]: who for name, who in marked.students.items()}
    in_order = sorted(marks, key=lambda each: each.student)
    return RosterClass(Class(tuple(in_order), tuple(sorted(broken, key=lambda each: each.student)), others), students,
                       tuple((HIDDEN, hide(reason)) for _, reason in marked.told))


def _of_marks(marks: Marks, number: str, hide: Callable[[str], str]) -> Marks:
    verdicts = tuple(verdict._replace(given=hide(verdict.given), feedback=hide(verdict.feedback))
                     for verdict in marks.verdicts)
    left = tuple(Left(_hidden(each.what, hide), _hidden(each.reason, hide), each.told) for each in marks.left)
    return marks._replace(student=number, verdicts=verdicts, left=left)


def _hidden(told: Told, hide: Callable[[str], str]) -> Told:
    """A sentence whose values tell nobody."""
    if isinstance(told, str):
        return hide(told)
    values = ((name, value if isinstance(value, int) else _hidden(value, hide)) for name, value in told.values)
    return Spoken(told.template, tuple(values))


def _hider(everybody: Iterable[Enrolled]) -> Callable[[str], str]:
    """A function that takes names, numbers and files out of a sentence."""
    words = {word for who in everybody for word in _words(who)}
    # the longest first, so that no part of a longer one is left
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    names = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if words else re.compile(r"(?!)")
    return lambda text: names.sub(HIDDEN, _FILES.sub(HIDDEN, text)) if text else text


def _words(who: Enrolled) -> Iterable[str]:
    """Everything that tells a student: the name, its longer parts, longer numbers."""
    yield from (word for word in (who.name, who.called) if word)
    yield from (part for part in re.findall(r"\w+", who.name) if len(part) >= _LEAST_LETTERS and not part.isdigit())
    yield from (number for number in who.numbers if len(number) >= _LEAST_DIGITS and not _is_short(number))


def _is_short(number: str) -> bool:
    """A number that answers have too: nothing is taken out of them."""
    return number.isdigit() and len(number) < _LEAST_DIGITS + 1
