"""archcalc quiz: questions about a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archcalc.api.arguments import COUNT, NATURAL
from archcalc.base.atomic_files import refuse_to_replace
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.standard_output import STANDARD_OUTPUT, named
from archcalc.cli import options
from archcalc.cli.output import complain

EXAMPLE = "archcalc quiz alexnet --count 20 --seed 7 --format gift -o quiz.gift"
PAGE = "homework"


def command(
    name: options.Name,
    count: Annotated[int, typer.Option("--count", metavar="N", **COUNT.range, help="How many questions.")] = 10,
    seed: Annotated[int, typer.Option(
        "--seed", metavar="N", **NATURAL.range, help="Another number, other questions.")] = 0,
    student: Annotated[str | None, typer.Option(
        "--student", metavar="NAME", help="Questions of this student's own, with other sizes.")] = None,
    key: Annotated[Path | None, typer.Option(
        "--key", metavar="FILE", parser=options.target, help="Write the answers to a file.")] = None,
    form: Annotated[str | None, typer.Option(
        "--format", metavar="NAME", help="gift, moodle-xml, cloze, text2qti, csv, markdown or latex; without it, at a "
                                         "terminal, a quiz that explains.")] = None,
    output: options.Target = None,
) -> None:
    """Ask about a network, or write a question bank.

    Numbers, volumes, and choices whose wrong answers are common mistakes.
    """
    from archcalc.cli.quiz_prompt import asked, put, quiz
    from archcalc.homework.handouts.quiz import MOST_QUESTIONS

    questions = quiz(name, count, seed, student)
    if (asking := len(questions.items)) < count:
        complain(f"{asking} questions: {name if asking < MOST_QUESTIONS else 'a quiz'} has no more")
    if form is None and output is None and key is None and asked(questions):
        return
    if key is not None and (output == key or (output is None and key is STANDARD_OUTPUT)):
        raise ArchcalcError.of("usage", f"{quoted(named(key))} cannot hold both the questions and the answers",
                               hint="name another file: --key answers.txt")
    for file in (output, key):
        refuse_to_replace(file)
    put(questions, form, output, key)
