"""A written answer -> its possible meanings. Nothing is evaluated but bounded arithmetic on numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers import formulas, remarks
from archcalc.homework.answers.equations import contradiction
from archcalc.homework.answers.labelled_sides import named_sides
from archcalc.homework.answers.nouns import called
from archcalc.homework.answers.numbers import Reading, number, unit_of
from archcalc.homework.answers.volumes import shape
from archcalc.homework.answers.within_text import Meaning, within
from archcalc.homework.answers.words import changes, in_words, nothing_in
from archcalc.homework.answers.workings import conclusion, result

MOST_CHARACTERS = 200

_BLANK = frozenset({"", "?", "??", "???", "...", "n/a", "na", "nan", "todo", "tbd", "blank", "idk", "i don't know"})
_DASH = frozenset({"-", "--", "---"})
_SAME = str.maketrans({
    "×": "x", "✕": "x", "⨯": "x", "╳": "x", "⋅": "*", "·": "*", "∗": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
    "’": "'", "٫": ".", "٬": ",", "،": ",", "、": ",", "؛": ";", "х": "x", "Х": "x", "≈": "=", "≅": "=", "→": "=",
    "\u200b": None, "\ufeff": None, "\u2060": None, **dict.fromkeys(map(chr, range(0x64B, 0x653))),
})
BIDIRECTIONAL = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Marks of the direction of writing, which keyboards put in and nobody sees."""
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_ABOUT = re.compile(r"^(?:~|about|around|approx(?:imately|\.)?|circa|ca\.?|roughly|environ|etwa|rund|aproximadamente|"
                    r"aprox\.?|大约|约|約|تقريبا|حوالي)\s*",
                    re.IGNORECASE)
_TIMES = re.compile(r"(?<=[0-9])\s*(?:\b(?:par|por|mal|fois|times|multiplied\s+by)\b|في|乘以?)\s*(?=[0-9])",
                    re.IGNORECASE)
_DEEPER = re.compile(r"([0-9]\s*x\s*[0-9]+)\s*\(\s*x\s*([0-9]+)\s*\)$")
_ANGLED = re.compile(r"^[<⟨]([^<>⟨⟩]*,[^<>⟨⟩]*)[>⟩]$")
"""A product in words, and a volume in pointed brackets."""
_EACH = re.compile(r"\s*(?:/|per)\s*(?:image|img|picture|sample)\s*$", re.IGNORECASE)
_REMARK = re.compile(r"(?<=[^\s(\[{A-Za-z])\s*\((?=[^()]*[A-Za-z])([^()]*)\)$")
_PLANES = re.compile(r"(?<=[0-9])\s*\(\s*([0-9]+\s*(?:channels?|filters?|kernels?|(?:feature\s+)?maps?|deep)"
                     r"|depth\s*[=:]?\s*[0-9]+)\s*\)$", re.IGNORECASE)
"""A depth in brackets: 224x224 (64 filters)."""
_HEADED = re.compile(r"^(?:answer|ans|result|params|parameters|total|output|réponse|antwort|respuesta|resultado)\s+-\s+"
                     r"(?=[0-9(])", re.IGNORECASE)
_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])")
_ARROW = re.compile(r"^(?:=\s*)+(?=[0-9(\[])")
_ARROWS = re.compile("[-=]+>|≡|⇒")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|code|p|br|span|sub|sup)\b[^<>]*>", re.IGNORECASE)
_SHAPE_OF = re.compile(r"^[A-Za-z_][\w ]{0,30}[:=]\s*(?=[(\[]|torch)")
_PAIRED = re.compile(r"^\(([0-9]+)\s*[x,]\s*([0-9]+)\)\s*(?:x|,?\s*(?:with\s+)?(?:a\s+)?depth\s*[=:]?)\s*([0-9]+)$")
_TIMES_PAIR = re.compile(r"^([0-9]+)\s*x\s*\(([0-9]+)\s*x\s*([0-9]+)\)$")
"""A size in brackets and a depth beside it: (32x32)x16, 16 x (32x32)."""
_COMMENT = re.compile(r"(?<=[0-9])\s+//.*$")
_DEPTH_FIRST = re.compile(r"^(?:depth|profondeur|tiefe|profundidad)\s*[=:]?\s*([0-9]+)\s*[,;]\s*"
                          r"([0-9]+\s*x\s*[0-9]+)$", re.IGNORECASE)
_TICK = re.compile("[\\s✓✔☑\ufe0f]+$")
_ALONE = re.compile(r"^[\[{]\s*([0-9]+)\s*[\]}]$")
"""One number in the brackets of a list: [1216]."""
_BULLET = re.compile(r"^[0-9]{1,2}\)\s+(?=[0-9])")
"""The number of a question before its answer: 1) 1,216."""
_DOUBTFUL_SIGN = re.compile(r"-\s+[0-9]")
"""A stroke apart from its number: a minus, or the mark of a list."""
_BOTH = re.compile(r"([0-9][0-9,. ]*)\s*\(?w(?:eights?)?\)?\s*(?:and|&|\+|plus)\s*"
                   r"([0-9][0-9,. ]*)\s*\(?(?:b|bias(?:es)?)\)?"
                   r"|w(?:eights?)?\s*[:=]\s*([0-9][0-9,. ]*?)\s*[,;]?\s*(?:and\s+)?"
                   r"b(?:ias(?:es)?)?\s*[:=]\s*([0-9][0-9,. ]*)", re.IGNORECASE)
"""Weights and biases apart, which together are the parameters."""
_IN_UNIT = re.compile(r"\s*[(\[]\s*([A-Za-z]+)\s*[)\]]$")
_PARTS = re.compile(r"[=~]+")
_BARE = re.compile(r"[0-9][0-9,]*")
"""Digits alone: 1216 = 1200 says two things."""
_NEXT = re.compile(r"[0-9][^,;]*[,;]\s*[^\W\d_]\w*'?\s*$")
"""A number and then another's name, before the sign that gives it: w=1200, b=16."""
_SHOWN = re.compile(r"(=[^=]*?)-+>")
"""A working with its result: (32 - 5)/1 + 1 = 28 -> 28x28x16."""
_BOUND = re.compile(r"[<>≤≥]|=>")
_LABEL = re.compile(r"(?<![*+/^-])(?<![*+/^-] )\b(?:(?:[hwcdtn]|channels|depth)\s*[=:]|(?:height|width)\s*[=:]?)\s*"
                    r"(?=[0-9])", re.IGNORECASE)


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
    channels_last: bool = False
    blank: bool = False
    dash: bool = False
    complaint: str = ""
    biases: bool | None = None
    """Whether it says that biases are counted; None where it says nothing of them."""
    within: str = ""
    """The part that was taken, where it is not the whole of the text."""
    called: frozenset[str] | None = None
    """The figures that the noun beside its number may mean; None where there is none."""
    at_odds: tuple[str, str] | None = None
    """Arithmetic, and what is written as its result and is not."""


@lru_cache(maxsize=65536)
def read(text: str) -> Answer:
    """Every meaning that an answer may have.

    >>> read("1,792").numbers[0].low, read("(64, 224, 224)").shape, read("~138 M").numbers[0].fits(138357544)
    (1792, (64, 224, 224), True)
    """
    given = text.strip()
    if len(given) > MOST_CHARACTERS:
        return Answer(given, complaint=f"an answer has at most {MOST_CHARACTERS} characters")
    signs = _signs(given)
    plain = _plain(signs)
    if plain.lower() in _BLANK or not plain.strip("_. "):
        return Answer(given, blank=True)
    if answer := _without_digits(given, plain):
        return answer._replace(called=called(signs))
    if sides := named_sides(signs):
        return Answer(given, (), sides, channels_last=True)
    first, alone = remarks.channels_stand_first(signs), remarks.number_alone(signs)
    answer = _meant(given, plain if alone == signs else _plain(alone))
    ordered = answer if first is None else answer._replace(channels_first=first, channels_last=not first)
    return ordered._replace(biases=remarks.counts_biases(signs), called=called(alone), at_odds=contradiction(signs))


def _without_digits(given: str, plain: str) -> Answer | None:
    """Nothing, a stroke or a small number in words; a stroke apart from a number, which may be a minus, is not read."""
    nothing, counted = nothing_in(plain), in_words(plain)
    if nothing or plain in _DASH:
        return Answer(given, (Reading(0, 0),), (0,), dash=plain in _DASH, within=nothing if nothing != plain else "")
    if counted is not None:
        return Answer(given, (Reading(counted, counted, digits=counted),), (counted,), within=str(counted))
    return Answer(given, complaint=_NEITHER) if _DOUBTFUL_SIGN.match(plain) else None


def _meant(given: str, plain: str) -> Answer:
    """What an answer means without the remarks beside it."""
    remark = _REMARK.search(plain)
    if remark and changes(remark[1]):
        return Answer(given, complaint=f"({remark[1]}) changes what the number means: write the number alone")
    return _whole(given, plain) or _part(given, plain)


def _whole(given: str, plain: str) -> Answer | None:
    """An answer that is nothing but a number or a volume, or arithmetic with its result; None where it is not."""
    if _BOUND.search(plain):
        return None
    parts = [part.strip() for part in _PARTS.split(plain) if part.strip()]
    if parts and not number(_ABOUT.sub("", parts[-1])) and not shape(parts[-1]).axes and (found := within(parts[-1])):
        return _taken(given, found)
    if any(map(_NEXT.search, parts[:-1])) or (parts and _is_unread(parts[-1])):
        return None
    if len({bare.replace(",", "") for bare in parts}) > 1 and all(map(_BARE.fullmatch, parts)):
        return None
    about = bool(_ABOUT.match(plain))
    numbers = next((readings for part in reversed(parts) if (readings := number(_ABOUT.sub("", part), about))), ())
    written = max(map(shape, parts), key=lambda found: len(found.axes), default=None)
    if not numbers and not (written and written.axes):
        return None
    return Answer(given, numbers, written.axes if written else (), bool(written and written.channels_first))


def _is_unread(part: str) -> bool:
    """True of digits that are neither a number nor a volume: what stands before them is not the answer."""
    return any(map(str.isdigit, part)) and not number(_ABOUT.sub("", part)) and not shape(part).axes


def _part(given: str, plain: str) -> Answer:
    """An answer in which one number or volume stands among words."""
    found = within(plain)
    if found is None:
        return Answer(given, complaint=_LINES if "\n" in given else _NEITHER)
    return _taken(given, found)


def _taken(given: str, found: Meaning) -> Answer:
    """An answer of which a part was taken."""
    return Answer(given, found.numbers, found.volume.axes, found.volume.channels_first, within=found.text)


def _signs(text: str) -> str:
    """The same answer with ASCII digits and signs, products in words as products, and no LaTeX."""
    if not text.isascii():
        text = f"~{text.strip()[1:]}" if text.strip()[:1] in "≈≅≃∼≒" else text
        text = _RAISED.sub(lambda raised: f"^{unicodedata.normalize('NFKC', raised[0])}", text)
        text = unicodedata.normalize("NFKC", text.translate(BIDIRECTIONAL).translate(_SAME)).translate(_SAME)
        text = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    text = _TAG.sub("", _ARROWS.sub("=", text))
    bare = " ".join(formulas.plain(text).replace("Mio.", "Mio").split()).strip("`\"$*")
    bare = bare.removeprefix("__").removesuffix("__")
    return _DEEPER.sub(r"\1x\2", _ANGLED.sub(r"(\1)", _TIMES.sub("x", bare)))


def _plain(text: str) -> str:
    """An answer without its labels, and remarks after it."""
    text = _PLANES.sub(r", \1", _IN_UNIT.sub(_unit_behind, _in_one_form(text)))
    return _REMARK.sub(_without_remark, _EACH.sub("", _LABEL.sub("", text))).rstrip(";").strip()


def _in_one_form(text: str) -> str:
    """An answer without a heading and a tick, with a sum for weights and biases, and without a working that agrees."""
    for beside in (_TICK, _COMMENT, _ARROW, _BULLET, _HEADED):
        text = beside.sub("", text)
    text = _CHINESE.sub(" ", _SHOWN.sub(r"\1=", text))
    both = _BOTH.fullmatch(text)
    if both:
        return f"{both[1] or both[3]} + {both[2] or both[4]}"
    return result(_DEPTH_FIRST.sub(r"\2x\1", _ALONE.sub(r"\1", conclusion(_in_brackets(text)))))


def _in_brackets(text: str) -> str:
    """A volume without its name, and without the brackets around two of its sides."""
    return _TIMES_PAIR.sub(r"\1@\2x\3", _PAIRED.sub(r"\1x\2x\3", _SHAPE_OF.sub("", text)))


def _without_remark(match: re.Match[str]) -> str:
    """Nothing for a remark; one that changes what the number means stays, so that it is not read without it."""
    return match[0] if changes(match[1]) else ""


def _unit_behind(match: re.Match[str]) -> str:
    """A unit in brackets as one without: 12.85 (MB)."""
    return f" {match[1]}" if unit_of(match[1]) is not None else match[0]
