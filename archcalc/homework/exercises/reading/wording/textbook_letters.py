"""The letters of textbooks: W, F, S, P and K with their numbers, what of them is asked for, and x_t in R^10."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.reading.wording import senses

_BELOW = r"(?:_?\{?(?:in|out|[HWChwcFfKk0-9])\}?(?:\^?\{?\[[0-9l]\]\}?)?)"
_PAIR = re.compile(rf"(?<![\w.'])(?P<first>[A-Za-z]{_BELOW}?'?\s*=\s*(?:[A-Za-z]{_BELOW}?'?\s*=\s*)*)"
                   r"(?P<what>(?P<number>[0-9]+)(?!\w|\.[0-9])(?:\s+(?P<noun>[^\W\d_]+))?|\?|_{2,})")
_LETTER = re.compile(rf"[A-Za-z]{_BELOW}?'?(?=\s*=)")
_MENTION = re.compile(rf"(?<![\w.'])[A-Za-z]{_BELOW}?'?(?![\w'])")
_SPACE = re.compile(r"(?<![\w.\\])(?P<letter>[xh])(?:_\{?t\}?|\^?[<(\[]t[>)\]])?\s*(?:\\in|∈|in)\s*"
                    r"(?:R|ℝ|\\mathbb\{?R\}?)\s*\^\s*\{?(?=[0-9])")
_NAMED = re.compile(r"(?:ratio|factor|rate|size|dimension|number|length)\s*(?:of|is|,|\()?\s*$", re.IGNORECASE)
"""The noun before a letter that says itself what it is: a reduction ratio r = 16."""
_STEP = re.compile(r"(?<![\w.\\])(?P<letter>[xh])_\{?t\}?(?!\w|\s*=)"
                   r"(?=(?:\s+(?:has|have|is|with|of|a|an|size|in))*\s+[0-9])")
_RUN = re.compile(r"(?<![\w.-])[kfsp]-?[0-9]+(?:[\s,/]+[kfsp]-?[0-9]+)+(?!\w|\.[0-9])", re.IGNORECASE)
_IN_A_RUN = re.compile("[a-z](?=-?[0-9])", re.IGNORECASE)
"""k3 s1 p1, as tables write a layer."""
_USUAL = {"w": "width", "h": "height", "d": "channels in", "c": "channels in", "f": "kernel", "k": "kernel",
          "s": "stride", "p": "padding", "n": "width", "g": "groups", "b": "batch", "i": "width", "m": "filters"}
_MADE = {"width": "side out", "height": "side out", "channels in": "filters"}
"""What a letter of what goes in is of what comes out: W_out, C_out."""
_TAKES = frozenset({"attribute", "filters", "channels", "features", "units", "kernel", "layers", "batch", "steps",
                    "dimensional", "layer", "images", "hidden"})
"""Nouns behind a number that say themselves what it is: h = 8 heads."""


class Lettered(NamedTuple):
    """A letter of the text and its sense there."""

    sense: str
    data: str | None
    text: str
    start: int
    end: int


def letters(plain: str) -> list[Lettered]:
    """The letters of a text that stand for something, with what they stand for.

    Where F is the kernel, K is the number of filters, and N is one where W is the side.

    >>> [each.data for each in letters("W=227, F=11, K=96")]
    ['width', 'kernel', 'filters']
    """
    pairs = list(_PAIR.finditer(plain))
    said = {letter[0].lower() for match in pairs for letter in _LETTER.findall(match[0])}
    meant = _USUAL | ({"k": "filters"} if "f" in said else {}) | (
        {"n": "filters"} if said & {"w", "h", "i"} and said & {"f", "k"} else {})
    found = {each.start: each for match in pairs for each in _pair(match, meant)}
    for run in _RUN.finditer(plain):
        for each in _IN_A_RUN.finditer(run[0]):
            start = run.start() + each.start()
            found[start] = Lettered("letter", _USUAL[each[0].lower()], each[0], start, start + 1)
    for match in (*_SPACE.finditer(plain), *_STEP.finditer(plain)):
        role = "channels in" if match["letter"] == "x" else "units"
        found[match.start()] = Lettered("letter", role, match[0], *match.span())
    return [*found.values(), *(each for each in _mentioned(plain, pairs, meant) if each.start not in found)]


def _pair(match: re.Match[str], meant: dict[str, str]) -> Iterator[Lettered]:
    """The last letter of W = H = 32, which has the number; of an asked one, S = ?, what is open."""
    names = list(_LETTER.finditer(match["first"]))
    roles = [_role(each[0], meant) for each in names]
    noun = senses.meaning(match["noun"].lower()) if match["noun"] else None
    if roles[-1] is None and not (noun and noun.sense in _TAKES):
        if _NAMED.search(match.string[:match.start()]):
            yield Lettered("", None, match["first"], match.start("first"), match.end("first"))
        return
    for each, role in zip(names, roles, strict=True):
        start = match.start() + each.start()
        last = each is names[-1] and not (noun is not None and noun.sense in _TAKES)
        sense = "" if not last else "letter" if match["number"] else "output" if role == "side out" else "open"
        data = "channels" if sense == "open" and role == "channels in" else role
        yield Lettered(sense, data if sense in {"letter", "open"} else None, each[0], start, start + len(each[0]))


def _mentioned(plain: str, pairs: list[re.Match[str]], meant: dict[str, str]) -> Iterator[Lettered]:
    """Letters that have their number elsewhere, and those of what comes out, which ask for it: W_out."""
    named = {letter for match in pairs for letter in _LETTER.findall(match["first"])}
    for match in _MENTION.finditer(plain):
        inside = any(pair.start() <= match.start() < pair.end() for pair in pairs)
        if match[0] in named and not inside:
            yield Lettered("", None, match[0], *match.span())
        elif len(match[0]) > 1 and not inside and named and _role(match[0], meant) == "side out":
            yield Lettered("output", None, match[0], *match.span())


def _role(letter: str, meant: dict[str, str]) -> str | None:
    """The role of a letter, with what stands below it: n_H, C_out."""
    first, below = letter[0].lower(), letter[1:].strip("_{}").lower()
    if first == "n" and below[:1] in {"h", "w", "c"}:
        return {"h": "height", "w": "width", "c": "channels in"}[below[0]]
    name = meant.get(first)
    made = below in {"out", "2", "'"} or letter.endswith("'")
    return _MADE.get(name or "", name) if made else name
