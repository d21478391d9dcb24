"""A text -> its terms: numbers, sizes, layers, attributes, figures, joints; words that bear on no number are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.answers.numbers import number
from archcalc.homework.exercises.pasted_code.code_pieces import pieces
from archcalc.homework.exercises.reading.wording import neutral_words, roots, senses, unread
from archcalc.homework.exercises.reading.wording.headings import heading_pattern
from archcalc.homework.exercises.reading.wording.letters import letters
from archcalc.homework.exercises.reading.wording.notations import notations
from archcalc.homework.exercises.reading.wording.restated import restated
from archcalc.homework.exercises.reading.wording.tongue import tongue
from archcalc.homework.exercises.sentence_words import (
    Amount,
    SentenceWord,
    check_length,
    folded,
    in_plain_letters,
    refuse,
)

_PHRASE = 8
"""The most words of one phrase."""
_LETTER = r"(?:(?![\u4e00-\u9fff])[^\W\d_])"
_TERM = re.compile(rf"""
    (?P<label>{heading_pattern()}|\A\s*(?:\(?[a-h]\)|[0-9]{{1,2}}[.)]\s)|(?<=\s)\((?:[a-hA-H]|i{{1,3}}|iv|[1-4])\)(?=\s)|(?<=[.?;:]\s)(?:[a-hA-H]|i{{1,3}}|[1-4])\)(?=\s)
             |\(?[0-9]+\s*(?:pts?|points?|marks?|Punkte?|points|puntos)\b\.?\)?
             |\b(?:Q|Aufgabe|Exercice|Exercise|Problem|Problema|Ejercicio|AskedQuestion|Pregunta|Task|WS|SS|Partiel|Klausur)
              \s*[0-9]+(?:[./][0-9]+)?[a-z]?\)?[.:)]?(?=\s))
  | (?P<counted>\(?(?:if\s+(?:you|we)\s+|where\s+)?(?:count(?:ing)?|suppos\w+|assum\w+|one|a|each|1)?\s*(?:a\s+|one\s+|each\s+|1\s+|cada\s+)?
               (?:macs?|multiply-?\s?add|multiply-accumulate|multiplication\s+and\s+(?:an?\s+|one\s+)?addition)\s*
               (?:operations?\s+)?(?:is\s+counted\s+as|counts?\s+as|as|=|are\s+counted\s+as|equivale\s+a|is|zählt\s+als|entspricht)\s+(?:2|two|dos|zwei)\s+
               (?:separate\s+)?(?:flops|(?:floating[\s-]point\s+)?operations)\)?)
  | (?P<option>\b(?:option|layer|design|block|network|variant|variante|opción|plan|model|capa|schicht|couche|version)\s(?:[A-D]|[1-4])\b
              (?=\s*(?:[:=(,.?]|is|has|uses|applies|saves?|needs?|costs?|relative|than|compared|requires?|over|ist|est|es|or\b))|方案[甲乙丙一二12AB])
  | (?P<bits>\b(?:8|16|32|64)[\s-]?bits?\b(?:[\s-](?P<of>floats?|integers?|ints?|unsigned\sintegers?|numbers?|precision|
               floating[\s-]point(?:\snumbers?)?|values?))?)
  | (?P<axes>\b[123][\s-]?d\b)
  | (?P<nth>\b(?:layer|couche|schicht|capa|第)\s?\#?[0-9]{{1,2}}(?![0-9x.,]*[0-9x])(?:\s*:|层)?)
  | (?P<steps>[\[(]\s*(?:none|time_?steps|steps|seq_?len|sequence_length|t|n|batch(?:_size)?)\s*,\s*(?:None\s*,\s*)?[0-9]+\s*[\])])
  | (?P<size>[\[(]\s*(?:(?:none|n|b|batch|batch_size)\s*,\s*)?[0-9]+(?:\s*,\s*[0-9]+){{1,4}}\s*,?\s*[\])]
           |[0-9]+(?:(?:\s*[x*]\s*|\s+(?:by|par|por|mal)\s+)[0-9]+){{1,4}}(?![0-9]|\.[0-9]))
  | (?P<negative>(?<=[\s=])-[0-9]+(?![0-9x]))
  | (?P<number>(?:[0-9][0-9,._]*[0-9]|[0-9])(?:e[0-9]+)?
               (?:\s?(?:k|m|g|mb|kb|gb|mib|kib|gib|million|billion|thousand)\b)?)
  | (?P<arrow>->|→|⇒|=>)
  | (?P<word>[\u4e00-\u9fff]+|{_LETTER}+[123][dD]\b|(?:{_LETTER}|[\u064b-\u0652])+[0-9]*(?:['’]{_LETTER}+)*)
  | (?P<mark>[=:,;.?!&|+/\n])
  | (?P<nothing>.)
""", re.VERBOSE | re.IGNORECASE | re.DOTALL)
_MARKS = {"=": "is", ":": "is", ",": "comma", ";": "then", ".": "stop", "?": "question", "!": "stop", "\n": "stop",
          "&": "and", "+": "and", "/": "comma", "|": "or"}
_BETWEEN, _CHINESE = re.compile(r"[ _-]+"), re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile(rf"[\u4e00-\u9fff]+|{_LETTER}+[123][dD]\b|(?:{_LETTER}|[\u064b-\u0652])+[0-9]*(?:['’]{_LETTER}+)*")


_CODES = {"size": "z", "code": "c"}
"""Terms by whose codes the rest of the exercise knows sides, and layers of code."""


class SaidTerm(NamedTuple):
    """A stretch of the text and what it means: `sense` is the kind of thing, `data` which of that kind."""

    sense: str
    data: Any
    text: str
    start: int
    end: int
    counts: str = ""
    hyphened: bool = False
    """True of a number that a hyphen joins to what stands before it: stride-2."""
    """Of a number, the neutral word of several that it stands before: 3 engineers."""

    @property
    def word(self) -> SentenceWord:
        """The term as a place of the text."""
        return SentenceWord(_CODES.get(self.sense, ""), self.text, self.start, self.end, self.data)


def terms(text: str) -> tuple[SaidTerm, ...]:
    """The terms of an exercise. Raises ArchcalcError for a word that is in no list, with a caret under it."""
    check_length(text)
    plain = _with_joints(text, folded(text))
    calls: dict[int, list[SaidTerm]] = {}
    code = pieces(text, in_plain_letters(text))
    noted = [SaidTerm(*each) for each in (*restated(plain), *notations(text, plain), *letters(plain))]
    outside = [each for each in noted if not any(call.start <= each.start < call.end for call in code)]
    for each in (*(SaidTerm(*call) for call in code), *outside):
        calls.setdefault(each.start, []).append(each)
    return tuple(_with_lists(_with_widths(unread.without(text, list(_all(text, plain, calls))))))


def _with_joints(text: str, plain: str) -> str:
    """The folded text with an and in the place of what Chinese sets between the parts of a list."""
    return "".join("&" if text[i:i + 1] == "、" else letter for i, letter in enumerate(plain))


_OF_BYTES = {1: "int8", 2: "float16", 4: "float32", 8: "float64"}
"""A type of numbers of so many bytes; on nothing else of it does a figure depend."""


def _with_widths(found: list[SaidTerm]) -> list[SaidTerm]:
    """The terms with 4 bytes per value as a type of numbers."""
    made: list[SaidTerm] = []
    for term in found:
        number = made[-2] if len(made) > 1 else None
        value = getattr(number.data, "value", number.data) if number and number.sense in {"number", "count"} else 0
        if (term.sense in {"per", "of one", "part", "per image"} and made[-1:] and made[-1].data == "bytes" \
                and number is not None and value in _OF_BYTES) or (number is not None and value in _OF_BYTES and made[-1].data == "bytes" and term.data == "float32"):
            made[-2:] = [SaidTerm("number type", _OF_BYTES[value], number.text, number.start, term.end)]
        else:
            made.append(term)
    return made


def _with_lists(found: list[SaidTerm]) -> Iterator[SaidTerm]:
    """The terms with several numbers one after the other, 120, 84 and 10, as one term."""
    i = 0
    while i < len(found):
        end = i
        while found[end].sense == "number" and not found[end].data.unit:
            after = end + 1
            while after < len(found) and found[after].sense in {"comma", "and"}:
                after += 1
            if after == end + 1 or after >= len(found) or found[after].sense != "number" or found[after].data.unit:
                break
            if found[end + 1].start - found[end].end > 1:
                break  # words that say nothing stand between: 128 in, 256 out
            if _is_settled(found, end):
                break  # p = 2, 6 filters: each has a noun of its own
            end = after
        if end > i:
            values = tuple(each.data.value for each in found[i:end + 1] if each.sense == "number")
            text = " ".join(each.text for each in found[i:end + 1])
            yield SaidTerm("numbers", values, text, found[i].start, found[end].end)
        else:
            yield found[i]
        i = end + 1


_SETTLES = frozenset({"letter", "attribute", "batch", "steps", "kernel", "dimension", "features", "units"})
_TAKES = frozenset({"filters", "units", "attribute", "channels", "features", "layer", "steps", "batch"})


def _is_settled(found: list[SaidTerm], i: int) -> bool:
    """True of a number that stands behind its own noun, where the next one stands before another."""
    before = i - 1 - (found[i - 1].sense == "is") if i else -1
    if before < 0 or i + 3 >= len(found):
        return before >= 0 and found[before].sense == "letter"
    noun, after = found[before], found[i + 3]
    other = (noun.sense, noun.data) != (after.sense, after.data)
    return noun.sense == "letter" or (noun.sense in _SETTLES and after.sense in _TAKES and other)


def _all(text: str, plain: str, calls: dict[int, list[SaidTerm]]) -> Iterator[SaidTerm]:
    position = 0
    while position < len(plain):
        if position in calls:
            told = calls[position]
            position = max(each.end for each in told)
            yield from (each for each in told if each.sense)
            continue
        match = _TERM.match(plain, position)
        assert match is not None
        end = min((start for start in calls if position < start < match.end()), default=match.end())
        found = _term(text, plain, match) if end == match.end() else None
        if found is not None and found.sense in {"number", "count"}:
            found = found._replace(hyphened=plain[found.start - 1:found.start] == "-")
            counted = _COUNTED.match(plain, found.end)
            if counted and senses.meaning(counted[1].lower(), tongue(plain)) is None and counted[1].lower() not in _PLACES:
                found = found._replace(counts=counted[1])
        position = found.end if found else end
        if found is not None and found.sense:
            yield found


def _term(text: str, plain: str, match: re.Match[str]) -> SaidTerm | None:
    start, end = match.span()
    written = text[start:end]
    group = "bits" if match["bits"] else match.lastgroup
    if group in {"size", "steps"}:
        return SaidTerm("size", tuple(map(int, re.findall("[0-9]+", match[0]))), written, start, end)
    if group == "negative":
        refuse(text, SentenceWord("", written, start, end), f"{written}: no size or number here is negative", "")
    if group == "number":
        return _number(text, match)
    if group == "option":
        return SaidTerm("option", None, written, start, end)
    if group == "bits":
        bits = int(re.findall("[0-9]+", match[0])[0])
        whole = bits == 8 or "int" in match[0].lower()
        return SaidTerm("number type", f"{'int' if whole else 'float'}{bits}", written, start, end)
    if group == "axes":
        return SaidTerm("modifier", match[0][0] + "d", written, start, end)
    if group == "nth":
        return SaidTerm("" if match[0].endswith(":") else "ordinal", int(re.findall("[0-9]+", match[0])[0]), written, start, end)
    if group == "arrow":
        return SaidTerm("arrow", None, written, start, end)
    if group == "mark":
        return SaidTerm(_MARKS[match[0]], None, written, start, end)
    if match[0] in {"^", "*", "%", "~"} or (match[0] == "/" and plain[end:end + 1].isdigit() and plain[start - 1] in " ,"):
        return SaidTerm("unknown", None, written, start, end)
    if group == "word":
        return _phrase(text, plain, match)
    return None


def _number(text: str, match: re.Match[str]) -> SaidTerm:
    written = match[0].rstrip(".,")
    readings = number(written)
    start = match.start()
    if not readings:
        word = SentenceWord("", written, start, start + len(written))
        refuse(text, word, f"{written} is not a number", "digits, and , between thousands")
    first = readings[0]
    exact = first.digits * first.factor
    value = exact // first.below if exact % first.below == 0 else exact / first.below
    return SaidTerm("number", Amount(value, first.unit), written, start, start + len(written))


def _phrase(text: str, plain: str, match: re.Match[str]) -> SaidTerm:
    """The longest phrase that begins here."""
    if _CHINESE.match(match[0]):
        return _chinese(text, plain, match)
    words, ends = [match[0].lower()], [match.end()]
    while len(words) < _PHRASE and (between := _BETWEEN.match(plain, ends[-1])):
        after = _WORD.match(plain, between.end())
        if after is None:
            break
        words.append(after[0].lower())
        ends.append(after.end())
    language, joined = tongue(plain), roots.conjunction(words[0])
    if joined and senses.exactly(words[0], language) is None and senses.meaning(words[0][joined:], language):
        return SaidTerm("and", None, text[match.start():match.start() + joined], match.start(), match.start() + joined)
    for count in range(len(words), 0, -1):
        found = senses.meaning(" ".join(words[:count]), language)
        if found is not None and not found.sense and neutral_words.changes(" ".join(words[:count])):
            continue
        if found is not None and (found.sense or count > 1 or not _NUMBERED_NAME.match(plain, match.start())):
            start, end = match.start(), ends[count - 1]
            return SaidTerm(found.sense, found.data, text[start:end], start, end)
    fused = _FUSED.match(plain, match.start())
    found = senses.meaning(fused["word"].lower(), language) if fused else None
    if fused is not None and found is not None and found.sense:
        start, end = fused.span("word")
        return SaidTerm(found.sense, found.data, text[start:end], start, end)
    named = _NUMBERED_NAME.match(plain, match.start())
    if named is not None:
        return SaidTerm("", None, text[match.start():named.end()], match.start(), named.end())
    return _single(text, match)


_LONGEST = 12
"""The most characters of a Chinese phrase."""
_FUSED = re.compile(rf"(?P<word>{_LETTER}+)-?[0-9]+(?!\w*-?[0-9])")
"""A word and its number written together: stride1, pad2."""
_COUNTED = re.compile(r"\s([a-zA-Z]{3,}s)\b(?!\s*=)")
_PLACES = frozenset({"pixels", "always", "across", "values", "does", "this", "samples", "its", "bits", "numbers", "was", "has", "dims"})
"""Words with such an ending that a number may stand before: 2 pixels."""
_NUMBERED_NAME = re.compile(rf"{_LETTER}(?:{_LETTER}*-)*{_LETTER}*(?<=\w\w|\w-|-\w)[0-9][0-9.]*(?![\w]*x[0-9])")
"""VGG-16, CIFAR-10, fc6: a name with a number that counts nothing."""


_NAME = re.compile("[A-Za-z]+[A-Z][a-z]*[A-Za-z]*|x")
"""AlexNet, GPT: a name, which bears on no number; and the sign between height x width."""


def _is_name(text: str, match: re.Match[str]) -> bool:
    """True for a word with a capital inside a sentence, of a language that writes only names so."""
    before = text[:match.start()].rstrip(" ('\"`").rsplit("\n", 1)[-1]
    inside = bool(before) and before[-1] not in ".:?!;"
    return inside and len(match[0]) > 2 and match[0][:1].isupper() and match[0].isascii() and tongue(text) != "german" \
        and not neutral_words.changes(match[0].lower())


def _single(text: str, match: re.Match[str]) -> SaidTerm:
    word, start, end = match[0].lower(), match.start(), match.end()
    stem = roots.without_elision(word.removesuffix("'s"))
    if word == "x" and not text[end:].lstrip()[:1].isalpha():
        refuse(text, SentenceWord("", text[start:end + 2], start, end + 2), f"{text[start:end + 2]!r} is not understood",
               "two 3x3 layers, or a number of sides: 3x3")
    if neutral_words.is_neutral(stem) or neutral_words.is_inflected(stem) or (_NAME.fullmatch(match[0].removesuffix("'s"))
                                          and not neutral_words.changes(stem)) or _is_name(text, match):
        return SaidTerm("", None, text[start:end], start, end)
    return SaidTerm("unknown", None, text[start:end], start, end)


def _chinese(text: str, plain: str, match: re.Match[str]) -> SaidTerm:
    """The longest phrase of a text without spaces."""
    start = match.start()
    for end in range(min(match.end(), start + _LONGEST), start, -1):
        found = senses.meaning(plain[start:end], "chinese")
        if found is not None:
            return SaidTerm(found.sense, found.data, text[start:end], start, end)
        if neutral_words.is_neutral(plain[start:end]):
            return SaidTerm("", None, text[start:end], start, end)
    return SaidTerm("unknown", None, text[start], start, start + 1)
