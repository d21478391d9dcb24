"""A class checked by its roster: whose sheet is missing, swapped or broken; grades merged, names taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from archcalc.base.atomic_files import refuse_to_replace, write
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.processes import processors
from archcalc.cli import grade_output
from archcalc.cli.class_homework import Homework, read_roster, secret_to_check
from archcalc.cli.grade_output import Graded
from archcalc.cli.options import refuse_beside
from archcalc.cli.output import complain
from archcalc.cli.progress import progress
from archcalc.homework import gradebooks
from archcalc.homework.classes import (
    anonymous,
    merged_grades,
    roster_marking,
    several_roster_markers,
    shared_answers,
    table_file,
)
from archcalc.homework.classes.handed_in import LETTERS, NO_CODE
from archcalc.homework.classes.merged_grades import Grade
from archcalc.homework.classes.roster_marking import RosterClass
from archcalc.homework.gradebooks import moodle
from archcalc.homework.languages import Language
from archcalc.homework.marking import reports, whole_class
from archcalc.homework.marking.rubrics import Rubric


class RosterCheck:
    """A roster with what is to be done by it. Raises ArchcalcError for what does not go together."""

    def __init__(self, roster: Path, secret: Path | None, merge: Path | None, key: Path | None) -> None:
        if merge is not None:
            refuse_beside("grades that go into a file with names", {"--anonymous": key})
        self.merge, self.key = merge, key
        self.roster = read_roster(roster)
        self.secret = secret_to_check(secret, roster)
        self.graded: RosterClass | None = None
        self.rubric = Rubric()
        self.all_written = True
        """False where a grade has no row in the teacher's file."""

    def marked(self, paths: list[Path], homework: Homework, *, hints_only: bool, language: Language,
               jobs: int | None = None) -> Graded:
        """Everybody marked; who has no marks is told, and why."""
        marker = homework.marker(self.secret, hints_only=hints_only, language=language)
        self.rubric = marker.rubric
        found = whole_class.every(paths)
        several = partial(several_roster_markers.counted, jobs=jobs or processors())
        self.graded = roster_marking.mark(found, self.roster, marker, progress, several)
        if self.key is not None:
            self.graded = anonymous.anonymised(self.graded, anonymous.numbered(self.roster, self.key))
        self._tell(self.graded)
        of = self.graded.marked
        if len(of.marks) > shared_answers.MOST_STUDENTS:
            complain(f"shared answers are looked for in classes of {shared_answers.MOST_STUDENTS:,} at most")
        pairs = shared_answers.found(of.marks)
        return Graded(of, alone=False, more=(shared_answers.table(pairs),) if pairs else ())

    def _tell(self, graded: RosterClass) -> None:
        """Sheets that are not marked, and whose they are; students without one."""
        for path, reason in graded.told:
            complain(f"{quoted(path, '', most=200)}: not marked: {reason}")
        for stray in graded.marked.others:
            named = stray.student and stray.student not in {Path(stray.path).stem, Path(stray.path).name}
            whose = f" ({quoted(stray.student, '')})" if named else ""
            complain(f"{quoted(stray.path or anonymous.HIDDEN, '', most=200)}{whose}: not marked: {stray.reason}")
        bare = sum(NO_CODE in marks.left for marks in graded.marked.marks)
        if bare:
            complain(f"{bare} without a code: their files' names alone say whose they are")
        lettered = sum(LETTERS in marks.left for marks in graded.marked.marks)
        if lettered:
            complain(f"{lettered} without a code answer choices by letters, read in the order of each one's own paper; "
                     "variants: false in the rubric is for a form that shows one order to all")
        missing = [each.student for each in graded.marked.broken if each.reason == roster_marking.NOTHING]
        if missing:
            complain(f"{len(missing)} handed in nothing: {', '.join(quoted(name, '') for name in missing)}")

    def put(self, marked: Graded, title: str | None, form: str | None, output: Path | None, feedback: Path | None,
            style: str | None, language: Language) -> None:
        """The marks to where they were asked for: merged into the teacher's file, or as without a roster."""
        shown = title or reports.title(self.rubric, language)
        if self.merge is None:
            refuse_to_replace(output)
            grade_output.put(marked, shown, form, output, feedback, style, language)
            return
        if output is None or (form is not None and form not in gradebooks.NAMES):
            raise ArchcalcError.of("usage", "--merge writes a grade file of its own",
                                   hint="-o grades.csv names it; the downloaded one stays as it is")
        refuse_to_replace(output, [self.merge])
        self._merged(marked, shown, output, language)
        grade_output.put(marked, shown, None, None, feedback, style, language)

    def _merged(self, marked: Graded, title: str, output: Path, language: Language) -> None:
        """The teacher's file with the grades in it."""
        if self.merge is None or self.graded is None:
            return
        of = self.graded.students
        grades = {of[marks.student]: Grade(marks.score, marks.max_score, moodle.told(marks, language))
                  for marks in marked.marked.marks}
        merged = merged_grades.merge(table_file.read(self.merge), self.roster, grades, title)
        write(output, merged.table.written())
        self.all_written = merged.written == len(grades)
        for line in merged.told:
            complain(line)
        complain(f"{merged.written} of {len(grades)} grades written to {output}")

