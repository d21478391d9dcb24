"""H5P: a set of questions, choices and blanks, in a package without the libraries, which the site has.

Source: https://h5p.org/documentation/developers/h5p-specification, and the semantics of H5P.QuestionSet,
H5P.MultiChoice and H5P.Blanks.
"""

from __future__ import annotations

import json
from html import escape
from uuid import NAMESPACE_URL, uuid5

from archcalc.base.errors import printable
from archcalc.homework.handouts.banks._archive import packed
from archcalc.homework.handouts.quiz import AnswerChoice, Item, Quiz

SUFFIXES = (".h5p",)
HOLDS = frozenset[str]()
_LIBRARIES = {"H5P.QuestionSet": (1, 20), "H5P.MultiChoice": (1, 16), "H5P.Blanks": (1, 14)}
"""The versions that sites have had since 2023."""


def render(quiz: Quiz) -> bytes:
    """The package."""
    used = [{"machineName": name, "majorVersion": major, "minorVersion": minor}
            for name, (major, minor) in _LIBRARIES.items()]
    title = printable(quiz.title)
    about = {"title": title, "language": quiz.language.code, "mainLibrary": "H5P.QuestionSet", "embedTypes": ["iframe"],
             "license": "U", "preloadedDependencies": used}
    content = {"introPage": {"showIntroPage": False}, "progressType": "textual", "passPercentage": 50,
               "questions": [_question(quiz, item) for item in quiz.items], "randomQuestions": False,
               "endGame": {"showResultPage": True, "showSolutionButton": True, "showRetryButton": True}}
    return packed({"h5p.json": json.dumps(about, ensure_ascii=False, indent=1),
                   "content/content.json": json.dumps(content, ensure_ascii=False, indent=1)})


def _question(quiz: Quiz, item: Item) -> dict[str, object]:
    library, params = ("H5P.MultiChoice", _choices(quiz, item)) if item.kind == "choice" \
        else ("H5P.Blanks", _blank(quiz, item))
    major, minor = _LIBRARIES[library]
    return {"library": f"{library} {major}.{minor}", "params": params,
            "subContentId": str(uuid5(NAMESPACE_URL, f"archcalc:{item.key}:{item.text}")),
            "metadata": {"title": printable(item.key), "license": "U", "contentType": "Question"}}


def _choices(quiz: Quiz, item: Item) -> dict[str, object]:
    return {"question": _paragraph(quiz, item.text), "answers": [_answer(choice) for choice in item.shuffled],
            "behaviour": {"type": "single", "singlePoint": True, "randomAnswers": True, "enableRetry": True,
                          "enableSolutionsButton": True, "passPercentage": 100}}


def _answer(choice: AnswerChoice) -> dict[str, object]:
    return {"text": escape(printable(choice.answer)), "correct": choice.percent == 100,
            "tipsAndFeedback": {"tip": "", "chosenFeedback": escape(printable(choice.feedback)),
                                "notChosenFeedback": ""}}


def _blank(quiz: Quiz, item: Item) -> dict[str, object]:
    """One blank: every way in which the right answer may be typed, and the arithmetic for who has it right."""
    right = item.spellings
    ways = right if item.kind == "volume" else [way for each in right for way in (each, f"{int(each):,}")]
    told = [{"from": 100, "to": 100, "feedback": escape(printable(item.working))}]
    return {"text": _paragraph(quiz, item.text), "questions": [f"<p>*{'/'.join(dict.fromkeys(ways))}*</p>"],
            "overallFeedback": told,
            "behaviour": {"caseSensitive": False, "acceptSpellingErrors": False, "enableRetry": True,
                          "enableSolutionsButton": True, "showSolutionsRequiresInput": True}}


def _paragraph(quiz: Quiz, text: str) -> str:
    direction = ' dir="rtl"' if quiz.language.right_to_left else ""
    return f"<p{direction}>{escape(printable(text))}</p>"
