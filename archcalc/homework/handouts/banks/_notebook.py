"""Notebooks whose cells are graded: answers are variables, and archcalc's own `check` marks them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from archcalc.homework.handouts.quiz import Item, Quiz
from archcalc.homework.handouts.quiz_rubric import marked_by, network_file
from archcalc.homework.languages.spoken import said
from archcalc.rendering.formats.markdown import escaped


def book(cells: Iterable[dict[str, object]]) -> str:
    """A notebook for Python. Source: nbformat 4.5."""
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"}}
    whole = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def cell(name: str, kind: str, text: str, metadata: dict[str, object] | None = None,
         outputs: Iterable[dict[str, object]] = ()) -> dict[str, object]:
    """One cell: markdown, raw or code."""
    code = {"execution_count": None, "outputs": list(outputs)} if kind == "code" else {}
    return {"cell_type": kind, "id": name, "metadata": metadata or {}, **code, "source": text.splitlines(keepends=True)}


def head(quiz: Quiz) -> str:
    """The title, what is to be done, and the file that has to lie beside the notebook."""
    beside = network_file(quiz)
    told = [quiz.language.text(said("Write each answer between the quotation marks, and change nothing else."))]
    told += [quiz.language.text(said("{file} lies beside this notebook.", file=beside))] if beside else []
    return "\n\n".join([f"# {escaped(quiz.title)}", *map(escaped, told)])


def question(number: int, item: Item) -> str:
    """A question, and what there is to choose from."""
    shown = [choice.answer for choice in item.shuffled] if item.kind == "choice" else []
    letters = [f"{letter}: " for letter in item.letters] or [""] * len(shown)
    choices = "\n".join(f"- {letter}{escaped(each)}" for letter, each in zip(letters, shown, strict=True))
    return f"**{number}.** {escaped(item.text)}" + (f"\n\n{choices}" if choices else "")


def variable(number: int) -> str:
    """The variable that holds an answer."""
    return f"answer_{number}"


def marks(quiz: Quiz, number: int, item: Item) -> str:
    """Python that marks an answer: a report without the right answer."""
    beside = network_file(quiz)
    network = f", network={beside!r}" if beside else ""
    return (f"archcalc.check({{{item.key!r}: str({variable(number)})}}{network}, rubric={marked_by(item)!r}, "
            "hints_only=True)")
