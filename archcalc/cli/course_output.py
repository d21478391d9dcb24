"""Courses, listed and made."""

from __future__ import annotations

from pathlib import Path

from archcalc.base import files
from archcalc.base.atomic_files import write
from archcalc.base.errors import ArchcalcError, OutputError, quoted
from archcalc.base.report import Column, Report, Table
from archcalc.cli.output import answer, complain
from archcalc.homework import courses
from archcalc.homework.courses import course_folder
from archcalc.homework.languages import Language
from archcalc.homework.languages.spoken import said

_COLUMNS = (Column("name", "name", rank=0), Column("title", "title", rank=0),
            Column("questions", "questions", "count", rank=1), Column("networks", "networks", "prose", rank=2))


def show(language: Language, form: str | None, output: Path | None) -> None:
    """The ready-made courses, a row each."""
    everyone = [courses.course(name) for name in courses.NAMES]
    rows = tuple((each.name, language.text(said(each.rubric.title)), len(each.rubric.questions),
                  ", ".join(each.networks)) for each in everyone)
    notes = ("archcalc course new FOLDER --from NAME makes a folder of one",)
    answer(Report("archcalc/courses/1", (Table("courses", _COLUMNS, rows),), notes), form, output)


def make(folder: Path, name: str, language: Language) -> None:
    """A folder with a course's files; it must not be there."""
    made = course_folder.files(courses.course(name), language)
    if files.is_there(folder):
        raise ArchcalcError.of("output", f"{quoted(folder)} is there already", hint="choose another name")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise OutputError.of("output", f"cannot make the folder {quoted(folder)}: {error.strerror}",
                             hint="choose another place") from None
    for file, text in made.items():
        write(folder / file, text)
    complain(f"wrote {', '.join(sorted(made))} in {folder}; {folder}/README.md says what to do each week")
