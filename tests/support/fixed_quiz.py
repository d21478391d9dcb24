"""A quiz that never changes, with every sign that a format of questions may stumble over."""

from archcalc.homework.handouts.items import AnswerChoice, Item
from archcalc.homework.handouts.quiz import Quiz
from archcalc.homework.languages import ENGLISH, language

SIGNS = "50 % = {a: ~1} #2 <b>bold</b> & \"quoted\" 'one' \\ $x$ | `code` [c] 3*4 = 12; end → ×"
TEXTS = ("How many?", SIGNS, "كم عدد المعاملات؟", "::title:: // $CATEGORY: x", "What volume?", "Which? {=right ~wrong}")


def item(number, text, kind, *answers):
    choices = tuple(AnswerChoice(answer, percent, f"feedback {number}: {SIGNS}") for answer, percent in answers)
    order = tuple(reversed(range(len(choices))))
    return Item(f"net.conv{number}.params", text, kind, choices, f"{number} + {number} = {SIGNS}", order, None, "")


QUIZ = Quiz(f"A quiz: {SIGNS}", "net", (
    item(1, TEXTS[0], "number", ("1728", 100), ("1792", 50), ("64", 0)), item(2, TEXTS[1], "number", ("0", 100), ("7", 0)),
    item(3, TEXTS[2], "choice", ("conv1", 100), ("conv2", 0), ("fc=6", 0), ("1,728 {x}", 50)), item(4, TEXTS[3], "number", ("62378344", 100),),
    item(5, TEXTS[4], "volume", ("55x55x96", 100), ("54x54x96", 0)), item(6, TEXTS[5], "choice", ("11x11", 100), ("11", 0))), ENGLISH)
ARABIC = QUIZ._replace(language=language("ar"))
