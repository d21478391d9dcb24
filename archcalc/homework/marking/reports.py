"""Marks -> reports: of one sheet, and of a class; in the language of the feedback, but for the keys of data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.languages.spoken import Told, listed, said
from archcalc.homework.marking.judging import UNREADABLE, VERDICTS
from archcalc.homework.marking.marks import Marks, Verdict
from archcalc.homework.marking.rubrics import FOLLOW_THROUGH, Rubric
from archcalc.homework.marking.whole_class import Class
from archcalc.homework.misconceptions import catalogue
from archcalc.homework.sheets import Left

_COLUMNS = (
    Column("question", "question", rank=0), Column("given", "given", rank=0), Column("expected", "expected", rank=3),
    Column("verdict", "verdict", rank=0), Column("points", "points", "points", rank=4),
    Column("max_points", "of", "points", rank=5), Column("misconception", "misconception", rank=6),
    Column("feedback", "feedback", "prose", rank=0),
)
_STUDENTS = (
    Column("student", "student", rank=0), Column("score", "score", "points", rank=0),
    Column("max_score", "of", "points", rank=1), *(Column(name, name, "count", rank=2) for name in VERDICTS),
    Column("misconceptions", "misconceptions", "prose", rank=3), Column("complaint", "not marked", "prose", rank=0),
)
_MISCONCEPTIONS = (
    Column("misconception", "misconception", rank=0), Column("answers", "answers", "count", rank=0),
    Column("students", "students", "count", rank=1), Column("most_often", "most often at", rank=3),
    Column("says", "what it is", "prose", rank=2),
)
_QUESTIONS = (
    Column("question", "question", rank=0), Column("asked", "asked", "count", rank=2),
    Column("right", "right", "count", rank=1), Column("share", "share", "share", rank=0),
    Column("misconception", "commonest misconception", rank=0),
)
_TITLES = {"students": "", "misconceptions": "What went wrong", "questions": "How hard each question was"}
ALSO = {FOLLOW_THROUGH: "right arithmetic on an earlier mistake",
         "channels-first": "channels written first (accepted)"}
"""Told beside the misconceptions, and none themselves."""


def title(rubric: Rubric, language: Language) -> str:
    """The homework's name: that in its rubric, else in the language of the feedback."""
    return language.text(said("Homework")) if rubric.title == Rubric().title else rubric.title


def of_sheet(marks: Marks, title: str = "", language: Language = ENGLISH) -> Report:
    """A sheet's verdicts, its score, and how many answers got which verdict."""
    rows = tuple(_row(verdict) for verdict in marks.verdicts)
    looked_at = frozenset((i, "verdict") for i, verdict in enumerate(marks.verdicts) if not verdict.right)
    table = Table("verdicts", _spoken(_COLUMNS, language), rows, marks=looked_at)
    head: dict[str, object] = {"score": units.points(marks.score), "max_score": units.points(marks.max_score)}
    counts = Counter(verdict.verdict for verdict in marks.verdicts)
    told = listed([said("{count} {verdict}", count=counts[name], verdict=said(name)) for name in VERDICTS
                   if counts[name]]) if marks.verdicts else ""
    left = [{"what": _english(each.what), "reason": _english(each.reason)} for each in marks.left]
    head |= {"not_marked": left} if left else {}
    notes = (language.text(said("{score} points: {told}", score=score(marks.score, marks.max_score), told=told)),
             *(not_marked(each, language) for each in marks.left))
    return Report("archcalc/verdicts/1", (table,), notes, head, title=title)


def _spoken(columns: tuple[Column, ...], language: Language) -> tuple[Column, ...]:
    """Columns with their headings, and the words for verdicts, in a language."""
    if language is ENGLISH:
        return columns
    words = tuple((name, language.text(said(name))) for name in VERDICTS)
    return tuple(column._replace(title=language.text(said(column.title)),
                                 words=words if column.key == "verdict" else ()) for column in columns)


def not_marked(left: Left, language: Language = ENGLISH) -> str:
    """A part that is not marked, and why, in a line."""
    return language.text(said("not marked: {part}", part=part(left)))


def _english(told: Told) -> str:
    """What data say, whatever the language of the feedback."""
    return ENGLISH.text(told)


def part(left: Left) -> Told:
    """A part and why it is not marked."""
    return listed([left.what, left.reason], "{first}: {others}")


def score(points: Fraction, of: Fraction) -> Told:
    """3.5 of 5."""
    return said("{points} of {most}", points=str(units.points(points)), most=str(units.points(of)))


def _row(verdict: Verdict) -> tuple[object, ...]:
    return (verdict.question, verdict.given, verdict.expected, verdict.verdict, units.points(verdict.points),
            units.points(verdict.max_points), verdict.misconception, verdict.feedback)


def of_class(marked: Class, title: str, language: Language = ENGLISH) -> Report:
    """A row a student; the misconceptions by how common they are; every question with the share of right answers."""
    students = [*(_student(marks, language) for marks in marked.marks),
                *((sheet.student, None, None, *(None,) * len(VERDICTS), "", language.text(sheet.reason))
                  for sheet in marked.broken)]
    tables = (Table("students", _STUDENTS, tuple(students)), _misconceptions(marked, language), _questions(marked))
    told = tuple(table._replace(columns=_spoken(table.columns, language),
                                title=language.text(said(_TITLES[table.name]))) for table in tables)
    head = {"title": title, "sheets": len(marked.marks), "broken": len(marked.broken)}
    return Report("archcalc/grades/1", told, tuple(map(language.text, notes(marked))), head, title=title)


def _student(marks: Marks, language: Language) -> tuple[object, ...]:
    counts = Counter(verdict.verdict for verdict in marks.verdicts)
    named = Counter(verdict.misconception for verdict in marks.verdicts if verdict.misconception)
    told = ", ".join(f"{name} x{count}" if count > 1 else name for name, count in named.most_common(4))
    return (marks.student, units.points(marks.score), units.points(marks.max_score),
            *(counts[name] for name in VERDICTS), told,
            "; ".join(language.text(part(each)) for each in marks.lost) or None)


def _misconceptions(marked: Class, language: Language) -> Table:
    """Misconceptions: in how many answers, by how many students, at which question most."""
    answers: Counter[str] = Counter()
    students: Counter[str] = Counter()
    where: dict[str, Counter[str]] = {}
    for marks in marked.marks:
        found = [verdict for verdict in marks.verdicts if verdict.misconception]
        students.update({str(verdict.misconception) for verdict in found})
        for verdict in found:
            answers[str(verdict.misconception)] += 1
            where.setdefault(str(verdict.misconception), Counter())[verdict.question] += 1
    says = meanings(marked)
    rows = tuple((name, count, students[name], where[name].most_common(1)[0][0], language.text(says[name]))
                 for name, count in answers.most_common())
    return Table("misconceptions", _MISCONCEPTIONS, rows)


def meanings(marked: Class) -> dict[str, Told]:
    """The meaning of every misconception: a sentence of the catalogue, or a wrong choice in the rubric's words."""
    own = {str(verdict.misconception): verdict.chosen for marks in marked.marks for verdict in marks.verdicts
           if verdict.chosen}
    known = {row.name: row.says for row in catalogue()} | ALSO
    return {**own, **{name: said(says) for name, says in known.items()}}


def _questions(marked: Class) -> Table:
    """Every question: how many got it right, and the commonest misconception."""
    found: dict[str, list[Verdict]] = {}
    for marks in marked.marks:
        for verdict in marks.verdicts:
            found.setdefault(verdict.question, []).append(verdict)
    rows = tuple((key, len(verdicts), sum(verdict.right for verdict in verdicts),
                  units.percent(sum(verdict.right for verdict in verdicts), len(verdicts)), _commonest(verdicts))
                 for key, verdicts in found.items() if any(each.verdict != UNREADABLE for each in verdicts))
    return Table("questions", _QUESTIONS, rows)


def _commonest(verdicts: list[Verdict]) -> str | None:
    named = Counter(verdict.misconception for verdict in verdicts if verdict.misconception and not verdict.right)
    return named.most_common(1)[0][0] if named else None


def notes(marked: Class) -> Iterator[Told]:
    """How many sheets are marked, with which score on average, and how many are not."""
    if marked.marks:
        points = sum((marks.score for marks in marked.marks), Fraction(0)) / len(marked.marks)
        of = max(marks.max_score for marks in marked.marks)
        yield said("{count} sheets marked; {score} points on average", count=len(marked.marks), score=score(points, of))
    nothing = sum(not sheet.path for sheet in marked.broken)
    if len(marked.broken) > nothing:
        yield said("{count} sheets could not be marked", count=len(marked.broken) - nothing)
    if nothing:
        yield said("{count} students handed in nothing", count=nothing)
    if marked.others:
        yield said("{count} files that are no sheets lie there", count=len(marked.others))
