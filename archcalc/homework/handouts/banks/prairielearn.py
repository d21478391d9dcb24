"""PrairieLearn: a folder for each question, with info.json, question.html, and server.py for partial credit.

Source: https://docs.prairielearn.com, "Question writing", its schema infoQuestion.json, and its elements.
"""

from __future__ import annotations

import json
import re
from html import escape
from uuid import NAMESPACE_URL, uuid5

from archcalc.base.errors import printable
from archcalc.homework.handouts.banks import PARTIAL, TOLERANCE
from archcalc.homework.handouts.banks._archive import packed
from archcalc.homework.handouts.quiz import AnswerChoice, Item, Quiz

SUFFIXES = ()
HOLDS = frozenset({PARTIAL, TOLERANCE})
_LARGEST = 2**53
"""From here on PrairieLearn's own integers are inexact."""
_SERVER = '''"""Answers to a question, with their share of the points and what is said of each; written by archcalc."""

import prairielearn as pl

RIGHT = {right}
FROM, TO = {least}, {most}
FORESEEN = {foreseen}


def grade(data):
    """The share of the points, and the feedback."""
    given = data["submitted_answers"].get("answer")
    if given is None:
        return
    text = "".join(str(given).lower().replace("\\u00d7", "x").split()).replace(",", "")
    share, feedback = FORESEEN.get(text, (0, ""))
    if text in RIGHT or (FROM is not None and text.isdecimal() and FROM <= int(text) <= TO):
        share, feedback = 1, ""
    data["partial_scores"]["answer"] = {{"score": share, "weight": 1}}
    data["feedback"]["answer"] = feedback
    pl.set_weighted_score_data(data)
'''


def render(quiz: Quiz) -> bytes:
    """A zip whose folders belong into a course's `questions/`."""
    folder = re.sub(r"[^A-Za-z0-9_-]+", "_", quiz.network).strip("_") or "quiz"
    files: dict[str, str] = {}
    for number, item in enumerate(quiz.items, 1):
        place = f"questions/{folder}/q{number:03d}"
        files |= {f"{place}/info.json": _about(quiz, number, item), f"{place}/question.html": _page(quiz, item)}
        if item.kind != "choice":
            files[f"{place}/server.py"] = _server(item)
    return packed(files)


def _about(quiz: Quiz, number: int, item: Item) -> str:
    """The entry in PrairieLearn's list; the same question keeps its uuid."""
    own = uuid5(NAMESPACE_URL, f"archcalc:{item.key}:{item.text}")
    about = {"uuid": str(own), "title": f"{printable(quiz.title)} {number}", "topic": "Network architectures",
             "tags": ["archcalc"], "type": "v3", "singleVariant": True}
    return json.dumps(about, ensure_ascii=False, indent=4) + "\n"


def _page(quiz: Quiz, item: Item) -> str:
    """The question, where the answer goes, and what is said of it."""
    direction = ' dir="rtl"' if quiz.language.right_to_left else ""
    told = f"<pl-submission-panel><p{direction}>{{{{feedback.answer}}}}</p></pl-submission-panel>\n"
    said = "" if item.kind == "choice" else told
    return (f"<pl-question-panel><p{direction}>{_html(item.text)}</p></pl-question-panel>\n{_element(item)}\n{said}"
            f"<pl-answer-panel><p{direction}>{_html(item.working)}</p></pl-answer-panel>\n")


def _element(item: Item) -> str:
    if item.kind == "choice":
        answers = "\n".join(map(_answer, item.shuffled))
        return f'<pl-multiple-choice answers-name="answer">\n{answers}\n</pl-multiple-choice>'
    whole = item.kind == "number" and int(item.right.answer) < _LARGEST
    name = "pl-integer-input" if whole else "pl-string-input"
    spaces = "" if whole else ' remove-spaces="true" ignore-case="true"'
    return f'<{name} answers-name="answer" correct-answer="{_html(item.right.answer)}"{spaces}></{name}>'


def _answer(choice: AnswerChoice) -> str:
    share = f' score="{choice.percent / 100:g}"' if 0 < choice.percent < 100 else ""
    right = "true" if choice.percent == 100 else "false"
    told = _html(escape(choice.feedback))  # PrairieLearn shows it as HTML
    said = f'correct="{right}"{share} feedback="{told}"'
    return f"  <pl-answer {said}>{_html(choice.answer)}</pl-answer>"


def _server(item: Item) -> str:
    """The answers as Python's own literals, which no text of theirs can leave."""
    number, slack = item.kind == "number", item.slack
    right = {_plain(written) for written in (item.spellings if item.kind == "volume" else [item.right.answer])}
    foreseen = {_plain(each.answer): (each.percent / 100, each.feedback) for each in item.choices[1:]}
    value = int(item.right.answer) if number else None
    return _SERVER.format(right=ascii(sorted(right)), foreseen=ascii(foreseen),
                          least=value - slack if value is not None else None,
                          most=value + slack if value is not None else None)


def _plain(answer: str) -> str:
    return "".join(answer.lower().replace("×", "x").split()).replace(",", "")


def _html(text: str) -> str:
    """Text for HTML that Mustache goes through before: braces are entities."""
    return escape(printable(text)).replace("{", "&#123;").replace("}", "&#125;")
