"""Quizzes at the terminal, and where they are written to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size

from archcalc import build, load
from archcalc.base import units
from archcalc.base.atomic_files import refuse_to_replace, write
from archcalc.base.errors import ArchcalcError, printable, quoted
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.cli.options import elsewhere
from archcalc.cli.output import complain
from archcalc.cli.output import put as print_out
from archcalc.homework.answers.meanings import read
from archcalc.homework.handouts import banks, score_file
from archcalc.homework.handouts import quiz as quizzes
from archcalc.homework.handouts.items import TERMS, Item
from archcalc.homework.handouts.practice import Attempt, Practice
from archcalc.homework.handouts.quiz import Quiz
from archcalc.homework.handouts.score_file import Round
from archcalc.homework.languages import Language
from archcalc.homework.languages.spoken import Told, said
from archcalc.homework.marking.feedback import hinted
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.questions import own_numbers
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.loading import library

_LEAST_COLUMNS = 20
_LETTERS = "abcd"
_ELSEWHERE = frozenset("./:#\\")
"""Signs of files, of variants, of modules and of standard input, in what names a network."""


def network(name: str, seed: str, student: str | None) -> AskedNetwork:
    """The network that is asked about; with a student's name, with sizes of that student's own."""
    if student is not None:
        return own_numbers.varied(name, seed)
    graph = build(load(name))
    return AskedNetwork(graph.about.name, graph)


def chosen(form: str | None, output: Path | None) -> str:
    """The format that is named, or that the file's ending asks for; Markdown at a terminal."""
    path = elsewhere(output)
    return form or (banks.by_suffix(str(path)) if path else "markdown")


def terms(rubric: Rubric) -> Terms:
    """The points, tolerance and credits of a rubric without questions; what else it says is told to be unused."""
    said, usual = rubric.terms, Terms()
    unused = {"conventions, dtype and unit": said.settings not in (usual.settings, TERMS.settings),
              "follow_through": bool(said.follow_through), "network": bool(rubric.network)}
    for what in (what for what, used in unused.items() if used):
        complain(f"the rubric's {what} are not used: each question says what it is about, and how it is counted")
    return said._replace(settings=TERMS.settings, follow_through=usual.follow_through)


def quiz(name: str, about: AskedNetwork, count: int, seed: str, language: Language, terms: Terms, form: str) -> Quiz:
    """The questions, to be written: those that the format takes."""
    asked = quizzes.quiz(about, count, seed, language, terms=terms, takes=banks.taken(form))
    return asked._replace(specification=specification(name))


def of_rubric(rubric: Path, name: str | None, language: Language, form: str) -> Quiz:
    """The questions of a rubric, to be written; those that the format does not take are told."""
    from archcalc.cli.class_homework import Homework
    from archcalc.homework.classes.rubric_quiz import rubric_quiz
    from archcalc.homework.marking import check

    whole = rubric_quiz(Homework(rubric, name, {}, None).marker(b"", hints_only=False, language=language))
    kept = tuple(filter(banks.taken(form), whole.items))
    for item in whole.items:
        if item not in kept:
            complain(f"{quoted(item.key)} is left out: {form} does not hold such a question")
    if not kept:
        raise ArchcalcError.of("quiz", f"{form} holds none of the rubric's questions", hint="choose another format")
    beside = check.own_network(check.read_rubric(rubric), rubric)
    source = name or (str(beside) if beside else None)
    return whole._replace(items=kept, specification=specification(source) if source else "")


def specification(name: str) -> str | None:
    """The text of a network's own file; nothing for a bundled network, None where no text by itself says it."""
    if not name.endswith((".yaml", ".yml")):
        return None if name == "-" or _ELSEWHERE & set(name) else ""
    from tempfile import TemporaryDirectory

    text = library.source(name)
    with TemporaryDirectory() as folder:
        (alone := Path(folder) / Path(name).name).write_text(text, "utf-8")
        try:
            load(str(alone))
        except ArchcalcError:  # it extends a file beside it
            return None
    return text


def put(questions: Quiz, form: str, output: Path | None, key: Path | None) -> None:
    """The questions to a file or to standard output, and the answers to a file of their own."""
    for file in (output, key):
        refuse_to_replace(file)
    path = elsewhere(output)
    text = banks.render(questions, form)
    for what in banks.unheld(questions, form):
        complain(f"{form} holds no {what}: what the rubric says of it is left out")
    answers = banks.key(questions, form) if key is not None else ""
    if path is None:
        print_out(text)
    else:
        write(path, text)
    if key is STANDARD_OUTPUT:
        print_out(answers)
    elif key is not None:
        write(key, answers)


def somebody_is_there() -> bool:
    """True at a terminal at which somebody can answer."""
    return bool(sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty())


def ask(about: AskedNetwork, count: int, seed: str, language: Language, score: Path | None) -> None:
    """So many questions at the terminal, the next one after what was wrong; the score is kept where it is asked for."""
    earlier = score_file.read(score) if score is not None else ()
    names = [name for each in earlier for name in each.misconceptions]
    practice = Practice(quizzes.items(about, seed, language), names)
    screen = _Screen(language)
    with _kept(practice, about, seed, earlier, score):
        while practice.asked < count and (item := practice.next()) is not None:
            number = practice.asked + 1
            asked = said("{number} of {total}. {question}", number=number, total=count, question=item.text)
            screen.say(asked, before=1)
            screen.choices(item)
            if not _answered(item, practice, screen):
                break
        practice.leave()
        if item is None and practice.asked < count:
            screen.say(said("There are no more questions about this network."))
        _tell(practice, earlier, screen)


@contextmanager
def _kept(practice: Practice, about: AskedNetwork, seed: str, earlier: tuple[Round, ...],
          score: Path | None) -> Iterator[None]:
    """The round is added to the file of scores, also where it is broken off."""
    try:
        yield
    finally:
        if score is not None and practice.asked:
            own = Round(about.reference, seed, practice.asked, practice.points, tuple(practice.misconceptions))
            score_file.keep(score, (*earlier, own))


def _tell(practice: Practice, earlier: tuple[Round, ...], screen: _Screen) -> None:
    """The points of this round, and of all."""
    own = f"{units.points(practice.points)}"
    screen.say(said("{points} of {asked} points.", points=own, asked=practice.asked), before=1)
    if earlier:
        points = sum((each.points for each in earlier), practice.points)
        asked = sum((each.asked for each in earlier), practice.asked)
        screen.say(said("With {count} earlier rounds: {points} of {asked} points.", count=len(earlier),
                        points=f"{units.points(points)}", asked=asked))


def _answered(item: Item, practice: Practice, screen: _Screen) -> bool:
    """Answers are taken until one is final; whether the quiz goes on."""
    while (typed := screen.answer(item)) is not None:
        attempt = practice.take(item.judge.judge(read(typed)))
        screen.say(*_reply(attempt))
        if attempt.final:
            return True
    return False


def _reply(attempt: Attempt) -> tuple[Told, ...]:
    """The reply to an answer: all of it in the end, before that only what helps."""
    if attempt.final or not attempt.counts:
        note = attempt.judgement.note
        return (note.says if attempt.final else note.hint,)
    return attempt.judgement.note.hint, said("One more try, for half of the points.")


class _Screen:
    """A terminal at which a language is spoken."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.say(said("A first answer gets a point, a second one half of it. ? gives a hint, q leaves."))

    def say(self, *told: Told, before: int = 0) -> None:
        """Texts, each in lines that the terminal does not break within a word."""
        width = max(_LEAST_COLUMNS, get_terminal_size().columns - 1)
        lines = (self.language.lines(self.language.text(each), width) for each in told)
        print_out("\n" * before + "".join(f"{each}\n" for each in lines))

    def choices(self, item: Item) -> None:
        """The choices by letter, a line each."""
        shown = zip(_LETTERS, item.shuffled if item.kind == "choice" else (), strict=False)
        print_out("".join(f"  {letter}) {choice.answer}\n" for letter, choice in shown))

    def answer(self, item: Item) -> str | None:
        """The typed answer, a letter standing for its choice; ? asks for a hint. None where the quiz is left."""
        letters = {letter: choice.answer for letter, choice in zip(_LETTERS, item.shuffled, strict=False)}
        while True:
            print_out("> ")
            line = sys.stdin.readline()
            if not line or line.strip().lower() in {"q", "quit", "exit"}:
                return None
            if line.strip() not in {"?", "؟"}:
                typed = printable(line.strip())
                return letters.get(typed.lower(), typed) if item.kind == "choice" else typed
            self.say(hinted(item.hint))
