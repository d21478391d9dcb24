"""archcalc quiz: questions about a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archcalc.api.arguments import COUNT, NATURAL
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
        "--format", metavar="NAME", help="gift, moodle-xml, cloze, text2qti, qti21, anki, csv, markdown or latex; "
                                         "without it, at a terminal, a quiz that explains.")] = None,
    language: options.Language = None,
    score: Annotated[Path | None, typer.Option(
        "--score", metavar="FILE", help="Keep the score in a file, and begin with what was wrong before.")] = None,
    output: options.Target = None,
) -> None:
    """Ask about a network, or write a question bank.

    Numbers, volumes, and choices whose wrong answers are common mistakes.
    """
    from archcalc.cli import quiz_prompt
    from archcalc.homework import languages
    from archcalc.homework.handouts.quiz import MOST_QUESTIONS

    spoken, own = languages.language(language), str(seed) if student is None else f"{seed}/{student}"
    if key is not None and (output == key or (output is None and key is STANDARD_OUTPUT)):
        raise ArchcalcError.of("usage", f"{quoted(named(key))} cannot hold both the questions and the answers",
                               hint="name another file: --key answers.txt")
    about = quiz_prompt.network(name, own, student)
    if form is None and output is None and key is None and quiz_prompt.somebody_is_there():
        quiz_prompt.ask(about, min(count, MOST_QUESTIONS), own, spoken, score)
        return
    options.refuse_beside("a quiz that is written down", {"--score": score})
    questions = quiz_prompt.quiz(about, count, own, spoken, form, output)
    if (asking := len(questions.items)) < count:
        complain(f"{asking} questions: {name if asking < MOST_QUESTIONS else 'a quiz'} has no more")
    quiz_prompt.put(questions, form, output, key)
