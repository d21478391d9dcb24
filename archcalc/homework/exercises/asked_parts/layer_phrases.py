"""Words of a question that point at one of the layers described: the second convolution, before the pooling, FC-64."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.homework.exercises.asked_parts.asked_part import AFTER, BEFORE, AskedPart, pointing
from archcalc.homework.exercises.sentence_words import SentenceWord

_PLACED = r"n?q*z?q*(?:[Lhc8]|y)?y?"
_PHRASE = re.compile(
    rf"(?P<relation>T?[R4]T?)?(?:(?P<first>\$)(?P<rest>{_PLACED})|(?P<alone>T?q*z?q*[Lh8]y?|n?q*z?q*[Ly]y?)(?P<behind>\$)?"
    rf"(?P<told>w?(?:nF|nU|zF|zK))?)"
    r"|RL\$?I|Tw?n[FU]")
_BEHIND = frozenset({"之后", "后", "之前"})
"""Words that stand behind what they follow, and elsewhere mean then."""
_MADE = frozenset({"neurons", "memory", "bytes", "height", "width", "channels", "output"})
"""Figures of what comes out of a layer, if nothing says that it goes in."""
_INTO = re.compile(
    r"\b(?:feed|feeds|feeding|fed|enter|enters|entering|receives?|received|go into|goes into|going into|reach|reaches|"
    r"incoming|accepts?|expects?|takes? in|passed (?:on )?(?:in)?to|flows? into|erhält|bekommt|empfängt|reçoit|recoit|"
    r"entrent?|recibe|entran?)\b|接收|进入|送入|输入到|يستقبل|تستقبل|يدخل|تدخل", re.IGNORECASE)
"""Verbs by which what goes into a layer is asked for."""
_LONGEST = 12
"""Tokens of the longest phrase."""
_ANCHOR = re.compile("[QHPOsUIDB5MW]")
_STRAIGHT = re.compile(r"[QHPOBDUIsTe&,5MWfi92]*")
"""What may stand between a question and the layer that it is about, which no place or relation marks."""
_ENDS = re.compile("$|[.:|QH527jJd]|[Nw]B")
_JOINED = re.compile(
    r"\b(?:in|of|for|within|inside|im|bei|dans|de|du|des|del|en|when|if)\b|[在中里的]|(?:^|\s)(?:في|من)\s",
    re.IGNORECASE)
"""Words between a layer that is asked of and the description: the second convolution in conv 8 3x3, conv 16 3x3."""


def found(text: str, tokens: list[SentenceWord]) -> tuple[list[SentenceWord], tuple[AskedPart, ...]]:
    """The tokens without the phrases that point at a layer, and those phrases; all of them where there are none."""
    tokens = _without_verbs(tokens)
    if opened := _left_open(tokens):
        return opened
    letters = "".join(token.code or " " for token in tokens)
    cut = set[int]()
    parts: list[AskedPart] = []
    changed = dict[int, SentenceWord]()
    for start, end, found_part in _phrases(text, tokens, letters):
        verb = bool(re.match(r"O(?:[:.]|$)", letters[end:])) and "P" in letters[:start]
        behind = end < len(tokens) and tokens[end].text in _BEHIND
        before = behind and tokens[end].code == "4"
        part = found_part._replace(relation=BEFORE) if before else found_part
        cut |= {*range(start, end + (verb or behind))}
        parts.append(part)
        changed |= _figure_before(text, tokens, letters, start, part)
    rest = [changed.get(i, token) for i, token in enumerate(tokens) if i not in cut]
    if not parts or not _describes(rest, parts):
        return tokens, ()
    return _unjoined(rest, parts), tuple(parts)


_GOES_IN = re.compile("[QH]+[sI]*[IDU]$")


def _figure_before(
    text: str, tokens: list[SentenceWord], letters: str, start: int, part: AskedPart
) -> dict[int, SentenceWord]:
    """The figure that is asked for by what goes in: how many inputs; or comes out: the volume after it."""
    begin = letters.rfind(".", 0, start) + 1
    end = letters.find(".", start)
    sentence = text[tokens[begin].start:tokens[end].start if end > 0 else len(text)]
    token = tokens[start - 1] if start else None
    asked = next((i for i in range(start - 1, begin - 1, -1) if tokens[i].code in "PUIOsDC"), None)
    goes_in = bool(_GOES_IN.search(letters[:start]))
    if asked is None or token is None:
        return {}
    figure = tokens[asked]
    made = figure.code in "UOsC" or figure.data in _MADE
    if made and _INTO.search(sentence):
        known = figure.code in "UOs" or figure.data == "neurons"
        return {asked: figure._replace(code="P" if known else "!", data="inputs")}
    if not goes_in:
        return {}
    if token.code == "U":
        return {start - 1: token._replace(code="P", data="neurons")}
    follows = part.relation in {AFTER, BEFORE}
    return {start - 1: token._replace(code="O", data=None) if follows else token._replace(code="P", data="inputs")}


def _without_verbs(tokens: list[SentenceWord]) -> list[SentenceWord]:
    """The tokens without add, where that is what a layer does: how many parameters does the last layer add."""
    letters = "".join(token.code or " " for token in tokens)
    verbs = {match.end() - 1 for match in re.finditer(r"[QH][^.]*[L$]L(?=\.|$)", letters)
             if tokens[match.end() - 1].data == "add"}
    return [token for i, token in enumerate(tokens) if i not in verbs]


def _left_open(tokens: list[SentenceWord]) -> tuple[list[SentenceWord], tuple[AskedPart, ...]] | None:
    """The tokens with what goes into a layer of pasted code asked for, where a question mark stands for it."""
    layers = [(token, each) for token in tokens if token.code == "c" for each in token.data if each.kind == "linear"]
    places = [i for i, (_, each) in enumerate(layers) if each.is_open]
    asked = [i for i, token in enumerate(tokens) if token.code == "D" and i and tokens[i - 1].code in "QH"]
    if len(places) != 1 or len(asked) != 1:
        return None
    changed = [token._replace(code="P", data="inputs") if i == asked[0] else token for i, token in enumerate(tokens)]
    return changed, (AskedPart(layers[places[0]][0], kind="linear", place=places[0] + 1),)


def _describes(rest: list[SentenceWord], parts: list[AskedPart]) -> bool:
    """True where what is left describes layers: several of them, or one that a place is said among."""
    segments = re.split("[,.:t>|]", "".join(token.code or " " for token in rest))
    called = sum(len(token.data) - 1 for token in rest if token.code == "c")
    widths = sum(len(token.data) - 2 for token in rest if token.code == "p")
    count = called + widths + sum(len(re.findall("[Lhcp]", each)) or bool(re.search("n.*[FU]|[FU].*n", each))
                                  for each in segments)
    placed = any(part.place is not None for part in parts)
    return count > 1 or (placed and count > 0)


def _unjoined(rest: list[SentenceWord], parts: list[AskedPart]) -> list[SentenceWord]:
    """The tokens without what joined two such phrases: the last convolution than the first."""
    if len(parts) < 2:
        return rest
    first, last = parts[0].token.end, parts[-1].token.start
    left = [token for token in rest if not (token.code in "|&," and first <= token.start < last)]
    asked = any(token.code == "5" for token in left)
    compared = [token._replace(code="" if asked else "5", data="difference") if token.code in "WMX" else token
                for token in left]
    return [token for token in compared if token.code]


def _phrases(text: str, tokens: list[SentenceWord], letters: str) -> Iterator[tuple[int, int, AskedPart]]:
    """Every phrase, and the tokens that it takes."""
    position, kind = 0, ""
    while position < len(tokens):
        part, end = next(_asked_here(text, tokens, letters, position, kind), (None, position + 1))
        if part is not None:
            kind = part.kind or kind
            yield position, end, part
        position = end


def _asked_here(
    text: str, tokens: list[SentenceWord], letters: str, position: int, kind: str
) -> Iterator[tuple[AskedPart, int]]:
    """The phrase that begins at a token, and its end: the first of two layers may be no more than the first."""
    for end in range(min(position + _LONGEST, len(letters)), position, -1):
        match = _PHRASE.fullmatch(letters, position, end)
        if match and _is_asked(text, tokens, letters, match):
            part = pointing(text, tokens, match, kind)
            if part is not None:
                yield part, match.end()


def _is_asked(text: str, tokens: list[SentenceWord], letters: str, match: re.Match[str]) -> bool:
    """True where a phrase stands in a question, and nothing is told of the layer that it names."""
    start, end = match.span()
    begin = max(letters.rfind(mark, 0, start) for mark in ".:") + 1
    before = re.sub(r"^[^,QHO]*z[^,QHO]*,(?=[QHO])", "", letters[begin:start])
    ends = bool(_ENDS.match(letters, end)) or bool(_JOINED.search(_between(text, tokens, end)))
    marked = match["first"] or match["behind"] or match["relation"] or match[0].startswith("R")
    if not _ANCHOR.search(before):
        return not before and _goes_before(tokens, letters, end, marked=bool(marked))
    if re.search("[zn]|[Lhc]", re.sub(r"[R4$]", "", before)) and not marked:
        return False
    verb = re.match(r"O(?:[:.]|$)", letters[end:]) or (letters[end:end + 1] == "G" and before.endswith("5"))
    if marked:
        return bool(ends or verb or letters[end] in ",&R4iP")
    told = match["told"] is None or not re.search("[Lhc]", letters[end:])
    return bool((ends or verb) and told and _STRAIGHT.fullmatch(before))


def _goes_before(tokens: list[SentenceWord], letters: str, end: int, *, marked: bool) -> bool:
    """True where a sentence begins with a layer, and then asks: the second layer has how many; 池化之后输出大小."""
    if re.match("[t4][QHO]", letters[end:]) and tokens[end].text in _BEHIND:
        return True
    return bool(re.match(",?[QHOP]" if marked else "[QHOP]", letters[end:]))


def _between(text: str, tokens: list[SentenceWord], end: int) -> str:
    """The text between a phrase and the next token."""
    if end >= len(tokens):
        return ""
    return text[tokens[end - 1].end:tokens[end].start]
