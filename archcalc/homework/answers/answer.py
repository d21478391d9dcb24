"""A written answer -> its possible meanings. Nothing is evaluated but bounded arithmetic on numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import Reading, number, unit_of
from archcalc.homework.answers.volumes import shape
from archcalc.homework.answers.within_text import Meaning, within

MOST_CHARACTERS = 200

_BLANK = frozenset({"", "?", "??", "???", "...", "n/a", "na", "nan", "todo", "tbd", "blank", "idk", "i don't know"})
_ZERO = re.compile(r"none|nothing|nil|zero|no|(?:no|zero)\s+(?:learnable\s+|trainable\s+)?"
                   r"(?:params|parameters|weights|biases)", re.IGNORECASE)
_DASH = frozenset({"-", "--", "---"})
_SAME = str.maketrans({
    "×": "x", "✕": "x", "⋅": "*", "·": "*", "∗": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "’": "'", "٫": ".",
    "٬": ",", "،": ",", "؛": ";", "х": "x", "Х": "x", "≈": "=", "≅": "=", "→": "=", "\u200b": None, "\ufeff": None,
    "\u2060": None,
})
BIDIRECTIONAL = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Marks of the direction of writing, which keyboards put in and nobody sees."""
_LATEX = (("\\times", "x"), ("\\cdot", "*"), ("{,}", ","), ("\\,", " "), ("\\(", ""), ("\\)", ""))
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_ABOUT = re.compile(r"^(?:~|about|approx(?:imately|\.)?|circa|ca\.?|roughly|environ|etwa|rund|aproximadamente)\s*",
                    re.IGNORECASE)
_EACH = re.compile(r"\s*(?:/|per)\s*(?:image|img|picture|sample)\s*$", re.IGNORECASE)
_REMARK = re.compile(r"(?<=[^\s(\[{])\s*\((?=[^()]*[A-Za-z])[^()]*\)$")
_IN_UNIT = re.compile(r"\s*[(\[]\s*([A-Za-z]+)\s*[)\]]$")
_PARTS = re.compile(r"[=~]+")
_BOUND = re.compile(r"[<>≤≥]|=>")
_LABEL = re.compile(r"\b(?:(?:[hwcdtn]|channels|depth)\s*[=:]|(?:height|width)\s*[=:]?)\s*(?=[0-9])", re.IGNORECASE)


_NEITHER = "this is neither a number nor a volume: write 1,792 or 1.8K, or 224x224x64"
_LINES = "this answer goes over several lines: perhaps a quotation mark is not closed"


class Answer(NamedTuple):
    """An answer as written, and what it may mean: as numbers, and as a shape.

    `dash` is a lone stroke, which stands for nothing at all or for no answer; `complaint` tells why an answer cannot
    be read.
    """

    given: str
    numbers: tuple[Reading, ...] = ()
    shape: tuple[int, ...] = ()
    channels_first: bool = False
    blank: bool = False
    dash: bool = False
    complaint: str = ""
    within: str = ""
    """The part that was taken, where it is not the whole of the text."""


@lru_cache(maxsize=65536)
def read(text: str) -> Answer:
    """Every meaning that an answer may have.

    >>> read("1,792").numbers[0].low, read("(64, 224, 224)").shape, read("~138 M").numbers[0].fits(138357544)
    (1792, (64, 224, 224), True)
    """
    given = text.strip()
    if len(given) > MOST_CHARACTERS:
        return Answer(given, complaint=f"an answer has at most {MOST_CHARACTERS} characters")
    plain = _plain(given)
    if plain.lower() in _BLANK or not plain.strip("_. "):
        return Answer(given, blank=True)
    if _ZERO.fullmatch(plain) or plain in _DASH:
        return Answer(given, (Reading(0, 0),), (0,), dash=plain in _DASH)
    return _whole(given, plain) or _part(given, plain)


def _whole(given: str, plain: str) -> Answer | None:
    """An answer that is nothing but a number or a volume, or arithmetic with its result; None where it is not."""
    if _BOUND.search(plain):
        return None
    parts = [part.strip() for part in _PARTS.split(plain) if part.strip()]
    if parts and not number(_ABOUT.sub("", parts[-1])) and not shape(parts[-1]).axes and (found := within(parts[-1])):
        return _taken(given, found)
    about = bool(_ABOUT.match(plain))
    numbers = next((readings for part in reversed(parts) if (readings := number(_ABOUT.sub("", part), about))), ())
    written = max(map(shape, parts), key=lambda found: len(found.axes), default=None)
    if not numbers and not (written and written.axes):
        return None
    return Answer(given, numbers, written.axes if written else (), bool(written and written.channels_first))


def _part(given: str, plain: str) -> Answer:
    """An answer in which one number or volume stands among words."""
    found = within(plain)
    if found is None:
        return Answer(given, complaint=_LINES if "\n" in given else _NEITHER)
    return _taken(given, found)


def _taken(given: str, found: Meaning) -> Answer:
    """An answer of which a part was taken."""
    return Answer(given, found.numbers, found.volume.axes, found.volume.channels_first, within=found.text)


def _plain(text: str) -> str:
    """The same answer with ASCII digits and signs, without "about" before it and remarks after it."""
    if not text.isascii():
        text = _RAISED.sub(lambda raised: f"^{unicodedata.normalize('NFKC', raised[0])}", text)
        text = unicodedata.normalize("NFKC", text.translate(BIDIRECTIONAL).translate(_SAME)).translate(_SAME)
        text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    for written, meant in _LATEX if not text.isalnum() else ():
        text = text.replace(written, meant)
    text = " ".join(text.split()).strip("`\"$*")
    text = _IN_UNIT.sub(_unit_behind, text)
    return _REMARK.sub("", _EACH.sub("", _LABEL.sub("", text))).rstrip(";").strip()


def _unit_behind(match: re.Match[str]) -> str:
    """A unit in brackets as one without: 12.85 (MB)."""
    return f" {match[1]}" if unit_of(match[1]) is not None else match[0]
