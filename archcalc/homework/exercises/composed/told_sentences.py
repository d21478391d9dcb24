"""An exercise's tokens -> sentences that tell and sentences that ask; what is asked stands by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises import said
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.sentence_rules.sentence_order import in_order
from archcalc.homework.exercises.sentence_words import SentenceWord

_ASKS = re.compile(
    r"\b(?:how (?:many|much|large|big|long|wide|high|deep)|what|which|what's|compute|calculate|determine|find|give|"
    r"state|report|count|derive|work out|evaluate|estimate|name|provide|tell|specify|write down|number of|work|"
    r"figure out)\b",
    re.IGNORECASE)
"""Words by which a sentence begins to ask."""
_BARE = re.compile(r"P(?:[$qLh8y]+)?")
"""A figure by itself, or of a layer: parameters of conv2."""
_LISTED = re.compile(r"\(?\b[a-h]\)\s*(?:the\s+)?$")
"""A question in a list: (b) params of conv2."""
_FIGURE = re.compile("[POsUFCBD]")


class ToldSentence(NamedTuple):
    """Tokens of a sentence without its end, and whether it asks."""

    tokens: tuple[SentenceWord, ...]
    asks: bool

    @property
    def letters(self) -> str:
        """The letters of its tokens, one each."""
        return "".join(token.code or " " for token in self.tokens)


def sentences(text: str, found: list[SentenceWord]) -> Iterator[ToldSentence]:
    """Every sentence; one that tells first and then asks is two."""
    begun: list[SentenceWord] = []
    for token in [*found, SentenceWord(".", "", len(text), len(text))]:
        if token.code != ".":
            begun.append(token)
        elif begun:
            yield from _told_and_asked(text, begun)
            begun = []


def ordered_sentences(text: str, found: list[SentenceWord]) -> Iterator[ToldSentence]:
    """Every sentence, with layers that stand before the one that they follow put behind it. Raises ArchcalcError."""
    return sentences(text, in_order(text, found))


def _told_and_asked(text: str, tokens: list[SentenceWord]) -> Iterator[ToldSentence]:
    """The sentence, cut before the question that its end is."""
    start = _question(text, tokens)
    if start is None:
        yield ToldSentence(tuple(tokens), asks=False)
        return
    if told := tokens[:start]:
        yield ToldSentence(tuple(told), asks=False)
    yield ToldSentence(tuple(tokens[start:]), asks=True)


def _ends(text: str, position: int) -> bool:
    """True where a question mark ends the sentence."""
    return bool(re.match(r"[^.!?;\n]*[?？]", text[position:]))


def _question(text: str, tokens: list[SentenceWord]) -> int | None:
    """The place where a question begins: behind a comma, a colon, or with the sentence; None where it tells alone."""
    letters = "".join(token.code or " " for token in tokens)
    starts = [0, *(i + 1 for i, token in enumerate(tokens[:-1]) if token.code in ",:t>")]
    for start in starts:
        begin = tokens[start - 1].end if start else max(text.rfind(mark, 0, tokens[0].start) for mark in ".?!\n;") + 1
        opened = next((i for i in range(start, len(tokens)) if tokens[i].code in "POQHsUFCBD"), None)
        if opened is None:
            return None
        before = text[begin:tokens[opened].start]
        listed = tokens[opened].code in "POs" and not re.search("[nz]", letters[start:])
        bare = not start and (_BARE.fullmatch(letters) or ("P" in letters and _ends(text, tokens[-1].end)))
        asks = bare or tokens[opened].code in "QH" or _ASKS.search(before) or (listed and _LISTED.search(before))
        if asks and not re.search("[nzLhc]", letters[start:opened]) and _FIGURE.search(letters, opened):
            return start
    return None


def parts_between_joints(found: Sequence[Said]) -> list[list[Said]]:
    """Statements between strong joints; a comma or an and is none."""
    parts: list[list[Said]] = [[]]
    for each in found:
        if each.kind != said.SEPARATOR:
            parts[-1].append(each)
        elif each.name in {"strong", "sentence"}:
            parts.append([])
    return [part for part in parts if part]
