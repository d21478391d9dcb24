"""The tokens of an exercise: numbers, sizes, layers in notation, calls of libraries, phrases; each at its place."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from archcalc.base.errors import ArchcalcError, Mistake, Place, Source
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import latex_marks
from archcalc.homework.exercises.languages.terms import _asides as asides
from archcalc.homework.exercises.numbers_of_languages import in_one_form

NAME = "exercise"
MOST_CHARACTERS = 4000
_BY = r"(?:[x*]|\s+(?:[x*]|by|par|por|mal)\s+)"
LETTER = r"(?:(?![\u4e00-\u9fff])[^\W\d_])"
_FAMILIES = "|".join((
    "nin", "vgg", "mobilenet", "lenet", "inception", "googlenet", "resnet", "densenet", "u-?net", "xception",
    "squeezenet", "shufflenet", "vision transformer", "vit", "transformer"))
"""Names of families of networks, under which an exercise may stand."""
TOKEN = re.compile(rf"""
    (?P<label>(?:\b(?:layer|couche|schicht|capa|step|stage|question|exercise|problem|exercice|aufgabe|ejercicio|q)
               [\s#-]*[0-9]+(?:\.[0-9]+)?\s*[:.)](?![0-9])(?=\s*\S))|\A\s*(?:in\s+|consider\s+)?(?:an?\s+|the\s+)?(?:{_FAMILIES})
               (?:[\s-]+(?:block|module|network|architecture|encoder|decoder|style|like|cnn|head|stem))*\s*[:,]|\A\s*(?:\(?[a-h]\)|[0-9]{{1,2}}[.)](?=\s))
               |(?<=[.?:;!,]\s)(?:\(?[a-h]\)|\([1-9]\)|\(?i{{1,3}}\))(?=\s)|(?<=\n)(?:\(?[a-h]\)|\([1-9]\)|\(?i{{1,3}}\))(?=\s)
               |(?<!\w)(?:q|question|exercise|problem|task|case\s+study|example|exercice|aufgabe|ejercicio|pregunta|frage)
               \s*:(?=\s*\S)|第[一二三四五六七八九十0-9]{{1,3}}层[:,])
  | (?P<nth>\b(?:layer|couche|schicht|capa)\s\#?[0-9]{{1,3}}(?![0-9x.,]*[0-9x]))
  | (?P<placed>(?<=layer\s)[HCSLFh][1-9](?!\w|\s*=))
  | (?P<rounds>x[0-9]+\b)
  | (?P<short>[a-z]+-?[0-9]+(?:x[0-9]+)*(?:-[0-9]+)*\b)
  | (?P<size>[0-9]+(?:{_BY}[0-9]+){{1,3}}(?![0-9]|\.[0-9]|[a-z]))
  | (?P<sides>[\[(]\s*(?:(?:none|n|b|batch|batch_size)\s*,\s*)?[0-9]+(?:\s*,\s*[0-9]+){{1,3}}\s*,?\s*[\])])
  | (?P<width>(?:each\s+(?:value|number|activation|parameter|weight|element|pixel)\s+(?:takes|uses|needs|is|occupies|
               (?:is\s+)?stored\s+(?:in|as|using|with))\s+)?[1248][\s-]?bytes?\s+
               (?:(?:per|each|for\s+each|for\s+every)(?:\s+(?:value|number|element|float|activation|parameter|weight|
               pixel|entry|neuron|scalar|one))?|floats?|floating\spoints?(?:\snumbers?)?|values?|numbers?|integers?)\b)
  | (?P<dash>(?<=[^\W_]|[)\]])\s+[-–—]\s+(?=[^\W_]))
  | (?P<counted>\b(?:count(?:ing)?|where)\s+(?:a\s+|one\s+|each\s+)?(?:mac|multiply-add|multiply-accumulate)\s+
               (?:is\s+counted\s+|counts\s+)?as\s+(?:2|two)\s+(?:flops|operations)\b)
  | (?P<phrase>[1-9](?:st|nd|rd|th)\b|[123]\s?-?d\b|(?:8|16|32|64)[\s-]bit(?:\s(?:float|integer)s?)?\b)
  | (?P<widths>(?<![^\W\u4e00-\u9fff])(?<![.)])[0-9]+(?:\s?[-–]\s?[0-9]+){{2,}}(?![^\W\u4e00-\u9fff]|\.[0-9]))
  | (?P<number>(?<![^\W\u4e00-\u9fff])(?<!\))-?(?:[0-9][0-9,._]*[0-9]|[0-9])(?:e[0-9]+)?
               (?:\s?(?:k|m|g|mb|kb|gb|mib|kib|gib|million|billion|thousand)\b)?)
  | (?P<word>[\u4e00-\u9fff]+|(?:{LETTER}|[\u064b-\u0652])+(?:[0-9]+{LETTER}*)*(?:['.]{LETTER}+)*)
  | (?P<over>/\s*[0-9]+(?:x[0-9]+)?)
  | (?P<sign>->|→|⇒|=>)
  | (?P<mark>[=:,;.?!&|+\n])
  | (?P<filler>\((?:1\s*[kmg]i?b\s*=\s*)?(?:10\^[0-9]+|2\^[0-9]+|1,?000(?:,?000)*|1,?024|1,?048,?576)
               \s*bytes?\)
               |\((?:one|a)\s+multiplication\s+and\s+(?:one|an)\s+addition\s+(?:each\s+)?(?:counts?|are\s+counted)
               \s+as\s+two(?:\s+\w+)?\)|\((?:a|one|1)\s+(?:mac|multiply-add|multiply-accumulate)\s*(?:=|is|counts\s+as)\s*
               (?:2|two)\s+(?:flops|operations)\)
               |[()\[\]{{}}$"'´`*_#¿¡«»„“”@–—-]+|[^\S\n]+)
""", re.VERBOSE | re.IGNORECASE)
MARKS = {"=": "=", ":": ":", ",": ",", ";": "t", ".": ".", "?": ".", "!": ".", "&": "&", "|": "|", "+": "&", "\n": "."}
OF_LAYERS = re.compile("layer|couche|schicht|capa|step|stage|第|层|طبق", re.IGNORECASE)
"""What a label, or a word for each, is of."""
_ALIKE = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９×х✕⨯（）＝，：？；。؛،؟、’‘\u00a0\u202f\u2009\u2212",
                       "012345678901234567890123456789xxxx()=,:?;!;,?,''   -")
_INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_AND = re.compile("(?<![^\\s(،,])و(?=[0-9])")
"""And, as Arabic writes it together with a number."""
_WITHOUT = re.compile(r"(?<!\w)w/o(?!\w)", re.IGNORECASE)
_SHORTENED = re.compile(r"\b(?:incl|excl|inkl|exkl|einschl)\.", re.IGNORECASE)


class SentenceWord(NamedTuple):
    """A stretch of the text from `start` to `end`: a letter of `vocabulary.CODES` or a mark, and what it stands for."""

    code: str
    text: str
    start: int
    end: int
    data: Any = None


class Amount(NamedTuple):
    """A number as written, and its unit (bytes, macs ...), or nothing where none is written."""

    value: int | float
    unit: str = ""


def check_length(text: str) -> None:
    """Raise ArchcalcError for a text that is longer than any exercise."""
    if len(text) > MOST_CHARACTERS:
        raise ArchcalcError.of("too-large", f"an exercise has at most {MOST_CHARACTERS:,} characters")


def in_plain_letters(text: str) -> str:
    """A text as long as the given one, each letter as the one that it looks like."""
    return _INVISIBLE.sub(" ", text).translate(_ALIKE)


def folded(text: str) -> str:
    """A text as long as the given one, with digits, signs of multiplication and spaces that are alike made the same."""
    alike = latex_marks.without(in_plain_letters(text))
    alike = alike.replace("\\times", "  x   ").replace("\\cdot", "  x  ")
    alike = in_one_form(asides.without(_WITHOUT.sub("no ", _AND.sub("&", alike))))
    return _SHORTENED.sub(lambda match: match[0][:-1] + " ", alike)


def blanked(text: str, start: int, end: int) -> str:
    """The text with blanks in the place of what has been read."""
    return text[:start] + " " * (end - start) + text[end:]


def refuse(text: str, token: SentenceWord, message: str, hint: str = "", code: str = "exercise") -> NoReturn:
    """Raise what is wrong, with a caret under a token."""
    raise ArchcalcError([Mistake(code, message, place(text, token), hint)])


def numbered(plain: str, start: int, end: int) -> SentenceWord:
    """The number, or the sides, that a word ends in: stride2, kernel3x3."""
    written = plain[start:end].lstrip("-")
    sides = tuple(map(int, re.findall("[0-9]+", written)))
    data = sides if len(sides) > 1 else Amount(sides[0])
    return SentenceWord("z" if len(sides) > 1 else "n", written, end - len(written), end, data)


def place(text: str, token: SentenceWord) -> Place:
    """A token's place in the text of its exercise."""
    before = text[:token.start].split("\n")
    width = max(1, min(token.end - token.start, 60))
    return Place(Source(NAME, text), len(before), len(before[-1]) + 1, width)
