"""Who handed in which sheet: the file's name or folder, the name on the sheet, and its code, held against the roster.

The code decides where nothing else does; where it is another student's, the sheet is that student's and is not marked.
A name or a number that fits several students decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework import sheets
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.course_secret import plain_code
from archcalc.homework.classes.roster import Enrolled, Roster, is_like
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.marking.whole_class import Found
from archcalc.homework.questions.choices import is_choice
from archcalc.homework.sheets import PAPER_CODE, Entry, Left, Sheet

_PARTS = re.compile(r"[\s_.,()\[\]-]+")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_SHORTEST = 4
ANOTHER_S, UNKNOWN, UNBOUND = (
    said("its code is that of another student's paper"), said("its code is none of this class, homework and secret"),
    said("it has the code of a paper, and the secret of the course is not named"))
NO_CODE = Left(said("the code of the paper"), said("it is missing: the file's name alone says whose sheet it is"),
               told=True)
LETTERS = Left(said("the letters of choices"),
               said("without a code they are read in the order of the student's own paper"), told=True)


class HandedIn(NamedTuple):
    """A sheet, or a file that is none, with the student who handed it in; `wrong` says why it is not marked.

    `who` is None where nobody of the roster did, or it cannot be told who; `suspected` is whose paper it is then.
    """

    found: Found
    who: Enrolled | None
    sheet: Sheet | None = None
    wrong: Told = ""
    suspected: Enrolled | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.found.path


class Register:
    """A roster with the codes of its papers: whose a sheet is."""

    def __init__(self, roster: Roster, marker: BoundMarker) -> None:
        self.roster, self.marker = roster, marker
        self.codes = {plain_code(marker.code(who)): who for who in roster.students} if marker.is_bound else {}

    def handed_in(self, found: Found) -> Iterator[HandedIn]:
        """Every sheet in a file with its student; a file that cannot be read keeps the student whom its name tells."""
        told = self._of_file(found)
        if found.wrong:
            yield HandedIn(found, _only(told), wrong=found.wrong)
            return
        try:
            read = sheets.read(found.path)
        except ArchcalcError as error:
            mistake = error.mistakes[0]
            yield HandedIn(found, _only(told), wrong=mistake.message)
            return
        if len(read) > 1 and _only(told):
            yield HandedIn(found, _only(told), wrong=said(
                "it holds the answers of {number} students, and was handed in by one", number=len(read)))
            return
        for sheet in read:
            yield self._sheet(found, sheet, told if len(read) == 1 else ())

    def _sheet(self, found: Found, sheet: Sheet, told: tuple[Enrolled, ...]) -> HandedIn:
        """A sheet with its student, by everything that tells who it is."""
        named = self._named(sheet, found)
        both = tuple(who for who in told if who in named)
        who = _only(told) or _only(both or told or named)
        code = next((entry.given for entry in sheet.entries if entry.question.strip().casefold() == PAPER_CODE), "")
        if not code.strip():
            return self._without_code(found, sheet, who, named)
        if not self.codes:
            return HandedIn(found, who, sheet, UNBOUND)
        owner = self.codes.get(plain_code(code))
        if owner is None:
            return HandedIn(found, who, sheet, UNKNOWN)
        fits = who == owner if who else owner in (told or (owner,)) and owner in (named or (owner,))
        return HandedIn(found, owner, sheet) if fits else HandedIn(found, who, sheet, ANOTHER_S, owner)

    def _without_code(self, found: Found, sheet: Sheet, who: Enrolled | None, named: tuple[Enrolled, ...]) -> HandedIn:
        """A sheet whose file alone tells the student; another's name on it is told, and it is not marked."""
        if who is None:
            return HandedIn(found, None, sheet, said("its name and number are not those of one student of the roster"))
        if named and who not in named:
            return HandedIn(found, who, sheet, said("the name on it is another student's"), _only(named))
        lettered = self.marker.rubric.variants and any(map(_is_letter, sheet.entries))
        left = (NO_CODE,) * bool(self.codes) + (LETTERS,) * lettered
        return HandedIn(found, who, sheet._replace(left=(*sheet.left, *left)))

    def _named(self, sheet: Sheet, found: Found) -> tuple[Enrolled, ...]:
        """Those whose name or number stands on a sheet; a sheet without one has that of its file."""
        if sheet.student == found.path.stem:
            return ()
        if sheet.numbers and (who := self.roster.of(sheet.student, sheet.numbers)):
            return (who,)
        return self.roster.named(sheet.student) or self.roster.numbered(sheet.student)

    def _of_file(self, found: Found) -> tuple[Enrolled, ...]:
        """Those whom a file's name or folder tells: by name, then by number; a number may stand among other words.

        A system's own number counts only beside a name that is like the student's: it may be another's elsewhere.
        """
        name, number = found.student
        named, numbered = self.roster.named(name), self.roster.numbered(number) if number else ()
        both = tuple(who for who in named if who in numbered)
        if both or named:
            return both or named
        like = tuple(who for who in numbered if is_like(who.name, name))
        return (like or self.roster.numbered(name) or _every(self.roster, name)
                or ((self.roster.named(found.path.stem) or _every(self.roster, found.path.stem)) if not number else ()))


def _is_letter(entry: Entry) -> bool:
    """True for the answer to a question of choice by a letter alone."""
    return is_choice(entry.question) and len(entry.given.strip("() .")) == 1


def _every(roster: Roster, text: str) -> tuple[Enrolled, ...]:
    """Those whose number is a part of a text: hw3_4711, 4711 Ada. A short number may be a homework's, or a year."""
    parts = [part for part in _PARTS.split(text) if len(part) >= _SHORTEST and not _YEAR.fullmatch(part)]
    return tuple(dict.fromkeys(who for part in parts for who in roster.numbered(part)))


def _only(those: tuple[Enrolled, ...]) -> Enrolled | None:
    return those[0] if len(those) == 1 else None


def not_marked(handed: HandedIn) -> str:
    """Why a sheet is not marked, for its teacher: with the name of whose it is."""
    whose = f" ({quoted(handed.suspected.called, '')})" if handed.suspected else ""
    return f"{handed.wrong}{whose}"
