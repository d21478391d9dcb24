"""A written answer -> its possible meanings. Nothing is evaluated but bounded arithmetic on numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import Reading, number
from archcalc.homework.answers.volumes import shape

MOST_CHARACTERS = 200

_BLANK = frozenset({"", "?", "??", "???", "...", "n/a", "na", "nan", "todo", "tbd", "blank", "idk", "i don't know"})
_ZERO = frozenset({"none", "nothing", "nil", "zero", "no", "no params", "no parameters", "no weights", "no biases"})
_DASH = frozenset({"-", "--", "---"})
_SAME = str.maketrans({
    "×": "x", "✕": "x", "⋅": "*", "·": "*", "∗": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "’": "'", "٫": ".",
    "٬": ",", "≈": "=", "≅": "=", "→": "=", "\u200b": None, "\ufeff": None, "\u2060": None,
})
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_ABOUT = re.compile(r"^(?:~|<|=|about|approx(?:imately|\.)?|circa|ca\.?|roughly)\s*", re.IGNORECASE)
_EACH = re.compile(r"\s*(?:/|per)\s*(?:image|img|picture|sample)\s*$", re.IGNORECASE)
_REMARK = re.compile(r"(?<=[^\s(\[{])\s*\((?=[^()]*[A-Za-z])[^()]*\)$")
_PARTS = re.compile(r"[=~]+")
_LABEL = re.compile(r"\b(?:[hwcdtn]|height|width|channels|depth)\s*[=:]\s*(?=[0-9])", re.IGNORECASE)


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
    if plain.lower() in _ZERO or plain in _DASH:
        return Answer(given, (Reading(0, 0),), (0,), dash=plain in _DASH)
    parts = [part.strip() for part in _PARTS.split(plain) if part.strip()]
    numbers = next((readings for part in reversed(parts) if (readings := number(part))), ())
    written = max(map(shape, parts), key=lambda found: len(found.axes), default=None)
    if not numbers and not (written and written.axes):
        return Answer(given, complaint=_LINES if "\n" in given else _NEITHER)
    return Answer(given, numbers, written.axes if written else (), bool(written and written.channels_first))


def _plain(text: str) -> str:
    """The same answer with ASCII digits and signs, without "about" before it and remarks after it."""
    if not text.isascii():
        text = _RAISED.sub(lambda raised: f"^{unicodedata.normalize('NFKC', raised[0])}", text)
        text = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
        text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    text = " ".join(text.split()).strip("`\"$")
    return _REMARK.sub("", _EACH.sub("", _ABOUT.sub("", _LABEL.sub("", text)))).rstrip(";").strip()
