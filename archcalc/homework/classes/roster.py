"""Rosters: who takes part in a course, as a table of one's own, or as Moodle and Canvas export it.

A student is a name and the numbers by which systems know them. The first number of a row is the student's identifier:
papers are bound to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from unicodedata import category, normalize

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.classes import table_file
from archcalc.homework.classes.moodle_headings import LANGUAGES
from archcalc.homework.questions.networks import plain_name

MOST_STUDENTS = 20_000
_NAMES = ("full_name", "name", "student", "student_name", "participant", "nom_complet", "vollständiger_name",
          "nombre_completo", "الاسم", "الاسم_الكامل", "姓名", *(name for each in LANGUAGES for name in each.names))
_FIRST = ("first_name", "firstname", "given_name", "prénom", "vorname", "nombre", "الاسم_الأول")
_LAST = ("last_name", "lastname", "surname", "family_name", "nom", "nachname", "apellidos", "اسم_العائلة")
_NUMBERS = ("student_id", "id_number", "student_number", "matriculation_number", "matrikelnummer", "sis_user_id", "sid",
            "number", "id", "identifier", "username", "sis_login_id", "login", "login_id", "email", "email_address",
            "e_mail", "الرقم_الجامعي", "رقم_الطالب", "学号",
            *(name for of in ("id_number", "identifier", "address") for name in map(attrgetter(of), LANGUAGES)))
"""Headings of columns that identify a student, those that bind a paper best first."""
_PARTICIPANT = re.compile(rf"(?:[^\W\d_]+\s+|(?:{'|'.join(re.escape(each.participant) for each in LANGUAGES)})\s*)"
                          "([0-9]+)", re.IGNORECASE)
"""Moodle's `Participant 4711`, in whatever language; in some of them without a space."""
_DOTTED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_WITHOUT_MARKS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe",
                                "ß": "ss", "þ": "th", "\u0640": ""})
"""Letters whose marks are no part of their own, and the Arabic stroke that lengthens a word."""
_POINTS = "points possible"
"""The second row of Canvas's grade book is no student."""


class Enrolled(NamedTuple):
    """One who takes part: a name, the identifier that papers are bound to, all numbers by which systems know them."""

    name: str
    identifier: str
    numbers: frozenset[str] = frozenset()
    called: str = ""
    """The name under which marks are shown: with the identifier, where two have one name."""


class Roster:
    """A class, in the order of its table."""

    def __init__(self, students: Iterable[Enrolled], unused: tuple[str, ...] = ()) -> None:
        self.unused = unused
        listed = tuple(students)
        names = Counter(plain(each.name) for each in listed)
        called = [each.name if names[plain(each.name)] == 1 else f"{each.name} ({each.identifier})" for each in listed]
        taken = Counter(called)  # one may be called as another is told apart: Bob (4714)
        self.students = tuple(each._replace(called=own if taken[own] == 1 else f"{own} ({each.identifier})")
                              for each, own in zip(listed, called, strict=True))

    @cached_property
    def by_name(self) -> dict[str, tuple[Enrolled, ...]]:
        """The students of a name, which may be written in any case, and with the last part first."""
        found: dict[str, list[Enrolled]] = {}
        for each in self.students:
            for spelling in {*_spellings(each.name), plain(each.called), plain(each.identifier + each.name)}:
                found.setdefault(spelling, []).append(each)
        return {name: tuple(those) for name, those in found.items()}

    @cached_property
    def _by_bare_name(self) -> dict[str, tuple[Enrolled, ...]]:
        """The students of a name without its marks, for those who cannot type them."""
        found: dict[str, dict[Enrolled, None]] = {}
        for name, those in self.by_name.items():
            for spelling in _bare(name):
                found.setdefault(spelling, {}).update(dict.fromkeys(those))
        return {name: tuple(those) for name, those in found.items()}

    @cached_property
    def by_number(self) -> dict[str, tuple[Enrolled, ...]]:
        """The students of a number."""
        found: dict[str, list[Enrolled]] = {}
        for each in self.students:
            for number in each.numbers:
                found.setdefault(number, []).append(each)
        return {number: tuple(those) for number, those in found.items()}

    def named(self, name: str) -> tuple[Enrolled, ...]:
        """Those whose name it is."""
        key = plain(name)
        if not key:
            return ()
        bare = (who for spelling in _bare(key) for who in self._by_bare_name.get(spelling, ()))
        return self.by_name.get(key) or tuple(dict.fromkeys(bare))

    def numbered(self, number: str) -> tuple[Enrolled, ...]:
        """Those whose number it is."""
        return self.by_number.get(number.strip().casefold(), ())


    def of(self, name: str, numbers: Iterable[str]) -> Enrolled | None:
        """The one student of a row in another table: by the numbers and the name together, or by one of them alone.

        None where they tell of several students, or of nobody.
        """
        named = set(self.named(name))
        numbered = [(number, set(self.numbered(number))) for number in numbers if number]
        together = [those & named for _, those in numbered if those & named]
        alone = ({who for who in those if "@" in number or name in numbers or is_like(who.name, name)}
                 for number, those in numbered)
        told = set().union(*together) if together else named or set().union(*alone)
        return next(iter(told)) if len(told) == 1 else None


def plain(name: str) -> str:
    """A name without what systems change of it: case, spaces, signs.

    >>> plain(" Lovelace,  ADA")
    'lovelaceada'
    """
    return re.sub(r"[\W_]+", "", normalize("NFKC", name).casefold())


def _bare(name: str) -> tuple[str, ...]:
    """A plain name in letters without marks; and with an e for the dots of German vowels.

    >>> _bare("müller"), _bare("łukaszżak")
    (('muller', 'mueller'), ('lukaszzak',))
    """
    spellings = (normalize("NFKD", each).translate(_WITHOUT_MARKS) for each in (name, name.translate(_DOTTED)))
    return tuple(dict.fromkeys("".join(letter for letter in each if category(letter) != "Mn") for each in spellings))


def is_like(name: str, other: str) -> bool:
    """True where a part of a name stands in another: a number alone may be another student's elsewhere.

    >>> is_like("Ada Lovelace", "lovelace, a."), is_like("Ada Lovelace", "Bob Bar")
    (True, False)
    """
    return any(len(part) > 1 and plain(part) in plain(other) for part in re.findall(r"\w+", name))


def _spellings(name: str) -> Iterator[str]:
    """A name as it is written, and with its last part, or all but its first, put first."""
    yield plain(name)
    parts = name.replace(",", " ").split()
    for cut in {1, len(parts) - 1} if len(parts) > 1 else ():
        yield plain("".join((*parts[cut:], *parts[:cut])))


def read(path: Path) -> Roster:
    """A roster. Raises ArchcalcError: for a table without names, and for two students with one identifier."""
    header, *rows = [row for row in table_file.read(path).rows if any(cell.strip() for cell in row)] or [()]
    names, numbers = _columns(header)
    if not (names or numbers):
        raise ArchcalcError.of("roster", f"{quoted(path)} has no column of names or numbers",
                               hint="a header such as name,id and a row a student; an export of Moodle's or Canvas's "
                                    "participants does")
    students = [_row(row, names, numbers) for row in rows if not _is_none(row, names)]
    if not 0 < len(students) <= MOST_STUDENTS:
        raise ArchcalcError.of("roster", f"{quoted(path)} has {len(students):,} students",
                               hint=f"a row a student, at most {MOST_STUDENTS:,}")
    used = {*names, *numbers}
    return Roster(_bound(students, path), tuple(cell.strip() for i, cell in enumerate(header) if i not in used))


def cells_of_students(rows: Sequence[Sequence[str]], head: int) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Every row of a table that is a student's: its place, the name, the numbers; `head` is the place of the header."""
    names, numbers = _columns(rows[head])
    for place, row in enumerate(rows):
        if place > head and any(map(str.strip, row)) and not _is_none(row, names):
            name, own = _row(row, names, numbers)
            yield place, name, tuple(told for number in own for told in _told(number))


def _columns(header: Sequence[str]) -> tuple[list[int], list[int]]:
    """The columns of a name, the whole of it or its parts, and those of numbers, in the order in which they bind."""
    heads = [plain_name(cell) for cell in header]
    return _columns_of_names(heads), [heads.index(word) for word in _NUMBERS if word in heads]


def _told(number: str) -> tuple[str, ...]:
    """A number as it is written, and that of Moodle's participant alone."""
    match = _PARTICIPANT.fullmatch(number)
    return (number, match[1]) if match else (number,)


def _columns_of_names(heads: list[str]) -> list[int]:
    whole = [heads.index(word) for word in _NAMES if word in heads]
    parts = [[heads.index(word) for word in words if word in heads] for words in (_FIRST, _LAST)]
    return whole[:1] or [places[0] for places in parts if places]


def _is_none(row: Sequence[str], names: list[int]) -> bool:
    return any(place < len(row) and row[place].strip().casefold() == _POINTS for place in names)


def _row(row: Sequence[str], names: list[int], numbers: list[int]) -> tuple[str, tuple[str, ...]]:
    """A student's name, and the numbers, in the order in which they bind; a lone number is the name too."""
    cells = [cell.strip() for cell in row] + [""] * len(row)
    own = tuple(cells[place] if place < len(cells) else "" for place in numbers)
    name = " ".join(filter(None, (cells[place] for place in names if place < len(cells))))
    return name or next(filter(None, own), ""), own


def _bound(students: list[tuple[str, tuple[str, ...]]], path: Path) -> Iterator[Enrolled]:
    """The students with the identifiers that bind their papers."""
    bound = [next(filter(None, (*own, name)), "") for name, own in students]
    for (name, own), identifier in zip(students, bound, strict=True):
        if not identifier:
            raise ArchcalcError.of("roster", f"{quoted(path)}: a student has neither a name nor a number",
                                   hint="fill in the row, or leave it out")
        told = (each.casefold() for number in (*own, identifier) if number for each in _told(number))
        yield Enrolled(name, identifier, frozenset(told))
    again = [number for number, count in Counter(map(str.casefold, bound)).items() if count > 1]
    if again:
        raise ArchcalcError.of("roster", f"{quoted(path)}: {quoted(again[0])} stands for two students",
                               hint="every student needs a number of their own: a column id")
