"""Questions of choice: a text, one choice that is right, and wrong ones, each with the name of a misconception."""

from __future__ import annotations

from random import Random
from string import ascii_uppercase

from archcalc.base.named_tuples import NamedTuple

FIGURE = "choice"
"""The end of such a question's key, transfer.few_alike.choice: by it readers of sheets know a question."""
MOST_WRONG = 7


class LetteredChoice(NamedTuple):
    """One choice, with its letter and its text; `misconception` is empty for the right one."""

    letter: str
    text: str
    misconception: str = ""


class ChoiceQuestion(NamedTuple):
    """A text that asks, the right choice, wrong choices as (misconception, text); why, and a hint, where told."""

    asks: str
    right: str
    wrong: tuple[tuple[str, str], ...]
    why: str = ""
    hint: str = ""

    def choices(self, key: str) -> tuple[LetteredChoice, ...]:
        """The choices in the order that a key gives them: transfer.few_alike.choice#3 has another than #4."""
        found = [("", self.right), *self.wrong]
        Random(f"archcalc/{key.casefold()}").shuffle(found)  # noqa: S311 - the same order each time, no secret
        return tuple(LetteredChoice(letter, text, name)
                     for letter, (name, text) in zip(ascii_uppercase, found, strict=False))


def is_choice(key: str) -> bool:
    """True for the key of a question of choice."""
    return key.strip().casefold().rpartition(".")[2] == FIGURE
