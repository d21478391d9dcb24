"""The sentences that catalogues of languages translate, as the code has them."""

import ast
import re
from pathlib import Path

import archcalc
from archcalc.homework import courses
from archcalc.homework.classes import paper, question_texts
from archcalc.homework.courses import course_folder
from archcalc.homework.handouts import comparisons, layer_questions, worksheets
from archcalc.homework.languages.spoken import Spoken, described
from archcalc.homework.marking import feedback, figure_hints, reports
from archcalc.homework.marking.judging import VERDICTS
from archcalc.homework.misconceptions import catalogue, totals
from archcalc.homework.questions import layer_facts, worked_lines
from archcalc.homework.questions.askable import FIGURES
from archcalc.homework.questions.inverse_figures import INVERSE
from archcalc.operators import shapes
from archcalc.operators.sliding_window import ALONG, axis_names

PACKAGE = Path(archcalc.__file__).parent
KINDS = "conv|max pool|avg pool|global avg pool|global max pool|linear|batch norm|layer norm|rms norm|group norm|attention|lstm|gru|rnn|conv transpose|lrn"
DESCRIBED = ("96 11x11 filters at stride 4, pad 0, dilation 2, 2 groups, no bias", "pad same", "3x3 filters at stride 2, ceil", "10 filters of length 3 at stride 1",
             "filters of length 3 at stride 1", "4096 neurons", "the mean of 7x7", "the maximum of 7x7", "12 heads over 197 tokens, causal", "8 heads, 2 of keys and values, over 16 tokens, window 8",
             "128 units, 2 layers, both directions, the last values", "its state", "the sequence and its state")
"""The clauses in which the commonest layers are described; others are told in English."""


def written():
    """The literal templates of calls in homework and at the prompt."""
    for path in [*PACKAGE.glob("homework/**/*.py"), PACKAGE / "cli/quiz_prompt.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"said": 0, "partial": 1, "listed": 1}.get(node.func.id)
                told = node.args[place] if place is not None and len(node.args) > place else None
                if isinstance(told, ast.Constant) and isinstance(told.value, str) and "exercises" not in path.parts:
                    yield told.value


def clauses(told):
    """The templates of a description."""
    if isinstance(told, Spoken):
        yield told.template
        for _, value in told.values:
            yield from clauses(value)


def tabled():
    """The sentences of tables."""
    for row in catalogue():
        yield from (row.says, row.hint)
    for figure in (*FIGURES.values(), *INVERSE.values()):
        yield from (figure.title, figure.hint)
    for figure in (*FIGURES.values(), *INVERSE.values()):
        yield from (figure.question, *figure.of_axes.values())
    yield from (text for name in courses.NAMES for text in course_folder.texts(courses.course(name).rubric))
    yield from (paper.NOTE, paper.CODE_TEXT, "Name", "it reads {layers}", *question_texts._BIASES.values())
    yield from (*layer_questions._ASKS.values(), *layer_questions._ASKS_IN_ALL.values(), *comparisons._ASKS.values())
    yield from figure_hints._SPANS.values()
    yield from (*worksheets._TITLES.values(), worksheets._NOTE, *totals._FAMILIES.values())
    yield from (text for texts in feedback._BIASES.values() for text in texts)
    yield from (*layer_facts._AFFINE.values(), *layer_facts._BIASES.values(), *(template for template, _ in layer_facts._SHOWN.values()))
    yield from (*worked_lines.UNITS.values(), *(f"{{side}} {along}" for along in ALONG.values()))
    yield from (*axis_names(1), *axis_names(3), "channels", *(name for names in shapes._AXES.values() for name in names))
    yield from ("{layer} is missing", "{layer} is counted twice")
    yield from KINDS.split("|")
    headed = (*reports._COLUMNS, *reports._STUDENTS, *reports._MISCONCEPTIONS, *reports._QUESTIONS)
    yield from (column.title for column in headed)
    yield from (*VERDICTS, *reports._TITLES.values(), *reports.ALSO.values())
    yield from (clause for text in DESCRIBED for clause in clauses(described(text)))


def sentences():
    """Every sentence, each once; what has no word of its own needs no translation."""
    found = dict.fromkeys([*tabled(), *written(), "{first}, {others}"])
    return [text for text in found if re.search("[A-Za-z]{2}", own(text))]


def own(text):
    """What stands outside of placeholders."""
    return re.sub(r"\{\w+\}", "", text)
