"""Questions of choice as rubrics write them.

transfer.few_alike.choice:
  asks: few images, like those that the network was trained on; what is trained?
  right: a classifier on the last features
  wrong: {from-scratch: all layers from random weights}   # misconceptions, which partial and accept may name
  why: so few images overfit all layers                   # told with the right choice
  hint: how many weights can so few images teach?         # told where the right choice is not
"""

from __future__ import annotations

import re
from collections.abc import Collection

from archcalc.base.errors import quoted
from archcalc.homework.questions.choices import FIGURE, MOST_WRONG, ChoiceQuestion, is_choice
from archcalc.language.diagnostics import Notes
from archcalc.language.text.document import Value

KEYS = ("asks", "right", "wrong", "why", "hint")
_MOST, _MOST_TEXT = 150, 1000
"""So many characters a choice has, so that it fits beside others into a cell; and all other texts."""
_KEY = re.compile(r"[\w-]+(?:\.[\w-]+)?\.\w+")
"""A key as the heading of a form's column holds it."""
_NAME = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def named(root: Value) -> tuple[str, ...]:
    """The misconceptions that the questions of a rubric name, as far as they are sound."""
    asked = root.data.get("questions") if isinstance(root.data, dict) else None
    each = asked.data.values() if asked is not None and isinstance(asked.data, dict) else ()
    wrong = (value.data.get("wrong") for value in each if isinstance(value.data, dict))
    return tuple(dict.fromkeys(name for value in wrong if value is not None and isinstance(value.data, dict)
                               for name in value.data))


def read(key: str, value: Value, notes: Notes, known: Collection[str]) -> ChoiceQuestion | None:
    """A question of choice; None where it is wrong, which is noted. `known` are names that mean something else."""
    if not _KEY.fullmatch(key.strip()):
        notes.refuse(value, "choice", f"{quoted(key)} is no key that sheets and forms can show",
                     f"letters, digits, _ and -, as in voting.three.{FIGURE}")
    data = value.data if isinstance(value.data, dict) else {}
    missing = [each for each in ("asks", "right", "wrong") if each not in data]
    if missing:
        notes.refuse(value, "missing-key", f"a question of choice has no {missing[0]!r}",
                     "asks: the text; right: the right choice; wrong: {name: a wrong choice, ...}")
        return None
    texts = {each: _text(data[each], notes, _MOST if each == "right" else _MOST_TEXT)
             for each in KEYS if each in data and each != "wrong"}
    return ChoiceQuestion(wrong=_wrong(data["wrong"], texts["right"], notes, known), **texts)


def refuse_without(key: str, value: Value, notes: Notes) -> None:
    """Note a key of questions of choice under another question."""
    data = value.data if isinstance(value.data, dict) else {}
    said = next((each for each in KEYS if each in data), "")
    if said and not is_choice(key):
        notes.refuse(value.keys[said], "question", f"{said!r} makes a question of choice, whose key ends in .{FIGURE}",
                     f"call it {key.rpartition('.')[0] or key}.{FIGURE}")


def _text(value: Value, notes: Notes, most: int) -> str:
    text = "" if isinstance(value.data, (list, dict)) else " ".join(value.text.split())
    if not 1 < len(text) <= most:
        notes.wrong_type(value, f"a text of 2 to {most:,} characters")
    return text


def _wrong(value: Value, right: str, notes: Notes, known: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The wrong choices by their misconceptions: names of their own, and texts that differ."""
    if not isinstance(value.data, dict) or not 0 < len(value.data) <= MOST_WRONG:
        notes.wrong_type(value, f"1 to {MOST_WRONG} wrong choices, each with a name: {{name: text}}")
        return ()
    found, seen = list[tuple[str, str]](), {right.casefold()}
    for name, each in value.data.items():
        text = _text(each, notes, _MOST)
        if not _NAME.fullmatch(name) or name in known:
            notes.refuse(value.keys[name], "choice", f"{quoted(name)} names no wrong choice",
                         "a name of its own, none that means something already, in small letters and hyphens")
        if text and text.casefold() in seen:
            notes.refuse(each, "choice", f"{quoted(text)} stands among the choices twice", "leave one of them out")
        seen.add(text.casefold())
        found.append((name, text))
    return tuple(found)
