"""A quiz that never changes, with every sign that a format of questions may stumble over."""

from fractions import Fraction

from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.rubric_quiz import rubric_quiz
from archcalc.homework.classes.varied_networks import VariedNetworks
from archcalc.homework.handouts.items import AnswerChoice, Item
from archcalc.homework.handouts.quiz import Quiz
from archcalc.homework.languages import ENGLISH, language
from archcalc.homework.marking.rubrics import Rubric, Terms
from archcalc.homework.questions.choices import ChoiceQuestion

SIGNS = "50 % = {a: ~1} #2 <b>bold</b> & \"quoted\" 'one' \\ $x$ | `code` [c] 3*4 = 12; end → ×"
TEXTS = ("How many?", SIGNS, "كم عدد المعاملات؟", "::title:: // $CATEGORY: x", "What volume?", "Which? {=right ~wrong}")


def item(number, text, kind, *answers):
    choices = tuple(AnswerChoice(answer, percent, f"feedback {number}: {SIGNS}") for answer, percent in answers)
    order = tuple(reversed(range(len(choices))))
    return Item(f"net.conv{number}.params", text, kind, choices, f"{number} + {number} = {SIGNS}", order, None, "")


def of_choice():
    """A question of choice as a rubric's author writes it."""
    wrong = (("two-of-them", "=HYPERLINK(1)"), ("three-of-them", "three | \"four\" ~5"))
    asked = ChoiceQuestion(f"Of these? {SIGNS}", "<i>one</i> {x}", wrong, SIGNS)
    terms = Terms(choice=asked, partial={"three-of-them": Fraction(1, 2)})
    rubric = Rubric(title="Votes", questions={"votes.evil.choice": terms})
    return rubric_quiz(BoundMarker(rubric, VariedNetworks({}, {}, b"", rubric.title))).items


QUIZ = Quiz(f"A quiz: {SIGNS}", "net", (
    item(1, TEXTS[0], "number", ("1728", 100), ("1792", 50), ("64", 0)), item(2, TEXTS[1], "number", ("0", 100), ("7", 0)),
    item(3, TEXTS[2], "choice", ("conv1", 100), ("conv2", 0), ("fc=6", 0), ("1,728 {x}", 50)), item(4, TEXTS[3], "number", ("62378344", 100),),
    item(5, TEXTS[4], "volume", ("55x55x96", 100), ("54x54x96", 0)), item(6, TEXTS[5], "choice", ("11x11", 100), ("11", 0)), *of_choice()), ENGLISH)
ARABIC = QUIZ._replace(language=language("ar"))
