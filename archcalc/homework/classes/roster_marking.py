"""A class marked by its roster: everybody has a row, with marks, or with why there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.handed_in import HandedIn, Register, not_marked
from archcalc.homework.classes.paper import NOTE
from archcalc.homework.classes.roster import Enrolled, Roster
from archcalc.homework.languages.spoken import Told, listed, said
from archcalc.homework.marking.marks import Marks
from archcalc.homework.marking.whole_class import Broken, Class, Found, Student
from archcalc.homework.sheets import Left, Sheet

NOTHING = said("nothing was handed in")
Handed = list[tuple[Enrolled, list[HandedIn]]]
"""Students with their sheets."""
Reasons = tuple[tuple[str, str], ...]
"""Files, and why each is not marked."""
Counted = tuple[Marks | None, Broken, Reasons]
"""The marks of a student's newest sheet that can be marked; or None, and why there is none; and the other files."""


class RosterClass(NamedTuple):
    """A class with its roster: what `marked` calls a student, and who that is."""

    marked: Class
    students: dict[str, Enrolled]
    told: Reasons = ()
    """What the teacher alone is told."""


def counted(handed: Handed, marker: BoundMarker) -> list[Counted]:
    """What everybody's sheets count, one student after another."""
    return [_counted(who, own, marker) for who, own in handed]


def mark(found: list[Found], roster: Roster, marker: BoundMarker,
         progress: Callable[[list[Found]], Iterable[Found]] = iter,
         count: Callable[[Handed, BoundMarker], list[Counted]] = counted) -> RosterClass:
    """Everybody of a roster with the newest sheet of theirs that can be marked. Raises ArchcalcError."""
    register = Register(roster, marker)
    handed: dict[Enrolled, list[HandedIn]] = {who: [] for who in roster.students}
    others: list[HandedIn] = []
    for file in progress(found):
        for each in register.handed_in(file):
            (others if each.who is None else handed[each.who]).append(each)
    marks, broken, told = list[Marks](), list[Broken](), list[tuple[str, str]]()
    for counts, left, reasons in count([*handed.items()], marker):
        if counts is not None:
            marks.append(counts)
        else:
            broken.append(left)
        told += reasons
    strays = tuple(Broken(Student(each.sheet.student if each.sheet else each.found.student.name), str(each.path),
                          not_marked(each)) for each in others)
    identifiers = {who.called: number for who, own in handed.items() if (number := _of_a_system(who, own))}
    return RosterClass(Class(tuple(marks), tuple(broken), strays, identifiers),
                       {who.called: who for who in roster.students}, tuple(told))


def _counted(who: Enrolled, own: list[HandedIn], marker: BoundMarker) -> Counted:
    """The marks of a student's newest sheet that can be marked; or why there is none."""
    in_order = _newest_first(own)
    right = [each for each in in_order if not each.wrong and each.sheet is not None]
    while right:
        newest, *right = right
        beside = tuple(_left(each, newest) for each in in_order if each is not newest)
        sheet = _plain(newest.sheet, marker) if newest.sheet is not None else Sheet(who.called, "", ())
        try:
            marks = marker.mark(sheet._replace(left=(*sheet.left, *beside)), who)
        except ArchcalcError as error:
            in_order = [each._replace(wrong=error.mistakes[0].message) if each is newest else each for each in in_order]
            continue
        return marks, _none(who), _reasons(in_order, newest)
    if not in_order:
        return None, _none(who), ()
    student = Student(who.called, _of_a_system(who, own))
    first, *others = in_order
    more = [said("{file}: {reason}", file=quoted(each.path.name), reason=each.wrong) for each in others]
    broken = Broken(student, str(first.path), listed([first.wrong, *more], "{first}; {others}"))
    return None, broken, _reasons(in_order, None)


def _newest_first(own: list[HandedIn]) -> list[HandedIn]:
    """A student's sheets, the newest first; of the same time, the later row or name."""
    places = sorted(range(len(own)), key=lambda place: (_age(own[place].path), place), reverse=True)
    return [own[place] for place in places]


def _none(who: Enrolled) -> Broken:
    return Broken(Student(who.called, _of_a_system(who, [])), "", NOTHING)


def _of_a_system(who: Enrolled, own: list[HandedIn]) -> str:
    """The number by which a university's system knows a student's row: its files have it, or its participants' list.

    The roster's own number may be another student's there.
    """
    told = [each.found.student.identifier for each in own if each.found.student.identifier]
    participants = [number.split()[-1] for number in sorted(who.numbers) if number.startswith("participant ")]
    return (participants or told or [""])[0]


def _left(each: HandedIn, newest: HandedIn) -> Left:
    """A student's other file: an older one does not count, and one that is wrong is named."""
    if each.wrong:
        return Left(said("the file {file}", file=quoted(each.path.name)), each.wrong)
    return Left(said("the file {file}", file=quoted(each.path.name)), _newer(newest), told=True)


def _reasons(in_order: list[HandedIn], counts: HandedIn | None) -> Reasons:
    """A student's files that do not count, for the teacher."""
    newer = "a later row of it counts", str(_newer(counts)) if counts else ""
    return tuple((str(each.path), not_marked(each) if each.wrong or counts is None else newer[each.path != counts.path])
                 for each in in_order if each is not counts)


def _newer(counts: HandedIn) -> Told:
    return said("{file} is newer, and counts", file=quoted(counts.path.name))


def _plain(sheet: Sheet, marker: BoundMarker) -> Sheet:
    """A sheet without what its paper had printed above and below the answers."""
    printed = {said("the column {heading}", heading=quoted("text")),
               *(said("the line {line}", line=quoted(text))
                 for text in (marker.rubric.title, marker.language.text(said(NOTE)))),
               *(said("the worksheet {title}", title=quoted(f"network {number}"))
                 for number in range(1, len(marker.questions) + 1))}
    return sheet._replace(left=tuple(each for each in sheet.left if each.what not in printed))


def _age(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
