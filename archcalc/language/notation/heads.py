"""The word with which a layer begins: a form that an operator declares (CONV3-64), or an operator's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from archcalc.base.named_tuples import NamedTuple
from archcalc.language.notation.tokens import ASKED_AGAIN, NUMBER, SIZE, NotationToken
from archcalc.operators import find, kinds
from archcalc.operators.operator import Op
from archcalc.operators.written_forms import Form, form, spaced

_MOST_WORDS = 4
"""The words that an operator's name is made of: ADAPTIVE AVG POOL."""
_NUMBERS = re.compile(SIZE)
_HEAD = re.compile(rf"([A-Za-z_]+-?)({NUMBER}(?:[-x×]{NUMBER})*)")


class Head(NamedTuple):
    """The beginning of a layer: its operator, the form in which it stands, and how many words that takes.

    `numbers` are the attributes in the form: name, text, and where it begins within the first word.
    """

    op: type[Op]
    form: Form | None
    words: int
    numbers: tuple[tuple[str, str, int], ...] = ()


def is_layer(words: Sequence[NotationToken], modules: Collection[str]) -> bool:
    """True where words begin a layer in notation.

    A name with an expression in it may be a module's or an operator's; a bare word is another library's (Dense, fc)
    unless it stands in capitals.
    """
    head = head_of(words)
    if head is not None and head.numbers:
        return True
    before, dynamic, _ = words[0].text.partition("${")
    if dynamic and any(name.startswith(before) for name in (*modules, *kinds())):
        return False
    if head is None:
        return words[0].text in modules
    return len(words) > 1 or words[0].text.isupper()


def compact(word: str) -> Head | None:
    """The layer that a word in the lecture's notation is, with its numbers; None for other words.

    >>> compact("conv3-64").numbers
    (('kernel', '3', 4), ('filters', '64', 6))
    """
    head = head_of([NotationToken("word", word, 0, len(word))])
    return head if head and head.numbers else None


def head_of(words: Sequence[NotationToken]) -> Head | None:
    """The operator that words begin with; None where they begin with none."""
    first = words[0].text
    pattern, texts = _numbered(first)
    found = form(pattern) if pattern else None
    if found:
        numbers = tuple([(name, *text) for name, text in zip(found.attributes, texts, strict=True)])
        return Head(found.op, found, 1, numbers)
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        texts_of = [word.text for word in words[:count]]
        op = _called(texts_of)
        if op is not None:
            return Head(op, None, count)
    found = spaced(first)
    return Head(found.op, found, 1) if found else None


@lru_cache(ASKED_AGAIN)
def _numbered(word: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    """A word without its numbers, and each of them with its place; nothing where it has none: CONV{}-{}, 3, 64."""
    compact = _HEAD.fullmatch(word)
    if compact is None:
        return "", ()
    texts = [(each[0], compact.start(2) + each.start()) for each in _NUMBERS.finditer(compact[2])]
    return compact[1] + _NUMBERS.sub("{}", compact[2]), tuple(texts)


def _called(words: list[str]) -> type[Op] | None:
    """The operator whose name stands in small or in capital letters; of several words, with spaces between them."""
    if not all(word.isidentifier() and (word.islower() or word.isupper()) for word in words):
        return None
    name = "_".join(words).lower()
    return find(name) if len(words) == 1 or name in kinds() else None
