"""A class as one page of HTML for its teacher, which loads nothing: what is written by others is text in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archcalc.base import units
from archcalc.base.report import Table
from archcalc.homework.classes.class_statistics import (
    BINS,
    LEAST_STUDENTS,
    CommonMistake,
    QuestionFigures,
    common_mistakes,
    question_figures,
    spread,
)
from archcalc.homework.languages import Language
from archcalc.homework.languages.spoken import Told, said, sentence
from archcalc.homework.marking import reports
from archcalc.homework.marking.marks import Marks
from archcalc.homework.marking.whole_class import Class
from archcalc.rendering.drawings.outputs.html import POLICY, themed
from archcalc.rendering.drawings.outputs.svg import text

LOW, MOST_MISTAKES = 0.1, 20
"""A question discriminates little below this correlation; so many mistakes are shown with an example."""
_STYLE = """
body { margin: 0 auto; max-width: 70rem; padding: 1rem; font: 15px/1.45 system-ui, Helvetica, Arial, sans-serif }
body { background: var(--paper); color: var(--ink); overflow-wrap: anywhere }
table { border-collapse: collapse } th, td { padding: .2rem .7rem; border-bottom: 1px solid var(--frame-line) }
th, td { text-align: start; vertical-align: top } td.n { text-align: end; font-variant-numeric: tabular-nums }
.bar { display: block; height: .9rem; background: var(--convolution-line); min-width: 1px }
th { overflow-wrap: normal } .told { color: var(--muted) } section { margin-top: 2rem } figure { margin: 0 }
"""


class _Writer:
    """A page in a language while it is written."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def told(self, told: Told) -> str:
        """A sentence in the page's language, as text."""
        return text(self.language.text(told))

    def section(self, title: str, note: str, lines: Iterable[str]) -> Iterator[str]:
        """A heading, what the table shows, and the table."""
        yield f"<section><h2>{title[:1].upper()}{title[1:]}</h2>"
        if note:
            yield f'<p class="told">{note}</p>'
        yield from lines
        yield "</section>"

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
        """A table of cells that are HTML; a cell of digits stands at the end."""
        yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>"
        for row in rows:
            yield f"<tr>{''.join(map(_cell, row))}</tr>"
        yield "</tbody></table>"


def _cell(cell: str) -> str:
    number = cell.replace(".", "").replace(",", "").replace("%", "").replace("-", "").strip().isdigit()
    return f'<td class="n">{cell}</td>' if number else f'<td dir="auto">{cell}</td>'


def render(marked: Class, more: Sequence[Table], title: str, language: Language) -> str:
    """The page: scores, mistakes with examples, questions, who needs help with what, who has no marks, hints."""
    page = _Writer(language)
    everybody = marked.marks
    mistakes, questions = common_mistakes(everybody), question_figures(everybody)
    sections = [_notes(page, marked), _scores(page, marked), _mistakes(page, mistakes, marked),
                _questions(page, questions), _help(page, mistakes), _students(page, marked), _unmarked(page, marked),
                *(_table(page, table) for table in more)]
    return "\n".join([
        "<!DOCTYPE html>", f'<html lang="{language.code}" dir="{language.direction}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', f"<title>{text(title)}</title>",
        f'<style>{themed()}{_STYLE}</style></head><body><main><h1 dir="auto">{text(title)}</h1>',
        *(line for section in sections for line in section), "</main></body></html>", ""])


def _notes(page: _Writer, marked: Class) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{page.told(note)}</li>" for note in reports.notes(marked))
    yield "</ul>"


def _scores(page: _Writer, marked: Class) -> Iterator[str]:
    """How many students got how many tenths of the points."""
    if not marked.marks:
        return
    scores = spread(marked.marks)
    note = page.told(said("On average {mean} of {most} points; half of the class has {median} or more.",
                     mean=str(units.points(scores.mean)), most=str(units.points(scores.most)),
                     median=str(units.points(scores.median))))
    rows = ((f"{10 * place}-{10 * place + 10} %", str(count), _bar(count, max(scores.tenths)))
            for place, count in enumerate(scores.tenths[:BINS]))
    heads = page.told(said("score")), page.told(said("students")), ""
    yield from page.section(page.told(said("Scores")), note, page.table(heads, rows))


def _bar(count: int, most: int) -> str:
    return f'<span class="bar" style="width:{20 * count / most:.2f}rem"></span>' if count else ""


def _mistakes(page: _Writer, mistakes: list[CommonMistake], marked: Class) -> Iterator[str]:
    """The commonest misconceptions, each with an example."""
    says = reports.meanings(marked)
    rows = ((page.told(sentence(says[each.name])) + f'<br><span class="told" dir="ltr">{text(each.name)}</span>',
             str(len(each.students)), str(each.answers),
             f'<code dir="ltr">{text(each.example.question)}: {text(each.example.given)}</code><br>'
             f"{text(each.example.feedback)}") for each in mistakes[:MOST_MISTAKES])
    if mistakes:
        heads = (page.told(said("what it is")), page.told(said("students")), page.told(said("answers")),
                 page.told(said("an example")))
        yield from page.section(page.told(said("What went wrong")), "", page.table(heads, rows))


def _questions(page: _Writer, questions: list[QuestionFigures]) -> Iterator[str]:
    """Every question: the share of its points, its discrimination, its commonest mistake."""
    rows = ((f'<code dir="ltr">{text(each.question)}</code>', f"{float(each.share):.0%}".replace("%", " %"),
             "" if each.discrimination is None else f"{each.discrimination:.2f}", _remark(page, each),
             f'<span dir="ltr">{text(each.mistake)}</span>') for each in questions)
    heads = (page.told(said("question")), page.told(said("points got")), page.told(said("discrimination")), "",
             page.told(said("commonest misconception")))
    note = page.told(said("Discrimination is the correlation of a question's points with those in all others: who "
                          "knows the rest gets it where it is high."))
    if questions and max(each.asked for each in questions) < LEAST_STUDENTS:
        note = page.told(said("Discrimination is told from {most} students on: of fewer, chance decides it.",
                              most=LEAST_STUDENTS))
    elif any(each.discrimination is None for each in questions):
        note += " " + page.told(said("It is left empty where everybody has the same points, or fewer than {most} "
                                    "students had the question.", most=LEAST_STUDENTS))
    if questions:
        yield from page.section(page.told(said("How hard each question was")), note, page.table(heads, rows))


def _remark(page: _Writer, each: QuestionFigures) -> str:
    little = each.discrimination is not None and each.discrimination < LOW
    return page.told(said("tells students hardly apart")) if little else ""


def _help(page: _Writer, mistakes: list[CommonMistake]) -> Iterator[str]:
    """Who needs help with what."""
    rows = ((f'<span dir="ltr">{text(each.name)}</span>', ", ".join(text(student) for student in each.students))
            for each in mistakes)
    if mistakes:
        heads = page.told(said("misconception")), page.told(said("students"))
        yield from page.section(page.told(said("Who needs help with what")), "", page.table(heads, rows))


def _students(page: _Writer, marked: Class) -> Iterator[str]:
    """Everybody with the points, and the misconceptions shown."""
    rows = ((text(marks.student), str(units.points(marks.score)), str(units.points(marks.max_score)),
             f'<span dir="ltr">{text(", ".join(_shown(marks)))}</span>') for marks in marked.marks)
    heads = (page.told(said("student")), page.told(said("score")), page.told(said("of")),
             page.told(said("misconceptions")))
    if marked.marks:
        yield from page.section(page.told(said("students")), "", page.table(heads, rows))


def _shown(marks: Marks) -> dict[str, None]:
    """The misconceptions of a student, each once."""
    return dict.fromkeys(verdict.misconception for verdict in marks.verdicts
                         if verdict.misconception and not verdict.right)


def _unmarked(page: _Writer, marked: Class) -> Iterator[str]:
    """Who has no marks, and what of whose sheet is not marked."""
    rows = [*((text(sheet.student), text(sheet.told(page.language))) for sheet in marked.broken),
            *((text(marks.student), page.told(reports.part(left))) for marks in marked.marks
              for left in marks.lost)]
    if rows:
        yield from page.section(page.told(said("not marked")), "", page.table((page.told(said("student")), ""), rows))


def _table(page: _Writer, table: Table) -> Iterator[str]:
    """A further table for the teacher, as it is."""
    heads = [text(column.title) for column in table.columns]
    yield from page.section(text(table.title), "", page.table(
        heads, ([text(str(cell)) for cell in row] for row in table.rows)))
