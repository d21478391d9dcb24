"""One layer of several, as a question points at it: its kind, its place, what else tells which."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.sentence_words import SentenceWord
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.language.notation.heads import Head

OF, AFTER, BEFORE, ITS_NEXT, ITS_LAST = "of", "after", "before", "the layer after", "the layer before"
ONE, ALL = 1, 0
"""How many layers are meant: one, or every one that fits."""
LAST, HIDDEN, OUTPUT = 0, -1, -2
"""Places that are no number."""
_ONE = re.compile("one|eine[sn]?|une?|un[oa]", re.IGNORECASE)
_OUTPUT = re.compile(r"output|ausgabe|ausgang|sortie|salida|输出|خرج|إخراج|مخرج", re.IGNORECASE)
_HIDDEN = re.compile("hidden|verdeckt|versteckt|zwischen|cach|ocult|intermedi|interméd|خفي|隐", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+$")
_PLAIN = re.compile("standard|normal|regular|ordinary|ordinaire|普通|标准|عادي", re.IGNORECASE)
_OF_ANY = re.compile(r"[\s-]*(?:layers?|schicht|couche|capa|层|طبقة)", re.IGNORECASE)
_FLATTENED = re.compile(r"RL")
_POOLING_OF_A_KIND = re.compile(
    "max|avg|average|mean|global|maxi|mittel|durchschnitt|moyen|promedio|最大|平均|أقصى|متوسط", re.IGNORECASE)


def is_of_a_kind(name: str) -> bool:
    """True of a pooling's name that says whether it takes the largest value or the mean."""
    return bool(_POOLING_OF_A_KIND.search(name))


class AskedPart(NamedTuple):
    """Layers that a question points at.

    `kind` is the operator's, or nothing for any; `place` counts from 1 among those that fit, None where no place is
    said; `many` is how many are meant together. `window` and `widths` are what else tells which, `name` is how it is
    written, where that is a name of its own: CONV3-64, conv2. `relation` says where it stands to what is asked of; a
    `plain` one is called a standard convolution.
    """

    token: SentenceWord
    kind: str = ""
    place: int | None = None
    many: int = ONE
    window: tuple[int, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    modifiers: tuple[str, ...] = ()
    name: str = ""
    relation: str = OF
    any_pooling: bool = False
    plain: bool = False


def pointing(text: str, tokens: list[SentenceWord], match: re.Match[str], kind_before: str) -> AskedPart | None:
    """The layers that a phrase points at."""
    several = tokens[match.start():match.end()]
    start, end = several[0].start, several[-1].end
    token = SentenceWord("", text[start:end], start, end)
    before = text[tokens[match.start() - 1].end if match.start() else 0:end]
    part = AskedPart(token, relation=_relation(match["relation"] or ""), plain=bool(_PLAIN.search(before)))
    if _FLATTENED.match(match[0]) and several[1].data == "flatten":
        described = sum(each.code == "L" and each.data == "flatten" for each in tokens) > 1
        return part._replace(place=LAST, relation=OF) if not described else None
    for i, each in enumerate(several):
        changed = _with(part, each, several[i + 1:])
        if changed is None:
            return None
        part = changed
    alone = len(several) == 1 and not _OF_ANY.match(text[end:])
    same = part.place is not None and not part.kind and (alone or any(_is_one(each) for each in several))
    return part._replace(kind=kind_before, many=ONE) if same else part


def _is_one(token: SentenceWord) -> bool:
    """True of the word that stands for a layer's name: the first one."""
    return token.code == "n" and bool(_ONE.fullmatch(token.text))


def _relation(letters: str) -> str:
    """The relation of a layer to what is asked of: T4 is the layer before it."""
    its = letters.startswith("T")
    if "R" in letters:
        return ITS_NEXT if its else AFTER
    if "4" in letters:
        return ITS_LAST if its else BEFORE
    return OF


def _with(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart | None:
    """A phrase with one token more; None for one that points at nothing."""
    rule = _RULES.get(token.code)
    return rule(part, token, after) if rule else part


def _placed(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart:
    """The second."""
    return part._replace(place=token.data)


def _by_purpose(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart | None:
    """The hidden layer, the output layer."""
    place = OUTPUT if _OUTPUT.search(token.text) else HIDDEN if _HIDDEN.search(token.text) else None
    if place == HIDDEN and part.place is not None and part.place > 0:
        return part
    return None if place is None else part._replace(place=place)


def _modified(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart:
    """The depthwise one."""
    return part._replace(modifiers=(*part.modifiers, token.data))


def _windowed(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart | None:
    """The 3x3 one."""
    return part._replace(window=token.data) if len(token.data) == 2 else None


def _plural(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart:
    """The layers, where no number says how many."""
    return part if part.many != ONE or part.place is not None else part._replace(many=ALL)


def _counted(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart | None:
    """A number: of layers, of filters, or a layer's own."""
    value = getattr(token.data, "value", token.data)
    if type(value) is not int or value < 1:
        return None
    width = next((name for code, name in (("F", "filters"), ("U", "units")) if after and after[0].code == code), "")
    if width:
        return part._replace(widths=((width, value),))
    if after and after[0].code in "Lqzy":
        return part._replace(many=value) if value > 1 else part
    if part.place is not None or part.kind:
        return part if _is_one(token) else None
    return part._replace(place=value)


def _named(part: AskedPart, token: SentenceWord, after: list[SentenceWord]) -> AskedPart:
    """A phrase with the kind of layer that a word names."""
    data: Any = token.data
    kind = data.op.kind if isinstance(data, Head) else data.kind if isinstance(data, NamedLayer) else data
    pooling = kind == "max_pool" and not is_of_a_kind(token.text)
    plural = part.many == ONE and part.place is None and _is_plural(token)
    name = token.text if token.code == "h" or _DIGITS.search(token.text) else ""
    plain = part.plain or bool(_PLAIN.search(token.text))
    return part._replace(kind=kind, name=name, any_pooling=pooling, plain=plain, many=ALL if plural else part.many)


def _is_plural(token: SentenceWord) -> bool:
    word = token.text.lower()
    if word.endswith(("schichten", "faltungen")):
        return True
    return word.endswith("s") and not token.text.isupper() and not word.endswith(("ss", "ous"))


_RULES: dict[str, Callable[[AskedPart, SentenceWord, list[SentenceWord]], AskedPart | None]] = {
    "$": _placed, "8": _by_purpose, "L": _named, "h": _named, "q": _modified, "z": _windowed, "y": _plural,
    "n": _counted,
}
"""Rules for the tokens of a phrase, by their codes."""
