"""Grades written into the file that a teacher downloaded: Moodle's offline grading worksheet, or Canvas's grade book.

Everything else in the file stays as it is. A row gets a grade where it is one student's of the roster and no other row
is; what is not written is told. Sources: Moodle, mod/assign/feedback/offline/importgradeslib.php; Canvas, "How do I
import grades in the Gradebook?".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from archcalc.base import units
from archcalc.base.errors import ArchcalcError, printable, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import one_of
from archcalc.homework.classes import moodle_headings
from archcalc.homework.classes.roster import Enrolled, Roster, cells_of_students
from archcalc.homework.classes.table_file import TableFile
from archcalc.homework.questions.networks import plain_name
from archcalc.rendering.formats.csv import defused

_POINTS = "points possible"
_NUMBERED = re.compile(r"(.*?)\s*\([0-9]+\)\s*")
"""Canvas writes an assignment's number behind its name."""
_NO_ASSIGNMENTS = frozenset(
    {"student", "id", "sis_user_id", "sis_login_id", "section", "integration_id", "root_account"})
_MOST_NAMED = 12


class Grade(NamedTuple):
    """A student's grade: points, of how many, and what is said of it."""

    points: Fraction
    most: Fraction
    comment: str


class MergedGrades(NamedTuple):
    """The file with its grades; and what is to be told: whose are missing there, and rows that got none."""

    table: TableFile
    written: int
    told: tuple[str, ...]


class _Columns(NamedTuple):
    """The columns of a file: grades; the points that it gives at most, in a column or in a row; and comments."""

    grade: int
    most: int | None = None
    comment: int | None = None
    most_row: int | None = None


def merge(table: TableFile, roster: Roster, grades: Mapping[Enrolled, Grade], title: str) -> MergedGrades:
    """The file with the grades in it. Raises ArchcalcError where it has no column for them."""
    head = next((i for i, row in enumerate(table.rows) if any(map(str.strip, row))), 0)
    columns = _columns(table, head, title)
    rows = [list(row) for row in table.rows]
    whose = _rows_of(table, head, roster)
    told = list(_untold(whose, roster, grades))
    scaled: Counter[tuple[Fraction, Fraction]] = Counter()
    written = replaced = 0
    for place, who in whose.items():
        if isinstance(who, str) or who not in grades:
            continue
        row, grade = rows[place], grades[who]
        row += [""] * (1 + max(columns.grade, columns.comment or 0) - len(row))
        most = _most(table, columns, place)
        points = grade.points if most is None or not grade.most else grade.points * most / grade.most
        scaled[grade.most, grade.most if most is None else most] += 1
        replaced += bool(row[columns.grade].strip() not in {"", "-"})
        row[columns.grade] = str(units.points(points))
        if columns.comment is not None:
            row[columns.comment] = defused(printable(grade.comment))
        written += 1
    told += [f"{count} grades: {units.points(own)} points here are {units.points(most)} there, and were multiplied by "
             f"{units.points(most / own)}" for (own, most), count in scaled.items() if own and own != most]
    told += [f"{replaced} grades were there, and were replaced"] if replaced else []
    return MergedGrades(table._replace(rows=tuple(map(tuple, rows))), written, tuple(told))


def _columns(table: TableFile, head: int, title: str) -> _Columns:
    """The columns of a file by its headings. Raises ArchcalcError."""
    heads = [plain_name(cell) for cell in table.rows[head]]
    if "student" in heads and "id" in heads:
        cells = [cell.strip() for cell in table.rows[head]]
        named = {i: match[1] if (match := _NUMBERED.fullmatch(cell)) else cell for i, cell in enumerate(cells)}
        own = [i for i, name in named.items() if plain_name(name) == plain_name(title)]
        if len(own) != 1:
            others = [name for i, name in named.items() if heads[i] not in _NO_ASSIGNMENTS and name]
            raise ArchcalcError.of("grades", f"{len(own) or 'no'} columns of the grade file are called {quoted(title)}",
                                   hint="--title says what the assignment is called there",
                                   expected=one_of(others[:_MOST_NAMED]) if others else "")
        possible = next((i for i, row in enumerate(table.rows) if row and row[0].strip().casefold() == _POINTS), None)
        return _Columns(own[0], most_row=possible)
    if (words := moodle_headings.named(heads)) is not None:
        most = next((heads.index(word) for word in words.maxima if word in heads), None)
        return _Columns(heads.index(words.grade), most,
                        heads.index(words.comments) if words.comments in heads else None)
    raise ArchcalcError.of("grades", "the grade file is neither Moodle's nor Canvas's",
                           hint="Moodle: the offline grading worksheet, with Identifier and Grade, also in Arabic, "
                                "Chinese, French, German or Spanish; Canvas: the exported grade book, with Student "
                                "and ID")


def _most(table: TableFile, columns: _Columns, place: int) -> Fraction | None:
    """The points that a row's grade has at most, where the file says so."""
    row = place if columns.most is not None else columns.most_row
    column = columns.grade if columns.most is None else columns.most
    if row is None or column >= len(table.rows[row]):
        return None
    text = table.rows[row][column].strip().replace(",", ".")  # as Moodle writes decimals in the site's language
    return Fraction(text) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text) and Fraction(text) else None


def _rows_of(table: TableFile, head: int, roster: Roster) -> dict[int, Enrolled | str]:
    """Whose each row is; a name in words for a row of nobody's, or of several."""
    found: dict[int, Enrolled | str] = {}
    for place, name, numbers in cells_of_students(table.rows, head):
        own = roster.of(name, numbers)
        found[place] = own or name
    again = Counter(who for who in found.values() if isinstance(who, Enrolled))
    return {place: who.called if isinstance(who, Enrolled) and again[who] > 1 else who for place, who in found.items()}


def _untold(whose: Mapping[int, Enrolled | str], roster: Roster, grades: Mapping[Enrolled, Grade]) -> Iterator[str]:
    """Rows that are nobody's, and students without a row, or without a grade."""
    for place, who in whose.items():
        if isinstance(who, str):
            yield f"row {place + 1}, {quoted(who, '')}: it is not one student's of the roster, and got no grade"
    there = {who for who in whose.values() if isinstance(who, Enrolled)}
    for who in roster.students:
        if who not in there:
            yield f"{quoted(who.called, '')} has no row in the grade file{', and a grade' if who in grades else ''}"
        elif who not in grades:
            yield f"{quoted(who.called, '')} has no marks, and the row stays as it is"
