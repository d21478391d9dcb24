"""LaTeX: an enumerated list, and a key; each a document that compiles as it is."""

from __future__ import annotations

from collections.abc import Iterable

from archcalc.base.errors import ArchcalcError
from archcalc.base.latex_text import escaped
from archcalc.homework.handouts.quiz import Item, Quiz, key_lines

SUFFIXES = (".tex",)
HOLDS = frozenset[str]()
_ANSWER_SPACE = r"\par\vspace{1.2cm}"


def render(quiz: Quiz) -> str:
    """The questions, with room for the answers. Raises ArchcalcError for what runs from right to left."""
    return _document(quiz, quiz.title, map(_item, quiz.items))


def key(quiz: Quiz) -> str:
    """The answers with their arithmetic."""
    answers = (line.partition(". ")[2] for line in key_lines(quiz))
    return _document(quiz, quiz.key_title, (rf"\item {escaped(answer)}" for answer in answers))


def _item(item: Item) -> str:
    if item.kind != "choice":
        return rf"\item {escaped(item.text)}{_ANSWER_SPACE}"
    choices = "\n".join(rf"  \item {escaped(choice.answer)}" for choice in item.shuffled)
    return "\n".join([rf"\item {escaped(item.text)}", r"\begin{enumerate}", choices, r"\end{enumerate}"])


def _document(quiz: Quiz, title: str, items: Iterable[str]) -> str:
    if quiz.language.right_to_left:
        raise ArchcalcError.of("usage", "latex writes no language here that runs from right to left",
                               hint="markdown, moodle-xml and cloze do")
    return "\n".join([r"\documentclass{article}", r"\usepackage[T1]{fontenc}", r"\usepackage[utf8]{inputenc}",
                      r"\begin{document}", rf"\section*{{{escaped(title)}}}", r"\begin{enumerate}", *items,
                      r"\end{enumerate}", r"\end{document}"]) + "\n"
