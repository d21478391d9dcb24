"""Answers to questions of choice: a letter, or the text of a choice."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from unicodedata import normalize

from archcalc.homework.answers.answer import Answer
from archcalc.homework.languages.spoken import Told, passage, said, sentence
from archcalc.homework.marking.feedback import Note, hinted
from archcalc.homework.marking.judging import ACCEPTED, BLANK, CORRECT, UNREADABLE, WRONG, Judgement
from archcalc.homework.marking.rubrics import Terms
from archcalc.homework.questions.choices import ChoiceQuestion, LetteredChoice

_LETTERS = "A-Ha-hأابجدهوزح"
_LATIN = str.maketrans(dict(zip("أابجدهوزح", "AABCDEFGH", strict=True)))
_LETTER = re.compile(rf"(?:(?i:answer|choice|option)\s*:?\s*)?[(\[]?([{_LETTERS}])(?!\w)"
                     r"(?:\s*[)\].:,;-]+\s*(.*))?", re.DOTALL)
"""A letter, and what stands behind a sign: without one, `a classifier` begins with no letter of a choice."""
_ANOTHER = re.compile(r"(?<!\w)[A-H](?!\w)|^(?i:or|not|oder|nicht|ou|pas|o|no|أو|لا)\b")
"""Words behind a letter that take it back: another letter, or a word for it."""
_HINT = said("say of each choice why it can be so, or cannot")
_NONE = said("This is none of the choices: write the letter of one.")


class ChoiceJudge:
    """Judges which choice is taken; `key` decides the order in which the choices stand."""

    def __init__(self, key: str, question: ChoiceQuestion, terms: Terms) -> None:
        self.key, self.question, self.terms = key, question, terms
        self.choices = question.choices(key)
        self.right = next(each for each in self.choices if not each.misconception)
        self.effort = 0

    @property
    def expected(self) -> str:
        """The letter of the right choice."""
        return self.right.letter

    def by(self, terms: Terms) -> ChoiceJudge:
        """A judge of the same question by other points and credits."""
        return ChoiceJudge(self.key, self.question, terms)

    def text(self, misconception: str | None) -> str:
        """The wrong choice that a misconception names; empty for any other."""
        return dict(self.question.wrong).get(misconception or "", "")

    def judge(self, answer: Answer, *, explain: bool = True) -> Judgement:
        """The judgement of an answer; `explain` changes nothing, for every choice is explained."""
        taken = self.taken(answer.given)
        if taken is None:
            blank = answer.blank or answer.dash
            return self._judged(BLANK, said("No answer.")) if blank else Judgement(UNREADABLE, Note(_NONE, _NONE))
        name = taken.misconception
        if not name:
            return Judgement(CORRECT, Note(self.said_of(taken), said("Right.")), Fraction(1))
        verdict = ACCEPTED if name in self.terms.accept else WRONG
        return self._judged(verdict, said("Wrong."))._replace(credit=self.terms.credit(name), misconception=name)

    def _judged(self, verdict: str, told: Told) -> Judgement:
        """A judgement that is not on the right choice: in full, and as a hint."""
        lettered = f"{self.right.letter}: {self.right.text}"
        return Judgement(verdict, Note(self._right(told, lettered), passage(told, hinted(self.hint))))

    def said_of(self, choice: LetteredChoice) -> Told:
        """What is said of a choice where letters may stand in another order: it names none."""
        return self._right(said("Wrong."), self.right.text) if choice.misconception \
            else passage(said("Right."), self.why)

    def _right(self, told: Told, shown: str) -> Told:
        return passage(told, said("Right: {answer}.", answer=shown.rstrip(".")), self.why)

    @property
    def why(self) -> Told:
        """The reason of the right choice, as a sentence; empty where the rubric gives none."""
        why = self.question.why.rstrip(".")
        return sentence(why) if why else ""

    @property
    def hint(self) -> Told:
        """The hint, which says nothing of what is right."""
        return self.question.hint.rstrip(".") or _HINT

    def taken(self, given: str) -> LetteredChoice | None:
        """The choice that an answer names: by its text or by its letter; None where it names none, or several."""
        text = _plain(given)
        if text in self._by_text:
            return self._by_text[text]
        match = _LETTER.fullmatch(normalize("NFKC", given).strip().rstrip("."))
        letter = match[1].translate(_LATIN).upper() if match else ""
        found = next((each for each in self.choices if each.letter == letter), None)
        if match is None or found is None:
            return None
        rest = match[2] or ""
        named = self._by_text.get(_plain(rest))
        return None if named not in {None, found} or (named is None and _ANOTHER.search(rest)) else found

    @cached_property
    def _by_text(self) -> dict[str, LetteredChoice]:
        return {_plain(each.text): each for each in self.choices}


def _plain(text: str) -> str:
    """A text as choices are compared: without blanks and signs, a comma between digits being a point."""
    points = re.sub(r"(?<=\d),(?=\d)", ".", normalize("NFKC", text).casefold())
    return re.sub(r"[^\w%.]+", "", points).rstrip(".")
