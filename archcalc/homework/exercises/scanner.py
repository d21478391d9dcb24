"""An exercise's text -> its tokens, fillers left out; a word that is in no list is refused under a caret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from archcalc.base import plugins
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.homework.answers.numbers import number
from archcalc.homework.exercises import letters
from archcalc.homework.exercises.known_blocks import paper_notations
from archcalc.homework.exercises.languages.terms._inflections import INFLECTED, PREFIXES, stems
from archcalc.homework.exercises.pasted_code import framework_calls
from archcalc.homework.exercises.pasted_code.call_reader import WHOLE
from archcalc.homework.exercises.sentence_rules.sentence_order import with_meanings
from archcalc.homework.exercises.sentence_words import (
    LETTER,
    MARKS,
    OF_LAYERS,
    TOKEN,
    Amount,
    SentenceWord,
    check_length,
    folded,
    numbered,
    refuse,
)
from archcalc.homework.exercises.vocabulary import PhraseMeaning, longest, meaning, nearest_words
from archcalc.language.notation.heads import compact
from archcalc.operators.foreign_names import told

_DIGITS, _LETTERS = re.compile("[0-9]+"), re.compile("[a-zA-Z]+")
_WORD = re.compile(rf"[\u4e00-\u9fff]+|(?:{LETTER}|[\u064b-\u0652])+(?:[0-9]+{LETTER}*)*(?:['.]{LETTER}+)*")
_BETWEEN, _CHINESE = re.compile(r"[ _-]+"), re.compile("[\u4e00-\u9fff]+")
_WITH_NUMBER = frozenset("AKFkU")
"""Words that a number may be written together with."""
_LABEL = "t"
_LABELS = re.compile(r"[a-z]*pool(?:ing)?-?[1-9](?=\s*[:(=]?\s*[0-9]+x[0-9]+)", re.IGNORECASE)
"""The name of a pooling whose window follows: POOL2: 3x3."""
_OF_BYTES = {"1": "int8", "2": "float16", "4": "float32", "8": "float64"}
"""A type of numbers of so many bytes; on nothing else of it does a figure depend."""
_OPEN = re.compile(r"[0-9]*\((?!s\))")
_OF_NEURONS = re.compile(
    r"\bmlps?\b|perceptr[oó]n|perzeptron|\bnet\b|network|netz|neural|neuron|dense|fully|\bfc\b|feed|\bann\b|réseau|"
    r"\bred\b|شبكة|网络|感知", re.IGNORECASE)
"""Where 784-256-10 is a network, and no range."""


def tokens(text: str) -> list[SentenceWord]:
    """The tokens of an exercise; plugins are looked for where archcalc's own words do not do. Raises ArchcalcError.

    >>> [token.code for token in tokens("conv of 8 filters, 3x3")]
    ['L', 'n', 'F', ',', 'z']
    """
    check_length(text)
    loaded = [*plugins.loaded]
    try:
        with plugins.without_looking():
            return with_meanings(_Scanner(text).all())
    except ArchcalcError:
        plugins.look()
        if plugins.loaded == loaded:
            raise
    return with_meanings(_Scanner(text).all())


class _Scanner:
    """One pass over the text."""

    def __init__(self, text: str) -> None:
        self.text, self.plain = text, folded(text)
        found = letters.found(self.plain), framework_calls.found(text, self.plain), paper_notations.found(self.plain)
        self.named = {each.start: each for tokens in found for each in tokens}
        self.position = 0

    def all(self) -> Iterator[SentenceWord]:
        while self.position < len(self.plain):
            named = self.named.get(self.position)
            if named is not None:
                self.position = named.end
                if named.code:
                    yield named
                continue
            match = TOKEN.match(self.plain, self.position)
            if match is None:
                self.unknown(self.position, self.position + 1)
            self.position = match.end()
            if match.lastgroup == "filler":
                self.position = min({*range(match.start() + 1, match.end())} & self.named.keys(), default=match.end())
            else:
                token: SentenceWord | None = getattr(self, match.lastgroup or "")(match)
                if token is not None and token.code:
                    yield token

    def made(self, match: re.Match[str], code: str, data: object = None) -> SentenceWord:
        return SentenceWord(code, match[0], *match.span(), data)

    def label(self, match: re.Match[str]) -> SentenceWord:
        """Layer 1:, question 2)."""
        return self.made(match, _LABEL if OF_LAYERS.search(match[0]) else ".")

    def nth(self, match: re.Match[str]) -> SentenceWord:
        """Layer 3."""
        return self.made(match, "$", int(_DIGITS.findall(match[0])[-1]))

    placed = nth

    def widths(self, match: re.Match[str]) -> SentenceWord:
        """784-256-10, of a network of fully connected layers."""
        if not _OF_NEURONS.search(self.plain):
            refuse(self.text, self.made(match, ""), f"{quoted(match[0])} is not understood",
                   "an MLP 784-256-10 has three widths; a range is not an exercise")
        return self.made(match, "p", tuple(map(int, _DIGITS.findall(match[0]))))

    def width(self, match: re.Match[str]) -> SentenceWord:
        """4 bytes per value."""
        return self.made(match, "d", _OF_BYTES[next(digit for digit in match[0] if digit.isdecimal())])

    def dash(self, match: re.Match[str]) -> SentenceWord:
        """Conv - ReLU - MaxPool."""
        return self.made(match, ",")

    def rounds(self, match: re.Match[str]) -> SentenceWord:
        refuse(
            self.text,
            self.made(match, ""),
            f"{quoted(match[0])} is not understood",
            "rounds stand before a layer: 32x32x3 -> 2x CONV3-64 -> POOL2",
        )

    def size(self, match: re.Match[str]) -> SentenceWord:
        return self.made(match, "z", tuple(map(int, _DIGITS.findall(match[0]))))

    sides = size

    def over(self, match: re.Match[str]) -> SentenceWord:
        sides = tuple(map(int, _DIGITS.findall(match[0])))
        return self.made(match, "/", sides if len(sides) > 1 else sides[0])

    def counted(self, match: re.Match[str]) -> None:
        """Count a multiply-add as two operations: so FLOPs are counted here."""

    def sign(self, match: re.Match[str]) -> SentenceWord:
        return self.made(match, ">")

    def mark(self, match: re.Match[str]) -> SentenceWord:
        return self.made(match, MARKS[match[0]])

    def number(self, match: re.Match[str]) -> SentenceWord:
        readings = number(match[0])
        if not readings:
            refuse(
                self.text,
                self.made(match, ""),
                f"{quoted(match[0])} is not a number",
                "digits, and , or _ between thousands",
            )
        first = readings[0]
        exact = first.digits * first.factor
        value = exact // first.below if exact % first.below == 0 else exact / first.below
        negative = match[0].startswith("-") and value > 0
        return self.made(match, "n", Amount(-value if negative else value, first.unit))

    def phrase(self, match: re.Match[str]) -> SentenceWord:
        found = meaning(match[0].lower().strip())
        if found is None:
            self.unknown(*match.span())
        return self.made(match, found.code, found.data)

    def short(self, match: re.Match[str]) -> SentenceWord | None:
        """A layer in the lecture's notation; a word that ends in a number; a label: CONV1, layer-2."""
        head = None if _LABELS.match(self.plain, match.start()) else compact(match[0])
        if head is not None and [text for _, text, _ in head.numbers] != ["1"]:
            return self.made(match, "h", head)
        whole, word = meaning(match[0].lower()), _LETTERS.match(match[0])
        alone = meaning(word[0].lower()) if word else None
        if whole is not None:
            return self.made(match, whole.code, whole.data)
        if alone is None or word is None:
            self.unknown(*match.span())
        if alone.code == "L" and not set("x×") & set(match[0][len(word[0]) :].lower()):
            return self.made(match, "L", alone.data)
        if word[0].lower() in {"layer", "couche", "schicht", "capa", "block"}:
            return self.made(match, _LABEL)
        self.position = match.start() + len(word[0])
        if alone.code in _WITH_NUMBER:
            self.named[self.position] = numbered(self.plain, self.position, match.end())
        return self.made(match, alone.code, alone.data)._replace(text=word[0], end=self.position)

    def word(self, match: re.Match[str]) -> SentenceWord | None:
        """The longest phrase that begins here."""
        if _CHINESE.match(match[0]):
            return self.chinese(match)
        words, ends = self.following(match)
        found = longest(words)
        if found is None:
            return self.affixed(match)
        self.position = ends[found[1] - 1]
        start = match.start()
        return SentenceWord(found[0].code, self.text[start:self.position], start, self.position, found[0].data)

    def following(self, match: re.Match[str]) -> tuple[list[str], list[int]]:
        """The words from here on that only spaces and hyphens part, and where they end."""
        words, ends = [match[0].lower()], [match.end()]
        while between := _BETWEEN.match(self.plain, ends[-1]):
            after = _WORD.match(self.plain, between.end())
            if after is None or between.end() in self.named or len(words) > 7:
                break
            words.append(after[0].lower())
            ends.append(after.end())
        return words, ends

    def affixed(self, match: re.Match[str]) -> SentenceWord:
        """A word without what is written together with it: l'entrée, والخطوة."""
        before, mark, after = match[0].lower().partition("'")
        rest = [after] if mark and len(before) < 3 else []
        rest += [match[0][len(prefix) :] for prefix in PREFIXES if match[0].startswith(prefix)]
        for word in (
            *rest,
            *(inner[len(prefix) :] for inner in rest for prefix in PREFIXES if inner.startswith(prefix)),
        ):
            start = match.end() - len(word)
            again = _WORD.match(self.plain, start) if word else None
            found = longest(self.following(again)[0]) if again else None
            if found and again:
                self.position = self.following(again)[1][found[1] - 1]
                return SentenceWord(
                    found[0].code, self.text[match.start() : self.position], match.start(), self.position, found[0].data
                )
        meant = self.without_ending(match)
        return self.made(match, meant.code, meant.data) if meant else self.unknown(*match.span())

    def without_ending(self, match: re.Match[str]) -> PhraseMeaning | None:
        """What a word means without a possessive behind it: PyTorch's, ومدخلها."""
        found = (meaning(each) for each in stems(match[0].lower()))
        return next((each for each in found if each and (not each.code or each.code in INFLECTED)), None)

    def chinese(self, match: re.Match[str]) -> SentenceWord:
        """The longest phrase of a text without spaces."""
        for end in range(min(match.end(), match.start() + 10), match.start(), -1):
            found = meaning(self.plain[match.start() : end])
            if found is not None:
                self.position = end
                return SentenceWord(found.code, self.text[match.start() : end], match.start(), end, found.data)
        return self.unknown(match.start(), match.start() + 1)

    def unknown(self, start: int, end: int) -> NoReturn:
        word = self.text[start:end]
        hint = self.called(word, end) or told(word) or did_you_mean(word.lower(), list(nearest_words()))
        refuse(self.text, SentenceWord("", word, start, end), f"I do not know {quoted(word)}",
               hint or "say it in other words, or leave it out")

    def called(self, word: str, end: int) -> str:
        """A hint where a word is called, as a model's class is; nothing for other words."""
        return WHOLE if _OPEN.match(self.plain, end) and (not word.islower() or "." in word) else ""
