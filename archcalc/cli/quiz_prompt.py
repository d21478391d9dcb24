"""Quizzes at the terminal, and where they are written to."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill

from archcalc import build, load
from archcalc.base.atomic_files import write
from archcalc.base.errors import printable
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.cli.options import elsewhere
from archcalc.cli.output import put as print_out
from archcalc.homework.answers.answer import read
from archcalc.homework.handouts import banks
from archcalc.homework.handouts import quiz as quizzes
from archcalc.homework.handouts.quiz import Item, Quiz
from archcalc.homework.marking.judging import ACCEPTED, CORRECT
from archcalc.homework.questions import own_numbers
from archcalc.homework.questions.networks import AskedNetwork


def quiz(name: str, count: int, seed: int, student: str | None) -> Quiz:
    """The questions; with a student's name, about sizes of that student's own."""
    if student is not None:
        return quizzes.quiz(own_numbers.varied(name, f"{seed}/{student}"), count, f"{seed}/{student}")
    graph = build(load(name))
    return quizzes.quiz(AskedNetwork(graph.about.name, graph), count, str(seed))


def put(questions: Quiz, form: str | None, output: Path | None, key: Path | None) -> None:
    """The questions to a file or to standard output, and the answers to a file of their own."""
    path = elsewhere(output)
    form = form or (banks.by_suffix(str(path)) if path else "markdown")
    text = banks.render(questions, form)
    answers = banks.key(questions, form) if key is not None else ""
    if path is None:
        print_out(text)
    else:
        write(path, text)
    if key is STANDARD_OUTPUT:
        print_out(answers)
    elif key is not None:
        write(key, answers)


def asked(questions: Quiz) -> bool:
    """Ask at the terminal, if there is somebody; whether there was."""
    if not (sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    right = done = 0
    for number, item in enumerate(questions.items, 1):
        print_out(f"\n{_wrapped(f'{number} of {len(questions.items)}. {item.text}')}\n{_choices(item)}")
        answer = _answer(item)
        if answer is None:
            break
        judgement = item.judge.judge(read(answer))
        done, right = done + 1, right + (judgement.verdict in {CORRECT, ACCEPTED})
        print_out(f"{_wrapped(judgement.note.says)}\n")
    print_out(f"\n{right} of {done} right\n")
    return True


def _wrapped(text: str) -> str:
    """Text in lines that the terminal does not break within a word."""
    return fill(text, max(20, get_terminal_size().columns), break_long_words=False, break_on_hyphens=False)


def _choices(item: Item) -> str:
    """The choices by letter, a line each."""
    choices = zip("abcd", item.shuffled if item.kind == "choice" else (), strict=False)
    return "".join(f"  {letter}) {choice.answer}\n" for letter, choice in choices)


def _answer(item: Item) -> str | None:
    """The typed answer, a letter standing for its choice; ? asks for a hint. None where the quiz is left."""
    letters = {letter: choice.answer for letter, choice in zip("abcd", item.shuffled, strict=False)}
    while True:
        print_out("> ")
        line = sys.stdin.readline()
        if not line or line.strip().lower() in {"q", "quit", "exit"}:
            return None
        if line.strip() != "?":
            typed = printable(line.strip())
            return letters.get(typed.lower(), typed) if item.kind == "choice" else typed
        print_out(f"{_wrapped(f'Hint: {item.judge.question.figure.hint}.')}\n")
