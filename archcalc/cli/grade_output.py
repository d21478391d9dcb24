"""Output of marks: a table, a gradebook, a feedback file for each student."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from archcalc import build, load
from archcalc.base import files
from archcalc.base.atomic_files import refuse_to_replace, write
from archcalc.base.errors import ArchcalcError, OutputError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Table
from archcalc.base.suggestions import unknown
from archcalc.cli.output import answer, chosen_format, complain
from archcalc.cli.output import put as print_out
from archcalc.cli.progress import progress
from archcalc.homework import gradebooks, sheets
from archcalc.homework.languages import Language
from archcalc.homework.marking import check, reports, whole_class
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.marks import Marks
from archcalc.homework.marking.whole_class import Class, Found
from archcalc.rendering import formats
from archcalc.rendering.formats import render

_SUFFIXES = {"markdown": ".md", "html": ".html"}


class Graded(NamedTuple):
    """Marked sheets; `alone` where there was one. `more` are tables for the teacher alone."""

    marked: Class
    alone: bool
    more: tuple[Table, ...] = ()

    @property
    def right(self) -> bool:
        """True where every answer of every sheet is, and none is left unmarked."""
        everybody = self.marked.marks
        unread = self.marked.broken or self.marked.others
        return not unread and all(marks.whole for marks in everybody) and all(
            verdict.right for marks in everybody for verdict in marks.verdicts)


def marker(rubric: Path | None, network: str | None, settings: Mapping[str, object], input_size: str | None, *,
           hints_only: bool, language: Language) -> Marker:
    """A marker; the network may be a file, for it is the teacher who names it, or vgg16(batch=8)."""
    if network is None or "(" in network:
        for option, said in (("--set", settings), ("--input", input_size)):
            if said:
                raise ArchcalcError.of("usage", f"{option} says nothing where --network names no network of its own",
                                       hint="--network vgg16, and not vgg16(batch=8)")
        return check.marker(rubric, network, hints_only=hints_only, language=language)
    graph = build(load(network, options=settings, input_size=input_size))
    return check.marker(rubric, graph, hints_only=hints_only, language=language)


def graded(paths: list[Path], teacher: Marker, jobs: int | None = None) -> Graded:
    """One sheet, whose faults are told at once, or a class, of which a broken one is put aside.

    A class is marked by `jobs` processes, or by one a processor.
    """
    if len(paths) == 1 and not files.is_folder(paths[0]):
        read = sheets.read(paths[0])
        return Graded(Class(whole_class.apart([teacher.mark(sheet) for sheet in read])), len(read) == 1)
    found = whole_class.find(paths)
    if not found:
        raise ArchcalcError.of("sheet", f"there is no sheet in {quoted(paths[0])}",
                               expected=f"files that end in one of: {', '.join(sorted(sheets.formats()))}")
    marked = _by_several(found, teacher, jobs)
    for sheet in (*marked.broken, *marked.others):
        complain(f"{quoted(sheet.path, '', most=200)}: not marked: {sheet.reason}")
    if not marked.marks:
        raise ArchcalcError.of("sheet", f"none of {len(found)} sheets could be marked",
                               hint="what is wrong with each stands above")
    return Graded(marked, alone=False)


def _by_several(found: list[Found], teacher: Marker, jobs: int | None) -> Class:
    from archcalc.base.processes import processors
    from archcalc.homework.marking import several_markers

    return several_markers.mark(found, teacher, jobs or processors(), progress)


def refuse_unknown(form: str | None, style: str | None) -> None:
    """Refuse formats that there are not, before anything is marked."""
    if form is not None and form not in gradebooks.NAMES and form not in formats.NAMES:
        raise unknown("format", form, (*formats.NAMES, *gradebooks.NAMES))
    if style is not None and style not in _SUFFIXES:
        raise ArchcalcError.of("usage", f"--feedback-format takes no {quoted(style)}", expected="markdown or html")


def refuse_among(sheets: Sequence[Path], *written: Path | None) -> None:
    """Refuse to write into a folder of sheets: the next check would take it for a student's. Raises ArchcalcError."""
    for path in filter(None, written):
        for folder in filter(files.is_folder, sheets):
            if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
                raise ArchcalcError.of("output", f"{quoted(folder)} is read by this command, and {quoted(path)} in it "
                                       "would be a sheet the next time", hint="write beside the folder")


def put(result: Graded, title: str, form: str | None, output: Path | None, feedback: Path | None,
        style: str | None, language: Language) -> None:
    """The marks to where they were asked for, and feedback beside them; a folder gets a page for each student."""
    marked = result.marked
    if output is not None and form is None and feedback is None and (not output.suffix or files.is_folder(output)):
        _class(result, title, None, None, language)
        _feedback(marked.marks, title, output, style or "html", language)
        return
    if form is not None and form in gradebooks.NAMES:
        _export(marked, form, title, output, language)
    elif result.alone:
        answer(reports.of_sheet(marked.marks[0], title, language), form, output)
    else:
        _class(result, title, form, output, language)
    folder = feedback or (output.parent / f"{output.stem}_feedback" if output and not result.alone else None)
    if folder is not None and (form is None or feedback is not None):
        _feedback(marked.marks, title, folder, style or "markdown", language)


def _class(result: Graded, title: str, form: str | None, output: Path | None, language: Language) -> None:
    """The table of students to the file, and what went wrong to the terminal; without a file everything."""
    if (form or (chosen_format(None, output) if output is not None else "")) == "html":
        _page(result, title, output, language)
        return
    report = reports.of_class(result.marked, title, language)
    report = report._replace(tables=(*report.tables, *result.more))
    answer(report, form, output)
    if output is not None:
        answer(report._replace(tables=report.tables[1:]))


def _page(result: Graded, title: str, output: Path | None, language: Language) -> None:
    """The class as one page."""
    from archcalc.homework.classes import class_page

    text = class_page.render(result.marked, result.more, title, language)
    if output is None:
        print_out(text)
        return
    refuse_to_replace(output)
    write(output, text)
    report = reports.of_class(result.marked, title, language)
    answer(report._replace(tables=report.tables[1:]))


def _export(marked: Class, form: str, title: str, output: Path | None, language: Language) -> None:
    """A gradebook's text; of a format of one student alone, a file for each.

    What is not marked is told beside it: not every gradebook has a place for that.
    """
    for marks in marked.marks:
        for part in marks.lost:
            complain(f"{quoted(marks.student, '')}: {reports.not_marked(part)}")
    if gradebooks.each(form) and len(marked.marks) + len(marked.broken) > 1:
        if output is None:
            raise ArchcalcError.of("usage", f"{form} is of one student, and there are several",
                                   hint="name a folder for their files: -o FOLDER")
        everybody = [*(Class((marks,)) for marks in marked.marks), *(Class((), (sheet,)) for sheet in marked.broken)]
        students = [*(marks.student for marks in marked.marks), *(sheet.student for sheet in marked.broken)]
        names = whole_class.file_names(students)
        for name, each in zip(names, everybody, strict=True):
            _write(output / f"{name}.json", gradebooks.render(each, form, title, language))
        return
    text = gradebooks.render(marked, form, title, language)
    if output is None:
        print_out(text)
    else:
        write(output, text)


def _feedback(everybody: tuple[Marks, ...], title: str, folder: Path, style: str, language: Language) -> None:
    """A file for each student."""
    names = whole_class.file_names([marks.student for marks in everybody])
    paths = [folder / f"{name}{_SUFFIXES[style]}" for name in names]
    for path in paths:  # sheets in Markdown, say, which lie there under their students' names
        refuse_to_replace(path)
    for path, marks in progress(list(zip(paths, everybody, strict=True))):
        _write(path, render(reports.of_sheet(marks, f"{title}: {marks.student}", language), style))


def _write(path: Path, content: str | bytes) -> None:
    """One of many files in a folder that may have to be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError.of("output", f"cannot make the folder {quoted(path.parent)}: {error.strerror}",
                             hint="choose another place") from None
    write(path, content, lasting=False)
