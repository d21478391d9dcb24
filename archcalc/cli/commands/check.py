"""archcalc check: answers marked, with reasons."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc.api.arguments import COUNT
from archcalc.base.atomic_files import refuse_to_replace
from archcalc.cli import options
from archcalc.cli.class_homework import Homework
from archcalc.cli.grade_output import graded, marker, put, refuse_among, refuse_unknown
from archcalc.cli.roster_options import RosterFile, SecretFile, refuse_without
from archcalc.homework import languages
from archcalc.homework.marking import reports

EXAMPLE = "archcalc check hw.csv --network vgg16"
PAGE = "homework"


def command(
    sheets: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...", help="Answer sheets, or a folder of them.")],
    network: Annotated[str | None, typer.Option(
        "--network", metavar="NAME", help="What the questions are about, where they do not say.",
        autocompletion=options.network_names)] = None,
    rubric: Annotated[Path | None, typer.Option(
        "--rubric", metavar="YAML", help="Points, tolerance, conventions, partial credit.")] = None,
    hints_only: Annotated[bool, typer.Option("--hints-only", help="Say what is wrong, never what is right.")] = False,
    language: options.Language = None,
    set_: options.Set = None,
    input_size: options.Input = None,
    feedback: Annotated[Path | None, typer.Option(
        "--feedback", metavar="FOLDER", parser=options.folder, help="Where each student's feedback goes.")] = None,
    feedback_format: Annotated[str | None, typer.Option(
        "--feedback-format", metavar="NAME", help="markdown or html; without it, markdown.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What the homework is called.")] = None,
    roster: RosterFile = None,
    secret: SecretFile = None,
    merge: Annotated[Path | None, typer.Option(
        "--merge", metavar="CSV", help="With --roster: the grade file of Moodle or Canvas, which -o writes with the "
                                       "grades in it.")] = None,
    anonymous: Annotated[Path | None, typer.Option(
        "--anonymous", metavar="KEY.csv", help="With --roster: numbers for names; this file says whose they "
                                               "are.")] = None,
    jobs: Annotated[int | None, typer.Option(
        "--jobs", metavar="N", **COUNT.range, help="Processes for a class; without it, one a processor.")] = None,
    form: Annotated[str | None, typer.Option(
        "--format", metavar="NAME",
        help="text, json, csv ... or gradescope, canvas, moodle, junit, prairielearn, answers.")] = None,
    output: options.Output = None,
) -> None:
    """Mark answers, and say what went wrong.

    With --roster, each student's sheet is marked against the paper that archcalc worksheet --roster made for them.

    Sheets are CSV, TSV, YAML, JSON, Markdown, XLSX, ODS, notebooks, and exports of forms; one, or a whole class.
    """
    refuse_unknown(form, feedback_format)
    refuse_among(sheets, output, feedback, anonymous)
    if feedback is None and output is None:
        options.refuse_beside("marks beside which no --feedback is written", {"--feedback-format": feedback_format})
    settings = options.pairs(set_, "--set")
    spoken = languages.language(language)
    if roster is not None:
        from archcalc.cli.roster_check import RosterCheck

        by_roster = RosterCheck(roster, secret, merge, anonymous)
        homework = Homework(rubric, network, settings, input_size)
        marked = by_roster.marked(sheets, homework, hints_only=hints_only, language=spoken, jobs=jobs)
        by_roster.put(marked, title, form, output, feedback, feedback_format, spoken)
        raise typer.Exit(0 if marked.right and by_roster.all_written else 1)
    refuse_without(roster, {"--secret": secret, "--merge": merge, "--anonymous": anonymous})
    teacher = marker(rubric, network, settings, input_size, hints_only=hints_only, language=spoken)
    marked = graded(sheets, teacher, jobs)
    refuse_to_replace(output)
    put(marked, title or reports.title(teacher.rubric, spoken), form, output, feedback, feedback_format, spoken)
    raise typer.Exit(0 if marked.right else 1)
