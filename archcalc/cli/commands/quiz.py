"""archcalc quiz: questions about a network."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archcalc.api.arguments import COUNT, NATURAL
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.standard_output import STANDARD_OUTPUT, named
from archcalc.cli import options
from archcalc.cli.output import complain

if TYPE_CHECKING:
    from archcalc.homework.marking.rubrics import Rubric

EXAMPLE = "archcalc quiz alexnet --count 20 --seed 7 --format gift -o quiz.gift"
PAGE = "homework"
_USUAL = 10


def command(
    name: options.OptionalName = None,
    count: Annotated[int | None, typer.Option("--count", metavar="N", **COUNT.range,
                                              help="How many questions; without it, 10.")] = None,
    seed: Annotated[int | None, typer.Option(
        "--seed", metavar="N", **NATURAL.range, help="Another number, other questions.")] = None,
    student: Annotated[str | None, typer.Option(
        "--student", metavar="NAME", help="Questions of this student's own, with other sizes.")] = None,
    rubric: Annotated[Path | None, typer.Option(
        "--rubric", metavar="YAML", help="Points, tolerance and partial credit, as archcalc check has them; and its "
                                         "questions, where it has some.")] = None,
    key: Annotated[Path | None, typer.Option(
        "--key", metavar="FILE", parser=options.target, help="Write the answers to a file.")] = None,
    form: Annotated[str | None, typer.Option(
        "--format", metavar="NAME", help="gift, moodle-xml, cloze, qti12, qti21, text2qti, anki, h5p, kahoot, "
                                         "prairielearn, gradescope, nbgrader, otter, csv, markdown or latex; without "
                                         "it, at a terminal, a quiz that explains.")] = None,
    language: options.Language = None,
    score: Annotated[Path | None, typer.Option(
        "--score", metavar="FILE", help="Keep the score in a file, and begin with what was wrong before.")] = None,
    output: options.Target = None,
) -> None:
    """Ask about a network, or write a question bank.

    Numbers, volumes, and choices whose wrong answers are common mistakes. With --rubric, a homework's own questions.
    """
    from archcalc.cli import quiz_prompt
    from archcalc.homework import languages
    from archcalc.homework.handouts.items import TERMS
    from archcalc.homework.handouts.quiz import MOST_QUESTIONS

    spoken = languages.language(language)
    _keep_apart(output, key)
    read = _rubric(rubric) if rubric is not None else None
    if rubric is not None and read is not None and read.questions:
        options.refuse_beside("the questions of a rubric", {"--count": count, "--seed": seed, "--student": student,
                                                            "--score": score})
        chosen = quiz_prompt.chosen(form, output)
        quiz_prompt.put(quiz_prompt.of_rubric(rubric, name, spoken, chosen), chosen, output, key)
        return
    if name is None:
        raise _nothing()
    own = f"{seed or 0}" if student is None else f"{seed or 0}/{student}"
    about = quiz_prompt.network(name, own, student)
    if form is None and output is None and key is None and quiz_prompt.somebody_is_there():
        options.refuse_beside("a quiz at a terminal", {"--rubric": rubric})
        quiz_prompt.ask(about, min(count or _USUAL, MOST_QUESTIONS), own, spoken, score)
        return
    options.refuse_beside("a quiz that is written down", {"--score": score})
    terms = quiz_prompt.terms(read) if read is not None else TERMS
    chosen = quiz_prompt.chosen(form, output)
    questions = quiz_prompt.quiz(name, about, count or _USUAL, own, spoken, terms, chosen)
    if (asking := len(questions.items)) < (count or _USUAL):
        complain(f"{asking} questions: {name if asking < MOST_QUESTIONS else 'a quiz'} has no more")
    quiz_prompt.put(questions, chosen, output, key)


def _rubric(file: Path) -> "Rubric":
    """The points of a homework, and its questions where it has some."""
    from archcalc.homework.marking import check

    return check.read_rubric(file)


def _keep_apart(output: Path | None, key: Path | None) -> None:
    """Raise ArchcalcError where questions and answers would go into one file."""
    if key is not None and (output == key or (output is None and key is STANDARD_OUTPUT)):
        raise ArchcalcError.of("usage", f"{quoted(named(key))} cannot hold both the questions and the answers",
                               hint="name another file: --key answers.txt")


def _nothing() -> ArchcalcError:
    return ArchcalcError.of("usage", "which network is the quiz about?",
                            hint="archcalc quiz alexnet; or --rubric hw.yaml, a rubric with questions")
